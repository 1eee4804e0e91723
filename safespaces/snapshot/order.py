"""Places in the order in which they are offered to somebody who sets off at one instant.

First to last:
  open        open on arrival and a while after it; by distance
  opens soon  opens within half an hour; by distance
  closing     open now, shut before arrival or too soon after it; by distance
  unknown     not known on arrival; by distance
  later       by opening time, then distance
  closed      does not open within a week; by distance
When nothing open is within half an hour's walk, "later" goes before "unknown": a certain opening
time is then worth more.
Distances are by the streets, or all in a straight line (finder.py says when); a place that no
street leads to is far off then, and comes after those of its state by the streets. Equal distances
keep the venues' own order.
The phone does the same in static/js/public/steps.js.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.earth import whole_metres, whole_metres_array
from safespaces.geo.walking import (
    NEAR_MINUTES,
    walk_minutes,
    walk_minutes_array,
    walk_minutes_by_street_array,
)
from safespaces.hours.status import State
from safespaces.snapshot.arrivals import NEVER, Ints

OPEN, SOON, CLOSING, UNKNOWN, LATER, CLOSED = range(6)
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


class Way(NamedTuple):
    """The way to one venue: its row, distance in whole metres, walk in whole minutes (about), and
    whether both are by the streets.
    """

    row: int
    distance_m: int
    walk_minutes: int
    by_street: bool = False


class Ways(NamedTuple):
    """The ways to many venues, by rows that ascend: straight chords in metres, or metres of
    streets where `by_street`; and whole minutes.
    """

    rows: Ints
    metres: NDArray[np.float64]
    minutes: Ints
    by_street: NDArray[np.bool_]

    def at(self, places: Ints) -> "Ways":
        """Those at some places of this."""
        rows, metres, minutes, by_street = self
        return Ways(rows[places], metres[places], minutes[places], by_street[places])


def straight_ways(rows: Ints, chords_m: NDArray[np.float64]) -> Ways:
    """The ways along straight chords."""
    return Ways(rows, chords_m, walks_of(chords_m), np.zeros(len(rows), bool))


def mixed_ways(rows: Ints, street_m: NDArray[np.float64], chords_m: NDArray[np.float64]) -> Ways:
    """The ways by the streets; where `street_m` is infinite, along straight chords."""
    by_street = np.isfinite(street_m)
    whole = np.floor(np.where(by_street, street_m, 0) + 0.5).astype(np.int64)
    minutes = np.where(by_street, walk_minutes_by_street_array(whole), walks_of(chords_m))
    return Ways(rows, np.where(by_street, street_m, chords_m), minutes, by_street)


@dataclass(frozen=True, slots=True)
class Order:
    """Every place that is offered, first to last: ways, tiers, and the next certain opening;
    equally long.
    """

    ways: Ways
    tiers: Ints
    opens_at: Ints  # NEVER where there is none within a week

    def __len__(self) -> int:
        return len(self.tiers)

    def only(self, *states: State, within: int | None = None) -> "Order":
        """Those in one of the states, and within so many minutes' walk."""
        kept = np.isin(self.tiers, [tier for tier, state in enumerate(_STATES) if state in states])
        if within is not None:
            kept &= self.ways.minutes <= within
        return self._kept(np.flatnonzero(kept))

    def next_to_open(self) -> "Order":
        """Those that are not open on arrival and have a certain opening, by its time, then by
        distance: those not known now too.
        """
        rows = np.flatnonzero(
            (self.opens_at < NEVER) & (self.tiers != OPEN) & (self.tiers != CLOSING)
        )
        times = np.where(self.tiers[rows] == SOON, 0, self.opens_at[rows])
        ways = self.ways
        return self._kept(rows[np.lexsort((ways.metres[rows], ~ways.by_street[rows], times))])

    def first(self, count: int) -> list[Way]:
        """The ways to the first so many."""
        few = (part[:count].tolist() for part in self.ways)
        return [
            Way(row, math.floor(metres + 0.5), minutes, True) if by_street else way_to(row, metres)
            for row, metres, minutes, by_street in zip(*few, strict=True)
        ]

    def _kept(self, places: Ints) -> "Order":
        return Order(self.ways.at(places), self.tiers[places], self.opens_at[places])


def in_order(ways: Ways, tiers: Ints, opens_at: Ints, at: int) -> Order:
    """Equally long arrays as an Order; rows have to ascend, `opens_at` is within a week of `at`."""
    near_open = bool(((tiers == OPEN) & (ways.minutes <= NEAR_MINUTES)).any())
    times = np.where(tiers == LATER, opens_at - at, 0)  # so below _A_TIER
    numbers = (tiers if near_open else _ORDER_FAR[tiers]) * _A_TIER + times
    # stable: equal distances stay in the venues' own order
    order = np.lexsort((ways.metres, ~ways.by_street, numbers))
    return Order(ways.at(order), tiers[order], opens_at[order])


def way_to(row: int, chord_m: float) -> Way:
    """The way along a straight chord."""
    distance_m = whole_metres(chord_m)
    return Way(row, distance_m, walk_minutes(distance_m))


def walks_of(chords_m: NDArray[np.float64]) -> Ints:
    """Whole minutes of the ways along straight chords."""
    return walk_minutes_array(whole_metres_array(chords_m))
