"""A change publishes the change: the list is the same as if the whole register had been published, and little is read and kept."""

import random
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from safespaces.actions.reference.bank_holidays import add_bank_holiday
from safespaces.actions.register import publish as publishing
from safespaces.actions.register.closing import close, reopen
from safespaces.actions.register.publish import (
    prove_published,
    publish,
    publish_in,
    snapshot_of,
)
from safespaces.errors import StoreError
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.hours.bank_holidays import Nation
from safespaces.snapshot import parts
from safespaces.store.closures import ClosureRow
from safespaces.store.database import Database
from safespaces.store.snapshots import (
    SnapshotPartRow,
    SnapshotRow,
    current_number,
    current_snapshot,
    forget_snapshots,
    last_publication,
)
from safespaces.store.venues import add_venues, change_venues, venue_with_id
from safespaces.venues.closure import Closure
from safespaces.venues.venue import ListingStatus
from safespaces.web.snapshot_copy import SnapshotCopy
from tests.store.build import a_venue

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PLACES = 60


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_IN_ONE", 4)


@pytest.fixture
def many(database: Database) -> Database:
    with database.writing() as session:
        venues = [place(number) for number in range(PLACES)]
        add_venues(session, venues, at=NOW, author="test", reason="test")
    publish(database, at=NOW)
    return database


def place(number: int, **given: object):  # type: ignore[no-untyped-def]
    point = Point(52.4 + number / 1000, -1.5)
    located = LocatedPoint(point, PointSource.POSTCODE, 100)
    return a_venue(f"Place {number:03}", **{"located": located, **given})


def assert_as_the_whole(session: Session, at: datetime) -> None:
    """What is public is what publishing the whole register would make public."""
    assert current_number(session) == snapshot_of(session, at).number


def close_one(
    many: Database,
    number: int,
    at: datetime,
    start: datetime = NOW,
    end: datetime = NOW + timedelta(days=1),
) -> Closure:
    venue_id = f"id-place-{number:03}"
    return close(many, venue_id, start=start, end=end, reason="x", by="t", at=at)


def change(session: Session, number: int, at: datetime, **given: object) -> None:
    venue = replace(venue_with_id(session, f"id-place-{number:03}"), **given)  # type: ignore[arg-type]
    change_venues(session, [venue], at=at, author="test", reason="test")


def test_after_any_run_of_changes_the_list_is_that_of_the_whole_register(many: Database) -> None:
    dice, at, closures, count = random.Random(3), NOW, [], PLACES
    for turn in range(60):
        at += timedelta(minutes=dice.choice((1, 7, 90, 800)))
        what = dice.choice(
            ("hours", "name", "pause", "list", "new", "move", "close", "open", "day")
        )
        number = dice.randrange(PLACES)
        if what == "close":
            start = at + timedelta(minutes=dice.randrange(-30, 600))
            closures.append(close_one(many, number, at, start, start + timedelta(hours=12)))
            continue
        if what == "open" and closures:
            reopen(many, closures.pop().id, by="t", at=at)
            continue
        if what == "day" and turn % 3 == 0:
            on = (at + timedelta(days=turn)).date()
            add_bank_holiday(many, on, "A day", (Nation.ENGLAND_AND_WALES,), at=at, by="t")
            continue
        with many.writing() as session:
            if what == "new":
                add_venues(session, [place(count)], at=at, author="t", reason="t")
                count += 1
            given: dict[str, object] = {
                "hours": {"safe_hours": dice.choice(("24/7", "", "Mo 10:00-12:00"))},
                "name": {"name": f"Name {dice.random()}"},
                "pause": {"status": ListingStatus.PAUSED},
                "list": {"status": ListingStatus.LISTED},
                "move": {"located": dice.choice((None, place(number + 7).located))},
            }.get(what, {})
            if given:
                change(session, number, at, **given)
            publish_in(session, at=at)
            assert_as_the_whole(session, at)
    with many.reading() as session:
        assert_as_the_whole(session, at)


def test_a_list_that_grows_past_its_parts_is_cut_anew(many: Database) -> None:
    with many.writing() as session:
        before = last_publication(session)
        new = [place(number) for number in range(PLACES, 3 * PLACES)]
        add_venues(session, new, at=NOW, author="t", reason="t")
        publish_in(session, at=NOW)
        after = last_publication(session)
        assert before and after and len(after.manifest.parts) > len(before.manifest.parts)
        assert_as_the_whole(session, NOW)


def test_one_change_reads_and_keeps_one_part(
    many: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "listed_venues", _not_wanted)
    with many.writing() as session:
        kept = session.scalar(select(func.count()).select_from(SnapshotPartRow))
        change(session, 7, NOW, safe_hours="24/7")
        publish_in(session, at=NOW)
        assert session.scalar(select(func.count()).select_from(SnapshotPartRow)) == (kept or 0) + 1
        held = current_snapshot(session)
        change(session, 8, NOW, safe_hours="24/7")
        publish_in(session, at=NOW)
        newer = current_snapshot(session, held)
        assert held and newer
        anew = set(map(id, newer.venues)) - set(map(id, held.venues))
        assert 1 <= len(anew) <= 12 and newer == current_snapshot(session)


