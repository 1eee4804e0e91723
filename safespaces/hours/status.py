"""Will it be open on arrival? The same rule runs on the phone (static/js/public/status.js).

`Spans` of None means that the safe hours are not known at all: a third state, never open and never
closed.
"""

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from safespaces.hours.spans import Span, Spans

LOOK_AHEAD_MIN = 7 * 1440  # the next opening is looked for within a week
# opens within half an hour: "opens soon"; shuts within half an hour of arrival: "closes soon"
SOON_MIN = 30
_WHOLE_DAY_MIN = 23 * 60  # the shortest day, on which the clocks go forward
# a walk is an estimate and doors are locked before the hour: it has to stay open this long after
# arrival
MARGIN_MIN = 10


class State(StrEnum):
    """What a venue is to somebody who sets off now."""

    OPEN = "open"  # when they arrive, and for MARGIN_MIN after it
    CLOSING = "closing"  # open now, shut before they arrive or too soon after it
    OPENS_LATER = "opens_later"
    CLOSED = "closed"  # and does not open within a week
    UNKNOWN = "unknown"


class Status(NamedTuple):
    """A state with the instants that explain it, in minutes since 1970 UTC."""

    state: State
    open_until: int | None = (
        # OPEN: None for day and night for the next week; UNKNOWN: until when it usually is, if that
        # is known
        None
    )
    opens_at: int | None = (
        # OPEN: the opening before they arrive, where it is shut now; UNKNOWN: the next certain
        # opening
        None
    )

    def opens_soon(self, at: int) -> bool:
        """Whether it opens within half an hour of `at`."""
        return (
            self.state is State.OPENS_LATER
            and self.opens_at is not None
            and self.opens_at - at <= SOON_MIN
        )


def status(spans: Spans | None, at: int, arrive: int, margin: int = MARGIN_MIN) -> Status:
    """The status for somebody who sets off at `at` and arrives at `arrive` (minutes since 1970
    UTC).

    With a margin of 0 and the two alike it is what somebody sees who stands at the door.
    """
    if spans is None:
        return Status(State.UNKNOWN)
    there = _holding(spans.open, arrive)
    if there is not None and there.end - arrive >= margin:
        return Status(
            State.OPEN,
            there.end if there.end <= at + LOOK_AHEAD_MIN else None,
            there.start if there.start > at else None,
        )
    here = _holding(spans.open, at)
    if here is not None:
        return Status(State.CLOSING, open_until=here.end)
    usual, opens_at = _holding(spans.unknown, arrive), _next_opening(spans.open, at, arrive)
    if usual is not None:
        return Status(State.UNKNOWN, usual.end if _has_usual_end(usual, at) else None, opens_at)
    return (
        Status(State.CLOSED) if opens_at is None else Status(State.OPENS_LATER, opens_at=opens_at)
    )


def _has_usual_end(span: Span, at: int) -> bool:
    """Whether a span of doubt has an end to tell.

    A whole day of which nobody knows anything has none, and no "usually" either.
    """
    return span.end - span.start < _WHOLE_DAY_MIN and span.end <= at + LOOK_AHEAD_MIN


def _holding(spans: tuple[Span, ...], at: int) -> Span | None:
    place = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[place] if place >= 0 and spans[place].end > at else None


def _next_opening(spans: tuple[Span, ...], at: int, arrive: int) -> int | None:
    coming = bisect_right(spans, arrive, key=lambda span: span.start)
    return (
        spans[coming].start
        if coming < len(spans) and spans[coming].start <= at + LOOK_AHEAD_MIN
        else None
    )
