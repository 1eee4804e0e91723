"""Walks to the places of a long list: searched for when somebody asks, outwards from where they
stand, first a little way and then further.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.point import Point
from safespaces.streets.legs import Leg, way_between
from safespaces.streets.network import Ints, Network
from safespaces.streets.parts import parts_of
from safespaces.streets.search import FAR_DM, to_every_node, to_places
from safespaces.streets.snap import Snapped, Snapper

_RINGS_M = (1_000.0, 2_500.0, 10_000.0)  # the last is a walk of two hours


class SearchedWalks:
    """By all ways, or by those that `may_use` says. Safe across threads: at worst two look for the
    same street beside a place.
    """

    rings_m: tuple[float, ...] = _RINGS_M

    def __init__(
        self,
        network: Network,
        points: Sequence[Point],
        may_use: NDArray[np.bool_] | None = None,
        before: object = None,
    ) -> None:
        same = before if isinstance(before, SearchedWalks) else None
        self._network, self._may_use, self._points = network, may_use, points
        self._snapper: Snapper = same._snapper if same else Snapper(network, may_use)
        self._parts: Ints = same._parts if same else parts_of(network, may_use)
        self._places: dict[int, Snapped | None] = {}  # by row, those that were asked for

    def metres_to(
        self, rows: NDArray[np.int64], point: Point, most_m: float
    ) -> NDArray[np.float64] | None:
        """As that of StreetWalks (street_walks.py)."""
        start = self._snapper.snap(point)
        if start is None:
            return None
        found = np.full(len(rows), np.inf)
        met = [(at, place) for at, row in enumerate(rows.tolist()) if (place := self._place(row))]
        if not met:
            return found
        most_dm = round(10 * most_m)
        nodes = to_every_node(self._network, [start], self._may_use, most_dm)[0]
        at = [each for each, _place in met]
        lengths = to_places(self._network, nodes, start, [place for _at, place in met])
        found[at] = np.where(lengths > min(most_dm, FAR_DM - 1), np.inf, lengths / 10)
        return found

    def leads_to(self, rows: NDArray[np.int64], point: Point) -> NDArray[np.bool_]:
        """As that of StreetWalks."""
        starts, start = self._network.starts, self._snapper.snap(point)
        places = [self._place(row) if start else None for row in rows.tolist()]
        parts = [self._parts[starts[place.edge]] if place else -1 for place in places]
        here = self._parts[starts[start.edge]] if start else -2
        return np.asarray(np.array(parts, np.int64) == here, bool)

    def legs(self, point: Point, row: int, names: tuple[str, ...]) -> tuple[list[Leg], bool]:
        """As that of StreetWalks."""
        start, end = self._snapper.snap(point), self._place(row)
        return way_between(self._network, names, start, end, self._may_use)

    @property
    def unreached(self) -> list[int]:
        """As that of StreetWalks."""
        return [row for row in range(len(self._points)) if self._place(row) is None]

    def _place(self, row: int) -> Snapped | None:
        if row not in self._places:
            self._places[row] = self._snapper.door(self._points[row])
        return self._places[row]
