"""What candidates would add to what is published: whom each reaches, when, and whom it shares with places that are there."""

from dataclasses import dataclass

from flask import request

from safespaces.actions.candidates import KnownCandidate, all_candidates
from safespaces.coverage.bands import Band
from safespaces.coverage.candidate import ASSUMED, STAGES, USUAL_HOURS, UsedHours, as_facility, hours_used
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates, runs_of
from safespaces.coverage.week import DAYS
from safespaces.coverage.wording import count_words
from safespaces.errors import BadInput
from safespaces.web.coverage_asked import Look
from safespaces.web.ground import ground


@dataclass(frozen=True, slots=True)
class Gain:
    """A candidate and the people it would add on average over the hours of a band at which anybody counts; `row` in its `Candidates`."""

    row: int
    known: KnownCandidate
    hours: UsedHours
    people: float
    is_barred: bool  # not for somebody of the age that is looked at


@dataclass(frozen=True, slots=True)
class GainRow:
    """The same in words: how many, at which hours, whom it shares people with, and in which part of town it is."""

    gain: Gain
    count: str
    when: str
    shares: str
    area: str

    @property
    def stage(self) -> str:
        """How far it is."""
        return STAGES[self.gain.known.standing.stage]


def assumed_hours() -> str:
    """The hours of the address for candidates whose own are not known. Raises BadInput."""
    text = request.args.get("assumed", USUAL_HOURS)
    if text not in ASSUMED:
        raise BadInput("Choose from the list what to use where hours are not known.")
    return text


def the_candidates() -> list[KnownCandidate]:
    """Every candidate."""
    return all_candidates(ground().database)


def against(coverage: Coverage, limit: int, known: list[KnownCandidate], assumed: str) -> Candidates:
    """Candidates against a coverage."""
    places = [as_facility(each.candidate, hours_used(each.candidate, each.standing, assumed)) for each in known]
    return Candidates(coverage, places, limit)


def gains_of(look: Look, some: Candidates, known: list[KnownCandidate], assumed: str, band: Band) -> list[Gain]:
    """One for each candidate, those that add most first."""
    gains = []
    for row, each in enumerate(known):
        people = some.average(float(some.hours_of(row) @ band.array), band)
        hours = hours_used(each.candidate, each.standing, assumed)
        gains.append(Gain(row, each, hours, people, not some.facilities[row].is_for(look.age)))
    return sorted(gains, key=lambda gain: -gain.people)


def whole(people: float) -> int:
    """People on average as a whole number; somebody is never nobody."""
    return max(1, round(people)) if people > 0 else 0


def in_words(look: Look, some: Candidates, gain: Gain) -> GainRow:
    """A gain in words."""
    shares = ", ".join(some.coverage.facilities[row].name for row, _ in some.overlaps(gain.row, 2))
    area = ground().areas.of(gain.known.candidate.point)
    return GainRow(gain, count_words(whole(gain.people), look.layer.few), when_words(some, gain.row), shares, area)


def when_words(some: Candidates, row: int) -> str:
    """ "Mon, Tue 18:00 to 22:00": days with the same hours together."""
    by_hours: dict[str, list[str]] = {}
    for first, end in runs_of(some.hours_of(row)):
        by_hours.setdefault(f"{first % 24:02d}:00 to {(end - 1) % 24 + 1:02d}:00", []).append(DAYS[first // 24][:3])
    return "; ".join(f"{'every day' if len(days) == len(DAYS) else ', '.join(days)} {hours}" for hours, days in by_hours.items())
