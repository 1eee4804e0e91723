"""What an import made, and taking it back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.contacts import ContactRow
from safespaces.store.demonstration import DemonstrationVenueRow
from safespaces.store.duplicates import DuplicateRow
from safespaces.store.records import TrainingRow
from safespaces.store.rows import Base, UtcDateTime, every_table
from safespaces.store.venues import VenueRow, VenueVersionRow
from safespaces.store.verifications import VerificationRow


class ImportVenueRow(Base):
    """Which version of which venue an import made: so that it can be undone."""

    __tablename__ = "import_venues"

    import_number: Mapped[int] = mapped_column(ForeignKey("imports.number"), primary_key=True)
    venue_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    # ids of the check and the contact, and the number of the training, that came with it
    beside: Mapped[str] = mapped_column(Text, server_default="")


class UndoneImportRow(Base):
    """An import that was undone."""

    __tablename__ = "undone_imports"

    import_number: Mapped[int] = mapped_column(ForeignKey("imports.number"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))


_NO_VERSION = 0  # something came beside a venue that stayed as it was
_CHUNK = 500  # ids in one question to the database
# rows of these are about the venue alone
_GOES_ALONG = {"venue_versions", "duplicates", "demonstration_venues"}


def keep_touched(
    session: Session,
    import_number: int,
    versions: Mapping[str, int],
    beside: Mapping[str, Sequence[str]],
) -> None:
    """Keep which version of which venue an import made, and what came beside it."""
    rows = [
        {
            "import_number": import_number,
            "venue_id": venue_id,
            "version": versions.get(venue_id, _NO_VERSION),
            "beside": " ".join(beside.get(venue_id, ())),
        }
        for venue_id in {**versions, **beside}
    ]
    if rows:
        session.execute(insert(ImportVenueRow), rows)


def touched_by(session: Session, import_number: int) -> dict[str, int]:
    """Venue ids and the versions that an import made."""
    query = select(ImportVenueRow.venue_id, ImportVenueRow.version).where(
        ImportVenueRow.import_number == import_number, ImportVenueRow.version > _NO_VERSION
    )
    return {row[0]: row[1] for row in session.execute(query.order_by(ImportVenueRow.venue_id))}


def undone_at(session: Session, import_number: int) -> datetime | None:
    """When an import was undone, None for one that stands."""
    return session.scalar(
        select(UndoneImportRow.at).where(UndoneImportRow.import_number == import_number)
    )


def note_undone(session: Session, import_number: int, *, by: str, at: datetime) -> None:
    """Note that an import was undone."""
    session.add(UndoneImportRow(import_number=import_number, at=at, by=by))
    session.flush()


def referred_to(session: Session, ids: Collection[str]) -> set[str]:
    """Those venues that some other record speaks of: a check, a closure, a report, a partner ..."""
    found: set[str] = set()
    for table in every_table().sorted_tables:
        for column in table.columns:
            if table.name not in _GOES_ALONG and any(
                key.column.table.name == "venues" for key in column.foreign_keys
            ):
                for chunk in _chunks(ids):
                    found |= set(
                        session.scalars(select(column).where(column.in_(chunk)).distinct())
                    )
    return found


def remove_beside(session: Session, import_number: int, ids: Collection[str]) -> None:
    """Remove the checks, trainings and contacts that came with some venues of an import."""
    query = select(ImportVenueRow.venue_id, ImportVenueRow.version, ImportVenueRow.beside).where(
        ImportVenueRow.import_number == import_number, ImportVenueRow.beside != ""
    )
    rows = [(row[0], row[1], row[2]) for row in session.execute(query)]
    made = [
        each
        for venue_id, version, kept in rows
        if venue_id in ids or version == _NO_VERSION
        for each in kept.split()
    ]
    numbers = [int(each) for each in made if each.isdigit()]
    for chunk in _chunks(each for each in made if not each.isdigit()):
        session.execute(delete(VerificationRow).where(VerificationRow.id.in_(chunk)))
        session.execute(delete(ContactRow).where(ContactRow.id.in_(chunk)))
    for first in range(0, len(numbers), _CHUNK):
        some = TrainingRow.number.in_(numbers[first : first + _CHUNK])
        session.execute(delete(TrainingRow).where(some))


def remove_added(session: Session, ids: Collection[str]) -> None:
    """Take venues out of the register that nobody touched since an import added them; callers write
    them into the audit log first.
    """
    for chunk in _chunks(ids):
        session.execute(
            delete(DuplicateRow).where(
                DuplicateRow.first_id.in_(chunk) | DuplicateRow.second_id.in_(chunk)
            )
        )
        session.execute(
            delete(DemonstrationVenueRow).where(DemonstrationVenueRow.venue_id.in_(chunk))
        )
        session.execute(delete(VenueVersionRow).where(VenueVersionRow.venue_id.in_(chunk)))
        session.execute(delete(VenueRow).where(VenueRow.id.in_(chunk)))


def _chunks(ids: Iterable[str]) -> list[list[str]]:
    every = sorted(ids)
    return [every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK)]
