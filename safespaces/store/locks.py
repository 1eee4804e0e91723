"""A task that one process does at a time, however many ask: a row says until when it is taken."""

from datetime import datetime

from sqlalchemy import String, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime


class LockRow(Base):
    """A task that runs in one process at a time, and until when it is taken at the latest."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


def take_lock(session: Session, name: str, at: datetime, until: datetime) -> bool:
    """Take a lock that is free, or whose holder is past its time. False while another has it.

    A lock that reaches further than it may was taken while the clock was wrong: it is void.
    """
    if session.scalar(select(LockRow.name).where(LockRow.name == name)) is None:
        try:
            with session.begin_nested():
                session.execute(insert(LockRow).values(name=name, until=until))
            return True
        except IntegrityError:
            return False  # another was quicker
    is_free = (LockRow.until <= at) | (LockRow.until > until)
    taken = update(LockRow).where(LockRow.name == name, is_free).values(until=until)
    return rows_changed(session, taken) == 1


def keep_lock(session: Session, name: str, until: datetime) -> None:
    """Hold a lock of one's own for longer."""
    session.execute(update(LockRow).where(LockRow.name == name).values(until=until))


def let_go(session: Session, name: str) -> None:
    """Let a lock go."""
    session.execute(delete(LockRow).where(LockRow.name == name))
