"""The street file: a network as bytes for phones (docs/street-file.md tells the layout).

Everything is whole numbers of seven bits a byte, the lowest first, the eighth bit set where more
follow (LEB128); signed ones are folded to unsigned (zigzag). Column after column, each number the
step from one that is near it, packs to a third of the same in rows.
"""

import struct
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from safespaces.errors import StoreError
from safespaces.streets.drawn import drawn_points, piece_lengths_dm
from safespaces.streets.network import Network, Plane

MAGIC = b"SSN"
VERSION = 1
_MOST = 1 << 24  # numbers in a column: no town has as many, and a phone has no memory for more
_Longs = NDArray[np.int64]


def encode_network(network: Network) -> bytes:
    """The bytes of a network, not packed."""
    plane = network.plane
    head = struct.pack("<3sBdd", MAGIC, VERSION, plane.east_m, plane.north_m)
    counts = (network.node_count, network.edge_count, len(network.shape_lats))
    starts, ends = network.starts.astype(np.int64), network.ends.astype(np.int64)
    from_lat, from_lon = _line_points(network)
    columns = [
        _signed(_steps(network.lats)),
        _signed(_steps(network.lons)),
        _unsigned(np.bincount(starts, minlength=network.node_count)),
        _unsigned(_end_steps(starts, ends)),
        _unsigned(network.kinds.astype(np.int64) + 8 * network.is_lit),
        _unsigned(np.diff(network.shape_at)),
        _signed((network.shape_lats - from_lat) >> 1),
        _signed((network.shape_lons - from_lon) >> 1),
        _signed(network.lengths_dm // 5 - drawn_dm(network) // 5),
    ]
    numbers = _unsigned(np.array([network.made_on, *counts], np.int64))
    origin = _signed(np.array([plane.south, plane.west], np.int64))
    return b"".join((head, numbers, origin, *columns))


def decode_network(content: bytes) -> Network:
    """Raises StoreError for bytes that are no whole street file of this version."""
    try:
        return _Reader(content).network()
    except (ValueError, IndexError, struct.error) as error:
        raise StoreError(f"The street file is damaged ({error}).") from error


def drawn_dm(network: Network) -> _Longs:
    """The length of each edge as it is drawn, in whole decimetres: a little less than the real
    one.
    """
    lats, lons, firsts = drawn_points(network)
    pieces = piece_lengths_dm(lons * network.plane.east_m, lats * network.plane.north_m)
    total = np.concatenate(([0], np.cumsum(pieces)))
    return np.asarray(total[firsts[1:] - 1] - total[firsts[:-1]], np.int64)


def _line_points(network: Network) -> tuple[_Longs, _Longs]:
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

    def guessed(of: _Longs) -> _Longs:
        before, end = of[at - 1], of[last]
        return np.asarray((before + (end - before) // left) & ~1, np.int64)

    return guessed(lats), guessed(lons)


def _end_steps(starts: _Longs, ends: _Longs) -> _Longs:
    """Of each edge, how far its end lies behind its start, or behind the end of the edge before it
    that begins at the same node.
    """
    same = np.concatenate(([False], starts[1:] == starts[:-1]))
    before = np.where(same, np.concatenate(([0], ends[:-1])), starts)
    return np.asarray(ends - before, np.int64)


def _steps(values: Iterable[int] | NDArray[np.int32]) -> _Longs:
    return np.asarray(np.diff(np.asarray(values, np.int64), prepend=0), np.int64)


def _signed(values: _Longs) -> bytes:
    return _unsigned((values.astype(np.int64) << 1) ^ (values.astype(np.int64) >> 63))


def _unsigned(values: _Longs) -> bytes:
    """LEB128 of each, one after the other."""
    rest = values.astype(np.uint64)
    pieces = []
    while True:
        more = rest >= 128
        pieces.append(np.where(more, rest & 127 | 128, rest).astype(np.uint8))
        if not more.any():
            break
        rest = np.where(more, rest >> 7, 0)
    lengths = np.ones(len(values), np.int64)
    going_on = values >= 128
    size = values.astype(np.uint64)
    while going_on.any():
        lengths += going_on
        size = size >> np.uint64(7)
        going_on = going_on & (size >= 128)
    table = np.stack(pieces, axis=1)
    return bytes(table[np.arange(table.shape[1]) < lengths[:, None]])


class _Reader:
    """Reads columns one after the other."""

    def __init__(self, content: bytes) -> None:
        size = struct.calcsize("<3sBdd")
        magic, version, self._east_m, self._north_m = struct.unpack("<3sBdd", content[:size])
        if magic != MAGIC:
            raise ValueError("it is none")
        if version != VERSION:
            raise ValueError(f"it is of version {version}, not {VERSION}")
        body = np.frombuffer(content, np.uint8, offset=size)
        ends = np.flatnonzero(body < 128)
        if len(body) and body[-1] >= 128:
            raise ValueError("it is cut off")
        lengths = np.diff(ends, prepend=-1)
        if len(ends) and int(lengths.max()) > 5:
            raise ValueError("a number is too large")
        firsts = ends - lengths + 1
        self._numbers = np.zeros(len(ends), np.int64)
        for byte in range(int(lengths.max()) if len(ends) else 0):
            has = lengths > byte
            self._numbers[has] |= (body[firsts[has] + byte] & 127).astype(np.int64) << (7 * byte)
        self._at = 0

    def network(self) -> Network:
        made_on, nodes, edges, shapes = self._unsigned(4).tolist()
        if max(nodes, edges, shapes) > _MOST:
            raise ValueError("it is too large")
        south, west = self._signed(2).tolist()
        lats, lons = np.cumsum(self._signed(nodes)), np.cumsum(self._signed(nodes))
        degree = self._unsigned(nodes)
        if int(degree.sum()) != edges:
            raise ValueError("edges do not add up")
        starts = np.repeat(np.arange(nodes), degree)
        ends = _ends(starts, self._unsigned(edges))
        attributes = self._unsigned(edges)
        counts = self._unsigned(edges)
        if int(counts.sum()) != shapes or (edges and int(ends.max()) >= nodes):
            raise ValueError("points do not add up")
        shape_at = np.concatenate(([0], np.cumsum(counts)))
        shape_lats = _unguessed(self._signed(shapes), shape_at, lats, starts, ends)
        shape_lons = _unguessed(self._signed(shapes), shape_at, lons, starts, ends)
        extra = self._signed(edges)
        if self._at != len(self._numbers):
            raise ValueError("something stands behind it")
        plane = Plane(south, west, self._east_m, self._north_m)
        drawn = Network(
            made_on,
            plane,
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
        object.__setattr__(drawn, "lengths_dm", lengths.astype(np.int32))
        return drawn

    def _unsigned(self, count: int) -> _Longs:
        found = self._numbers[self._at : self._at + count]
        if len(found) != count:
            raise ValueError("it is cut off")
        self._at += count
        return found

    def _signed(self, count: int) -> _Longs:
        folded = self._unsigned(count)
        return (folded >> 1) ^ -(folded & 1)


def _ends(starts: _Longs, steps: _Longs) -> _Longs:
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


def _unguessed(
    extra: _Longs, shape_at: _Longs, of_nodes: _Longs, starts: _Longs, ends: _Longs
) -> _Longs:
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
