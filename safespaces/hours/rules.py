"""One rule of a timetable: for which days, which sessions, and what it says of them."""

from dataclasses import dataclass
from enum import StrEnum

from safespaces.hours.selectors import Days

MINUTES_A_DAY = 1440


class DayState(StrEnum):
    """What a rule says of the sessions of the days it matches."""

    OPEN = "open"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Session:
    """Minutes after midnight of the day it begins on, end after start; an end above 1440 is on the
    next day.
    """

    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, with a name such as "Christmas Eve" or "".

    `is_added`: written after a comma, it adds to what stands before it.
    """

    days: Days
    state: DayState
    sessions: tuple[Session, ...]
    name: str = ""
    is_added: bool = False

    @property
    def shuts_by_date(self) -> bool:
        """Whether it shuts a part of the calendar ("Aug off", "week 52 off", "Dec 21-31 Mo-Fr
        off").
        """
        return self.state is DayState.OFF and bool(self.days.calendar)

    @property
    def is_dated(self) -> bool:
        """Whether it names dates, so that no general rule undoes what it shuts, nor opens what it
        says of them.
        """
        return self.shuts_by_date or self.days.are_dates
