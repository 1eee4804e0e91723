"""What is kept about a venue: on record with who did it, and told to whom it is about."""

from datetime import date, timedelta

import pytest

from safespaces.actions.people.invite import invite
from safespaces.actions.register.venue_records import (
    confirm_facts,
    count_use,
    keep_training,
    keep_visit,
    new_visit,
    note_mended,
    records_of,
)
from safespaces.actions.submissions.queue import queue
from safespaces.errors import BadInput, NotFound
from safespaces.moderation.record import Visit
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.records import add_visit
from safespaces.store.venues import add_venues, venue_with_id
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE, TODAY, SITE = "id-red-cafe", NOW.date(), "https://safe.example"
OFFICER = "officer@council.example"


@pytest.fixture
def cafe(register: Database) -> Database:
    with register.writing() as session:
        venues = [a_venue(), a_venue("Candidate", status=ListingStatus.CANDIDATE)]
        add_venues(session, venues, at=NOW, author="test", reason="test")
    return register


def visited(
    database: Database, passed: bool, venue_id: str = CAFE, follow_up: date | None = TODAY
) -> Visit:
    visit = new_visit(
        venue_id,
        on=TODAY,
        who="police",
        passed=passed,
        found="a loose  step",
        follow_up=None if passed else follow_up,
        by=OFFICER,
    )
    return keep_visit(database, visit, at=NOW, today=TODAY, site=SITE)


def audited(database: Database, what: str) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        lines = [line for _, line in audit_lines(session, what=what)]
    return [(line.who, line.subject, line.new) for line in lines]


def test_training_and_the_partners_word_are_in_the_audit_log_and_a_use_is_not(
    cafe: Database,
) -> None:
    keep_training(
        cafe,
        CAFE,
        on=TODAY,
        trained="3",
        staff="4",
        by=OFFICER,
        at=NOW,
        today=TODAY,
        site="https://safe.example",
    )
    confirm_facts(cafe, CAFE, by="cook@red.example", at=NOW)
    count_use(cafe, CAFE, "phone", today=TODAY)
    with pytest.raises(BadInput, match="why they came"):
        count_use(cafe, CAFE, "nothing", today=TODAY)
    assert audited(cafe, "training") == [(OFFICER, CAFE, f"3 of 4 on {TODAY}")]
    assert audited(cafe, "facts confirmed") == [("cook@red.example", CAFE, "")]
    with cafe.reading() as session:
        assert len(audit_lines(session)) == 2
    kept = records_of(cafe, CAFE, TODAY)
    assert kept.training and (kept.training.trained, kept.training.staff) == (3, 4)
    assert (kept.uses, kept.confirmed_at, kept.sticker) == ({"phone": 1}, NOW, None)


@pytest.mark.parametrize(("days", "uses"), [(365, {"phone": 1}), (366, {})])
def test_uses_of_a_place_are_counted_for_a_year(
    cafe: Database, days: int, uses: dict[str, int]
) -> None:
    count_use(cafe, CAFE, "phone", today=TODAY - timedelta(days=days))
    assert records_of(cafe, CAFE, TODAY).uses == uses


@pytest.mark.parametrize(
    ("passed", "venue_id", "status"),
    [
        (True, CAFE, ListingStatus.LISTED),
        (False, CAFE, ListingStatus.PAUSED),
        (False, "id-candidate", ListingStatus.CANDIDATE),
    ],
)
def test_a_visit_is_on_record_and_pauses_only_a_listed_place_that_did_not_pass(
    cafe: Database, passed: bool, venue_id: str, status: ListingStatus
) -> None:
    visited(cafe, passed, venue_id)
    said = f"{'passed' if passed else 'not passed'} on {TODAY}: a loose step"
    assert audited(cafe, "visit") == [(OFFICER, venue_id, said)]
    with cafe.reading() as session:
        assert venue_with_id(session, venue_id).status is status
    assert len(records_of(cafe, venue_id, TODAY).visits) == 1


def test_what_is_mended_is_on_record_and_the_council_is_told(cafe: Database) -> None:
    invite(cafe, email=OFFICER, name="", role=Role.OFFICER, by="test", at=NOW, site=SITE)
    visit = visited(cafe, passed=False)
    note_mended(cafe, visit.id, by="cook@red.example", at=NOW, site=SITE)
    assert audited(cafe, "visit mended") == [("cook@red.example", CAFE, "")]
    with cafe.reading() as session:
        (mail,) = [
            each.message
            for each in due_messages(session, NOW)
            if each.message.subject.startswith("Mended")
        ]
    assert (mail.recipient, mail.subject) == (OFFICER, "Mended: Red Cafe")
    assert f"{SITE}/officer/venues/{CAFE}" in mail.body
    with pytest.raises(NotFound):
        note_mended(cafe, "nothing", by=OFFICER, at=NOW, site=SITE)


@pytest.mark.parametrize(
    ("days", "detail"),
    [(0, "by 24 November 2026"), (1, "by 24 November 2026, which is over")],
)
def test_the_queue_says_by_when_it_has_to_be_mended(cafe: Database, days: int, detail: str) -> None:
    visited(cafe, passed=False)
    (waits,) = queue(cafe, today=TODAY + timedelta(days=days), kind="mend").items
    assert (waits.title, waits.detail, waits.ids) == ("Red Cafe", detail, (CAFE,))


def test_what_has_to_be_mended_by_no_day_waits_too(cafe: Database) -> None:
    with cafe.writing() as session:
        add_visit(session, Visit("w-old", CAFE, TODAY, "police", False, "a step", None, OFFICER))
    (waits,) = queue(cafe, today=TODAY, kind="mend").items
    assert waits.detail == "no day is set"
