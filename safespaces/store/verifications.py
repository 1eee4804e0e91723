"""Verifications in the database: added, never changed."""

import json
from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, ForeignKey, Select, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.moderation.verification import NEEDED, Verification, standing_check
from safespaces.store.rows import Base, UtcDateTime


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
    # None for checks that were kept before this was
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # kept, and counted no more
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def add_verification(session: Session, verification: Verification, at: datetime) -> None:
    """Keep a check, as of an instant."""
    values = {
        name: getattr(verification, name)
        for name in ("id", "venue_id", "on", "how", "last_day", "by")
    }
    session.add(VerificationRow(found=json.dumps(list(verification.found)), made_at=at, **values))
    session.flush()


def verifications_of(session: Session, venue_id: str) -> tuple[Verification, ...]:
    """The checks of a venue, newest first."""
    asked = _oldest_first(VerificationRow.venue_id == venue_id)
    return tuple(_to_verification(row) for row in reversed(session.scalars(asked).all()))


def standing_checks(session: Session) -> dict[str, Verification]:
    """By venue id, the check that stands; venues without one are left out."""
    of_venue: dict[str, list[Verification]] = defaultdict(list)
    for row in session.scalars(_oldest_first()):
        of_venue[row.venue_id].insert(0, _to_verification(row))
    found = ((venue_id, standing_check(checks)) for venue_id, checks in of_venue.items())
    return {venue_id: check for venue_id, check in found if check}


def _oldest_first(*which: ColumnElement[bool]) -> Select[VerificationRow]:
    return (
        select(VerificationRow)
        .where(VerificationRow.taken_back_at.is_(None), *which)
        .order_by(VerificationRow.on, VerificationRow.made_at.asc().nulls_first())
    )


def counts() -> ColumnElement[bool]:
    """Whether a check found what no Safe Space is without (moderation/verification.py, NEEDED), and
    was not taken back.
    """
    is_there = VerificationRow.taken_back_at.is_(None)
    return VerificationRow.found.contains(f'"{NEEDED}"') & is_there


def take_verification_back(session: Session, verification_id: str, at: datetime) -> None:
    """It counts no more."""
    taken = update(VerificationRow).where(VerificationRow.id == verification_id)
    session.execute(taken.values(taken_back_at=at))


def _to_verification(row: VerificationRow) -> Verification:
    return Verification(
        row.id, row.venue_id, row.on, row.how, tuple(json.loads(row.found)), row.last_day, row.by
    )
