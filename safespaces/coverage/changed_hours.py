"""Hours that somebody thinks of changing: longer, shorter, another day, or shut.

The venue's own exceptions stay as they are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from safespaces.hours.bank_holidays import Holidays
from safespaces.hours.days import Day
from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.spans import Timetabled
from safespaces.hours.special_days import special_day

EARLY_MIN = 6 * 60  # nobody means a closing time before it for the morning of the same day
Sessions = tuple[Session, ...]
_NOBODY_KNOWS = Day(unknown=(Session(0, MINUTES_A_DAY),))


@dataclass(frozen=True, slots=True)
class HoursChange:
    """On `days` (0 Monday to 6 Sunday): shut, or open from `opens` and until `shuts`, in minutes
    after midnight.

    With both, that is the whole day's session; a `shuts` that is not after `opens` is on the next
    day. With one of the two, the venue's own hours are lengthened or cut to it, and a day on which
    it is shut stays so; a `shuts` of 6:00 or earlier is on the next day.
    """

    days: tuple[int, ...]
    opens: int | None = None
    shuts: int | None = None
    is_shut: bool = False

    @property
    def says_all(self) -> bool:
        """Whether the day's own hours do not matter."""
        return self.is_shut or (self.opens is not None and self.shuts is not None)


class Weekly(Timetabled, Protocol):
    """A timetable that knows whether it says anything of bank holidays."""

    @property
    def speaks_of_bank_holidays(self) -> bool:
        """Whether any rule says what happens on bank holidays."""


@dataclass(frozen=True, slots=True)
class ChangedHours:
    """A timetable with changes on top; `hours` None is one that is not known."""

    hours: Weekly | None
    changes: tuple[HoursChange, ...]

    def day(self, on: date, holidays: Holidays) -> Day:
        """The sessions that begin on a date.

        What is shut or not known for a bank holiday, or by its date, is not changed; where no hours
        are known a day is known only if a change says all of it.
        """
        today = self.hours.day(on, holidays) if self.hours else _NOBODY_KNOWS
        is_silent = holidays(on) is not None and not (
            self.hours and self.hours.speaks_of_bank_holidays
        )
        if is_silent or special_day(on) or today.is_settled:
            return today
        for change in self.changes:
            says_all = self.hours is None and change.says_all
            if on.weekday() in change.days and (says_all or not today.unknown or today.open):
                today = _changed(today, change)
        return today


def _changed(today: Day, change: HoursChange) -> Day:
    sessions = today.open
    if change.is_shut:
        left: Sessions = ()
    elif change.opens is not None and change.shuts is not None:
        left = (
            Session(
                change.opens,
                change.shuts if change.shuts > change.opens else change.shuts + MINUTES_A_DAY,
            ),
        )
    else:
        left = _shutting(_opening(sessions, change.opens), change.shuts)
    return Day(left, name=today.name)


def _opening(sessions: Sessions, opens: int | None) -> Sessions:
    """The first session begins then, earlier than it did; or what lies before is left out."""
    if opens is None or not sessions:
        return sessions
    if opens < sessions[0].start_min:
        return (Session(opens, sessions[0].end_min), *sessions[1:])
    return tuple(
        Session(max(each.start_min, opens), each.end_min)
        for each in sessions
        if each.end_min > opens
    )


def _shutting(sessions: Sessions, shuts: int | None) -> Sessions:
    """The last session ends then, later than it did; or what lies after is left out."""
    if shuts is None or not sessions:
        return sessions
    end = shuts if shuts > EARLY_MIN else shuts + MINUTES_A_DAY
    if end > sessions[-1].end_min:
        return (*sessions[:-1], Session(sessions[-1].start_min, end))
    return tuple(
        Session(each.start_min, min(each.end_min, end)) for each in sessions if each.start_min < end
    )
