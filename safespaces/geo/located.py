"""A point and how it was found: a point is never kept without its source."""

from dataclasses import dataclass
from enum import StrEnum

from safespaces.geo.point import Point


class PointSource(StrEnum):
    """How a point was found, best first.

    A later source further down never replaces one further up by itself.
    """

    PERSON = "person"  # somebody put the pin there by hand; no import moves it
    GIVEN = "given"  # the sender's own latitude and longitude
    ADDRESS = "address"  # an online geocoder found the building
    POSTCODE = "postcode"  # centre of the postcode, typically within 50 to 150 m
    PLACE = "place"  # a named place of the gazetteer
    SECTOR = "sector"  # centre of the postcode sector, some hundred metres to kilometres


@dataclass(frozen=True, slots=True)
class LocatedPoint:
    """A point, its source, and a radius in metres within which the real door most likely is (None:
    not known).
    """

    point: Point
    source: PointSource
    precision_m: int | None = None

    @property
    def is_rough(self) -> bool:
        """Whether directions to it may end out of sight of the door (further than 250 m)."""
        return self.precision_m is not None and self.precision_m > 250
