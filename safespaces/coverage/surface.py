"""Where one more open place would do most good, whether or not anybody is there to ask: a surface
of points a hundred metres apart, in place of a list of area centres.

Church, "The planar maximal covering location problem", Journal of Regional Science 24, 1984: on a
plane the best spot need not be a demand point.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.reach import Coverage
from safespaces.coverage.walks import Paths, Walks
from safespaces.geo.point import Point

STEP_M = 100
_M_PER_DEGREE = 111_195.0
_MOST_POINTS = 40_000  # a finer or wider grid takes too long: the step grows


@dataclass(frozen=True, slots=True)
class Surface:
    """Points, `step_m` apart, and the walks from each to the parts of a layer. Where walks follow
    streets they are the parts' own places: a walk from each of ten thousand points takes too long.
    """

    points: tuple[Point, ...]
    walks: Walks
    step_m: int

    @property
    def nbytes(self) -> int:
        """About what it takes up in memory."""
        return sum(each.nbytes for each in self.walks) + 80 * len(self.points)

    def gains(self, missed: NDArray[np.float64]) -> NDArray[np.float64]:
        """How many of those who are out of reach, by part, an open place at each point would reach:
        shape (points,).
        """
        sums = np.bincount(
            self.walks.points, weights=missed[self.walks.places], minlength=len(self.points)
        )
        return sums.astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point, and how many more it would reach besides the spots before it."""

    point: Point
    people: float


def surface_of(layer: DemandLayer, limit: int, paths: Paths) -> Surface:
    """The surface of a layer for a walk of so many minutes."""
    if paths.by_street:
        points, step = layer.where_they_are, 0
    else:
        points, step = _grid(layer)
    return Surface(tuple(points), paths.within(points, layer.where_they_are, limit), step)


def best_spots(
    coverage: Coverage, surface: Surface, limit: int, hour: int, most: int
) -> list[Spot]:
    """The points that would reach most of those who are out of reach at an hour, nobody counted
    twice.
    """
    missed, found = coverage.missed(limit, hour), list[Spot]()
    while len(found) < most and missed.any():
        gains = surface.gains(missed)
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            break
        found.append(Spot(surface.points[best], float(gains[best])))
        missed[surface.walks.places[surface.walks.points == best]] = 0.0
    return found


def _grid(layer: DemandLayer) -> tuple[list[Point], int]:
    """Points over the box around a layer, and how far apart they are."""
    where = layer.where_they_are
    if not where:
        return [], STEP_M
    south, north = min(p.lat for p in where), max(p.lat for p in where)
    west, east = min(p.lon for p in where), max(p.lon for p in where)
    squeeze = math.cos(math.radians((south + north) / 2))
    step = STEP_M
    while True:
        up = step / _M_PER_DEGREE
        rows = math.floor((north - south) / up) + 1
        columns = math.floor((east - west) * squeeze / up) + 1
        if rows * columns <= _MOST_POINTS:
            break
        step *= 2
    return [
        Point(round(south + row * up, 6), round(west + column * up / squeeze, 6))
        for row in range(rows)
        for column in range(columns)
    ], step
