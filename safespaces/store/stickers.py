"""Sticker codes in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.geo.point import Point
from safespaces.store.rows import Base, UtcDateTime
from safespaces.store.venues import VenueRow

_WERE_LISTED = ("listed", "paused", "withdrawn")


class StickerRow(Base):
    """The code on a venue's sticker; one that was replaced is ended, not deleted: whoever scans it
    is told.
    """

    __tablename__ = "stickers"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def sticker_of(session: Session, venue_id: str) -> str | None:
    """The code of a venue's sticker, None while it has none."""
    return session.scalar(
        select(StickerRow.code).where(
            StickerRow.venue_id == venue_id, StickerRow.ended_at.is_(None)
        )
    )


def add_sticker(session: Session, code: str, venue_id: str, at: datetime) -> None:
    """Give a venue a new code; any older one is ended."""
    session.execute(
        update(StickerRow)
        .where(StickerRow.venue_id == venue_id, StickerRow.ended_at.is_(None))
        .values(ended_at=at)
    )
    session.add(StickerRow(code=code, venue_id=venue_id, made_at=at, ended_at=None))
    session.flush()


@dataclass(frozen=True, slots=True)
class StickerSeen:
    """What a sticker says to whoever scans it, whether its place is on the list or not.

    `name` is "" for a place that was never on the list. `is_right` is false for a code that was
    replaced.
    """

    slug: str
    name: str
    point: Point | None
    is_right: bool


def every_sticker(session: Session) -> dict[str, StickerSeen]:
    """Every sticker that was ever made, by its code."""
    rows = session.execute(
        select(
            StickerRow.code,
            StickerRow.ended_at.is_(None),
            VenueRow.slug,
            VenueRow.name,
            VenueRow.lat,
            VenueRow.lon,
            VenueRow.status.in_(_WERE_LISTED),
        ).join(VenueRow, VenueRow.id == StickerRow.venue_id)
    )
    return {
        code: StickerSeen(
            slug,
            name if was_listed else "",
            None if lat is None or lon is None else Point(lat, lon),
            is_right,
        )
        for code, is_right, slug, name, lat, lon, was_listed in rows
    }


def venue_of_sticker(session: Session, code: str) -> tuple[str, bool] | None:
    """Whose sticker it is and whether it is still the right one; None for a code that never was."""
    row = session.get(StickerRow, code)
    return (row.venue_id, row.ended_at is None) if row else None
