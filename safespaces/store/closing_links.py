"""Closing links in the database: one a venue, only its digest."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safespaces.store.tables import ClosingLinkRow


def set_closing_link(session: Session, venue_id: str, digest: str, *, at: datetime, author: str) -> None:
    """Give a venue a link; the one it had opens nothing from now on."""
    session.merge(ClosingLinkRow(venue_id=venue_id, digest=digest, made_at=at, made_by=author))
    session.flush()


def venue_of_link(session: Session, digest: str) -> str | None:
    """The id of the venue behind a link, None for a link that was replaced or never was."""
    return session.scalar(select(ClosingLinkRow.venue_id).where(ClosingLinkRow.digest == digest))
