"""The tables of what is kept about a venue besides its facts. Imported only in this folder. No column holds anybody's name."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


class TrainingRow(Base):
    """A training of a venue's staff, as counts."""

    __tablename__ = "trainings"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    on: Mapped[date] = mapped_column(Date)
    trained: Mapped[int] = mapped_column(Integer)
    staff: Mapped[int] = mapped_column(Integer)
    last_day: Mapped[date] = mapped_column(Date)


class UseRow(Base):
    """Somebody used the space: the day and why, nothing about them."""

    __tablename__ = "uses"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    on: Mapped[date] = mapped_column(Date, index=True)
    reason: Mapped[str] = mapped_column(String(20))


class VisitRow(Base):
    """A visit to a venue."""

    __tablename__ = "visits"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    on: Mapped[date] = mapped_column(Date, index=True)
    who: Mapped[str] = mapped_column(String(20))
    passed: Mapped[bool] = mapped_column(Boolean)
    found: Mapped[str] = mapped_column(Text)
    follow_up: Mapped[date | None] = mapped_column(Date)
    by: Mapped[str] = mapped_column(String(254))
    mended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConfirmationRow(Base):
    """The partner says that the facts of a venue are still right."""

    __tablename__ = "confirmations"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))


class ConfirmLinkRow(Base):
    """A link in a reminder, by which that is said in one tap. It can do nothing else."""

    __tablename__ = "confirm_links"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StickerRow(Base):
    """The code on a venue's sticker; one that was replaced is ended, not deleted: whoever scans it is told."""

    __tablename__ = "stickers"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
