"""An import is undone without listing what may not be listed today; an older file is told who took a place off."""

from datetime import timedelta

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import, plan_import
from safespaces.actions.imports.import_judging import judging
from safespaces.actions.imports.undo_import import Undone, undo_import
from safespaces.actions.register.correcting import correct
from safespaces.actions.register.listing import set_status
from safespaces.actions.register.venue_records import keep_visit, new_visit, note_mended
from safespaces.actions.register.verifying import Check, verify
from safespaces.store.database import Database
from safespaces.store.venues import add_venues, venue_with_id
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import PlaceIndex
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE, TODAY, OFFICER = "id-red-cafe", NOW.date(), "officer@council.example"


def imported(database: Database, status: str, phone: str = "024 7600 0000") -> None:
    file = f"id,name,status,kind,phone\n{CAFE},Red Cafe,{status},cafe,{phone}\n".encode()
    apply_import(database, UploadedFile(file, "x.csv"), at=NOW, author=OFFICER)


def undone(database: Database) -> tuple[Undone, ListingStatus]:
    done = undo_import(database, 1, by=OFFICER, at=NOW, today=TODAY)
    with database.reading() as session:
        return done, venue_with_id(session, CAFE).status


def put_in(database: Database, status: ListingStatus) -> None:
    with database.writing() as session:
        add_venues(session, [a_venue(status=status)], at=NOW, author="test", reason="test")


@pytest.mark.parametrize(
    ("is_checked", "status"), [(True, ListingStatus.LISTED), (False, ListingStatus.PAUSED)]
)
def test_what_an_import_took_off_the_list_comes_back_only_with_a_check(
    register: Database, is_checked: bool, status: ListingStatus
) -> None:
    put_in(register, ListingStatus.LISTED)
    if is_checked:
        found = Check(
            TODAY - timedelta(days=60), "visit", ("trained",), TODAY + timedelta(days=300)
        )
        verify(register, CAFE, found, by=OFFICER, at=NOW, today=TODAY)
    imported(register, "paused")
    done, now = undone(register)
    assert (done.restored, len(done.left), now) == (is_checked, not is_checked, status)


def test_what_was_not_listed_before_an_import_is_as_it_was_without_a_check(
    register: Database,
) -> None:
    put_in(register, ListingStatus.CANDIDATE)
    imported(register, "candidate", "024 7611 1111")
    done, now = undone(register)
    with register.reading() as session:
        assert venue_with_id(session, CAFE).phone == "024 7600 0000"
    assert (done.restored, done.left, now) == (1, (), ListingStatus.CANDIDATE)


def test_a_file_that_is_older_is_told_who_took_the_place_off_and_not_who_wrote_last(
    register: Database,
) -> None:
    put_in(register, ListingStatus.LISTED)
    set_status(
        register,
        CAFE,
        ListingStatus.PAUSED,
        reason="water damage",
        by=OFFICER,
        at=NOW,
        today=TODAY,
    )
    correct(register, CAFE, {"phone": ""}, by="other@council.example", at=NOW, expected_version=2)
    file = f"id,name,status,kind\n{CAFE},Red Cafe,listed,cafe\n".encode()
    plan = plan_import(
        register,
        UploadedFile(file, "x.csv"),
        judging=judging(Gazetteer(PlaceIndex(()), {}), TODAY),
    )
    assert any(
        "It is paused in the register (officer@council.example, 24 November 2026: water damage)"
        in str(each)
        for each in plan.warnings
    )


@pytest.mark.parametrize(
    ("days", "is_mended", "status"),
    [
        (0, True, ListingStatus.LISTED),
        (-1, True, ListingStatus.PAUSED),
        (0, False, ListingStatus.PAUSED),
    ],
)
def test_a_file_lists_only_where_a_check_counts_today_and_no_visit_failed(
    register: Database, days: int, is_mended: bool, status: ListingStatus
) -> None:
    put_in(register, ListingStatus.PAUSED)
    found = Check(TODAY - timedelta(days=60), "visit", ("trained",), TODAY + timedelta(days=days))
    verify(register, CAFE, found, by=OFFICER, at=NOW, today=TODAY)
    visit = new_visit(
        CAFE, on=TODAY, who="police", passed=False, found="a step", follow_up=TODAY, by=OFFICER
    )
    keep_visit(register, visit, at=NOW, today=TODAY, site="http://x")
    if is_mended:
        note_mended(register, visit.id, by=OFFICER, at=NOW, site="http://x")
    file = f"id,name,status,kind\n{CAFE},Red Cafe,listed,cafe\n".encode()
    judge = judging(Gazetteer(PlaceIndex(()), {}), TODAY)
    apply_import(register, UploadedFile(file, "x.csv"), at=NOW, author=OFFICER, judging=judge)
    with register.reading() as session:
        assert venue_with_id(session, CAFE).status is status
