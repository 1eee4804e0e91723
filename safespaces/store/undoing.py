"""What an import made, and taking it back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from safespaces.store.duplicate_tables import DuplicateRow
from safespaces.store.tables import Base, VenueRow, VenueVersionRow
from safespaces.store.upload_tables import ImportVenueRow, UndoneImportRow

_CHUNK = 500  # ids in one question to the database
_GOES_ALONG = {"venue_versions", "duplicates"}  # these rows are about the venue alone


def keep_touched(session: Session, import_number: int, versions: Mapping[str, int]) -> None:
    """Keep which version of which venue an import made."""
    rows = [{"import_number": import_number, "venue_id": venue_id, "version": version} for venue_id, version in versions.items()]
    if rows:
        session.execute(insert(ImportVenueRow), rows)


def touched_by(session: Session, import_number: int) -> dict[str, int]:
    """Venue ids and the versions that an import made."""
    asked = select(ImportVenueRow.venue_id, ImportVenueRow.version).where(ImportVenueRow.import_number == import_number)
    return {row[0]: row[1] for row in session.execute(asked.order_by(ImportVenueRow.venue_id))}


def undone_at(session: Session, import_number: int) -> datetime | None:
    """When an import was undone, None for one that stands."""
    return session.scalar(select(UndoneImportRow.at).where(UndoneImportRow.import_number == import_number))


def note_undone(session: Session, import_number: int, *, by: str, at: datetime) -> None:
    """Note that an import was undone."""
    session.add(UndoneImportRow(import_number=import_number, at=at, by=by))
    session.flush()


def referred_to(session: Session, ids: Collection[str]) -> set[str]:
    """Those venues that some other record speaks of: a check, a closure, a report, a partner ..."""
    found: set[str] = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name not in _GOES_ALONG and any(key.column.table.name == "venues" for key in column.foreign_keys):
                for chunk in _chunks(ids):
                    found |= set(session.scalars(select(column).where(column.in_(chunk)).distinct()))
    return found


def remove_added(session: Session, ids: Collection[str]) -> None:
    """Take venues out of the register that nobody touched since an import added them; callers write them into the audit log first."""
    for chunk in _chunks(ids):
        session.execute(delete(DuplicateRow).where(DuplicateRow.first_id.in_(chunk) | DuplicateRow.second_id.in_(chunk)))
        session.execute(delete(VenueVersionRow).where(VenueVersionRow.venue_id.in_(chunk)))
        session.execute(delete(VenueRow).where(VenueRow.id.in_(chunk)))


def _chunks(ids: Iterable[str]) -> list[list[str]]:
    every = sorted(ids)
    return [every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK)]
