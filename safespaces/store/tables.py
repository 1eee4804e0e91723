"""The tables. Imported only in this folder; everything outside gets nouns.

Columns hold what a CSV export can show: texts, numbers, dates. A venue's every version is kept whole as JSON in venue_versions.
"""

from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, Float, ForeignKey, Index, Integer, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite keeps any length, so its tables are as they were made; PostgreSQL's were widened (migration 0012).
_ADDRESS = String(254).with_variant(String(100), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept as UTC: SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Refuse a naive time rather than guess its zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Give the instant back with its zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    """What Alembic compares the migrations with."""


class VenueRow(Base):
    """A venue as it stands now."""

    __tablename__ = "venues"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), index=True)
    address: Mapped[str] = mapped_column(String(400))
    postcode: Mapped[str] = mapped_column(String(8), index=True)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    point_source: Mapped[str] = mapped_column(String(20))
    precision_m: Mapped[int | None] = mapped_column(Integer)
    safe_hours: Mapped[str] = mapped_column(Text)
    kit: Mapped[str] = mapped_column(Text)
    access: Mapped[str] = mapped_column(Text)
    minimum_age: Mapped[str] = mapped_column(String(40))
    website: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text, server_default="")
    checked_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text)


class VenueVersionRow(Base):
    """One version of a venue, whole: never overwritten; removed only when an import is undone, and then whole in the audit log."""

    __tablename__ = "venue_versions"
    __table_args__ = (UniqueConstraint("venue_id", "version"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(Text)  # JSON of the venue
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(_ADDRESS)
    reason: Mapped[str] = mapped_column(String(200))


class ClosureRow(Base):
    """A dated span in which a venue is not a Safe Space; kept when it is undone."""

    __tablename__ = "closures"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    start: Mapped[int] = mapped_column(Integer)  # minutes since 1970 UTC
    end: Mapped[int] = mapped_column(Integer, index=True)
    reason: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ClosingLinkRow(Base):
    """The link by which a venue closes in one tap; a new one takes the place of the old."""

    __tablename__ = "closing_links"

    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


class ReportRow(Base):
    """What somebody found wrong with a place. Nobody's name, address or number is asked for or kept."""

    __tablename__ = "reports"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    done_by: Mapped[str] = mapped_column(String(254))
    done_words: Mapped[str] = mapped_column(String(200))


class VerificationRow(Base):
    """An officer's dated check of a venue."""

    __tablename__ = "verifications"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(20))
    found: Mapped[str] = mapped_column(Text)  # JSON list of what was in order
    last_day: Mapped[date] = mapped_column(Date)
    by: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None for checks that were kept before this was


class ImportRow(Base):
    """One applied import."""

    __tablename__ = "imports"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(_ADDRESS)
    file_name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the file
    added: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    same: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[int] = mapped_column(Integer)


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


class PostcodeRow(Base):
    """A live postcode and its middle."""

    __tablename__ = "postcodes"
    __table_args__ = (Index("ix_postcodes_outward", "outward"),)

    outward: Mapped[str] = mapped_column(String(4), primary_key=True)
    inward: Mapped[str] = mapped_column(String(3), primary_key=True)
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)


class PostcodeTableRow(Base):
    """Where the postcodes came from and when; or when fetching them was last tried in vain."""

    __tablename__ = "postcode_table"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    postcodes: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(200))
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class GeocodeRow(Base):
    """An answer of an online geocoder about a venue's address (never about a person's), kept so that it is asked once."""

    __tablename__ = "geocode_cache"

    query: Mapped[str] = mapped_column(String(500), primary_key=True)
    answer: Mapped[str] = mapped_column(Text)  # JSON: [lat, lon, label] or null
    at: Mapped[datetime] = mapped_column(UtcDateTime)
