"""The group looks at all listed places, or at those that were checked, or where somebody is trained: in every page and file."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import update

from safespaces.moderation.record import VISITORS, Visit
from safespaces.roles import Role
from safespaces.store.records import add_visit, mend_visit
from safespaces.store.verifications import VerificationRow
from tests.store.build import NOW
from tests.web.page import page_of
from tests.web.staff import Office, Visitor

NOON = "day=4&hour=12"


@pytest.fixture
def member(office: Office) -> Visitor:
    return office.as_(Role.STAKEHOLDER)


def check(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    ticks = {"found": "trained", "how": "visit"}
    answer = officer.post("/officer/venues/id-red-cafe/verify", **ticks)
    assert answer.status_code == 303, page_of(answer.get_data(as_text=True)).words


def train(office: Office, on: str = "2026-11-20") -> None:
    officer = office.as_(Role.OFFICER)
    sent = {"trained": "3", "staff": "4", "trained_on": on}
    assert officer.post("/officer/venues/id-red-cafe/training", **sent).status_code == 303


def test_how_many_are_checked_is_said_and_leads_to_those(office: Office, member: Visitor) -> None:
    page = member.get(f"/coverage?{NOON}")
    assert "With a check that is in date: 0 of 1 listed places." in page.words
    check(office)
    page = member.get(f"/coverage?{NOON}")
    assert "With a check that is in date: 1 of 1 listed places." in page.words
    links = [each.attributes["href"] for each in page.all("a") if each.text == "Look at these only"]
    assert len(links) == 1 and "places=checked" in (links[0] or "")
    only = member.get(str(links[0]))
    assert "an open Safe Space whose check is in date" in only.words
    assert "Looked at: 1 of 1 listed places." in only.words


@pytest.mark.parametrize("which", ["checked", "trained"])
def test_nothing_that_was_not_checked_counts(office: Office, member: Visitor, which: str) -> None:
    all_of_them = member.get(f"/coverage?{NOON}").words
    assert "0 %" not in all_of_them.partition("within reach,")[0]
    before = member.get(f"/coverage?{NOON}&places={which}").words
    assert "none of the young people" in before and "0 of 1 listed places" in before
    (check if which == "checked" else train)(office)
    after = member.get(f"/coverage?{NOON}&places={which}").words
    assert "none of the young people" not in after and "1 of 1 listed places" in after


@pytest.mark.parametrize(
    ("deed", "which"),
    [(check, "checked"), (train, "trained")],
)
def test_what_has_run_out_counts_no_longer(
    office: Office, member: Visitor, deed: object, which: str
) -> None:
    deed(office)  # type: ignore[operator]
    office.later(days=800)
    again = office.as_(Role.STAKEHOLDER)
    assert "0 of 1 listed places" in again.get(f"/coverage?{NOON}&places={which}").words


def test_files_sheets_and_links_keep_to_the_places_that_are_looked_at(
    office: Office, member: Visitor
) -> None:
    for name in ("week", "groups", "areas", "bands", "gaps"):
        text = member.client.get(f"/coverage/{name}.csv?{NOON}&places=checked").get_data(
            as_text=True
        )
        rows = list(csv.reader(io.StringIO(text)))
        assert any(
            row[0] == "# Places"
            and row[1].startswith("those whose check is in date (0); with a check")
            for row in rows
            if row
        ), name
        if name == "week":
            assert {row[2] for row in rows[1:169]} == {"0"}
    sheet = member.get(f"/coverage/sheet?{NOON}&places=checked").words
    assert "whose check is in date" in sheet
    page = member.get(f"/coverage?{NOON}&places=checked")
    cells = [a for a in page.all("a") if "dark-" in (a.attributes.get("class") or "")]
    assert all("places=checked" in (each.attributes["href"] or "") for each in cells)


@pytest.mark.parametrize("which", ["x", "checked%00", "CHECKED", "listed" * 200])
def test_what_cannot_be_chosen_is_said(member: Visitor, which: str) -> None:
    answer = member.client.get(f"/coverage?places={which}")
    assert answer.status_code == 400
    assert "Choose from the list which places" in page_of(answer.get_data(as_text=True)).words


def test_a_place_where_a_visit_found_something_does_not_count_until_it_is_mended(
    office: Office, member: Visitor
) -> None:
    """The list that is public still has it: it is the group's figures that no longer lean on it."""
    check(office)
    train(office)
    found = Visit(
        "v-1",
        "id-red-cafe",
        date(2026, 11, 20),
        next(iter(VISITORS)),
        False,
        "Nobody knew",
        None,
        "x",
    )
    with office.database.writing() as session:
        add_visit(session, found)
    for which in ("checked", "trained"):
        assert "0 of 1 listed places" in member.get(f"/coverage?{NOON}&places={which}").words
    with office.database.writing() as session:
        mend_visit(session, "v-1", NOW)
    assert "1 of 1 listed places" in member.get(f"/coverage?{NOON}&places=checked").words


def test_in_a_later_week_only_checks_that_still_count_then_are_in_date(
    office: Office, member: Visitor
) -> None:
    check(office)
    with office.database.writing() as session:
        session.execute(update(VerificationRow).values(last_day=date(2026, 12, 1)))
    assert "1 of 1 listed places" in member.get(f"/coverage?{NOON}&places=checked").words
    later = f"/coverage?{NOON}&places=checked&week=2026-12-21"
    assert "0 of 1 listed places" in member.get(later).words
