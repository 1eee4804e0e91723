"""Dates in words, by Unicode's CLDR, in the language that is spoken."""

from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_skeleton, get_day_names

from safespaces.language import PSEUDO, gettext, language_tag


def long_date(on: date) -> str:
    """A day as in "24 November 2026"."""
    return _written("yMMMMd", on, language_tag())


def day_and_month(on: date) -> str:
    """A day as in "24 November"."""
    return _written("MMMMd", on, language_tag())


def weekday(on: date) -> str:
    """The weekday of a day, as in "Tuesday"."""
    return weekday_name(on.weekday())


def weekday_name(number: int) -> str:
    """A weekday by its number; 0 is Monday."""
    return _day_names(language_tag())[number]


def weekday_and_date(on: date) -> str:
    """A day as in "Tuesday 24 November", without the year."""
    return _written("MMMMEEEEd", on, language_tag())


def padded_date(on: date) -> str:
    """A day as in "04 November 2026", for columns."""
    return f"{on:%d} {_written('yMMMM', on, language_tag())}"


def moment_text(at: datetime) -> str:
    """An instant on the wall clock that it has, as in "04 November 2026, 18:05"."""
    return f"{padded_date(at.date())}, {at:%H:%M}"


def month_and_year(on: date) -> str:
    """A month as in "November 2026"."""
    return _written("yMMMM", on, language_tag())


@cache
def _day_names(tag: str) -> tuple[str, ...]:
    names = get_day_names("wide", locale=_locale(tag))
    return tuple(_in_pseudo(tag, names[number]) for number in range(7))


@lru_cache(maxsize=4096)
def _written(skeleton: str, on: date, tag: str) -> str:
    return _in_pseudo(tag, format_skeleton(skeleton, on, locale=_locale(tag)))


def _locale(tag: str) -> Locale:
    return Locale.parse("en_GB" if tag == PSEUDO else tag.replace("-", "_"))


def _in_pseudo(tag: str, said: str) -> str:
    return gettext(said) if tag == PSEUDO else said
