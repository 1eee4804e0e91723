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
    """`count` people out of reach within the limit of `point`, who are out of reach there too, in
    `points` demand points (rows of the layer).

    `nearest` is the row of the facility nearest to the middle that is open and still open on
    arrival, None where there is none, and `walk_minutes` the mean walk of these people to the
    nearest one each, None where some have none within two hours.
    """

    number: int
    point: Point
    count: float
    points: tuple[int, ...]
    nearest: int | None
    walk_minutes: int | None


def gaps_at(
    coverage: Coverage, limit: int, hour: int, most: int = MOST_GAPS, near: Walks | None = None
) -> list[Gap]:
    """The largest gaps at one hour.

    Each middle is a part whose people are out of reach; nobody is counted in two gaps (greedy
    covering).

    `near` are the walks between the parts, where somebody has kept them.
    """
    missed = coverage.missed(limit, hour)
    where = coverage.layer.where_they_are
    near = near if near is not None else walks_between(coverage.layer, limit, coverage.paths)
    found: list[Gap] = []
    while len(found) < most and missed.any():
        sums = np.bincount(near.points, weights=missed[near.places], minlength=len(missed))
        middle = int(np.argmax(np.where(missed > 0, sums, -1)))
        members = _members(near, middle, missed)
        people = missed[members]
        nearest, _minutes = nearest_open(coverage, where[middle], hour)
        points = tuple(sorted(set(coverage.rows[members].tolist())))
        walk = _mean_walk(coverage, [where[row] for row in members], people, hour)
        found.append(Gap(len(found) + 1, where[middle], float(people.sum()), points, nearest, walk))
        missed[members] = 0
    return found


def _mean_walk(
    coverage: Coverage, where: list[Point], people: NDArray[np.float64], hour: int
) -> int | None:
    """The mean walk of people to the nearest facility that is open on arrival, in whole minutes;
    None where it is over two hours for any.
    """
    walks = coverage.paths.within(
        where, [facility.point for facility in coverage.facilities], _LOOK_AROUND_MIN
    )
    good = coverage.openings.of(walks.places, hour).on_arrival(walks.minutes)
    nearest = np.full(len(where), np.inf)
    np.minimum.at(nearest, walks.points[good], walks.minutes[good])
    mean = float(np.average(nearest, weights=people)) if np.isfinite(nearest).all() else np.inf
    return round(mean) if np.isfinite(mean) else None


def walks_between(layer: DemandLayer, limit: int, paths: Paths = STRAIGHT) -> Walks:
    """The walks from each part to those around it, itself included."""
    points = layer.where_they_are
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


def _members(near: Walks, middle: int, missed: NDArray[np.float64]) -> list[int]:
    around = near.places[near.points == middle]
    return [int(row) for row in around if missed[row] > 0]
