"""What was done to many venues at once, so that it can be undone in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class BulkRow(Base):
    """One deed on many venues."""

    __tablename__ = "bulk_deeds"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))
    deed: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(400))  # what was done, for people
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(254), server_default="")


class BulkVenueRow(Base):
    """What it made of one of them: the number of a version, or the id of a closure, a check or a
    training.
    """

    __tablename__ = "bulk_venues"

    number: Mapped[int] = mapped_column(ForeignKey("bulk_deeds.number"), primary_key=True)
    venue_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    made: Mapped[str] = mapped_column(String(40))


@dataclass(frozen=True, slots=True)
class BulkRecord:
    """A deed that was done."""

    number: int
    at: datetime
    by: str
    deed: str
    words: str
    undone_at: datetime | None


def add_bulk(
    session: Session, *, at: datetime, by: str, deed: str, words: str, made: Mapping[str, str]
) -> int:
    """Keep a deed, and what it made by venue id; returns its number."""
    row = BulkRow(at=at, by=by, deed=deed, words=words[:400], undone_at=None)
    session.add(row)
    session.flush()
    rows = [
        {"number": row.number, "venue_id": venue_id, "made": each}
        for venue_id, each in made.items()
    ]
    if rows:
        session.execute(insert(BulkVenueRow), rows)
    return row.number


def bulk_with(session: Session, number: int) -> BulkRecord | None:
    """One deed, or None."""
    row = session.get(BulkRow, number)
    return _to_record(row) if row else None


def made_by_bulk(session: Session, number: int) -> dict[str, str]:
    """What a deed made, by venue id."""
    query = select(BulkVenueRow.venue_id, BulkVenueRow.made).where(BulkVenueRow.number == number)
    return {row[0]: row[1] for row in session.execute(query.order_by(BulkVenueRow.venue_id))}


def last_bulks(session: Session, most: int = 20) -> list[BulkRecord]:
    """The newest deeds."""
    query = select(BulkRow).order_by(BulkRow.number.desc()).limit(most)
    return [_to_record(row) for row in session.scalars(query)]


def note_bulk_undone(session: Session, number: int, *, by: str, at: datetime) -> None:
    """Note that a deed was undone."""
    undone = update(BulkRow).where(BulkRow.number == number)
    session.execute(undone.values(undone_at=at, undone_by=by))


def _to_record(row: BulkRow) -> BulkRecord:
    return BulkRecord(row.number, row.at, row.by, row.deed, row.words, row.undone_at)
