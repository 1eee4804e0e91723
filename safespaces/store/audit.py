"""The audit log: lines are added and read.

The database refuses to change or delete one (migration 0002).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Integer, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime
from safespaces.store.venues import VenueRow


class AuditRow(Base):
    """What was done, by whom, when.

    Lines are added, never changed or deleted: the database itself refuses.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_what", "what", "number"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    who: Mapped[str] = mapped_column(String(254))  # an e-mail address, or a part of the service
    what: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(100), index=True)  # id of what it was done to
    old: Mapped[str] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to which record when; `old` and `new` in words or JSON."""

    at: datetime
    who: str
    what: str
    subject: str
    old: str = ""
    new: str = ""


def note(session: Session, line: AuditLine) -> None:
    """Add a line, in the transaction of the deed."""
    values = {name: getattr(line, name) for name in ("at", "who", "what", "subject", "old", "new")}
    session.add(AuditRow(**values))


def audit_lines(
    session: Session,
    *,
    who: str = "",
    what: str = "",
    subject: str = "",
    limit: int = 200,
    before: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[tuple[int, AuditLine]]:
    """Lines with their numbers, newest first; each filter that is not "" has to match whole, a
    subject with the id or with the name of the venue that it is of. `since` and `until` are the
    first and the last instant.
    """
    query = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
    for column, wanted in ((AuditRow.who, who), (AuditRow.what, what)):
        if wanted:
            query = query.where(column == wanted)
    if subject:
        named = select(VenueRow.id).where(func.lower(VenueRow.name) == subject.lower())
        query = query.where((AuditRow.subject == subject) | AuditRow.subject.in_(named))
    if since:
        query = query.where(AuditRow.at >= since)
    if until:
        query = query.where(AuditRow.at < until)
    if before is not None:
        query = query.where(AuditRow.number < before)
    return [
        (row.number, AuditLine(row.at, row.who, row.what, row.subject, row.old, row.new))
        for row in session.scalars(query)
    ]
