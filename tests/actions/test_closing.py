"""A place that closes for a while is off the list at once and back by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from safespaces.actions.register.closing import close, reopen
from safespaces.actions.register.closing_link import (
    behind_link,
    close_by_link,
    make_closing_link,
    reopen_by_link,
)
from safespaces.errors import BadInput, NotFound
from safespaces.geo.point import Point
from safespaces.hours.status import State, Status
from safespaces.hours.wall_time import to_minute
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.people import add_person
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import add_venues
from tests.store.build import a_venue

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
EVENING = NOON.replace(hour=18)


@pytest.fixture
def cafe(register: Database) -> Database:
    with register.writing() as session:
        add_venues(
            session,
            [a_venue(), a_venue("Blue Hub", safe_hours="")],
            at=NOON,
            author="test",
            reason="test",
        )
    return register


def finder(database: Database) -> Finder:
    with database.reading() as session:
        snapshot = current_snapshot(session)
    assert snapshot
    return Finder(snapshot, Settings().zone)


def states(database: Database, at: datetime) -> dict[str, Status]:
    return {
        each.venue.name: each.status
        for each in finder(database).nearest(Point(52.41, -1.507), to_minute(at))
    }


def shut(
    database: Database,
    venue_id: str = "id-red-cafe",
    start: datetime = NOON,
    end: datetime = EVENING,
):  # type: ignore[no-untyped-def]
    return close(
        database,
        venue_id,
        start=start,
        end=end,
        reason="nobody trained is here",
        by="cook@red.example",
        at=NOON,
    )


def test_it_is_shut_at_once_and_opens_by_itself_at_the_set_time(cafe: Database) -> None:
    shut(cafe)
    assert states(cafe, NOON)["Red Cafe"] == Status(State.OPENS_LATER, opens_at=to_minute(EVENING))
    assert states(cafe, EVENING)["Red Cafe"].state is State.OPEN


def test_before_a_closure_it_is_open_until_the_closure_begins(cafe: Database) -> None:
    shut(cafe, start=EVENING, end=EVENING + timedelta(days=1))
    assert states(cafe, NOON)["Red Cafe"] == Status(State.OPEN, open_until=to_minute(EVENING))


def test_a_place_whose_hours_nobody_knows_is_shut_too_and_then_not_known_again(
    cafe: Database,
) -> None:
    shut(cafe, "id-blue-hub")
    assert states(cafe, NOON)["Blue Hub"].state is State.CLOSED
    assert states(cafe, EVENING)["Blue Hub"].state is State.UNKNOWN


def test_undone_it_is_as_before(cafe: Database) -> None:
    closure = shut(cafe)
    reopen(cafe, closure.id, by="cook@red.example", at=NOON)
    assert states(cafe, NOON)["Red Cafe"].state is State.OPEN
    with pytest.raises(NotFound, match="undone already"):
        reopen(cafe, closure.id, by="cook@red.example", at=NOON)
    with cafe.reading() as session:
        assert [line.what for _, line in audit_lines(session, subject="id-red-cafe")] == [
            "closure undone",
            "closed",
        ]


def test_why_it_is_shut_and_who_says_so_is_not_public(cafe: Database) -> None:
    shut(cafe)
    public = directory_json(finder(cafe), NOON.date()).decode() + str(finder(cafe).snapshot)
    assert "nobody trained" not in public and "cook@" not in public


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (60, 60, "before it begins"),
        (90, 60, "before it begins"),
        (0, -60, "over"),
        (-120, -60, "over"),
        (0, 500 * 1440, "a year"),
    ],
)
def test_a_span_that_makes_no_sense_is_refused(
    cafe: Database, start: int, end: int, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        shut(cafe, start=NOON + timedelta(minutes=start), end=NOON + timedelta(minutes=end))
    with pytest.raises(NotFound):
        shut(cafe, "nobody")


def test_the_council_is_told_of_each_time_that_a_link_shuts_or_opens_a_place_and_of_no_other(
    cafe: Database,
) -> None:
    site = "https://safe.example"
    with cafe.writing() as session:
        add_person(session, Person("p-1", "o@council.example", "", Role.OFFICER, True, False, NOON))
    link = make_closing_link(cafe, "id-red-cafe", by="o@council.example", at=NOON, site=site)
    token = link.rpartition("/")[2]
    reopen_by_link(cafe, token, at=NOON, site=site)  # it is open
    for _ in range(2):
        close_by_link(cafe, token, until=EVENING, at=NOON, site=site)
    reopen_by_link(cafe, token, at=NOON, site=site)
    with cafe.reading() as session:
        told = [each.message.subject for each in due_messages(session, NOON)]
    assert told == [
        "Red Cafe has closed until 24 November 2026, 18:00",
        "Red Cafe is open again",
    ]
    with pytest.raises(NotFound, match="replaced"):
        behind_link(cafe, token + "x", at=NOON)
