"""Bank holidays in England (Banking and Financial Dealings Act 1971 and proclamations), from the `holidays` package.

opening-hours-py's own calendar for GB leaves out 1 January, Easter Monday, the August bank holiday and 26 December, so it is never used.
A holiday that falls on a weekend counts on that day and on its substitute day: most places shut on both.
"""

from datetime import date
from functools import lru_cache

import holidays

_OBSERVED = " (observed)"


def bank_holiday(on: date) -> str | None:
    """The holiday's English name, or None on any other day."""
    return _of_year(on.year).get(on)


@lru_cache(maxsize=64)
def _of_year(year: int) -> dict[date, str]:
    return {day: _plain(name) for day, name in holidays.UK(subdiv="ENG", years=year, language="en_GB").items()}


def _plain(name: str) -> str:
    """One name, without the library's mark: "Boxing Day (observed)" is "Boxing Day (bank holiday)"."""
    first = name.split(";")[0].strip()
    return first.replace(_OBSERVED, " (bank holiday)")
