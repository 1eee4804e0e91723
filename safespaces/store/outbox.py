"""The outbox: messages written with the deed they tell of, sent afterwards, each once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Boolean, Index, Integer, String, Text, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.people.message import Message, Priority
from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime

BUNDLED_FOR = timedelta(minutes=10)  # after one mail of a bundle, until the next
_MOST_OF_A_BUNDLE = 500
_OUR_TROUBLE = 3  # tries: an address that does not exist is given up sooner, and is nobody's fault


class OutboxRow(Base):
    """A message to be sent, written in the same transaction as the deed it tells of."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_bundle", "recipient", "bundle"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    # holds a link that opens something: its body is emptied once it is sent
    is_secret: Mapped[bool] = mapped_column(Boolean)
    # a message with the same key is written only once
    once: Mapped[str | None] = mapped_column(String(100), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None once it is sent or given up
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer)
    trouble: Mapped[str] = mapped_column(String(200))  # why the last try failed, "" otherwise
    priority: Mapped[int] = mapped_column(Integer, server_default="2")
    bundle: Mapped[str] = mapped_column(String(40), server_default="")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is due, and how often it was tried."""

    number: int
    message: Message
    tries: int
    made_at: datetime


def put_in_outbox(session: Session, message: Message, at: datetime) -> bool:
    """Write a message, in the transaction of the deed.

    One with a key that was written before is left out: False.
    """
    if message.once and session.scalar(
        select(OutboxRow.number).where(OutboxRow.once == message.once)
    ):
        return False
    session.add(
        OutboxRow(
            recipient=message.recipient,
            subject=message.subject,
            body=message.body,
            is_secret=message.is_secret,
            once=message.once or None,
            made_at=at,
            due_at=_next_of_bundle(session, message, at) if message.bundle else at,
            sent_at=None,
            tries=0,
            trouble="",
            priority=message.priority,
            bundle=message.bundle,
        )
    )
    return True


def put_sham_in_outbox(session: Session, message: Message, at: datetime) -> None:
    """Write as much as for a message that goes, to nobody: how long it takes tells nothing."""
    session.add(
        OutboxRow(
            recipient="",
            subject=message.subject,
            body=" " * len(message.body),
            is_secret=message.is_secret,
            once=None,
            made_at=at,
            due_at=None,
            sent_at=None,
            tries=0,
            trouble="",
            priority=message.priority,
            bundle=message.bundle,
        )
    )


def _next_of_bundle(session: Session, message: Message, at: datetime) -> datetime:
    """At once, or some minutes after the last mail of the bundle."""
    last = session.scalar(
        select(func.max(OutboxRow.sent_at)).where(
            OutboxRow.recipient == message.recipient, OutboxRow.bundle == message.bundle
        )
    )
    return max(at, last + BUNDLED_FOR) if last else at


def due_messages(
    session: Session, at: datetime, limit: int = 50, least: Priority = Priority.USUAL
) -> list[Waiting]:
    """Messages that should be tried now, of the priority `least` or a higher one: the highest
    first, then the oldest.
    """
    is_due = (OutboxRow.due_at <= at, OutboxRow.priority <= least)
    in_order = (OutboxRow.priority, OutboxRow.number)
    rows = session.scalars(select(OutboxRow).where(*is_due).order_by(*in_order).limit(limit))
    return [_waiting(row) for row in rows]


def due_with(session: Session, first: Waiting, at: datetime) -> list[Waiting]:
    """The messages that go in one mail with one that is due, itself the first of them."""
    if not first.message.bundle:
        return [first]
    rows = session.scalars(
        select(OutboxRow)
        .where(
            OutboxRow.recipient == first.message.recipient,
            OutboxRow.bundle == first.message.bundle,
            OutboxRow.due_at <= at,
            OutboxRow.number != first.number,
        )
        .order_by(OutboxRow.priority, OutboxRow.number)
        .limit(_MOST_OF_A_BUNDLE - 1)
    )
    return [first, *map(_waiting, rows)]


def _waiting(row: OutboxRow) -> Waiting:
    message = Message(
        row.recipient,
        row.subject,
        row.body,
        row.is_secret,
        row.once or "",
        Priority(row.priority),
        row.bundle,
    )
    return Waiting(row.number, message, row.tries, row.made_at)


def claim(session: Session, waiting: Waiting, next_due: datetime) -> bool:
    """Take a message for one try: the next one is put off first, so that a crash never sends twice
    in a row. False when another took it.
    """
    free = (
        OutboxRow.number == waiting.number,
        OutboxRow.tries == waiting.tries,
        OutboxRow.due_at.is_not(None),
    )
    return (
        rows_changed(
            session, update(OutboxRow).where(*free).values(tries=waiting.tries + 1, due_at=next_due)
        )
        == 1
    )


def note_sent(session: Session, number: int, at: datetime) -> None:
    """It went: never again. A link that opens something is not kept."""
    row = session.get_one(OutboxRow, number)
    row.sent_at, row.due_at, row.trouble = at, None, ""
    if row.is_secret:
        row.body = ""


def note_trouble(session: Session, number: int, trouble: str, give_up: bool) -> None:
    """It did not go; `give_up` when it never will (an address that does not exist, a link that is
    over).
    """
    row = session.get_one(OutboxRow, number)
    row.trouble = trouble[:200]
    if give_up:
        row.due_at = None
        row.body = "" if row.is_secret else row.body


def waiting_count(session: Session) -> int:
    """How many messages are still to go."""
    return (
        session.scalar(
            select(func.count()).select_from(OutboxRow).where(OutboxRow.due_at.is_not(None))
        )
        or 0
    )


@dataclass(frozen=True, slots=True)
class OutboxState:
    """What an operator has to know of the outbox: messages that wait, since when the oldest of them
    does that is due, those that were given up lately, and why the last one did not go.
    """

    waiting: int
    due_since: datetime | None
    given_up: int
    trouble: str


def outbox_state(session: Session, at: datetime) -> OutboxState:
    """The outbox now; given up is counted over a week."""
    due_since = session.scalar(
        select(func.min(OutboxRow.made_at)).where(
            OutboxRow.due_at.is_not(None), (OutboxRow.due_at <= at) | (OutboxRow.tries > 0)
        )
    )
    given_up = session.scalar(
        select(func.count())
        .select_from(OutboxRow)
        .where(
            OutboxRow.due_at.is_(None),
            OutboxRow.sent_at.is_(None),
            OutboxRow.tries >= _OUR_TROUBLE,
            OutboxRow.made_at > at - timedelta(days=7),
        )
    )
    last = (
        select(OutboxRow.trouble)
        .where(
            OutboxRow.trouble != "",
            OutboxRow.due_at.is_not(None) | (OutboxRow.tries >= _OUR_TROUBLE),
            OutboxRow.made_at > at - timedelta(days=7),
        )
        .order_by(OutboxRow.number.desc())
        .limit(1)
    )
    return OutboxState(waiting_count(session), due_since, given_up or 0, session.scalar(last) or "")


def forget_sent(session: Session, before: datetime) -> None:
    """Remove messages that went, or were given up, before that; those that are written only once
    stay a year longer.
    """
    is_old = (OutboxRow.made_at < before) & (
        OutboxRow.once.is_(None) | (OutboxRow.made_at < before - timedelta(days=366))
    )
    session.execute(delete(OutboxRow).where(OutboxRow.due_at.is_(None), is_old))
