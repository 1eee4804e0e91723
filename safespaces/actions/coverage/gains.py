"""What candidates would add to what is published: whom each reaches, when, and whom it shares with
places that are there.
"""

from dataclasses import dataclass

import numpy as np

from safespaces.actions.coverage.candidates import KnownCandidate
from safespaces.actions.coverage.figures import GapCard
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.bands import Band
from safespaces.coverage.candidate import STAGES, UsedHours, as_facility, can_be_asked, hours_used
from safespaces.coverage.facility import openings
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates, runs_of
from safespaces.coverage.week import DAYS
from safespaces.coverage.wording import count_words, whole_people
from safespaces.dates import weekday_name
from safespaces.language import gettext as _
from safespaces.venues.areas import Areas


@dataclass(frozen=True, slots=True)
class Gain:
    """A candidate and the people it would add on average over the hours of a band at which anybody
    counts; `row` in its `Candidates`.
    """

    row: int
    known: KnownCandidate
    hours: UsedHours
    people: float
    is_barred: bool  # not for somebody of the age that is looked at


@dataclass(frozen=True, slots=True)
class GainRow:
    """A gain in words: how many, at which hours, whom it shares people with, and in which part of
    town it is.
    """

    gain: Gain
    count: str
    when: str
    shares: str
    area: str

    @property
    def stage(self) -> str:
        """How far it is."""
        return STAGES[self.gain.known.standing.stage]


def against(
    coverage: Coverage, limit: int, known: list[KnownCandidate], assumed: str
) -> Candidates:
    """Candidates as places that a coverage could have too; `assumed` are the hours of those whose
    own are not known.
    """
    places = [
        as_facility(each.candidate, hours_used(each.candidate, each.standing, assumed))
        for each in known
    ]
    return Candidates(coverage, places, limit)


def gains_of(
    query: CoverageQuery,
    candidates: Candidates,
    known: list[KnownCandidate],
    assumed: str,
    band: Band,
) -> list[Gain]:
    """One for each candidate, those that add most first."""
    gains = []
    for row, each in enumerate(known):
        people = candidates.average(float(candidates.hours_of(row) @ band.array), band)
        hours = hours_used(each.candidate, each.standing, assumed)
        gains.append(
            Gain(row, each, hours, people, not candidates.facilities[row].is_for(query.age))
        )
    return sorted(gains, key=lambda gain: -gain.people)


def in_words(query: CoverageQuery, candidates: Candidates, gain: Gain, areas: Areas) -> GainRow:
    """A gain in words."""
    shares = ", ".join(
        candidates.coverage.facilities[row].name for row, _ in candidates.overlaps(gain.row, 2)
    )
    area = areas.of(gain.known.candidate.point)
    return GainRow(
        gain,
        count_words(whole_people(gain.people), query.layer.few),
        when_words(candidates, gain.row),
        shares,
        area,
    )


def when_words(candidates: Candidates, row: int) -> str:
    """ "Mon, Tue 18:00 to 22:00": days with the same hours together."""
    by_hours: dict[str, list[str]] = {}
    for first, end in runs_of(candidates.hours_of(row)):
        hours = _(
            "%(start)s to %(end)s",
            start=f"{first % 24:02d}:00",
            end=f"{(end - 1) % 24 + 1:02d}:00",
        )
        by_hours.setdefault(hours, []).append(weekday_name(first // 24)[:3])
    every_day = _("every day")
    return "; ".join(
        f"{every_day if len(days) == DAYS else ', '.join(days)} {hours}"
        for hours, days in by_hours.items()
    )


def candidates_near(
    reader: CoverageReader, query: CoverageQuery, gaps: list[GapCard]
) -> dict[int, list[KnownCandidate]]:
    """By a gap's number the candidates within the walk of its middle that can be asked and would
    help then, the nearest first.
    """
    known = [each for each in reader.candidates() if can_be_asked(each.standing)]
    places = [
        as_facility(each.candidate, hours_used(each.candidate, each.standing, "24/7"))
        for each in known
    ]
    theirs = openings(places, query.week, reader.zone)
    starts, ends = [card.gap.point for card in gaps], [place.point for place in places]
    walks = reader.paths.within(starts, ends, query.limit)
    open_on_arrival = theirs.of(walks.places, query.hour).on_arrival(walks.minutes)
    found: dict[int, list[KnownCandidate]] = {}
    for row in np.lexsort((walks.minutes, walks.points)).tolist():
        place = walks.places[row]
        if places[place].is_for(query.age) and open_on_arrival[row]:
            found.setdefault(gaps[walks.points[row]].gap.number, []).append(known[place])
    return found
