"""Closures in the database. One that is undone is ended, not deleted."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safespaces.errors import NotFound
from safespaces.store.tables import ClosureRow
from safespaces.venues.closure import Closure


def add_closure(session: Session, closure: Closure, *, at: datetime, author: str) -> None:
    """Put a closure in."""
    session.add(
        ClosureRow(
            id=closure.id, venue_id=closure.venue_id, start=closure.start, end=closure.end, reason=closure.reason,
            made_at=at, made_by=author, undone_at=None,
        )
    )  # fmt: skip
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
    asked = select(ClosureRow).where(ClosureRow.end > minute, ClosureRow.undone_at.is_(None)).order_by(ClosureRow.start, ClosureRow.id)
    found: dict[str, list[Closure]] = defaultdict(list)
    for row in session.scalars(asked):
        found[row.venue_id].append(_to_closure(row))
    return {venue_id: tuple(closures) for venue_id, closures in found.items()}


def closures_made_by(session: Session, venue_id: str, author: str, minute: int) -> tuple[Closure, ...]:
    """Closures of a venue by one author that end after a minute."""
    asked = select(ClosureRow).where(
        ClosureRow.venue_id == venue_id, ClosureRow.made_by == author, ClosureRow.end > minute, ClosureRow.undone_at.is_(None)
    )
    return tuple(_to_closure(row) for row in session.scalars(asked.order_by(ClosureRow.start)))


def _to_closure(row: ClosureRow) -> Closure:
    return Closure(row.id, row.venue_id, row.start, row.end, row.reason)
