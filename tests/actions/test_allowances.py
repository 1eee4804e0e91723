"""What strangers may cause has an end, and that end keeps nobody out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from safespaces.actions.people import allowing
from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import Asker, ask_for_link, is_good_link, sign_in
from safespaces.actions.register.reporting import look_at_reports, report
from safespaces.actions.submissions.joining import begin_form, keep_in_form, mail_form
from safespaces.errors import BadInput, TooManyTries
from safespaces.people import allowances
from safespaces.people.allowances import Allowance
from safespaces.people.message import Message, Priority
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.submissions import forget_drafts
from safespaces.store.venues import add_venues
from tests.store.build import a_venue

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SITE = "https://safe.example"
OFFICER = "officer@council.example"


def links(database: Database, at: datetime) -> list[Message]:
    with database.reading() as session:
        due = due_messages(session, at, 500, least=Priority.SIGN_IN)
    return [each.message for each in due]


def ask(database: Database, at: datetime, network: str, browser: str = "") -> str:
    """Ask for a link; the token of its mail."""
    asker = Asker(network, browser)
    ask_for_link(database, email=OFFICER, at=at, site=SITE, asker=asker)
    (token,) = re.findall(rf"{SITE}/sign-in/(\S+)", links(database, at)[-1].body)
    return str(token)


@pytest.fixture
def officer(database: Database) -> Database:
    invite(database, email=OFFICER, name="", role=Role.PARTNER, by="test", at=NOW, site=SITE)
    return database


def test_strangers_who_ask_all_day_never_keep_somebody_out_nor_fill_their_mailbox(
    officer: Database,
) -> None:
    """At any minute there is a good link in the mailbox, or one can be asked for."""
    last = ask(officer, NOW, "192.0.2.1")
    for minute in range(0, 8 * 60, 2):
        at = NOW + timedelta(minutes=minute)
        try:
            last = ask(officer, at, f"198.51.{minute // 250}.{minute % 250}")
        except TooManyTries:
            assert is_good_link(officer, last, at=at)
    assert 20 < len(links(officer, at)) <= 5 + 6 * 8


def test_mails_of_other_kinds_or_of_spellings_keep_nobody_from_a_link(officer: Database) -> None:
    token = begin_form(officer, at=NOW)
    for number in range(5):
        email = f"of.ficer+{number}@council.example"
        mail_form(officer, token, email=email, at=NOW, site=SITE, network=f"n{number}")
    assert is_good_link(officer, ask(officer, NOW, "home"), at=NOW)


def test_a_network_that_strangers_share_keeps_nobody_out(officer: Database) -> None:
    for number in range(60):  # of nobody's: no mail goes
        email = f"a{number}@nobody.example"
        ask_for_link(officer, email=email, at=NOW, site=SITE, asker=Asker("wifi"))
    assert is_good_link(officer, ask(officer, NOW, "wifi"), at=NOW)
    for number in range(60):
        email = f"b{number}@council.example"
        invite(officer, email=email, name="", role=Role.PARTNER, by="t", at=NOW, site=SITE)
        ask_for_link(officer, email=email, at=NOW, site=SITE, asker=Asker("wifi"))
    later = NOW + timedelta(hours=1)
    assert is_good_link(officer, ask(officer, later, "wifi"), at=later)
    with pytest.raises(TooManyTries, match="within the last ten minutes"):
        ask(officer, later, "wifi")


def test_a_mailbox_gets_few_mails_however_its_address_is_written(database: Database) -> None:
    token = begin_form(database, at=NOW)
    sent = 0
    for number in range(60):
        try:
            mail_form(
                database, token, email=f"v.ic{'.' * (number % 2)}tim+{number}@example.org"
                .replace("..", "."), at=NOW, site=SITE, network=f"192.0.2.{number}",
            )  # fmt: skip
            sent += 1
        except TooManyTries:
            pass
    assert sent == 5


def test_one_network_causes_few_mails_a_day(database: Database) -> None:
    token, sent = begin_form(database, at=NOW), 0
    for number in range(60):
        at = NOW + timedelta(minutes=number)
        try:
            mail_form(database, token, email=f"{number}@example.org", at=at, site=SITE, network="n")
            sent += 1
        except TooManyTries:
            pass
    assert sent == 50
    mail_form(database, token, email="x@example.org", at=at, site=SITE, network="other")
    mail_form(
        database, token, email="y@example.org", at=at + timedelta(days=1), site=SITE, network="n"
    )


def test_a_browser_that_has_signed_in_asks_though_strangers_have_used_all_up(
    officer: Database,
) -> None:
    done = sign_in(officer, token=ask(officer, NOW, "home"), device="", at=NOW)
    for number in range(4):
        ask(officer, NOW, f"192.0.2.{number}")
    with pytest.raises(TooManyTries):
        ask(officer, NOW, "home")
    with pytest.raises(TooManyTries):
        ask(officer, NOW, "home", "made up")
    assert is_good_link(officer, ask(officer, NOW, "home", done.browser), at=NOW)
    later = NOW + timedelta(days=200)
    for number in range(5):
        ask(officer, later, f"192.0.2.{number}")
    with pytest.raises(TooManyTries):  # it was not used for half a year
        ask(officer, later, "home", done.browser)


def test_as_much_is_written_for_an_address_that_nobody_has(officer: Database) -> None:
    def rows() -> dict[str, int]:
        with officer.reading() as session:
            return {
                table: session.scalar(text(f"SELECT COUNT(*) FROM {table}")) or 0
                for table in ("outbox", "sign_in_links", "attempts", "audit")
            }

    before = rows()
    ask_for_link(officer, email=OFFICER, at=NOW, site=SITE)
    known = rows()
    ask_for_link(officer, email="nobody@council.example", at=NOW, site=SITE)
    unknown = rows()
    assert {table: known[table] - before[table] for table in known} == {
        table: unknown[table] - known[table] for table in known
    }
    with officer.reading() as session:
        kept = str(session.execute(text("SELECT * FROM outbox")).all())
    assert "nobody@" not in kept and [each.recipient for each in links(officer, NOW)] == [OFFICER]


def test_a_link_that_is_used_again_is_told_to_its_owner(officer: Database) -> None:
    token = ask(officer, NOW, "home")
    sign_in(officer, token=token, device="", at=NOW)
    for _ in range(9):
        with pytest.raises(BadInput, match="used"):
            sign_in(officer, token=token, device="", at=NOW + timedelta(hours=3))
    with pytest.raises(BadInput):
        sign_in(officer, token="made up", device="", at=NOW)
    with officer.reading() as session:
        refused = [line.who for _, line in audit_lines(session, what="link refused")]
        told = {
            each.message.subject
            for each in due_messages(session, NOW + timedelta(hours=3))
            if each.message.bundle == "sign-in trouble"
        }
    assert refused == [OFFICER] * 3
    assert told == {"Somebody could not sign in with your address"}


@pytest.fixture
def place(database: Database) -> str:
    venue = a_venue()
    with database.writing() as session:
        add_venues(session, [venue], at=NOW, author="test", reason="test")
    return str(venue.id)


def test_a_flood_of_reports_keeps_none_out_that_says_it_was_not_safe(
    database: Database, place: str
) -> None:
    taken = 0
    for number in range(60):
        try:
            report(database, place, what="shut", words="", at=NOW, site=SITE, network=f"n{number}")
            taken += 1
        except TooManyTries as error:
            assert "ring 999" in str(error)
    assert taken == 30
    report(database, place, what="not_safe", words="!", at=NOW, site=SITE, network="n1")
    first = look_at_reports(database)
    assert (
        first.pages == 1
        and [each.what for each, _ in first.reports] == ["not_safe"] + ["shut"] * 30
    )


def test_one_network_does_not_use_up_what_a_place_may_have(database: Database, place: str) -> None:
    for number in range(20):
        try:
            report(database, place, what="shut", words="", at=NOW, site=SITE, network="one")
        except TooManyTries:
            assert number == 5
            break
    report(database, place, what="shut", words="", at=NOW, site=SITE, network="another")


def test_of_a_flood_that_says_not_safe_all_are_kept_and_mails_end(
    database: Database, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowances, "NOT_SAFE", Allowance("not safe", 5, timedelta(days=1)))
    invite(database, email=OFFICER, name="", role=Role.OFFICER, by="t", at=NOW, site=SITE)
    for number in range(12):
        report(
            database, place, what="not_safe", words=str(number),
            at=NOW + timedelta(minutes=number), site=SITE, network=f"n{number}",
        )  # fmt: skip
    seen = [each.words for each, _ in look_at_reports(database).reports]
    assert seen == [str(number) for number in reversed(range(12))]  # the newest first
    with database.reading() as session:
        told = [
            each.message
            for each in due_messages(session, NOW + timedelta(hours=1), 100)
            if "not feel safe" in each.message.subject
        ]
    assert len(told) == 5


def test_a_customer_with_many_ipv6_lines_is_one_too(database: Database, place: str) -> None:
    taken = 0
    for line in range(100):
        network = f"2001:db8:1:{line:x}::/64"
        try:
            report(database, place, what="not_safe", words="", at=NOW, site=SITE, network=network)
            taken += 1
        except TooManyTries:
            pass
    assert taken == 40
    report(database, place, what="not_safe", words="", at=NOW, site=SITE, network="2001:db8:2::/64")


def test_a_flood_of_form_mails_keeps_no_first_one_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowing, "FORM_MAILS", Allowance("form mails", 5, timedelta(days=1)))
    token = begin_form(database, at=NOW)

    def mail(number: int, network: str) -> None:
        email = f"{number}@example.org"
        mail_form(database, token, email=email, at=NOW, site=SITE, network=network)

    for number in range(5):
        mail(number, "flood")
    with pytest.raises(TooManyTries):
        mail(6, "flood")
    mail(7, "somebody")


def test_every_report_is_reached_by_pages(database: Database, place: str) -> None:
    for number in range(120):
        at = NOW + timedelta(hours=number)
        report(database, place, what="did_not_know", words=str(number), at=at, site=SITE)
    last = look_at_reports(database, 3)
    assert (last.page, last.pages, len(last.reports)) == (3, 3, 20)
    assert look_at_reports(database, 99) == last and look_at_reports(database, 0).page == 1
    seen = [each.words for page in (1, 2, 3) for each, _ in look_at_reports(database, page).reports]
    assert seen == [str(number) for number in range(120)]


def test_a_network_sends_some_reports_a_day_of_all_places_together(
    database: Database, place: str
) -> None:
    others = [a_venue(id=f"v-{n}", slug=f"place-{n}") for n in range(10)]
    with database.writing() as session:
        add_venues(session, others, at=NOW, author="test", reason="test")
    taken = 0
    for number in range(50):
        try:
            venue = others[number % 10].id
            report(database, venue, what="shut", words="", at=NOW, site=SITE, network="n")
            taken += 1
        except TooManyTries:
            pass
    assert taken == 40
    report(database, place, what="shut", words="", at=NOW, site=SITE)  # the service itself


def test_forms_by_strangers_are_few_small_and_forgotten(database: Database) -> None:
    tokens = [begin_form(database, at=NOW, network="n") for _ in range(50)]
    with pytest.raises(TooManyTries, match="Many forms"):
        begin_form(database, at=NOW, network="n")
    with pytest.raises(BadInput, match="more text"):
        keep_in_form(database, tokens[0], values={"name": "x" * 20_001}, at=NOW)
    keep_in_form(database, tokens[0], values={"name": "Red Cafe"}, at=NOW)
    with database.writing() as session:
        forget_drafts(session, NOW - timedelta(days=59), NOW + timedelta(hours=1))
        left = session.scalar(text("SELECT COUNT(*) FROM submissions"))
    assert left == 1
