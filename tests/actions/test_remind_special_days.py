"""Once a year whoever keeps hours is asked for Christmas and New Year, of the places that have said nothing."""

from dataclasses import replace
from datetime import date

import pytest

from safespaces.actions.operations import remind_special_days as module
from safespaces.actions.operations.remind_special_days import is_silent, remind_of_special_days
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import add_person
from safespaces.store.venues import add_venues, change_venues
from tests.store.build import NOW, a_venue

WEEK = "Mo-Fr 09:00-17:00; PH off"
SAID = "Mo-Fr 09:00-17:00; PH off; 2026 Dec 24 09:00-12:00; 2026 Dec 31 off; 2027 Jan 01 off; 2026 Dec 25 off"


@pytest.mark.parametrize(
    ("hours", "is_so"),
    [
        (WEEK, True),
        (SAID, False),
        ("24/7", False),
        ("Mo 09:00-17:00; PH off", False),
        ("", False),
        ("Sa 10:00-12:00", True),
        ("Mo-Su 09:00-17:00; PH 10:00-12:00; Dec 24-26 off; Dec 31 off", True),
        ("Mo-Su 09:00-17:00; PH 10:00-12:00; Dec 24-26 off; Dec 31 off; 2027 Jan 01 off", False),
    ],
)
def test_a_place_is_silent_where_it_might_be_open_and_does_not_say(hours: str, is_so: bool) -> None:
    assert is_silent(hours, 2026) is is_so


def test_the_council_and_the_partner_are_asked_once_each_november(database: Database) -> None:
    with database.writing() as session:
        add_venues(
            session,
            [a_venue(safe_hours=WEEK), a_venue("Said Hall", safe_hours=SAID)],
            at=NOW,
            author="test",
            reason="test",
        )
        for number, role in enumerate((Role.OFFICER, Role.PARTNER)):
            add_person(
                session, Person(f"p-{number}", f"p{number}@x.example", "", role, True, False, NOW)
            )
        add_partner(session, Partner("o-1", "Red Trust"), NOW)
        put_person_with(session, "o-1", "p-1")
        put_venue_with(session, "o-1", "id-red-cafe")

    def asked(today: date) -> int:
        return remind_of_special_days(database, at=NOW, today=today, site="https://safe.example")

    assert [
        asked(date(2026, 10, 31)),
        asked(date(2026, 11, 1)),
        asked(date(2026, 11, 2)),
        asked(date(2026, 12, 1)),
    ] == [0, 2, 0, 0]
    with database.reading() as session:
        sent = {each.message.recipient: each.message.body for each in due_messages(session, NOW)}
    assert (
        all("- Red Cafe" in body and "Said Hall" not in body for body in sent.values())
        and "/partner" in sent["p1@x.example"]
        and " more" not in sent["p0@x.example"]
    )
    with database.writing() as session:
        change_venues(
            session,
            [replace(a_venue(safe_hours=WEEK), safe_hours="24/7")],
            at=NOW,
            author="x",
            reason="x",
        )
    assert asked(date(2027, 11, 1)) == 1  # the other place said its hours of 2026 alone


def test_of_many_places_only_some_are_named_and_the_others_counted(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_NAMED", 2)
    with database.writing() as session:
        places = [a_venue(f"Hall {number}", safe_hours=WEEK) for number in range(5)]
        add_venues(session, places, at=NOW, author="test", reason="test")
        add_person(session, Person("p-0", "p0@x.example", "", Role.OFFICER, True, False, NOW))
    remind_of_special_days(database, at=NOW, today=date(2026, 11, 1), site="https://safe.example")
    with database.reading() as session:
        (body,) = [each.message.body for each in due_messages(session, NOW)]
    assert body.count("- Hall") == 2 and "and 3 more" in body


@pytest.mark.parametrize("count", [39, 40, 41])
def test_that_more_are_silent_is_said_only_where_there_are_more(
    database: Database, count: int
) -> None:
    with database.writing() as session:
        places = [a_venue(f"Hall {number}", safe_hours=WEEK) for number in range(count)]
        add_venues(session, places, at=NOW, author="test", reason="test")
        add_person(session, Person("p-0", "p0@x.example", "", Role.OFFICER, True, False, NOW))
    remind_of_special_days(database, at=NOW, today=date(2026, 11, 1), site="https://safe.example")
    with database.reading() as session:
        (body,) = [each.message.body for each in due_messages(session, NOW)]
    assert body.count("- Hall") == min(count, 40) and ("and 1 more" in body) is (count == 41)
    assert (" more" in body) is (count == 41) and "https://safe.example/officer/venues" in body


@pytest.mark.parametrize(
    ("day", "is_silent_there"),
    [("Dec 24", True), ("Dec 26", True), ("Dec 31", True), ("Jan 01", True), ("Dec 23", False), ("Dec 29", False)],
)  # fmt: skip
def test_the_days_that_are_asked_about_are_those_of_christmas_and_new_year(
    day: str, is_silent_there: bool
) -> None:
    year = 2027 if day.startswith("Jan") else 2026
    hours = f"{year} {day} 09:00-12:00 unknown"
    assert is_silent(hours, 2026) is is_silent_there


def test_where_everybody_has_said_nobody_is_asked(database: Database) -> None:
    with database.writing() as session:
        add_venues(session, [a_venue(safe_hours=SAID)], at=NOW, author="test", reason="test")
        add_person(session, Person("p-0", "p0@x.example", "", Role.OFFICER, True, False, NOW))

    def asked(month: int) -> int:
        today = date(2026, month, 1)
        return remind_of_special_days(database, at=NOW, today=today, site="https://safe.example")

    assert [asked(month) for month in (10, 11, 12)] == [0, 0, 0]
