"""The table of likely duplicates. Imported only in this folder."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


class DuplicateRow(Base):
    """Two venues that may be one, and what somebody decided about it."""

    __tablename__ = "duplicates"

    first_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    second_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    why: Mapped[str] = mapped_column(String(200))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    done_by: Mapped[str] = mapped_column(String(254))


class LookedRow(Base):
    """Up to which version of the register duplicates were looked for."""

    __tablename__ = "duplicates_looked"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    version_number: Mapped[int] = mapped_column(Integer)
