"""Dates as people write them for days that are different: "24 Dec", "Thursday 24 December 2026",
"29/12/2026 to 31/12/2026".
"""

import re
from datetime import date, timedelta

from safespaces.dates import long_date, weekday
from safespaces.errors import AskedHours, BadHours
from safespaces.language import gettext as _
from safespaces.language import marked

LONGEST_RANGE_DAYS = 62  # longer is a season, which is not a list of dates
_FURTHEST_YEARS = 3
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3})[a-z]*\.?,?(?:\s+(\d{4}))?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?", re.IGNORECASE
)
_RANGE = re.compile(r"\s+(?:to|until|till|-|\u2013|\u2014)\s+|\s*[\u2013\u2014]\s*", re.IGNORECASE)
_ADVICE = marked("Write it like 24 December 2026, or 29 December 2026 to 31 December 2026.")


def dates_of(text: str, today: date) -> list[date]:
    """The days of one date or of a range, none of them over.

    Raises BadHours, or AskedHours with the year that is likely.
    """
    ends = [each for each in _RANGE.split(" ".join(text.split())) if each]
    if not 1 <= len(ends) <= 2:
        raise BadHours(_("%(text)r is not a date. %(advice)s", text=text[:40], advice=_(_ADVICE)))
    first = _date(ends[0], today)
    last = _date(ends[1], max(first, today)) if len(ends) == 2 else first
    if not first <= last <= first + timedelta(days=LONGEST_RANGE_DAYS):
        raise BadHours(
            _(
                "%(text)r ends before it begins, or is longer than"
                " %(longest_range_days)s days. %(advice)s",
                text=text[:40],
                longest_range_days=LONGEST_RANGE_DAYS,
                advice=_(_ADVICE),
            )
        )
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _date(text: str, today: date) -> date:
    written = _WEEKDAY.match(text)
    day, month, year = _numbers_of(_WEEKDAY.sub("", text).strip())
    on = _made(day, month, year or today.year, text)
    if year is None and on < today:
        on = _made(day, month, today.year + 1, text)
    if written and _WEEKDAYS.index(written[1].lower()) != on.weekday():
        raise AskedHours(
            _(
                "%(on)s is a %(weekday)s, not a %(written)s.",
                on=long_date(on),
                weekday=weekday(on),
                written=written[0].strip(" ,."),
            ),
            f"{on:%A} {on.day} {on:%B %Y}",
        )
    if on < today:
        likely = next(
            each
            for ahead in (0, 1)
            if (each := _made(day, month, today.year + ahead, text)) >= today
        )
        raise AskedHours(_("%(on)s is over.", on=long_date(on)), f"{likely.day} {likely:%B %Y}")
    if on.year > today.year + _FURTHEST_YEARS:
        raise BadHours(_("%(on)s is too far away. %(advice)s", on=long_date(on), advice=_(_ADVICE)))
    return on


def _numbers_of(text: str) -> tuple[int, int, int | None]:
    """Day, month and year, day first as in the UK."""
    if iso := _ISO.fullmatch(text):
        return int(iso[3]), int(iso[2]), int(iso[1])
    if numbers := _NUMBERS.fullmatch(text):
        year = numbers[3]
        return (
            int(numbers[1]),
            int(numbers[2]),
            None if year is None else int(year) + (2000 if len(year) == 2 else 0),
        )
    for pattern, (at_day, at_month) in ((_WORDS, (1, 2)), (_MONTH_FIRST, (2, 1))):
        words = pattern.fullmatch(text)
        if words and words[at_month].lower() in _MONTHS:
            return (
                int(words[at_day]),
                _MONTHS.index(words[at_month].lower()) + 1,
                int(words[3]) if words[3] else None,
            )
    raise BadHours(_("%(text)r is not a date. %(advice)s", text=text[:40], advice=_(_ADVICE)))


def _made(day: int, month: int, year: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadHours(
            _("%(text)r: there is no such day. %(advice)s", text=text[:40], advice=_(_ADVICE))
        ) from None
