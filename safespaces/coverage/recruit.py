"""Whom to ask next: what each candidate would add to reach, and which set of them would add most.

The maximal covering location problem with the existing facilities held fixed (Church and ReVelle
1974). What is covered is a demand point at an hour, weighed by its people and by the band. Points
and hours that see the same candidates are one row of the problem.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.bands import Band
from safespaces.coverage.facility import Facility, openings
from safespaces.coverage.reach import Coverage, walks_to

# Nemhauser, Wolsey and Fisher, Mathematical Programming 14, 1978: greedy is never below this share
# of the best
GREEDY_BOUND = 1 - 1 / np.e
_AT_A_TIME = 4_096  # rows of a problem
_POINTS_AT_A_TIME = 1_000
_NOTHING = 1e-9  # of the whole weight: what is left over when sums are taken away from sums


@dataclass(frozen=True, slots=True)
class CoveringProblem:
    """`weights[r]` is what row r counts (people times hours of the band), `covers[r, c]` whether
    candidate c covers it.

    Rows that are covered already, that nobody counts at, or that no candidate covers are left out.
    """

    weights: NDArray[np.float64]
    covers: NDArray[np.bool_]

    @property
    def candidates(self) -> int:
        """How many there are to choose from."""
        return int(self.covers.shape[1])

    def gain(self, chosen: Sequence[int]) -> float:
        """What a set of candidates adds together."""
        return (
            float(self.weights[self.covers[:, list(chosen)].any(axis=1)].sum())
            if len(chosen)
            else 0.0
        )

    def gains_alone(self) -> NDArray[np.float64]:
        """What each candidate adds by itself."""
        return self.sums(np.arange(len(self.weights)))

    def sums(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The weight of some rows that each candidate covers; a part of the rows at a time, because
        the whole matrix as numbers would take eight times its size.
        """
        out = np.zeros(self.candidates)
        for first in range(0, len(rows), _AT_A_TIME):
            some = rows[first : first + _AT_A_TIME]
            out += self.weights[some] @ self.covers[some].astype(np.float64)
        return out


@dataclass(frozen=True, slots=True)
class ChosenSet:
    """A set of candidates (rows, in the order they were chosen) and what they add; the best set
    adds at most `best_at_most`.
    """

    chosen: tuple[int, ...]
    gain: float
    best_at_most: float

    @property
    def of_the_best(self) -> float:
        """The share of the best possible that this certainly is, 0 to 1."""
        return 1.0 if self.best_at_most <= 0 else min(1.0, self.gain / self.best_at_most)