def _not_wanted(_session: Session) -> list:
    raise AssertionError("the whole register was read")


def test_a_closure_by_a_machine_whose_clock_is_behind_is_published(many: Database) -> None:
    close_one(many, 1, NOW)
    late = NOW - timedelta(minutes=40)
    with many.writing() as session:
        change(session, 2, late, safe_hours="")
        publish_in(session, at=NOW)
    close_one(many, 3, late)
    with many.reading() as session:
        snapshot = current_snapshot(session)
        assert snapshot
        closed = {venue.id for venue in snapshot.venues if venue.closures}
    assert closed == {"id-place-001", "id-place-003"}


def test_a_machine_whose_clock_is_days_ahead_hides_no_closure_of_the_others(many: Database) -> None:
    ahead = NOW + timedelta(days=6)
    with many.writing() as session:
        change(session, 2, ahead, safe_hours="")
        publish_in(session, at=ahead)
    close_one(many, 3, NOW)
    with many.reading() as session:
        assert_as_the_whole(session, NOW)
        snapshot = current_snapshot(session)
    assert snapshot and [v.id for v in snapshot.venues if v.closures] == ["id-place-003"]


def test_twelve_closures_at_once_are_all_public(many: Database) -> None:
    failed: list[Exception] = []

    def closing(number: int) -> None:
        try:
            close_one(many, number, NOW)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=closing, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with many.reading() as session:
        snapshot = current_snapshot(session)
        assert session.scalar(select(func.count()).select_from(ClosureRow)) == 12
        assert_as_the_whole(session, NOW)
    assert snapshot and sum(bool(venue.closures) for venue in snapshot.venues) == 12
    assert not failed


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE snapshot_parts SET content = '[]'",
        "DELETE FROM snapshot_parts",
        "UPDATE publication SET versions_until = NULL",
    ],
)
def test_where_a_part_is_damaged_or_gone_nothing_wrong_is_published(
    many: Database, damage: str
) -> None:
    with many.writing() as session:
        session.execute(text(damage))
    with many.reading() as session:
        if "parts" in damage:
            with pytest.raises(StoreError):
                current_snapshot(session)
    with many.writing() as session:
        change(session, 3, NOW, safe_hours="24/7")
        publish_in(session, at=NOW)
        assert_as_the_whole(session, NOW)
        assert current_snapshot(session)


def test_publishing_the_same_again_mends_what_was_damaged(many: Database) -> None:
    with many.writing() as session:
        session.execute(text("UPDATE snapshot_parts SET content = '[]'"))
        session.execute(text("UPDATE snapshots SET content = '{}'"))
    publish(many, at=NOW)
    with many.reading() as session:
        assert current_snapshot(session) is not None
        assert_as_the_whole(session, NOW)


def test_once_a_day_the_list_is_proved_and_mended_where_it_is_not_as_the_register(
    many: Database,
) -> None:
    prove_published(many, at=NOW)
    behind_the_back = text("UPDATE venues SET safe_hours = '24/7' WHERE id = 'id-place-005'")
    with many.writing() as session:
        session.execute(behind_the_back)
    prove_published(many, at=NOW + timedelta(hours=2))  # has been proved today
    tomorrow = NOW + timedelta(days=1)
    with pytest.raises(StoreError, match="not as the register"):
        prove_published(many, at=tomorrow)
    with many.reading() as session:
        assert_as_the_whole(session, tomorrow)


def test_a_closure_that_is_over_is_no_fault_of_the_list(many: Database) -> None:
    close_one(many, 1, NOW)
    later = NOW + timedelta(days=3)
    prove_published(many, at=later)
    with many.reading() as session:
        assert_as_the_whole(session, later)


def test_parts_go_with_the_last_list_that_is_made_of_them(many: Database) -> None:
    at = NOW
    for number in range(8):
        at += timedelta(minutes=1)
        with many.writing() as session:
            change(session, number, at, safe_hours="24/7")
            publish_in(session, at=at)
    with many.writing() as session:
        assert session.scalar(select(func.count()).select_from(SnapshotRow)) == 9
        forget_snapshots(session, at + timedelta(days=3))
        assert session.scalar(select(func.count()).select_from(SnapshotRow)) == 1
        last = last_publication(session)
        assert last
        kept = set(session.scalars(select(SnapshotPartRow.digest)))
        assert kept == set(last.manifest.parts)
        assert current_snapshot(session) is not None


def test_the_copy_on_disk_is_of_parts_too(many: Database, tmp_path: Path) -> None:
    copy = SnapshotCopy(tmp_path / "copy" / "snapshot")
    with many.reading() as session:
        first = current_snapshot(session)
    assert first
    copy.keep(first)
    assert copy.read() == first
    with many.writing() as session:
        change(session, 7, NOW, safe_hours="24/7")
        publish_in(session, at=NOW)
        newer = current_snapshot(session, first)
    assert newer
    files = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "copy").glob("*/*")}
    copy.keep(newer)
    again = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "copy").glob("*/*")}
    assert len(set(again.items()) - set(files.items())) == 1 and len(again) == len(files)
    assert copy.read() == newer
    next((tmp_path / "copy").glob("*/*")).write_text("[]")
    with pytest.raises(StoreError):
        copy.read()
