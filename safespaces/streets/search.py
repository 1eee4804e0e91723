"""The shortest way on foot: from one place on the network to another, or from many to everywhere.

static/js/streets/search.js finds the same lengths to the decimetre.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.streets.network import Network
from safespaces.streets.snap import Snapped

FAR_DM = np.iinfo(np.int32).max // 4  # no walk is as long: what cannot be reached
_ROUND_DM = 2_000  # how much further than the nearest is looked at in one round

Distances = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Route:
    """A shortest way: its length, and its edges in order, each with whether it is walked from its
    start to its end. The first and the last are walked in part.
    """

    length_dm: int
    edges: tuple[tuple[int, bool], ...]


def to_every_node(
    network: Network,
    places: Sequence[Snapped],
    may_use: NDArray[np.bool_] | None = None,
    most_dm: int = FAR_DM,
) -> Distances:
    """From each place to each node, shape (places, nodes), in decimetres; FAR_DM where there is no
    way, or only one longer than `most_dm`. `may_use` says which edges are walked.

    All places at once, in rounds of rising length: what was reached by a longer way is done again
    (Meyer and Sanders, "Delta-stepping", J. Algorithms 49, 2003).
    """
    nodes = network.node_count
    found = np.full(len(places) * nodes, FAR_DM, np.int32)
    waits = np.zeros(len(found), bool)
    for number, place in enumerate(places):
        for node, length in _ends_of(network, place):
            at = number * nodes + node
            found[at] = min(int(found[at]), length)
            waits[at] = True
    around, lengths = network.around, network.lengths_dm
    usable = np.ones(network.edge_count, bool) if may_use is None else may_use
    active = np.flatnonzero(waits)
    while len(active):
        least = found[active]
        now = active[least <= least.min() + _ROUND_DM]
        waits[now] = False
        node = now % nodes
        firsts = around.firsts[node].astype(np.int64)
        counts = around.firsts[node + 1] - firsts
        slots = np.repeat(firsts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        edges = around.edges[slots]
        targets = np.repeat(now - node, counts) + around.others[slots]
        through = np.repeat(found[now], counts) + lengths[edges]
        better = usable[edges] & (through < found[targets]) & (through <= most_dm)
        targets = targets[better]
        np.minimum.at(found, targets, through[better])
        waits[targets] = True
        active = np.flatnonzero(waits)
    return found.reshape(len(places), nodes)


def between(
    network: Network, distances: Distances, start: Snapped, places: Sequence[Snapped]
) -> Distances:
    """From a start to each place, in decimetres, by the distances `to_every_node` from these
    places. The ways from the points to the streets count too.
    """
    edge = start.edge
    ends = distances[:, [int(network.starts[edge]), int(network.ends[edge])]]
    found = np.minimum(ends[:, 0] + start.start_dm, ends[:, 1] + start.end_dm)
    for number, place in enumerate(places):
        if place.edge == edge:  # along it, without a node between
            found[number] = min(int(found[number]), abs(place.start_dm - start.start_dm))
    off = np.fromiter((place.off_dm for place in places), np.int32, len(places))
    return np.asarray(np.where(found >= FAR_DM, FAR_DM, found + off + start.off_dm), np.int32)


def to_places(
    network: Network, distances: Distances, start: Snapped, places: Sequence[Snapped]
) -> Distances:
    """The same by the distances `to_every_node` from the start, one for each node."""
    edges = np.fromiter((place.edge for place in places), np.int64, len(places))
    from_start, from_end, off = (
        np.fromiter(column, np.int64, len(places))
        for column in zip(
            *((each.start_dm, each.end_dm, each.off_dm) for each in places), strict=True
        )
    )
    found = np.minimum(
        distances[network.starts[edges]] + from_start, distances[network.ends[edges]] + from_end
    )
    for number in np.flatnonzero(edges == start.edge).tolist():  # along it, without a node between
        along = abs(places[number].start_dm - start.start_dm)
        found[number] = min(int(found[number]), along)
    far = found >= FAR_DM
    return np.asarray(np.where(far, FAR_DM, found + off + start.off_dm), np.int32)


def route(
    network: Network,
    start: Snapped,
    end: Snapped,
    may_use: NDArray[np.bool_] | None = None,
) -> Route | None:
    """The shortest way between two places on the network (Dijkstra, 1959); None where there is
    none. The ways from the points to the streets count too.
    """
    off = start.off_dm + end.off_dm
    is_one_edge = start.edge == end.edge
    least = abs(end.start_dm - start.start_dm) if is_one_edge else FAR_DM
    goals, at = dict(_ends_of(network, end)), -1
    came = dict[int, tuple[int, int]]()
    for length, node, edge, before in _outwards(network, start, may_use):
        if length >= least:
            break
        came[node] = (before, edge)
        if length + goals.get(node, FAR_DM) < least:
            least, at = length + goals[node], node
    if least >= FAR_DM:
        return None
    if at < 0:
        return Route(least + off, ((start.edge, start.start_dm <= end.start_dm),))
    return Route(least + off, tuple(_walked(network, came, at, start, end)))


def _outwards(
    network: Network, start: Snapped, may_use: NDArray[np.bool_] | None
) -> Iterator[tuple[int, int, int, int]]:
    """Length to a node, the node, and the edge and node it is reached by: nearest first, and of
    equals the smallest numbers, as on the phone.
    """
    queue = [(length, node, start.edge, -1) for node, length in _ends_of(network, start)]
    heapq.heapify(queue)
    done: set[int] = set()
    while queue:
        found = heapq.heappop(queue)
        length, node = found[:2]
        if node in done:
            continue
        done.add(node)
        yield found
        for edge, other in _next(network, node):
            if other not in done and (may_use is None or may_use[edge]):
                way = length + int(network.lengths_dm[edge])
                heapq.heappush(queue, (way, other, edge, node))


def _walked(
    network: Network, came: dict[int, tuple[int, int]], node: int, start: Snapped, end: Snapped
) -> Iterable[tuple[int, bool]]:
    """The edges to a node and the one on which the way ends, in order, with their directions. An
    edge that ends where it starts is walked the shorter way.
    """
    forwards = int(network.starts[end.edge]) == node
    if network.starts[end.edge] == network.ends[end.edge]:
        forwards = end.start_dm <= end.end_dm
    backwards = [(end.edge, forwards)]
    while node >= 0:
        before, edge = came[node]
        forwards = int(network.ends[edge]) == node
        if network.starts[edge] == network.ends[edge]:
            forwards = start.end_dm < start.start_dm
        backwards.append((edge, forwards))
        node = before
    return reversed(backwards)


def _next(network: Network, node: int) -> Iterable[tuple[int, int]]:
    around = network.around
    first, last = int(around.firsts[node]), int(around.firsts[node + 1])
    return zip(around.edges[first:last].tolist(), around.others[first:last].tolist(), strict=True)


def _ends_of(network: Network, place: Snapped) -> list[tuple[int, int]]:
    """The nodes at the ends of a place's edge, and how far each is along it."""
    edge = place.edge
    start, end = int(network.starts[edge]), int(network.ends[edge])
    if start == end:
        return [(start, min(place.start_dm, place.end_dm))]
    return [(start, place.start_dm), (end, place.end_dm)]
