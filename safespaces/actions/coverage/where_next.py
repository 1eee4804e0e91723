"""Where next: the best set of so many candidates, beside the simple way of taking the best one by
one.
"""

from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from safespaces.actions.coverage.candidates import KnownCandidate
from safespaces.actions.coverage.figures import share_of_band
from safespaces.actions.coverage.gains import against
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.shown import ShownCoverage
from safespaces.coverage.bands import Band
from safespaces.coverage.candidate import UsedHours, as_facility, can_be_asked, hours_used
from safespaces.coverage.facility import digest_of
from safespaces.coverage.need import NeedWeight, share_by_need
from safespaces.coverage.optimum import Optimum, best_set
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import (
    Candidates,
    ChosenSet,
    CoveringProblem,
    best_alone,
    greedy,
    swapped,
)
from safespaces.coverage.what_if import links_of
from safespaces.coverage.wording import count_words, whole_people
from safespaces.language import gettext as _

MOST_COUNTED = 2_000  # candidates that a set is chosen from
_ONE_AT_A_TIME = Lock()  # a solver takes up to ten seconds of a processor


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the best set, what it adds to those before it and what it would add alone, on
    average over the band's hours.
    """

    known: KnownCandidate
    hours: UsedHours
    adds: int
    alone: int


@dataclass(frozen=True, slots=True)
class ChosenByNeed:
    """Of a set that was chosen by a need weight: the shares by need before and after, and beside it
    the set that adds most people, with how many more it adds, and its share by need. `is_same`: it
    is the same set; `is_proven`: no set adds more people.
    """

    need: NeedWeight
    before: str
    after: str
    others: tuple[str, ...]
    others_gain: str
    others_after: str
    is_same: bool
    is_proven: bool


@dataclass(frozen=True, slots=True)
class BestPlaces:
    """The best set that was found, in words.

    `guarantee` says how far the best may be; `agreed` are counted as if they were open.
    """

    sites: list[Site]
    choice: ChosenSet
    before: str
    after: str
    simple_after: str
    gain: str
    simple_gain: str
    known_gain: str  # with places whose hours are known only
    known_after: str
    guarantee: str
    is_proven: bool
    pool: int
    agreed: tuple[KnownCandidate, ...]
    left_out: int
    by_need: ChosenByNeed | None = None

    @property
    def assumed(self) -> int:
        """How many of the set have hours that nobody knows."""
        return sum(site.hours.are_assumed for site in self.sites)


@dataclass(frozen=True, slots=True)
class Pool:
    """Who can be asked, against what is there or on its way: those who agreed are held fixed, those
    who refused are out, and so are those that are `barred` to the age, and those whose hours nobody
    knows where none are assumed (`without_hours`). Of more than are counted those that add most
    alone, over the whole week; `left_out` is how many are not among them.
    """

    known: list[KnownCandidate]
    hours: list[UsedHours]
    candidates: Candidates
    agreed: tuple[KnownCandidate, ...]
    left_out: int = 0
    barred: int = 0
    without_hours: int = 0
    need: NeedWeight | None = None

    def by_need(self, need: NeedWeight, counts: NDArray[np.float64]) -> "Pool":
        """The same where each part of the layer counts so much: shape (parts,)."""
        return replace(self, candidates=self.candidates.with_counts(counts), need=need)


def pool_of(
    reader: CoverageReader, query: CoverageQuery, shown: ShownCoverage, assumed: str
) -> Pool:
    """The pool, against the present list or a what-if."""
    every = reader.candidates()
    agreed = tuple(each for each in every if each.standing.stage == "agreed")
    askable = [each for each in every if can_be_asked(each.standing)]
    as_places = [
        as_facility(each.candidate, hours_used(each.candidate, each.standing, assumed))
        for each in askable
    ]
    barred = sum(not place.is_for(query.age) for place in as_places)
    asked = [
        each
        for each, place in zip(askable, as_places, strict=True)
        if place.is_for(query.age) and place.safe_hours
    ]
    without_hours = len(askable) - barred - len(asked)
    counted = _with_agreed(reader, query, shown, agreed, assumed)
    candidates = against(counted, query.limit, asked, assumed)
    left_out = max(0, len(asked) - MOST_COUNTED)
    if left_out:
        asked = _that_add_most(candidates, asked)
        candidates = against(counted, query.limit, asked, assumed)
    hours = [hours_used(each.candidate, each.standing, assumed) for each in asked]
    return Pool(asked, hours, candidates, agreed, left_out, barred, without_hours)


def _that_add_most(candidates: Candidates, asked: list[KnownCandidate]) -> list[KnownCandidate]:
    """As many as are counted, in their order."""
    alone = np.array([candidates.hours_of(row).sum() for row in range(len(asked))])
    kept = np.sort(np.argsort(-alone, kind="stable")[:MOST_COUNTED])
    return [asked[row] for row in kept.tolist()]


def _with_agreed(
    reader: CoverageReader,
    query: CoverageQuery,
    shown: ShownCoverage,
    agreed: tuple[KnownCandidate, ...],
    assumed: str,
) -> Coverage:
    if not agreed:
        return shown.coverage
    there = reader.places(query) if shown.places is None else shown.places
    added = tuple(
        as_facility(each.candidate, hours_used(each.candidate, each.standing, assumed))
        for each in agreed
    )
    memory, links = reader.memory, links_of(shown.scenario.changes) if shown.scenario else ()
    return memory.once(
        ("agreed", digest_of(there), digest_of(added), links, query.key),
        lambda: reader.of_places(query, (*there, *added), links),
    )


def best_places(
    reader: CoverageReader,
    query: CoverageQuery,
    shown: ShownCoverage,
    assumed: str,
    band: Band,
    wanted: int,
    solver_s: float = 0.0,
) -> tuple[BestPlaces, Candidates]:
    """The best set for a band and the simple one beside it, and the candidates that it was chosen
    from.
    """
    pool = pool_of(reader, query, shown, assumed)
    best = best_of_pool(reader, query, pool, band, wanted, solver_s)
    return best, pool.candidates


def best_of_pool(
    reader: CoverageReader,
    query: CoverageQuery,
    pool: Pool,
    band: Band,
    wanted: int,
    solver_s: float,
    weighed: Pool | None = None,
) -> BestPlaces:
    """The same of a pool; `solver_s` seconds for the solver, none for 0. Where the pool is there by
    need too, the set is chosen by need, and told in people as any other.
    """
    candidates, problem = pool.candidates, pool.candidates.problem(band)
    found, choice = _chosen(reader, query, weighed or pool, wanted, band, solver_s)
    aim = (weighed or pool).candidates.problem(band)
    simple = problem.gain(best_alone(aim, len(choice.chosen)).chosen)
    sure = problem.gain(_of_known_hours(pool, aim, wanted))
    reached, total = candidates.coverage.band_sums(query.limit, band)

    def share(gain: float) -> str:
        return share_of_band(query, candidates.coverage, band, reached + gain, total)

    def average(gain: float) -> str:
        return count_words(whole_people(candidates.average(gain, band)), query.layer.few)

    gain = problem.gain(choice.chosen)
    return BestPlaces(
        _sites(pool, problem, choice, band),
        choice,
        share(0),
        share(gain),
        share(simple),
        average(gain),
        average(simple),
        average(sure),
        share(sure),
        _guarantee(choice, found, solver_s > 0, weighed or pool, bool(total)),
        _is_proven(choice, found),
        len(pool.known),
        pool.agreed,
        pool.left_out,
        _beside_need(reader, query, pool, weighed, choice, band, solver_s) if weighed else None,
    )


def _of_known_hours(pool: Pool, aim: CoveringProblem, wanted: int) -> tuple[int, ...]:
    """A set of candidates whose hours are known."""
    known = np.flatnonzero([not each.are_assumed for each in pool.hours])
    chosen = greedy(CoveringProblem(aim.weights, aim.covers[:, known]), wanted).chosen
    return tuple(known[list(chosen)].tolist())


def _chosen(
    reader: CoverageReader,
    query: CoverageQuery,
    pool: Pool,
    wanted: int,
    band: Band,
    solver_s: float,
) -> tuple[Optimum | None, ChosenSet]:
    problem = pool.candidates.problem(band)
    found = _optimum(reader, query, pool, problem, wanted, band, solver_s)
    return found, found.choice if found else swapped(problem, greedy(problem, wanted))


def _beside_need(
    reader: CoverageReader,
    query: CoverageQuery,
    pool: Pool,
    weighed: Pool,
    choice: ChosenSet,
    band: Band,
    solver_s: float,
) -> ChosenByNeed | None:
    if weighed.need is None or not choice.chosen:
        return None
    problem, by_need = pool.candidates.problem(band), weighed.candidates.problem(band)
    reached, total = weighed.candidates.coverage.band_sums(query.limit, band)
    found, other = _chosen(reader, query, pool, len(choice.chosen), band, solver_s)
    its_own = problem.gain(choice.chosen)
    if other.gain <= its_own:  # no better one was found in time
        other = ChosenSet(choice.chosen, its_own, max(its_own, other.best_at_most))
    more = pool.candidates.average(other.gain - its_own, band)

    def share(gain: float) -> str:
        return share_by_need(reached + gain, reached + gain, total)

    return ChosenByNeed(
        weighed.need,
        share(0.0),
        share(choice.gain),
        tuple(pool.known[row].candidate.name for row in other.chosen),
        count_words(whole_people(more), query.layer.few),
        share(by_need.gain(other.chosen)),
        set(other.chosen) == set(choice.chosen),
        _is_proven(other, found),
    )


def _sites(pool: Pool, problem: CoveringProblem, choice: ChosenSet, band: Band) -> list[Site]:
    sites, alone, before = [], problem.gains_alone(), 0.0
    for number, row in enumerate(choice.chosen, 1):
        gain = problem.gain(choice.chosen[:number])
        both = (
            whole_people(pool.candidates.average(each, band))
            for each in (gain - before, float(alone[row]))
        )
        sites.append(Site(pool.known[row], pool.hours[row], *both))
        before = gain
    return sites


def _optimum(
    reader: CoverageReader,
    query: CoverageQuery,
    pool: Pool,
    problem: CoveringProblem,
    wanted: int,
    band: Band,
    solver_s: float,
) -> Optimum | None:
    """The proven set, worked out once for the same question; None without a solver, and while
    another question is being worked on.
    """
    if not solver_s:
        return None
    memory, candidates = reader.memory, pool.candidates
    key = (
        "best",
        query.key,
        query.limit,
        band,
        wanted,
        digest_of(candidates.facilities),
        digest_of(candidates.coverage.facilities),
        candidates.coverage.paths.number,
        pool.need.id if pool.need else "",
    )
    kept: Optimum | None = memory.once(key, lambda: None)
    if kept or not _ONE_AT_A_TIME.acquire(timeout=0.5):
        return kept
    try:
        found = best_set(problem, wanted, solver_s)
    finally:
        _ONE_AT_A_TIME.release()
    # what time cut off is tried again
    return memory.once(key, lambda: found) if found.is_proven else found


def _is_proven(choice: ChosenSet, found: Optimum | None) -> bool:
    """Whether nothing adds more: the solver says so, or greedy's own bound, which needs no
    solver.
    """
    return bool(found and found.is_proven) or choice.of_the_best > 1 - 1e-9


def _guarantee(
    choice: ChosenSet, found: Optimum | None, exact: bool, pool: Pool, band_counts: bool
) -> str:
    if not choice.chosen:
        if not band_counts:
            return _("Nobody counts in these hours.")
        if pool.need:
            return _("No candidate adds anything by this need in these hours.")
        return _("No candidate adds anybody in these hours, with the hours that are used.")
    if _is_proven(choice, found):
        if pool.need:
            return _(
                "It is proven that no other set of as many of these %(pool)s candidates adds more"
                " by need in this model, with the hours that are used.",
                pool=len(pool.known),
            )
        if any(pool.hours[row].are_assumed for row in choice.chosen):
            return _(
                "It is proven that no other set of as many of these %(pool)s candidates adds more"
                " in this model, if the assumed hours are true.",
                pool=len(pool.known),
            )
        return _(
            "It is proven that no other set of as many of these %(pool)s candidates adds more in"
            " this model.",
            pool=len(pool.known),
        )
    share = int(choice.of_the_best * 1000) / 10
    said = (
        _(
            "By need it certainly adds %(share)s %% or more of what the best possible set would.",
            share=f"{share:g}",
        )
        if pool.need
        else _(
            "It certainly adds %(share)s %% or more of what the best possible set would.",
            share=f"{share:g}",
        )
    )
    if found:
        return _("The solver stopped at its time limit. %(said)s", said=said)
    return (
        _("The solver is busy with another question: try again in a moment. %(said)s", said=said)
        if exact
        else said
    )
