"""What the rows of every table share.

Each stands beside the functions that read and write it, and never leaves this folder.

Columns hold what a CSV export can show: texts, numbers, dates. A venue's every version is kept
whole as JSON in venue_versions.
"""

from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import DateTime, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Session

import safespaces.store
from safespaces.people.keyring import Keyring

# SQLite keeps any length, so its tables are as they were made; PostgreSQL's were widened (migration
# 0012).
ADDRESS = String(254).with_variant(String(100), "sqlite")
SECRET = String(300).with_variant(String(64), "sqlite")  # encrypted (migration 0021)


KEYRING = "keyring"  # of a session's info: the keys for secrets at rest


def keyring_of(session: Session) -> Keyring:
    """The keys for secrets at rest; none in a session of the ORM's own making."""
    return session.info.get(KEYRING) or Keyring()


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
    """What every row derives from."""


_NEEDS_AN_EXTRA = "bounded_postgresql"  # psycopg, which is not there without "postgres"; no rows


def every_table() -> MetaData:
    """All tables, for Alembic and for tests: rows are known once their module is imported."""
    for module in iter_modules(safespaces.store.__path__):
        if module.name == _NEEDS_AN_EXTRA:
            continue
        import_module(f"safespaces.store.{module.name}")
    return Base.metadata
