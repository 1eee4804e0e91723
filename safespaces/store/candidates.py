"""Candidates in the database, and what was said of them: added, never changed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Boolean, Float, Integer, String, Text, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.coverage.candidate import Candidate, CandidateEvent
from safespaces.geo.point import Point
from safespaces.store.rows import Base, UtcDateTime


class CandidateRow(Base):
    """A place that somebody suggested."""

    __tablename__ = "candidates"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(400))
    postcode: Mapped[str] = mapped_column(String(8))
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    safe_hours: Mapped[str] = mapped_column(Text)
    hours_are_assumed: Mapped[bool] = mapped_column(Boolean)
    minimum_age: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


class CandidateEventRow(Base):
    """What was said or decided about a candidate.

    The database refuses to change or delete one (migration 0013).
    """

    __tablename__ = "candidate_events"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))
    what: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


_PLAIN = (
    "id",
    "name",
    "kind",
    "address",
    "postcode",
    "safe_hours",
    "hours_are_assumed",
    "minimum_age",
    "source",
    "made_at",
    "made_by",
)
_EVENT = ("candidate_id", "at", "by", "what", "value", "words")


def add_candidates(session: Session, candidates: Iterable[Candidate]) -> None:
    """Put new candidates in."""
    rows = [
        {name: getattr(each, name) for name in _PLAIN}
        | {"lat": each.point.lat, "lon": each.point.lon}
        for each in candidates
    ]
    if rows:
        session.execute(insert(CandidateRow), rows)


def kept_candidates(session: Session) -> list[Candidate]:
    """Every candidate that was suggested here, by name."""
    return [
        _to_candidate(row)
        for row in session.scalars(
            select(CandidateRow).order_by(CandidateRow.name, CandidateRow.id)
        )
    ]


def add_event(session: Session, event: CandidateEvent) -> None:
    """Keep what was said."""
    session.add(CandidateEventRow(**{name: getattr(event, name) for name in _EVENT}))
    session.flush()


def events_by_candidate(session: Session) -> dict[str, list[CandidateEvent]]:
    """Everything that was said, oldest first, by candidate."""
    found: dict[str, list[CandidateEvent]] = defaultdict(list)
    for row in session.scalars(select(CandidateEventRow).order_by(CandidateEventRow.number)):
        found[row.candidate_id].append(
            CandidateEvent(**{name: getattr(row, name) for name in _EVENT})
        )
    return found


def _to_candidate(row: CandidateRow) -> Candidate:
    return Candidate(point=Point(row.lat, row.lon), **{name: getattr(row, name) for name in _PLAIN})
