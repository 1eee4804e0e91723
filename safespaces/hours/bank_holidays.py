"""Bank holidays by nation: the government's list where it is known, else the `holidays` package;
and days that an operator added.

GOV.UK publishes one list each for England and Wales, Scotland and Northern Ireland (Banking and
Financial Dealings Act 1971 and proclamations). opening-hours-py's own calendar for GB leaves out 1
January, Easter Monday, the August bank holiday and 26 December, so it is never used. A holiday that
falls on a weekend counts on that day and on its substitute day: most places shut on both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

import holidays

from safespaces.language import gettext as _
from safespaces.language import marked


class Nation(StrEnum):
    """The three lists, as GOV.UK's file calls them."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


NATION_NAMES = {
    Nation.ENGLAND_AND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}
Holidays = Callable[[date], str | None]
Dates = Mapping[date, str]
_SUBDIVISIONS = {
    Nation.ENGLAND_AND_WALES: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_OBSERVED = " (observed)"
_SUBSTITUTE = " (bank holiday)"
_NAMES = (  # as GOV.UK and the library write them
    marked("New Year’s Day"),
    marked("New Year's Day"),
    marked("2nd January"),
    marked("Saint Patrick's Day"),
    marked("Good Friday"),
    marked("Easter Monday"),
    marked("Early May bank holiday"),
    marked("Spring bank holiday"),
    marked("Battle of the Boyne"),
    marked("Summer bank holiday"),
    marked("Saint Andrew's Day"),
    marked("Christmas Day"),
    marked("Boxing Day"),
)
_GOV_UK = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


@dataclass(frozen=True)
class Calendar:
    """What is known of bank holidays.

    `listed`: the government's lists, whole years; `added`: days that an operator added to them.
    """

    listed: Mapping[Nation, Dates] = field(default_factory=lambda: MappingProxyType({}))
    added: Mapping[Nation, Dates] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, nation: Nation) -> Holidays:
        """The holidays of a nation: a date's name, or None on any other day."""
        listed, added = self.listed.get(nation, {}), self.added.get(nation, {})
        years = {on.year for on in listed}

        def name(on: date) -> str | None:
            if on in added:
                return added[on]
            return (
                listed.get(on) or _weekend_of(listed, on)
                if on.year in years
                else library_holiday(nation, on)
            )

        return name

    def known_until(self, nation: Nation) -> int | None:
        """The last year of the government's list; None without one."""
        return max((on.year for on in self.listed.get(nation, {})), default=None)

    def differences(self, nation: Nation) -> list[date]:
        """The days on which the government's list and the library disagree."""
        years = {on.year for on in self.listed.get(nation, {})}
        return sorted(
            on
            for year in years
            for on in {
                *_of_year(nation, year),
                *(each for each in self.listed[nation] if each.year == year),
            }
            if (on in self.listed[nation]) != (on in _of_year(nation, year))
            and not _weekend_of(self.listed[nation], on)
        )


BUILT_IN = Calendar()


def bank_holiday(on: date) -> str | None:
    """The holiday's name in England and Wales by the library alone."""
    return library_holiday(Nation.ENGLAND_AND_WALES, on)


def holiday_in_words(name: str) -> str:
    """A bank holiday's name in the language that is spoken; one that nobody marked stays as it is
    written.
    """
    plain = name.removesuffix(_SUBSTITUTE)
    return _(plain) if plain == name else _("%(name)s (bank holiday)", name=_(plain))


def library_holiday(nation: Nation, on: date) -> str | None:
    """The holiday's English name by the `holidays` package, or None on any other day."""
    return _of_year(nation, on.year).get(on)


def holidays_in(nation: Nation, years: Iterable[int]) -> list[date]:
    """Every holiday of some years by the library, in order."""
    return sorted(on for year in years for on in _of_year(nation, year))


def _weekend_of(listed: Dates, on: date) -> str | None:
    """The government's list has a substitute day only; the weekend day itself is Christmas, Boxing
    Day or New Year's Day all the same.
    """
    fixed = {(12, 25): "Christmas Day", (12, 26): "Boxing Day", (1, 1): "New Year’s Day"}
    return fixed.get((on.month, on.day)) if on.weekday() >= 5 else None


@lru_cache(maxsize=256)
def _of_year(nation: Nation, year: int) -> dict[date, str]:
    found = holidays.country_holidays(
        "GB", subdiv=_SUBDIVISIONS[nation], years=year, language="en_GB"
    ).items()
    return {day: _plain(name) for day, name in found}


def _plain(name: str) -> str:
    """GOV.UK's name, without the library's mark: "Boxing Day (observed)" is "Boxing Day (bank
    holiday)".
    """
    first = name.split(";")[0].strip()
    is_observed = first.endswith(_OBSERVED)
    plain = first.removesuffix(_OBSERVED)
    plain = _GOV_UK.get(plain, plain)
    return f"{plain}{_SUBSTITUTE}" if is_observed else plain
