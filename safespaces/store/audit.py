"""The audit log: lines are added and read. The database refuses to change or delete one (migration 0002)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safespaces.store.people_tables import AuditRow


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


def audit_lines(session: Session, *, who: str = "", what: str = "", subject: str = "", limit: int = 200, before: int | None = None) -> list[
    tuple[int, AuditLine]
]:  # fmt: skip
    """Lines with their numbers, newest first; each filter that is not "" has to match whole."""
    asked = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
    for column, wanted in ((AuditRow.who, who), (AuditRow.what, what), (AuditRow.subject, subject)):
        if wanted:
            asked = asked.where(column == wanted)
    if before is not None:
        asked = asked.where(AuditRow.number < before)
    return [(row.number, AuditLine(row.at, row.who, row.what, row.subject, row.old, row.new)) for row in session.scalars(asked)]
