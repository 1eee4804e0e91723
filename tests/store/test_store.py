import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from safespaces.actions.register.publish import publish
from safespaces.errors import NotFound, StoreError
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.audit import AuditLine, audit_lines, note
from safespaces.store.database import Database
from safespaces.store.geocode_cache import keep_answer, kept_answer
from safespaces.store.imports import ImportRecord, add_import, all_imports
from safespaces.store.postcodes import (
    note_vain_try,
    outward_points,
    postcode_point,
    postcode_table,
    replace_postcodes,
)
from safespaces.store.rows import every_table
from safespaces.store.snapshots import (
    current_number,
    current_snapshot,
    forget_snapshots,
    keep_snapshot,
    snapshots_by_date,
)
from safespaces.store.venues import (
    add_venues,
    all_venues,
    change_venues,
    count_venues,
    venue_with_id,
    versions_of,
)
from safespaces.venues.venue import ListingStatus
from tests.snapshot.build import a_public_venue, numbered
from tests.store.build import NOW, a_venue


def keep(database: Database, *venues: object) -> None:
    with database.writing() as session:
        add_venues(session, venues, at=NOW, author="test", reason="test")  # type: ignore[arg-type]


def test_migrations_and_tables_agree(database: Database) -> None:
    assert database.is_current()
    with database.reading() as session:
        assert (
            compare_metadata(MigrationContext.configure(session.connection()), every_table()) == []
        )


def test_preparing_twice_changes_nothing(database: Database) -> None:
    keep(database, a_venue())
    database.prepare()
    with database.reading() as session:
        assert all_venues(session) == [a_venue()]


def test_a_venue_comes_back_as_it_went_in(database: Database) -> None:
    bare = a_venue(
        "Bare",
        address="",
        postcode="",
        located=None,
        safe_hours="",
        kit=(),
        access=(),
        checked_on=None,
    )
    keep(database, a_venue(), bare)
    with database.reading() as session:
        assert all_venues(session) == [bare, a_venue()]
        assert venue_with_id(session, "id-bare") == bare and count_venues(session) == 2
        with pytest.raises(NotFound):
            venue_with_id(session, "nobody")


def test_every_change_is_kept_as_a_version(database: Database) -> None:
    keep(database, a_venue())
    later = replace(a_venue(), name="Blue Cafe", status=ListingStatus.PAUSED)
    with database.writing() as session:
        change_venues(session, [later], at=NOW, author="officer", reason="moved")
    with database.reading() as session:
        first, second = versions_of(session, later.id)
    assert (first.version, first.venue, second.version, second.venue) == (1, a_venue(), 2, later)
    assert (second.at, second.author, second.reason) == (NOW, "officer", "moved")


def test_changing_a_venue_that_is_not_there_is_refused(database: Database) -> None:
    with pytest.raises(NotFound), database.writing() as session:
        change_venues(session, [a_venue()], at=NOW, author="x", reason="x")


def test_a_transaction_that_fails_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="x", reason="x")
        raise RuntimeError
    with pytest.raises(StoreError):
        keep(database, a_venue(), a_venue("Other", slug=a_venue().slug))
    with database.reading() as session:
        assert all_venues(session) == []


def test_reading_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        add_venues(session, [a_venue()], at=NOW, author="x", reason="x")
    with database.reading() as session:
        assert all_venues(session) == []


