"""Who can walk where in how many minutes, by the rules of the public's look-up: in a straight line
here, by the streets in street_paths.py. Which of the two is said wherever a figure is shown.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from safespaces.coverage.links import Link
from safespaces.geo.earth import whole_metres_array, xyz_array
from safespaces.geo.point import Point
from safespaces.geo.walking import reach_m, walk_minutes_array

# of latitude, a little less than anywhere in Great Britain, so that no box is too small
_M_PER_DEGREE = 110_500.0
_BATCH = 500_000  # pairs that are measured at a time: 12 MB


class Walks(NamedTuple):
    """Pairs within the limit, ordered by demand point: rows of both sides, and whole minutes
    (about).
    """

    points: NDArray[np.int64]
    places: NDArray[np.int64]
    minutes: NDArray[np.int16]

    def within(self, minutes: int) -> "Walks":
        """Those of at most so many minutes."""
        kept = self.minutes <= minutes
        return Walks(self.points[kept], self.places[kept], self.minutes[kept])


class Paths(Protocol):
    """What walks are along; `number` tells one from another."""

    @property
    def by_street(self) -> bool:
        """Whether along streets."""

    @property
    def number(self) -> str:
        """ "" for the straight line."""

    def roads(self) -> Sequence[Sequence[tuple[float, float]]]:
        """Through roads to find one's way by on a map, as lines of (lon, lat)."""

    def within(self, starts: Sequence[Point], ends: Sequence[Point], minutes: int) -> Walks:
        """Every walk of at most so many minutes."""

    def with_links(self, links: Sequence[Link]) -> "Paths":
        """The same with ways that are not there yet."""

    def leads_to(self, point: Point) -> bool:
        """Whether a street is near."""

    def within_reach(self, point: Point, minutes: int) -> BaseGeometry:
        """The ground within so many minutes' walk, in degrees (lon, lat)."""


class StraightLines:
    """Along straight lines, with what streets are longer on average."""

    by_street = False
    number = ""

    def roads(self) -> Sequence[Sequence[tuple[float, float]]]:
        """None are known."""
        return ()

    def within(self, starts: Sequence[Point], ends: Sequence[Point], minutes: int) -> Walks:
        """Every walk of at most so many minutes."""
        return walks_within(
            [p.lat for p in starts],
            [p.lon for p in starts],
            [p.lat for p in ends],
            [p.lon for p in ends],
            minutes,
        )

    def with_links(self, _links: Sequence[Link]) -> "StraightLines":
        """The same: a straight line needs no crossing."""
        return self

    def leads_to(self, _point: Point) -> bool:
        """No street is known."""
        return False

    def within_reach(self, point: Point, minutes: int) -> BaseGeometry:
        """A disc."""
        up = reach_m(minutes) / _M_PER_DEGREE
        across = up / math.cos(math.radians(point.lat))
        disc = shapely.Point(0, 0).buffer(1, quad_segs=12)
        return affine_transform(disc, [across, 0, 0, up, point.lon, point.lat])


STRAIGHT = StraightLines()


def in_order(parts: Sequence[Walks], places: int) -> Walks:
    """Several as one, ordered by demand point, then place; `places` is how many there are."""
    points, ends, minutes = (np.concatenate([part[at] for part in parts]) for at in range(3))
    order = np.argsort(points.astype(np.int64) * max(1, places) + ends, kind="stable")
    return Walks(points[order], ends[order], minutes[order].astype(np.int16))


def walks_within(
    from_lats: ArrayLike, from_lons: ArrayLike, to_lats: ArrayLike, to_lons: ArrayLike, minutes: int
) -> Walks:
    """Every walk of at most so many minutes from demand points to places; coordinates in degrees,
    WGS84.
    """
    starts, ends = (
        np.column_stack((np.asarray(lons, float), np.asarray(lats, float)))
        for lats, lons in ((from_lats, from_lons), (to_lats, to_lons))
    )
    if not len(starts) or not len(ends):
        return Walks(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int16))
    points, places = shapely.STRtree(np.asarray(shapely.points(ends))).query(
        _boxes(starts, reach_m(minutes) + 1)
    )
    pairs = points.astype(np.int64) * len(ends) + places
    pairs.sort()  # of one number each: several times faster than by two keys
    points, places = np.divmod(pairs, len(ends))
    walked = _minutes(
        xyz_array(starts[:, 1], starts[:, 0]), xyz_array(ends[:, 1], ends[:, 0]), points, places
    )
    return Walks(points, places, walked).within(minutes)


def _boxes(lonlat: NDArray[np.float64], half_m: int) -> NDArray[np.object_]:
    """Around each point a box that holds everything within half its width."""
    up = half_m / _M_PER_DEGREE
    across = up / np.cos(np.radians(np.minimum(np.abs(lonlat[:, 1]) + up, 89.0)))
    return shapely.box(
        lonlat[:, 0] - across, lonlat[:, 1] - up, lonlat[:, 0] + across, lonlat[:, 1] + up
    )


def _minutes(
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    points: NDArray[np.int64],
    places: NDArray[np.int64],
) -> NDArray[np.int16]:
    out = np.empty(len(points), dtype=np.int16)
    for first in range(0, len(points), _BATCH):
        part = slice(first, first + _BATCH)
        ways = starts[points[part]] - ends[places[part]]
        metres = whole_metres_array(np.sqrt(np.einsum("ij,ij->i", ways, ways)))
        out[part] = walk_minutes_array(metres)
    return out
