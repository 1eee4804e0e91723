"""A check counts for a year; it warns, and then the place is taken off the list by rule."""

import re
from datetime import date, timedelta

import pytest

from safespaces.actions.register.listing import set_status
from safespaces.actions.register.running_out import expire
from safespaces.actions.register.venue_records import confirm_by_link, count_use
from safespaces.actions.register.verifying import Check, verify
from safespaces.errors import BadInput, NotFound
from safespaces.moderation.verification import CHECKLIST, NEEDED
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import add_person
from safespaces.store.records import last_confirmation, uses_since
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import add_venues, venue_with_id, versions_of
from safespaces.venues.lasting import usual_last_day
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE, TODAY = "id-red-cafe", NOW.date()
ALL = tuple(CHECKLIST)


@pytest.fixture
def cafe(database: Database) -> Database:
    with database.writing() as session:
        add_venues(
            session,
            [a_venue(checked_on=None), a_venue("Never Checked", checked_on=None)],
            at=NOW,
            author="test",
            reason="test",
        )
        add_person(
            session, Person("p-1", "officer@council.example", "", Role.OFFICER, True, False, NOW)
        )
    return database


def check(
    database: Database,
    on: date = TODAY,
    last_day: date | None = None,
    found: tuple[str, ...] = ALL,
    how: str = "visit",
) -> None:
    verify(
        database,
        CAFE,
        Check(on, how, found, last_day or usual_last_day(on)),
        by="officer@council.example",
        at=NOW,
        today=TODAY,
    )


def tick(database: Database, today: date) -> list[str]:
    return [
        venue.name
        for venue in expire(
            database, at=NOW, today=today, grace_days=30, site="https://safe.example"
        )
    ]


def subjects(database: Database) -> list[str]:
    with database.reading() as session:
        return [each.message.subject for each in due_messages(session, NOW)]


def test_the_day_of_a_check_is_what_the_public_reads(cafe: Database) -> None:
    check(cafe)
    with cafe.reading() as session:
        snapshot = current_snapshot(session)
        assert venue_with_id(session, CAFE).checked_on == TODAY
    assert snapshot and [venue.checked_on for venue in snapshot.venues] == [None, TODAY]


def test_an_older_check_does_not_take_the_place_of_a_newer_one(cafe: Database) -> None:
    check(cafe)
    check(cafe, on=TODAY - timedelta(days=90))
    with cafe.reading() as session:
        assert venue_with_id(session, CAFE).checked_on == TODAY


def test_a_check_warns_three_times_and_each_time_once(cafe: Database) -> None:
    check(cafe)
    last = usual_last_day(TODAY)
    for left, count in ((31, 0), (30, 1), (29, 1), (14, 2), (10, 2), (3, 3), (0, 3)):
        assert tick(cafe, last - timedelta(days=left)) == []
        assert subjects(cafe).count("Soon to be checked again: Red Cafe") == count, left


def test_on_its_last_day_a_check_warns_too(cafe: Database) -> None:
    check(cafe, last_day=TODAY)
    assert tick(cafe, TODAY) == []
    assert subjects(cafe) == ["Soon to be checked again: Red Cafe"]


def test_after_the_days_of_grace_it_is_paused_and_what_was_never_checked_is_not(
    cafe: Database,
) -> None:
    check(cafe)
    last = usual_last_day(TODAY)
    assert tick(cafe, last + timedelta(days=30)) == []
    assert tick(cafe, last + timedelta(days=31)) == ["Red Cafe"]
    assert tick(cafe, last + timedelta(days=32)) == []
    with cafe.reading() as session:
        assert venue_with_id(session, CAFE).status is ListingStatus.PAUSED
        snapshot = current_snapshot(session)
    assert snapshot and [venue.name for venue in snapshot.venues] == ["Never Checked"]


def test_renewing_never_unlists(cafe: Database) -> None:
    check(cafe)
    check(cafe, last_day=TODAY + timedelta(days=10))  # a shorter one beside it takes nothing away
    assert tick(cafe, TODAY + timedelta(days=60)) == []


