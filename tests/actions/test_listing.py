"""An officer lists, pauses, withdraws, moves a pin and brings back how it was; the public list follows at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.register.correcting import correct, facts_of
from safespaces.actions.register.export import export_register
from safespaces.actions.register.listing import move_pin, restore, set_status
from safespaces.actions.register.venue_records import keep_visit, new_visit, note_mended
from safespaces.actions.register.verifying import Check, verify
from safespaces.errors import BadInput, NotFound
from safespaces.geo.located import PointSource
from safespaces.geo.point import Point
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import add_venues, venue_with_id, versions_of
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE = "id-red-cafe"


@pytest.fixture
def cafe(database: Database) -> Database:
    with database.writing() as session:
        add_venues(
            session,
            [a_venue(), a_venue("Lost", located=None, status=ListingStatus.CANDIDATE)],
            at=NOW,
            author="test",
            reason="test",
        )
    check_it(database, CAFE)
    return database


def check_it(database: Database, venue_id: str, last_day: date = date(2027, 9, 1)) -> None:
    day = NOW.date() - timedelta(
        days=60
    )  # before the day the venue says, so that no version is made
    verify(
        database,
        venue_id,
        Check(day, "visit", ("trained",), last_day),
        by="officer@council.example",
        at=NOW,
        today=NOW.date(),
    )


def public(database: Database) -> list[str]:
    with database.reading() as session:
        snapshot = current_snapshot(session)
    return [venue.name for venue in snapshot.venues] if snapshot else []


def status(
    database: Database, to: ListingStatus, venue_id: str = CAFE, reason: str = "checked"
) -> None:
    set_status(
        database,
        venue_id,
        to,
        reason=reason,
        by="officer@council.example",
        at=NOW,
        today=NOW.date(),
    )


def test_a_pause_takes_a_place_off_the_list_at_once_and_listing_brings_it_back(
    cafe: Database,
) -> None:
    status(cafe, ListingStatus.PAUSED, reason="failed visit")
    assert public(cafe) == []
    status(cafe, ListingStatus.LISTED)
    assert public(cafe) == ["Red Cafe"]
    with cafe.reading() as session:
        assert [(version.author, version.reason) for version in versions_of(session, CAFE)][1:] == [
            ("officer@council.example", "failed visit"),
            ("officer@council.example", "checked"),
        ]
        assert [line.new for _, line in audit_lines(session, what="listing status")] == [
            "listed: checked",
            "paused: failed visit",
        ]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_happens(cafe: Database, reason: str) -> None:
    with pytest.raises(BadInput):
        status(cafe, ListingStatus.PAUSED, reason=reason)
    with cafe.reading() as session:
        assert venue_with_id(session, CAFE).status is ListingStatus.LISTED


def test_a_step_that_is_not_allowed_says_what_has_happened_meanwhile(cafe: Database) -> None:
    status(cafe, ListingStatus.WITHDRAWN)
    with pytest.raises(BadInput, match="is withdrawn now"):
        status(cafe, ListingStatus.PAUSED)
    with pytest.raises(BadInput, match="no point yet"):
        status(cafe, ListingStatus.LISTED, "id-lost")
    with pytest.raises(NotFound):
        status(cafe, ListingStatus.PAUSED, "nobody")


def test_a_pin_that_a_person_placed_survives_a_later_import(cafe: Database) -> None:
    move_pin(cafe, CAFE, Point(52.4199, -1.5001), by="officer@council.example", at=NOW)
    row = (
        b"id,name,status,kind,address,postcode,lat,lon,point_source\n"
        b"id-red-cafe,Red Cafe,listed,cafe,9 Other Road,CV6 4FB,52.5,-1.4,given\n"
    )
    apply_import(cafe, UploadedFile(row, "x.csv"), at=NOW, author="test")
    with cafe.reading() as session:
        located = venue_with_id(session, CAFE).located
    assert (
        located
        and located.point == Point(52.4199, -1.5001)
        and located.source is PointSource.PERSON
    )


def test_restoring_brings_back_exactly_what_was_there(cafe: Database) -> None:
    before = export_register(cafe)
    row = b"id,name,kind,postcode,safe_hours,kit\nid-red-cafe,Redder Cafe,library,CV1 5FB,24/7,-\n"
    apply_import(cafe, UploadedFile(row, "x.csv"), at=NOW, author="test")
    move_pin(cafe, CAFE, Point(52.4199, -1.5001), by="officer@council.example", at=NOW)
    assert export_register(cafe) != before
    restored = restore(
        cafe, CAFE, 1, reason="wrong file", by="officer@council.example", at=NOW, today=NOW.date()
    )
    assert export_register(cafe) == before and restored == replace(a_venue())
    with pytest.raises(NotFound):
        restore(cafe, CAFE, 99, reason="x", by="officer@council.example", at=NOW, today=NOW.date())


def test_nobody_lists_a_place_that_no_check_speaks_for_today(cafe: Database) -> None:
    status(cafe, ListingStatus.PAUSED)
    with cafe.writing() as session:
        add_venues(
            session,
            [a_venue("New", status=ListingStatus.APPLIED)],
            at=NOW,
            author="test",
            reason="test",
        )
    with pytest.raises(BadInput, match="No check of New counts today"):
        status(cafe, ListingStatus.LISTED, "id-new")
    check_it(cafe, "id-new", NOW.date() - timedelta(days=1))
    with pytest.raises(BadInput, match="No check"):
        status(cafe, ListingStatus.LISTED, "id-new")
    check_it(cafe, "id-new", NOW.date())
    status(cafe, ListingStatus.LISTED, "id-new")
    assert public(cafe) == ["New"]


def test_a_version_that_was_listed_comes_back_to_the_list_only_with_a_check(cafe: Database) -> None:
    with cafe.writing() as session:
        add_venues(session, [a_venue("Old")], at=NOW, author="test", reason="test")
    status(cafe, ListingStatus.PAUSED, "id-old")
    with pytest.raises(BadInput, match="No check of Old counts today"):
        restore(
            cafe,
            "id-old",
            1,
            reason="wrong pause",
            by="officer@council.example",
            at=NOW,
            today=NOW.date(),
        )
    assert "Old" not in public(cafe)
    check_it(cafe, "id-old")
    restore(
        cafe,
        "id-old",
        1,
        reason="wrong pause",
        by="officer@council.example",
        at=NOW,
        today=NOW.date(),
    )
    assert "Old" in public(cafe)


def test_a_version_without_a_point_does_not_come_back_to_the_list_even_with_a_check(
    cafe: Database,
) -> None:
    with cafe.writing() as session:
        add_venues(
            session, [a_venue("Nowhere", located=None)], at=NOW, author="test", reason="test"
        )
    status(cafe, ListingStatus.PAUSED, "id-nowhere")
    check_it(cafe, "id-nowhere")
    with pytest.raises(BadInput, match="Nowhere has no point, so nobody could be sent there"):
        restore(
            cafe,
            "id-nowhere",
            1,
            reason="wrong pause",
            by="officer@council.example",
            at=NOW,
            today=NOW.date(),
        )


@pytest.mark.parametrize("to", [ListingStatus.CANDIDATE, ListingStatus.PAUSED])
def test_a_version_that_was_not_listed_comes_back_without_a_check(
    cafe: Database, to: ListingStatus
) -> None:
    by = "officer@council.example"
    with cafe.writing() as session:
        add_venues(session, [a_venue("Old", status=to)], at=NOW, author="test", reason="test")
    move_pin(cafe, "id-old", Point(52.4199, -1.5001), by=by, at=NOW)
    restored = restore(cafe, "id-old", 1, reason="wrong pin", by=by, at=NOW, today=NOW.date())
    assert restored == a_venue("Old", status=to)


def test_a_correction_is_in_the_audit_log_and_what_is_the_same_is_not(cafe: Database) -> None:
    facts, version = facts_of(cafe, CAFE)
    by = "officer@council.example"
    correct(cafe, CAFE, {"name": facts["name"]}, by=by, at=NOW, expected_version=version)
    correct(cafe, CAFE, {"phone": ""}, by=by, at=NOW, expected_version=version)
    with cafe.reading() as session:
        lines = [line for _, line in audit_lines(session, what="corrected")]
    assert [(line.who, line.subject, line.old, line.new) for line in lines] == [
        (by, CAFE, "phone: 024 7600 0000", "phone: nothing")
    ]
    with pytest.raises(BadInput, match="changed this venue meanwhile"):
        correct(cafe, CAFE, {"phone": "1"}, by=by, at=NOW, expected_version=version)


def test_a_pin_that_is_moved_is_public_at_once(cafe: Database) -> None:
    move_pin(cafe, CAFE, Point(52.42, -1.5), by="officer@council.example", at=NOW)
    with cafe.reading() as session:
        snapshot = current_snapshot(session)
    assert snapshot and [venue.point for venue in snapshot.venues] == [Point(52.42, -1.5)]


def test_a_place_whose_visit_was_not_passed_is_not_listed_before_it_is_mended(
    cafe: Database,
) -> None:
    visit = new_visit(
        CAFE,
        on=NOW.date(),
        who="police",
        passed=False,
        found="a step",
        follow_up=NOW.date(),
        by="officer@council.example",
    )
    keep_visit(cafe, visit, at=NOW, today=NOW.date(), site="http://x")
    with pytest.raises(BadInput, match="was not passed"):
        status(cafe, ListingStatus.LISTED)
    with pytest.raises(BadInput, match="was not passed"):
        restore(cafe, CAFE, 1, reason="x", by="officer", at=NOW, today=NOW.date())
    note_mended(cafe, visit.id, by="officer@council.example", at=NOW, site="http://x")
    status(cafe, ListingStatus.LISTED)
    assert public(cafe) == ["Red Cafe"]


def test_where_a_version_is_brought_back_that_is_listed_already_no_check_is_asked_for(
    cafe: Database,
) -> None:
    with cafe.writing() as session:
        add_venues(session, [a_venue("Old")], at=NOW, author="test", reason="test")
    move_pin(cafe, "id-old", Point(52.4199, -1.5001), by="officer", at=NOW)
    restored = restore(
        cafe, "id-old", 1, reason="wrong pin", by="officer", at=NOW, today=NOW.date()
    )
    assert restored == a_venue("Old") and "Old" in public(cafe)


@pytest.mark.parametrize("seen", [None, 1, 2, 3])
def test_who_decides_on_an_older_version_is_told_who_changed_it(
    cafe: Database, seen: int | None
) -> None:
    move_pin(cafe, CAFE, Point(52.4199, -1.5001), by="other@council.example", at=NOW)
    where = {"by": "officer@council.example", "at": NOW, "expected_version": seen}
    if seen in (None, 2):
        move_pin(cafe, CAFE, Point(52.4198, -1.5001), **where)  # type: ignore[arg-type]
    else:
        with pytest.raises(BadInput, match=r"other@council.example changed .* \(pin moved\)"):
            move_pin(cafe, CAFE, Point(52.4198, -1.5001), **where)  # type: ignore[arg-type]
