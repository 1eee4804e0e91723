"""Nearest open at one instant: exact, at any number of venues.

What a place is depends on its schedule, which many share, so a minute that nobody has asked about
is worked out by schedule. Then the search goes outwards from the point, and ends when as many are
open on arrival as were asked for: they come first in every order (order.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.hours.status import LOOK_AHEAD_MIN, MARGIN_MIN, SOON_MIN, State, Status, status
from safespaces.snapshot.arrivals import NEVER, Arrivals, Ints
from safespaces.snapshot.order import (
    CLOSED,
    CLOSING,
    LATER,
    OPEN,
    SOON,
    UNKNOWN,
    Order,
    Way,
    Ways,
    in_order,
    straight_ways,
    way_to,
)

_RARE = 16  # one in so many open within an hour: a tree of their own finds them sooner
_AN_HOUR = 60
_ENDLESS_MIN = 1 << 40  # no walk is as long
_TRIED = 96  # places one by one; more are judged all at once
_RINGS_M = (20_000, 80_000)
_SORTED_SOONER = 4_096  # so many places


@dataclass(frozen=True)
class Moment:
    """What every venue is to somebody who sets off at the instant `at` (minutes since 1970 UTC).

    index: the places that are offered. schedule_of: the schedule in `arrivals` of each row that
    the index may give.
    """

    index: NearestIndex
    at: int
    arrivals: Arrivals
    schedule_of: Ints

    def ranked(self, point: Point, limit: int) -> list[Way]:
        """The ways to the first `limit` in the order of order.py."""
        found, _is_all = self._open_outwards(point, limit)
        if len(found) < limit and len(self.index) > _SORTED_SOONER:
            found = self.nearest_open(point, limit)
        return found if len(found) == limit else self.order(point).first(limit)

    def nearest_open(self, point: Point, k: int) -> list[Way]:
        """The ways to the k nearest that are open on arrival, of those within 80 km."""
        found, is_all = self._open_outwards(point, k)
        if len(found) == k or is_all:
            return found
        for metres in _RINGS_M if len(self.index) > _SORTED_SOONER else (_RINGS_M[-1],):
            order = self.order(point, metres).only(State.OPEN)
            if len(order) >= k:
                break
        return order.first(k)

    def _open_outwards(self, point: Point, k: int) -> tuple[list[Way], bool]:
        """The ways to the k nearest that are open on arrival, as many as one look outwards finds,
        and whether there are no others.
        """
        few = self._few
        if few is None:
            found = self._open_among(islice(self.index.in_order(point, first=k), _TRIED), k)
            return found, len(self.index) <= _TRIED
        found = self._open_among(few.in_order(point, first=k), k, self._sure_min)
        return found, self._sure_min >= _ENDLESS_MIN

    def _open_among(
        self, outwards: Iterable[tuple[int, float]], k: int, most_min: int = _ENDLESS_MIN
    ) -> list[Way]:
        """The first k of (row, chord in metres) that are open on arrival, while walks are at most
        so many minutes.
        """
        found: list[Way] = []
        for row, chord_m in outwards:
            way = way_to(row, chord_m)
            if way.walk_minutes > most_min:
                break
            if self._is_open(row, self.at + way.walk_minutes):
                found.append(way)
                if len(found) == k:
                    break
        return found

    @cached_property
    def _few(self) -> NearestIndex | None:
        """Those that are open within an hour, where that is rare."""
        soon = (self._until > self.at) | (self._next_start <= self.at + _AN_HOUR)
        mask = soon[self.schedule_of[self.index.rows]]
        return self.index.only(mask) if np.count_nonzero(mask) * _RARE <= len(mask) else None

    @cached_property
    def _sure_min(self) -> int:
        """The longest walk to which nothing is open on arrival but the few: what else is shut until
        then.
        """
        later = self._next_start[self._next_start > self.at + _AN_HOUR]
        return int(later.min()) - self.at - 1 if len(later) else _ENDLESS_MIN

    @cached_property
    def _until(self) -> Ints:
        """By schedule: when it shuts where it is open at `at`; else 0."""
        return self.arrivals.open.until(*self._each_schedule)

    @cached_property
    def _next_start(self) -> Ints:
        """By schedule: the first opening after `at`, or NEVER."""
        return self.arrivals.open.next_start(*self._each_schedule)

    @cached_property
    def _unknown_until(self) -> Ints:
        """By schedule: when it is known again where it is not at `at`; else 0."""
        return self.arrivals.unknown.until(*self._each_schedule)

    @cached_property
    def _unknown_next(self) -> Ints:
        """By schedule: the first time after `at` from which it is not known, or NEVER."""
        return self.arrivals.unknown.next_start(*self._each_schedule)

    @property
    def _each_schedule(self) -> tuple[Ints, Ints]:
        count = len(self.arrivals.is_unknown)
        return np.arange(count), np.full(count, self.at)

    def _is_open(self, row: int, arrive: int) -> bool:
        schedule = self.schedule_of.item(row)
        if self._until.item(schedule) - arrive >= MARGIN_MIN:  # nearly always
            return True
        if self._next_start.item(schedule) > arrive:
            return False
        ends = self.arrivals.open.until(self.schedule_of[row : row + 1], np.array([arrive]))
        return int(ends[0]) - arrive >= MARGIN_MIN

    def order(self, point: Point, metres: float = np.inf) -> Order:
        """Every place that is offered within so many metres, in the order of order.py."""
        return self.in_order(straight_ways(*self.index.within(point, metres)))

    def in_order(self, ways: Ways) -> Order:
        """The same for the ways to places that are offered."""
        tiers, opens = self._tiers(self.schedule_of[ways.rows], self.at + ways.minutes)
        return in_order(ways, tiers, opens, self.at)

    def _tiers(self, schedules: Ints, arrive: Ints) -> tuple[Ints, Ints]:
        until_now, next_now = self._until[schedules], self._next_start[schedules]
        until = np.where(until_now > arrive, until_now, 0)
        opens = next_now
        moved = np.flatnonzero(next_now <= arrive)  # opened on the way; of the others all is known
        if len(moved):
            until[moved] = self.arrivals.open.until(schedules[moved], arrive[moved])
            opens[moved] = self.arrivals.open.next_start(schedules[moved], arrive[moved])
        is_open = until - arrive >= MARGIN_MIN
        unknown = self.arrivals.is_unknown[schedules] | self._is_unknown(schedules, arrive)
        opens = np.where(opens <= self.at + LOOK_AHEAD_MIN, opens, NEVER)
        tiers = np.select(
            [
                is_open,
                self._until[schedules] > self.at,
                unknown,
                opens <= self.at + SOON_MIN,
                opens < NEVER,
            ],
            [OPEN, CLOSING, UNKNOWN, SOON, LATER],
            CLOSED,
        )
        return tiers, opens

    def _is_unknown(self, schedules: Ints, arrive: Ints) -> NDArray[np.bool_]:
        """Whether it is not known on arrival."""
        is_unknown = self._unknown_until[schedules] > arrive
        moved = np.flatnonzero(self._unknown_next[schedules] <= arrive)
        if len(moved):
            ends = self.arrivals.unknown.until(schedules[moved], arrive[moved])
            is_unknown[moved] = ends > 0
        return np.asarray(is_unknown, bool)

    def status(self, row: int, walk: int) -> Status:
        """The status of one venue for somebody who walks `walk` minutes."""
        return status(self.arrivals.spans[self.schedule_of[row]], self.at, self.at + walk)
