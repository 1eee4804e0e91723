"""What the doctor says of the register's hours."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safespaces.actions.operations import doctor
from safespaces.actions.operations.doctor import Finding, Level, examine
from safespaces.actions.register.publish import publish
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from tests.store.build import a_venue

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "level"),
    [("Mo-Fr 09:00-17:00; PH off", Level.OK), ("Fr 22:00-04:00; PH off", Level.LOOK), ("24/7; 2026 off; 2026 off", Level.LOOK), ("", Level.OK)],
)  # fmt: skip
def test_hours_that_are_odd_for_a_kind_or_that_no_reader_takes_any_more_are_named(
    register: Database, hours: str, level: Level
) -> None:
    with register.writing() as session:
        add_venues(
            session,
            [a_venue(kind="library", safe_hours=hours)],
            at=AT,
            author="test",
            reason="test",
        )
    publish(register, at=AT)
    (check,) = [
        each for each in examine(register, Settings(), at=AT) if each.subject == "odd hours"
    ]
    assert check.level is level and ("Red Cafe" in check.finding) is (level is Level.LOOK)
    assert bool(check.remedy) is (level is Level.LOOK)


def test_it_says_whether_the_public_sees_what_the_register_says(register: Database) -> None:
    def found() -> tuple[Level, str]:
        (check,) = [
            each for each in examine(register, Settings(), at=AT) if each.subject == "snapshot"
        ]
        return check.level, check.finding

    assert found() == (Level.FAIL, "nothing is published, so the public sees no place")
    for name in ("Red Cafe", "Blue Hub"):
        with register.writing() as session:
            add_venues(session, [a_venue(name)], at=AT, author="test", reason="test")
        if name == "Red Cafe":
            publish(register, at=AT)
            assert found()[0] is Level.OK
    assert found()[0] is Level.FAIL and "is not what the register says now" in found()[1]


def one(register: Database, subject: str, at: datetime = AT) -> Finding:
    (found,) = [each for each in examine(register, Settings(), at=at) if each.subject == subject]
    return found


def test_tables_that_are_not_there_are_told_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/empty.db")
    found = list(examine(database, Settings(), at=AT))
    database.close()
    assert [(each.level, each.subject) for each in found] == [(Level.FAIL, "database")]


def test_an_old_list_and_an_empty_one_are_worth_a_look(register: Database) -> None:
    publish(register, at=AT)
    assert one(register, "snapshot").level is Level.LOOK
    with register.writing() as session:
        add_venues(session, [a_venue()], at=AT, author="test", reason="test")
    publish(register, at=AT)
    levels = [one(register, "snapshot", AT + timedelta(days=days)).level for days in (30, 31)]
    assert levels == [Level.OK, Level.LOOK]


def test_a_listed_place_without_a_point_fails_and_says_what_to_run(register: Database) -> None:
    assert (one(register, "points").level, one(register, "points").remedy) == (Level.OK, "")
    with register.writing() as session:
        add_venues(session, [a_venue(located=None)], at=AT, author="test", reason="test")
    found = one(register, "points")
    assert (found.level, found.remedy) == (Level.FAIL, "Run: safespaces locate")
    assert "1 of 1" in found.finding and "Red Cafe" in found.finding


@pytest.mark.parametrize(("version", "level"), [("2026", Level.OK), ("", Level.LOOK)])
def test_without_any_postcodes_it_says_what_to_do(
    register: Database, monkeypatch: pytest.MonkeyPatch, version: str, level: Level
) -> None:
    monkeypatch.setattr(doctor, "uk_version", lambda: version)
    found = one(register, "postcodes")
    assert found.level is level and ("safespaces postcodes fetch" in found.remedy) is not bool(
        version
    )
