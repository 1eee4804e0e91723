"""Places that make walks short: the mean walk (p-median) and the longest one (p-centre), with the
places that are open already held fixed.

Hakimi, "Optimum locations of switching centers and the absolute centers and medians of a graph",
Operations Research 12, 1964. The way without a solver is greedy, then swapping one for one (Teitz
and Bart, "Heuristic methods for estimating the generalized vertex median of a weighted graph",
Operations Research 16, 1968).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.solver import Program, can_optimise, solve

_LARGEST = 400_000  # pairs that are given to the solver
_SURE = 1e-9


@dataclass(frozen=True, slots=True)
class Walking:
    """`to_open[r]`: the walk of row r to what is open already; `to_candidate[r, c]`: to a
    candidate, in minutes, no walk longer than `to_open` counts; `people[r]`.
    """

    to_open: NDArray[np.float64]
    to_candidate: NDArray[np.float64]
    people: NDArray[np.float64]

    def walks(self, chosen: tuple[int, ...]) -> NDArray[np.float64]:
        """Everybody's walk with a set: shape (rows,)."""
        if not chosen:
            return self.to_open
        nearest = self.to_candidate[:, list(chosen)].min(axis=1)
        return np.asarray(np.minimum(self.to_open, nearest))

    def mean(self, chosen: tuple[int, ...]) -> float:
        """The mean walk of a set."""
        return float(self.people @ self.walks(chosen)) / float(self.people.sum())

    def longest(self, chosen: tuple[int, ...]) -> float:
        """The longest walk of anybody."""
        return float(self.walks(chosen)[self.people > 0].max(initial=0.0))


@dataclass(frozen=True, slots=True)
class Sited:
    """A set of candidates, and its mean or longest walk; `is_proven` when none is shorter."""

    chosen: tuple[int, ...]
    walk: float
    is_proven: bool


def shortest_mean(walking: Walking, most: int, time_limit_s: float = 10.0) -> Sited:
    """The set of at most so many that makes the mean walk shortest (p-median)."""
    first = _improved(walking, _one_by_one(walking, most, walking.mean), walking.mean)
    pairs = int((walking.to_candidate < walking.to_open[:, None]).sum())
    if not can_optimise() or pairs > _LARGEST or most < 1:
        return Sited(first, walking.mean(first), _is_all(walking, first, most))
    chosen, is_proven = _median_solved(walking, most, time_limit_s)
    better = min((first, chosen), key=walking.mean)
    return Sited(better, walking.mean(better), is_proven)


def shortest_longest(walking: Walking, most: int, time_limit_s: float = 10.0) -> Sited:
    """The set of at most so many that makes the longest walk shortest (p-centre)."""
    best = _improved(walking, _one_by_one(walking, most, walking.longest), walking.longest)
    if not can_optimise() or most < 1:
        return Sited(best, walking.longest(best), _is_all(walking, best, most))
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


def _is_all(walking: Walking, chosen: tuple[int, ...], most: int) -> bool:
    return most < 1 or len(chosen) == walking.to_candidate.shape[1]


def _one_by_one(
    walking: Walking, most: int, walk: Callable[[tuple[int, ...]], float]
) -> tuple[int, ...]:
    chosen: tuple[int, ...] = ()
    everyone = range(walking.to_candidate.shape[1])
    while len(chosen) < min(most, len(everyone)):
        best = min(
            (each for each in everyone if each not in chosen), key=lambda c: walk((*chosen, c))
        )
        if walk((*chosen, best)) >= walk(chosen) and walk is not walking.longest:
            break
        chosen = (*chosen, best)
    return chosen


def _improved(
    walking: Walking, chosen: tuple[int, ...], walk: Callable[[tuple[int, ...]], float]
) -> tuple[int, ...]:
    """Swap one for one while that makes it shorter."""
    now = walk(chosen)
    is_better = True
    while is_better:
        is_better = False
        for place in range(len(chosen)):
            for other in range(walking.to_candidate.shape[1]):
                tried = (*chosen[:place], other, *chosen[place + 1 :])
                if other not in chosen and walk(tried) < now - _SURE:
                    chosen, now, is_better = tried, walk(tried), True
    return chosen


def _median_solved(
    walking: Walking, most: int, time_limit_s: float
) -> tuple[tuple[int, ...], bool]:
    """Columns: the candidates, then one z for each row and candidate that is nearer than what is
    open: what is saved there. Rows: each z at most its candidate; each row one z; so many
    candidates.
    """
    saved = (walking.to_open[:, None] - walking.to_candidate) * walking.people[:, None]
    of_row, of_column = np.nonzero((saved > 0) & np.isfinite(saved))
    candidates, pairs = walking.to_candidate.shape[1], len(of_row)
    rows, row_of = np.unique(of_row, return_inverse=True)
    lines = np.concatenate(
        [np.repeat(np.arange(pairs), 2), pairs + row_of, np.full(candidates, pairs + len(rows))]
    )
    columns = np.concatenate(
        [
            np.stack([candidates + np.arange(pairs), of_column], axis=1).ravel(),
            candidates + np.arange(pairs),
            np.arange(candidates),
        ]
    )
    values = np.concatenate([np.tile([1.0, -1.0], pairs), np.ones(pairs), np.ones(candidates)])
    upper = np.concatenate([np.zeros(pairs), np.ones(len(rows)), [float(most)]])
    costs = np.concatenate([np.zeros(candidates), -saved[of_row, of_column]])
    program = Program(
        costs, candidates, lines, columns, values, np.full(len(upper), -np.inf), upper
    )
    found = solve(program, time_limit_s)
    return (found.chosen, found.is_proven) if found else ((), False)


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
