"""Days that are often unlike their week though no list of bank holidays has them all: what hours
say in general does not hold for them.

Easter Sunday is no bank holiday in England and Wales, and large shops have to shut (Sunday Trading
Act 1994, Christmas Day (Trading) Act 2004); councils publish their own hours for Christmas Eve and
New Year's Eve. Hours that do not name the day are not known on it.
"""

from datetime import date
from functools import lru_cache

from dateutil.easter import easter

from safespaces.language import marked

EASTER = marked("Easter Sunday")
_FIXED = {
    (12, 24): marked("Christmas Eve"),
    (12, 25): marked("Christmas Day"),
    (12, 26): marked("Boxing Day"),
    (12, 31): marked("New Year’s Eve"),
    (1, 1): marked("New Year’s Day"),
}


@lru_cache(maxsize=4096)
def special_day(on: date) -> str | None:
    """The day's name, marked for the catalogue, or None on any other day."""
    return _FIXED.get((on.month, on.day)) or (EASTER if on == easter(on.year) else None)


def special_days_from(today: date) -> list[date]:
    """The next of each special day, today's included, in order."""
    found = [
        next(each for ahead in (0, 1) if (each := date(today.year + ahead, *day)) >= today)
        for day in _FIXED
    ]
    found.append(next(each for ahead in (0, 1) if (each := easter(today.year + ahead)) >= today))
    return sorted(found)
