"""Bands: weighted sets of hours of the week.

A band weighs each of its hours alike unless it says otherwise.

A week is a ring here: the hours past midnight of Sunday are those at the beginning of the same
Monday.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.week import HOURS, hour_words
from safespaces.language import marked

_WEEKDAYS, _NIGHTS_OUT = range(5), (4, 5)


@dataclass(frozen=True, slots=True)
class Band:
    """`weights` has one number of at least 0 for each of the 168 hours."""

    key: str
    name: str
    when: str
    weights: tuple[float, ...]

    @property
    def title(self) -> str:
        """Its name and hours."""
        return f"{self.name}: {self.when}" if self.when else self.name

    @property
    def array(self) -> NDArray[np.float64]:
        """The weights, shape (168,)."""
        return np.array(self.weights)

    @property
    def hours(self) -> list[int]:
        """The hours that count."""
        return [hour for hour, weight in enumerate(self.weights) if weight > 0]


def _band(key: str, name: str, when: str, hours: set[int]) -> Band:
    return Band(key, name, when, tuple(1.0 if hour in hours else 0.0 for hour in range(HOURS)))


def _daily(days: range | tuple[int, ...], first: int, last: int) -> set[int]:
    """Hours from `first` to `last`, both included, on some days; hours above 23 are on the next
    day.
    """
    return {(day * 24 + hour) % HOURS for day in days for hour in range(first, last + 1)}


BANDS = {
    band.key: band
    for band in (
        _band(
            "after_school",
            marked("After school"),
            marked("Monday to Friday, 15:00 to 18:00"),
            _daily(_WEEKDAYS, 15, 17),
        ),
        _band(
            "evening",
            marked("Evening"),
            marked("every day, 18:00 to 22:00"),
            _daily(range(7), 18, 21),
        ),
        _band("late", marked("Late"), marked("every day, 22:00 to 2:00"), _daily(range(7), 22, 25)),
        _band(
            "night_out",
            marked("Nights out"),
            marked("Friday and Saturday, 20:00 to 2:00"),
            _daily(_NIGHTS_OUT, 20, 25),
        ),
        _band("week", marked("The whole week"), marked("day and night"), set(range(HOURS))),
    )
}


def one_hour(hour: int) -> Band:
    """A band of one hour of the week."""
    return _band(f"h{hour}", hour_words(hour), "", {hour})
