"""Which troubles the operator was told of by another road than mail, and when."""

from datetime import datetime

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class AlarmRow(Base):
    """Some troubles, by a digest of their words."""

    __tablename__ = "alarms"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)


def was_told(session: Session, digest: str, since: datetime) -> bool:
    """Whether they were told of since then."""
    row = session.get(AlarmRow, digest)
    return row is not None and row.told_at >= since


def note_alarm(session: Session, digest: str, at: datetime) -> None:
    """They were told of."""
    session.merge(AlarmRow(digest=digest, told_at=at))


def forget_alarms(session: Session, before: datetime) -> None:
    """Remove old ones."""
    session.execute(delete(AlarmRow).where(AlarmRow.told_at < before))
