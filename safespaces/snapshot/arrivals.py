"""The spans of many schedules as arrays, so that one search judges the arrival at every place."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.hours.spans import Span, Spans

NEVER = int(np.iinfo(np.int64).max)
_A_SCHEDULE = 1 << 24  # more minutes than any window and any walk together

Ints = NDArray[np.int64]


class Flat(NamedTuple):
    """Spans of schedule after schedule: `keys` order them by schedule and start, `firsts[s]` is
    where schedule s begins.
    """

    base: int
    firsts: Ints
    starts: Ints
    ends: Ints
    keys: Ints

    def last_begun(self, schedules: Ints, times: Ints) -> Ints:
        """The last span of each schedule that has begun at each time; -1 where there is none."""
        since = np.clip(times - self.base, -1, _A_SCHEDULE - 2)
        found = np.searchsorted(self.keys, schedules * _A_SCHEDULE + since, side="right") - 1
        return np.where(found >= self.firsts[schedules], found, -1)

    def until(self, schedules: Ints, times: Ints) -> Ints:
        """When the span ends that holds each time; 0 where none does."""
        if not len(self.ends):
            return np.zeros(len(schedules), np.int64)
        found = self.last_begun(schedules, times)
        ends = self.ends[found]
        return np.where((found >= 0) & (ends > times), ends, 0)

    def next_start(self, schedules: Ints, times: Ints) -> Ints:
        """The first start after each time; NEVER where there is none."""
        if not len(self.starts):
            return np.full(len(schedules), NEVER)
        found = self.last_begun(schedules, times)
        coming = np.where(found >= 0, found + 1, self.firsts[schedules])
        is_there = coming < self.firsts[schedules + 1]
        return np.where(is_there, self.starts[np.minimum(coming, len(self.starts) - 1)], NEVER)


def flat_of(spans: Sequence[Sequence[Span]]) -> Flat:
    """One Flat of the spans of each schedule, each in order and apart."""
    counts = np.array([len(each) for each in spans], np.int64)
    starts = np.array([span.start for each in spans for span in each], np.int64)
    ends = np.array([span.end for each in spans for span in each], np.int64)
    return flat_from(counts, starts, ends)


def flat_from(counts: Ints, starts: Ints, ends: Ints) -> Flat:
    """Flat spans from arrays: how many spans each schedule has, then all starts and ends."""
    base = int(starts.min()) if len(starts) else 0
    keys = np.repeat(np.arange(len(counts)), counts) * _A_SCHEDULE + (starts - base)
    return Flat(base, np.concatenate(([0], np.cumsum(counts))).astype(np.int64), starts, ends, keys)


class Arrivals(NamedTuple):
    """Open and unknown spans of schedules.

    `spans` are the same as nouns; None: hours not known at all.
    """

    spans: Sequence[Spans | None]
    open: Flat
    unknown: Flat
    is_unknown: NDArray[np.bool_]  # by schedule: nothing is known of it


def arrivals_of(spans: Sequence[Spans | None]) -> Arrivals:
    """The arrays of a window's spans."""
    return Arrivals(
        spans,
        flat_of([each.open if each else () for each in spans]),
        flat_of([each.unknown if each else () for each in spans]),
        np.array([each is None for each in spans], bool),
    )