def test_writers_at_the_same_time_queue(database: Database) -> None:
    threads = [
        threading.Thread(
            target=keep, args=(database, *[a_venue(f"Cafe {t} {n}") for n in range(5)])
        )
        for t in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert count_venues(session) == 30


def test_a_published_snapshot_survives_and_publishing_again_changes_nothing(
    database: Database,
) -> None:
    with database.reading() as session:
        assert current_number(session) is None and current_snapshot(session) is None
    keep(database, a_venue(), a_venue("Hidden", status=ListingStatus.CANDIDATE))
    first = publish(database, at=NOW)
    again = publish(database, at=datetime(2027, 1, 1, tzinfo=NOW.tzinfo))
    with database.reading() as session:
        kept = current_snapshot(session)
    assert (
        kept == first
        and again.number == first.number
        and [venue.name for venue in first.venues] == ["Red Cafe"]
    )


def test_going_back_to_an_earlier_state_makes_its_snapshot_public_again(database: Database) -> None:
    keep(database, a_venue())
    first = publish(database, at=NOW)
    for status in (ListingStatus.PAUSED, ListingStatus.LISTED):
        with database.writing() as session:
            change_venues(
                session, [replace(a_venue(), status=status)], at=NOW, author="x", reason="x"
            )
        last = publish(database, at=NOW)
    with database.reading() as session:
        assert current_number(session) == first.number == last.number


def test_postcodes_are_replaced_whole(database: Database) -> None:
    def rows(count: int) -> list[tuple[Postcode, Point]]:
        return [
            (Postcode("CV1", f"{n % 10}A{chr(65 + n // 10 % 2)}"), Point(52.4 + n / 1e4, -1.5))
            for n in range(count)
        ]

    with database.writing() as session:
        assert (
            replace_postcodes(session, rows(25), source="first", at=NOW) == 20
        )  # a postcode that comes twice counts once
    with database.writing() as session:
        assert replace_postcodes(session, rows(3), source="second", at=NOW) == 3
    with database.reading() as session:
        assert (
            postcode_point(session, Postcode("CV1", "0AA")) == Point(52.4, -1.5)
            and postcode_point(session, Postcode("CV1", "9AA")) is None
        )
        assert [row[0] for row in outward_points(session, "CV1")] == [
            "0AA",
            "1AA",
            "2AA",
        ] and outward_points(session, "M1") == []
        table = postcode_table(session)
    assert table is not None and (table.postcodes, table.source, table.imported_at) == (
        3,
        "second",
        NOW,
    )


def test_a_vain_try_is_remembered_beside_the_table(database: Database) -> None:
    with database.writing() as session:
        note_vain_try(session, NOW)
    with database.reading() as session:
        table = postcode_table(session)
    assert table is not None and (table.postcodes, table.imported_at, table.tried_at) == (
        0,
        None,
        NOW,
    )


def test_imports_and_geocodes_are_kept(database: Database) -> None:
    record = ImportRecord(NOW, "officer", "venues.csv", "d" * 64, 1, 2, 3, 4)
    with database.writing() as session:
        add_import(session, record)
        keep_answer(session, "1 Made-up Street", (52.4, -1.5, "1, Made-up Street"), NOW)
        keep_answer(session, "nowhere", None, NOW)
    with database.reading() as session:
        assert all_imports(session) == [record]
        assert kept_answer(session, "1 Made-up Street") == (True, (52.4, -1.5, "1, Made-up Street"))
        assert kept_answer(session, "nowhere") == (True, None) and kept_answer(
            session, "other"
        ) == (False, None)


def test_a_new_sqlite_file_brings_its_folder_and_uses_the_write_ahead_log(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/folder/register.db")
    assert not database.is_current()
    database.prepare()
    with database.reading() as session:
        assert (
            session.scalar(text("PRAGMA journal_mode")) == "wal"
            and session.scalar(text("PRAGMA foreign_keys")) == 1
        )
    database.close()


def test_a_database_that_cannot_be_reached_is_our_error() -> None:
    with pytest.raises(StoreError, match="safespaces doctor"):
        Database("postgresql+psycopg://nobody@127.0.0.1:1/none").is_current()


def test_a_nul_in_a_text_breaks_no_database(database: Database) -> None:
    with database.writing() as session:
        note(session, AuditLine(NOW, "who\0", "what", "subject", new="a\0b"))
    with database.reading() as session:
        assert (
            len(audit_lines(session, subject="subject")) == 1
            and audit_lines(session, who="\0nobody") == []
        )


def test_old_lists_are_thinned_out_to_one_a_day_and_then_one_a_month(database: Database) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    ages = [0.1, 1, 1.1, 5, 5.1, 5.2, 40, 100, 101, 102, 400]  # days
    with database.writing() as session:
        for days in ages:
            made = Snapshot("", at - timedelta(days=days), (a_public_venue(f"Cafe {days}"),))
            keep_snapshot(session, numbered(made))
        # the one that is public was published long ago
        keep_snapshot(session, numbered(Snapshot("", at - timedelta(days=101), ())))
        gone = forget_snapshots(session, at)
        left = [(at - published_at).days for _, published_at in snapshots_by_date(session)]
        assert gone == 4 and forget_snapshots(session, at) == 0
        assert current_snapshot(session) is not None
    assert left == [400, 101, 100, 40, 5, 1, 1, 0]
