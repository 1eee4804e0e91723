"""Verifications in the database: added, never changed."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from safespaces.moderation.verification import Verification
from safespaces.store.tables import VerificationRow


def add_verification(session: Session, verification: Verification) -> None:
    """Keep a check."""
    values = {name: getattr(verification, name) for name in ("id", "venue_id", "on", "how", "last_day", "by")}
    session.add(VerificationRow(found=json.dumps(list(verification.found)), **values))
    session.flush()


def verifications_of(session: Session, venue_id: str) -> tuple[Verification, ...]:
    """The checks of a venue, newest first."""
    asked = select(VerificationRow).where(VerificationRow.venue_id == venue_id).order_by(VerificationRow.on.desc(), VerificationRow.id)
    return tuple(_to_verification(row) for row in session.scalars(asked))


def last_verifications(session: Session) -> dict[str, Verification]:
    """By venue id, the check that counts longest."""
    rows = session.scalars(select(VerificationRow).order_by(VerificationRow.last_day, VerificationRow.on))
    return {row.venue_id: _to_verification(row) for row in rows}


def _to_verification(row: VerificationRow) -> Verification:
    return Verification(row.id, row.venue_id, row.on, row.how, tuple(json.loads(row.found)), row.last_day, row.by)
