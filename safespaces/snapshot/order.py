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
Equal distances keep the venues' own order. The phone does the same in static/js/public/steps.js.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.earth import whole_metres, whole_metres_array
from safespaces.geo.walking import NEAR_MINUTES, walk_minutes, walk_minutes_array
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
            kept &= walks_of(self.chords_m) <= within
        return self._kept(np.flatnonzero(kept))

    def next_to_open(self) -> "Order":
        """Those that are not open on arrival and have a certain opening, by its time, then by
        distance: those not known now too.
        """
        rows = np.flatnonzero(
            (self.opens_at < NEVER) & (self.tiers != OPEN) & (self.tiers != CLOSING)
        )
        times = np.where(self.tiers[rows] == SOON, 0, self.opens_at[rows])
        return self._kept(rows[np.lexsort((self.chords_m[rows], times))])

    def first(self, count: int) -> list[Way]:
        """The ways to the first so many."""
        return [
            way_to(row, chord_m)
            for row, chord_m in zip(
                self.rows[:count].tolist(), self.chords_m[:count].tolist(), strict=True
            )
        ]

    def _kept(self, places: Ints) -> "Order":
        return Order(
            self.rows[places], self.chords_m[places], self.tiers[places], self.opens_at[places]
        )


def in_order(
    rows: Ints, chords_m: NDArray[np.float64], tiers: Ints, opens_at: Ints, at: int
) -> Order:
    """Equally long arrays as an Order; rows have to ascend, `opens_at` is within a week of `at`."""
    near_open = bool(((tiers == OPEN) & (walks_of(chords_m) <= NEAR_MINUTES)).any())
    times = np.where(tiers == LATER, opens_at - at, 0)  # so below _A_TIER
    numbers = (tiers if near_open else _ORDER_FAR[tiers]) * _A_TIER + times
    order = np.lexsort((chords_m, numbers))  # stable: equal distances stay in the venues' own order
    return Order(rows[order], chords_m[order], tiers[order], opens_at[order])


def way_to(row: int, chord_m: float) -> Way:
    """The way along a straight chord."""
    distance_m = whole_metres(chord_m)
    return Way(row, distance_m, walk_minutes(distance_m))


def walks_of(chords_m: NDArray[np.float64]) -> Ints:
    """Whole minutes of the ways along straight chords."""
    return walk_minutes_array(whole_metres_array(chords_m))
