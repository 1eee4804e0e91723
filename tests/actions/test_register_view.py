"""The register a page at a time is what looking through all of it finds."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import text

from safespaces.actions.register.register_view import find_venues, overview
from safespaces.store.database import Database
from safespaces.store.venue_search import fill_search_words
from safespaces.store.venues import add_venues, change_venues
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of
from tests.store.build import a_venue

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
COUNT = 230


@pytest.fixture
def many(database: Database) -> tuple[Database, list[Venue]]:
    dice = random.Random(4)
    venues = [
        a_venue(
            f"{dice.choice(('Café', 'St. Mary’s Hall', 'Library'))} {number:03}",
            address=f"{number} {dice.choice(('High Rd', 'Made-up Street', 'Station Sq'))}",
            status=dice.choice(list(ListingStatus)),
            safe_hours=dice.choice(("", "24/7")),
            located=dice.choice((None, a_venue().located)),
            checked_on=dice.choice((None, date(2026, 10, 1))),
        )
        for number in range(COUNT)
    ]
    with database.writing() as session:
        add_venues(session, venues, at=NOW, author="t", reason="t")
    return database, venues


LACKS = {
    "point": lambda v: v.located is None,
    "hours": lambda v: not v.safe_hours,
    "check": lambda v: v.checked_on is None,
}


def by_looking(venues: list[Venue], status: str, lacking: str, words: str) -> set[str]:
    return {
        v.id
        for v in venues
        if (not status or v.status == status)
        and (lacking not in LACKS or LACKS[lacking](v))
        and all(
            any(w.startswith(word) for w in words_of(f"{v.name} {v.address} {v.postcode} {v.id}"))
            for word in words_of(words)
        )
    }


STATUSES = ("", "listed", "candidate", "nonsense")
LACKING = ("", "point", "hours", "check", "nonsense")
WORDS = ("", "cafe", "CAFÉ 10", "mary hall", "high road", "stn sq", "CV1 5FB", "afe", "%", "_")


def test_whatever_is_asked_the_pages_together_hold_it(many: tuple[Database, list[Venue]]) -> None:
    database, venues = many
    for status, lacking, words in product(STATUSES, LACKING, WORDS):
        asked = {"status": status, "lacking": lacking, "words": words}
        first = find_venues(database, **asked)
        rest = (find_venues(database, **asked, page=page) for page in range(2, first.pages + 1))
        found = [venue for listed in (first, *rest) for venue in listed.venues]
        assert {each.id for each in found} == by_looking(venues, status, lacking, words), asked
        assert len(found) == first.count
        assert [(v.name, v.id) for v in found] == sorted((v.name, v.id) for v in found)


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (2, 2), (3, 3), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest_that_is(
    many: tuple[Database, list[Venue]], asked: int, shown: int
) -> None:
    listed = find_venues(many[0], page=asked)
    assert (listed.page, listed.pages, listed.count) == (shown, 3, COUNT)
    assert len(listed.venues) == (100 if shown < 3 else 30)


def test_the_overview_counts_the_same(many: tuple[Database, list[Venue]]) -> None:
    database, venues = many
    now = overview(database, date(2026, 11, 24), NOW)
    statuses = [venue.status for venue in venues]
    assert now.counts == {status: statuses.count(status) for status in ListingStatus}
    listed = [venue for venue in venues if venue.status is ListingStatus.LISTED]
    assert (now.without_point, now.without_hours, now.never_checked) == tuple(
        sum(map(test, listed)) for test in LACKS.values()
    )


def test_a_venue_is_found_by_its_new_name_and_no_longer_by_the_old(
    many: tuple[Database, list[Venue]],
) -> None:
    database, venues = many
    renamed = replace(venues[0], name="Zebra House")
    with database.writing() as session:
        change_venues(session, [renamed], at=NOW, author="t", reason="t")
    assert [v.id for v in find_venues(database, words="zebra").venues] == [renamed.id]
    assert renamed.id in {v.id for v in find_venues(database, words=renamed.id).venues}


def test_what_an_older_version_has_put_in_is_found_after_the_next_start(
    many: tuple[Database, list[Venue]],
) -> None:
    database, venues = many
    with database.writing() as session:
        session.execute(text("UPDATE venues SET search_words = ''"))
    assert find_venues(database, words="cafe").count == 0
    with database.writing() as session:
        fill_search_words(session)
    assert find_venues(database, words="cafe").count == len(by_looking(venues, "", "", "cafe"))
