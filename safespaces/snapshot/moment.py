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
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.earth import whole_metres, whole_metres_array
from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.geo.walking import NEAR_MINUTES, walk_minutes, walk_minutes_array
from safespaces.hours.status import SOON_MIN, State, Status

NEVER = int(np.iinfo(np.int64).max)
_OPEN, _SOON, _CLOSING, _UNKNOWN, _LATER, _CLOSED = range(6)
_STATES = (State.OPEN, State.OPENS_LATER, State.CLOSING, State.UNKNOWN, State.OPENS_LATER, State.CLOSED)  # of each tier
_ORDER_FAR = np.array([0, 1, 2, 4, 3, 5])  # rank of each tier when nothing open is near
_A_TIER = 1 << 20  # more minutes than an opening within a week is away


class Way(NamedTuple):
    """The way to one venue: its row, distance in whole metres, walk in whole minutes (about)."""

    row: int
    distance_m: int
    walk_minutes: int


@dataclass(frozen=True, slots=True)
class Order:
    """Every place that is offered, first to last: rows, chords in metres and tiers, equally long."""

    rows: NDArray[np.int64]
    chords_m: NDArray[np.float64]
    tiers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, *states: State, within: int | None = None) -> "Order":
        """Those in one of the states, and within so many minutes' walk."""
        kept = np.isin(self.tiers, [tier for tier, state in enumerate(_STATES) if state in states])
        if within is not None:
            kept &= _walks(self.chords_m) <= within
        return Order(self.rows[kept], self.chords_m[kept], self.tiers[kept])

    def first(self, count: int) -> list[Way]:
        """The ways to the first so many."""
        return [_way(row, chord_m) for row, chord_m in zip(self.rows[:count].tolist(), self.chords_m[:count].tolist(), strict=True)]


class _Ranks(NamedTuple):
    """For the places that are offered, what does not depend on from where one asks: a number that orders them before distance does.

    `near` holds while something open is near, `far` while nothing is. An open place's number is put in when its walk is known.
    """

    rows: NDArray[np.int64]
    tiers: NDArray[np.int64]
    open_until: NDArray[np.int64]
    is_open: NDArray[np.bool_]
    any_open: bool
    near: NDArray[np.int64]
    far: NDArray[np.int64]


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

    def nearest_open(self, point: Point, k: int) -> list[Way]:
        """The ways to the k nearest that are open now and still open on arrival."""
        found: list[Way] = []
        for row, chord_m in self._open_now.in_order(point, first=k):
            way = _way(row, chord_m)
            if self._until[row] > self.at + way.walk_minutes:
                found.append(way)
                if len(found) == k:
                    break
        return found

    @cached_property
    def _until(self) -> list[int]:
        return self.open_until.tolist()  # one number at a time is read much faster from a list

    def ranked(self, point: Point, limit: int) -> list[Way]:
        """The ways to the first `limit` in the order above."""
        found = self.nearest_open(point, limit)
        if found and len(found) == limit and found[0].walk_minutes <= NEAR_MINUTES:
            return found
        return self.order(point).first(limit)

    def order(self, point: Point) -> Order:
        """Every place that is offered, in the order above."""
        ranks = self._ranks
        chords = self.index.chords(point)[ranks.rows]
        tiers, numbers = ranks.tiers, ranks.far
        if ranks.any_open:
            walks = _walks(chords)
            on_arrival = ranks.open_until > self.at + walks
            tiers = np.where(ranks.is_open, np.where(on_arrival, _OPEN, _CLOSING), tiers)
            near_open = bool((on_arrival & ranks.is_open & (walks <= NEAR_MINUTES)).any())
            numbers = np.where(ranks.is_open, tiers * _A_TIER, ranks.near if near_open else ranks.far)
        order = np.lexsort((chords, numbers))  # stable: equal distances stay in the venues' own order
        return Order(ranks.rows[order], chords[order], tiers[order])

    @cached_property
    def _ranks(self) -> _Ranks:
        rows = np.flatnonzero(self.offered)
        until, opens = self.open_until[rows], self.opens_at[rows]
        tiers = np.select(
            [until > self.at, self.unknown[rows], opens <= self.at + SOON_MIN, opens < NEVER], [_OPEN, _UNKNOWN, _SOON, _LATER], _CLOSED
        )
        times = np.where(tiers == _LATER, opens - self.at, 0)  # within a week, so below _A_TIER
        is_open = tiers == _OPEN
        return _Ranks(rows, tiers, until, is_open, bool(is_open.any()), tiers * _A_TIER + times, _ORDER_FAR[tiers] * _A_TIER + times)

    def status(self, row: int, walk: int) -> Status:
        """The status of one venue for somebody who walks `walk` minutes."""
        its = self._at_the_door[row]
        if its.state is State.OPEN and self._until[row] <= self.at + walk:
            return Status(State.CLOSING, its.open_until)
        return its

    @cached_property
    def _at_the_door(self) -> list[Status]:
        columns = zip(self._until, self.unknown.tolist(), self.opens_at.tolist(), strict=True)
        return [self._standing(until, unknown, opens) for until, unknown, opens in columns]

    def _standing(self, until: int, unknown: bool, opens: int) -> Status:
        if until > self.at:
            return Status(State.OPEN, None if until == NEVER else until)
        if unknown:
            return Status(State.UNKNOWN)
        return Status(State.OPENS_LATER, opens_at=opens) if opens < NEVER else Status(State.CLOSED)


def _way(row: int, chord_m: float) -> Way:
    distance_m = whole_metres(chord_m)
    return Way(row, distance_m, walk_minutes(distance_m))


def _walks(chords_m: NDArray[np.float64]) -> NDArray[np.int64]:
    return walk_minutes_array(whole_metres_array(chords_m))
