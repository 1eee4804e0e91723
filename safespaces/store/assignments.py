"""Who of the council does what waits in the queue."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class AssignmentRow(Base):
    """One item of the queue, and whose it is."""

    __tablename__ = "assignments"

    item: Mapped[str] = mapped_column(String(120), primary_key=True)  # QueueItem.key
    email: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))


def assigned(session: Session) -> dict[str, str]:
    """Whose each item is that is somebody's, by its key."""
    return {row.item: row.email for row in session.scalars(select(AssignmentRow))}


def assign(session: Session, items: Iterable[str], email: str, *, by: str, at: datetime) -> None:
    """Make them somebody's; "" nobody's."""
    keys = sorted(set(items))
    session.execute(delete(AssignmentRow).where(AssignmentRow.item.in_(keys)))
    if email:
        session.add_all(AssignmentRow(item=key, email=email, at=at, by=by) for key in keys)
    session.flush()


def forget_assignments(session: Session, before: datetime) -> None:
    """Remove old ones: what they were about has long left the queue."""
    session.execute(delete(AssignmentRow).where(AssignmentRow.at < before))
