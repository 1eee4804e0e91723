"""Is it open, and will it still be open on arrival? The same rule runs on the phone (static/js/status.js).

`Spans` of None means that the safe hours are not known at all: a third state, never open and never closed.
"""

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from safespaces.hours.spans import Span, Spans

LOOK_AHEAD_MIN = 7 * 1440  # the next opening is looked for within a week
SOON_MIN = 30  # opens within half an hour: "opens soon"


class State(StrEnum):
    """What a venue is to somebody who sets off now."""

    OPEN = "open"  # open now and still when they arrive
    CLOSING = "closing"  # open now, shut before they arrive
    OPENS_LATER = "opens_later"
    CLOSED = "closed"  # and does not open within a week
    UNKNOWN = "unknown"


class Status(NamedTuple):
    """A state with the instants that explain it, in minutes since 1970 UTC."""

    state: State
    open_until: int | None = None  # None while open: day and night for the next week
    opens_at: int | None = None

    def opens_soon(self, at: int) -> bool:
        """Whether it opens within half an hour of `at`."""
        return self.opens_at is not None and self.opens_at - at <= SOON_MIN


def status(spans: Spans | None, at: int, arrive: int) -> Status:
    """The status for somebody who sets off at `at` and arrives at `arrive` (minutes since 1970 UTC)."""
    if spans is None:
        return Status(State.UNKNOWN)
    here = _holding(spans.open, at)
    if here is not None:
        until = here.end if here.end <= at + LOOK_AHEAD_MIN else None
        still = here.end > arrive
        return Status(State.OPEN if still else State.CLOSING, open_until=until)
    if _holding(spans.unknown, at) is not None:
        return Status(State.UNKNOWN)
    coming = bisect_right(spans.open, Span(at, at))
    if coming < len(spans.open) and spans.open[coming].start <= at + LOOK_AHEAD_MIN:
        return Status(State.OPENS_LATER, opens_at=spans.open[coming].start)
    return Status(State.CLOSED)


def _holding(spans: tuple[Span, ...], at: int) -> Span | None:
    place = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[place] if place >= 0 and spans[place].end > at else None
