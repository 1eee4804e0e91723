"""A file of places that are checked already: each is listed by the rule in one go, with its check, its training and its contact on record, and all of it is undone together."""

from datetime import date, timedelta

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import, plan_import
from safespaces.actions.imports.import_judging import judging
from safespaces.actions.imports.undo_import import undo_import
from safespaces.actions.register.bulk import do_bulk, plan_bulk
from safespaces.actions.register.bulk_deeds import Acting, invite_deed
from safespaces.actions.register.register_view import Asked, find_venues
from safespaces.store.audit import audit_lines
from safespaces.store.contacts import contacts_of
from safespaces.store.database import Database
from safespaces.store.imports import numbered_imports
from safespaces.store.outbox import due_messages
from safespaces.store.records import newest_trainings
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import all_venues
from safespaces.store.verifications import standing_checks
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import NOW
from tests.vectors import made_up

TODAY, BY, SITE = NOW.date(), "o@council.example", "https://safe.example"
HEAD = "Name,Kind,Address,Postcode,Latitude,Longitude,Safe hours,Last checked,Trained,Staff,Training date,Contact name,Contact email,Contact phone,Check until"


def row(number: int, **more: str) -> dict[str, str]:
    usual = {
        "Name": f"Hall {number:02}",
        "Kind": "community_centre",
        "Address": f"{number} Own Street",
        "Postcode": "",
        "Latitude": f"52.41{number:02}1",
        "Longitude": "-1.51034",
        "Safe hours": "Mo-Fr 09:00-17:00; PH off",
        "Last checked": f"{TODAY - timedelta(days=20)}",
        "Trained": "4",
        "Staff": "6",
        "Training date": f"{TODAY - timedelta(days=40)}",
        "Contact name": f"Person {number}",
        "Contact email": f"hall{number}@x.example",
        "Check until": "",
    }
    return {**usual, **more}


def a_file(*rows: dict[str, str], head: str = HEAD) -> UploadedFile:
    names = head.split(",")
    lines = [head, *(",".join(each.get(name, "") for name in names) for each in rows)]
    return UploadedFile("\n".join(lines).encode(), "halls.csv")


def last_import(database: Database) -> int:
    with database.reading() as session:
        return numbered_imports(session)[0][0]


def bring_in(database: Database, sent: UploadedFile) -> dict[str, Venue]:
    judge = judging(made_up.gazetteer(), TODAY)
    apply_import(database, sent, at=NOW, author=BY, judging=judge)
    with database.reading() as session:
        return {venue.name: venue for venue in all_venues(session)}


def test_sixty_places_that_are_checked_are_listed_in_one_go(database: Database) -> None:
    venues = bring_in(database, a_file(*(row(number) for number in range(60))))
    assert {venue.status for venue in venues.values()} == {ListingStatus.LISTED}
    with database.reading() as session:
        snapshot = current_snapshot(session)
        checks, trainings = standing_checks(session), newest_trainings(session)
        contacts = [contacts_of(session, venue.id) for venue in venues.values()]
    assert snapshot and len(snapshot.venues) == len(checks) == len(trainings) == 60
    check = checks[venues["Hall 07"].id]
    assert (check.on, check.by, set(check.found)) == (TODAY - timedelta(days=20), BY, {"trained", "contact"})  # fmt: skip
    assert check.last_day == date(2027, 11, 3)
    training = trainings[venues["Hall 07"].id]
    assert (training.trained, training.staff, training.on) == (4, 6, TODAY - timedelta(days=40))
    assert all(len(each) == 1 and each[0].may_write for each in contacts)
    with database.reading() as session:
        whats = [line.what for _number, line in audit_lines(session, limit=1_000)]
    assert (whats.count("verified"), whats.count("training"), whats.count("contact kept")) == (60, 60, 60)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"Trained": ""}, "nobody is said to be trained"),
        ({"Trained": "0"}, "nobody is trained"),
        ({"Trained": "some"}, "no number"),
        ({"Last checked": ""}, "no check"),
        ({"Last checked": f"{TODAY - timedelta(days=366)}"}, "the check is over"),
        ({"Check until": f"{TODAY - timedelta(days=1)}"}, "the file says that it is over"),
        ({"Training date": f"{TODAY - timedelta(days=731)}"}, "the training is over"),
        ({"Training date": f"{TODAY + timedelta(days=3)}"}, "the training is to come"),
        ({"Latitude": "", "Longitude": ""}, "nobody could be sent there"),
    ],
)
def test_what_is_not_said_to_be_checked_and_trained_is_not_listed(
    database: Database, more: dict[str, str], why: str
) -> None:
    venues = bring_in(database, a_file(row(1), row(2, **more)))
    assert venues["Hall 01"].status is ListingStatus.LISTED
    assert venues["Hall 02"].status is ListingStatus.CANDIDATE, why


