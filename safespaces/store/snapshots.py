"""Published snapshots: kept whole, switched in one step."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Integer, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.snapshot.snapshot import Snapshot, decode, encode
from safespaces.store.rows import Base, UtcDateTime


class SnapshotRow(Base):
    """A published snapshot, immutable; its number is a digest of its content."""

    __tablename__ = "snapshots"

    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PublicationRow(Base):
    """The one row that says which snapshot is public now."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    snapshot_number: Mapped[str] = mapped_column(ForeignKey("snapshots.number"))


_ONLY = 1
_WHOLE, _DAILY = timedelta(days=2), timedelta(days=60)
_AT_ONCE = 500  # numbers in one statement


def keep_snapshot(session: Session, snapshot: Snapshot) -> None:
    """Keep a snapshot and make it the public one.

    Publishing the same content again changes nothing but which one is public.
    """
    if session.get(SnapshotRow, snapshot.number) is None:
        session.add(
            SnapshotRow(
                number=snapshot.number, content=encode(snapshot), published_at=snapshot.published_at
            )
        )
        session.flush()
    session.merge(PublicationRow(id=_ONLY, snapshot_number=snapshot.number))


def current_number(session: Session) -> str | None:
    """The number of the public snapshot, or None before the first."""
    return session.scalar(select(PublicationRow.snapshot_number).where(PublicationRow.id == _ONLY))


def current_snapshot(session: Session) -> Snapshot | None:
    """The public snapshot, or None before the first. Raises StoreError when it is damaged."""
    row = session.scalar(
        select(SnapshotRow).join(
            PublicationRow, PublicationRow.snapshot_number == SnapshotRow.number
        )
    )
    return decode(row.content, row.published_at, row.number) if row else None


def forget_snapshots(session: Session, at: datetime) -> int:
    """Thin old lists out: all of two days are kept, then the last of each day, and after two months
    the last of each month, which the coverage trend reads. The public one stays. Returns how many
    went.
    """
    newest_first = reversed(snapshots_by_date(session))
    public, seen, gone = current_number(session), set[str](), list[str]()
    for number, published_at in newest_first:
        age = at - published_at
        period = f"{published_at:%Y-%m-%d}" if age <= _DAILY else f"{published_at:%Y-%m}"
        if age > _WHOLE and period in seen and number != public:
            gone.append(number)
        seen.add(period)
    for first in range(0, len(gone), _AT_ONCE):
        some = gone[first : first + _AT_ONCE]
        session.execute(delete(SnapshotRow).where(SnapshotRow.number.in_(some)))
    return len(gone)


def snapshots_by_date(session: Session) -> list[tuple[str, datetime]]:
    """Numbers and times of every list that was published, oldest first; one that was published
    again counts as of its first time.
    """
    query = select(SnapshotRow.number, SnapshotRow.published_at).order_by(
        SnapshotRow.published_at, SnapshotRow.number
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def snapshot_with_number(session: Session, number: str) -> Snapshot | None:
    """A list as it was published; None where there is none.

    Raises StoreError when it cannot be read.
    """
    row = session.get(SnapshotRow, number)
    return decode(row.content, row.published_at, row.number) if row else None
