"""The record of imports that were applied."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safespaces.store.tables import ImportRow


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """Who imported which file when, and what it did."""

    at: datetime
    author: str
    file_name: str
    digest: str  # SHA-256 of the file
    added: int
    changed: int
    same: int
    rejected: int


_FIELDS = ("at", "author", "file_name", "digest", "added", "changed", "same", "rejected")


def add_import(session: Session, record: ImportRecord) -> None:
    """Keep the record of an import."""
    session.add(ImportRow(**{name: getattr(record, name) for name in _FIELDS}))


def all_imports(session: Session) -> list[ImportRecord]:
    """Every applied import, oldest first."""
    rows = session.scalars(select(ImportRow).order_by(ImportRow.number))
    return [ImportRecord(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]
