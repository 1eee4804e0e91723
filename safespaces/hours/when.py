"""Reading a time that somebody asks about: "Friday 21:30", "tomorrow 8am", or a day and a clock time from a form.

Days and times may stand before or after a place: "Friday 21:30, Foleshill Road". The phone reads them alike (static/js/when.js).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from safespaces.errors import BadTime
from safespaces.hours.wall_time import local, minute_of_wall

DAYS_AHEAD = 7
LONGEST_TEXT = 200  # letters; anything longer has no time in it worth looking for
GRACE_MIN = 15  # a time that passed this shortly ago is taken as now

_AS_TYPED = re.ASCII | re.IGNORECASE  # without ASCII, "frıday" with a dotless i would be a day, and of no week
_DAY = (
    r"(today|tonight|tomorrow|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_CLOCK = r"(\d{1,2}[:.]\d{2}\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm)|noon|midday|midnight)"
_BEFORE = re.compile(rf"^(?:{_DAY}(?:\s*,?\s*(?:at\s+)?{_CLOCK})|{_DAY}(?=\s*,|$)|(?:at\s+)?{_CLOCK})(?=[\s,;]|$)[\s,;]*(.*)$", _AS_TYPED)
_AFTER = re.compile(rf"^(.*?)[\s,;]+(?:(?:on\s+)?{_DAY}(?:\s*,?\s*(?:at\s+)?{_CLOCK})|(?:at\s+)?{_CLOCK}|(?<=,\s){_DAY})$", _AS_TYPED)
_COORDINATES = re.compile(r"^[+-]?\d+\.\d+[\s,;]+[+-]?\d+\.\d+$", re.ASCII)  # "52.40, -1.51" is no time
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class When:
    """A day in words ("" for none) and minutes after midnight (None for none), as typed."""

    day: str
    minutes: int | None


def split_when(text: str) -> tuple[When | None, str]:
    """The time asked about, if any, and the rest of the text (the place). Raises BadTime for a clock time such as 25:70."""
    tidy = " ".join(text.split())
    if len(tidy) > LONGEST_TEXT or _COORDINATES.match(tidy):
        return None, tidy
    before = _BEFORE.match(tidy)
    if before:
        return _when(before[1] or before[3] or "", before[2] or before[4] or ""), before[5]
    after = _AFTER.match(tidy)
    if after:
        return _when(after[2] or after[5] or "", after[3] or after[4] or ""), after[1].rstrip(" ,;")
    return None, tidy


def clock_minutes(text: str) -> int:
    """Minutes after midnight of "21:30", "9.30pm", "8am", "noon", "midnight". Raises BadTime."""
    tidy = text.strip().lower()
    if tidy in ("noon", "midday", "midnight"):
        return 1440 if tidy == "midnight" else 720  # "Friday midnight" is the end of Friday
    match = re.fullmatch(_TIME, tidy, re.ASCII)
    hour, minute, half = (int(match[1]), int(match[2] or 0), match[3]) if match else (99, 99, None)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise BadTime("That is not a time of day. Write it like 21:30 or 9:30pm.")
    return hour * 60 + minute


def minute_meant(when: When, now: int, zone: ZoneInfo) -> int:
    """The instant meant by somebody who asks at `now` (both minutes since 1970 UTC): the next such time, never one long past.

    A day without a time is that day at the present time of day.
    """
    clock = local(now, zone)
    minutes = when.minutes if when.minutes is not None else clock.hour * 60 + clock.minute
    on = clock.date() + timedelta(days=_days_on(when.day, clock))
    at = minute_of_wall(on, minutes, zone)
    if at >= now - GRACE_MIN:
        return max(at, now)
    if when.day in ("today", "tonight"):
        raise BadTime("That time has passed. Choose a later one.")
    return minute_of_wall(on + timedelta(days=7 if when.day else 1), minutes, zone)


def minute_chosen(day: str, time: str, now: int, zone: ZoneInfo) -> int:
    """The instant of a form's day (YYYY-MM-DD or "" for today) and time (HH:MM). Raises BadTime outside the next seven days."""
    clock = local(now, zone)
    try:
        on = date.fromisoformat(day) if day else clock.date()
    except ValueError:
        raise BadTime("That is not a day. Choose one from the list.") from None
    if not clock.date() <= on <= clock.date() + timedelta(days=DAYS_AHEAD - 1):
        raise BadTime("We can look at the next seven days. Choose one from the list.")
    at = minute_of_wall(on, clock_minutes(time), zone)
    if at < now - GRACE_MIN:
        raise BadTime("That time has passed. Choose a later one.")
    return max(at, now)


def days_to_choose(now: int, zone: ZoneInfo) -> list[date]:
    """The days that a form offers, today first."""
    today = local(now, zone).date()
    return [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]


def _when(day: str, clock: str) -> When:
    word = day.lower()
    return When(word if word in ("today", "tonight", "tomorrow") else word[:3], clock_minutes(clock) if clock else None)


def _days_on(day: str, clock: datetime) -> int:
    if day in _WEEKDAYS:
        return (_WEEKDAYS.index(day) - clock.weekday()) % 7
    return 1 if day == "tomorrow" else 0
