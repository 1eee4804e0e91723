"""The days of one rule of an OSM opening_hours text: a calendar part ("Apr-Oct", "2026 Dec 24",
"week 1-26"), weekdays, and PH.

Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, "wide range selectors"
and "small range selectors". All parts have to hold: "Apr-Oct Tu-Su,PH" is a Tuesday to Sunday or a
bank holiday, and from April to October. opening-hours-py decides whether the calendar part and the
weekdays match a date; PH is decided here, because that package's bank holidays are wrong for
England.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours

from safespaces.errors import BadHours
from safespaces.language import gettext as _

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# a range of dates this long names its days (a Christmas fortnight); a longer one is a season
NAMED_DAYS_MOST = 16
_MONTH = "|".join(MONTHS)
_WEEKDAY = "Mo|Tu|We|Th|Fr|Sa|Su"
_ITEM = rf"(?:PH|(?:{_WEEKDAY})(?:-(?:{_WEEKDAY}))?(?:\[[0-9,-]+\])?)"
_SMALL = re.compile(
    rf"^(?P<calendar>.*?)(?P<weekdays>(?<![A-Za-z,]){_ITEM}(?:,{_ITEM})*)?$", re.IGNORECASE
)
_PH = re.compile(r"(?<![A-Za-z])PH(?![A-Za-z])", re.IGNORECASE)
_PART_OF_DAY_NAMES = re.compile(rf"(?<![A-Za-z])(?:{_WEEKDAY})(?![A-Za-z])", re.IGNORECASE)
_DATE = re.compile(rf"(?:{_MONTH})\s+\d{{1,2}}\b|easter", re.IGNORECASE)
# year, month, day, last day
_DAY_OF_MONTH = re.compile(
    rf"(?:\b([12]\d{{3}})\s+)?\b({_MONTH})\s+(\d{{1,2}})\b(?:\s*-\s*(\d{{1,2}})\b(?!:))?",
    re.IGNORECASE,
)
_TWO_DAYS_OF_ONE_MONTH = re.compile(
    rf"\b({_MONTH})\s+(\d{{1,2}}(?:-\d{{1,2}})?(?:,\d{{1,2}}(?:-\d{{1,2}})?)+)(?![\d:])",
    re.IGNORECASE,
)
_OPEN_OR_SHIFTED = re.compile(
    rf"\b(?:{_MONTH})\s+\d{{1,2}}\s*\+(?!\d)|\b(?:{_MONTH})\s+\d{{1,2}}\s*[+-]\s?\d+\s*days?",
    re.IGNORECASE,
)
_YEAR_AND_MONTH = re.compile(rf"[12]\d{{3}}\s+(?:{_MONTH})(?!\s+\d)", re.IGNORECASE)
_SEVERAL_OF_A_MONTH = re.compile(r"\[\d+[,-]")
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Days:
    """Which days a rule is for.

    All empty is every day; weekdays "" with `bank_holidays` is bank holidays alone.
    """

    calendar: str = ""
    weekdays: str = ""
    bank_holidays: bool = False

    def match(self, on: date, is_bank_holiday: bool) -> bool:
        """Whether a date is among them."""
        if self.calendar and not _selects(self.calendar, on):
            return False
        if self.bank_holidays and is_bank_holiday:
            return True
        if self.weekdays:
            return _selects(self.weekdays, on)
        return not self.bank_holidays

    @property
    def are_dates(self) -> bool:
        """Whether they are single dates ("Dec 24", "easter -2 days"): no range, no season, no
        weekday.
        """
        items = self.calendar.split(",")
        return (
            bool(self.calendar)
            and not self.weekdays
            and not self.bank_holidays
            and all(map(_is_one_date, items))
        )

    def name(self, on: date) -> bool:
        """Whether the calendar part speaks of a date itself: by its date, or in a range of dates of
        NAMED_DAYS_MOST days at most.
        """
        return bool(self.calendar) and _names(self.calendar, on)


@lru_cache(maxsize=4096)  # thousands of timetables have a few dozen selectors
def read_days(text: str) -> Days:
    """The days of a selector such as "Apr-Oct Tu-Su,PH".

    Raises BadHours, saying which part cannot be read.
    """
    tight = re.sub(r",\s+", ",", text)
    if tight != text:
        raise BadHours(
            _(
                "%(text)r has a comma and a space, which is read in two ways. Write"
                " %(tight)r, or two parts with a semicolon.",
                text=text[:60],
                tight=tight[:60],
            )
        )
    match = _SMALL.match(text)
    assert match is not None  # every part of the pattern may be empty
    calendar, weekdays = match["calendar"].strip(), match["weekdays"] or ""
    if _PH.search(calendar) or calendar.endswith(","):
        raise BadHours(
            _(
                '%(text)r: write PH alone, after a season, or with a comma as in "PH,Su'
                ' 11:00-16:00".',
                text=text[:60],
            )
        )
    others = [item for item in weekdays.split(",") if item.upper() != "PH"]
    days = Days(calendar, ",".join(filter(None, others)), len(others) < len(weekdays.split(",")))
    _check(days, text)
    return days


def _check(days: Days, text: str) -> None:
    """Raises BadHours for days that the parser does not know by themselves, and for a date that no
    year has: it would match every day.
    """
    two = _TWO_DAYS_OF_ONE_MONTH.search(days.calendar)
    if two:
        meant = ",".join(f"{two[1]} {day}" for day in two[2].split(","))
        raise BadHours(
            _(
                "%(two)r: write the month before each day. Do you mean %(meant)s?",
                two=two[0],
                meant=meant,
            )
        )
    if re.search(
        r"easter[^,]*\s*-\s*(?:easter|[A-Za-z])|[A-Za-z0-9]\s*-\s*easter",
        days.calendar,
        re.IGNORECASE,
    ):
        raise BadHours(
            _(
                "%(text)r: a range that begins or ends at Easter is read in two ways."
                " Give its dates, or one part for each day.",
                text=text[:60],
            )
        )
    month = _YEAR_AND_MONTH.search(days.calendar)
    if month:
        raise BadHours(
            _(
                '%(text)r: give the days too, as in "%(month)s 01-15".',
                text=month[0],
                month=month[0],
            )
        )
    if odd := _OPEN_OR_SHIFTED.search(days.calendar):
        raise BadHours(
            _(
                "%(odd)r: dates that go on for ever, or count days from a date, are read"
                " in two ways. Give the dates.",
                odd=odd[0],
            )
        )
    _check_dates(days)
    if days.calendar and _SEVERAL_OF_A_MONTH.search(days.weekdays):
        raise BadHours(
            _(
                "%(text)r: after a month write one numbered weekday in each part, such"
                " as Jan Mo[1]; the next after a semicolon.",
                text=text[:60],
            )
        )
    if _PART_OF_DAY_NAMES.search(days.calendar):
        raise BadHours(
            _(
                "%(text)r counts from a weekday, or has weekdays in two places. Give its"
                " dates, or two parts with a semicolon.",
                text=text[:60],
            )
        )
    for part in filter(None, (days.calendar, days.weekdays)):
        try:
            _selector(part)
        except Exception:  # the parser is written in Rust: whatever it throws, the text is at fault
            raise BadHours(
                _(
                    '%(part)r are no days this service can read. Write them like "Mo-Fr",'
                    ' "Dec 24" or "Apr-Sep Sa".',
                    part=part[:60],
                )
            ) from None


def _check_dates(days: Days) -> None:
    """Raises BadHours for days of a month that no year has, or in the wrong order."""
    for _year, month, first, last in _DAY_OF_MONTH.findall(days.calendar):
        if last and int(last) < int(first):
            after = MONTHS[(MONTHS.index(month.title()) + 1) % 12]
            raise BadHours(
                _(
                    "%(month)s %(first)s-%(last)s ends before it begins. Do you mean"
                    " %(month)s %(first)s-%(after)s %(last)s?",
                    month=month,
                    first=first,
                    last=last,
                    after=after,
                )
            )
    for year, month, *numbers in _DAY_OF_MONTH.findall(days.calendar):
        for number in filter(None, numbers):
            try:
                date(int(year or _LEAP_YEAR), MONTHS.index(month.title()) + 1, int(number))
            except ValueError:
                raise BadHours(
                    _(
                        "There is no %(day)s. Write the right date.",
                        day=f"{month} {number}{' in ' + year if year else ''}",
                    )
                ) from None


def _is_one_date(item: str) -> bool:
    plain = re.sub(r"easter\s*[+-]\s*\d+\s*days?", "easter", item, flags=re.IGNORECASE)
    return (
        bool(_DATE.search(plain))
        and not set("-+") & set(plain)
        and not _PART_OF_DAY_NAMES.search(plain)
    )


@lru_cache(maxsize=65536)
def _names(calendar: str, on: date) -> bool:
    if not _DATE.search(calendar) or not _selects(calendar, on):
        return False
    length = 1
    for way in (-1, 1):
        day = on + timedelta(days=way)
        while length <= NAMED_DAYS_MOST and _selects(calendar, day):
            length, day = length + 1, day + timedelta(days=way)
    return length <= NAMED_DAYS_MOST


@lru_cache(maxsize=4096)
def _selector(days: str) -> OpeningHours:
    return OpeningHours(f"{days} 00:00-24:00".strip())


@lru_cache(maxsize=65536)
def _selects(days: str, on: date) -> bool:
    """Whether a selector matches a date; asked at noon, when no clock ever changes."""
    return _selector(days).is_open(datetime.combine(on, time(12)))
