"""A made-up town for coverage: a test names only what matters to it."""

from datetime import date
from zoneinfo import ZoneInfo

from safespaces.coverage.demand import DemandLayer, DemandPoint
from safespaces.coverage.facility import Facility
from safespaces.coverage.week import Week
from safespaces.geo.point import Point

LONDON = ZoneInfo("Europe/London")
ORDINARY = Week(date(2026, 11, 30), "An ordinary week")
SPRING_FORWARD = Week(date(2026, 3, 23))  # clocks go forward on Sunday 29 March 2026
CHRISTMAS = Week(date(2026, 12, 21))
NORTH_100_M = 0.0008987  # degrees of latitude
MIDDLE = Point(52.41, -1.51)


def north(metres: float) -> Point:
    """So far north of the middle."""
    return Point(MIDDLE.lat + NORTH_100_M * metres / 100, MIDDLE.lon)


def area(code: str = "a", metres: float = 0, count: int = 100, **given: object) -> DemandPoint:
    """A hundred people in the middle of town."""
    return DemandPoint(code, f"Area {code}", north(metres), count, **given)  # type: ignore[arg-type]


def a_layer(*points: DemandPoint, **given: object) -> DemandLayer:
    """Where they live."""
    values: dict = {
        "key": "home",
        "title": "Homes",
        "unit": "young people",
        "where": "home",
        "source": "made up",
        "as_of": "2026",
    }
    return DemandLayer(**{**values, **given}, points=points)


def a_place(
    name: str = "Library", metres: float = 0, hours: str = "24/7", **given: object
) -> Facility:
    """A library in the middle of town, open day and night."""
    values: dict = {"kind": "library", **given}
    return Facility(name.lower(), name, point=north(metres), safe_hours=hours, **values)
