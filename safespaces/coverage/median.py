"""Places that make walks short: the mean walk (p-median) and the longest one (p-centre), with the
places that are open already held fixed.

Hakimi, "Optimum locations of switching centers and the absolute centers and medians of a graph",
Operations Research 12, 1964.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from safespaces.coverage.interchange import short_at_most
from safespaces.coverage.lagrange import bounded
from safespaces.coverage.solver import Program, can_optimise, solve
from safespaces.coverage.walking import Walking

_SURE = 1e-9


@dataclass(frozen=True, slots=True)
class Sited:
    """A set of candidates, and its mean or longest walk; `is_proven` when none is shorter."""

    chosen: tuple[int, ...]
    walk: float
    is_proven: bool


def shortest_mean(
    walking: Walking, most: int, is_over: Callable[[], bool] = lambda: False
) -> Sited:
    """The set of at most so many that makes the mean walk shortest (p-median)."""
    if most < 1:
        return Sited((), walking.mean(()), True)
    found = bounded(walking, most, is_over)
    return Sited(found.chosen, walking.mean(found.chosen), found.is_proven)


def shortest_longest(walking: Walking, most: int, time_limit_s: float = 10.0) -> Sited:
    """The set of at most so many that makes the longest walk shortest (p-centre), without places
    that do nothing for it.
    """
    found = _with_shortest_longest(walking, most, time_limit_s)
    return Sited(_needed(walking, found.chosen), found.walk, found.is_proven)


def _needed(walking: Walking, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Those of a set without which the longest walk would be longer."""
    longest, kept = walking.longest(chosen), chosen
    for each in reversed(chosen):
        fewer = tuple(other for other in kept if other != each)
        if walking.longest(fewer) <= longest:
            kept = fewer
    return kept


def _with_shortest_longest(walking: Walking, most: int, time_limit_s: float) -> Sited:
    best = short_at_most(walking, most)
    if not can_optimise() or most < 1:
        is_all = most < 1 or len(best) == walking.candidates
        return Sited(best, walking.longest(best), is_all)
    counted = walking.people > 0
    walks = np.unique(np.r_[walking.to_open[counted], walking.to_candidate[counted].ravel()])
    shorter = walks[walks < walking.longest(best) - _SURE]
    is_proven = True
    low, high = 0, len(shorter)  # the first radius that so many can cover lies in [low, high]
    while low < high:
        middle = (low + high) // 2
        found = _cover_within(walking, float(shorter[middle]), most, time_limit_s)
        if found is None:
            low = middle + 1
        elif found == ():
            is_proven, low = False, middle + 1
        else:
            best, high = found, middle
    return Sited(best, walking.longest(best), is_proven)


def _cover_within(
    walking: Walking, radius: float, most: int, time_limit_s: float
) -> tuple[int, ...] | None:
    """At most so many candidates with which nobody walks further; None where there are none, ()
    where time ran out.
    """
    left = (walking.people > 0) & (walking.to_open > radius + _SURE)
    covers = walking.to_candidate[left] <= radius + _SURE
    if not covers.any(axis=1).all():
        return None
    candidates = covers.shape[1]
    of_row, of_column = np.nonzero(covers)
    height = len(covers)
    program = Program(
        np.ones(candidates),
        candidates,
        of_row,
        of_column,
        np.ones(len(of_row)),
        np.ones(height),
        np.full(height, np.inf),
    )
    found = solve(program, time_limit_s)
    if found and len(found.chosen) <= most:
        return found.chosen
    return None if found and found.is_proven else ()
