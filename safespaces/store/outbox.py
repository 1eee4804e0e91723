"""The outbox: messages written with the deed they tell of, sent afterwards, each once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Integer, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.people.message import Message
from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime


class OutboxRow(Base):
    """A message to be sent, written in the same transaction as the deed it tells of."""

    __tablename__ = "outbox"

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is due, and how often it was tried."""

    number: int
    message: Message
    tries: int


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
            due_at=at,
            sent_at=None,
            tries=0,
            trouble="",
        )
    )
    return True


def due_messages(session: Session, at: datetime, limit: int = 50) -> list[Waiting]:
    """Messages that should be tried now, oldest first."""
    rows = session.scalars(
        select(OutboxRow).where(OutboxRow.due_at <= at).order_by(OutboxRow.number).limit(limit)
    )
    return [
        Waiting(
            row.number,
            Message(row.recipient, row.subject, row.body, row.is_secret, row.once or ""),
            row.tries,
        )
        for row in rows
    ]


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
