"""Two clock times of a range, such as "9" and "5pm": what each can mean, and the likely session."""

import re
from dataclasses import dataclass

from safespaces.hours.rules import MINUTES_A_DAY, Session

HALF_A_DAY = MINUTES_A_DAY // 2
_MORNING_MIN = 8 * 60  # a start before it, without am or pm, may be the evening
_AFTERNOON_MIN = 13 * 60  # from here on a time is plainly a 24-hour one
NIGHT_ENDS_MIN = 6 * 60  # a night that is written out ends by then
EARLIEST_MIN = 5 * 60  # a start before it without am is asked about
CLOCK = (
    r"(?:(?P<hour{n}>\d{{1,2}})(?:[:.](?P<minute{n}>\d{{2}})(?:[:.]00)?)?|(?P<four{n}>\d{{3,4}}))?\s*"
    r"(?P<mark{n}>a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b|midday\b|midnight\b)?"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written: minutes after midnight of its face, and whether it says which half of the
    day it is in.
    """

    minutes: int
    mark: str  # "am", "pm", "noon", "midnight", or "" where only 24-hour time would say it
    is_padded: bool  # written with a leading zero, as 24-hour times are

    @property
    def is_24_hour(self) -> bool:
        """Whether without a mark it can only be a 24-hour time."""
        return not self.mark and (self.minutes >= _AFTERNOON_MIN or self.minutes < 60)

    def at(self, mark: str) -> int:
        """Minutes after midnight when read with am or pm."""
        return self.minutes % HALF_A_DAY + (HALF_A_DAY if mark == "pm" else 0)


def likely_session(start: Clock, end: Clock) -> tuple[Session, bool]:
    """The likely reading of a range, and whether it is the only one."""
    if start.mark and end.mark:
        return _both_marked(minutes_of(start), minutes_of(end))
    if end.mark:
        return _end_marked(start, minutes_of(end))
    if start.mark:
        return _start_marked(minutes_of(start) % MINUTES_A_DAY, end)
    return _unmarked(start, end)


def _both_marked(start: int, end: int) -> tuple[Session, bool]:
    start %= MINUTES_A_DAY
    if end > start and start < EARLIEST_MIN and end >= HALF_A_DAY:  # "12am-5pm": noon, most likely
        return (
            Session(
                start + HALF_A_DAY,
                end if end > start + HALF_A_DAY else min(end + HALF_A_DAY, MINUTES_A_DAY),
            ),
            False,
        )
    if end > start:
        return Session(start, end), True
    if start >= HALF_A_DAY and end <= NIGHT_ENDS_MIN:
        return Session(start, end + MINUTES_A_DAY), True
    # "9am-12am", "2pm-2pm": a slip in one of the marks
    later = end + HALF_A_DAY if end + HALF_A_DAY > start else end + MINUTES_A_DAY
    return Session(start, later), False


def _end_marked(start: Clock, end: int) -> tuple[Session, bool]:
    """The mark counts for both, unless the start would then not be before the end: then it is in
    the morning.
    """
    if start.is_24_hour:
        return (
            (Session(start.minutes, end), True)
            if start.minutes < end
            else _both_marked(start.minutes, end)
        )
    same_half = start.at("pm" if end > HALF_A_DAY else "am")
    if end == MINUTES_A_DAY:
        same_half = start.at("pm")
    if same_half < end:
        return Session(same_half, end), not (
            start.is_padded and start.minutes < end and same_half != start.minutes
        )
    other = start.at("am")
    return Session(other, end if end > other else end + MINUTES_A_DAY), end > other


def _start_marked(start: int, end: Clock) -> tuple[Session, bool]:
    """The nearest such time after the start; of "12am-5" the afternoon's is likelier."""
    if end.is_24_hour or end.minutes == MINUTES_A_DAY:
        return (
            (Session(start, end.minutes), True)
            if end.minutes > start
            else (Session(start, end.minutes + MINUTES_A_DAY), True)
        )
    is_slip = start < EARLIEST_MIN
    begins = start + HALF_A_DAY if is_slip else start
    nearest = next(
        minutes
        for minutes in (end.minutes % HALF_A_DAY + HALF_A_DAY * half for half in range(5))
        if minutes > begins
    )
    return Session(begins, nearest), not is_slip and not (end.is_padded and nearest != end.minutes)


def _unmarked(start: Clock, end: Clock) -> tuple[Session, bool]:
    first, last = start.minutes, end.minutes
    if last > first:
        is_plain = (
            last >= _AFTERNOON_MIN
            or first >= _MORNING_MIN
            or (start.is_padded and first >= EARLIEST_MIN)
        )
        if is_plain and first >= 60:
            return Session(first, last), True
        return (
            Session(first, last)
            if first == 0 or last >= _AFTERNOON_MIN
            else Session(first + HALF_A_DAY, last + HALF_A_DAY)
        ), first == 0 and last == MINUTES_A_DAY
    if first >= _AFTERNOON_MIN and last <= NIGHT_ENDS_MIN:
        # "18:00-02:00" is a night; "13:00-5:00" and "14:00-4" end in the afternoon, most likely
        is_night = last + HALF_A_DAY <= first or end.is_padded or last < 60
        return (
            (Session(first, last + MINUTES_A_DAY), True)
            if is_night
            else (Session(first, last + HALF_A_DAY), False)
        )
    return Session(
        first, last + HALF_A_DAY if last + HALF_A_DAY > first else last + MINUTES_A_DAY
    ), False


def clock_of(match: re.Match[str], number: int) -> Clock | None:
    """The first or second time (`number` 1 or 2) of a match of CLOCK; None for what is no time."""
    hour, minute, four, mark = (
        match[f"{part}{number}"] for part in ("hour", "minute", "four", "mark")
    )
    its_mark = re.sub(r"[.\s]", "", (mark or "").lower())
    if four:
        hour, minute = four[:-2], four[-2:]
    if hour is None:
        return {
            "noon": Clock(HALF_A_DAY, "noon", False),
            "midday": Clock(HALF_A_DAY, "noon", False),
        }.get(its_mark, Clock(MINUTES_A_DAY, "midnight", False) if its_mark == "midnight" else None)
    minutes = int(hour) * 60 + int(minute or 0)
    if its_mark in ("noon", "midday", "midnight"):
        if minutes != HALF_A_DAY:
            return None
        return Clock(
            HALF_A_DAY if its_mark != "midnight" else MINUTES_A_DAY,
            "noon" if its_mark != "midnight" else "midnight",
            False,
        )
    is_face = 1 <= int(hour) <= 12
    if (
        int(minute or 0) > 59
        or minutes > MINUTES_A_DAY
        or (its_mark and not is_face and int(hour) < 13)
    ):
        return None
    if its_mark and not is_face:
        its_mark = ""  # "14:00pm" is 14:00
    return Clock(minutes, its_mark, hour.startswith("0") or len(four or "") == 4)


def minutes_of(clock: Clock) -> int:
    """Minutes after midnight by its mark, or as they stand. Midnight is the end of the day."""
    if clock.mark in ("am", "pm"):
        minutes = clock.at(clock.mark)
        return MINUTES_A_DAY if minutes == 0 and clock.mark == "am" else minutes
    return clock.minutes
