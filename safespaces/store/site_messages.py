"""What administrators say on every public page: kept, the newest counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class SiteMessageRow(Base):
    """One message."""

    __tablename__ = "site_messages"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    words: Mapped[str] = mapped_column(String(200))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


@dataclass(frozen=True, slots=True)
class SiteMessage:
    """The words, and until when they stand there."""

    words: str
    until: datetime


def add_site_message(session: Session, message: SiteMessage, *, by: str, at: datetime) -> None:
    """It counts from now on."""
    session.add(SiteMessageRow(words=message.words, until=message.until, made_at=at, made_by=by))
    session.flush()


def newest_site_message(session: Session) -> SiteMessage | None:
    """The newest, over or not."""
    query = select(SiteMessageRow).order_by(SiteMessageRow.number.desc()).limit(1)
    row = session.scalar(query)
    return SiteMessage(row.words, row.until) if row else None
