"""What an officer looks at: counts, venues by what they lack or are called, and likely duplicates."""

from dataclasses import replace

import pytest

from safespaces.actions.register.find_duplicates import find_duplicates, two_places
from safespaces.actions.register.register_view import find_venues, overview
from safespaces.actions.submissions.queue import queue
from safespaces.errors import BadInput, NotFound
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.venues import add_venues, change_venues
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import NOW, a_venue

TODAY = NOW.date()
WHO = {"by": "officer@council.example", "at": NOW}


def put_in(register: Database, *venues: Venue) -> None:
    with register.writing() as session:
        add_venues(session, list(venues), at=NOW, author="test", reason="test")


def bare(name: str, **given: object) -> Venue:
    """A venue without a point, hours or a check."""
    return a_venue(name, located=None, safe_hours="", checked_on=None, **given)


def test_what_is_lacking_is_counted_among_listed_places_only(register: Database) -> None:
    put_in(
        register,
        a_venue(),
        bare("A"),
        a_venue("B", safe_hours=""),
        bare("C", status=ListingStatus.CANDIDATE),
        bare("D", status=ListingStatus.PAUSED),
    )
    seen = overview(register, TODAY, NOW)
    assert (seen.without_point, seen.without_hours, seen.never_checked) == (1, 2, 1)
    assert seen.counts == {
        **dict.fromkeys(ListingStatus, 0),
        ListingStatus.LISTED: 3,
        ListingStatus.CANDIDATE: 1,
        ListingStatus.PAUSED: 1,
    }
    assert seen.waiting == sum(queue(register, today=TODAY).counts.values()) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["A", "B Hall", "Red Cafe"]),
        ({"status": "candidate"}, ["A"]),
        ({"lacking": "point"}, ["A"]),
        ({"lacking": "hours"}, ["A", "B Hall"]),
        ({"lacking": "check"}, ["A"]),
        ({"lacking": "nothing that is known"}, ["A", "B Hall", "Red Cafe"]),
        ({"lacking": "hours", "status": "listed"}, ["B Hall"]),
        ({"words": "made-up cv1"}, ["A", "B Hall", "Red Cafe"]),
        ({"words": "ha"}, ["B Hall"]),
        ({"words": "ha red"}, []),
        ({"words": "id-red"}, ["Red Cafe"]),
        ({"words": "afe"}, []),
    ],
)
def test_venues_are_found_by_all_that_is_asked_for(
    register: Database, asked: dict[str, str], found: list[str]
) -> None:
    put_in(
        register,
        a_venue(),
        bare("A", status=ListingStatus.CANDIDATE),
        a_venue("B Hall", safe_hours=""),
    )
    assert sorted(venue.name for venue in find_venues(register, **asked).venues) == found


@pytest.mark.parametrize(
    ("status", "pairs"),
    [
        (ListingStatus.LISTED, 1),
        (ListingStatus.PAUSED, 1),
        (ListingStatus.APPLIED, 1),
        (ListingStatus.WITHDRAWN, 0),
        (ListingStatus.DECLINED, 0),
    ],
)
def test_a_place_that_is_gone_is_nobodys_duplicate(
    register: Database, status: ListingStatus, pairs: int
) -> None:
    put_in(register, a_venue(), a_venue("Red Cafe Ltd", status=status))
    assert find_duplicates(register, at=NOW) == pairs


def test_the_register_is_looked_through_again_only_after_a_change(register: Database) -> None:
    put_in(register, a_venue("Red Cafe Ltd"), a_venue())
    assert [find_duplicates(register, at=NOW) for _ in range(2)] == [1, 0]
    third = a_venue("The Red Cafe")
    put_in(register, replace(third, status=ListingStatus.DECLINED))
    assert find_duplicates(register, at=NOW) == 0
    with register.writing() as session:
        change_venues(session, [third], at=NOW, author="x", reason="x")
    assert find_duplicates(register, at=NOW) == 1


def test_that_two_are_two_is_said_with_a_reason_and_stands_in_the_audit_log(
    register: Database,
) -> None:
    put_in(register, a_venue("Red Cafe Ltd"), a_venue())
    find_duplicates(register, at=NOW)
    pair = ("id-red-cafe", "id-red-cafe-ltd")
    assert [each.ids for each in queue(register, today=TODAY, kind="duplicate").items] == [pair]
    with pytest.raises(BadInput):
        two_places(register, *pair, reason=" ", **WHO)
    two_places(register, *pair, reason="two floors", **WHO)
    assert queue(register, today=TODAY, kind="duplicate").items == ()
    with register.reading() as session:
        ((_, line),) = audit_lines(session, what="two places")
    assert (line.who, line.subject, line.old, line.new) == (WHO["by"], *pair, "two floors")
    with pytest.raises(NotFound):
        two_places(register, *pair, reason="again", **WHO)
