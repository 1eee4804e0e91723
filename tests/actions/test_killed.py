"""kill -9 at every step of an import and of a decision, some hundred in all: the database is as before or as after, never between."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.imports.import_judging import judging
from safespaces.actions.imports.undo_import import undo_import
from safespaces.actions.operations.demonstration import take_out_demonstration
from safespaces.actions.register.bulk import do_bulk, plan_bulk
from safespaces.actions.register.bulk_deeds import Acting, field_deed
from safespaces.actions.register.merging import Merge, merge
from safespaces.actions.register.publish import publish
from safespaces.actions.register.running_out import expire
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions.branch_list import send_list
from safespaces.actions.submissions.branches_together import (
    Together,
    begun_branches,
    complete_branches,
)
from safespaces.actions.submissions.deciding import Decider, accept_change, list_new
from safespaces.actions.submissions.partner_leaving import leave
from safespaces.actions.submissions.partner_sending import send_own
from safespaces.actions.submissions.partner_work import Actor, begin_change, keep_in_own
from safespaces.actions.submissions.passing_on import offer_venue, take_venue
from safespaces.actions.submissions.special_days import send_special_days
from safespaces.store.database import Database
from safespaces.store.demonstration import mark_as_demonstration
from safespaces.store.imports import numbered_imports
from safespaces.store.partners import Partner, add_partner, put_venue_with
from safespaces.store.rows import every_table
from safespaces.store.venues import add_venues, all_venues, venue_with_id
from safespaces.venues.pin import PinCheck
from tests.actions.test_submissions import (
    CAFE,
    COOK,
    HERE,
    NOW,
    SITE,
    TODAY,
    a_change,
    joined,
    town,
)
from tests.databases import database
from tests.vectors import made_up

__all__ = ["database", "town"]  # fixtures

FILE = (
    b"id,name,kind,postcode,safe_hours,status\nid-red-cafe,Red Cafe,cafe,CV1 5FB,Mo 10:00-12:00; PH off,\n"
    + b"".join(
        f",Library {number},library,CV1 5FB,Mo 09:00-17:00; PH off,listed\n".encode()
        for number in range(6)
    )
)
DECIDER = Decider("officer@council.example", NOW, None, SITE)


def importing(database: Database) -> Callable[[], object]:
    return lambda: apply_import(database, UploadedFile(FILE, "x.csv"), at=NOW, author="test")


def undoing(database: Database) -> Callable[[], object]:
    importing(database)()
    with database.reading() as session:
        number = numbered_imports(session)[0][0]
    return lambda: undo_import(database, number, by="test", at=NOW, today=TODAY)


def accepting(database: Database) -> Callable[[], object]:
    sent = a_change(database, name="Redder Cafe", website="https://redder.example")
    return lambda: accept_change(
        database, sent.id, ["website"], words="keep the name", decider=DECIDER
    )


def listing(database: Database) -> Callable[[], object]:
    sent = joined(database)
    verify(
        database,
        sent.venue_id,
        Check(TODAY, "visit", ("trained",), TODAY),
        by="officer",
        at=NOW,
        today=TODAY,
    )
    return lambda: list_new(database, sent.id, words="", decider=DECIDER, today=TODAY)


def sending(database: Database) -> Callable[[], object]:
    form = begin_change(database, COOK, CAFE, at=NOW)
    keep_in_own(
        database,
        COOK,
        form.id,
        {"kit": "first_aid food", "safe_hours": "Mo-Fr 08:00-18:00; PH off"},
        at=NOW,
    )
    return lambda: send_own(database, COOK, form.id, words="", agreed=False, now=HERE)


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table."""
    with database.reading() as session:
        tables = every_table().sorted_tables
        return {
            table.name: sorted(
                str(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table.name}"))
            )
            for table in tables
        }


def killed_at(step: int, deed: Callable[[], object]) -> bool:
    """Do it in a process of its own that is killed before its n-th step; False when it ended before that."""
    child = os.fork()
    if child == 0:
        steps = [0]

        def count(*_: object) -> None:
            steps[0] += 1
            if steps[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, count)
        try:
            deed()
        finally:
            os._exit(0)
    try:
        _, status = os.waitpid(child, 0)
    except BaseException:  # the test was ended from outside: nothing of it goes on
        os.kill(child, signal.SIGKILL)
        raise
    return os.WIFSIGNALED(status)


