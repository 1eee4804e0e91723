"""Two records of one place become one: nothing of either is lost, and no place leaves the list by it."""

from datetime import date, timedelta

import pytest

from safespaces.moderation.record import Training, Visit
from safespaces.moderation.verification import Verification
from safespaces.roles import Role
from safespaces.store.contacts import VenueContact, contacts_of, keep_contact
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, partner_of_venue, put_venue_with
from safespaces.store.records import add_training, add_use, add_visit, last_training, use_counts
from safespaces.store.stickers import add_sticker, sticker_of, venue_of_sticker
from safespaces.store.venues import add_venues, venue_with_id, versions_of
from safespaces.store.verifications import add_verification, verifications_of
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import a_venue
from tests.web.page import page_of
from tests.web.partners import COOK, a_partner
from tests.web.staff import NOON, Office, read

RED, OLD = "id-red-cafe", "id-old-red-cafe"
PAIR = f"/officer/duplicates/{RED}/{OLD}"
TODAY = NOON.date()


def old_record(office: Office, **more: object) -> None:
    """A second record of the cafe, with all that can belong to one."""
    old = a_venue("Old Red Cafe", phone="024 7611 1111", **more)
    with office.database.writing() as session:
        add_venues(session, [old], at=NOON, author="test", reason="test")
        add_partner(session, Partner("o-old", "Old Ltd"), NOON)
        put_venue_with(session, "o-old", OLD)
        add_verification(session, Verification("c-1", OLD, TODAY, "visit", ("trained",), TODAY + timedelta(90), "o@x.example"), NOON)  # fmt: skip
        add_training(session, Training(OLD, TODAY, 3, 4, TODAY + timedelta(300)))
        add_use(session, OLD, TODAY, "other")
        keep_contact(session, VenueContact("n-1", OLD, "Zed", "", "zed@x.example", "", True), by="o@x.example", at=NOON)  # fmt: skip
        add_sticker(session, "abcdef", OLD, NOON)


def stands(office: Office, venue_id: str) -> Venue:
    with office.database.reading() as session:
        return venue_with_id(session, venue_id)


def test_what_belongs_to_one_goes_to_the_other(office: Office) -> None:
    old_record(office)
    officer = office.as_(Role.OFFICER)
    page = officer.get(PAIR)
    seen = {name: str(page.one("input", name=name).attributes["value"]) for name in ("seen-0", "seen-1")}  # fmt: skip
    assert page.one("input", id="keep-0").attributes.get("checked", "no") is None
    sent = officer.post(f"{PAIR}/one", keep="0", **{"from-phone": "1", "from-name": "0"}, **seen)
    assert sent.headers["Location"] == f"/officer/venues/{RED}"
    kept, gone = stands(office, RED), stands(office, OLD)
    assert (kept.name, kept.phone, kept.status) == ("Red Cafe", "024 7611 1111", ListingStatus.LISTED)  # fmt: skip
    assert gone.status is ListingStatus.WITHDRAWN and gone.name == "Old Red Cafe"
    with office.database.reading() as session:
        assert [each.id for each in verifications_of(session, RED)] == ["c-1"]
        training = last_training(session, RED)
        assert training and training.trained == 3
        assert use_counts(session, RED, date(2026, 1, 1)) == {"other": 1}
        assert [each.name for each in contacts_of(session, RED)] == ["Zed"]
        assert sticker_of(session, RED) == "abcdef" and sticker_of(session, OLD) is None
        assert venue_of_sticker(session, "abcdef") == (RED, True)
        partner = partner_of_venue(session, RED)
        assert partner and partner.name == "Old Ltd" and partner_of_venue(session, OLD) is None
        assert len(versions_of(session, OLD)) == 2
    office.later(minutes=5)
    assert "Off the list" not in officer.get("/officer/queue?kind=off_list").words.split("to do")[1]


def test_the_kept_records_partner_stays_and_the_other_is_told(office: Office) -> None:
    cook = a_partner(office)  # of the cafe
    old_record(office)
    officer = office.as_(Role.OFFICER)
    change = cook.post(f"/partner/venues/{RED}/change").headers["Location"]
    assert officer.post(f"{PAIR}/one", keep="0").status_code == 303
    with office.database.reading() as session:
        partner = partner_of_venue(session, RED)
        told = [each.message.subject for each in due_messages(session, office.now[0]) if each.message.recipient == COOK and 'sign in' not in each.message.subject]  # fmt: skip
    assert partner and partner.name == "Red Ltd" and told == []
    assert cook.client.get(change).status_code == 200


def test_the_one_that_is_given_up_is_told_that_it_is_the_same_place(office: Office) -> None:
    a_partner(office)
    old_record(office)
    officer = office.as_(Role.OFFICER)
    assert officer.post(f"{PAIR}/one", keep="1", **{"from-name": "0"}).status_code == 303
    assert stands(office, OLD).name == "Red Cafe"
    with office.database.reading() as session:
        told = [each.message for each in due_messages(session, office.now[0]) if each.message.recipient == COOK and 'sign in' not in each.message.subject]  # fmt: skip
    assert [each.subject for each in told] == ["Two records made one: Red Cafe"]


@pytest.mark.parametrize("keep", ["0", "1"])
def test_no_place_leaves_the_list_by_it(office: Office, keep: str) -> None:
    old_record(office, status=ListingStatus.PAUSED)
    answer = office.as_(Role.OFFICER).post(f"{PAIR}/one", keep=keep)
    if keep == "0":
        assert answer.status_code == 303
        return
    assert answer.status_code == 400 and "Red Cafe is on the list" in read(answer, 400).words
    assert stands(office, RED).status is ListingStatus.LISTED


def test_what_was_looked_at_and_is_old_and_what_is_nonsense_is_refused(office: Office) -> None:
    old_record(office)
    officer = office.as_(Role.OFFICER)
    stale = officer.post(f"{PAIR}/one", keep="0", **{"seen-1": "7", "from-phone": "1"})
    page = page_of(stale.get_data(as_text=True))
    assert stale.status_code == 400 and "changed this venue meanwhile" in page.words
    assert page.one("input", id="from-phone-1").attributes.get("checked", "no") is None
    nonsense = {"from-status": "1", "from-<b>": "1", "from-id": "1", "from-source": "1"}
    assert officer.post(f"{PAIR}/one", keep="9", **nonsense, **{"seen-0": "²"}).status_code == 303
    assert stands(office, RED).status is ListingStatus.LISTED
    same = f"/officer/duplicates/{RED}/{RED}/one"
    assert officer.post(same, keep="0").status_code == 400
    assert officer.post(f"/officer/duplicates/{RED}/nobody/one", keep="0").status_code == 404


def test_what_a_visit_found_is_not_lost_sight_of(office: Office) -> None:
    old_record(office)
    with office.database.writing() as session:
        add_visit(session, Visit("v-1", OLD, TODAY, "officer", False, "nobody trained", None, "o@x.example", None))  # fmt: skip
    answer = office.as_(Role.OFFICER).post(f"{PAIR}/one", keep="0")
    assert answer.status_code == 400 and "is not mended yet" in read(answer, 400).words
