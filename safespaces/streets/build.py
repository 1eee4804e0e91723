"""From the ways of a map to the walking network.

Ways are cut where they meet; chains of cuts that only lead on become one edge; what is cut off from
the rest (an island, a yard behind walls) is left out, for nobody could walk there from a street.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from safespaces.geo.earth import arc_m, xyz
from safespaces.geo.point import Point
from safespaces.streets.foot import Walk
from safespaces.streets.network import FINE, Network, plane_at
from safespaces.streets.simplify import simplified

FEWEST_SEGMENTS = 300  # of a part that is not the largest: fewer is an island
_TOLERANCE_M = 4.0

Place = tuple[float, float]  # lat, lon in degrees


@dataclass(frozen=True, slots=True)
class MapWay:
    """A way that is walked on: the numbers of its nodes, and where each lies."""

    walk: Walk
    nodes: tuple[int, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A network with the name of each edge ("" for none), and what was left out of it."""

    network: Network
    names: tuple[str, ...]
    islands: int
    island_km: float


@dataclass(slots=True)
class _Edge:
    start: int
    end: int
    walk: Walk
    nodes: tuple[int, ...]
    places: tuple[Place, ...]
    length_m: float = field(init=False)

    def __post_init__(self) -> None:
        self.length_m = _length_m(self.places)


def build(
    ways: Iterable[MapWay],
    closed: Set[int],
    made_on: int,
    fewest_segments: int = FEWEST_SEGMENTS,
) -> Built:
    """The network of these ways; nobody gets past the nodes in `closed`."""
    edges = list(_cut(list(ways), closed))
    edges = _joined(edges)
    kept, islands, island_m = _without_islands(edges, fewest_segments)
    network, order = _as_arrays(kept, made_on)
    names = tuple(kept[number].walk.name for number in order)
    return Built(network, names, islands, island_m / 1000)


def _cut(ways: list[MapWay], closed: Set[int]) -> Iterator[_Edge]:
    """Edges between the nodes where ways meet, end, or are closed."""
    uses = Counter[int]()
    for way in ways:
        uses.update(way.nodes)
        uses.update((way.nodes[0], way.nodes[-1]))  # an end is always a node of the network
    dead_end = -1
    for way in ways:
        last = 0
        start = way.nodes[0]
        if start in closed:
            start, dead_end = dead_end, dead_end - 1
        for at in range(1, len(way.nodes)):
            node = way.nodes[at]
            if uses[node] < 2 and node not in closed:
                continue
            end = node
            if node in closed:  # each side of it ends in a node of its own
                end, dead_end = dead_end, dead_end - 1
            yield from _edge(way, start, end, last, at)
            last, start = at, node
            if node in closed:
                start, dead_end = dead_end, dead_end - 1


def _edge(way: MapWay, start: int, end: int, first: int, last: int) -> Iterator[_Edge]:
    nodes = (start, *way.nodes[first + 1 : last], end)
    edge = _Edge(start, end, way.walk, nodes, way.places[first : last + 1])
    if start != end or edge.length_m > 0:
        yield edge


def _joined(edges: list[_Edge]) -> list[_Edge]:
    """With the chains of edges that are alike made one: a node from which there is one way on."""
    at_node = defaultdict[int, list[int]](list)
    for number, edge in enumerate(edges):
        at_node[edge.start].append(number)
        at_node[edge.end].append(number)
    alive: dict[int, _Edge] = dict(enumerate(edges))
    for node in list(at_node):
        numbers = at_node[node]
        if len(numbers) != 2 or numbers[0] == numbers[1]:
            continue
        kept, gone = numbers
        one, other = alive[kept], alive[gone]
        if one.walk != other.walk:
            continue
        alive[kept] = _end_to_end(one, other, node)
        del alive[gone], at_node[node]
        far = other.end if other.start == node else other.start
        at_node[far] = [kept if number == gone else number for number in at_node[far]]
    return list(alive.values())


def _end_to_end(one: _Edge, other: _Edge, node: int) -> _Edge:
    before = one if one.end == node else _turned(one)
    after = other if other.start == node else _turned(other)
    return _Edge(
        before.start,
        after.end,
        one.walk,
        before.nodes + after.nodes[1:],
        before.places + after.places[1:],
    )


def _turned(edge: _Edge) -> _Edge:
    return _Edge(edge.end, edge.start, edge.walk, edge.nodes[::-1], edge.places[::-1])


