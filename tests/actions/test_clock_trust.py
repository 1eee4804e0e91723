"""A wrong clock takes nothing off the list and forgets nothing; a person says when it is right."""

from datetime import datetime, timedelta

import pytest

from safespaces.actions.operations.clock_trust import confirm_clock
from safespaces.actions.operations.job_health import job_health
from safespaces.actions.operations.tick import Ticked, tick
from safespaces.actions.register.publish import publish
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions.joining import begin_form, form_behind, keep_in_form
from safespaces.errors import NotFound
from safespaces.moderation.verification import CHECKLIST
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.people import add_person
from safespaces.store.venues import add_venues, venue_with_id
from safespaces.venues.venue import ListingStatus
from tests.store.build import NOW, a_venue

CAFE, OFFICER = "id-red-cafe", "o@council.example"


class Service:
    """A register with a checked place and a form that somebody is writing; `mails` is what goes out."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.mails: list[Message] = []
        with database.writing() as session:
            add_venues(session, [a_venue(checked_on=None)], at=NOW, author="t", reason="t")
            add_person(session, Person("p-1", OFFICER, "", Role.OFFICER, True, False, NOW))
        check = Check(NOW.date(), "visit", tuple(CHECKLIST), NOW.date() + timedelta(days=300))
        verify(database, CAFE, check, by=OFFICER, at=NOW, today=NOW.date())
        publish(database, at=NOW)
        self.form = begin_form(database, at=NOW)
        keep_in_form(database, self.form, values={"name": "Hub"}, at=NOW)

    def run(self, at: datetime, made: datetime | None = None) -> Ticked:
        return tick(self.database, self.mails.append, Settings(), at=at, made=made)

    @property
    def is_whole(self) -> bool:
        """Whether the place is listed, and the form still there."""
        with self.database.reading() as session:
            is_listed = venue_with_id(session, CAFE).status is ListingStatus.LISTED
        try:
            form_behind(self.database, self.form)
        except NotFound:
            return False
        return is_listed

    def warnings(self) -> int:
        return sum("clock" in mail.subject for mail in self.mails)


@pytest.fixture
def service(database: Database) -> Service:
    return Service(database)


@pytest.mark.parametrize("days", [500, 2.1, -400])
def test_a_clock_that_jumps_delists_nobody_and_is_told_once(service: Service, days: float) -> None:
    assert not service.run(NOW).troubles
    far = NOW + timedelta(days=days)
    done = service.run(far)
    assert service.is_whole and done.paused == ()
    (trouble,) = done.troubles
    assert "safespaces clock confirm" in trouble and service.warnings() == 1
    for minute in (1, 2):
        assert service.run(far + timedelta(minutes=minute)).troubles
    assert service.is_whole and service.warnings() == 1
    with service.database.reading() as session:
        assert any("clock confirm" in each for each in job_health(session, far).troubles(far))
    assert not service.run(NOW + timedelta(minutes=5)).troubles, "the clock was put right"


def test_once_a_person_says_that_it_is_right_the_rules_go_on(service: Service) -> None:
    service.run(NOW)
    far = NOW + timedelta(days=500)
    service.run(far)
    confirm_clock(service.database, by="operator", at=far)
    done = service.run(far + timedelta(minutes=1))
    assert [venue.name for venue in done.paused] == ["Red Cafe"] and not done.troubles
    with service.database.reading() as session:
        assert audit_lines(session, what="clock confirmed")


def test_day_after_day_nothing_is_in_doubt(service: Service) -> None:
    for hours in range(0, 24 * 20, 23):
        assert not service.run(NOW + timedelta(hours=hours)).troubles


@pytest.mark.parametrize(("days", "is_right"), [(-2, False), (-0.5, True), (400, True), (6 * 365, False)])  # fmt: skip
def test_the_first_run_is_not_before_the_service_was_made_nor_long_after(
    service: Service, days: float, is_right: bool
) -> None:
    done = service.run(NOW + timedelta(days=days), made=NOW)
    assert (not done.troubles) is is_right
    assert service.is_whole is (not is_right or days < 60)
