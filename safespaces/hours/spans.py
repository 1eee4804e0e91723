"""Open spans: a timetable laid out as instants, ready for any phone to read without a parser."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from safespaces.hours.bank_holidays import Holidays
from safespaces.hours.days import Day
from safespaces.hours.rules import Session
from safespaces.hours.wall_time import local, minute_of_wall


class Timetabled(Protocol):
    """Whatever says which sessions begin on a date: SafeHours, or hours that somebody thinks of
    changing.
    """

    def day(self, on: date, holidays: Holidays) -> Day:
        """The sessions that begin on a date."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From start (inside) to end (outside), in minutes since 1970 UTC."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spans:
    """When a venue is open, and when nobody can say (a bank holiday its hours are silent about);
    each ordered, all apart.

    Where one day's hours run into the next and only one of the two is certain, nobody can say.
    """

    open: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()


def spans_between(
    hours: Timetabled, start: int, end: int, zone: ZoneInfo, holidays: Holidays
) -> Spans:
    """The spans that touch the window [start, end), cut to it."""
    opened: list[Span] = []
    unknown: list[Span] = []
    # a session lasts two days at most
    on, last = (
        local(start, zone).date() - timedelta(days=2),
        local(end, zone).date(),
    )
    while on <= last:
        day = hours.day(on, holidays)
        opened += spans_of(day.open, on, zone)
        unknown += spans_of(day.unknown, on, zone)
        on += timedelta(days=1)
    window = Span(start, end)
    doubtful = merged(_inside(unknown, window))
    return Spans(tuple(_without(merged(_inside(opened, window)), doubtful)), doubtful)


def spans_of(sessions: Iterable[Session], on: date, zone: ZoneInfo) -> list[Span]:
    """The instants of the sessions of one date."""
    return [
        Span(minute_of_wall(on, each.start_min, zone), minute_of_wall(on, each.end_min, zone))
        for each in sessions
    ]


def _inside(spans: Iterable[Span], window: Span) -> Iterator[Span]:
    return (Span(max(span.start, window.start), min(span.end, window.end)) for span in spans)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; those that touch or overlap become one, so that "open until" looks through
    midnight. Empty ones are left out.
    """
    out: list[Span] = []
    for span in sorted(each for each in spans if each.start < each.end):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _without(spans: tuple[Span, ...], holes: tuple[Span, ...]) -> Iterator[Span]:
    """What is left of `spans` outside `holes`."""
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
