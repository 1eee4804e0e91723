"""Likely duplicates in the database: found once, decided once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safespaces.errors import NotFound
from safespaces.store.duplicate_tables import DuplicateRow, LookedRow
from safespaces.store.tables import VenueVersionRow


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
    known = {(row[0], row[1]) for row in session.execute(select(DuplicateRow.first_id, DuplicateRow.second_id))}
    new = [pair for pair in found if (pair.first_id, pair.second_id) not in known]
    for pair in new:
        values = {name: getattr(pair, name) for name in ("first_id", "second_id", "why", "found_at")}
        session.add(DuplicateRow(done_at=None, done_by="", **values))
    session.merge(LookedRow(id=1, version_number=up_to))
    session.flush()
    return len(new)


def settle_duplicate(session: Session, first_id: str, second_id: str, *, by: str, at: datetime) -> None:
    """Note that somebody has decided. Raises NotFound when there is no such pair, or it is decided already."""
    row = session.get(DuplicateRow, (first_id, second_id))
    if row is None or row.done_at is not None:
        raise NotFound("That pair is decided already.")
    row.done_at, row.done_by = at, by
