"""How many questions a page asks the database does not grow with its rows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from safespaces.actions.submissions.partner_sending import send_own
from safespaces.actions.submissions.partner_work import Actor, begin_change, keep_in_own
from safespaces.roles import Role
from safespaces.store.partners import Partner, put_venue_with
from safespaces.store.venues import add_venues
from tests.actions.test_submissions import HERE
from tests.store.build import NOW, a_venue
from tests.web.partners import a_partner
from tests.web.staff import Office, Visitor


@contextmanager
def questions() -> Iterator[list[str]]:
    """The statements that any database is sent meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def count(visitor: Visitor, page: str) -> int:
    with questions() as asked:
        visitor.get(page)
    return len(asked)


def more_branches(office: Office, number: int) -> None:
    with office.database.writing() as session:
        (partner_id,) = session.connection().exec_driver_sql("SELECT id FROM partners").scalars()
        branches = [a_venue(f"Branch {number} {each}") for each in range(20)]
        add_venues(session, branches, at=NOW, author="test", reason="test")
        for branch in branches:
            put_venue_with(session, partner_id, branch.id)
        name = session.connection().exec_driver_sql("SELECT name FROM partners").scalar()
    actor = Actor("cook@red.example", Partner(partner_id, str(name)))
    for branch in branches[:5]:
        form = begin_change(office.database, actor, branch.id, at=NOW)
        keep_in_own(office.database, actor, form.id, {"name": f"{branch.name} new"}, at=NOW)
        send_own(office.database, actor, form.id, words="", agreed=False, now=HERE)


@pytest.mark.parametrize("page", ["/partner"])
def test_a_partners_page_asks_as_often_with_forty_branches_as_with_twenty(
    office: Office, page: str
) -> None:
    cook = a_partner(office)
    more_branches(office, 1)
    few = count(cook, page)
    more_branches(office, 2)
    assert count(cook, page) == few <= 30


def test_an_officers_page_of_a_venue_asks_as_often_with_ten_more_versions(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    few = count(officer, "/officer/venues/id-red-cafe")
    for step in range(10):
        officer.post("/officer/venues/id-red-cafe/pin", lat=f"52.41{step}", lon="-1.5")
    assert count(officer, "/officer/venues/id-red-cafe") == few