def _without_islands(edges: list[_Edge], fewest_segments: int) -> tuple[list[_Edge], int, float]:
    """The edges of the largest part and of every other one that is no island; how many islands
    there are, and their metres.
    """
    part_of = _parts(edges)
    segments, metres = Counter[int](), defaultdict[int, float](float)
    for edge in edges:
        part = part_of[edge.start]
        segments[part] += len(edge.places) - 1
        metres[part] += edge.length_m
    if not segments:
        return [], 0, 0.0
    largest = max(segments, key=lambda part: (segments[part], -part))
    stays = {part for part in segments if part == largest or segments[part] >= fewest_segments}
    lost = sum(metres[part] for part in segments if part not in stays)
    kept = [edge for edge in edges if part_of[edge.start] in stays]
    return kept, len(segments) - len(stays), lost


def _parts(edges: list[_Edge]) -> dict[int, int]:
    """By node: a node that stands for the part it is in (union by path halving)."""
    above: dict[int, int] = {}

    def top(node: int) -> int:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for edge in edges:
        above[top(edge.start)] = top(edge.end)
    return {node: top(node) for node in list(above)}


def _as_arrays(edges: list[_Edge], made_on: int) -> tuple[Network, list[int]]:
    """The network, and for each of its edges the number of the edge here."""
    where = {edge.start: edge.places[0] for edge in edges}
    where |= {edge.end: edge.places[-1] for edge in edges}
    lats = [lat for edge in edges for lat, _lon in edge.places]
    lons = [lon for edge in edges for _lat, lon in edge.places]
    south, west = (
        (int(np.floor(min(lats) * FINE)), int(np.floor(min(lons) * FINE))) if edges else (0, 0)
    )
    plane = plane_at(south, west, (min(lats) + max(lats)) / 2 if edges else 0.0)
    fine = {
        node: (round(lat * FINE) - south, round(lon * FINE) - west)
        for node, (lat, lon) in where.items()
    }
    nodes = sorted(fine, key=lambda node: (_z_order(*fine[node]), node))
    number_of = {node: number for number, node in enumerate(nodes)}
    turned = [
        edge if number_of[edge.start] <= number_of[edge.end] else _turned(edge) for edge in edges
    ]
    order = sorted(
        range(len(turned)),
        key=lambda at: (
            number_of[turned[at].start],
            number_of[turned[at].end],
            turned[at].length_m,
            turned[at].walk.name,
            turned[at].places,
        ),
    )
    ordered = [turned[at] for at in order]
    shapes = [
        simplified(
            [(round(lat * FINE) - south, round(lon * FINE) - west) for lat, lon in edge.places],
            plane,
            _TOLERANCE_M,
        )[1:-1]
        for edge in ordered
    ]
    # a grid of two parts, 1 m off at most, packs a sixth better
    between = [(lat & ~1, lon & ~1) for shape in shapes for lat, lon in shape]

    def ints(values: Iterable[int]) -> np.ndarray:
        return np.fromiter(values, np.int32)

    network = Network(
        made_on=made_on,
        plane=plane,
        lats=ints(fine[node][0] for node in nodes),
        lons=ints(fine[node][1] for node in nodes),
        starts=ints(number_of[edge.start] for edge in ordered),
        ends=ints(number_of[edge.end] for edge in ordered),
        lengths_dm=ints(5 * round(edge.length_m * 2) for edge in ordered),
        kinds=np.fromiter((edge.walk.kind for edge in ordered), np.uint8),
        is_lit=np.fromiter((edge.walk.is_lit for edge in ordered), bool),
        shape_at=np.concatenate(
            ([0], np.cumsum([len(shape) for shape in shapes], dtype=np.int64))
        ).astype(np.int32),
        shape_lats=ints(lat for lat, _lon in between),
        shape_lons=ints(lon for _lat, lon in between),
    )
    return network, order


def _z_order(lat: int, lon: int) -> int:
    """A number that is close for places that are close (Morton, 1966): it packs well."""
    found = 0
    for bit in range(24):
        found |= ((lon >> bit) & 1) << (2 * bit) | ((lat >> bit) & 1) << (2 * bit + 1)
    return found


def _length_m(places: tuple[Place, ...]) -> float:
    """Along the ground, piece by piece."""
    where = [xyz(Point(lat, lon)) for lat, lon in places]
    return sum(
        arc_m(sum((b - a) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)
        for one, other in pairwise(where)
    )
