"""Gaps: young people out of reach, gathered where one more open place would reach most of them, the
largest first.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.reach import Coverage
from safespaces.coverage.walks import STRAIGHT, Paths, Walks
from safespaces.geo.point import Point

MOST_GAPS = 10
_LOOK_AROUND_MIN = 120  # how far away the nearest open place is told


@dataclass(frozen=True, slots=True)
class Gap:
    """`count` people out of reach within the limit of `point`, in `points` demand points (rows of
    the layer).

    `nearest` is the row of the nearest facility that is open and still open on arrival, None where
    there is none, and `walk_minutes` the way to it from the gap's middle.
    """

    number: int
    point: Point
    count: int
    points: tuple[int, ...]
    nearest: int | None
    walk_minutes: int | None


def gaps_at(
    coverage: Coverage, limit: int, hour: int, most: int = MOST_GAPS, near: Walks | None = None
) -> list[Gap]:
    """The largest gaps at one hour.

    Each middle is a demand point; nobody is counted in two gaps (greedy covering).

    `near` are the walks between the demand points, where somebody has kept them.
    """
    missed = coverage.missed(limit, hour)
    where = [point.point for point in coverage.layer.points]
    near = near if near is not None else walks_between(coverage.layer, limit, coverage.paths)
    found: list[Gap] = []
    while len(found) < most and missed.any():
        sums = np.bincount(near.points, weights=missed[near.places], minlength=len(missed))
        middle = int(np.argmax(sums))
        members = _members(near, middle, missed)
        count = int(missed[list(members)].sum())
        if count == 0:
            break
        nearest, minutes = nearest_open(coverage, where[middle], hour)
        found.append(Gap(len(found) + 1, where[middle], count, members, nearest, minutes))
        missed[list(members)] = 0
    return found


def walks_between(layer: DemandLayer, limit: int, paths: Paths = STRAIGHT) -> Walks:
    """The walks from each demand point to those around it, itself included."""
    points = [each.point for each in layer.points]
    return paths.within(points, points, limit)


def nearest_open(coverage: Coverage, point: Point, hour: int) -> tuple[int | None, int | None]:
    """The row of the nearest facility that is open at an hour and still on arrival within two
    hours' walk, and the walk in minutes.
    """
    places = [facility.point for facility in coverage.facilities]
    walks = coverage.paths.within([point], places, _LOOK_AROUND_MIN)
    good = coverage.openings.of(walks.places, hour).on_arrival(walks.minutes)
    if not good.any():
        return None, None
    best = np.lexsort((walks.places[good], walks.minutes[good]))[0]
    return int(walks.places[good][best]), int(walks.minutes[good][best])


def _members(near: Walks, middle: int, missed: NDArray[np.int64]) -> tuple[int, ...]:
    around = near.places[near.points == middle]
    return tuple(int(row) for row in around if missed[row] > 0)
