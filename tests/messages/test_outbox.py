"""Messages go out once, by a real SMTP server and by what GOV.UK Notify answers, and wait while nobody takes them."""

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller

from safespaces.actions.operations.log_lines import JsonLine
from safespaces.actions.operations.send_messages import (
    DeliveryCounts,
    bundled,
    send_messages,
    wait_after,
)
from safespaces.actions.operations.tick import tick
from safespaces.actions.people.partner_people import ask_colleague, colleagues
from safespaces.actions.submissions.partner_work import Actor
from safespaces.errors import OutsideServiceError, Undeliverable
from safespaces.messages.transports import transport_for
from safespaces.people.message import Message, Priority
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.locks import take_lock
from safespaces.store.outbox import (
    due_messages,
    forget_sent,
    outbox_state,
    put_in_outbox,
    waiting_count,
)
from safespaces.store.partners import Partner, add_partner
from tests.certificate import write_certificate

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HELLO = Message(
    "cook@red.example",
    "Hello – £5",
    "A line.\nhttps://safe.example/sign-in/SECRET\n",
    is_secret=True,
)


def put(database: Database, *messages: Message) -> None:
    with database.writing() as session:
        for message in messages:
            put_in_outbox(session, message, NOW)


def due(database: Database, at: datetime) -> list[Message]:
    with database.reading() as session:
        return [each.message for each in due_messages(session, at)]


class _Inbox:
    """What a real mail server got; `answer` is what it says to a recipient."""

    def __init__(self) -> None:
        self.letters: list[SimpleNamespace] = []
        self.answer = "250 OK"

    async def handle_RCPT(
        self,
        server: object,
        session: object,
        envelope: SimpleNamespace,
        address: str,
        options: object,
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: object, session: object, envelope: SimpleNamespace) -> str:
        self.letters.append(SimpleNamespace(to=envelope.rcpt_tos, text=envelope.content.decode()))
        return "250 taken"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail() -> Iterator[tuple[_Inbox, Settings]]:
    inbox, port = _Inbox(), _free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield (
            inbox,
            Settings(
                mail="smtp",
                smtp_host="127.0.0.1",
                smtp_port=port,
                smtp_encryption=False,
                mail_from="Safe Spaces <no-reply@safe.example>",
            ),
        )
    finally:
        controller.stop()


