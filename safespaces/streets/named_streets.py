"""The streets of a network by their names: where each has its middle, how far its ends are, and
what it meets there. static/js/streets/named-streets.js finds the same.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from safespaces.geo.point import Point
from safespaces.streets.drawn import Drawn
from safespaces.streets.network import FINE, Network

_ONE_STREET_M = 300  # between parts of one name: further apart they are two streets
_LONG_M = 500  # from its middle: of such a street it is asked where
_NEAR_ITS_END_M = 400

Words = tuple[str, ...]


class StreetEnd(NamedTuple):
    """Near an end of a long street, where it meets another of this name."""

    point: Point
    meets: str


class NamedStreet(NamedTuple):
    """One street; `edge` is the first of its edges, `meets` the name of the street that it meets
    nearest to its middle, "" where that has none.
    """

    edge: int
    name: str
    point: Point
    spread_m: int
    ends: tuple[StreetEnd, ...]
    meets: str


class NamedStreets:
    """Of one network; `words_of` gives the words that names are compared by."""

    def __init__(
        self, network: Network, names: tuple[str, ...], words_of: Callable[[str], Words]
    ) -> None:
        self._network, self._names = network, names
        drawn = Drawn(network)
        self._x, self._y = drawn.x.tolist(), drawn.y.tolist()
        self._firsts = drawn.firsts.tolist()
        self._starts, self._ends = network.starts.tolist(), network.ends.tolist()
        plane = network.plane
        self._node_x: list[float] = (network.lons * plane.east_m).tolist()
        self._node_y: list[float] = (network.lats * plane.north_m).tolist()
        # letters that words are not made of: each such name is one of its own
        self._key_of = {name: words_of(name) or (name,) for name in dict.fromkeys(names)}

    def each(self) -> Iterator[NamedStreet]:
        """Every street, by its first edge."""
        edges = defaultdict[Words, list[int]](list)
        for edge, name in enumerate(self._names):
            if name:
                edges[self._key_of[name]].append(edge)
        found = [part for some in edges.values() for part in self._parts(some)]
        for part in sorted(found):
            yield self._street(part)

    def _parts(self, edges: list[int]) -> list[list[int]]:
        """Edges of one name by the street that they are of."""
        parts: list[tuple[list[int], set[int]]] = []
        for edge in edges:
            nodes = {self._starts[edge], self._ends[edge]}
            near = [part for part in parts if self._is_near(nodes, part[1])]
            joined = ([edge], nodes)
            for part in near:
                joined = (part[0] + joined[0], part[1] | joined[1])
            parts = [part for part in parts if part not in near] + [joined]
        return [sorted(part) for part, _nodes in parts]

    def _is_near(self, some: set[int], others: set[int]) -> bool:
        most = _ONE_STREET_M**2
        return any(self._apart(one, other) <= most for one in some for other in others)

    def _apart(self, one: int, other: int) -> float:
        """Square metres between two nodes."""
        dx = self._node_x[one] - self._node_x[other]
        dy = self._node_y[one] - self._node_y[other]
        return dx * dx + dy * dy

    def _street(self, part: list[int]) -> NamedStreet:
        points = [at for edge in part for at in range(self._firsts[edge], self._firsts[edge + 1])]
        xs, ys = [self._x[at] for at in points], [self._y[at] for at in points]
        x, y = self._on_it(part, (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        furthest = max((a - x) * (a - x) + (b - y) * (b - y) for a, b in zip(xs, ys, strict=True))
        spread = math.floor(math.sqrt(furthest) + 0.5)
        ends = tuple(self._both_ends(part, x, y)) if spread > _LONG_M else ()
        name, meets = self._names[part[0]], self._met_near(part, x, y)
        return NamedStreet(part[0], name, self._point(x, y), spread, ends, meets)

    def _on_it(self, part: list[int], x: float, y: float) -> tuple[float, float]:
        """The place on the street that is nearest to one beside it."""
        best, found = math.inf, (x, y)
        for edge in part:
            for at in range(self._firsts[edge], self._firsts[edge + 1] - 1):
                x1, y1 = self._x[at], self._y[at]
                dx, dy = self._x[at + 1] - x1, self._y[at + 1] - y1
                length = dx * dx + dy * dy
                along = ((x - x1) * dx + (y - y1) * dy) / length if length else 0.0
                along = max(0.0, min(1.0, along))
                px, py = x1 + along * dx, y1 + along * dy
                away = (px - x) * (px - x) + (py - y) * (py - y)
                if away < best:
                    best, found = away, (px, py)
        return found

    def _both_ends(self, part: list[int], x: float, y: float) -> Iterator[StreetEnd]:
        nodes = sorted({node for edge in part for node in (self._starts[edge], self._ends[edge])})

        def from_middle(node: int) -> float:
            dx, dy = self._node_x[node] - x, self._node_y[node] - y
            return dx * dx + dy * dy

        one = max(nodes, key=from_middle)
        other = max(nodes, key=lambda node: self._apart(node, one))
        seen = set[str]()
        for end in (one, other):
            near = sorted((self._apart(node, end), node) for node in nodes)
            for away, node in near:
                meets = self._met_at(node, part[0])
                if away > _NEAR_ITS_END_M**2:
                    break
                if meets and meets not in seen:
                    seen.add(meets)
                    yield StreetEnd(self._point(self._node_x[node], self._node_y[node]), meets)
                    break

    def _met_near(self, part: list[int], x: float, y: float) -> str:
        """The name of the street that is met nearest to a place on it."""
        nodes = {node for edge in part for node in (self._starts[edge], self._ends[edge])}

        def away(node: int) -> float:
            dx, dy = self._node_x[node] - x, self._node_y[node] - y
            return dx * dx + dy * dy

        for _away, node in sorted((away(node), node) for node in nodes):
            if meets := self._met_at(node, part[0]):
                return meets
        return ""

    def _met_at(self, node: int, edge: int) -> str:
        """The name of another street at a node; "" for none."""
        own, around = self._key_of[self._names[edge]], self._network.around
        for at in range(int(around.firsts[node]), int(around.firsts[node + 1])):
            name = self._names[int(around.edges[at])]
            if name and self._key_of[name] != own:
                return name
        return ""

    def _point(self, x: float, y: float) -> Point:
        plane = self._network.plane
        lat = math.floor(y / plane.north_m + 0.5) + plane.south
        lon = math.floor(x / plane.east_m + 0.5) + plane.west
        return Point(lat / FINE, lon / FINE)
