"""Reading a time that somebody asks about: "Friday 21:30", "tomorrow 8am", or a day and a clock
time from a form.

Days and times may stand before or after a place: "Friday 21:30, Foleshill Road". The phone reads
them alike (static/js/public/when.js).
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from safespaces.errors import BadTime
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.hours.when_patterns import (
    AFTER,
    AHEAD,
    ASKED_ABOUT,
    BARE_HOUR,
    BEFORE,
    COORDINATES,
    FOUR_BEFORE,
    FOUR_DIGITS,
    KINDLY,
    LAST_DAY,
    OTHER_DAY,
    TIME,
)
from safespaces.language import gettext as _
from safespaces.language import marked

DAYS_AHEAD = 7
LONGEST_TEXT = 200  # letters; anything longer has no time in it worth looking for
GRACE_MIN = 15  # a time that passed this shortly ago is taken as now
_NOON = 720
_NIGHT_ENDS_MIN = 5 * 60
# of a day without a clock time
_PARTS = {
    "morning": 9 * 60,
    "afternoon": 15 * 60,
    "evening": 19 * 60,
    "night": 20 * 60,
}
# minutes that are in each
_SPANS = {
    "morning": (300, 719),
    "afternoon": (720, 1080),
    "evening": (1020, 1440),
    "night": (1080, 1740),
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOT_SURE = marked("We are not sure when you mean. Write it like 21:30, 9:30pm or Friday 9:30pm.")
_PASSED = marked("That time has passed. Choose a later one.")


@dataclass(frozen=True, slots=True)
class When:
    """A day in words ("" for none) and minutes after midnight (None for none), as typed.

    `either`: an hour without am or pm, "at 9", "9:30", "tonight 11:45".
    `ahead`: minutes from now, "in 20 minutes". `part`: of the day, "night", "" for none.
    """

    day: str
    minutes: int | None
    either: bool = False
    ahead: int | None = None
    part: str = ""


def split_when(text: str) -> tuple[When | None, str]:
    """The time asked about, if any, and the rest of the text (the place).

    Raises BadTime for a clock time such as 25:70.
    """
    tidy = KINDLY.sub("", " ".join(text.split()).rstrip("?!. ")).rstrip("?!. ")
    if len(tidy) > LONGEST_TEXT or COORDINATES.match(tidy):
        return None, tidy
    _refuse_what_is_not_read(tidy)
    day, part, clock, rest = _from_start(tidy)
    if not day and not clock:
        special = _special_end(tidy)
        if special:
            when, rest = special
            day, part, _clock, rest = _from_end("", "", "taken", rest)
            _refuse_what_is_not_read(rest)
            if day and when.ahead is not None:
                raise BadTime(_(NOT_SURE))  # "tomorrow in 20 minutes"
            return (
                (replace(when, day=_day_word(day), part=part.lower()), rest)
                if day or part
                else special
            )
    day, part, clock, rest = _from_end(day, part, clock, rest)
    if not (day or part or clock):
        return None, tidy
    _refuse_what_is_not_read(rest)  # "tomorrow after school", of which one half is read
    if not clock and rest and (hour := BARE_HOUR.match(rest)):
        return _bare_hour(hour, rest, day), hour[1].rstrip(" ,;")
    return _when(day, part, clock), rest


def _refuse_what_is_not_read(text: str) -> None:
    if any(pattern.match(text) for pattern in ASKED_ABOUT):
        raise BadTime(_(NOT_SURE))
    if four := FOUR_BEFORE.match(text):
        raise BadTime(
            _(
                "Is %(four)s%(four_2)s a time? Then write it like %(four)s:%(four_2)s."
                " If it is a house number, leave it out.",
                four=four[1],
                four_2=four[2],
            )
        )
    if OTHER_DAY.match(text):
        raise BadTime(_("We can look at the next seven days. Choose a day from the list."))


def _from_start(rest: str) -> tuple[str, str, str, str]:
    day = part = clock = ""
    for _turn in range(2):  # a clock and a day, in either order
        match = next(
            (
                m
                for pattern in BEFORE
                if (m := pattern.match(rest)) and not (m[1] and day) and not (m[3] and clock)
            ),
            None,
        )
        if match is None:
            break
        day, part, clock, rest = (
            day or match[1] or "",
            part or match[2] or "",
            clock or match[3] or "",
            match[4],
        )
    return day, part, clock, rest


def _from_end(day: str, part: str, clock: str, rest: str) -> tuple[str, str, str, str]:
    for _turn in range(2):
        match = next(
            (
                m
                for p in AFTER
                if (m := p.match(rest)) and not (m[2] and day) and not (m[4] and clock)
            ),
            None,
        )
        if match:
            day, part, clock = (
                day or match[2] or "",
                part or match[3] or "",
                clock or match[4] or "",
            )
            rest = match[1].rstrip(" ,;")
        elif not day and (last := LAST_DAY.match(rest)):
            day, rest = last[2], last[1].rstrip(" ,;")
        else:
            break
    return day, part, clock, rest


def _special_end(tidy: str) -> tuple[When, str] | None:
    """ "at 9", "2130", "in 20 minutes" after a place.

    Raises BadTime for a date, of which nobody can tell here.
    """
    if ahead := AHEAD.match(tidy):
        unit = 60 if ahead[3].lower().startswith("h") else 1
        count = {"a": 1, "an": 1, "half an": 0.5}.get(ahead[2].lower())
        minutes = int((count if count is not None else int(ahead[2])) * unit)
        return When("", None, ahead=minutes), ahead[1].rstrip(" ,;")
    if four := FOUR_DIGITS.match(tidy):
        return When("", int(four[2]) * 60 + int(four[3])), four[1].rstrip(" ,;")
    hour = BARE_HOUR.match(tidy)
    return (_bare_hour(hour, tidy, ""), hour[1].rstrip(" ,;")) if hour else None


def _bare_hour(match: re.Match[str], text: str, day: str) -> When:
    """ "at 9" and "half past 9": the next such hour."""
    number = int(match[2])
    if number > 23:
        raise BadTime(_("That is not a time of day. Write it like 21:30 or 9:30pm."))
    past = text[match.end(1) :].lower()
    minutes = number * 60 + (30 if "half past" in past else 15 if "quarter past" in past else 0)
    return When(_day_word(day), minutes, either=1 <= number <= 12)


def clock_minutes(text: str) -> int:
    """Minutes after midnight of "21:30", "9.30pm", "8am", "noon", "midnight". Raises BadTime."""
    tidy = text.strip().lower()
    if tidy in ("noon", "midday", "midnight"):
        return 1440 if tidy == "midnight" else 720  # "Friday midnight" is the end of Friday
    match = TIME.fullmatch(tidy)
    hour, minute, half = (int(match[1]), int(match[2] or 0), match[3]) if match else (99, 99, None)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise BadTime(_("That is not a time of day. Write it like 21:30 or 9:30pm."))
    return hour * 60 + minute


def minute_meant(when: When, now: int, zone: ZoneInfo) -> int:
    """The instant meant by somebody who asks at `now` (both minutes since 1970 UTC): the next such
    time, never one long past.

    A day without a time is that day at the present time of day; "tonight" and "Saturday night" are
    from 20:00 on.
    """
    if when.ahead is not None:
        if when.ahead > DAYS_AHEAD * 1440:
            raise BadTime(_("We can look at the next seven days. Choose a day from the list."))
        return now + when.ahead
    clock = local(now, zone)
    part = when.part or ("night" if when.day == "tonight" else "")
    if part:
        return _in_part(when, part, now, zone)
    if when.either:
        return _either_half(when, now, zone)
    minutes = when.minutes if when.minutes is not None else clock.hour * 60 + clock.minute
    on = clock.date() + timedelta(days=_days_on(when.day, clock))
    at = minute_of_wall(on, minutes, zone)
    if at >= now - GRACE_MIN:
        return max(at, now)
    if when.day == "today":
        raise BadTime(_(_PASSED))
    return minute_of_wall(on + timedelta(days=7 if when.day else 1), minutes, zone)


def _in_part(when: When, part: str, now: int, zone: ZoneInfo) -> int:
    """A time of a part of a day, or the part from its usual hour on, and now where that has begun.

    A night goes on after midnight.
    """
    clock = local(now, zone)
    first, last = _SPANS[part]
    on = clock.date() + timedelta(days=_days_on(when.day, clock))
    is_before_dawn = (
        part == "night" and clock.hour * 60 + clock.minute < _NIGHT_ENDS_MIN and on == clock.date()
    )
    if when.minutes is None:
        if is_before_dawn:
            raise BadTime(_("Now, or this evening? Write the time, like 21:30."))
        start, end = _PARTS[part], last
    else:
        step = _NOON if when.either else 1440
        inside = [
            each
            for each in range(when.minutes % step, last + 1, step)
            if each >= max(first, when.minutes % step)
        ]
        if not inside:
            raise BadTime(
                _("That is no time of the %(part)s. Write it like 21:30 or 9:30pm.", part=part)
            )
        start = end = inside[0]
        if (
            is_before_dawn
            and start >= 1440
            and minute_of_wall(on, start - 1440, zone) >= now - GRACE_MIN
        ):
            start = end = start - 1440  # "tonight 2am", asked at 1am
    if minute_of_wall(on, end, zone) < now - GRACE_MIN:
        if when.day not in _WEEKDAYS:
            raise BadTime(_(_PASSED))
        on += timedelta(days=7)
    return max(minute_of_wall(on, start, zone), now)


def _either_half(when: When, now: int, zone: ZoneInfo) -> int:
    """The next time that a clock's face shows it. Of another day it is asked about."""
    assert when.minutes is not None
    face = when.minutes % _NOON
    clock = local(now, zone)
    if _days_on(when.day, clock):
        early, late = (
            f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in (face, face + _NOON)
        )
        raise BadTime(
            _("At %(early)s or at %(late)s? Write it like %(late)s.", early=early, late=late)
        )
    halves = (
        (face, face + _NOON)
        if when.day == "today"
        else (face, face + _NOON, face + _NOON * 2, face + _NOON * 3)
    )
    found = next(
        (at for minutes in halves if (at := minute_of_wall(clock.date(), minutes, zone)) >= now),
        None,
    )
    if found is None:
        raise BadTime(_(_PASSED))
    return found


