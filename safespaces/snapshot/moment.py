"""Nearest open at one instant: exact, at any number of venues, by arrays and one k-d tree over the
venues that are open.

The order, first to last:
  open        open on arrival and a while after it; by distance
  opens soon  opens within half an hour; by distance
  closing     open now, shut before arrival or too soon after it; by distance
  unknown     not known on arrival; by distance
  later       by opening time, then distance
  closed      does not open within a week; by distance
When nothing open is within half an hour's walk, "later" goes before "unknown": a certain opening
time is then worth more.
Equal distances keep the venues' own order. The phone does the same in static/js/public/finder.js.
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
from safespaces.hours.status import LOOK_AHEAD_MIN, MARGIN_MIN, SOON_MIN, State, Status, status
from safespaces.snapshot.arrivals import NEVER, Arrivals, Ints

_OPEN, _SOON, _CLOSING, _UNKNOWN, _LATER, _CLOSED = range(6)
# of each tier
_STATES = (
    State.OPEN,
    State.OPENS_LATER,
    State.CLOSING,
    State.UNKNOWN,
    State.OPENS_LATER,
    State.CLOSED,
)
_ORDER_FAR = np.array([0, 1, 2, 4, 3, 5])  # rank of each tier when nothing open is near
_A_TIER = 1 << 20  # more minutes than an opening within a week is away
_SEARCHED_MIN = 60  # walks up to this are found by the tree of what is open then


class Way(NamedTuple):
    """The way to one venue: its row, distance in whole metres, walk in whole minutes (about)."""

    row: int
    distance_m: int
    walk_minutes: int


@dataclass(frozen=True, slots=True)
class Order:
    """Every place that is offered, first to last: rows, chords in metres, tiers, and the next
    certain opening; equally long.
    """

    rows: Ints
    chords_m: NDArray[np.float64]
    tiers: Ints
    opens_at: Ints  # NEVER where there is none within a week

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, *states: State, within: int | None = None) -> "Order":
        """Those in one of the states, and within so many minutes' walk."""
        kept = np.isin(self.tiers, [tier for tier, state in enumerate(_STATES) if state in states])
        if within is not None:
            kept &= _walks(self.chords_m) <= within
        return self._kept(np.flatnonzero(kept))

    def next_to_open(self) -> "Order":
        """Those that are not open on arrival and have a certain opening, by its time, then by
        distance: those not known now too.
        """
        rows = np.flatnonzero(
            (self.opens_at < NEVER) & (self.tiers != _OPEN) & (self.tiers != _CLOSING)
        )
        times = np.where(self.tiers[rows] == _SOON, 0, self.opens_at[rows])
        return self._kept(rows[np.lexsort((self.chords_m[rows], times))])

    def first(self, count: int) -> list[Way]:
        """The ways to the first so many."""
        return [
            _way(row, chord_m)
            for row, chord_m in zip(
                self.rows[:count].tolist(), self.chords_m[:count].tolist(), strict=True
            )
        ]

    def _kept(self, places: Ints) -> "Order":
        return Order(
            self.rows[places], self.chords_m[places], self.tiers[places], self.opens_at[places]
        )


@dataclass(frozen=True)
class Moment:
    """What every venue is to somebody who sets off at the instant `at` (minutes since 1970 UTC).

    schedule_of: the schedule in `arrivals` of each point of the index. offered: False where a
    filter leaves the venue out.
    """

    index: NearestIndex
    at: int
    arrivals: Arrivals
    schedule_of: Ints
    offered: NDArray[np.bool_]

    @cached_property
    def open_until(self) -> Ints:
        """When each shuts that is open at `at`; 0 for the others."""
        return self.arrivals.open.until(self.schedule_of, np.full(len(self.schedule_of), self.at))

    @cached_property
    def _open_within_an_hour(self) -> NearestIndex:
        opens = self.arrivals.open.next_start(
            self.schedule_of, np.full(len(self.schedule_of), self.at)
        )
        return self.index.only(
            ((self.open_until > self.at) | (opens <= self.at + _SEARCHED_MIN)) & self.offered
        )

    def nearest_open(self, point: Point, k: int) -> list[Way]:
        """The ways to the k nearest that are open on arrival; whole for walks of _SEARCHED_MIN at
        most.
        """
        found: list[Way] = []
        for row, chord_m in self._open_within_an_hour.in_order(point, first=k):
            way = _way(row, chord_m)
            if self._is_open(row, self.at + way.walk_minutes):
                found.append(way)
                if len(found) == k:
                    break
        return found

    def _is_open(self, row: int, arrive: int) -> bool:
        if self._until[row] - arrive >= MARGIN_MIN:  # nearly always
            return True
        schedule, time = self.schedule_of[row : row + 1], np.array([arrive])
        return int(self.arrivals.open.until(schedule, time)[0]) - arrive >= MARGIN_MIN

    @cached_property
    def _until(self) -> list[int]:
        # one number at a time is read much faster from a list
        return list(self.open_until.tolist())

    def ranked(self, point: Point, limit: int) -> list[Way]:
        """The ways to the first `limit` in the order above."""
        found = self.nearest_open(point, limit)
        if (
            found
            and len(found) == limit
            and found[0].walk_minutes <= NEAR_MINUTES
            and found[-1].walk_minutes <= _SEARCHED_MIN
        ):
            return found
        return self.order(point).first(limit)

    def order(self, point: Point) -> Order:
        """Every place that is offered, in the order above."""
        rows = self._offered_rows
        chords = self.index.chords(point)[rows]
        walks = _walks(chords)
        tiers, opens = self._tiers(rows, self.at + walks)
        near_open = bool(((tiers == _OPEN) & (walks <= NEAR_MINUTES)).any())
        times = np.where(tiers == _LATER, opens - self.at, 0)  # within a week, so below _A_TIER
        numbers = (tiers if near_open else _ORDER_FAR[tiers]) * _A_TIER + times
        # stable: equal distances stay in the venues' own order
        order = np.lexsort((chords, numbers))
        return Order(rows[order], chords[order], tiers[order], opens[order])

    @cached_property
    def _offered_rows(self) -> Ints:
        return np.flatnonzero(self.offered)

    def _tiers(self, rows: Ints, arrive: Ints) -> tuple[Ints, Ints]:
        schedules = self.schedule_of[rows]
        is_open = self.arrivals.open.until(schedules, arrive) - arrive >= MARGIN_MIN
        unknown = self.arrivals.is_unknown[schedules] | (
            self.arrivals.unknown.until(schedules, arrive) > 0
        )
        opens = self.arrivals.open.next_start(schedules, arrive)
        opens = np.where(opens <= self.at + LOOK_AHEAD_MIN, opens, NEVER)
        tiers = np.select(
            [
                is_open,
                self.open_until[rows] > self.at,
                unknown,
                opens <= self.at + SOON_MIN,
                opens < NEVER,
            ],
            [_OPEN, _CLOSING, _UNKNOWN, _SOON, _LATER],
            _CLOSED,
        )
        return tiers, opens

    def status(self, row: int, walk: int) -> Status:
        """The status of one venue for somebody who walks `walk` minutes."""
        return status(self.arrivals.spans[self.schedule_of[row]], self.at, self.at + walk)


def _way(row: int, chord_m: float) -> Way:
    distance_m = whole_metres(chord_m)
    return Way(row, distance_m, walk_minutes(distance_m))


def _walks(chords_m: NDArray[np.float64]) -> NDArray[np.int64]:
    return walk_minutes_array(whole_metres_array(chords_m))
