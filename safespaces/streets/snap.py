"""From a point to the nearest place on the network: on an edge, not at a node.

static/js/streets/snap.js does the same arithmetic in the same order.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.point import Point
from safespaces.streets.codec import drawn_dm
from safespaces.streets.drawn import Drawn
from safespaces.streets.network import Network

_AT_THE_DOOR_DM = 150
FURTHEST_M = 400  # from a street: further off nobody is said to walk by it
_SQUARE_M = 128
_RINGS = (1, math.ceil(FURTHEST_M / _SQUARE_M))


class Snapped(NamedTuple):
    """A place on an edge: how far from the point it is, and how far along the edge from its start
    and from its end, in decimetres.
    """

    edge: int
    off_dm: int
    start_dm: int
    end_dm: int


class Snapper:
    """Finds the nearest edge. Immutable, safe across threads. `may_use` says which edges count."""

    def __init__(self, network: Network, may_use: NDArray[np.bool_] | None = None) -> None:
        drawn = Drawn(network)
        edges = drawn.edge_of_piece
        pieces = np.flatnonzero(may_use[edges]) if may_use is not None else np.arange(len(edges))
        self._network, self._is_of_all = network, may_use is None
        self._x, self._y = drawn.x, drawn.y
        self._edges, self._from, self._before = edges, drawn.from_point, drawn.before_dm
        self._drawn = drawn_dm(network)
        self._squares = _squares(drawn, pieces)

    @staticmethod
    def of(network: Network) -> "Snapper":
        """That of all ways of a network, made once."""
        if "_snapper" not in network.__dict__:
            network.__dict__["_snapper"] = Snapper(network)
        found: Snapper = network.__dict__["_snapper"]
        return found

    def snap(self, point: Point) -> Snapped | None:
        """None where no street is within FURTHEST_M."""
        x, y = self._network.plane.at(point)
        column, row = math.floor(x / _SQUARE_M), math.floor(y / _SQUARE_M)
        for ring in _RINGS:
            pieces = self._around(column, row, ring)
            if not len(pieces):
                continue
            found = self._nearest(pieces, x, y)
            # what is not looked at is at least so many whole squares away
            if found[0] <= (min(ring * _SQUARE_M, FURTHEST_M)) ** 2:
                return self._snapped(*found)
        return None

    def door(self, point: Point) -> Snapped | None:
        """Where the door of a place is met. One of some edges only that is further off than the
        next edge of all is not the way to it.
        """
        found = self.snap(point)
        if found is None or self._is_of_all:
            return found
        next_way = Snapper.of(self._network).snap(point)
        assert next_way is not None  # there are all the ways that may be used, and more
        return found if found.off_dm - next_way.off_dm <= _AT_THE_DOOR_DM else None

    def _around(self, column: int, row: int, ring: int) -> NDArray[np.int64]:
        parts = [
            part
            for east in range(column - ring, column + ring + 1)
            for north in range(row - ring, row + ring + 1)
            if (part := self._squares.get((east, north))) is not None
        ]
        return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)

    def _nearest(self, pieces: NDArray[np.int64], x: float, y: float) -> tuple[float, int, float]:
        """Squared distance, the piece and how far along it (0 to 1): the first of equals."""
        start = self._from[pieces]
        ax, ay = self._x[start], self._y[start]
        dx, dy = self._x[start + 1] - ax, self._y[start + 1] - ay
        px, py = x - ax, y - ay
        square = dx * dx + dy * dy
        with np.errstate(invalid="ignore", divide="ignore"):
            along = np.where(square > 0, (px * dx + py * dy) / square, 0.0)
        along = np.minimum(np.maximum(along, 0.0), 1.0)
        ex, ey = px - along * dx, py - along * dy
        away = ex * ex + ey * ey
        best = int(np.argmin(away))
        return float(away[best]), int(pieces[best]), float(along[best])

    def _snapped(self, away_2: float, piece: int, along: float) -> Snapped:
        edge = int(self._edges[piece])
        length, drawn = int(self._network.lengths_dm[edge]), int(self._drawn[edge])
        start = self._from[piece]
        dx = float(self._x[start + 1] - self._x[start])
        dy = float(self._y[start + 1] - self._y[start])
        piece_dm = math.floor(math.sqrt(dx * dx + dy * dy) * 10 + 0.5)
        at = int(self._before[piece]) + along * piece_dm
        from_start = math.floor(at * length / drawn + 0.5) if drawn else 0
        from_start = min(from_start, length)
        off_dm = math.floor(math.sqrt(away_2) * 10 + 0.5)
        return Snapped(edge, off_dm, from_start, length - from_start)


def _squares(drawn: Drawn, pieces: NDArray[np.int64]) -> dict[tuple[int, int], NDArray[np.int64]]:
    """Pieces by the squares of the ground that their boxes touch."""
    start = drawn.from_point[pieces]
    found: dict[tuple[int, int], list[int]] = {}
    lows, highs = [], []
    for values in (drawn.x, drawn.y):
        a, b = values[start], values[start + 1]
        lows.append(np.floor(np.minimum(a, b) / _SQUARE_M).astype(np.int64).tolist())
        highs.append(np.floor(np.maximum(a, b) / _SQUARE_M).astype(np.int64).tolist())
    each = zip(pieces.tolist(), lows[0], highs[0], lows[1], highs[1], strict=True)
    for piece, west, east, south, north in each:
        for column in range(west, east + 1):
            for row in range(south, north + 1):
                found.setdefault((column, row), []).append(piece)
    return {square: np.array(some, np.int64) for square, some in found.items()}
