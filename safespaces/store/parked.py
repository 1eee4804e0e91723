"""Forms that wait for their person to sign in again."""

import json
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from safespaces.store.people_tables import ParkedFormRow

Fields = list[tuple[str, str]]


def add_parked(session: Session, digest: str, person_id: str, path: str, fields: Fields, at: datetime) -> None:
    """Keep a form."""
    session.add(ParkedFormRow(digest=digest, person_id=person_id, path=path, fields=json.dumps(fields), at=at))


def parked_by(session: Session, person_id: str) -> int:
    """How many forms of somebody's wait."""
    return session.scalar(select(func.count()).select_from(ParkedFormRow).where(ParkedFormRow.person_id == person_id)) or 0


def parked_form(session: Session, digest: str, person_id: str) -> tuple[str, Fields] | None:
    """Where a form of somebody's was sent and what was in it; None for another's, or one that is not there."""
    row = session.get(ParkedFormRow, digest)
    if row is None or row.person_id != person_id:
        return None
    return row.path, [(name, value) for name, value in json.loads(row.fields)]


def forget_parked(session: Session, before: datetime) -> None:
    """Let go of forms nobody came back for."""
    session.execute(delete(ParkedFormRow).where(ParkedFormRow.at < before))
