"""Browsers that somebody has signed in with: they may ask for a link though strangers have used up
what a mailbox is allowed (OWASP calls it a device cookie).
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime

KNOWN_FOR = timedelta(days=180)
_MOST = 20  # of one person


class KnownBrowserRow(Base):
    """One browser of one person; its cookie's digest."""

    __tablename__ = "known_browsers"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


def add_known_browser(session: Session, digest: str, person_id: str, at: datetime) -> None:
    """Keep a browser; of many of one person the oldest are let go."""
    session.add(KnownBrowserRow(digest=digest, person_id=person_id, seen_at=at))
    session.flush()
    newest = (
        select(KnownBrowserRow.digest)
        .where(KnownBrowserRow.person_id == person_id)
        .order_by(KnownBrowserRow.seen_at.desc(), KnownBrowserRow.digest)
        .limit(_MOST)
    )
    kept = list(session.scalars(newest))
    session.execute(
        delete(KnownBrowserRow).where(
            KnownBrowserRow.person_id == person_id, KnownBrowserRow.digest.not_in(kept)
        )
    )


def forget_known_browser(session: Session, digest: str, person_id: str) -> None:
    """Remove one, in whose place another is kept."""
    is_it = (KnownBrowserRow.digest == digest, KnownBrowserRow.person_id == person_id)
    session.execute(delete(KnownBrowserRow).where(*is_it))


def is_known_browser(session: Session, digest: str, person_id: str, at: datetime) -> bool:
    """Whether somebody has signed in with it lately."""
    row = session.get(KnownBrowserRow, digest)
    return row is not None and row.person_id == person_id and row.seen_at > at - KNOWN_FOR


def forget_known_browsers(session: Session, at: datetime) -> None:
    """Remove those that were not used for long."""
    session.execute(delete(KnownBrowserRow).where(KnownBrowserRow.seen_at <= at - KNOWN_FOR))