class Candidates:
    """Candidates against a coverage: which points each would reach at which hours.

    Those that are not for the age add nothing.
    """

    def __init__(self, coverage: Coverage, candidates: Sequence[Facility], limit: int) -> None:
        self.coverage, self.limit = coverage, limit
        self.facilities = tuple(candidates)
        self.openings = openings(self.facilities, coverage.week, coverage.zone)
        self.openings.ends[:, [not each.is_for(coverage.age) for each in self.facilities]] = 0
        walks = walks_to(coverage.layer, self.facilities, limit, coverage.paths)
        order = np.argsort(walks.places, kind="stable")
        # one candidate after the other
        self._points, self._minutes = (
            walks.points[order],
            walks.minutes[order],
        )
        self._ends = np.searchsorted(
            walks.places[order], np.arange(len(self.facilities) + 1)
        ).tolist()
        self._theirs = coverage.walks.within(limit)
        self._open = coverage.counting & ~coverage.reached(limit)
        self._problems: dict[Band, CoveringProblem] = {}

    def with_counts(self, counts: NDArray[np.float64]) -> "Candidates":
        """The same where each part counts so much: shape (parts,)."""
        other = copy.copy(self)
        other.coverage, other._problems = self.coverage.with_counts(counts), {}
        return other

    def hours_of(self, candidate: int) -> NDArray[np.float64]:
        """How many more people one candidate would reach at each hour: shape (168,)."""
        rows, minutes = self._walks_of(candidate)
        reach = self._reach(candidate, minutes) & self._open[rows]
        return self.coverage.counts[rows] @ reach

    def _walks_of(self, candidate: int) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
        part = slice(self._ends[candidate], self._ends[candidate + 1])
        return self._points[part], self._minutes[part]

    def _reach(self, candidate: int, minutes: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Whether it is open on arrival after each walk at each hour: shape (walks, 168)."""
        return self.openings.of([candidate]).on_arrival(minutes[:, None])

    def average(self, gain: float, band: Band) -> float:
        """People in an hour, of a gain over a band, on average over those of its hours at which
        anybody counts.
        """
        hours = float(band.array @ (self.coverage.totals > 0))
        return gain / hours if hours else 0.0

    def overlaps(self, candidate: int, most: int = 3) -> list[tuple[int, float]]:
        """The facilities that share most people within the limit with a candidate, at whatever
        hours: (row of the facility, people).
        """
        counts, theirs = self.coverage.counts, self._theirs
        mine = np.zeros(len(counts), dtype=bool)
        mine[self._walks_of(candidate)[0]] = True
        shared = np.bincount(
            theirs.places,
            weights=counts[theirs.points] * mine[theirs.points],
            minlength=len(self.coverage.facilities),
        )
        return [
            (int(row), float(shared[row]))
            for row in np.argsort(-shared, kind="stable")[:most]
            if shared[row] > 0
        ]

    def problem(self, band: Band) -> CoveringProblem:
        """The covering problem of a band, made once."""
        if band not in self._problems:
            self._problems[band] = self._problem(band)
        return self._problems[band]

    def _problem(self, band: Band) -> CoveringProblem:
        hours = np.flatnonzero(band.array > 0)
        points = len(self.coverage.counts)
        starts = range(0, points, _POINTS_AT_A_TIME)
        parts = [
            self._rows_of(slice(first, min(points, first + _POINTS_AT_A_TIME)), hours, band)
            for first in starts
        ]
        words = max(1, -(-len(self.facilities) // 64))
        every = [rows for rows, _amounts in parts] or [np.zeros((0, words), dtype=np.uint64)]
        rows, summed = _added_up(
            np.concatenate(every), np.concatenate([np.empty(0), *(each for _rows, each in parts)])
        )
        covers = np.unpackbits(
            rows.view(np.uint8), axis=1, bitorder="little", count=len(self.facilities)
        ).astype(bool)
        return CoveringProblem(summed, covers)

    def _rows_of(
        self, points: slice, hours: NDArray[np.int64], band: Band
    ) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
        """The rows of some parts, as bits, and what each counts; those that count nothing left
        out.
        """
        weights = (
            self.coverage.counts[points, None] * band.array[hours] * self._open[points][:, hours]
        )
        patterns = self._patterns(points, hours)
        flat, amounts = patterns.reshape(-1, patterns.shape[2]), weights.reshape(-1)
        kept = np.flatnonzero(flat.any(axis=1) & (amounts > 0))
        return _added_up(flat[kept], amounts[kept])

    def _patterns(self, points: slice, hours: NDArray[np.int64]) -> NDArray[np.uint64]:
        """For some parts and each hour of the band the candidates that cover them, as bits: shape
        (parts, hours, words).
        """
        words = max(1, -(-len(self.facilities) // 64))
        out = np.zeros((points.stop - points.start, len(hours), words), dtype=np.uint64)
        for candidate in range(len(self.facilities)):
            every, minutes = self._walks_of(candidate)
            ends = np.searchsorted(every, [points.start, points.stop])
            some = slice(int(ends[0]), int(ends[1]))
            if some.start < some.stop:
                reach = self._reach(candidate, minutes[some])[:, hours]
                word, bit = divmod(candidate, 64)
                rows = every[some] - points.start
                out[rows, :, word] |= reach.astype(np.uint64) << np.uint64(bit)
        return out


def _added_up(
    rows: NDArray[np.uint64], amounts: NDArray[np.float64]
) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """The different rows, and what each counts in all."""
    found, of_row = _unique_rows(rows)
    summed = np.bincount(of_row, weights=amounts, minlength=len(found)).astype(np.float64)
    return found, summed[: len(found)]


def _unique_rows(rows: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The different rows, and which of them each row is."""
    order = np.lexsort(rows.T)
    ranked = rows[order]
    is_new = np.ones(len(rows), dtype=bool)
    is_new[1:] = (ranked[1:] != ranked[:-1]).any(axis=1)
    of_row = np.empty(len(rows), dtype=np.int64)
    of_row[order] = np.cumsum(is_new) - 1
    return np.ascontiguousarray(ranked[is_new]), of_row


def greedy(problem: CoveringProblem, most: int) -> ChosenSet:
    """One candidate after the other, each time the one that adds most; stops where none adds
    anything.

    The bound is the least of what shows on the way: the best set adds at most what is had plus the
    `most` largest gains that are left, as the function is submodular (Nemhauser, Wolsey and Fisher
    1978).
    """
    gains = problem.gains_alone()
    is_left = np.ones(len(problem.weights), dtype=bool)
    chosen: list[int] = []
    gain, bound = 0.0, float(problem.weights.sum())
    nothing = _NOTHING * bound
    while True:
        bound = min(bound, gain + float(np.sort(gains)[::-1][:most].sum()))
        best = int(np.argmax(gains)) if len(gains) else -1
        if len(chosen) >= most or best < 0 or gains[best] <= nothing:
            return ChosenSet(tuple(chosen), gain, max(bound, gain))
        covered = np.flatnonzero(is_left & problem.covers[:, best])
        chosen.append(best)
        gain += float(problem.weights[covered].sum())
        gains -= problem.sums(covered)
        gains[best] = 0.0
        is_left[covered] = False


def swapped(problem: CoveringProblem, first: ChosenSet) -> ChosenSet:
    """A set after swapping one candidate for another while that adds more (Teitz and Bart 1968, of
    the greedy set); its bound stays.
    """
    chosen, gain = list(first.chosen), first.gain
    times = problem.covers[:, chosen].sum(axis=1)
    uncovered = problem.sums(np.flatnonzero(times == 0))
    is_better = True
    while is_better:
        is_better = False
        for place, out in enumerate(chosen):
            its_own = np.flatnonzero((times == 1) & problem.covers[:, out])
            freed = uncovered + problem.sums(its_own)
            gains = freed.copy()
            gains[chosen] = -1.0
            best = int(np.argmax(gains))
            kept = gain - float(problem.weights[its_own].sum())
            if kept + gains[best] > gain + _NOTHING * max(1.0, gain):
                times = times - problem.covers[:, out]
                taken = np.flatnonzero((times == 0) & problem.covers[:, best])
                chosen[place], is_better = best, True
                gain = kept + float(problem.weights[taken].sum())
                uncovered = freed - problem.sums(taken)
                times = times + problem.covers[:, best]
    return ChosenSet(tuple(chosen), gain, max(first.best_at_most, gain))


def nearly_as_good(
    problem: CoveringProblem, chosen: Sequence[int], share: float
) -> list[tuple[int, int, float]]:
    """Swaps of one for one after which a set still adds at least a share of what it does: (taken
    out, put in, what the set adds then), the best first.
    """
    times = problem.covers[:, list(chosen)].sum(axis=1)
    gain = float(problem.weights[times > 0].sum())
    uncovered = problem.sums(np.flatnonzero(times == 0))
    found = []
    for out in chosen:
        its_own = np.flatnonzero((times == 1) & problem.covers[:, out])
        kept = gain - float(problem.weights[its_own].sum())
        gains = kept + uncovered + problem.sums(its_own)
        gains[list(chosen)] = -1.0
        found += [
            (out, int(row), float(gains[row]))
            for row in np.flatnonzero(gains >= share * gain)
            if gain > 0
        ]
    return sorted(found, key=lambda swap: -swap[2])


def expected_gain(problem: CoveringProblem, chosen: Sequence[int], refusal: float) -> float:
    """What a set adds on average where each of it says no with the same probability, whatever the
    others say.
    """
    times = problem.covers[:, list(chosen)].sum(axis=1)
    return float(problem.weights @ (1 - refusal**times))


def best_alone(problem: CoveringProblem, most: int) -> ChosenSet:
    """The simple way: those that add most by themselves, though they may reach the same people."""
    gains = problem.gains_alone()
    chosen = tuple(int(row) for row in np.argsort(-gains, kind="stable")[:most] if gains[row] > 0)
    return ChosenSet(chosen, problem.gain(chosen), float(problem.weights.sum()))


def runs_of(hours: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Runs of hours of a week, within a day each, in which something is gained: (first hour, hour
    after the last).
    """
    runs: list[tuple[int, int]] = []
    for hour in np.flatnonzero(hours > 0).tolist():
        if runs and runs[-1][1] == hour and hour % 24:
            runs[-1] = (runs[-1][0], hour + 1)
        else:
            runs.append((hour, hour + 1))
    return runs
