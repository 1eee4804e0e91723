"""Demand, in the words of location science: where young people are, how many, and at which hours
they count.

A demand point is a small area (its population-weighted centre), a school, a stop. It counts whole:
the centre is within reach, or not.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.facility import minutes_left_of
from safespaces.coverage.shading import step_of
from safespaces.coverage.week import HOURS, Week
from safespaces.coverage.wording import FEW
from safespaces.geo.point import Point
from safespaces.venues.open_spans import hours_or_unknown

WHERE = {  # what one does at a demand point, and what many do
    "home": ("lives", "live"),
    "school": ("goes to a school", "go to schools"),
    "place": ("is", "are"),
}
CODE_HEADERS = (  # what files call the code of an area or a place, in small letters
    "code",
    "id",
    "urn",
    "lsoa21_code",
    "lsoa11_code",
    "lsoa21cd",
    "lsoa11cd",
    "wd_code",
    "oa11_code",
    "area_code",
    "atco_code",
    "naptan_code",
)
# OSM's words for "not in school holidays", which the rest of the service does not know
IN_SCHOOL_TIME = "SH off"


def verbs_for(where: str) -> tuple[str, str]:
    """What one does there, and what many do; "is" and "are" where another version wrote it."""
    return WHERE.get(where, WHERE["place"])


@dataclass(frozen=True, slots=True)
class DemandPoint:
    """`count` people at `point`.

    `group` is a ward or the like, `decile` 1 (most deprived tenth) to 10 or None.

    `hours` are those at which they count, as OSM text, "" for always; "SH off" in it leaves out
    weeks of school holidays.
    """

    code: str
    name: str
    point: Point
    count: int
    group: str = ""
    decile: int | None = None
    hours: str = ""


@dataclass(frozen=True, slots=True)
class DemandLayer:
    """Points of one kind.

    `unit` is what is counted ("young people"), `where` a key of WHERE, `source` and `as_of` are on
    every sheet.
    """

    key: str
    title: str
    unit: str
    where: str
    source: str
    as_of: str
    points: tuple[DemandPoint, ...]

    @property
    def few(self) -> int:
        """Under how many a count is not told: places are nobody's secret."""
        return 1 if self.where == "place" else FEW

    @property
    def grain(self) -> int:
        """To how many sums of it are rounded: tens where any point holds fewer than `few`, so that
        none can be had by subtraction.
        """
        return self.few if any(0 < point.count < self.few for point in self.points) else 1

    @property
    def step(self) -> int:
        """The step of the shades of its maps: one for all of them, so that two maps can be
        compared.
        """
        return step_of((point.count for point in self.points), self.few)

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many are at each point: shape (points,)."""
        return np.array([point.count for point in self.points], dtype=np.int64)

    def counting(self, week: Week, zone: ZoneInfo) -> NDArray[np.bool_]:
        """Whether a point counts at an hour: shape (points, 168)."""
        texts = list(dict.fromkeys(point.hours for point in self.points))
        masks = np.array([_hours_mask(text, week, zone) for text in texts], dtype=bool).reshape(
            -1, HOURS
        )
        place = {text: number for number, text in enumerate(texts)}
        return masks[[place[point.hours] for point in self.points]]


def without_school_mark(hours: str) -> tuple[str, bool]:
    """Demand hours without "SH off", and whether it was there."""
    rules = [rule.strip() for rule in hours.split(";")]
    kept = [rule for rule in rules if rule and rule.upper() != IN_SCHOOL_TIME.upper()]
    return "; ".join(kept), len(kept) < len([rule for rule in rules if rule])


def _hours_mask(text: str, week: Week, zone: ZoneInfo) -> NDArray[np.bool_]:
    plain, only_in_school_time = without_school_mark(text)
    mask = (
        minutes_left_of(hours_or_unknown(plain), week, zone) > 0
        if plain
        else np.ones(HOURS, dtype=bool)
    )
    if only_in_school_time:
        mask[np.isin(np.arange(HOURS) // 24, week.free)] = False
    return mask
