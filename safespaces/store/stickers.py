"""Sticker codes in the database."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from safespaces.store.record_tables import StickerRow


def sticker_of(session: Session, venue_id: str) -> str | None:
    """The code of a venue's sticker, None while it has none."""
    return session.scalar(select(StickerRow.code).where(StickerRow.venue_id == venue_id, StickerRow.ended_at.is_(None)))


def add_sticker(session: Session, code: str, venue_id: str, at: datetime) -> None:
    """Give a venue a new code; any older one is ended."""
    session.execute(update(StickerRow).where(StickerRow.venue_id == venue_id, StickerRow.ended_at.is_(None)).values(ended_at=at))
    session.add(StickerRow(code=code, venue_id=venue_id, made_at=at, ended_at=None))
    session.flush()


def venue_of_sticker(session: Session, code: str) -> tuple[str, bool] | None:
    """Whose sticker it is and whether it is still the right one; None for a code that never was."""
    row = session.get(StickerRow, code)
    return (row.venue_id, row.ended_at is None) if row else None