@pytest.mark.parametrize(
    ("on", "last_day", "found", "how", "says"),
    [
        (TODAY + timedelta(days=1), None, ALL, "visit", "still to come"),
        (TODAY, TODAY - timedelta(days=1), ALL, "visit", "before the check"),
        (TODAY, TODAY + timedelta(days=800), ALL, "visit", "two years"),
        (TODAY, None, ("nonsense",), "visit", "tick what was in order"),
        (TODAY, None, ALL, "dream", "visit or call"),
        (TODAY, None, (), "visit", "Nothing is ticked"),
    ],
)
def test_a_check_that_makes_no_sense_is_refused(
    cafe: Database, on: date, last_day: date | None, found: tuple[str, ...], how: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        check(cafe, on, last_day, found, how)


def test_a_year_from_a_leap_day_is_the_twenty_eighth() -> None:
    assert usual_last_day(date(2028, 2, 29)) == date(2029, 2, 28) and usual_last_day(
        date(2026, 11, 24)
    ) == date(2027, 11, 23)


def test_the_partner_is_reminded_too_and_says_in_one_tap_that_all_is_right(cafe: Database) -> None:
    with cafe.writing() as session:
        add_partner(session, Partner("o-red", "Red Ltd"), NOW)
        add_person(
            session, Person("p-cook", "cook@red.example", "", Role.PARTNER, True, False, NOW)
        )
        put_person_with(session, "o-red", "p-cook")
        put_venue_with(session, "o-red", CAFE)
    check(cafe, last_day=TODAY + timedelta(days=30))
    for _ in range(2):  # the rule runs each minute
        tick(cafe, TODAY)
    with cafe.reading() as session:
        (mail,) = [
            each.message
            for each in due_messages(session, NOW)
            if each.message.recipient == "cook@red.example"
        ]
    (token,) = re.findall(r"https://safe.example/still/(\S+)", mail.body)
    confirm_by_link(cafe, token, at=NOW)
    with cafe.reading() as session:
        assert last_confirmation(session, CAFE) == NOW
        assert venue_with_id(session, CAFE).status is ListingStatus.LISTED
    for wrong, at in ((token + "x", NOW), (token, NOW), (token, NOW + timedelta(days=61))):
        with pytest.raises(NotFound):
            confirm_by_link(cafe, wrong, at=at)


def test_a_newer_check_that_found_nobody_trained_takes_a_place_off_and_an_older_one_does_not_put_it_back(
    cafe: Database,
) -> None:
    check(cafe, on=TODAY - timedelta(days=9), last_day=TODAY + timedelta(days=300))
    check(cafe, last_day=TODAY + timedelta(days=700), found=("seat",))
    with cafe.reading() as session:
        assert venue_with_id(session, CAFE).status is ListingStatus.PAUSED
    with pytest.raises(BadInput, match="trained"):
        set_status(cafe, CAFE, ListingStatus.LISTED, reason="x", by="officer", at=NOW, today=TODAY)


def test_only_the_day_and_a_reason_of_the_list_are_kept_of_whoever_came_in(cafe: Database) -> None:
    count_use(cafe, CAFE, "phone", today=TODAY)
    with pytest.raises(BadInput, match="Choose why"):
        count_use(cafe, CAFE, "her name", today=TODAY)
    with cafe.reading() as session:
        assert uses_since(session, TODAY) == [(CAFE, TODAY, "phone")]


def test_who_was_removed_is_not_reminded_and_each_reminder_has_a_link_of_its_own(
    cafe: Database,
) -> None:
    with cafe.writing() as session:
        add_partner(session, Partner("o-red", "Red Ltd"), NOW)
        for name, is_active in (("cook", True), ("waiter", False)):
            email = f"{name}@red.example"
            person = Person(f"p-{name}", email, "", Role.PARTNER, is_active, False, NOW)
            add_person(session, person)
            put_person_with(session, "o-red", person.id)
        put_venue_with(session, "o-red", CAFE)
    last = TODAY + timedelta(days=30)
    check(cafe, last_day=last)
    for left in (30, 14, 3):
        tick(cafe, last - timedelta(days=left))
    with cafe.reading() as session:
        mails = [each.message for each in due_messages(session, NOW, 100)]
    theirs = [mail for mail in mails if mail.recipient.endswith("red.example")]
    assert {mail.recipient for mail in theirs} == {"cook@red.example"} and len(theirs) == 3
    links = {link for mail in theirs for link in re.findall(r"/still/(\S+)", mail.body)}
    assert len(links) == 3 and all(mail.is_secret for mail in theirs)


def test_a_check_that_found_nobody_trained_is_on_record_and_the_pause_too(cafe: Database) -> None:
    check(cafe, found=tuple(key for key in ALL if key != NEEDED))
    with cafe.reading() as session:
        assert venue_with_id(session, CAFE).status is ListingStatus.PAUSED
        lines = [line for _, line in audit_lines(session, what="listing status")]
    assert [(line.who, line.old, line.new) for line in lines] == [
        ("officer@council.example", "listed", "paused: its newest check found nobody trained")
    ]


def test_the_rule_that_pauses_signs_with_its_own_name(cafe: Database) -> None:
    check(cafe)
    tick(cafe, usual_last_day(TODAY) + timedelta(days=31))
    with cafe.reading() as session:
        ((_, line),) = audit_lines(session, what="listing status")
    assert (line.who, line.subject, line.new) == (
        "expiry rule",
        CAFE,
        "paused: its check has run out",
    )


def test_a_second_check_of_a_day_makes_no_other_version_and_one_of_a_later_day_does(
    cafe: Database,
) -> None:
    made = []
    for days in (10, 10, 20, 5):
        check(cafe, on=TODAY - timedelta(days=days))
        with cafe.reading() as session:
            made.append(len(versions_of(session, CAFE)))
    assert made == [2, 2, 2, 3]
