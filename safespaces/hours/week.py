"""The table of hours on a place's page: seven days from today, each in words, with holidays and closures named."""

from dataclasses import dataclass
from datetime import date, timedelta

from safespaces.hours.safe_hours import MINUTES_A_DAY, Day, DayState, SafeHours
from safespaces.hours.spans import Holidays


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row: the date, what it says ("09:00 to 17:30", "Closed", "Not known"), and a name such as "Boxing Day" or ""."""

    on: date
    is_today: bool
    text: str
    name: str


def week_rows(hours: SafeHours, today: date, holidays: Holidays) -> list[DayRow]:
    """Today and the six days after it."""
    rows = []
    for ahead in range(7):
        on = today + timedelta(days=ahead)
        day = hours.day(on, holidays(on))
        rows.append(DayRow(on, ahead == 0, _day_text(day), day.name))
    return rows


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
