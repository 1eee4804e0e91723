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
from safespaces.streets.snap import Snapped, Snapper

MOST = 40_000_000  # distances that are kept: 160 MB; of more places walks are by the straight line


class StreetWalks:
    """Of one list and one network. Immutable, safe across threads; takes a second or two to make
    for a hundred places, so places that are where they were `before` are taken over.
    """

    def __init__(
        self, network: Network, points: Sequence[Point], before: "StreetWalks | None" = None
    ) -> None:
        self.network = network
        same = before if before and before.network is network else None
        self.is_used: bool = 2 * len(points) * network.node_count <= MOST
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
    ) -> list[Leg]:
        """The way from a point to the place of a row, by the names of the network's edges; empty
        where no street leads there.
        """
        return self._ways[without_steps].legs(point, row, names) if self.is_used else []

    @property
    def unreached(self) -> list[int]:
        """The rows of places that no street is near."""
        return self._ways[0].unreached if self.is_used else []


_Kept = tuple[Snapped, NDArray[np.int32]] | None  # a place and the way to each node


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
        known: dict[Point, _Kept] = (
            dict(zip(before._points, before._kept, strict=True)) if before else {}
        )
        new = [point for point in dict.fromkeys(points) if point not in known]
        snapped = {point: self._snapper.snap(point) for point in new}
        there = [(point, place) for point, place in snapped.items() if place]
        distances = to_every_node(network, [place for _point, place in there], may_use)
        known |= dict.fromkeys(new, None)
        known |= {point: (place, distances[number]) for number, (point, place) in enumerate(there)}
        self._points: tuple[Point, ...] = tuple(points)
        self._kept: list[_Kept] = [known[p] for p in points]
        self._rows = [row for row, kept in enumerate(self._kept) if kept]
        found = [kept for kept in self._kept if kept]
        self._places = [place for place, _distances in found]
        self._distances = (
            np.stack([each for _place, each in found])
            if found
            else np.zeros((0, network.node_count), np.int32)
        )

    @property
    def unreached(self) -> list[int]:
        return [row for row, kept in enumerate(self._kept) if kept is None]

    def legs(self, point: Point, row: int, names: tuple[str, ...]) -> list[Leg]:
        start, kept = self._snapper.snap(point), self._kept[row]
        if start is None or kept is None:
            return []
        found = route(self._network, start, kept[0], self._may_use)
        return legs_of(self._network, names, found, start, kept[0]) if found else []

    def metres_from(self, point: Point) -> NDArray[np.float64] | None:
        start = self._snapper.snap(point)
        if start is None:
            return None
        found = np.full(len(self._kept), np.inf)
        lengths = between(self._network, self._distances, start, self._places)
        found[self._rows] = np.where(lengths >= FAR_DM, np.inf, lengths / 10)
        return found
