"""What the doctor says of the register's hours."""

from datetime import UTC, datetime

import pytest

from safespaces.actions.operations.doctor import Level, examine
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
