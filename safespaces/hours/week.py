"""The table of hours on a place's page: seven days from today, each in words, with holidays and closures named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from safespaces.hours.safe_hours import MINUTES_A_DAY, Day, DayState, SafeHours
from safespaces.hours.spans import Holidays, Span, Spans, clipped
from safespaces.hours.wall_time import minute_of_wall


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row: the date, what it says ("09:00 to 17:30", "Closed", "Not known"), and a name such as "Boxing Day" or ""."""

    on: date
    is_today: bool
    text: str
    name: str


def week_rows(
    hours: SafeHours, today: date, holidays: Holidays, closures: Iterable[Span] = (), zone: ZoneInfo | None = None
) -> list[DayRow]:
    """Today and the six days after it. A closure is said on each day whose hours it takes away, whole or in part."""
    rows = []
    for ahead in range(7):
        on = today + timedelta(days=ahead)
        day = hours.day(on, holidays(on))
        taken = _taken_away(day, on, tuple(closures), zone) if zone else ""
        text = _day_text(day)
        rows.append(DayRow(on, ahead == 0, taken if taken == ALL_CLOSED else f"{text} ({taken})" if taken else text, day.name))
    return rows


ALL_CLOSED, PART_CLOSED = "Closed this day", "closed for a part of it"


def _taken_away(day: Day, on: date, closures: tuple[Span, ...], zone: ZoneInfo) -> str:
    spans = [Span(minute_of_wall(on, session.start_min, zone), minute_of_wall(on, session.end_min, zone)) for session in day.sessions]
    if day.state is DayState.OFF or not any(
        span.start < closure.end and closure.start < span.end for span in spans for closure in closures
    ):
        return ""
    left = clipped(Spans(tuple(spans)), closures)
    return PART_CLOSED if left.open else ALL_CLOSED


def _day_text(day: Day) -> str:
    if day.state is DayState.OFF or not day.sessions:
        return "Closed"
    if day.state is DayState.UNKNOWN:
        return "Not known: it may be shut"
    if day.sessions[0].start_min == 0 and day.sessions[0].end_min >= MINUTES_A_DAY:
        return "Open all day and night"
    return ", ".join(f"{_clock(session.start_min)} to {_clock(session.end_min)}" for session in day.sessions)


def _clock(minutes: int) -> str:
    if minutes == MINUTES_A_DAY:
        return "midnight"
    beyond = " (next day)" if minutes > MINUTES_A_DAY else ""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}{beyond}"
