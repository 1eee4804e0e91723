"""Open spans: a timetable laid out as instants, ready for any phone to read without a parser."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from safespaces.hours.safe_hours import MINUTES_A_DAY, Day, DayState
from safespaces.hours.wall_time import local, minute_of_wall

Holidays = Callable[[date], str | None]


class Timetabled(Protocol):
    """Whatever says which sessions begin on a date: SafeHours, or hours that somebody thinks of changing."""

    def day(self, on: date, bank_holiday: str | None) -> Day:
        """The sessions that begin on a date."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From start (inside) to end (outside), in minutes since 1970 UTC."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spans:
    """When a venue is open, and when nobody can say (a bank holiday its hours are silent about); each ordered and apart."""

    open: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()


def spans_between(hours: Timetabled, start: int, end: int, zone: ZoneInfo, holidays: Holidays) -> Spans:
    """The spans that touch the window [start, end), cut to it."""
    opened: list[Span] = []
    unknown: list[Span] = []
    for state, span in _sessions(hours, start, end, zone, holidays):
        cut = Span(max(span.start, start), min(span.end, end))
        if cut.start < cut.end:
            (opened if state is DayState.OPEN else unknown).append(cut)
    certain = merged(opened)
    return Spans(certain, tuple(_without(merged(unknown), certain)))


def _sessions(hours: Timetabled, start: int, end: int, zone: ZoneInfo, holidays: Holidays) -> Iterator[tuple[DayState, Span]]:
    first, last = local(start, zone).date() - timedelta(days=2), local(end, zone).date()  # a session lasts two days at most
    on = first
    while on <= last:
        today = hours.day(on, holidays(on))
        for session in today.sessions:
            end_min = session.end_min
            if end_min > MINUTES_A_DAY and _shut(hours, on + timedelta(days=1), holidays):
                end_min = MINUTES_A_DAY
            yield today.state, Span(minute_of_wall(on, session.start_min, zone), minute_of_wall(on, end_min, zone))
        on += timedelta(days=1)


def _shut(hours: Timetabled, on: date, holidays: Holidays) -> bool:
    return hours.day(on, holidays(on)).shut_all_date


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; those that touch or overlap become one, so that "open until" looks through midnight."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        elif span.start < span.end:
            out.append(span)
    return tuple(out)


def _without(spans: tuple[Span, ...], holes: tuple[Span, ...]) -> Iterator[Span]:
    """What is left of `spans` outside `holes`: a time that is certainly open is not unknown."""
    for span in spans:
        start = span.start
        for hole in holes:
            if hole.end <= start or hole.start >= span.end:
                continue
            if hole.start > start:
                yield Span(start, hole.start)
            start = max(start, hole.end)
        if start < span.end:
            yield Span(start, span.end)


def clipped(spans: Spans, forbidden: Iterable[Span]) -> Spans:
    """The spans without the forbidden times (licensing law, closures)."""
    holes = merged(forbidden)
    return Spans(tuple(_without(spans.open, holes)), tuple(_without(spans.unknown, holes)))
