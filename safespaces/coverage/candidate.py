"""Candidates: venues that the group thinks of asking.

Never public. What was said and decided about one is added, never changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from safespaces.codes import Labels
from safespaces.coverage.facility import Facility
from safespaces.errors import BadField, BadInput
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.venue import ListingStatus, Venue, youngest_alone
from safespaces.venues.words import words_of

STAGES = Labels(
    {
        "idea": marked("Idea"),
        "seen": marked("Looked at"),
        "asked": marked("Asked"),
        "visited": marked("Visited"),
        "agreed": marked("Agreed"),
        "refused": marked("Refused"),
    }
)
TOLD = {  # what is told, and what is in `value` then
    "comment": "",
    "next_step": "",
    "hours": "hours to use for it, none to take them back",
    "stage": "a key of STAGES",
    "invited": "the address that an invitation to register went to",
}
DECISIONS = ("agreed", "refused")
LONGEST_WORDS = 2_000
ASSUMED = Labels(
    {  # hours that are used where a candidate's own are not known
        "Mo-Su,PH 10:00-22:00": marked(
            "10:00 to 22:00, but not known at Christmas, New Year and Easter"
        ),
        "24/7": marked("open day and night: the most it could do"),
        "": marked("no hours: leave them out"),
    }
)
USUAL_HOURS = "Mo-Su,PH 10:00-22:00"  # the first of them, where nobody chooses


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place somebody suggested, or that stands in the register with the listing status
    candidate.
    """

    id: str
    name: str
    kind: str
    point: Point
    address: str = ""
    postcode: str = ""
    safe_hours: str = ""
    hours_are_assumed: bool = False  # one guess for a whole file
    minimum_age: str = ""
    source: str = ""
    made_at: datetime | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class CandidateEvent:
    """One thing that was said or decided: `what` says how to read `value` and `words` (TOLD)."""

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
    hours: str = ""  # what the group uses for it, where it said so
    decision: CandidateEvent | None = None
    events: tuple[CandidateEvent, ...] = ()  # newest first


def standing_of(events: Iterable[CandidateEvent]) -> Standing:
    """The standing after events, given oldest first."""
    stage, next_step, hours, decision = "idea", "", "", None
    told = tuple(events)
    for event in told:
        if event.what == "stage":
            stage, decision = event.value, event if event.value in DECISIONS else None
        elif event.what == "next_step":
            next_step = event.words
        elif event.what == "hours":
            hours = event.value
    return Standing(stage, next_step, hours, decision, tuple(reversed(told)))


def can_be_asked(standing: Standing) -> bool:
    """Whether somebody could still be asked: who refused is left alone, and who agreed is on the
    way in.
    """
    return standing.stage not in DECISIONS


def check_event(event: CandidateEvent) -> None:
    """Raises BadField for an event that says nothing, too much, or decides without a reason."""
    if event.what not in TOLD:
        raise BadInput(_("Choose what you are writing."))
    box = "reason" if event.what == "stage" else event.what
    if len(event.words) > LONGEST_WORDS or len(event.value) > LONGEST_WORDS:
        raise BadField(
            box,
            _(
                "That is too long. %(longest_words)s letters are the most.",
                longest_words=f"{LONGEST_WORDS:,}",
            ),
        )
    if event.what == "stage" and event.value not in STAGES:
        raise BadField("stage", _("Choose how far it is."))
    if event.what == "stage" and event.value in DECISIONS and not event.words:
        raise BadField(box, _("Say why: a decision is kept with its reason."))
    if event.what in ("comment", "next_step") and not event.words:
        raise BadField(box, _("Write something first."))


@dataclass(frozen=True, slots=True)
class UsedHours:
    """The hours that a candidate is worked out with, and whether anybody knows them to be so."""

    text: str
    are_assumed: bool


def hours_used(candidate: Candidate, standing: Standing, assumed: str) -> UsedHours:
    """What the group said goes before what a file or a form said, and that before what is assumed
    for all.
    """
    if standing.hours:
        return UsedHours(standing.hours, False)
    if candidate.safe_hours:
        return UsedHours(candidate.safe_hours, candidate.hours_are_assumed)
    return UsedHours(assumed, bool(assumed))


def as_facility(candidate: Candidate, hours: UsedHours) -> Facility:
    """The candidate as a place that can be reached."""
    age = youngest_alone(candidate.kind, candidate.minimum_age)
    return Facility(candidate.id, candidate.name, candidate.kind, candidate.point, hours.text, age)


class KnownPlaces:
    """Places by name, so that a new one is found among thousands at once."""

    def __init__(self, places: Iterable[Candidate] = ()) -> None:
        self._by_name: dict[tuple[str, ...], list[Candidate]] = {}
        for place in places:
            self.add(place)

    def add(self, place: Candidate) -> None:
        """Count one candidate more."""
        self._by_name.setdefault(words_of(place.name), []).append(place)

    def holds(self, place: Candidate) -> bool:
        """Whether one of them is the same: the same name, and the same postcode or within some 300
        m.
        """
        return any(_is_near(place, each) for each in self._by_name.get(words_of(place.name), ()))


def _is_near(one: Candidate, other: Candidate) -> bool:
    is_near = (
        abs(other.point.lat - one.point.lat) < 0.003
        and abs(other.point.lon - one.point.lon) < 0.005
    )
    return is_near or (bool(one.postcode) and one.postcode == other.postcode)


def candidates_of(venues: Iterable[Venue], *statuses: ListingStatus) -> list[Candidate]:
    """Venues of some listing statuses that have a point, as candidates; without their source and
    note, which are the council's.
    """
    return [
        Candidate(
            venue.id,
            venue.name,
            venue.kind,
            venue.located.point,
            venue.address,
            venue.postcode,
            venue.safe_hours,
            False,
            venue.minimum_age,
            _("the council’s register"),
        )
        for venue in venues
        if venue.status in statuses and venue.located is not None
    ]
