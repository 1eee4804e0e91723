"""How far the places of a list are by the streets, from wherever somebody stands.

The way from each place to every node of the network is worked out once, so that an answer takes
two numbers for each place: how far it is from the one and from the other end of the street that
somebody stands in. That is exact: the shortest way goes through one of them, or along the street.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.point import Point
from safespaces.streets.legs import Leg, legs_of
from safespaces.streets.network import Network
from safespaces.streets.search import FAR_DM, between, route, to_every_node
from safespaces.streets.snap import FURTHEST_M, Snapped, Snapper

_AT_THE_DOOR_DM = 150
MOST = 25_000_000  # distances that are kept, 100 MB: of more places in the town walks are straight
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
        self.is_used: bool = 2 * _near(network, points) * network.node_count <= MOST
        self._ways: list[_Table] = [
            _Table(network, points, may_use, same._ways[number] if same and same.is_used else None)
            for number, may_use in enumerate((None, ~network.is_steps))
            if self.is_used
        ]

    def metres_from(self, point: Point, without_steps: bool = False) -> NDArray[np.float64] | None:
        """Metres from a point to each place by the streets, to a tenth; infinite where none lead
        there. None where no street is near the point.
        """
        return self._ways[without_steps].metres_from(point) if self.is_used else None

    def legs(
        self, point: Point, row: int, names: tuple[str, ...], without_steps: bool = False
    ) -> tuple[list[Leg], bool]:
        """The way from a point to the place of a row, by the names of the network's edges, and
        whether it goes on after these; empty where no street leads there.
        """
        return self._ways[without_steps].legs(point, row, names) if self.is_used else ([], False)

    @property
    def unreached(self) -> list[int]:
        """The rows of places that no street is near."""
        return self._ways[0].unreached if self.is_used else []


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

    def __init__(
        self,
        network: Network,
        points: Sequence[Point],
        may_use: NDArray[np.bool_] | None,
        before: "_Table | None",
    ) -> None:
        self._network, self._may_use = network, may_use
        self._snapper: Snapper = before._snapper if before else Snapper(network, may_use)
        self._points: tuple[Point, ...] = tuple(points)
        known = dict(zip(before._points, before._places, strict=True)) if before else {}
        places = {
            point: known[point] if point in known else self._door(point)
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

    def _door(self, point: Point) -> Snapped | None:
        """Where a place is met. A way without steps that is further off than the next way is not
        the way to its door.
        """
        found = self._snapper.snap(point)
        if found is None or self._may_use is None:
            return found
        next_way = Snapper.of(self._network).snap(point)
        assert next_way is not None  # there are all the ways that may be used, and more
        return found if found.off_dm - next_way.off_dm <= _AT_THE_DOOR_DM else None

    @property
    def unreached(self) -> list[int]:
        return [row for row, place in enumerate(self._places) if place is None]

    def legs(self, point: Point, row: int, names: tuple[str, ...]) -> tuple[list[Leg], bool]:
        start, end = self._snapper.snap(point), self._places[row]
        if start is None or end is None:
            return [], False
        found = route(self._network, start, end, self._may_use)
        return legs_of(self._network, names, found, start, end) if found else ([], False)

    def metres_from(self, point: Point) -> NDArray[np.float64] | None:
        start = self._snapper.snap(point)
        if start is None:
            return None
        found = np.full(len(self._places), np.inf)
        lengths = between(self._network, self._distances, start, self._met)
        found[self._rows] = np.where(lengths >= FAR_DM, np.inf, lengths / 10)
        return found