def test_a_check_that_is_to_come_is_refused(database: Database) -> None:
    sent = a_file(row(1, **{"Last checked": f"{TODAY + timedelta(days=2)}"}))
    plan = plan_import(database, sent, judging=judging(made_up.gazetteer(), TODAY))
    assert len(plan.rejected) == 1


def test_a_column_of_the_status_is_obeyed(database: Database) -> None:
    head = f"{HEAD},Listing status"
    sent = a_file(row(1, **{"Listing status": "candidate"}), row(2, **{"Listing status": "listed"}), head=head)  # fmt: skip
    venues = bring_in(database, sent)
    assert [venues[name].status.value for name in ("Hall 01", "Hall 02")] == ["candidate", "listed"]


def test_what_cannot_be_read_beside_is_left_out_and_said(database: Database) -> None:
    sent = a_file(row(1, **{"Contact email": "hall1@", "Check until": "soon"}))
    plan = plan_import(database, sent, judging=judging(made_up.gazetteer(), TODAY))
    assert {problem.column for problem in plan.warnings} >= {"Contact email", "Check until"}
    assert plan.unused == () and plan.personal == ()
    bring_in(database, sent)
    with database.reading() as session:
        (venue,) = all_venues(session)
        (contact,) = contacts_of(session, venue.id)
    assert (contact.email, contact.may_write) == ("", False)


def test_the_same_file_again_keeps_nothing_twice_and_a_newer_one_adds(database: Database) -> None:
    bring_in(database, a_file(row(1)))
    bring_in(database, a_file(row(1)))
    (venue,) = bring_in(database, a_file(row(1, **{"Contact email": "new@x.example"}))).values()
    with database.reading() as session:
        assert len(contacts_of(session, venue.id)) == 2
        lines = [line.what for _number, line in audit_lines(session, limit=1_000)]
    assert (lines.count("verified"), lines.count("training")) == (1, 1)


def test_a_place_of_the_register_is_listed_by_a_check_in_a_later_file(database: Database) -> None:
    plain = HEAD.partition(",Last checked")[0]
    (venue,) = bring_in(database, a_file(row(1), head=plain)).values()
    assert venue.status is ListingStatus.CANDIDATE
    (venue,) = bring_in(database, a_file(row(1))).values()
    assert venue.status is ListingStatus.LISTED


def test_undoing_takes_all_of_it_back(database: Database) -> None:
    bring_in(database, a_file(*(row(number) for number in range(5))))
    undone = undo_import(database, last_import(database), by=BY, at=NOW, today=TODAY)
    assert (undone.removed, undone.left) == (5, ())
    with database.reading() as session:
        assert all_venues(session) == [] and standing_checks(session) == {}
        assert newest_trainings(session) == {}


def test_then_one_mail_to_each_contact_makes_them_a_partner(database: Database) -> None:
    bring_in(database, a_file(*(row(number) for number in range(60))))
    ids = [
        venue.id
        for venue in find_venues(database, Asked(imported=str(last_import(database)))).venues
    ]
    assert len(ids) == 60
    deed = invite_deed(SITE)
    seen = plan_bulk(database, ids, deed).seen
    do_bulk(database, ids, "invite", deed, seen=seen, acting=Acting(BY, NOW, TODAY))
    with database.reading() as session:
        mails = {each.message.recipient: each.message.body for each in due_messages(session, NOW, 500)}  # fmt: skip
    assert len(mails) == 60 and all("/join/colleague/" in body for body in mails.values())
    assert {why for _venue, why in plan_bulk(database, ids, deed).left} == {"it has a partner already"}  # fmt: skip