def minute_chosen(day: str, time: str, now: int, zone: ZoneInfo) -> int:
    """The instant of a form's day (YYYY-MM-DD or "" for today) and time (HH:MM).

    Raises BadTime outside the next seven days.
    """
    clock = local(now, zone)
    try:
        on = date.fromisoformat(day) if day else clock.date()
    except ValueError:
        raise BadTime(_("That is not a day. Choose one from the list.")) from None
    if not clock.date() <= on <= clock.date() + timedelta(days=DAYS_AHEAD - 1):
        raise BadTime(_("We can look at the next seven days. Choose one from the list."))
    at = minute_of_wall(on, clock_minutes(time), zone)
    if at < now - GRACE_MIN:
        raise BadTime(_("That time has passed. Choose a later one."))
    return max(at, now)


def days_to_choose(now: int, zone: ZoneInfo) -> list[date]:
    """The days that a form offers, today first."""
    today = local(now, zone).date()
    return [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]


def _when(day: str, part: str, clock: str) -> When:
    """A clock without am or pm shows two times: one digit for the hour always, two where a part of
    the day says which is meant.
    """
    is_face = bool(
        re.fullmatch(
            (
                "[1-9][:.][0-9]{2}"
                if not part and day.lower() != "tonight"
                else "(?:[1-9]|1[0-2])[:.][0-9]{2}"
            ),
            clock,
        )
    )
    return When(
        _day_word(day), clock_minutes(clock) if clock else None, either=is_face, part=part.lower()
    )


def _day_word(day: str) -> str:
    word = day.lower()
    return word if word in ("today", "tonight", "tomorrow") else word[:3]


def _days_on(day: str, clock: datetime) -> int:
    if day in _WEEKDAYS:
        return (_WEEKDAYS.index(day) - clock.weekday()) % 7
    return 1 if day == "tomorrow" else 0
