"""Likely duplicates in the database: found once, decided once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.store.rows import Base, UtcDateTime
from safespaces.store.venues import VenueVersionRow


class DuplicateRow(Base):
    """Two venues that may be one, and what somebody decided about it."""

    __tablename__ = "duplicates"

    first_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    second_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    why: Mapped[str] = mapped_column(String(200))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    done_by: Mapped[str] = mapped_column(String(254))


class LookedRow(Base):
    """Up to which version of the register duplicates were looked for."""

    __tablename__ = "duplicates_looked"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    version_number: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """Two venues by id, the smaller first, and why they may be one."""

    first_id: str
    second_id: str
    why: str
    found_at: datetime


def newest_change(session: Session) -> int:
    """A number that goes up with every change of any venue."""
    return session.scalar(select(func.max(VenueVersionRow.number))) or 0


def looked_up_to(session: Session) -> int:
    """The newest change when duplicates were last looked for."""
    return session.scalar(select(LookedRow.version_number)) or 0


def keep_duplicates(session: Session, found: list[LikelyDuplicate], up_to: int) -> int:
    """Keep pairs that are not known yet; returns how many. What was decided stays decided."""
    known = {
        (row[0], row[1])
        for row in session.execute(select(DuplicateRow.first_id, DuplicateRow.second_id))
    }
    new = [pair for pair in found if (pair.first_id, pair.second_id) not in known]
    for pair in new:
        values = {
            name: getattr(pair, name) for name in ("first_id", "second_id", "why", "found_at")
        }
        session.add(DuplicateRow(done_at=None, done_by="", **values))
    session.merge(LookedRow(id=1, version_number=up_to))
    session.flush()
    return len(new)


def settle_duplicate(
    session: Session, first_id: str, second_id: str, *, by: str, at: datetime
) -> None:
    """Note that somebody has decided.

    Raises NotFound when there is no such pair, or it is decided already.
    """
    row = session.get(DuplicateRow, (first_id, second_id))
    if row is None or row.done_at is not None:
        raise NotFound("That pair is decided already.")
    row.done_at, row.done_by = at, by
