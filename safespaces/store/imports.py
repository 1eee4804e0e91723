"""The record of imports that were applied."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import ADDRESS, Base, UtcDateTime


class ImportRow(Base):
    """One applied import."""

    __tablename__ = "imports"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(ADDRESS)
    file_name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the file
    added: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    same: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[int] = mapped_column(Integer)


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


def add_import(session: Session, record: ImportRecord) -> int:
    """Keep the record of an import; returns its number."""
    row = ImportRow(**{name: getattr(record, name) for name in _FIELDS})
    session.add(row)
    session.flush()
    return row.number


def numbered_imports(session: Session) -> list[tuple[int, ImportRecord]]:
    """Every applied import with its number, newest first."""
    rows = session.scalars(select(ImportRow).order_by(ImportRow.number.desc()))
    return [
        (row.number, ImportRecord(**{name: getattr(row, name) for name in _FIELDS})) for row in rows
    ]


def all_imports(session: Session) -> list[ImportRecord]:
    """Every applied import, oldest first."""
    rows = session.scalars(select(ImportRow).order_by(ImportRow.number))
    return [ImportRecord(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]
