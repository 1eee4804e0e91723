"""When facilities are open around each hour of a week, so that any walk can be judged by the
look-up's own rule (hours/status.py).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.hours.spans import Span
from safespaces.hours.status import MARGIN_MIN

SPANS = 3  # the one of the hour or the next, and two more: no walk that is counted outlasts them
_NO_SPAN = (2**60, 0)  # begins after all time and has ended before it
_FAR = 20_000  # minutes: later than any walk, and a 16-bit number


class Openings(NamedTuple):
    """Minutes from half past each hour until a span starts (0 or less: it has begun) and until it
    ends: shape (SPANS, ..., hours).
    """

    starts: NDArray[np.int16]
    ends: NDArray[np.int16]

    @property
    def left(self) -> NDArray[np.int16]:
        """For how many minutes it stays open to somebody at the door; 0 where it is shut: shape
        (..., hours).
        """
        return np.where(self.starts[0] <= 0, self.ends[0], 0).astype(np.int16)

    def on_arrival(self, minutes: NDArray[np.integer] | int) -> NDArray[np.bool_]:
        """Whether it is open after so many minutes' walk, and MARGIN_MIN longer; `minutes` has to
        fit the shape (..., hours).
        """
        return np.asarray(
            ((self.starts <= minutes) & (self.ends >= minutes + np.int16(MARGIN_MIN))).any(axis=0),
            np.bool_,
        )

    def of(self, places: Any, hours: Any = slice(None)) -> "Openings":
        """Those of some facilities at some hours, as numpy picks them."""
        return Openings(self.starts[:, places, hours], self.ends[:, places, hours])


def never(facilities: int, hours: int) -> Openings:
    """Openings of facilities that are always shut."""
    return Openings(
        np.full((SPANS, facilities, hours), _FAR, np.int16),
        np.zeros((SPANS, facilities, hours), np.int16),
    )


def openings_of(spans: tuple[Span, ...], instants: NDArray[np.int64]) -> Openings:
    """Openings of one timetable around instants (minutes since 1970 UTC): shape (SPANS,
    len(instants)).
    """
    starts, ends = np.array(
        [(span.start, span.end) for span in spans] + [_NO_SPAN] * SPANS, dtype=np.int64
    ).T
    # the span of the instant, or the next one
    first = np.searchsorted(ends[: len(spans)], instants, side="right")
    place = first + np.arange(SPANS)[:, np.newaxis]
    until = (
        np.minimum(np.maximum(each[place] - instants, 0), _FAR).astype(np.int16)
        for each in (starts, ends)
    )
    return Openings(*until)
