"""Candidates: venues that the group thinks of asking. Never public. What was said and decided about one is added, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from safespaces.coverage.facility import Facility
from safespaces.errors import BadInput
from safespaces.geo.point import Point
from safespaces.venues.venue import youngest_alone

STAGES = {
    "idea": "Idea",
    "seen": "Looked at",
    "asked": "Asked",
    "visited": "Visited",
    "agreed": "Agreed",
    "refused": "Refused",
}
DECISIONS = ("agreed", "refused")
LONGEST_WORDS = 2_000
ASSUMED = {  # hours to reckon with where a candidate's own are not known
    "Mo-Su 10:00-22:00": "10:00 to 22:00 every day",
    "24/7": "open day and night: the most it could do",
    "": "nothing: leave them out",
}
USUAL_HOURS = "Mo-Su 10:00-22:00"  # the first of them, where nobody chooses


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place somebody suggested. `is_in_register`: it stands there with the listing status candidate, and is changed there only."""

    id: str
    name: str
    kind: str
    point: Point
    address: str = ""
    postcode: str = ""
    safe_hours: str = ""
    minimum_age: str = ""
    source: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    is_in_register: bool = False


@dataclass(frozen=True, slots=True)
class CandidateEvent:
    """One thing that was said or decided: `what` is comment, next_step, hours or stage; `value` the stage or the hours."""

    candidate_id: str
    at: datetime
    by: str
    what: str
    value: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands by all that was said of it."""

    stage: str = "idea"
    next_step: str = ""
    hours: str | None = None  # what the group reckons with, where it said so
    decision: CandidateEvent | None = None
    events: tuple[CandidateEvent, ...] = ()  # newest first


def standing_of(events: Iterable[CandidateEvent]) -> Standing:
    """The standing after events, given oldest first."""
    stage, next_step, hours, decision = "idea", "", None, None
    told = tuple(events)
    for event in told:
        if event.what == "stage":
            stage, decision = event.value, event if event.value in DECISIONS else None
        elif event.what == "next_step":
            next_step = event.words
        elif event.what == "hours":
            hours = event.value
    return Standing(stage, next_step, hours, decision, tuple(reversed(told)))


def check_event(event: CandidateEvent) -> None:
    """Raises BadInput for an event that says nothing, too much, or decides without a reason."""
    if len(event.words) > LONGEST_WORDS:
        raise BadInput(f"That is too long. {LONGEST_WORDS:,} letters are the most.")
    if event.what == "stage" and event.value not in STAGES:
        raise BadInput("Choose how far it is.")
    if event.what == "stage" and event.value in DECISIONS and not event.words:
        raise BadInput("Say why: a decision is kept with its reason.")
    if event.what in ("comment", "next_step") and not event.words:
        raise BadInput("Write something first.")


def as_facility(candidate: Candidate, standing: Standing, assumed: str) -> Facility:
    """The candidate as a place that can be reached, with its own hours, else what the group reckons with, else what is assumed."""
    hours = candidate.safe_hours or (standing.hours if standing.hours is not None else assumed)
    age = youngest_alone(candidate.kind, candidate.minimum_age)
    return Facility(candidate.id, candidate.name, candidate.kind, candidate.point, hours, age)


def hours_are_assumed(candidate: Candidate, standing: Standing) -> bool:
    """Whether nobody has said its hours."""
    return not candidate.safe_hours and standing.hours is None
