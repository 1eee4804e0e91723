"""Training, use, visits and confirmations in the database: added, never deleted."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKey,
    Integer,
    String,
    Text,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.moderation.record import Training, Visit
from safespaces.store.rows import Base, UtcDateTime


class TrainingRow(Base):
    """A training of a venue's staff, as counts."""

    __tablename__ = "trainings"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    on: Mapped[date] = mapped_column(Date)
    trained: Mapped[int] = mapped_column(Integer)
    staff: Mapped[int] = mapped_column(Integer)
    last_day: Mapped[date] = mapped_column(Date)
    # kept, and counted no more
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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


_VISIT = ("id", "venue_id", "on", "who", "passed", "found", "follow_up", "by", "mended_at")
_TRAINING = ("venue_id", "on", "trained", "staff", "last_day")


def add_training(session: Session, training: Training) -> int:
    """Keep a training; returns its number."""
    row = TrainingRow(**{name: getattr(training, name) for name in _TRAINING})
    session.add(row)
    session.flush()
    return row.number


def take_training_back(session: Session, number: int, at: datetime) -> None:
    """It counts no more."""
    taken = update(TrainingRow).where(TrainingRow.number == number)
    session.execute(taken.values(taken_back_at=at))


def last_training(session: Session, venue_id: str) -> Training | None:
    """The newest training of a venue."""
    query = (
        select(TrainingRow)
        .where(TrainingRow.venue_id == venue_id, TrainingRow.taken_back_at.is_(None))
        .order_by(TrainingRow.on.desc(), TrainingRow.number.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return Training(**{name: getattr(row, name) for name in _TRAINING}) if row else None


def newest_trainings(session: Session) -> dict[str, Training]:
    """The newest training by venue id."""
    still = select(TrainingRow).where(TrainingRow.taken_back_at.is_(None))
    rows = session.scalars(still.order_by(TrainingRow.on, TrainingRow.number))
    return {
        row.venue_id: Training(**{name: getattr(row, name) for name in _TRAINING}) for row in rows
    }


def add_use(session: Session, venue_id: str, on: date, reason: str) -> None:
    """Count a use."""
    session.add(UseRow(venue_id=venue_id, on=on, reason=reason))
    session.flush()


def take_use_back(session: Session, venue_id: str, on: date) -> bool:
    """Remove the last use of a day; False where there is none."""
    last = select(func.max(UseRow.number)).where(UseRow.venue_id == venue_id, UseRow.on == on)
    number = session.scalar(last)
    if number is None:
        return False
    session.execute(delete(UseRow).where(UseRow.number == number))
    return True


def use_counts(session: Session, venue_id: str, since: date) -> dict[str, int]:
    """How often a venue was used since a day, by reason."""
    query = (
        select(UseRow.reason, func.count())
        .where(UseRow.venue_id == venue_id, UseRow.on >= since)
        .group_by(UseRow.reason)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def add_visit(session: Session, visit: Visit) -> None:
    """Keep a visit."""
    session.add(VisitRow(**{name: getattr(visit, name) for name in _VISIT}))
    session.flush()


def visits_of(session: Session, venue_id: str) -> tuple[Visit, ...]:
    """A venue's visits, newest first."""
    query = (
        select(VisitRow)
        .where(VisitRow.venue_id == venue_id)
        .order_by(VisitRow.on.desc(), VisitRow.id)
    )
    return tuple(
        Visit(**{name: getattr(row, name) for name in _VISIT}) for row in session.scalars(query)
    )


def mend_visit(session: Session, visit_id: str, at: datetime) -> Visit:
    """Note that what a visit found is mended. Raises NotFound."""
    row = session.get(VisitRow, visit_id)
    if row is None or row.passed or row.mended_at is not None:
        raise NotFound("There is nothing to mend from that visit.")
    row.mended_at = at
    session.flush()
    return Visit(**{name: getattr(row, name) for name in _VISIT})


def has_failed_visit(session: Session, venue_id: str) -> bool:
    """Whether a visit found something that is not mended yet."""
    failed = (
        VisitRow.venue_id == venue_id,
        VisitRow.passed.is_(False),
        VisitRow.mended_at.is_(None),
    )
    return session.scalar(select(VisitRow.id).where(*failed).limit(1)) is not None


def venues_with_failed_visit(session: Session) -> set[str]:
    """Every venue where a visit found something that is not mended yet."""
    return set(
        session.scalars(
            select(VisitRow.venue_id)
            .where(VisitRow.passed.is_(False), VisitRow.mended_at.is_(None))
            .distinct()
        )
    )


def add_confirmation(session: Session, venue_id: str, at: datetime, by: str) -> None:
    """Keep the partner's word."""
    session.add(ConfirmationRow(venue_id=venue_id, at=at, by=by))
    session.flush()


def last_confirmation(session: Session, venue_id: str) -> datetime | None:
    """When a partner last said that the facts are right."""
    return session.scalar(
        select(ConfirmationRow.at)
        .where(ConfirmationRow.venue_id == venue_id)
        .order_by(ConfirmationRow.number.desc())
        .limit(1)
    )


def add_confirm_link(session: Session, digest: str, venue_id: str, ends_at: datetime) -> None:
    """Keep the digest of a link."""
    session.add(ConfirmLinkRow(digest=digest, venue_id=venue_id, ends_at=ends_at))


def venue_of_confirm_link(session: Session, digest: str, at: datetime) -> str | None:
    """Whose facts a link confirms, while it is good."""
    row = session.get(ConfirmLinkRow, digest)
    return row.venue_id if row and row.ends_at > at else None


def forget_confirm_links(session: Session, before: datetime) -> None:
    """Let go of links that are over."""
    session.execute(delete(ConfirmLinkRow).where(ConfirmLinkRow.ends_at < before))


def end_confirm_links(session: Session, venue_id: str, at: datetime) -> None:
    """Void a venue's links."""
    session.execute(
        update(ConfirmLinkRow).where(ConfirmLinkRow.venue_id == venue_id).values(ends_at=at)
    )


def uses_since(session: Session, since: date) -> list[tuple[str, date, str]]:
    """Every use since a day: venue, day, reason."""
    query = (
        select(UseRow.venue_id, UseRow.on, UseRow.reason)
        .where(UseRow.on >= since)
        .order_by(UseRow.on, UseRow.number)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def visits_since(session: Session, since: date) -> list[Visit]:
    """Every visit since a day, newest first."""
    query = select(VisitRow).where(VisitRow.on >= since).order_by(VisitRow.on.desc(), VisitRow.id)
    return [
        Visit(**{name: getattr(row, name) for name in _VISIT}) for row in session.scalars(query)
    ]
