"""The table of hours on a place's page: seven days from today, each in words, with holidays and
closures named.

It says what the open spans say: a night that ends at midnight before a shut day ends at midnight
here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from safespaces.dates import weekday
from safespaces.hours.bank_holidays import Holidays, holiday_in_words
from safespaces.hours.days import Day
from safespaces.hours.licensing import barred_nights
from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.spans import Span, Spans, Timetabled, clipped, spans_of
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.language import gettext as _
from safespaces.language import marked

ALL_CLOSED, PART_CLOSED = marked("Closed this day"), marked("closed for a part of it")


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row: the date, what it says ("09:00 to 17:30", "Closed", "Not known ..."), and a name
    such as "Boxing Day" or "".
    """

    on: date
    is_today: bool
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Week:
    """What a week's rows are made of; closures are spans, `is_licensed` as of
    hours/licensing.py.
    """

    hours: Timetabled
    zone: ZoneInfo
    holidays: Holidays
    closures: tuple[Span, ...] = ()
    is_licensed: bool = False


def week_rows(week: Week, at: int) -> list[DayRow]:
    """Today and the six days after it, read at the minute `at`.

    What still runs from yesterday is said on today's row.
    """
    today = local(at, week.zone).date()
    rows = []
    for ahead in range(7):
        on = today + timedelta(days=ahead)
        day = week.hours.day(on, week.holidays)
        text = _day_text(week, on, day)
        rows.append(
            DayRow(
                on,
                ahead == 0,
                _with_last_night(week, today, at, text) if ahead == 0 else text,
                holiday_in_words(day.name) if day.name else day.name,
            )
        )
    return rows


def _day_text(week: Week, on: date, day: Day) -> str:
    if not day.open and not day.unknown:
        return _("Closed")
    before = Spans(
        tuple(spans_of(day.open, on, week.zone)), tuple(spans_of(day.unknown, on, week.zone))
    )
    lawful = _lawful(week, before)
    left = clipped(lawful, week.closures)
    text = _hours_text(_sessions(left.open, on, week.zone), _sessions(left.unknown, on, week.zone))
    if left == lawful:
        return text
    return f"{text} ({_(PART_CLOSED)})" if left.open or left.unknown else _(ALL_CLOSED)


def _lawful(week: Week, spans: Spans) -> Spans:
    every = (*spans.open, *spans.unknown)
    if not week.is_licensed or not every:
        return spans
    return clipped(
        spans,
        barred_nights(
            min(each.start for each in every), max(each.end for each in every), week.zone
        ),
    )


def _with_last_night(week: Week, today: date, at: int, text: str) -> str:
    yesterday = today - timedelta(days=1)
    day = week.hours.day(yesterday, week.holidays)
    last_night = Spans(tuple(spans_of(day.open, yesterday, week.zone)), ())
    midnight = minute_of_wall(today, 0, week.zone)
    running = [
        span
        for span in clipped(_lawful(week, last_night), week.closures).open
        if span.end > max(at, midnight)
    ]
    if not running:
        return text
    until = _(
        "until %(local)s, from %(yesterday)s",
        local=f"{local(running[-1].end, week.zone):%H:%M}",
        yesterday=weekday(yesterday),
    )
    return until if text == "Closed" else f"{until}; {text}"


def _sessions(spans: Iterable[Span], on: date, zone: ZoneInfo) -> list[Session]:
    """The spans as clock times of one date."""
    return [
        Session(_clock_minutes(span.start, on, zone), _clock_minutes(span.end, on, zone))
        for span in spans
    ]


def _clock_minutes(minute: int, on: date, zone: ZoneInfo) -> int:
    wall = local(minute, zone)
    return (wall.date() - on).days * MINUTES_A_DAY + wall.hour * 60 + wall.minute


def _hours_text(open_: Sequence[Session], unknown: Sequence[Session]) -> str:
    certain, usual = times_text(open_), times_text(unknown)
    if not certain and unknown and unknown[0].end_min - unknown[0].start_min >= MINUTES_A_DAY:
        return _("Not known")
    if not usual:
        return certain or _("Closed")
    return (
        _("%(certain)s; not known %(usual)s", certain=certain, usual=usual)
        if certain
        else _("Not known: usually %(usual)s, but it may be shut", usual=usual)
    )


def times_text(sessions: Sequence[Session]) -> str:
    """The sessions of one day in words; "" for none."""
    if sessions and sessions[0].start_min == 0 and sessions[0].end_min >= MINUTES_A_DAY:
        return _("Open all day and night") if len(sessions) == 1 else _("all day and night")
    return ", ".join(
        _("%(start)s to %(end)s", start=_clock(session.start_min), end=_clock(session.end_min))
        for session in sessions
    )


def _clock(minutes: int) -> str:
    if minutes in (0, MINUTES_A_DAY):
        return _("midnight")
    time = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return _("%(time)s (next day)", time=time) if minutes > MINUTES_A_DAY else time
