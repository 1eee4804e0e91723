"""The tables of files that were sent, and of what each import touched. Imported only in this folder."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


class UploadRow(Base):
    """A file that somebody sent in the browser, kept until it is imported or forgotten."""

    __tablename__ = "uploads"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    by: Mapped[str] = mapped_column(String(254), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    rows: Mapped[int] = mapped_column(Integer, default=0)


class ImportJobRow(Base):
    """A large file to be read or taken in by a process of its own; `choices`, `more` and the unpacked `result` are JSON."""

    __tablename__ = "import_jobs"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    upload_id: Mapped[str] = mapped_column(String(40), index=True)
    by: Mapped[str] = mapped_column(String(254))
    step: Mapped[str] = mapped_column(String(10))
    choices: Mapped[str] = mapped_column(Text)
    more: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), index=True)
    starts: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    fault: Mapped[str] = mapped_column(Text)
    result: Mapped[bytes] = mapped_column(LargeBinary)


class ImportMappingRow(Base):
    """What the columns of a sender's files mean, by a name that an officer gave it; `choices` as JSON."""

    __tablename__ = "import_mappings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    choices: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImportVenueRow(Base):
    """Which version of which venue an import made: so that it can be undone."""

    __tablename__ = "import_venues"

    import_number: Mapped[int] = mapped_column(ForeignKey("imports.number"), primary_key=True)
    venue_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)


class UndoneImportRow(Base):
    """An import that was undone."""

    __tablename__ = "undone_imports"

    import_number: Mapped[int] = mapped_column(ForeignKey("imports.number"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))
