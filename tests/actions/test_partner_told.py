"""Whoever acts for a place is told what a visit found, and a change that was begun goes on."""

import pytest

from safespaces.actions.register.publish import publish
from safespaces.actions.register.venue_records import keep_visit, new_visit
from safespaces.actions.submissions.partner_work import Actor, begin_change, keep_in_own, sent_by
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import add_person
from safespaces.store.venues import add_venues
from tests.store.build import NOW, a_venue

CAFE, TODAY = "id-red-cafe", NOW.date()
COOK = Actor("cook@red.example", Partner("o-red", "Red Ltd"))


@pytest.fixture
def town(register: Database) -> Database:
    """A listed cafe of a partner's."""
    with register.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
        add_partner(session, COOK.partner, NOW)
        add_person(session, Person("p-cook", COOK.email, "", Role.PARTNER, True, False, NOW))
        put_person_with(session, "o-red", "p-cook")
        put_venue_with(session, "o-red", CAFE)
    publish(register, at=NOW)
    return register


@pytest.mark.parametrize(("passed", "told"), [(False, ["To be mended: Red Cafe"]), (True, [])])
def test_the_partner_is_told_of_a_visit_that_found_something_and_of_no_other(
    town: Database, passed: bool, told: list[str]
) -> None:
    visit = new_visit(
        CAFE,
        on=TODAY,
        who="police",
        passed=passed,
        found="what was seen",
        follow_up=None if passed else TODAY,
        by="officer@council.example",
    )
    keep_visit(town, visit, at=NOW, today=TODAY, site="https://safe.example")
    with town.reading() as session:
        sent = [each.message for each in due_messages(session, NOW)]
    assert [mail.subject for mail in sent if mail.recipient == COOK.email] == told


def test_a_change_that_was_begun_goes_on_where_it_was_left(town: Database) -> None:
    form = begin_change(town, COOK, CAFE, at=NOW)
    keep_in_own(town, COOK, form.id, {"name": "Redder Cafe"}, at=NOW)
    again = begin_change(town, COOK, CAFE, at=NOW)
    assert (again.id, again.values) == (form.id, {"name": "Redder Cafe"})
    assert [each.submission.id for each in sent_by(town, COOK)] == [form.id]
