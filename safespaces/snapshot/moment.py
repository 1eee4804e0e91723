"""Nearest open at one instant: exact, at any number of venues, by arrays and one k-d tree over the venues that are open.

The order, first to last:
  open        open now and still open on arrival; by distance
  opens soon  opens within half an hour; by distance
  closing     open now, shut before arrival; by distance
  unknown     hours not known; by distance
  later       by opening time, then distance
  closed      does not open within a week; by distance
When nothing open is within half an hour's walk, "later" goes before "unknown": a certain opening time is then worth more.
Equal distances keep the venues' own order. The phone does the same in static/js/finder.js.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.earth import whole_metres, whole_metres_array
from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.geo.walking import NEAR_MINUTES, walk_minutes, walk_minutes_array
from safespaces.hours.status import SOON_MIN, State

NEVER = np.iinfo(np.int64).max
_OPEN, _SOON, _CLOSING, _UNKNOWN, _LATER, _CLOSED = range(6)
_ORDER_FAR = np.array([0, 1, 2, 4, 3, 5])  # rank of each tier when nothing open is near


@dataclass(frozen=True)
class Moment:
    """What every venue is at the instant `at` (minutes since 1970 UTC): arrays with one value per point of the index.

    open_until: instant it shuts, 0 where it is not open now. opens_at: next opening within a week, NEVER where there is none.
    unknown: hours not known. offered: False where a filter leaves the venue out.
    """

    index: NearestIndex
    at: int
    open_until: NDArray[np.int64]
    opens_at: NDArray[np.int64]
    unknown: NDArray[np.bool_]
    offered: NDArray[np.bool_]

    @cached_property
    def _open_now(self) -> NearestIndex:
        return self.index.only((self.open_until > self.at) & self.offered)

    def nearest_open(self, point: Point, k: int) -> list[tuple[int, float]]:
        """The k nearest that are open now and still open on arrival, as (row, chord in metres)."""
        return self._open_now.nearest(point, k, self._open_on_arrival)

    def _open_on_arrival(self, row: int, chord_m: float) -> bool:
        return bool(self.open_until[row] > self.at + walk_minutes(whole_metres(chord_m)))

    def ranked(self, point: Point, limit: int) -> list[tuple[int, float]]:
        """The first `limit` in the order above, as (row, chord in metres)."""
        found = self.nearest_open(point, limit)
        if found and len(found) == limit and is_near(found[0][1]):
            return found
        return self._ranked_fully(point, limit)

    def _ranked_fully(self, point: Point, limit: int) -> list[tuple[int, float]]:
        rows = np.flatnonzero(self.offered)
        if not len(rows):
            return []
        chords = self.index.chords(point)[rows]
        walks = walk_minutes_array(whole_metres_array(chords))
        tiers = self._tiers(rows, walks)
        near_open = bool(np.any((tiers == _OPEN) & (walks <= NEAR_MINUTES)))
        ranks = tiers if near_open else _ORDER_FAR[tiers]
        times = np.where(tiers == _LATER, self.opens_at[rows], 0)
        order = np.lexsort((rows, chords, times, ranks))[:limit]
        return [(int(rows[i]), float(chords[i])) for i in order]

    def _tiers(self, rows: NDArray[np.int64], walks: NDArray[np.int64]) -> NDArray[np.int64]:
        until, opens = self.open_until[rows], self.opens_at[rows]
        is_open = until > self.at
        return np.select(
            [is_open & (until > self.at + walks), is_open, self.unknown[rows], opens <= self.at + SOON_MIN, opens < NEVER],
            [_OPEN, _CLOSING, _UNKNOWN, _SOON, _LATER],
            _CLOSED,
        )

    def state(self, row: int, walk: int) -> State:
        """The state of one venue for somebody who walks `walk` minutes."""
        if self.open_until[row] > self.at:
            return State.OPEN if self.open_until[row] > self.at + walk else State.CLOSING
        if self.unknown[row]:
            return State.UNKNOWN
        return State.OPENS_LATER if self.opens_at[row] < NEVER else State.CLOSED


def is_near(chord_m: float) -> bool:
    """Whether a place at the end of a chord is within half an hour's walk."""
    return walk_minutes(whole_metres(chord_m)) <= NEAR_MINUTES
