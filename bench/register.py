"""Behind sign-in: the queue of a large register, and how soon a closure is public on every
worker.
"""

import logging
import os
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from bench.http import serving
from bench.made_up import venues
from bench.report import Row
from bench.staff import AT, signed_in
from safespaces.actions.register.bulk import do_bulk, plan_bulk, undo_bulk
from safespaces.actions.register.bulk_deeds import Acting, check_deed, close_deed, status_deed
from safespaces.actions.register.closing_link import make_closing_link
from safespaces.actions.register.publish import publish
from safespaces.actions.register.verifying import Check
from safespaces.moderation.report import Report
from safespaces.moderation.submission import Contact, Remark, Submission, SubmissionState
from safespaces.moderation.verification import Verification
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.partners import Partner, add_partner
from safespaces.store.reports import add_report
from safespaces.store.submissions import add_remark, add_submission
from safespaces.store.venues import add_venues, listed_venues
from safespaces.store.verifications import add_verification
from safespaces.venues.lasting import usual_last_day
from safespaces.web.app import create_app
from safespaces.web.signed_in import COOKIE

VENUES, SENT, REPORTS, RUNNING_OUT, LOST, MANY = 10_000, 500, 250, 200, 50, 1_000
PUBLIC_VENUES, WORKERS, IN_A_ROW, ROUNDS = 2_000, 4, 60, 5


def rows() -> Iterator[Row]:
    """The queue, then the closure."""
    items = SENT + REPORTS + RUNNING_OUT + LOST
    with tempfile.TemporaryDirectory() as folder:
        database = _register(f"sqlite:///{folder}/queue.db")
        yield from _pages(database, f"sqlite:///{folder}/queue.db", items)
        yield from _bulk(database)
        database.close()
    with tempfile.TemporaryDirectory() as folder:
        seconds = _closure_s(folder)
    what = f"a closure is public on all {WORKERS} workers, {PUBLIC_VENUES:,} venues"
    yield Row(what, f"{seconds:.1f} s at the longest of {ROUNDS}", "within 5 s", seconds < 5)


def _register(url: str) -> Database:
    """With something in every part of the queue."""
    database = Database(url)
    database.prepare()
    every = venues(VENUES)
    every[:LOST] = [replace(venue, located=None) for venue in every[:LOST]]
    with database.writing() as session:
        add_venues(session, every, at=AT, author="bench", reason="bench")
        add_partner(session, Partner("o-bench", "Bench"), AT)
        for number, venue in enumerate(every[100 : 100 + SENT]):
            sent = Submission(
                f"f{number}",
                "o-bench",
                venue.id,
                number % 2 == 0,
                SubmissionState.SENT,
                1,
                {"name": "x"},
                Contact(),
                1,
                AT,
                AT,
            )
            add_submission(session, sent)
            add_remark(session, sent.id, Remark(AT, "bench", "sent"))
        for number, venue in enumerate(every[1000 : 1000 + REPORTS]):
            add_report(session, Report(f"r{number}", venue.id, "shut", "", AT))
        for number, venue in enumerate(every[2000:]):  # most venues have a check, a few run out
            last_day = AT.date() + timedelta(days=10 if number < RUNNING_OUT else 200)
            add_verification(
                session,
                Verification(
                    f"k{number}", venue.id, AT.date(), "visit", ("trained",), last_day, "bench"
                ),
                AT,
            )
    publish(database, at=AT)
    return database


def _pages(database: Database, url: str, items: int) -> Iterator[Row]:
    logging.disable(logging.INFO)  # a line a request would hide the figures
    client = create_app(Settings(database=url)).test_client()
    client.set_cookie(COOKIE, signed_in(database))
    asked = {
        f"/officer/queue, {VENUES:,} venues, {items:,} open items": "/officer/queue",
        f"/officer, {VENUES:,} venues": "/officer",
        f"/officer/venues, {VENUES:,} venues": "/officer/venues",
        "the same, by words, kind, check and area, sorted by the check": (
            "/officer/venues?words=place&status=listed&check=counts&area=Foleshill&sort=check"
        ),
        "the same, without contact, sorted by the last change": (
            "/officer/venues?lacking=contact&sort=changed&page=40"
        ),
    }
    for what, path in asked.items():
        times = []
        for _ in range(11):
            start = time.perf_counter()
            page = client.get(path)
            times.append(time.perf_counter() - start)
            assert page.status_code == 200, page.data[:500]
        took_ms = statistics.median(times[1:]) * 1000
        yield Row(what, f"{took_ms:.0f} ms", "under 300 ms", took_ms < 300)


def _bulk(database: Database) -> Iterator[Row]:
    """What an officer does to a thousand venues at once, and takes back."""
    acting = Acting("bench", AT, AT.date())
    with database.reading() as session:
        ids = [venue.id for venue in listed_venues(session)[:MANY]]
    check = Check(AT.date(), "call", ("trained",), usual_last_day(AT.date()))
    for name, deed in (
        ("close", close_deed(AT, AT + timedelta(days=9), "bench", AT)),
        ("check", check_deed(check, AT.date())),
        ("pause", status_deed("pause", "bench", AT.date())),
    ):
        start = time.perf_counter()
        seen = plan_bulk(database, ids, deed).seen
        number = do_bulk(database, ids, name, deed, seen=seen, acting=acting)
        done_s = time.perf_counter() - start
        start = time.perf_counter()
        undo_bulk(database, number, by="bench", at=AT, today=AT.date())
        undone_s = time.perf_counter() - start
        yield Row(
            f"{MANY:,} of {VENUES:,} venues at once, {name}: planned and done; taken back",
            f"{done_s:.1f} s; {undone_s:.1f} s",
            "within 5 s each",
            max(done_s, undone_s) < 5,
        )


def bench_app() -> Flask:
    """The real app without a request limit."""
    return create_app(Settings(database=os.environ["SAFESPACES_DATABASE"], form_limit=""))


def _closure_s(folder: str) -> float:
    """The longest time from a tap until sixty answers in a row, over four workers, say that the
    place is shut, or open again.
    """
    url = f"sqlite:///{folder}/bench.db"
    database = Database(url)
    database.prepare()
    always = [replace(venue, safe_hours="24/7") for venue in venues(PUBLIC_VENUES)]
    with database.writing() as session:
        add_venues(session, always, at=AT, author="bench", reason="bench")
    publish(database, at=AT)
    path = make_closing_link(database, always[7].id, by="bench", at=AT, site="").rpartition(
        "/close/"
    )[2]
    database.close()
    waits = []
    with serving(folder, "bench.register:bench_app()", workers=WORKERS) as (address, _):
        place = f"{address}/places/{always[7].slug}"
        _until_all_say(place, b"Open day and night")  # every worker has started and read the list
        for _ in range(ROUNDS):
            for deed, words in (("tonight", b"Opens"), ("open", b"Open day and night")):
                start = time.perf_counter()
                urllib.request.urlopen(f"{address}/close/{path}", f"deed={deed}".encode()).read()
                waits.append(_until_all_say(place, words) - start)
    return max(waits)


def _until_all_say(address: str, words: bytes) -> float:
    """When the first of sixty answers in a row came that say so; each on a connection of its own,
    so that every worker gets some.
    """
    began, in_a_row, first = time.perf_counter(), 0, 0.0
    while in_a_row < IN_A_ROW:
        said = words in urllib.request.urlopen(address).read()
        first = time.perf_counter() if in_a_row == 0 else first
        in_a_row = in_a_row + 1 if said else 0
        if time.perf_counter() - began > 30:
            raise RuntimeError(f"after 30 seconds {address} does not say so everywhere")
    return first
