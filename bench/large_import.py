"""Importing 50,000 rows by the page, while the public asks: how long it takes, and what the public
notices.
"""

import re
import statistics
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.http import serving
from bench.made_up import venues
from bench.report import Row
from bench.staff import AT, signed_in
from safespaces.actions.register.publish import publish
from safespaces.people.tokens import digest_of
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from safespaces.venues.cells import venue_cells
from safespaces.venues.csv_text import csv_text
from safespaces.web.signed_in import COOKIE

ROWS, PUBLIC = 50_000, 100
ASKED = ("/places", "/api/v1/nearest?lat=52.4081&lon=-1.5106")
EVERY_S = 0.05


def rows() -> Iterator[Row]:
    """The time from sending the file to the last venue's place in the register; and the public's
    waits, before and meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        database.prepare()
        with database.writing() as session:
            add_venues(session, venues(PUBLIC), at=AT, author="bench", reason="bench")
        publish(database, at=AT)
        cookie = signed_in(database)
        database.close()
        with serving(folder, "bench.register:bench_app()", workers=2) as (address, _):
            for path in ASKED:
                urllib.request.urlopen(address + path).read()
            with _asking(address) as before:
                time.sleep(10)
            with _asking(address) as meanwhile:
                look_s, apply_s = _import(address, cookie, Path(folder) / "made-up.csv")
    what = f"import of {ROWS:,} rows by page: shown, then done"
    yield Row(
        what, f"{look_s:.0f} s and {apply_s:.0f} s", "within 60 s together", look_s + apply_s < 60
    )
    quiet, busy = _slowest(before), _slowest(meanwhile)
    figure = (
        f"99 of 100 within {busy:.0f} ms (before it {quiet:.0f} ms), the longest"
        f" {max(meanwhile) * 1000:.0f} ms"
    )
    yield Row(
        f"public pages meanwhile, {len(meanwhile):,} requests",
        figure,
        "no request waits for it",
        max(meanwhile) < 1,
    )


def _slowest(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[-1] * 1000


@contextmanager
def _asking(address: str) -> Iterator[list[float]]:
    """Somebody who asks for public pages, one after the other; yields what each took, in
    seconds.
    """
    waits: list[float] = []
    over = threading.Event()

    def ask() -> None:
        while not over.wait(EVERY_S):
            start = time.perf_counter()
            urllib.request.urlopen(address + ASKED[len(waits) % len(ASKED)]).read()
            waits.append(time.perf_counter() - start)

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        yield waits
    finally:
        over.set()
        asker.join()


def _import(address: str, cookie: str, path: Path) -> tuple[float, float]:
    places = [
        replace(venue, id=f"new-{venue.id}", slug=f"new-{venue.slug}", name=f"New {venue.name}")
        for venue in venues(ROWS)
    ]
    cells = [venue_cells(venue) for venue in places]
    wanted = [name for name in cells[0] if name not in ("id", "status")]
    path.write_text(csv_text([wanted, *([each[name] for name in wanted] for each in cells)]))
    token = digest_of(f"form {cookie}")
    start = time.perf_counter()
    page = _sent(
        f"{address}/officer/import",
        cookie,
        _multipart(token, path),
        "multipart/form-data; boundary=bench",
    )
    shown = _when_over(page.geturl(), cookie)
    look_s = time.perf_counter() - start
    assert f"{ROWS} to add" in shown, shown[:2000]
    looked = re.search(r'name="looked" value="([^"]+)"', shown)[1]
    start = time.perf_counter()
    _when_over(
        _sent(page.geturl(), cookie, f"form_token={token}&looked={looked}".encode()).geturl(),
        cookie,
    )
    return look_s, time.perf_counter() - start


def _multipart(token: str, path: Path) -> bytes:
    parts = f'--bench\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n{token}\r\n'
    parts += (
        f'--bench\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
    )
    return parts.encode() + path.read_bytes() + b"\r\n--bench--\r\n"


def _sent(
    address: str,
    cookie: str,
    data: bytes | None = None,
    kind: str = "application/x-www-form-urlencoded",
):  # type: ignore[no-untyped-def]
    headers = {"Cookie": f"{COOKIE}={cookie}", "Content-Type": kind}
    return urllib.request.urlopen(urllib.request.Request(address, data, headers))


def _when_over(address: str, cookie: str) -> str:
    """The page, once it does not say how far it is any more."""
    while "<progress" in (page := _sent(address, cookie).read().decode()):
        time.sleep(0.5)
    return page