def test_a_message_goes_through_a_real_mail_server_once_and_its_link_is_not_kept(
    database: Database, mail: tuple[_Inbox, Settings]
) -> None:
    inbox, settings = mail
    put(database, HELLO)
    assert send_messages(database, transport_for(settings), at=NOW) == DeliveryCounts(sent=1)
    assert (
        send_messages(database, transport_for(settings), at=NOW + timedelta(days=1))
        == DeliveryCounts()
    )
    (letter,) = inbox.letters
    assert (
        letter.to == ["cook@red.example"]
        and "https://safe.example/sign-in/SECRET" in letter.text
        and "Auto-Submitted" in letter.text
    )
    assert due(database, NOW + timedelta(days=9)) == []
    with database.reading() as session:
        assert "SECRET" not in str(
            session.connection().exec_driver_sql("SELECT * FROM outbox").all()
        )


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Inbox, Settings]]:
    """A mail server that takes nothing in the clear, with a certificate that is trusted where SSL_CERT_FILE says so."""
    write_certificate(tmp_path / "certificate.pem", tmp_path / "key.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    inbox, port = _Inbox(), _free_port()
    controller = Controller(
        inbox, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True
    )
    controller.start()
    try:
        yield (
            inbox,
            Settings(
                mail="smtp",
                smtp_host="127.0.0.1",
                smtp_port=port,
                mail_from="Safe Spaces <no-reply@safe.example>",
            ),
        )
    finally:
        controller.stop()


def test_mail_is_encrypted_unless_a_setting_says_otherwise(
    database: Database, encrypted: tuple[_Inbox, Settings]
) -> None:
    inbox, by_default = encrypted
    put(database, HELLO)
    assert send_messages(
        database, transport_for(replace(by_default, smtp_encryption=False)), at=NOW
    ) == DeliveryCounts(put_off=1)  # the server insists
    assert send_messages(
        database, transport_for(by_default), at=NOW + timedelta(hours=1)
    ) == DeliveryCounts(sent=1)
    assert len(inbox.letters) == 1


def test_no_mail_goes_to_a_server_that_nobody_vouches_for_nor_to_one_without_encryption(
    database: Database,
    encrypted: tuple[_Inbox, Settings],
    mail: tuple[_Inbox, Settings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(database, HELLO)
    monkeypatch.delenv("SSL_CERT_FILE")
    assert send_messages(database, transport_for(encrypted[1]), at=NOW) == DeliveryCounts(put_off=1)
    in_the_clear = replace(mail[1], smtp_encryption=True)
    assert send_messages(
        database, transport_for(in_the_clear), at=NOW + timedelta(hours=1)
    ) == DeliveryCounts(put_off=1)
    assert encrypted[0].letters == mail[0].letters == []


def test_an_address_that_is_refused_for_good_is_given_up_and_one_put_off_waits(
    database: Database, mail: tuple[_Inbox, Settings]
) -> None:
    inbox, settings = mail
    put(database, HELLO)
    inbox.answer = "451 later"
    assert send_messages(database, transport_for(settings), at=NOW) == DeliveryCounts(put_off=1)
    inbox.answer = "550 nobody here"
    assert send_messages(
        database, transport_for(settings), at=NOW + timedelta(minutes=2)
    ) == DeliveryCounts(given_up=1)
    assert due(database, NOW + timedelta(days=9)) == [] and inbox.letters == []


def test_a_mail_server_that_is_down_for_a_day_loses_nothing(database: Database) -> None:
    down = Settings(mail="smtp", smtp_host="127.0.0.1", smtp_port=9, smtp_encryption=False)
    put(database, HELLO)
    at, tries = NOW, 0
    while at < NOW + timedelta(days=1):
        tries += send_messages(database, transport_for(down), at=at).put_off
        at += timedelta(minutes=1)
    assert 8 <= tries <= 14
    got: list[Message] = []
    assert (
        send_messages(database, got.append, at=at + timedelta(hours=6)).sent == 1
        and got[0].subject == HELLO.subject
    )


def test_waits_grow_to_six_hours() -> None:
    assert [wait_after(n) for n in (1, 2, 3)] == [
        timedelta(minutes=m) for m in (1, 2, 4)
    ] and wait_after(30) == timedelta(hours=6)


def test_a_crash_while_sending_does_not_send_again_at_once(database: Database) -> None:
    put(database, HELLO)

    def crash(_: Message) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_messages(database, crash, at=NOW)
    assert due(database, NOW) == [] and len(due(database, NOW + timedelta(minutes=1))) == 1


def test_a_message_with_a_key_is_written_once(database: Database) -> None:
    reminder = Message("a@b.example", "Soon", "Text", once="reminder v1 2026-12-24")
    put(database, reminder, reminder, HELLO, HELLO)
    assert [each.subject for each in due(database, NOW)] == ["Soon", HELLO.subject, HELLO.subject]


@contextmanager
def notify(status: int) -> Iterator[tuple[list[dict], Settings]]:
    """A server that answers as GOV.UK Notify does."""
    asked: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(
                json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                | {"path": self.path}
            )
            body = json.dumps(
                {"errors": [{"error": "E", "message": "m"}], "status_code": status, "id": "x"}
            ).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    key = "k-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
    try:
        yield (
            asked,
            Settings(
                mail="notify",
                notify_key=key,
                notify_template="t-1",
                notify_url=f"http://127.0.0.1:{server.server_port}",
            ),
        )
    finally:
        server.shutdown()
        server.server_close()


def test_notify_gets_the_template_and_both_texts() -> None:
    with notify(201) as (asked, settings):
        transport_for(settings)(HELLO)
    (one,) = asked
    assert one["path"] == "/v2/notifications/email" and one["template_id"] == "t-1"
    assert (
        one["personalisation"] == {"subject": HELLO.subject, "body": HELLO.body}
        and one["email_address"] == HELLO.recipient
    )


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (400, Undeliverable),
        (403, OutsideServiceError),
        (429, OutsideServiceError),
        (500, OutsideServiceError),
    ],
)
def test_what_notify_refuses_is_given_up_or_tried_again(
    status: int, raised: type[Exception]
) -> None:
    with notify(status) as (_, settings), pytest.raises(raised):
        transport_for(settings)(HELLO)


def test_two_ticks_at_once_are_one(database: Database) -> None:
    put(database, HELLO)
    with database.writing() as session:
        assert take_lock(session, "tick", NOW, NOW + timedelta(minutes=5))
    assert tick(database, lambda _: None, Settings(), at=NOW).is_busy
    assert (
        tick(database, lambda _: None, Settings(), at=NOW + timedelta(minutes=5)).messages.sent == 1
    )  # the other is taken for dead
    assert not tick(database, lambda _: None, Settings(), at=NOW + timedelta(minutes=5)).is_busy


def test_a_tick_lets_go_of_invitations_that_nobody_answered(database: Database) -> None:
    cook = Actor("cook@red.example", Partner("o-red", "Red Ltd"))
    with database.writing() as session:
        add_partner(session, cook.partner, NOW)
    ask_colleague(database, cook, "waiter@red.example", at=NOW, site="https://safe.example")
    for days, waiting in ((14, ["waiter@red.example"]), (15, [])):
        tick(database, lambda _: None, Settings(), at=NOW + timedelta(days=days))
        assert colleagues(database, cook)[1] == waiting


def bomb(message: Message) -> None:
    """A road that breaks at one message, in a way nobody foresaw."""
    if message.recipient.startswith("bomb"):
        raise IndexError("list index out of range")


def test_one_message_that_breaks_never_stops_the_others_and_is_given_up(database: Database) -> None:
    put(database, *(replace(HELLO, recipient=f"bomb{n}@a.example") for n in range(60)))
    link = replace(HELLO, recipient="officer@council.example", priority=Priority.SIGN_IN)
    put(database, link, replace(HELLO, recipient="last@a.example"))
    assert send_messages(database, bomb, at=NOW).sent == 1  # the link, before all that came first
    assert send_messages(database, bomb, at=NOW).sent == 1  # the last one, in the next round
    at = NOW
    for _ in range(4):
        at += timedelta(minutes=5)
        send_messages(database, bomb, at=at)
        send_messages(database, bomb, at=at)
    with database.reading() as session:
        state = outbox_state(session, at)
    assert (state.waiting, state.given_up, state.due_since) == (0, 60, None)
    assert "IndexError" in state.trouble


def test_a_row_that_is_no_address_any_more_is_given_up_and_the_next_goes(
    database: Database, mail: tuple[_Inbox, Settings]
) -> None:
    inbox, settings = mail
    put(database, replace(HELLO, recipient="=?utf-8?q?=0d=0abcc=3aa=40b=2ec?=@example.org"), HELLO)
    counts = send_messages(database, transport_for(settings), at=NOW)
    assert counts == DeliveryCounts(sent=1, given_up=1)
    assert [letter.to for letter in inbox.letters] == [["cook@red.example"]]


def test_the_highest_priority_goes_first_and_alone_where_only_that_is_asked_for(
    database: Database,
) -> None:
    usual = replace(HELLO, subject="usual")
    safety = replace(HELLO, subject="safety", priority=Priority.SAFETY)
    link = replace(HELLO, subject="link", priority=Priority.SIGN_IN)
    put(database, usual, safety, link)
    got: list[Message] = []
    send_messages(database, got.append, at=NOW, least=Priority.SIGN_IN)
    assert [each.subject for each in got] == ["link"]
    send_messages(database, got.append, at=NOW)
    assert [each.subject for each in got] == ["link", "safety", "usual"]


def test_many_of_a_bundle_are_two_mails_one_at_once_and_one_ten_minutes_later(
    database: Database,
) -> None:
    def told(number: int, at: datetime) -> None:
        one = Message("officer@council.example", f"Report {number}", f"See {number}\n", bundle="x")
        with database.writing() as session:
            put_in_outbox(session, one, at)
            put_in_outbox(session, replace(one, recipient="other@council.example"), at)

    got: list[Message] = []
    told(0, NOW)
    send_messages(database, got.append, at=NOW)
    for number in range(1, 51):
        told(number, NOW + timedelta(seconds=number))
    send_messages(database, got.append, at=NOW + timedelta(minutes=9))
    assert [each.subject for each in got] == ["Report 0"] * 2
    send_messages(database, got.append, at=NOW + timedelta(minutes=10))
    assert len(got) == 4 and send_messages(database, got.append, at=NOW).sent == 0
    digest = got[-1]
    assert digest.subject == "50 things: Report 1" and "20. Report 20\nSee 20" in digest.body
    assert "And 30 more" in digest.body and "Report 21\n" not in digest.body
    with database.reading() as session:
        assert waiting_count(session) == 0


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "And 1 more")])
def test_a_digest_says_how_many_are_left_out_and_nothing_where_none_is(
    count: int, more: str
) -> None:
    several = [Message("o@council.example", f"R{n}", "See\n", bundle="x") for n in range(count)]
    body = bundled(several).body
    assert "20. R19\nSee\n" in body and ("more of the kind" in body) is bool(more) and more in body


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_digest_is_as_secret_as_the_most_secret_in_it(is_secret: bool) -> None:
    plain = Message("o@council.example", "R", "See\n", bundle="x")
    made = bundled([plain, replace(plain, is_secret=is_secret)])
    assert (made.is_secret, made.bundle, made.recipient) == (is_secret, "x", plain.recipient)


