"""Whatever takes a place off the public list tells its partner and the council, says what to do with the sticker, and waits until an officer has looked."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.imports.undo_import import undo_import
from safespaces.actions.register.closing import close
from safespaces.actions.register.listing import restore, set_status
from safespaces.actions.register.publish import publish
from safespaces.actions.register.running_out import expire
from safespaces.actions.register.telling_of_departures import (
    departure_of,
    see_departure,
    tell_of_departures,
)
from safespaces.actions.register.venue_records import keep_training, keep_visit, new_visit
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions.queue import queue
from safespaces.errors import BadInput
from safespaces.moderation.verification import CHECKLIST, NEEDED
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.imports import numbered_imports
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import add_person
from safespaces.store.venues import add_venues, venue_with_id
from safespaces.venues.lasting import usual_last_day
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE, HALL, TODAY, SITE = "id-red-cafe", "id-town-hall", NOW.date(), "https://safe.example"
OFFICER, COLLEAGUE, MANAGER = "o@council.example", "c@council.example", "m@cafe.example"
ALL = tuple(CHECKLIST)


@pytest.fixture
def cafe(database: Database) -> Database:
    with database.writing() as session:
        venues = [a_venue(checked_on=None), a_venue("Town Hall", checked_on=None)]
        add_venues(session, venues, at=NOW, author="test", reason="test")
        for number, (email, role) in enumerate(
            ((OFFICER, Role.OFFICER), (COLLEAGUE, Role.OFFICER), (MANAGER, Role.PARTNER))
        ):
            add_person(session, Person(f"p-{number}", email, "", role, True, False, NOW))
        add_partner(session, Partner("pa-1", "Cafe Ltd"), NOW)
        put_person_with(session, "pa-1", "p-2")
        put_venue_with(session, "pa-1", CAFE)
    publish(database, at=NOW)
    check(database)
    return database


def check(database: Database, found: tuple[str, ...] = ALL, on: date = TODAY) -> None:
    kept = Check(on, "visit", found, usual_last_day(on))
    verify(database, CAFE, kept, by=OFFICER, at=NOW, today=max(on, TODAY))


def stand(database: Database, status: ListingStatus) -> None:
    set_status(database, CAFE, status, reason="no answer", by=OFFICER, at=NOW, today=TODAY)


def visit(database: Database) -> None:
    found = new_visit(CAFE, on=TODAY, who="officer", passed=False, found="No charger", follow_up=TODAY, by=OFFICER)  # fmt: skip
    keep_visit(database, found, at=NOW, today=TODAY, site=SITE)


def bring_back_older(database: Database) -> None:
    stand(database, ListingStatus.PAUSED)
    stand(database, ListingStatus.LISTED)
    told(database)
    restore(database, CAFE, 3, reason="it was right", by=OFFICER, at=NOW, today=TODAY)


def import_withdraws(database: Database) -> None:
    sent = UploadedFile(f"id,name,status\n{CAFE},Red Cafe,withdrawn\n".encode(), "own.csv")
    apply_import(database, sent, at=NOW, author="operator")


ROADS: dict[str, tuple[Callable[[Database], object], str]] = {
    "by an officer": (lambda base: stand(base, ListingStatus.PAUSED), "no answer"),
    "withdrawn": (lambda base: stand(base, ListingStatus.WITHDRAWN), "no answer"),
    "its check ran out": (
        lambda base: expire(base, at=NOW, today=TODAY + timedelta(days=396), grace_days=30, site=SITE),
        "its check has run out",
    ),
    "nobody trained": (
        lambda base: check(base, found=tuple(each for each in ALL if each != NEEDED)),
        "its newest check found nobody trained",
    ),
    "a visit": (visit, "visit not passed"),
    "an older version": (bring_back_older, "version 3 restored: it was right"),
    "an import": (import_withdraws, "import of own.csv"),
}  # fmt: skip


def told(database: Database) -> dict[str, list[str]]:
    """What each is told that was not told before: subjects with bodies, by address."""
    tell_of_departures(database, at=NOW, site=SITE)
    found: dict[str, list[str]] = {}
    with database.reading() as session:
        for each in due_messages(session, NOW, 500):
            if "list" in each.message.subject:
                words = f"{each.message.subject}: {each.message.body}"
                found.setdefault(each.message.recipient, []).append(words)
    return found


def waits(database: Database, today: date = TODAY) -> list[str]:
    found = queue(database, today=today, kind="off_list").items
    return [f"{item.title}: {item.detail}" for item in found]


@pytest.mark.parametrize("road", ROADS)
def test_every_road_off_the_list_is_told_and_waits_until_it_is_seen(
    cafe: Database, road: str
) -> None:
    go, reason = ROADS[road]
    assert told(cafe) == {} and waits(cafe) == []
    go(cafe)
    with cafe.reading() as session:
        assert venue_with_id(session, CAFE).status is not ListingStatus.LISTED
    mails = told(cafe)
    assert f"Red Cafe is off the list: Red Cafe is not on the list of Safe Spaces any more: {reason}" in mails[MANAGER][-1]  # fmt: skip
    assert "Take the sticker down" in mails[MANAGER][-1]
    assert f"Off the list: Red Cafe: Young people are not sent to these places any more, or not for a while:\n\n- Red Cafe: {reason}" in mails[COLLEAGUE][-1]  # fmt: skip
    by_rule = road in ("its check ran out", "an import")
    assert (OFFICER in mails) is by_rule, "nobody is told what they did themselves"
    again = told(cafe)
    assert again == mails, "told once"
    assert waits(cafe) == [f"Red Cafe: {reason}"]
    gone = departure_of(cafe, CAFE)
    assert gone and gone.reason == reason and gone.seen_at is None
    see_departure(cafe, CAFE, by=COLLEAGUE, at=NOW)
    assert waits(cafe) == []


def test_what_is_back_is_told_too_and_waits_for_nobody(cafe: Database) -> None:
    stand(cafe, ListingStatus.PAUSED)
    told(cafe)
    stand(cafe, ListingStatus.LISTED)
    assert waits(cafe) == [] and departure_of(cafe, CAFE) is None
    mails = told(cafe)
    assert mails[MANAGER][-1].startswith("Red Cafe is on the list again: ")
    assert len(mails[MANAGER]) == 2 and told(cafe) == mails


def test_gone_and_back_within_a_minute_is_nothing_to_tell(cafe: Database) -> None:
    stand(cafe, ListingStatus.PAUSED)
    stand(cafe, ListingStatus.LISTED)
    assert told(cafe) == {} and waits(cafe) == []


def test_many_at_once_are_one_mail_to_the_council(cafe: Database) -> None:
    for venue_id in (CAFE, HALL):
        set_status(cafe, venue_id, ListingStatus.PAUSED, reason="strike", by=OFFICER, at=NOW, today=TODAY)  # fmt: skip
    (mail,) = told(cafe)[COLLEAGUE]
    assert mail.startswith("Off the list: 2 places") and "- Town Hall: strike" in mail
    assert len(waits(cafe)) == 2


def test_a_long_closure_is_told_and_over_by_itself(cafe: Database) -> None:
    def shut(days: int) -> None:
        close(cafe, CAFE, start=NOW, end=NOW + timedelta(days=days), reason="refit", by=OFFICER, at=NOW)  # fmt: skip

    shut(7)
    assert told(cafe) == {}
    shut(20)
    mails = told(cafe)
    assert "closed until" in mails[MANAGER][-1] and "take the sticker down" in mails[MANAGER][-1]
    assert waits(cafe) == ["Red Cafe: refit"]
    assert waits(cafe, TODAY + timedelta(days=21)) == []


def test_what_an_import_added_and_is_taken_away_again_is_told_to_the_council(
    cafe: Database,
) -> None:
    row = b"id,name,kind,status,address,postcode,lat,lon,point_source,safe_hours\nnew-1,New Hall,library,listed,1 New Street,CV1 1AA,52.41012,-1.51034,given,24/7\n"
    done = apply_import(cafe, UploadedFile(row, "new.csv"), at=NOW, author=OFFICER)
    assert done.published.count == 3
    with cafe.reading() as session:
        number = numbered_imports(session)[0][0]
    undo_import(cafe, number, by=OFFICER, at=NOW, today=TODAY)
    mails = told(cafe)
    assert "- New Hall: its import was undone" in mails[COLLEAGUE][-1] and MANAGER not in mails
    assert waits(cafe) == [], "there is nothing to look at any more"


def test_training_that_runs_out_reminds_and_pauses_by_the_rule_of_a_check(cafe: Database) -> None:
    keep(cafe, TODAY, "3")
    last = TODAY + timedelta(days=730)
    check(cafe, on=last - timedelta(days=200))  # its check goes on
    seen: list[tuple[int, int, int]] = []
    for left in (31, 30, 14, 3, 0, -1, -13, -14, -30):
        assert expire(cafe, at=NOW, today=last - timedelta(days=left), grace_days=30, site=SITE) == []  # fmt: skip
        seen.append((left, *(subjects(cafe, who, "rain") for who in (MANAGER, COLLEAGUE))))
    assert seen == [(31, 0, 0), (30, 1, 1), (14, 2, 2), (3, 3, 3), (0, 3, 3), (-1, 4, 4), (-13, 4, 4), (-14, 5, 5), (-30, 5, 5)]  # fmt: skip
    (paused,) = expire(cafe, at=NOW, today=last + timedelta(days=31), grace_days=30, site=SITE)
    assert paused.name == "Red Cafe"
    assert "nobody there is trained any more" in told(cafe)[MANAGER][-1]


def test_a_later_check_that_found_somebody_trained_stands(cafe: Database) -> None:
    keep(cafe, TODAY - timedelta(days=729), "3")
    later = TODAY + timedelta(days=5)
    check(cafe, on=later)
    assert expire(cafe, at=NOW, today=later + timedelta(days=60), grace_days=30, site=SITE) == []
    assert queue(cafe, today=later, kind="training").items == ()


def test_nobody_trained_is_asked_back_told_and_paused_after_the_days_of_grace(
    cafe: Database,
) -> None:
    with pytest.raises(BadInput, match="Nobody is trained now") as refused:
        keep(cafe, TODAY, "0")
    assert refused.value.field == "trained"
    keep(cafe, TODAY, "0", nobody=True)
    assert subjects(cafe, COLLEAGUE, "Nobody is trained at Red Cafe") == 1
    (item,) = queue(cafe, today=TODAY, kind="training").items
    assert item.title == "Red Cafe" and item.detail.startswith("nobody is trained since")
    assert expire(cafe, at=NOW, today=TODAY + timedelta(days=30), grace_days=30, site=SITE) == []
    (paused,) = expire(cafe, at=NOW, today=TODAY + timedelta(days=31), grace_days=30, site=SITE)
    assert paused.name == "Red Cafe"


def test_a_training_that_is_over_already_is_not_taken(cafe: Database) -> None:
    with pytest.raises(BadInput, match="that one is over"):
        keep(cafe, TODAY - timedelta(days=731), "3")
    keep(cafe, TODAY - timedelta(days=730), "3")


def keep(database: Database, on: date, trained: str, *, nobody: bool = False) -> None:
    keep_training(database, CAFE, on=on, trained=trained, staff="9", by=MANAGER, at=NOW, today=max(on, TODAY), site=SITE, nobody=nobody)  # fmt: skip


def subjects(database: Database, who: str, words: str) -> int:
    with database.reading() as session:
        mails = due_messages(session, NOW, 500)
    return sum(each.message.recipient == who and words in each.message.subject for each in mails)
