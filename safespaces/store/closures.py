"""Closures in the database. One that is undone is ended, not deleted."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.store.rows import Base, UtcDateTime
from safespaces.venues.closure import Closure

_ASKED_AT_ONCE = 500


class ClosureRow(Base):
    """A dated span in which a venue is not a Safe Space; kept when it is undone."""

    __tablename__ = "closures"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    start: Mapped[int] = mapped_column(Integer)  # minutes since 1970 UTC
    end: Mapped[int] = mapped_column(Integer, index=True)
    reason: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def add_closure(session: Session, closure: Closure, *, at: datetime, author: str) -> None:
    """Put a closure in."""
    session.add(
        ClosureRow(
            id=closure.id,
            venue_id=closure.venue_id,
            start=closure.start,
            end=closure.end,
            reason=closure.reason,
            made_at=at,
            made_by=author,
            undone_at=None,
        )
    )
    session.flush()


def undo_closure(session: Session, closure_id: str, at: datetime) -> Closure:
    """Take a closure back. Raises NotFound when there is none, or it is undone already."""
    row = session.get(ClosureRow, closure_id)
    if row is None or row.undone_at is not None:
        raise NotFound("That closure is undone already.")
    row.undone_at = at
    session.flush()
    return _to_closure(row)


def closures_after(session: Session, minute: int) -> dict[str, tuple[Closure, ...]]:
    """Closures that end after a minute, by venue id, in order of their start."""
    found: dict[str, list[Closure]] = defaultdict(list)
    for row in session.scalars(_ending_after(minute)):
        found[row.venue_id].append(_to_closure(row))
    return {venue_id: tuple(closures) for venue_id, closures in found.items()}


def closures_of(session: Session, ids: Collection[str], minute: int) -> dict[str, list[Closure]]:
    """Closures of some venues that end after a minute, by venue id, in order of their start."""
    every, found = sorted(ids), defaultdict[str, list[Closure]](list)
    for first in range(0, len(every), _ASKED_AT_ONCE):
        some = ClosureRow.venue_id.in_(every[first : first + _ASKED_AT_ONCE])
        for row in session.scalars(_ending_after(minute).where(some)):
            found[row.venue_id].append(_to_closure(row))
    return found


def venues_closed_otherwise(session: Session, since: datetime, minute: int, now: int) -> set[str]:
    """The ids of venues with a closure that was made or undone since then, or that ended between
    two minutes.
    """
    changed = (ClosureRow.made_at >= since) | (ClosureRow.undone_at >= since)
    query = select(ClosureRow.venue_id).where(
        ClosureRow.end > minute, changed | (ClosureRow.end <= now)
    )
    return set(session.scalars(query))


def closures_made_by(
    session: Session, venue_id: str, author: str, minute: int
) -> tuple[Closure, ...]:
    """Closures of a venue by one author that end after a minute."""
    query = select(ClosureRow).where(
        ClosureRow.venue_id == venue_id,
        ClosureRow.made_by == author,
        ClosureRow.end > minute,
        ClosureRow.undone_at.is_(None),
    )
    return tuple(_to_closure(row) for row in session.scalars(query.order_by(ClosureRow.start)))


def _ending_after(minute: int) -> Select[ClosureRow]:
    still = ClosureRow.end > minute, ClosureRow.undone_at.is_(None)
    return select(ClosureRow).where(*still).order_by(ClosureRow.start, ClosureRow.id)


def _to_closure(row: ClosureRow) -> Closure:
    return Closure(row.id, row.venue_id, row.start, row.end, row.reason)
