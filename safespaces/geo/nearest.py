"""Exact k nearest points, with a filter, from none to millions.

A k-d tree over earth-centred x, y, z gives geodesic order exactly (see earth.py). A tree over
latitude and longitude gets about one order in four wrong.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pykdtree.kdtree import KDTree

from safespaces.geo.earth import xyz, xyz_array
from safespaces.geo.point import Point

# points that are sorted sooner than a tree is asked, and without letting other threads in between
_FEW = 256
_CUBE_M = 10_000.0  # of `within`
_THROUGH_THE_EARTH_M = 1.3e7
_CUBES = 1 << 12  # more than there are side by side through the earth

Accept = Callable[[int, float], bool]


class NearestIndex:
    """Built once from latitudes and longitudes (degrees, equal lengths), then only asked.

    Immutable, safe across threads.
    """

    def __init__(self, lats: ArrayLike, lons: ArrayLike) -> None:
        self._start(xyz_array(lats, lons), None)

    def _start(self, coordinates: NDArray[np.float64], rows: NDArray[np.int64] | None) -> None:
        self._xyz = coordinates
        self._rows = rows  # position here -> row of the first index; None: the same
        self._tree = KDTree(coordinates, leafsize=16) if len(coordinates) else None
        self._cubes: _Cubes | None = None

    def __len__(self) -> int:
        return len(self._xyz)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each point in the index that `only` began with."""
        return np.arange(len(self._xyz)) if self._rows is None else self._rows

    def chords(self, point: Point) -> NDArray[np.float64]:
        """Straight distance in metres from a point to every point of the index, in its own
        order.
        """
        ways = self._xyz - np.array(xyz(point))
        return np.asarray(np.sqrt(np.einsum("ij,ij->i", ways, ways)), np.float64)

    def within(self, point: Point, metres: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The rows at most so many metres away, ascending, and their chords in metres.

        A tree is slow at fetching thousands: only the cubes around the point are looked at.
        """
        if self._cubes is None:  # two threads may both make it: the same
            self._cubes = _Cubes(self._xyz)
        here = np.array(xyz(point))
        places = self._cubes.around(here, min(metres, _THROUGH_THE_EARTH_M))
        ways = self._xyz[places] - here
        chords = np.sqrt(np.einsum("ij,ij->i", ways, ways))
        near = chords <= metres
        rows = places[near] if self._rows is None else self._rows[places[near]]
        return rows, chords[near]

    def only(self, mask: NDArray[np.bool_]) -> "NearestIndex":
        """An index over the points where `mask` (one per point of this index) is true; answers keep
        this index's row numbers.
        """
        rows = np.flatnonzero(mask)
        smaller = object.__new__(NearestIndex)
        smaller._start(self._xyz[rows], rows if self._rows is None else self._rows[rows])
        return smaller

    def nearest(
        self, point: Point, k: int, accept: Accept | None = None
    ) -> list[tuple[int, float]]:
        """The k nearest as (row, chord in metres), nearest first, equal distances by row.

        `accept(row, chord_m)` refuses points one by one; the search goes on until k are accepted or
        none is left. When few points can pass, filter with `only` first: that keeps the search
        short.
        """
        found: list[tuple[int, float]] = []
        for row, chord_m in self.in_order(point, first=k):
            if accept is None or accept(row, chord_m):
                found.append((row, chord_m))
                if len(found) == k:
                    break
        return found

    def _all_in_order(self, point: Point) -> Iterator[tuple[int, float]]:
        chords = self.chords(point)
        places = np.argsort(chords, kind="stable")  # equal distances stay in row order
        rows = places if self._rows is None else self._rows[places]
        return zip(rows.tolist(), chords[places].tolist(), strict=True)

    def around(
        self, lats: ArrayLike, lons: ArrayLike, metres: float, most: int
    ) -> Iterator[list[tuple[int, float]]]:
        """For each of many points the rows within some metres with their chords, nearest first,
        `most` at most; asked all at once.
        """
        asked = xyz_array(lats, lons)
        if self._tree is None or not len(asked):
            yield from ([] for _ in range(len(asked)))
            return
        k = min(most, len(self._xyz))
        chords, places = self._tree.query(asked, k=k, distance_upper_bound=metres)
        for near, where in zip(
            chords.reshape(len(asked), k).tolist(),
            places.reshape(len(asked), k).tolist(),
            strict=True,
        ):
            yield [(row, chord) for chord, row in zip(near, where, strict=True) if chord <= metres]

    def in_order(self, point: Point, first: int = 8) -> Iterator[tuple[int, float]]:
        """Every (row, chord in metres) from the nearest outwards, fetched in growing batches
        beginning with about `first`.
        """
        if self._tree is None or first < 1:
            return
        if len(self._xyz) <= _FEW:
            yield from self._all_in_order(point)
            return
        query = np.array([xyz(point)])
        done, want, total = 0, first + 1, len(self._xyz)
        while done < total:
            want = min(want, total)
            chords, places = self._tree.query(query, k=want)
            rows = places if self._rows is None else self._rows[places]
            found = sorted(zip(chords.ravel().tolist(), rows.ravel().tolist(), strict=True))
            # Ties at the edge of the batch might continue outside it, so they wait for the next,
            # larger batch.
            safe = total if want == total else bisect_left(found, (found[-1][0],))
            for chord_m, row in found[done:safe]:
                yield row, chord_m
            done, want = max(done, safe), want * 4


class _Cubes:
    """Which points lie in which cube of _CUBE_M, by earth-centred coordinates."""

    def __init__(self, coordinates: NDArray[np.float64]) -> None:
        keys = _cube_keys(np.floor(coordinates / _CUBE_M).astype(np.int64))
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def around(self, here: NDArray[np.float64], metres: float) -> NDArray[np.int64]:
        """The points of every cube that a ball touches, ascending."""
        low, high = (np.floor((here + way) / _CUBE_M).astype(np.int64) for way in (-metres, metres))
        if np.prod(high - low + 1) > len(self._keys):
            return np.arange(len(self._keys))
        x, y = (np.arange(low[axis], high[axis] + 1) for axis in (0, 1))
        columns = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)
        first, last = (  # the cubes of a column, one upon another, have keys one after another
            _cube_keys(np.column_stack((columns, np.full(len(columns), z[2])))) for z in (low, high)
        )
        begins = np.searchsorted(self._keys, first, side="left")
        ends = np.searchsorted(self._keys, last, side="right")
        found = [
            self._order[begin:end]
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
            if end > begin
        ]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _cube_keys(cubes: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each (x, y, z) of cubes, in their order."""
    shifted = cubes + _CUBES // 2
    return np.asarray((shifted[:, 0] * _CUBES + shifted[:, 1]) * _CUBES + shifted[:, 2], np.int64)
