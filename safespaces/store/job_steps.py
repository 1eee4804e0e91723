"""When each step of what happens by itself was tried and done last, for those who watch over it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime

_LONGEST_TROUBLE = 200


class JobStepRow(Base):
    """One step; `trouble` says why the last try failed, "" where it did not."""

    __tablename__ = "job_steps"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str] = mapped_column(String(_LONGEST_TROUBLE))


@dataclass(frozen=True, slots=True)
class JobStep:
    """One step as it went last."""

    name: str
    tried_at: datetime
    done_at: datetime | None
    trouble: str


def note_step(session: Session, name: str, at: datetime, trouble: str = "") -> None:
    """Note how a step went."""
    row = session.get(JobStepRow, name)
    if row is None:
        row = JobStepRow(name=name, done_at=None)
        session.add(row)
    row.tried_at, row.trouble = at, trouble[:_LONGEST_TROUBLE]
    if not trouble:
        row.done_at = at


def job_steps(session: Session) -> list[JobStep]:
    """Every step that was ever tried, by name."""
    rows = session.scalars(select(JobStepRow).order_by(JobStepRow.name))
    return [JobStep(row.name, row.tried_at, row.done_at, row.trouble) for row in rows]
