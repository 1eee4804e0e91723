"""The street file: a network as bytes for phones (docs/street-file.md tells the layout).

Everything is whole numbers (columns.py), column after column, each the step from one that is near
it: that packs to a third of the same in rows.
"""

import struct
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from safespaces.errors import StoreError
from safespaces.streets.columns import Columns, Longs, signed, unsigned
from safespaces.streets.drawn import drawn_points, piece_lengths_dm
from safespaces.streets.network import Network, Plane

MAGIC = b"SSN"
VERSION = 1
_MOST = 1 << 24  # numbers in a column: no town has as many, and a phone has no memory for more
_HEAD = "<3sBdd"


def encode_network(network: Network) -> bytes:
    """The bytes of a network, not packed."""
    plane = network.plane
    head = struct.pack(_HEAD, MAGIC, VERSION, plane.east_m, plane.north_m)
    counts = (network.node_count, network.edge_count, len(network.shape_lats))
    starts, ends = network.starts.astype(np.int64), network.ends.astype(np.int64)
    from_lat, from_lon = _line_points(network)
    packed = [
        signed(_steps(network.lats)),
        signed(_steps(network.lons)),
        unsigned(np.bincount(starts, minlength=network.node_count)),
        unsigned(_end_steps(starts, ends)),
        unsigned(network.kinds.astype(np.int64) + 8 * network.is_lit),
        unsigned(np.diff(network.shape_at)),
        signed((network.shape_lats - from_lat) >> 1),
        signed((network.shape_lons - from_lon) >> 1),
        signed(network.lengths_dm // 5 - drawn_dm(network) // 5),
    ]
    numbers = unsigned(np.array([network.made_on, *counts], np.int64))
    origin = signed(np.array([plane.south, plane.west], np.int64))
    return b"".join((head, numbers, origin, *packed))


def decode_network(content: bytes) -> Network:
    """Raises StoreError for bytes that are no whole street file of this version."""
    try:
        return _read(content)
    except (ValueError, IndexError, struct.error) as error:
        raise StoreError(f"The street file is damaged ({error}).") from error


def drawn_dm(network: Network) -> Longs:
    """The length of each edge as it is drawn, in whole decimetres: a little less than the real
    one.
    """
    lats, lons, firsts = drawn_points(network)
    pieces = piece_lengths_dm(lons * network.plane.east_m, lats * network.plane.north_m)
    total = np.concatenate(([0], np.cumsum(pieces)))
    return np.asarray(total[firsts[1:] - 1] - total[firsts[:-1]], np.int64)


def _line_points(network: Network) -> tuple[Longs, Longs]:
    """Where each point between would lie on the straight line from the point before it to the end
    of its edge, were they evenly spread, on the grid of two parts: most are near.
    """
    lats, lons, firsts = drawn_points(network)
    counts = np.diff(network.shape_at).astype(np.int64)
    edge = np.repeat(np.arange(network.edge_count), counts)
    number = np.arange(len(edge)) - network.shape_at[edge]
    at = firsts[edge] + 1 + number
    left = counts[edge] - number + 1
    last = firsts[edge + 1] - 1

    def guessed(of: Longs) -> Longs:
        before, end = of[at - 1], of[last]
        return np.asarray((before + (end - before) // left) & ~1, np.int64)

    return guessed(lats), guessed(lons)


def _end_steps(starts: Longs, ends: Longs) -> Longs:
    """Of each edge, how far its end lies behind its start, or behind the end of the edge before it
    that begins at the same node.
    """
    same = np.concatenate(([False], starts[1:] == starts[:-1]))
    before = np.where(same, np.concatenate(([0], ends[:-1])), starts)
    return np.asarray(ends - before, np.int64)


def _steps(values: Iterable[int] | NDArray[np.int32]) -> Longs:
    return np.asarray(np.diff(np.asarray(values, np.int64), prepend=0), np.int64)


def _read(content: bytes) -> Network:
    size = struct.calcsize(_HEAD)
    magic, version, east_m, north_m = struct.unpack(_HEAD, content[:size])
    if magic != MAGIC:
        raise ValueError("it is none")
    if version != VERSION:
        raise ValueError(f"it is of version {version}, not {VERSION}")
    columns = Columns(content[size:])
    made_on, nodes, edges, shapes = columns.unsigned(4).tolist()
    if max(nodes, edges, shapes) > _MOST:
        raise ValueError("it is too large")
    south, west = columns.signed(2).tolist()
    lats, lons = np.cumsum(columns.signed(nodes)), np.cumsum(columns.signed(nodes))
    degree = columns.unsigned(nodes)
    if int(degree.sum()) != edges:
        raise ValueError("edges do not add up")
    starts = np.repeat(np.arange(nodes), degree)
    ends = _ends(starts, columns.unsigned(edges))
    attributes, counts = columns.unsigned(edges), columns.unsigned(edges)
    if int(counts.sum()) != shapes or (edges and int(ends.max()) >= nodes):
        raise ValueError("points do not add up")
    shape_at = np.concatenate(([0], np.cumsum(counts)))
    shape_lats = _unguessed(columns.signed(shapes), shape_at, lats, starts, ends)
    shape_lons = _unguessed(columns.signed(shapes), shape_at, lons, starts, ends)
    extra = columns.signed(edges)
    if not columns.is_read:
        raise ValueError("something stands behind it")
    drawn = Network(
        made_on,
        Plane(south, west, east_m, north_m),
        lats.astype(np.int32),
        lons.astype(np.int32),
        starts.astype(np.int32),
        ends.astype(np.int32),
        np.zeros(edges, np.int32),
        (attributes & 7).astype(np.uint8),
        attributes >= 8,
        shape_at.astype(np.int32),
        shape_lats.astype(np.int32),
        shape_lons.astype(np.int32),
    )
    lengths = 5 * (drawn_dm(drawn) // 5 + extra)
    if edges and int(lengths.min()) < 0:
        raise ValueError("a length is below zero")
    return replace(drawn, lengths_dm=lengths.astype(np.int32))


def _ends(starts: Longs, steps: Longs) -> Longs:
    """From the steps of `_end_steps`: within the edges of one node they add up."""
    if not len(starts):
        return steps
    is_first = np.concatenate(([True], starts[1:] != starts[:-1]))
    total = np.cumsum(steps)
    before = total - steps
    return np.asarray(
        total
        - before[np.maximum.accumulate(np.where(is_first, np.arange(len(starts)), 0))]
        + starts,
        np.int64,
    )


def _unguessed(extra: Longs, shape_at: Longs, of_nodes: Longs, starts: Longs, ends: Longs) -> Longs:
    """The coordinates of the points between, from how far each is from `_line_points`; all edges'
    first, then all edges' second ..., for each needs the one before it.
    """
    found = np.zeros(len(extra), np.int64)
    counts = np.diff(shape_at)
    before, last = of_nodes[starts].astype(np.int64), of_nodes[ends].astype(np.int64)
    for number in range(int(counts.max()) if len(counts) else 0):
        some = np.flatnonzero(counts > number)
        at = shape_at[some] + number
        left = counts[some] - number + 1
        guessed = (before[some] + (last[some] - before[some]) // left) & ~1
        found[at] = guessed + 2 * extra[at]
        before[some] = found[at]
    return found
