"""Reach: which parts of demand points have an open Safe Space within a walk, at each of the 168
hours of a week.

A part is reached at an hour when somebody who sets off from it at half past finds, within the
coverage standard (so many minutes' walk), a facility that is open on arrival: what the look-up
would tell them. Church and ReVelle, "The maximal covering location problem", Papers of the Regional
Science Association 32, 1974, with the hours as a second dimension.

The hours of a facility are the bits of three words, one set for each walking time, because a door
that shuts too soon for one is open to another who lives nearer; a part's hours are all of its
facilities' or-ed together.
"""

import copy
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.bands import Band
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import UNDER_16, Facility, openings
from safespaces.coverage.openings import Openings
from safespaces.coverage.walks import STRAIGHT, Paths, Walks
from safespaces.coverage.week import HOURS, Week

LIMITS = (5, 10, 15, 20)  # minutes' walk that can be chosen
FURTHEST_MIN = 24  # the longest limit and a fifth
_WORDS = 3  # of 64 bits: 192 for 168 hours


def a_fifth_either_way(limit: int) -> tuple[int, int]:
    """The limits that show how much an answer hangs on the choice: 8 and 12 for 10."""
    return limit - max(1, limit // 5), limit + max(1, limit // 5)


class Coverage:
    """One demand layer against one list of facilities, for one week and one age.

    What it has worked out it keeps; thread safe.
    """

    def __init__(
        self,
        layer: DemandLayer,
        facilities: Sequence[Facility],
        week: Week,
        zone: ZoneInfo,
        age: int = UNDER_16,
        paths: Paths = STRAIGHT,
    ) -> None:
        self.layer, self.week, self.zone, self.age = layer, week, zone, age
        self.paths = paths
        self.facilities = tuple(facility for facility in facilities if facility.is_for(age))
        self.counts, self.shares, self.rows = layer.counts, layer.shares, layer.rows
        self.counting = layer.counting(week, zone)
        self.openings = openings(self.facilities, week, zone)
        self.walks = walks_to(layer, self.facilities, FURTHEST_MIN, paths)
        self.totals = self.counts @ self.counting  # how many count at each hour: shape (168,)
        self._reached: dict[int, NDArray[np.bool_]] = {}
        self._tables: dict[int, NDArray[np.float64]] = {}
        self._possible: Openings | None = None
        self._whole: Coverage | None = None
        self._at_most: dict[int, NDArray[np.float64]] = {}

    @property
    def nbytes(self) -> int:
        """About what it takes up in memory."""
        own = (self.counts, self.counting, *self.openings, *self.walks, *self._reached.values())
        return sum(each.nbytes for each in own)

    def reached(self, limit: int) -> NDArray[np.bool_]:
        """Whether each part is reached at each hour: shape (parts, 168)."""
        if limit not in self._reached:
            walks = self.walks.within(limit)
            self._reached[limit] = reached_hours(walks, self.openings, len(self.counts))
        return self._reached[limit]

    def by_point(self, people: NDArray[np.float64]) -> NDArray[np.float64]:
        """People of each part added up by their demand points: shape (points,)."""
        sums = np.bincount(self.rows, weights=people, minlength=len(self.layer.points))
        return sums.astype(np.float64, copy=False)

    def table(self, limit: int) -> NDArray[np.float64]:
        """How many of them are reached at each hour: shape (168,)."""
        if limit not in self._tables:
            self._tables[limit] = self.counts @ (self.reached(limit) & self.counting)
        return self._tables[limit]

    @property
    def whole(self) -> "Coverage":
        """The same with each area whole at its own point: how much hangs on where people are."""
        if not self.layer.parts:
            return self
        if self._whole is None:
            whole = Coverage(
                self.layer.whole, self.facilities, self.week, self.zone, self.age, self.paths
            )
            self._whole = whole.with_counts(self.by_point(self.counts))
        return self._whole

    @property
    def possible(self) -> Openings:
        """The openings as if each facility were open whenever nobody knows whether it is."""
        if self._possible is None:
            self._possible = openings(self.facilities, self.week, self.zone, unknown_too=True)
        return self._possible

    def at_most(self, limit: int) -> NDArray[np.float64]:
        """How many of them would be reached at each hour if whatever is not known were open: shape
        (168,).
        """
        if limit not in self._at_most:
            self._at_most[limit] = self.counts @ (self.perhaps_reached(limit) & self.counting)
        return self._at_most[limit]

    def perhaps_reached(self, limit: int) -> NDArray[np.bool_]:
        """Whether each part would be reached if whatever is not known were open: shape
        (parts, 168) (not kept).
        """
        return reached_hours(self.walks.within(limit), self.possible, len(self.counts))

    def with_counts(self, counts: NDArray[np.float64]) -> "Coverage":
        """The same where each part counts so much: shape (parts,)."""
        other = copy.copy(self)
        other.counts, other.totals = counts, counts @ self.counting
        other._tables, other._at_most, other._whole = {}, {}, None
        return other

    def states(self, hour: int) -> list[str]:
        """Of each facility whether it is "open", "shut" or "unknown" at an hour."""
        is_open = self.openings.left[:, hour] > 0
        may_be_open = self.possible.left[:, hour] > 0
        return [
            "open" if sure else "unknown" if perhaps else "shut"
            for sure, perhaps in zip(is_open.tolist(), may_be_open.tolist(), strict=True)
        ]

    def most_of_band(self, limit: int, band: Band) -> float:
        """People times hours of a band that would be reached if whatever is not known were open."""
        return float(self.at_most(limit) @ band.array)

    def nearest_minutes(self, hour: int) -> NDArray[np.int64]:
        """Minutes' walk from each part to the nearest facility that is open on arrival, at an
        hour; 0 where that is over 24: shape (parts,).
        """
        good = self.openings.of(self.walks.places, hour).on_arrival(self.walks.minutes)
        nearest = np.full(len(self.counts), FURTHEST_MIN + 1, dtype=np.int64)
        np.minimum.at(nearest, self.walks.points[good], self.walks.minutes[good])
        return np.where(nearest > FURTHEST_MIN, 0, nearest)

    def band_sums(self, limit: int, band: Band) -> tuple[float, float]:
        """People times hours of a band that are reached, and all that count."""
        return float(self.table(limit) @ band.array), float(self.totals @ band.array)

    def missed(self, limit: int, hour: int) -> NDArray[np.float64]:
        """How many in each part count and are out of reach at one hour: shape (parts,)."""
        return np.where(self.counting[:, hour] & ~self.reached(limit)[:, hour], self.counts, 0.0)


def walks_to(
    layer: DemandLayer, facilities: Sequence[Facility], minutes: int, paths: Paths
) -> Walks:
    """The walks from a layer's parts to facilities."""
    return paths.within(layer.where_they_are, [each.point for each in facilities], minutes)


def reached_hours(walks: Walks, theirs: Openings, points: int) -> NDArray[np.bool_]:
    """Whether each part is reached at each hour by any of its walks: shape (parts, 168).

    `theirs` are the facilities' openings.
    """
    out = np.zeros((points, _WORDS), dtype=np.uint64)
    if len(walks.points):
        longest = int(walks.minutes.max())
        bits = np.stack([_words(theirs.on_arrival(minutes)) for minutes in range(longest + 1)])
        firsts = np.flatnonzero(np.r_[True, walks.points[1:] != walks.points[:-1]])
        out[walks.points[firsts]] = np.bitwise_or.reduceat(
            bits[walks.minutes, walks.places], firsts
        )
    return np.unpackbits(out.view(np.uint8), axis=1, count=HOURS).astype(bool)


def _words(open_: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Rows of 168 yes or no as three words."""
    packed = np.zeros((len(open_), _WORDS * 8), dtype=np.uint8)
    packed[:, : HOURS // 8] = np.packbits(open_, axis=1)
    return packed.view(np.uint64)
