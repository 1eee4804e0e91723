"""Closing links in the database: one a venue, only its digest."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class ClosingLinkRow(Base):
    """The link by which a venue closes in one tap; a new one takes the place of the old."""

    __tablename__ = "closing_links"

    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


def set_closing_link(
    session: Session, venue_id: str, digest: str, *, at: datetime, author: str
) -> None:
    """Give a venue a link; the one it had opens nothing from now on."""
    session.merge(ClosingLinkRow(venue_id=venue_id, digest=digest, made_at=at, made_by=author))
    session.flush()


def venue_of_link(session: Session, digest: str) -> str | None:
    """The id of the venue behind a link, None for a link that was replaced or never was."""
    return session.scalar(select(ClosingLinkRow.venue_id).where(ClosingLinkRow.digest == digest))