def test_a_digest_that_does_not_go_is_tried_again_whole(database: Database) -> None:
    for number in range(3):
        put(database, Message("o@council.example", f"R{number}", "See\n", bundle="x"))

    def down(_: Message) -> None:
        raise OutsideServiceError("no")

    assert send_messages(database, down, at=NOW).put_off == 3
    got: list[Message] = []
    assert send_messages(database, got.append, at=NOW + timedelta(minutes=1)).sent == 3
    assert [each.subject for each in got] == ["3 things: R0"]


def test_mail_is_forgotten_some_time_after_it_went_and_never_before(database: Database) -> None:
    put(database, HELLO, replace(HELLO, once="key"), replace(HELLO, recipient="waits@a.example"))

    def some(message: Message) -> None:
        if message.recipient.startswith("waits"):
            raise OutsideServiceError("no")

    send_messages(database, some, at=NOW)
    with database.writing() as session:
        forget_sent(session, NOW + timedelta(days=1))
        rows = session.connection().exec_driver_sql("SELECT recipient, once FROM outbox").all()
        assert {tuple(row) for row in rows} == {
            ("cook@red.example", "key"),
            ("waits@a.example", None),
        }
        forget_sent(session, NOW + timedelta(days=400))
    with database.reading() as session:
        assert waiting_count(session) == 1


