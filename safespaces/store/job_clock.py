"""The time that the jobs went by last, and whether it is in doubt."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime

_ONLY = 1


class JobClockRow(Base):
    """The one row."""

    __tablename__ = "job_clock"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    trusted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    doubted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class JobClock:
    """`trusted_at`: the last time that followed the one before. `doubted_at`: a time far from it,
    by which nothing is taken off the list until somebody says that it is right.
    """

    trusted_at: datetime
    doubted_at: datetime | None


def job_clock(session: Session) -> JobClock | None:
    """How it stands; None before the first run."""
    row = session.get(JobClockRow, _ONLY)
    return JobClock(row.trusted_at, row.doubted_at) if row else None


def set_job_clock(session: Session, clock: JobClock) -> None:
    """Keep how it stands."""
    session.merge(JobClockRow(id=_ONLY, trusted_at=clock.trusted_at, doubted_at=clock.doubted_at))
    session.flush()
