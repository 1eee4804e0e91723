"""Reports: told to the council, each kind counted apart, answered on record."""

from datetime import timedelta

import pytest

from safespaces.actions.people.invite import invite
from safespaces.actions.register import reporting
from safespaces.actions.register.reporting import answer_report, look_at_reports, report
from safespaces.errors import NotFound, TooManyTries
from safespaces.people import allowances
from safespaces.people.allowances import Allowance
from safespaces.people.message import Priority
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.venues import add_venues
from tests.store.build import NOW, a_venue

SITE, OFFICER = "https://safe.example", "officer@council.example"
DAY = timedelta(days=1)


@pytest.fixture
def town(register: Database) -> Database:
    """Two listed places, and one of the council."""
    with register.writing() as session:
        venues = [a_venue(), a_venue("Blue Hub")]
        add_venues(session, venues, at=NOW, author="test", reason="test")
    invite(register, email=OFFICER, name="", role=Role.OFFICER, by="test", at=NOW, site=SITE)
    return register


def tell(database: Database, what: str, venue_id: str = "id-red-cafe", network: str = "") -> str:
    made = report(
        database,
        venue_id,
        what=what,
        words="a few words",
        at=NOW,
        site=SITE,
        network=network or None,
    )
    return made.id


def told(database: Database) -> list[tuple[str, Priority]]:
    with database.reading() as session:
        mails = [each.message for each in due_messages(session, NOW, 100)]
    return sorted(
        (mail.subject, mail.priority) for mail in mails if mail.subject.startswith("Somebody")
    )


@pytest.mark.parametrize(
    ("what", "subject", "priority"),
    [
        ("shut", "Somebody reports: Red Cafe", Priority.USUAL),
        ("not_safe", "Somebody did not feel safe: Red Cafe", Priority.SAFETY),
    ],
)
def test_a_mail_about_somebody_who_did_not_feel_safe_goes_before_the_others(
    town: Database, what: str, subject: str, priority: Priority
) -> None:
    tell(town, what)
    assert told(town) == [(subject, priority)]
    with town.reading() as session:
        (mail,) = [each.message for each in due_messages(session, NOW) if "Red" in each.message.body or "reports" in each.message.body]  # fmt: skip
    assert f"See {SITE}/officer/reports" in mail.body and "a few words" not in mail.body


def test_other_reports_use_none_of_the_mails_up_that_say_not_safe(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowances, "NOT_SAFE", Allowance("not safe", 1, DAY))
    for what in ("shut", "not_safe", "not_safe", "shut"):
        tell(town, what)
    assert [subject for subject, _ in told(town)] == [
        "Somebody did not feel safe: Red Cafe",
        "Somebody reports: Red Cafe",
        "Somebody reports: Red Cafe",
    ]
    assert len(look_at_reports(town).reports) == 4


@pytest.mark.parametrize(
    ("name", "second", "network"),
    [
        ("REPORTS", "id-blue-hub", ""),
        ("REPORTS_OF_A_PLACE", "id-red-cafe", ""),
        ("REPORTS_OF_A_PLACE_BY_A_NETWORK", "id-red-cafe", "192.0.2.1"),
        ("REPORTS_BY_A_NETWORK", "id-blue-hub", "192.0.2.1"),
    ],
)
def test_where_other_reports_are_used_up_one_that_says_not_safe_is_taken(
    town: Database, monkeypatch: pytest.MonkeyPatch, name: str, second: str, network: str
) -> None:
    monkeypatch.setattr(allowances, name, Allowance(name, 1, DAY))
    tell(town, "not_safe", network=network)
    tell(town, "shut", network=network)
    with pytest.raises(TooManyTries, match="Many reports"):
        tell(town, "shut", second, network)
    tell(town, "not_safe", second, network)
    assert len(look_at_reports(town).reports) == 3


@pytest.mark.parametrize(
    ("name", "network"), [("NOT_SAFE_AT_MOST", ""), ("NOT_SAFE_BY_A_NETWORK", "192.0.2.1")]
)
def test_where_those_that_say_not_safe_are_used_up_others_are_taken(
    town: Database, monkeypatch: pytest.MonkeyPatch, name: str, network: str
) -> None:
    monkeypatch.setattr(allowances, name, Allowance(name, 1, DAY))
    tell(town, "shut", network=network)
    tell(town, "not_safe", network=network)
    with pytest.raises(TooManyTries, match="ring 999"):
        tell(town, "not_safe", network=network)
    tell(town, "shut", network=network)


def test_that_a_report_was_answered_stands_in_the_audit_log(town: Database) -> None:
    made = tell(town, "shut")
    done = answer_report(town, made, words=" rang  them ", by=OFFICER, at=NOW)
    assert (done.done_by, done.done_words) == (OFFICER, "rang them")
    with town.reading() as session:
        ((_, line),) = audit_lines(session, what="report answered")
    assert (line.who, line.subject, line.old, line.new) == (
        OFFICER,
        "id-red-cafe",
        "shut",
        "rang them",
    )
    with pytest.raises(NotFound):
        answer_report(town, made, words="again", by=OFFICER, at=NOW)


def test_reports_are_looked_at_page_by_page_and_beyond_the_last_is_the_last(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "_A_PAGE", 2)
    assert (look_at_reports(town).page, look_at_reports(town).pages) == (1, 1)
    made = {tell(town, "shut") for _ in range(4)}
    assert look_at_reports(town).pages == 2
    made.add(tell(town, "shut"))
    pages = [look_at_reports(town, number) for number in (0, 1, 2, 3, 9)]
    assert [(each.page, each.pages, len(each.reports)) for each in pages] == [
        (1, 3, 2),
        (1, 3, 2),
        (2, 3, 2),
        (3, 3, 1),
        (3, 3, 1),
    ]
    assert {each.id for page in pages for each, _ in page.reports} == made
