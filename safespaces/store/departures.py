"""Places that went off the public list, or were closed for long: who has been told, and whether an
officer has looked. Nothing here deletes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import ADDRESS, Base, UtcDateTime
from safespaces.store.venues import last_version_of, version_of


class DepartureRow(Base):
    """One place that left. The venue may be gone from the register, so its id is no foreign key."""

    __tablename__ = "departures"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(ADDRESS)
    # of a long closure: when it is over; None for a place that left the list
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_by: Mapped[str] = mapped_column(String(254), server_default="")


@dataclass(frozen=True, slots=True)
class Departure:
    """A place that left, when, by whom and why; `until` of a closure; `back_at` once it is back."""

    number: int
    venue_id: str
    name: str
    at: datetime
    reason: str
    author: str
    until: datetime | None
    back_at: datetime | None
    seen_at: datetime | None


_FIELDS = tuple(Departure.__dataclass_fields__)


def note_departures(
    session: Session, left: Mapping[str, str], joined: Iterable[str], at: datetime
) -> None:
    """Keep who left the list, names by venue id, with what its newest version says of it, and note
    which of those that had left are back.
    """
    for venue_id, name in sorted(left.items()):
        number = last_version_of(session, venue_id)
        last = version_of(session, venue_id, number) if number else None
        reason, author = (last.reason, last.author) if last else ("its import was undone", "")
        session.add(DepartureRow(venue_id=venue_id, name=name, at=at, reason=reason, author=author))
    back = sorted(joined)
    if back:
        is_away = (DepartureRow.venue_id.in_(back), DepartureRow.back_at.is_(None))
        session.execute(
            update(DepartureRow).where(*is_away, DepartureRow.until.is_(None)).values(back_at=at)
        )
    session.flush()


def note_long_closure(
    session: Session,
    venue_id: str,
    name: str,
    *,
    reason: str,
    author: str,
    at: datetime,
    until: datetime,
) -> None:
    """Keep that a place was closed for long."""
    session.add(
        DepartureRow(
            venue_id=venue_id, name=name, at=at, reason=reason[:200], author=author, until=until
        )
    )
    session.flush()


def untold(session: Session) -> list[Departure]:
    """Those of which nobody has been told, oldest first."""
    return _those(session, DepartureRow.told_at.is_(None))


def back_untold(session: Session) -> list[Departure]:
    """Those that were told of, are back, and of whose coming back nobody has been told."""
    is_back = DepartureRow.back_at.is_not(None) & DepartureRow.told_back_at.is_(None)
    return _those(session, is_back & DepartureRow.told_at.is_not(None))


def note_told(session: Session, numbers: Iterable[int], at: datetime, *, back: bool) -> None:
    """Note that somebody was told."""
    column = "told_back_at" if back else "told_at"
    session.execute(
        update(DepartureRow).where(DepartureRow.number.in_(sorted(numbers))).values({column: at})
    )


def unseen(session: Session, at: datetime) -> list[Departure]:
    """Those that are still away, and that no officer has said to have seen; oldest first."""
    is_away = DepartureRow.back_at.is_(None) & DepartureRow.seen_at.is_(None)
    return _those(session, is_away & (DepartureRow.until.is_(None) | (DepartureRow.until > at)))


def last_departure(session: Session, venue_id: str) -> Departure | None:
    """The newest of a venue that is off the list still; None where it is on it, or never was."""
    is_away = (DepartureRow.venue_id == venue_id) & DepartureRow.back_at.is_(None)
    found = _those(session, is_away & DepartureRow.until.is_(None))
    return found[-1] if found else None


def note_seen(session: Session, venue_id: str, by: str, at: datetime) -> None:
    """An officer has seen all of a venue."""
    is_new = (DepartureRow.venue_id == venue_id) & DepartureRow.seen_at.is_(None)
    session.execute(update(DepartureRow).where(is_new).values(seen_at=at, seen_by=by))


def _those(session: Session, which: ColumnElement[bool]) -> list[Departure]:
    rows = session.scalars(select(DepartureRow).where(which).order_by(DepartureRow.number))
    return [Departure(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]
