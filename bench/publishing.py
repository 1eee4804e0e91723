"""What one closure costs as the register grows: on the machine that publishes it and on one that
reads the list; processor time, each size in a process of its own.
"""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time

from sqlalchemy import text

from bench.growth import ZONE, located_over_great_britain
from bench.report import Row
from safespaces.actions.register.closing import close
from safespaces.actions.register.publish import publish
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import add_venues
from safespaces.web.snapshots import Published

SIZES = (1_000, 10_000, 100_000)
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """The largest of some closures: milliseconds of processor time, and kilobytes kept."""

    published_ms: float
    kept_kb: float
    read_ms: float
    made_ms: float


def rows() -> Iterator[Row]:
    """The figures at each size."""
    context = multiprocessing.get_context("spawn")
    found = []
    for size in SIZES:
        with context.Pool(1) as pool:
            found.append(pool.apply(measured, (size,)))
    sizes = ", ".join(f"{size:,}" for size in SIZES)

    def said(name: str) -> str:
        return ", ".join(f"{getattr(each, name):,.0f}" for each in found)

    last = found[-1]
    yield Row(
        f"one closure published: {sizes} places",
        f"{said('published_ms')} ms; {said('kept_kb')} KB kept",
        "under 300 ms and 100 KB at 100,000",
        last.published_ms < 300 and last.kept_kb < 100,
    )
    yield Row(
        f"that list read by a process that has the one before: {sizes} places",
        f"{said('read_ms')} ms",
        "under 500 ms at 100,000",
        last.read_ms < 500,
    )
    yield Row(
        f"and made ready, the phones' file too: {sizes} places",
        f"{said('made_ms')} ms",
        "under 1,000 ms at 100,000",
        last.made_ms < 1_000,
    )


def measured(size: int) -> Cost:
    """The cost at a size."""
    places = located_over_great_britain(size)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/r.db")
        database.prepare()
        with database.writing() as session:
            add_venues(session, places, at=AT, author="bench", reason="bench")
        publish(database, at=AT)
        held = _read(database, None)
        public = Published(held, ZONE).made_for(AT.date())
        costs = []
        for number in range(ROUNDS):
            before = _kept_kb(database)
            at = AT + timedelta(minutes=number)
            span = {"start": at, "end": at + timedelta(days=1)}
            published, _ = _timed(
                lambda span=span, at=at, number=number: close(
                    database, places[number].id, **span, reason="", by="bench", at=at
                )
            )
            kept = _kept_kb(database) - before
            read, held = _timed(lambda held=held: _read(database, held))
            made, public = _timed(
                lambda held=held, public=public: Published(held, ZONE, public).made_for(AT.date())
            )
            costs.append((published, kept, read, made))
        database.close()
    return Cost(*(max(each) for each in zip(*costs, strict=True)))


def _read(database: Database, held: Snapshot | None) -> Snapshot:
    with database.reading() as session:
        found = current_snapshot(session, held)
    assert found
    return found


def _kept_kb(database: Database) -> float:
    with database.reading() as session:
        sizes = (
            session.scalar(text(f"SELECT sum(length(content)) FROM {table}"))
            for table in ("snapshots", "snapshot_parts")
        )
        return sum(size or 0 for size in sizes) / 1000


def _timed(call: Callable[[], object]) -> tuple[float, object]:
    began = process_time()
    made = call()
    return 1000 * (process_time() - began), made
