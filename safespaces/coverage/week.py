"""The week that coverage is worked out for: a real one, with its 168 hours as instants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from safespaces.dates import weekday_and_date, weekday_name
from safespaces.hours.bank_holidays import Holidays, holiday_in_words
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.language import gettext as _
from safespaces.language import marked

HOURS = 168
ORDINARY, NEXT = marked("An ordinary week"), marked("Next week")
# an hour is looked at once, when half of it is over: neither at its opening nor at its closing
# minute
HALF_PAST_MIN = 30
DAYS = 7
_SEARCHED_WEEKS = 60
_AROUND_NEW_YEAR = {(12, day) for day in range(20, 32)} | {(1, 1), (1, 2), (1, 3)}


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """Days without school, first and last included."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday.

    On the `free` ones (0 Monday to 6 Sunday) it is school holidays: nobody comes out of school.
    """

    monday: date
    name: str = ""
    free: tuple[int, ...] = ()

    @property
    def is_ordinary(self) -> bool:
        """Whether it is looked at for no date of its own."""
        return self.name in (_(ORDINARY), _(NEXT))

    def when_words(self, hour: int) -> str:
        """ "Friday at 21:30", with the date in a week that is not ordinary."""
        on = self.day(hour)
        day = weekday_name(hour // 24) if self.is_ordinary else weekday_and_date(on)
        return _("%(day)s at %(clock_words)s", day=day, clock_words=clock_words(hour))

    def instants(self, zone: ZoneInfo) -> NDArray[np.int64]:
        """Half past each hour, Monday 00:30 first: shape (168,), minutes since 1970 UTC.

        On the night when clocks go forward a time that is left out is the change itself; when they
        go back, it is the first of the two.
        """
        return np.array([self.instant(hour, zone) for hour in range(HOURS)], dtype=np.int64)

    def instant(self, hour: int, zone: ZoneInfo) -> int:
        """Half past one hour of the week, 0 to 167."""
        return minute_of_wall(self.day(hour), hour % 24 * 60 + HALF_PAST_MIN, zone)

    def day(self, hour: int) -> date:
        """The date an hour of the week is on."""
        return self.monday + timedelta(days=hour // 24)

    def is_left_out(self, hour: int, zone: ZoneInfo) -> bool:
        """Whether the clocks jump over half past this hour; the change itself is asked then."""
        wall = local(self.instant(hour, zone), zone)
        return (wall.hour, wall.minute) != (hour % 24, HALF_PAST_MIN)

    def bounds(self, zone: ZoneInfo) -> tuple[int, int]:
        """The week and one day more, so that what opens on Sunday night is seen to its end."""
        return minute_of_wall(self.monday, 0, zone), minute_of_wall(
            self.monday + timedelta(days=8), 0, zone
        )


def hour_words(hour: int) -> str:
    """ "Friday at 21:30" for an hour of the week."""
    return _(
        "%(days)s at %(clock_words)s", days=weekday_name(hour // 24), clock_words=clock_words(hour)
    )


def clock_words(hour: int) -> str:
    """An hour of the week as its clock time: "21:00"."""
    return f"{hour % 24:02d}:{HALF_PAST_MIN:02d}"


def monday_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def week_of(on: date, holidays: Holidays, school: Iterable[SchoolHoliday] = ()) -> Week:
    """The week that a day is in, named after what is special in it."""
    monday = monday_of(on)
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    off = {
        day: each.name for each in school for day in days if each.first_day <= day <= each.last_day
    }
    names = dict.fromkeys(
        [off[day] for day in days[:5] if day in off]
        + [holiday_in_words(found) for day in days if (found := holidays(day))]
    )
    return Week(monday, ", ".join(names), tuple(day.weekday() for day in days if day in off))


def ordinary_week(
    today: date, zone: ZoneInfo, holidays: Holidays, school: Iterable[SchoolHoliday] = ()
) -> Week:
    """The next whole week with no bank holiday, clock change, known school holiday, Christmas or
    New Year in it.

    It is a real week: dated exceptions and closures count as they are known today.
    """
    school = tuple(school)
    monday = monday_of(today) + timedelta(days=7)
    for ahead in range(_SEARCHED_WEEKS):
        week = week_of(monday + timedelta(days=7 * ahead), holidays, school)
        if not week.name and not week.free and not _is_special(week, zone):
            return Week(week.monday, _(ORDINARY))
    return Week(monday, _(NEXT))  # only where school holidays fill a whole year


def special_weeks(
    today: date, holidays: Holidays, school: Iterable[SchoolHoliday] = (), most: int = 4
) -> list[Week]:
    """The weeks with a bank holiday or a known school holiday, from the present one on, at most so
    many.
    """
    school = tuple(school)
    nexts = (
        week_of(monday_of(today) + timedelta(days=7 * ahead), holidays, school)
        for ahead in range(54)
    )
    return [week for week in nexts if week.name][:most]


def _is_special(week: Week, zone: ZoneInfo) -> bool:
    start, end = (local(minute, zone) for minute in week.bounds(zone))
    days = [week.monday + timedelta(days=ahead) for ahead in range(7)]
    return start.utcoffset() != end.utcoffset() or any(
        (day.month, day.day) in _AROUND_NEW_YEAR for day in days
    )