def done_to_many(database: Database) -> Callable[[], object]:
    deed, acting = field_deed("kit", "charger seats"), Acting("test", NOW, TODAY)
    with database.reading() as session:
        ids = [venue.id for venue in all_venues(session)]
    seen = plan_bulk(database, ids, deed).seen
    return lambda: do_bulk(database, ids, "field", deed, seen=seen, acting=acting)


def leaving(database: Database) -> Callable[[], object]:
    a_change(database, name="Redder Cafe", website="https://redder.example")
    return lambda: leave(database, COOK, CAFE, "closed", at=NOW, today=TODAY, site=SITE)


def running_out(database: Database) -> Callable[[], object]:
    check = Check(TODAY, "visit", ("trained",), TODAY)
    verify(database, CAFE, check, by="test", at=NOW, today=TODAY)
    later = TODAY + timedelta(days=40)
    return lambda: expire(database, at=NOW, today=later, grace_days=30, site=SITE)


def with_checks(database: Database) -> Callable[[], object]:
    head = b"name,kind,address,lat,lon,safe_hours,checked_on,trained,staff,contact_name,contact_email\n"
    row = f"Hall,library,1 Own Street,52.41012,-1.51034,24/7,{TODAY},3,4,Zed,zed@x.example\n"
    sent = UploadedFile(head + row.encode(), "halls.csv")
    judge = judging(made_up.gazetteer(), TODAY)
    return lambda: apply_import(database, sent, at=NOW, author="test", judging=judge)


def without_demonstration(database: Database) -> Callable[[], object]:
    with database.writing() as session:
        mark_as_demonstration(session, [venue.id for venue in all_venues(session)])
    return lambda: take_out_demonstration(database, by="test", at=NOW)


def merging(database: Database) -> Callable[[], object]:
    with database.writing() as session:
        twin = replace(venue_with_id(session, CAFE), id="id-twin", slug="twin", name="Twin")
        add_venues(session, [twin], at=NOW, author="test", reason="test")
        add_partner(session, Partner("o-twin", "Twin Ltd"), NOW)
        put_venue_with(session, "o-twin", "id-twin")
    publish(database, at=NOW)
    wanted = Merge(CAFE, "id-twin", frozenset({"name", "point"}), {})
    return lambda: merge(database, wanted, by="test", at=NOW, today=TODAY)


def completing(database: Database) -> Callable[[], object]:
    head = b"name,kind,address,postcode,safe_hours\n"
    rows = b"One,cafe,5 Made-up Street,CV1 5FB,24/7\nTwo,cafe,6 Made-up Street,CV1 5FB,24/7\n"
    send_list(database, COOK, head + rows, lambda _pin: False, now=HERE, agreed=True)
    begun = begun_branches(database, COOK, lambda _values: None)
    pins = {each.form_id: f"52.41{number}, -1.51" for number, each in enumerate(begun)}
    said = Together(pins, frozenset(pins), "all", {}, agreed=True)
    right = PinCheck("", needs_look=False, is_outside=False)
    return lambda: complete_branches(
        database, COOK, said, lambda _values: None, lambda _pin, _found: right, now=HERE
    )


def christmas(database: Database) -> Callable[[], object]:
    days = {date(2026, 12, 25): ()}
    return lambda: send_special_days(database, COOK, [CAFE], days, now=HERE)


def passing_on(database: Database) -> Callable[[], object]:
    hub = Actor("hub@blue.example", Partner("o-blue", "Blue Trust"))
    with database.writing() as session:
        add_partner(session, hub.partner, NOW)
    offer_venue(database, COOK, CAFE, hub.email, at=NOW, site=SITE)
    return lambda: take_venue(database, hub, CAFE, at=NOW, site=SITE)


@pytest.mark.long
@pytest.mark.parametrize(
    "prepare",
    [
        importing,
        undoing,
        accepting,
        listing,
        sending,
        done_to_many,
        leaving,
        running_out,
        with_checks,
        without_demonstration,
        merging,
        completing,
        christmas,
        passing_on,
    ],
)
def test_killed_at_any_step_nothing_is_half_done(
    town: Database, prepare: Callable[[Database], Callable[[], object]]
) -> None:
    publish(town, at=NOW)
    deed = prepare(town)
    before = everything(town)
    town.close()  # a child opens its own connections
    step, killed = 1, 0
    while killed_at(step, deed):
        town.close()
        now = everything(town)
        town.close()
        if now != before:
            break  # the kill came after the end of the transaction: the deed is done
        step, killed = step + 1, killed + 1
    done = everything(town)
    changed = [name for name in before if before[name] != done[name]]
    assert killed >= 10 and {"venues", "snapshots", "venue_partners"} & set(changed), (
        killed,
        changed,
    )
