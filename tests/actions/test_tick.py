"""What is done each minute: whoever keeps hours is asked for Christmas, and old jobs are forgotten."""

from datetime import timedelta

from safespaces.actions.operations.tick import tick
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.import_jobs import ImportJob, Step, add_job, job_with_id
from safespaces.store.people import add_person
from safespaces.store.venues import add_venues
from tests.store.build import NOW, a_venue

OFFICER = "officer@council.example"


def test_in_november_the_hours_of_christmas_are_asked_for_and_the_mail_goes_out(
    register: Database,
) -> None:
    with register.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
        add_person(session, Person("p-1", OFFICER, "", Role.OFFICER, True, False, NOW))
    sent: list[Message] = []
    done = tick(register, sent.append, Settings(), at=NOW)
    assert [(mail.recipient, "Red Cafe" in mail.body) for mail in sent] == [(OFFICER, True)]
    assert (done.messages.sent, done.troubles) == (1, ())


def test_an_import_that_was_asked_for_is_forgotten_after_a_week(register: Database) -> None:
    with register.writing() as session:
        add_job(session, ImportJob("j-1", "u-1", OFFICER, Step.LOOK, "{}", NOW))

    def is_kept(at_days: float) -> bool:
        tick(register, lambda _: None, Settings(), at=NOW + timedelta(days=at_days))
        with register.reading() as session:
            return job_with_id(session, "j-1", OFFICER) is not None

    assert [is_kept(7), is_kept(7.01)] == [True, False]
