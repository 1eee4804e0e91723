"""Candidates in the database, and what was said of them: added, never changed."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from safespaces.coverage.candidate import Candidate, CandidateEvent
from safespaces.geo.point import Point
from safespaces.store.coverage_tables import CandidateEventRow, CandidateRow

_PLAIN = ("id", "name", "kind", "address", "postcode", "safe_hours", "hours_are_assumed", "minimum_age", "source", "made_at", "made_by")
_EVENT = ("candidate_id", "at", "by", "what", "value", "words")


def add_candidates(session: Session, candidates: Iterable[Candidate]) -> None:
    """Put new candidates in."""
    rows = [{name: getattr(each, name) for name in _PLAIN} | {"lat": each.point.lat, "lon": each.point.lon} for each in candidates]
    if rows:
        session.execute(insert(CandidateRow), rows)


def kept_candidates(session: Session) -> list[Candidate]:
    """Every candidate that was suggested here, by name."""
    return [_to_candidate(row) for row in session.scalars(select(CandidateRow).order_by(CandidateRow.name, CandidateRow.id))]


def add_event(session: Session, event: CandidateEvent) -> None:
    """Keep what was said."""
    session.add(CandidateEventRow(**{name: getattr(event, name) for name in _EVENT}))
    session.flush()


def events_by_candidate(session: Session) -> dict[str, list[CandidateEvent]]:
    """Everything that was said, oldest first, by candidate."""
    found: dict[str, list[CandidateEvent]] = defaultdict(list)
    for row in session.scalars(select(CandidateEventRow).order_by(CandidateEventRow.number)):
        found[row.candidate_id].append(CandidateEvent(**{name: getattr(row, name) for name in _EVENT}))
    return found


def _to_candidate(row: CandidateRow) -> Candidate:
    return Candidate(point=Point(row.lat, row.lon), **{name: getattr(row, name) for name in _PLAIN})
