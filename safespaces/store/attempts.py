"""What was done how often, for limits that hold on every node; no address stands here."""

from datetime import datetime

from sqlalchemy import Index, Integer, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class AttemptRow(Base):
    """One try at something that is limited; the subject is a digest."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_subject", "subject", "at"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def note_try(session: Session, subject: str, at: datetime) -> None:
    """Count a try."""
    session.add(AttemptRow(subject=subject, at=at))


def tries_since(session: Session, subject: str, since: datetime) -> int:
    """How many tries there were after that."""
    counted = (
        select(func.count())
        .select_from(AttemptRow)
        .where(AttemptRow.subject == subject, AttemptRow.at > since)
    )
    return session.scalar(counted) or 0


def forget_tries(session: Session, before: datetime) -> None:
    """Remove tries that count no more."""
    session.execute(delete(AttemptRow).where(AttemptRow.at < before))
