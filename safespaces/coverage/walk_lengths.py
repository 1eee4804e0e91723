"""How far people have to walk: from where they are to the nearest place that is open when they get
there, whatever the limit.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.reach import Coverage

FURTHEST_TOLD_MIN = 120
_STEPS = (60, FURTHEST_TOLD_MIN)  # minutes that are looked at for those who have none nearer
BORDERS = (5, 10, 15, 20, 30, 60)


@dataclass(frozen=True, slots=True)
class WalkLengths:
    """Of `people` who count at an hour: the mean walk in minutes, and the minutes within which half
    and nine in ten of them are; None where some, or too many, have no open place within two hours.
    `bins` are how many walk at most so many minutes, and longer than the border before; `beyond`
    have none within two hours.
    """

    people: float
    mean: float | None
    half: int | None
    nine_in_ten: int | None
    bins: tuple[tuple[int, float], ...]
    beyond: float


def minutes_to_open(coverage: Coverage, hour: int) -> NDArray[np.float64]:
    """Minutes' walk from each part to the nearest facility that is open on arrival; infinite where
    none is within two hours: shape (parts,).
    """
    near = coverage.nearest_minutes(hour)
    minutes = np.where(near > 0, near, np.inf).astype(np.float64)
    where = coverage.layer.where_they_are
    places = [facility.point for facility in coverage.facilities]
    for furthest in _STEPS:
        left = np.flatnonzero(np.isinf(minutes) & coverage.counting[:, hour])
        if not len(left) or not places:
            break
        walks = coverage.paths.within([where[row] for row in left.tolist()], places, furthest)
        good = coverage.openings.of(walks.places, hour).on_arrival(walks.minutes)
        np.minimum.at(minutes, left[walks.points[good]], walks.minutes[good])
    return minutes


def walk_lengths(coverage: Coverage, hour: int) -> WalkLengths:
    """The walks at an hour."""
    counts = np.where(coverage.counting[:, hour], coverage.counts, 0.0)
    return lengths_of(minutes_to_open(coverage, hour), counts)


def lengths_of(minutes: NDArray[np.float64], people: NDArray[np.float64]) -> WalkLengths:
    """The walks of so many people each."""
    total, known = float(people.sum()), np.isfinite(minutes)
    beyond = float(people[~known].sum())
    edges = (0, *BORDERS, FURTHEST_TOLD_MIN)
    bins = tuple(
        (high, float(people[(minutes > low) & (minutes <= high)].sum()))
        for low, high in pairwise(edges)
    )
    is_whole = total > 0 and beyond < 1e-6
    mean = float(people[known] @ minutes[known]) / total if is_whole else None
    return WalkLengths(
        total, mean, _within(minutes, people, 0.5), _within(minutes, people, 0.9), bins, beyond
    )


def _within(minutes: NDArray[np.float64], people: NDArray[np.float64], share: float) -> int | None:
    """The fewest minutes within which a share of the people are; None for over two hours."""
    total = float(people.sum())
    if total <= 0:
        return None
    order = np.argsort(minutes, kind="stable")
    row = order[np.searchsorted(np.cumsum(people[order]), share * total - 1e-9)]
    return int(minutes[row]) if np.isfinite(minutes[row]) else None
