"""The cells that a long directory is cut into, so that a phone takes the places around it and not
a country's.

A cell with too many places is cut in half, across its longer side, while each half stays
LEAST_M wide: which cell a phone asks for says no more than that. Cuts are always in the same
places, so one more place changes few cells. A cell's file holds the places of a margin around
it too, further than anybody walks in half an hour: a phone needs this one file, wherever in the
cell it is. If it took neighbours when an answer needs them, whoever counts requests would learn
where in the cell somebody is. The phone's side is static/js/public/cells.js.

Latitudes and longitudes are whole hundred-thousandths of a degree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, cos, radians
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 500  # places of a cell, where it can still be cut
LEAST_M = 5_000  # its width and its height
FINE = 100_000
# of the width or the height; in hundred-thousandths of a degree of latitude at least 2.5 km and at
# most 10
_MARGIN, _LEAST_MARGIN, _MOST_MARGIN = 8, 2_300, 9_000
_M_PER_DEGREE = 110_500  # of latitude, nowhere less (WGS84: 110,574 at the equator)
# Halved again and again it is 5.0 km high, and 5.1 km wide at 52 degrees north; it reaches beyond
# the poles and the date line.
_HIGH, _WIDE = 4_500 << 11, 7_500 << 12
NORTH_SOUTH, WEST_EAST, CELL, EMPTY = "n", "w", "c", "."


class Box(NamedTuple):
    """South and west edges belong to it, north and east edges do not."""

    south: int
    west: int
    north: int
    east: int

    def halves(self, way: str) -> "tuple[Box, Box]":
        """South and north, or west and east."""
        south, west, north, east = self
        if way == NORTH_SOUTH:
            middle = (south + north) // 2
            return Box(south, west, middle, east), Box(middle, west, north, east)
        middle = (west + east) // 2
        return Box(south, west, north, middle), Box(south, middle, north, east)

    def with_margin(self) -> "Box":
        """As much more on every side as a cell's file holds."""
        south, west, north, east = self
        up = min(max((north - south) // _MARGIN, _LEAST_MARGIN), _MOST_MARGIN)
        narrow = cos(radians(self._furthest))  # of a degree of longitude
        least, most = ceil(_LEAST_MARGIN / narrow), ceil(_MOST_MARGIN / narrow)
        along = min(max((east - west) // _MARGIN, least), most)
        return Box(south - up, west - along, north + up, east + along)

    def metres(self) -> tuple[float, float]:
        """Height and, where it is narrowest, width."""
        a_degree = _M_PER_DEGREE / FINE
        high, wide = (self.north - self.south) * a_degree, (self.east - self.west) * a_degree
        return high, wide * cos(radians(self._furthest))

    @property
    def _furthest(self) -> float:
        """From the equator, in degrees; beyond 75 nobody lives."""
        return min(max(abs(self.south), abs(self.north)) / FINE, 75)


WORLD = Box(-_HIGH, -_WIDE, _HIGH, _WIDE)


@dataclass(frozen=True, slots=True)
class Cells:
    """`tree` tells a phone all cuts, the whole first, then each half: NORTH_SOUTH or WEST_EAST
    for a cut, CELL for a cell, EMPTY for one with nothing in it and its margin. Cells have a name
    each: which halves lead there, as a number.
    """

    tree: str
    boxes: dict[str, Box]
    _lats: NDArray[np.int64]
    _lons: NDArray[np.int64]

    def rows(self, name: str) -> NDArray[np.int64]:
        """The places of a cell and its margin, in their order. Raises KeyError for no cell."""
        inside = _inside(self.boxes[name].with_margin(), self._lats, self._lons)
        return np.flatnonzero(inside)

    def at(self, lat: float, lon: float) -> str:
        """The name of the cell that a point in degrees lies in; "" for an empty one."""
        up, along = round(lat * FINE), round(lon * FINE)
        for name, (south, west, north, east) in self.boxes.items():
            if south <= up < north and west <= along < east:
                return name
        return ""


def cells_of(lats: Iterable[float], lons: Iterable[float], most: int = MOST) -> Cells:
    """The cells of places at points in degrees."""
    up = np.round(np.asarray(list(lats), float) * FINE).astype(np.int64)
    along = np.round(np.asarray(list(lons), float) * FINE).astype(np.int64)
    tree: list[str] = []
    found = _cut(WORLD, np.arange(len(up)), (up, along), most, tree)
    boxes = {f"{number:x}": box for number, box in found}
    return Cells("".join(tree), boxes, up, along)


def _cut(
    box: Box,
    rows: NDArray[np.int64],
    points: tuple[NDArray[np.int64], NDArray[np.int64]],
    most: int,
    tree: list[str],
    number: int = 1,
) -> Iterator[tuple[int, Box]]:
    """Numbers and boxes of the cells with something in them; `rows` lie in the box or its
    margin.
    """
    up, along = points
    within = rows[_inside(box, up[rows], along[rows])]
    way = _way(box) if len(within) > most else ""
    tree.append(way or (CELL if len(rows) else EMPTY))
    if not way:
        if len(rows):
            yield number, box
        return
    for side, half in enumerate(box.halves(way)):
        near = rows[_inside(half.with_margin(), up[rows], along[rows])]
        yield from _cut(half, near, points, most, tree, 2 * number + side)


def _way(box: Box) -> str:
    """How it is cut: across the longer side, where both halves stay wide enough; "" for not at
    all.
    """
    high, wide = box.metres()
    for way in (NORTH_SOUTH, WEST_EAST) if high >= wide else (WEST_EAST, NORTH_SOUTH):
        if min(min(half.metres()) for half in box.halves(way)) >= LEAST_M:
            return way
    return ""


def _inside(box: Box, up: NDArray[np.int64], along: NDArray[np.int64]) -> NDArray[np.bool_]:
    return (box.south <= up) & (up < box.north) & (box.west <= along) & (along < box.east)
