"""Beside the best set: what it hangs on, the fewest places for a target, and the sets that make
walks shortest.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from safespaces.actions.coverage.where_next import BestPlaces, Pool
from safespaces.coverage.bands import Band
from safespaces.coverage.fewest import fewest
from safespaces.coverage.median import Sited, shortest_longest, shortest_mean
from safespaces.coverage.need import gain_by_need
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import a_fifth_either_way
from safespaces.coverage.recruit import (
    Candidates,
    CoveringProblem,
    expected_gain,
    greedy,
    nearly_as_good,
    swapped,
)
from safespaces.coverage.walk_lengths import FURTHEST_TOLD_MIN, minutes_to_open
from safespaces.coverage.walking import Walking
from safespaces.coverage.wording import count_words, whole_people
from safespaces.language import gettext as _

REFUSAL = 0.4  # two of five that are asked say no
NEARLY, MOST_SWAPS = 0.98, 5  # of what the best set adds, and how many such swaps are told
_AT_MOST_S = 3.0  # for each of the two
MOST_PAIRS = 1_000_000  # parts times candidates, for the sets with the shortest walks
_NONE_MIN = FURTHEST_TOLD_MIN + 1  # counted for whoever has no open place within two hours


@dataclass(frozen=True, slots=True)
class Target:
    """The fewest places with which so many per cent are within reach; `places` None where all
    candidates together do not reach it.
    """

    places: int | None
    words: str


def for_target(pool: Pool, query: CoverageQuery, band: Band, percent: int) -> Target:
    """The fewest of the pool for a share of those who count, on average over the band's hours."""
    coverage = pool.candidates.coverage
    reached, total = coverage.band_sums(query.limit, band)
    if not total:
        return Target(None, _("Nobody counts in these hours, so there is nothing to reach."))
    found = fewest(pool.candidates.problem(band), percent / 100 * total - reached)
    if found.choice is None:
        most = int(100 * (reached + found.most) / total)
        words = _(
            "%(percent)s %% cannot be reached: all %(pool)s candidates together, with the hours"
            " that are used, bring it to %(most)s %%.",
            percent=percent,
            pool=len(pool.known),
            most=most,
        )
        return Target(None, words)
    places = len(found.choice.chosen)
    if not places:
        return Target(
            0,
            _(
                "%(percent)s %% are within reach already. What follows would add to that.",
                percent=percent,
            ),
        )
    said = (
        _("no fewer of these candidates do, in this model")
        if found.is_proven
        else _("fewer may do: it is not proven")
    )
    words = _(
        "%(places)s more for %(percent)s %%: %(said)s.", places=places, percent=percent, said=said
    )
    return Target(places, words)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a set hangs on, in words: `if_refused` for each place of it, in its order; `swaps` are
    others that do nearly as well: in the place of which, who, and how much is lost.
    """

    if_refused: tuple[str, ...]
    expected: str
    nearer: tuple[int, str]
    wider: tuple[int, str]
    swaps: list[tuple[str, str, str]]


def doubts_of(pool: Pool, query: CoverageQuery, band: Band, best: BestPlaces) -> Doubts:
    """How much less if one says no and the best other is asked in its place, how much on average
    where two of five say no, and how much with a walk a fifth shorter and longer. Of a pool by need
    all of it in per cent of what the set adds.
    """
    chosen, size = best.choice.chosen, len(best.choice.chosen)
    candidates, problem = pool.candidates, pool.candidates.problem(band)

    def told(gain: float) -> str:
        if pool.need:
            return gain_by_need(gain, best.choice.gain)
        return count_words(whole_people(candidates.average(gain, band)), query.layer.few)

    refused = tuple(
        told(max(0.0, best.choice.gain - _without(problem, row, size))) for row in chosen
    )
    ends = [
        (limit, told(_at(pool, limit, band).gain(chosen)))
        for limit in a_fifth_either_way(query.limit)
    ]
    swaps = [
        (_name(pool, out), _name(pool, other), told(max(0.0, best.choice.gain - gain)))
        for out, other, gain in nearly_as_good(problem, chosen, NEARLY)
        if gain > problem.gain([each for each in chosen if each != out]) * (1 + 1e-9)
    ][:MOST_SWAPS]
    expected = told(expected_gain(problem, chosen, REFUSAL))
    return Doubts(refused, expected, ends[0], ends[1], swaps)


def _name(pool: Pool, row: int) -> str:
    return pool.known[row].candidate.name


def _without(problem: CoveringProblem, row: int, size: int) -> float:
    covers = problem.covers.copy()
    covers[:, row] = False
    left = CoveringProblem(problem.weights, covers)
    return swapped(left, greedy(left, size)).gain


def _at(pool: Pool, limit: int, band: Band) -> CoveringProblem:
    its = Candidates(pool.candidates.coverage, pool.candidates.facilities, limit)
    return its.problem(band)


@dataclass(frozen=True, slots=True)
class OtherSet:
    """A set by another aim: its places, the mean and the longest walk with it in words, and whether
    it is proven to be the shortest.
    """

    aim: str
    names: tuple[str, ...]
    mean: str
    longest: str
    is_proven: bool


def other_sets(pool: Pool, query: CoverageQuery, best: BestPlaces, wanted: int) -> list[OtherSet]:
    """At the hour that is looked at: what there is, the best set, and those with the shortest mean
    and the shortest longest walk. Empty where nobody counts, or there are too many pairs.
    """
    walking = walking_at(pool, query.hour)
    if walking is None:
        return []
    sets = (
        (_("As it is"), Sited((), 0.0, True)),
        (
            _("Chosen by need") if best.by_need else _("Most people within the walk"),
            Sited(best.choice.chosen, 0.0, best.is_proven),
        ),
        (_("Shortest walk on average"), shortest_mean(walking, wanted, _after(_AT_MOST_S))),
        (_("Shortest longest walk"), shortest_longest(walking, wanted, _AT_MOST_S)),
    )
    return [
        OtherSet(
            aim,
            tuple(pool.known[row].candidate.name for row in its.chosen),
            _minutes(walking.mean(its.chosen)),
            _minutes(walking.longest(its.chosen)),
            its.is_proven,
        )
        for aim, its in sets
    ]


def _after(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds have gone by."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def walking_at(pool: Pool, hour: int) -> Walking | None:
    """The walks of an hour; whoever has no open place within two hours counts with a minute more
    than that. None where nobody counts, or there are too many pairs.
    """
    coverage, places = pool.candidates.coverage, pool.candidates.facilities
    people = np.where(coverage.counting[:, hour], coverage.counts, 0.0)
    if not people.sum() or len(people) * len(places) > MOST_PAIRS:
        return None
    near = np.minimum(minutes_to_open(coverage, hour), _NONE_MIN)
    to_candidate = np.full((len(people), len(places)), float(_NONE_MIN))
    walks = coverage.paths.within(
        coverage.layer.where_they_are, [each.point for each in places], FURTHEST_TOLD_MIN
    )
    good = pool.candidates.openings.of(walks.places, hour).on_arrival(walks.minutes)
    to_candidate[walks.points[good], walks.places[good]] = walks.minutes[good]
    return Walking(near, to_candidate, people)


def _minutes(walk: float) -> str:
    if walk > FURTHEST_TOLD_MIN:
        return _("over two hours")
    return _("%(minutes)s minutes", minutes=f"{walk:.0f}")
