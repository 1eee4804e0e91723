"""The walking network: points where ways meet, and the edges between them, as arrays.

Coordinates are whole hundred-thousandths of a degree from an origin in the south-west; lengths are
whole decimetres along the real way. Every distance is made of whole numbers and of arithmetic that
Python and JavaScript do alike, so a phone and the server say the same metre.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.earth import SEMI_MAJOR_M
from safespaces.geo.point import Point
from safespaces.streets.foot import Kind

FINE = 100_000  # parts of a degree
_E2 = 6.69437999014e-3  # first eccentricity squared of WGS84

Ints = NDArray[np.int32]


class Plane(NamedTuple):
    """Where a network lies, and how long one part of a degree is there: `east_m` and `north_m`.

    A flat plane is good for what is at most some hundred metres long, the way from a point to the
    street; lengths of streets are measured on the ellipsoid.
    """

    south: int  # hundred-thousandths of a degree
    west: int
    east_m: float
    north_m: float

    def at(self, point: Point) -> tuple[float, float]:
        """East and north in metres from the origin."""
        return (
            (point.lon * FINE - self.west) * self.east_m,
            (point.lat * FINE - self.south) * self.north_m,
        )


def plane_at(south: int, west: int, middle_lat: float) -> Plane:
    """The plane that touches the ellipsoid at a latitude (radii of curvature of WGS84)."""
    lat = math.radians(middle_lat)
    flat = 1 - _E2 * math.sin(lat) ** 2
    a_part = math.pi / 180 / FINE
    north = SEMI_MAJOR_M * (1 - _E2) / flat**1.5 * a_part
    east = SEMI_MAJOR_M / math.sqrt(flat) * math.cos(lat) * a_part
    return Plane(south, west, east, north)


@dataclass(frozen=True)
class Network:
    """`lats`, `lons`: of each node. `starts`, `ends`: the nodes of each edge, start at most end,
    in ascending order; `lengths_dm`, `kinds`, `is_lit` of each edge. `shape_at[edge]` to
    `shape_at[edge + 1]` are its points between start and end in `shape_lats`, `shape_lons`.

    `made_on` is the date of the data, as yyyymmdd.
    """

    made_on: int
    plane: Plane
    lats: Ints
    lons: Ints
    starts: Ints
    ends: Ints
    lengths_dm: Ints
    kinds: NDArray[np.uint8]
    is_lit: NDArray[np.bool_]
    shape_at: Ints
    shape_lats: Ints
    shape_lons: Ints

    @property
    def node_count(self) -> int:
        """How many points where ways meet or end."""
        return len(self.lats)

    @property
    def edge_count(self) -> int:
        """How many ways between these."""
        return len(self.starts)

    @property
    def kilometres(self) -> float:
        """The length of all edges together."""
        return float(self.lengths_dm.sum(dtype=np.int64)) / 10_000

    @cached_property
    def is_steps(self) -> NDArray[np.bool_]:
        """Of each edge."""
        return np.asarray(self.kinds == Kind.STEPS, bool)

    def points_of(self, edge: int) -> list[tuple[int, int]]:
        """(lat, lon) of an edge from start to end, in parts of a degree from the origin."""
        first, last = int(self.shape_at[edge]), int(self.shape_at[edge + 1])
        start, end = int(self.starts[edge]), int(self.ends[edge])
        between = zip(
            self.shape_lats[first:last].tolist(), self.shape_lons[first:last].tolist(), strict=True
        )
        return [
            (int(self.lats[start]), int(self.lons[start])),
            *between,
            (int(self.lats[end]), int(self.lons[end])),
        ]

    @cached_property
    def around(self) -> "Around":
        """The edges at each node."""
        return _around(self)


class Around(NamedTuple):
    """`firsts[node]` to `firsts[node + 1]` are the places of a node's edges in `edges` and of the
    nodes at their other ends in `others`; an edge that ends where it starts stands there twice.
    """

    firsts: Ints
    edges: Ints
    others: Ints


def _around(network: Network) -> Around:
    count = network.edge_count
    nodes = np.concatenate((network.starts, network.ends))
    edges = np.concatenate((np.arange(count), np.arange(count))).astype(np.int32)
    others = np.concatenate((network.ends, network.starts))
    order = np.lexsort((edges, nodes))
    firsts = np.searchsorted(nodes[order], np.arange(network.node_count + 1)).astype(np.int32)
    return Around(firsts, edges[order], others[order])
