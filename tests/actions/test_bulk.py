"""Many venues at once: what the plan says is what is done, all or nothing, on record one by one, and taken back in one step."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from safespaces.actions.register.bulk import MOST, do_bulk, plan_bulk, undo_bulk
from safespaces.actions.register.bulk_deeds import (
    Acting,
    Deed,
    check_deed,
    close_deed,
    field_deed,
    letter_deed,
    status_deed,
    training_deed,
)
from safespaces.actions.register.contacts import add_contact, clean_contact
from safespaces.actions.register.listing import set_status
from safespaces.actions.register.publish import publish
from safespaces.actions.register.verifying import Check, verify
from safespaces.errors import BadInput, NotFound
from safespaces.hours.wall_time import to_minute
from safespaces.moderation.verification import CHECKLIST
from safespaces.store.audit import audit_lines
from safespaces.store.closures import closures_after
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.records import newest_trainings
from safespaces.store.snapshots import current_number, current_snapshot
from safespaces.store.venues import add_venues, all_venues, venue_with_id
from safespaces.store.verifications import standing_checks
from safespaces.venues.lasting import usual_last_day
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import NOW, a_venue

TODAY, BY = NOW.date(), "o@council.example"
ACTING = Acting(BY, NOW, TODAY)
CHECK = Check(TODAY, "call", tuple(CHECKLIST), usual_last_day(TODAY))
STATUSES = (ListingStatus.LISTED, ListingStatus.PAUSED, ListingStatus.WITHDRAWN, ListingStatus.APPLIED)  # fmt: skip


@pytest.fixture
def many(database: Database) -> tuple[Database, list[str]]:
    """Forty places of four statuses; every other has a check that counts."""
    venues = [
        a_venue(f"Place {number:02}", status=STATUSES[number % 4], checked_on=None)
        for number in range(40)
    ]
    with database.writing() as session:
        add_venues(session, venues, at=NOW, author="test", reason="test")
    for venue in venues[::3]:
        verify(database, venue.id, CHECK, by=BY, at=NOW, today=TODAY)
    publish(database, at=NOW)
    return database, [venue.id for venue in venues]


def picture(database: Database) -> tuple:
    """All that a deed may change."""
    with database.reading() as session:
        return (
            {venue.id: venue for venue in all_venues(session)},
            current_number(session),
            closures_after(session, to_minute(NOW)),
            standing_checks(session),
            newest_trainings(session),
        )


def do(database: Database, ids: list[str], name: str, deed: Deed) -> tuple[int, list[Venue]]:
    plan = plan_bulk(database, ids, deed)
    assert {venue.id for venue in plan.changes} | {venue.id for venue, _why in plan.left} == set(ids)  # fmt: skip
    return do_bulk(database, ids, name, deed, seen=plan.seen, acting=ACTING), list(plan.changes)


DEEDS: dict[str, Callable[[], Deed]] = {
    "close": lambda: close_deed(NOW, NOW + timedelta(days=9), "holidays", NOW),
    "pause": lambda: status_deed("pause", "strike", TODAY),
    "list": lambda: status_deed("list", "all well", TODAY),
    "withdraw": lambda: status_deed("withdraw", "closed for good", TODAY),
    "check": lambda: check_deed(CHECK, TODAY),
    "training": lambda: training_deed(TODAY, "3", "4", TODAY),
    "field": lambda: field_deed("kit", "charger seats"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_what_was_done_to_many_is_on_record_and_undone_in_one_step(
    many: tuple[Database, list[str]], name: str
) -> None:
    database, ids = many
    before = picture(database)
    with database.reading() as session:
        lines = len(audit_lines(session, limit=1_000))
    number, changed = do(database, ids, name, DEEDS[name]())
    after = picture(database)
    assert 0 < len(changed) <= 40 and after != before
    with database.reading() as session:
        new = audit_lines(session, limit=1_000)[: len(audit_lines(session, limit=1_000)) - lines]
    about = {line.subject for _number, line in new if not line.subject.startswith("bulk")}
    assert about == {venue.id for venue in changed}
    for venue_id, venue in after[0].items():
        if venue_id not in about:
            assert venue == before[0][venue_id]
    undone = undo_bulk(database, number, by=BY, at=NOW, today=TODAY)
    if name in ("pause", "withdraw"):  # what no check counts for is not listed again
        kept = {venue.id for venue in undone.left}
        assert all(before[0][each].status is not ListingStatus.LISTED or each not in before[3] for each in kept)  # fmt: skip
        assert {k: v for k, v in picture(database)[0].items() if k not in kept} == {k: v for k, v in before[0].items() if k not in kept}  # fmt: skip
    else:
        assert undone.left == () and picture(database) == before
    with pytest.raises(BadInput, match="undone already"):
        undo_bulk(database, number, by=BY, at=NOW, today=TODAY)


def test_the_public_list_follows_at_once(many: tuple[Database, list[str]]) -> None:
    database, ids = many
    do(database, ids, "pause", DEEDS["pause"]())
    with database.reading() as session:
        snapshot = current_snapshot(session)
    assert snapshot and snapshot.venues == ()


def test_a_plan_that_somebody_has_overtaken_is_not_done(many: tuple[Database, list[str]]) -> None:
    database, ids = many
    deed = DEEDS["pause"]()
    plan = plan_bulk(database, ids, deed)
    set_status(database, ids[0], ListingStatus.PAUSED, reason="first", by="c@council.example", at=NOW, today=TODAY)  # fmt: skip
    before = picture(database)
    with pytest.raises(BadInput, match="meanwhile"):
        do_bulk(database, ids, "pause", deed, seen=plan.seen, acting=ACTING)
    assert picture(database) == before


def test_one_that_fails_half_way_leaves_all_as_they_were(many: tuple[Database, list[str]]) -> None:
    database, ids = many
    good, before = DEEDS["field"](), picture(database)

    def fails(session, venues, acting):  # type: ignore[no-untyped-def]
        good.do(session, venues[:5], acting)
        raise BadInput("no")

    deed = Deed(good.words, good.why_not, fails)
    plan = plan_bulk(database, ids, deed)
    with pytest.raises(BadInput):
        do_bulk(database, ids, "field", deed, seen=plan.seen, acting=ACTING)
    assert picture(database) == before


def test_what_was_worked_on_since_is_left_and_named(many: tuple[Database, list[str]]) -> None:
    database, ids = many
    number, changed = do(database, ids, "field", DEEDS["field"]())
    touched = next(each for each in changed if each.status is ListingStatus.LISTED)
    set_status(database, touched.id, ListingStatus.PAUSED, reason="later", by=BY, at=NOW, today=TODAY)  # fmt: skip
    undone = undo_bulk(database, number, by=BY, at=NOW, today=TODAY)
    assert [venue.id for venue in undone.left] == [touched.id]
    with database.reading() as session:
        assert venue_with_id(session, touched.id).kit == ("charger", "seats")


def test_each_that_stays_says_why(many: tuple[Database, list[str]]) -> None:
    database, ids = many
    whys = {venue.id: why for venue, why in plan_bulk(database, ids, DEEDS["list"]()).left}
    assert whys[ids[0]] == "it is so already" and "No check of Place 01 counts" in whys[ids[1]]
    assert "cannot become" in whys[ids[2]] or "No check" in whys[ids[2]]
    shut = {why for _venue, why in plan_bulk(database, ids, DEEDS["close"]()).left}
    assert shut == {"it is not on the list"}


def test_none_too_many_and_what_is_not_there(many: tuple[Database, list[str]]) -> None:
    database, _ids = many
    with pytest.raises(BadInput, match="No place is ticked"):
        plan_bulk(database, [], DEEDS["close"]())
    with pytest.raises(BadInput, match="can be done at once"):
        plan_bulk(database, [f"x-{number}" for number in range(MOST + 1)], DEEDS["close"]())
    plan = plan_bulk(database, ["nowhere"], DEEDS["close"]())
    assert plan.changes == ()
    with pytest.raises(BadInput, match="nothing to do"):
        do_bulk(database, ["nowhere"], "close", DEEDS["close"](), seen=plan.seen, acting=ACTING)
    with pytest.raises(NotFound):
        undo_bulk(database, 99, by=BY, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: close_deed(NOW, NOW - timedelta(hours=1), "x", NOW), "end"),
        (lambda: status_deed("pause", "  ", TODAY), "reason"),
        (lambda: check_deed(Check(TODAY, "call", (), TODAY), TODAY), "found"),
        (lambda: check_deed(Check(TODAY + timedelta(days=1), "call", ("trained",), date.max), TODAY), "on"),
        (lambda: training_deed(TODAY, "9", "4", TODAY), "trained"),
        (lambda: field_deed("name", "x"), "field"),
        (lambda: letter_deed("", "x"), "subject"),
        (lambda: letter_deed("x", "x" * 4_001), "letter"),
    ],
)  # fmt: skip
def test_a_deed_that_cannot_be_is_refused_at_its_box(make: Callable[[], Deed], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        make()
    assert refused.value.field == field


def test_a_letter_goes_once_to_each_who_agreed(many: tuple[Database, list[str]]) -> None:
    database, ids = many
    for venue_id, email, agreed in ((ids[0], "a@x.example", True), (ids[4], "a@x.example", True), (ids[8], "b@x.example", False)):  # fmt: skip
        who = clean_contact(venue_id, name="", role="", email=email, phone="", may_write=agreed)
        add_contact(database, who, by=BY, at=NOW)
    number, changed = do(database, ids, "letter", letter_deed("Training day", "Come on Friday."))
    assert {venue.id for venue in changed} == {ids[0], ids[4]}
    with database.reading() as session:
        sent = [each.message.recipient for each in due_messages(session, NOW) if each.message.subject == "Training day"]  # fmt: skip
    assert sent == ["a@x.example"]
    with pytest.raises(BadInput, match="cannot be taken back"):
        undo_bulk(database, number, by=BY, at=NOW, today=TODAY)
