"""The postcode table: replaced whole, read one postcode or one outward code at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Float, Index, Integer, String, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.store.rows import Base, UtcDateTime


class PostcodeRow(Base):
    """A live postcode and its middle."""

    __tablename__ = "postcodes"
    __table_args__ = (Index("ix_postcodes_outward", "outward"),)

    outward: Mapped[str] = mapped_column(String(4), primary_key=True)
    inward: Mapped[str] = mapped_column(String(3), primary_key=True)
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)


class PostcodeTableRow(Base):
    """Where the postcodes came from and when; or when fetching them was last tried in vain."""

    __tablename__ = "postcode_table"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    postcodes: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(200))
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


_ONLY = 1
_BATCH = 2_000  # rows a statement: bounded memory for a table of 1.7 million


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """How many postcodes there are, from where and since when; `tried_at` is the last vain attempt
    to fetch them.
    """

    postcodes: int
    source: str
    imported_at: datetime | None
    tried_at: datetime | None


def replace_postcodes(
    session: Session, rows: Iterable[tuple[Postcode, Point]], *, source: str, at: datetime
) -> int:
    """Replace the whole table; returns how many there are now.

    A postcode that comes twice counts once, the first time.
    """
    session.execute(delete(PostcodeRow))
    count = 0
    for batch in _batches(_once(rows)):
        session.execute(insert(PostcodeRow), batch)
        count += len(batch)
    session.merge(
        PostcodeTableRow(id=_ONLY, postcodes=count, source=source, imported_at=at, tried_at=None)
    )
    return count


def note_vain_try(session: Session, at: datetime) -> None:
    """Remember that fetching was tried and did not work."""
    row = session.get(PostcodeTableRow, _ONLY) or PostcodeTableRow(
        id=_ONLY, postcodes=0, source="", imported_at=None
    )
    row.tried_at = at
    session.add(row)


def postcode_table(session: Session) -> PostcodeTable | None:
    """What is known of the table, or None when nothing was ever imported or tried."""
    row = session.get(PostcodeTableRow, _ONLY)
    return PostcodeTable(row.postcodes, row.source, row.imported_at, row.tried_at) if row else None


def postcode_point(session: Session, postcode: Postcode) -> Point | None:
    """The middle of a postcode, or None when it is not in the table."""
    query = select(PostcodeRow.lat, PostcodeRow.lon).where(
        PostcodeRow.outward == postcode.outward, PostcodeRow.inward == postcode.inward
    )
    row = session.execute(query).first()
    return Point(row.lat, row.lon) if row else None


def outward_points(session: Session, outward: str) -> list[tuple[str, float, float]]:
    """Every (inward code, lat, lon) of an outward code, in order."""
    columns = select(PostcodeRow.inward, PostcodeRow.lat, PostcodeRow.lon)
    rows = session.execute(
        columns.where(PostcodeRow.outward == outward).order_by(PostcodeRow.inward)
    )
    return [(inward, lat, lon) for inward, lat, lon in rows]


def _once(rows: Iterable[tuple[Postcode, Point]]) -> Iterator[dict[str, object]]:
    seen: set[Postcode] = set()
    for postcode, point in rows:
        if postcode not in seen:
            seen.add(postcode)
            yield {
                "outward": postcode.outward,
                "inward": postcode.inward,
                "lat": round(point.lat, 6),
                "lon": round(point.lon, 6),
            }


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
