"""Published snapshots: kept whole, switched in one step."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Integer, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.snapshot.parts import Manifest, manifest_in
from safespaces.snapshot.snapshot import Encoded, Snapshot, decode, encode
from safespaces.store.notices import tell
from safespaces.store.rows import Base, UtcDateTime
from safespaces.store.venues import VenueVersionRow


class SnapshotRow(Base):
    """A published snapshot, immutable; its number is a digest of its content."""

    __tablename__ = "snapshots"

    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SnapshotPartRow(Base):
    """A part of snapshots that are too long to be kept whole, immutable (snapshot/parts.py)."""

    __tablename__ = "snapshot_parts"

    digest: Mapped[str] = mapped_column(String(24), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class PublicationRow(Base):
    """The one row that says which snapshot is public now, and up to which version of a venue it
    holds what was changed.
    """

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    snapshot_number: Mapped[str] = mapped_column(ForeignKey("snapshots.number"))
    versions_until: Mapped[int | None] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class LastPublication:
    """A public list that is kept in parts, and what it holds."""

    manifest: Manifest
    at: datetime
    versions_until: int


_ONLY = 1
_WHOLE, _DAILY = timedelta(days=2), timedelta(days=60)
_AT_ONCE = 500  # numbers in one statement
# a text within the JSON would have its quotation marks escaped
_IN_PARTS = select(SnapshotRow.content).where(SnapshotRow.content.contains('"parts":'))


def keep_snapshot(session: Session, snapshot: Snapshot) -> None:
    """Keep a snapshot and make it the public one.

    Publishing the same content again changes nothing but which one is public.
    """
    keep_encoded(session, encode(snapshot), snapshot.published_at)


def keep_encoded(session: Session, encoded: Encoded, at: datetime) -> None:
    """The same for one that is encoded; of its parts, those that are kept already may be left
    out.
    """
    known = parts_with(session, list(encoded.parts))
    for digest, text in encoded.parts.items():
        if known.get(digest) != text:  # new, or damaged
            session.merge(SnapshotPartRow(digest=digest, content=text))
    row = session.get(SnapshotRow, encoded.number)
    if row is None:
        session.add(SnapshotRow(number=encoded.number, content=encoded.content, published_at=at))
    elif row.content != encoded.content:
        row.content = encoded.content
    session.flush()
    until = session.scalar(select(func.max(VenueVersionRow.number))) or 0
    session.merge(PublicationRow(id=_ONLY, snapshot_number=encoded.number, versions_until=until))
    tell(session)


def last_publication(session: Session) -> LastPublication | None:
    """What a change can be published upon; None where the whole register has to be."""
    row = session.get(PublicationRow, _ONLY)
    kept = session.get(SnapshotRow, row.snapshot_number) if row else None
    if row is None or kept is None or row.versions_until is None:
        return None
    try:
        manifest = manifest_in(kept.content)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return LastPublication(manifest, kept.published_at, row.versions_until) if manifest else None


def parts_with(session: Session, digests: list[str]) -> dict[str, str]:
    """The texts of parts that are kept, by digest."""
    found: dict[str, str] = {}
    for first in range(0, len(digests), _AT_ONCE):
        some = SnapshotPartRow.digest.in_(digests[first : first + _AT_ONCE])
        rows = session.execute(select(SnapshotPartRow.digest, SnapshotPartRow.content).where(some))
        found |= {row[0]: row[1] for row in rows}
    return found


def current_number(session: Session) -> str | None:
    """The number of the public snapshot, or None before the first."""
    return session.scalar(select(PublicationRow.snapshot_number).where(PublicationRow.id == _ONLY))


def current_snapshot(session: Session, held: Snapshot | None = None) -> Snapshot | None:
    """The public snapshot, or None before the first; of its parts those that are not `held`
    already are read. Raises StoreError when it is damaged.
    """
    row = session.scalar(
        select(SnapshotRow).join(
            PublicationRow, PublicationRow.snapshot_number == SnapshotRow.number
        )
    )
    return _decoded(session, row, held) if row else None


def _decoded(session: Session, row: SnapshotRow, held: Snapshot | None = None) -> Snapshot:
    return decode(
        row.content,
        row.published_at,
        row.number,
        lambda digests: parts_with(session, digests),
        held.parts if held else (),
    )


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
    if gone:
        _forget_parts(session)
    return len(gone)


def _forget_parts(session: Session) -> None:
    """Take away the parts that no list is made of any more."""
    used = set[str]()
    for content in session.scalars(_IN_PARTS):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            manifest = manifest_in(content)
            used |= set(manifest.parts if manifest else ())
    unused = sorted(set(session.scalars(select(SnapshotPartRow.digest))) - used)
    for first in range(0, len(unused), _AT_ONCE):
        some = SnapshotPartRow.digest.in_(unused[first : first + _AT_ONCE])
        session.execute(delete(SnapshotPartRow).where(some))


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
    return _decoded(session, row) if row else None
