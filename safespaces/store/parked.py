"""Forms that wait for their person to sign in again."""

import json
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class ParkedFormRow(Base):
    """What somebody typed into a form whose session had ended, until they are signed in again.

    For that person only.
    """

    __tablename__ = "parked_forms"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    fields: Mapped[str] = mapped_column(Text)  # JSON list of name and value
    at: Mapped[datetime] = mapped_column(UtcDateTime)


Fields = list[tuple[str, str]]


def add_parked(
    session: Session, digest: str, person_id: str, path: str, fields: Fields, at: datetime
) -> None:
    """Keep a form."""
    session.add(
        ParkedFormRow(
            digest=digest, person_id=person_id, path=path, fields=json.dumps(fields), at=at
        )
    )


def parked_by(session: Session, person_id: str) -> int:
    """How many forms of somebody's wait."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ParkedFormRow)
            .where(ParkedFormRow.person_id == person_id)
        )
        or 0
    )


def forget_oldest_parked(session: Session, person_id: str) -> None:
    """Let the oldest of somebody's forms go."""
    oldest = (
        select(ParkedFormRow.digest)
        .where(ParkedFormRow.person_id == person_id)
        .order_by(ParkedFormRow.at, ParkedFormRow.digest)
        .limit(1)
    )
    session.execute(delete(ParkedFormRow).where(ParkedFormRow.digest.in_(oldest)))


def parked_form(session: Session, digest: str, person_id: str) -> tuple[str, Fields] | None:
    """Where a form of somebody's was sent and what was in it; None for another's, or one that is
    not there.
    """
    row = session.get(ParkedFormRow, digest)
    if row is None or row.person_id != person_id:
        return None
    return row.path, [(name, value) for name, value in json.loads(row.fields)]


def forget_parked(session: Session, before: datetime) -> None:
    """Let go of forms nobody came back for."""
    session.execute(delete(ParkedFormRow).where(ParkedFormRow.at < before))