def test_an_address_that_does_not_exist_is_nobodys_trouble(database: Database) -> None:
    put(database, HELLO)

    def refuse(_: Message) -> None:
        raise Undeliverable("no such mailbox")

    assert send_messages(database, refuse, at=NOW).given_up == 1
    with database.reading() as session:
        state = outbox_state(session, NOW)
    assert (state.given_up, state.trouble, state.waiting) == (0, "", 0)


def test_a_link_that_is_over_is_not_sent_any_more(database: Database) -> None:
    put(database, replace(HELLO, priority=Priority.SIGN_IN))
    got: list[Message] = []
    counts = send_messages(database, got.append, at=NOW + timedelta(minutes=10))
    assert counts.given_up == 1 and got == []


def test_what_breaks_is_logged_without_a_word_of_the_message(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    put(database, HELLO)

    def quote(message: Message) -> None:
        raise ValueError(f"bad header {message.recipient} {message.body}")

    send_messages(database, quote, at=NOW)
    (record,) = [each for each in caplog.records if each.name == "safespaces.messages"]
    line = JsonLine().format(record)
    assert "ValueError" in line and record.exc_info is None
    assert "SECRET" not in line + caplog.text and "cook@" not in line + caplog.text


def test_all_of_a_digest_that_does_not_go_wait_as_long_as_one_would(database: Database) -> None:
    for number in range(2):
        put(database, Message("o@council.example", f"R{number}", "See\n", bundle="x"))

    def down(_: Message) -> None:
        raise OutsideServiceError("no")

    got: list[Message] = []
    for minutes in (0, 1, 3, 7):
        assert (
            send_messages(
                database, got.append, at=NOW + timedelta(minutes=minutes, seconds=-1)
            ).sent
            == 0
        )
        assert send_messages(database, down, at=NOW + timedelta(minutes=minutes)).put_off == 2
    assert send_messages(database, got.append, at=NOW + timedelta(minutes=15)).sent == 2
