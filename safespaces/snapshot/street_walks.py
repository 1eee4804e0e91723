"""How far the places of a list are by the streets, from wherever somebody stands.

The way from each place to every node of the network is worked out once, so that an answer takes
two numbers for each place: how far it is from the one and from the other end of the street that
somebody stands in. That is exact: the shortest way goes through one of them, or along the street.
Of a list too long for that it is searched when somebody asks, outwards from where they stand
(searched_walks.py).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.point import Point
from safespaces.snapshot.searched_walks import SearchedWalks
from safespaces.streets.legs import Leg, way_between
from safespaces.streets.network import Network
from safespaces.streets.search import FAR_DM, between, to_every_node
from safespaces.streets.snap import FURTHEST_M, Snapped, Snapper

MOST = 25_000_000  # distances that are kept, 100 MB: of more places in the town none are
_AT_ONCE = 64  # places that are worked out together


class StreetWalks:
    """Of one list and one network. Immutable, safe across threads; takes a second or two to make
    for a hundred places, so places that are where they were `before` are taken over.
    """

    def __init__(
        self, network: Network, points: Sequence[Point], before: "StreetWalks | None" = None
    ) -> None:
        self.network = network
        same = before if before and before.network is network else None
        kind = _Table if 2 * _near(network, points) * network.node_count <= MOST else SearchedWalks
        self._ways: list[_Table | SearchedWalks] = [
            kind(network, points, may_use, same._ways[number] if same else None)
            for number, may_use in enumerate((None, ~network.is_steps))
        ]

    @property
    def rings_m(self) -> tuple[float, ...]:
        """How far to look at first, and how far at most: a walk that is longer is not known."""
        return self._ways[0].rings_m

    def metres_to(
        self, rows: NDArray[np.int64], point: Point, most_m: float, without_steps: bool = False
    ) -> NDArray[np.float64] | None:
        """Metres from a point to the places of some rows by the streets, to a tenth; infinite where
        none lead there in so many metres. None where no street is near the point.
        """
        return self._ways[without_steps].metres_to(rows, point, most_m)

    def leads_to(self, rows: NDArray[np.int64], point: Point) -> NDArray[np.bool_]:
        """Whether any street leads from a point to the places of some rows, however far."""
        return self._ways[0].leads_to(rows, point)

    def legs(
        self, point: Point, row: int, names: tuple[str, ...], without_steps: bool = False
    ) -> tuple[list[Leg], bool]:
        """The way from a point to the place of a row, by the names of the network's edges, and
        whether it goes on after these; empty where no street leads there.
        """
        return self._ways[without_steps].legs(point, row, names)

    @property
    def unreached(self) -> list[int]:
        """The rows of places that no street is near."""
        return self._ways[0].unreached


def _near(network: Network, points: Sequence[Point]) -> int:
    """How many of the places may be met by a street: those of other towns take no room."""
    if not points or not network.node_count:
        return 0
    plane = network.plane
    places = np.array([plane.at(point) for point in points])
    sides = [(network.lons * plane.east_m), (network.lats * plane.north_m)]
    low = np.array([side.min() for side in sides]) - FURTHEST_M
    high = np.array([side.max() for side in sides]) + FURTHEST_M
    return int(np.count_nonzero(((places >= low) & (places <= high)).all(axis=1)))


class _Table:
    """By all ways, or by those without steps."""

    rings_m: tuple[float, ...] = (np.inf,)

    def __init__(
        self,
        network: Network,
        points: Sequence[Point],
        may_use: NDArray[np.bool_] | None,
        before: "_Table | SearchedWalks | None",
    ) -> None:
        before = before if isinstance(before, _Table) else None
        self._network, self._may_use = network, may_use
        self._snapper: Snapper = before._snapper if before else Snapper(network, may_use)
        self._points: tuple[Point, ...] = tuple(points)
        known = dict(zip(before._points, before._places, strict=True)) if before else {}
        places = {
            point: known[point] if point in known else self._snapper.door(point)
            for point in dict.fromkeys(points)
        }
        self._places: list[Snapped | None] = [places[point] for point in points]
        self._rows = [row for row, place in enumerate(self._places) if place]
        self._met: list[Snapped] = [place for place in self._places if place]
        self._distances: NDArray[np.int32] = self._worked_out(before)

    def _worked_out(self, before: "_Table | None") -> NDArray[np.int32]:
        """From each place that is met to each node; those of before are copied."""
        there = {}
        if before:
            there = {before._points[row]: number for number, row in enumerate(before._rows)}
        points = [self._points[row] for row in self._rows]
        found = np.empty((len(points), self._network.node_count), np.int32)
        new = [number for number, point in enumerate(points) if point not in there]
        for number, point in enumerate(points):
            if before and point in there:
                found[number] = before._distances[there[point]]
        for first in range(0, len(new), _AT_ONCE):
            some = new[first : first + _AT_ONCE]
            places = [self._met[number] for number in some]
            found[some] = to_every_node(self._network, places, self._may_use)
        return found

    @property
    def unreached(self) -> list[int]:
        return [row for row, place in enumerate(self._places) if place is None]

    def legs(self, point: Point, row: int, names: tuple[str, ...]) -> tuple[list[Leg], bool]:
        start, end = self._snapper.snap(point), self._places[row]
        return way_between(self._network, names, start, end, self._may_use)

    def metres_to(
        self, rows: NDArray[np.int64], point: Point, most_m: float
    ) -> NDArray[np.float64] | None:
        start = self._snapper.snap(point)
        if start is None:
            return None
        found = np.full(len(self._places), np.inf)
        lengths = between(self._network, self._distances, start, self._met)
        found[self._rows] = np.where(lengths > min(10 * most_m, FAR_DM - 1), np.inf, lengths / 10)
        return found[rows]

    def leads_to(self, rows: NDArray[np.int64], point: Point) -> NDArray[np.bool_]:
        metres = self.metres_to(rows, point, np.inf)
        return np.zeros(len(rows), bool) if metres is None else np.isfinite(metres)
