"""Demand, in the words of location science: where young people are, how many, and at which hours
they count.

A demand point is a small area (its population-weighted centre), a school, a stop. A small area's
people are in its parts (demand_parts.py); whatever has none counts whole: it is within reach, or
not.
"""

import re
from dataclasses import dataclass, replace
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
class Part:
    """Where a share of a demand point's people is: `row` is that of the demand point; the shares of
    one add up to 1.
    """

    row: int
    point: Point
    share: float


@dataclass(frozen=True, slots=True)
class DemandLayer:
    """Points of one kind, and their parts in the order of the points; without any each point is
    whole where it is.

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
    parts: tuple[Part, ...] = ()

    @property
    def whole(self) -> "DemandLayer":
        """The same with each point whole where it is."""
        return replace(self, parts=())

    @property
    def where_they_are(self) -> list[Point]:
        """The place of each part."""
        return [part.point for part in self.parts] or [point.point for point in self.points]

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each part's demand point: shape (parts,)."""
        if self.parts:
            return np.array([part.row for part in self.parts], dtype=np.int64)
        return np.arange(len(self.points))

    @property
    def total(self) -> int:
        """How many are counted."""
        return sum(point.count for point in self.points)

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
    def shares(self) -> NDArray[np.float64]:
        """The share of its demand point that each part holds: shape (parts,)."""
        if not self.parts:
            return np.ones(len(self.points))
        return np.array([part.share for part in self.parts], dtype=np.float64)

    @property
    def counts(self) -> NDArray[np.float64]:
        """How many are in each part: shape (parts,)."""
        of_points = np.array([point.count for point in self.points], dtype=np.float64)
        return np.asarray(of_points[self.rows] * self.shares)

    def counting(self, week: Week, zone: ZoneInfo) -> NDArray[np.bool_]:
        """Whether a part counts at an hour: shape (parts, 168)."""
        texts = list(dict.fromkeys(point.hours for point in self.points))
        masks = np.array([_hours_mask(text, week, zone) for text in texts], dtype=bool).reshape(
            -1, HOURS
        )
        place = {text: number for number, text in enumerate(texts)}
        of_points = np.array([place[point.hours] for point in self.points], dtype=np.int64)
        return masks[of_points[self.rows]]


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


_YEAR, _AGES = re.compile(r"\b20\d\d\b"), re.compile(r"\baged (\d+) to (\d+)\b")


def older_by(layer: DemandLayer, year: int) -> tuple[int, bool] | None:
    """How many years older those who were counted are now, and whether none of them is of the
    counted ages any more; None where a layer says no ages or no year, or is of last year.
    """
    ages, years = _AGES.search(layer.unit), _YEAR.findall(layer.as_of)
    if not ages or not years:
        return None
    older = year - min(map(int, years))
    first, last = map(int, ages.groups())
    return (older, older > last - first) if older > 1 else None
