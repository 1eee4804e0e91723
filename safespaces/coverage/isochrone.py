"""Isochrones: the ground within a walk of a place, beside the streets that are walked."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from safespaces.streets.drawn import Drawn
from safespaces.streets.network import FINE, Network
from safespaces.streets.search import to_every_node
from safespaces.streets.snap import Snapped

_BESIDE_M, _SLIMMER_M, _CORNER_M = 60, 20, 8  # what lies so far from a street is by it


def ground_around(network: Network, place: Snapped, most_dm: int) -> BaseGeometry:
    """What lies beside the streets that are at most so many decimetres from a place, the way from
    its door to the street counted; in degrees (lon, lat).
    """
    lines = list(_walked(network, place, most_dm - place.off_dm))
    ground = shapely.union_all([line.buffer(_BESIDE_M, quad_segs=2) for line in lines])
    ground = ground.buffer(-_SLIMMER_M, quad_segs=2).simplify(_CORNER_M)
    plane = network.plane

    def on_earth(at: NDArray[np.float64]) -> NDArray[np.float64]:
        fine = at / (plane.east_m, plane.north_m) + (plane.west, plane.south)
        return np.asarray(fine / FINE, np.float64)

    found: BaseGeometry = shapely.transform(ground, on_earth)
    return found


def _walked(network: Network, place: Snapped, left_dm: int) -> Iterator[BaseGeometry]:
    """The parts of edges that are walked, in metres on the plane."""
    if left_dm < 0:
        return
    drawn = Drawn(network)
    nodes = to_every_node(network, [place], most_dm=left_dm)[0].astype(np.int64)
    left = left_dm - nodes
    near = (left[network.starts] >= 0) | (left[network.ends] >= 0)
    for edge in np.flatnonzero(near).tolist():
        line = _line(drawn, edge)
        length = max(int(network.lengths_dm[edge]), 1)
        from_start = int(left[network.starts[edge]]) / length
        from_end = int(left[network.ends[edge]]) / length
        if from_start + from_end >= 1:
            yield line
            continue
        if from_start >= 0:
            yield substring(line, 0, min(from_start, 1), normalized=True)
        if from_end >= 0:
            yield substring(line, max(1 - from_end, 0), 1, normalized=True)
    yield _own_part(network, drawn, place, left_dm)


def _own_part(network: Network, drawn: Drawn, place: Snapped, left_dm: int) -> BaseGeometry:
    """Of the edge that the place is on, to both sides."""
    length = max(int(network.lengths_dm[place.edge]), 1)
    first, last = place.start_dm - left_dm, place.start_dm + left_dm
    line = _line(drawn, place.edge)
    return substring(line, max(first / length, 0), min(last / length, 1), normalized=True)


def _line(drawn: Drawn, edge: int) -> shapely.LineString:
    points = slice(int(drawn.firsts[edge]), int(drawn.firsts[edge + 1]))
    return shapely.LineString(np.column_stack((drawn.x[points], drawn.y[points])))
