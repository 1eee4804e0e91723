"""A small map around one place as plain shapes, so that it needs no script, prints, and follows the
page's colours.

Coordinates are metres from the place, east to the right and south down, flat: over a few hundred
metres the error is below a metre.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapely import MultiLineString, box
from shapely.affinity import affine_transform
from shapely.geometry import shape

from safespaces.geo.point import Point
from safespaces.geo.walking import reach_m
from safespaces.maps.place_names import Name, in_order_of_importance, with_room
from safespaces.maps.street_sketch import StreetSketch
from safespaces.venues.place_search import Place

HALF_WIDTH_M, HALF_HEIGHT_M = 760, 640
RING_MINUTES = (5, 10)
_M_PER_DEGREE = 111_195.0  # of latitude, on the mean sphere
_PIN_M, _EDGE_M = 70, 31
_MOST_NAMES = 16
_MOST_WITH_STREETS = 24


@dataclass(frozen=True, slots=True)
class Sketch:
    """`lines` are outlines of parts of town as lists of (x, y); `rings` are (minutes, radius);
    `shapes` are streets and what lies beneath (maps/street_sketch.py), where they are known.
    """

    lines: tuple[tuple[tuple[int, int], ...], ...]
    names: tuple[Name, ...]
    rings: tuple[tuple[int, int], ...]
    shapes: tuple[tuple[str, str], ...] = ()


class Sketcher:
    """Made once from GeoJSON outlines and the gazetteer's places; immutable."""

    def __init__(self, outlines: bytes, places: Iterable[Place], area: str) -> None:
        borders = [
            shape(feature["geometry"]).boundary for feature in json.loads(outlines)["features"]
        ]
        self._borders = MultiLineString(
            [line for border in borders for line in getattr(border, "geoms", [border])]
        )
        self._places = in_order_of_importance(places, area)

    def around(self, middle: Point, streets: StreetSketch | None = None) -> Sketch:
        """The small map of one place, with streets where they are known."""
        rings = tuple((minutes, reach_m(minutes)) for minutes in RING_MINUTES)
        if streets is None:
            names = with_room(filter(_fits, self._names(middle)), _MOST_NAMES)
            return Sketch(self._lines(middle), names, rings)
        near = streets.around(middle, HALF_WIDTH_M, HALF_HEIGHT_M)
        known = self._names(middle, but="street")
        names = with_room(filter(_fits, (*known, *near.places, *near.streets)), _MOST_WITH_STREETS)
        return Sketch(self._lines(middle), names, rings, near.shapes)

    def _lines(self, middle: Point) -> tuple[tuple[tuple[int, int], ...], ...]:
        across, up = _scale(middle)
        flat = affine_transform(
            self._borders, [across, 0, 0, -up, -middle.lon * across, middle.lat * up]
        )
        cut = flat.intersection(box(-HALF_WIDTH_M, -HALF_HEIGHT_M, HALF_WIDTH_M, HALF_HEIGHT_M))
        parts = [
            part
            for part in getattr(cut, "geoms", [cut])
            if part.geom_type == "LineString" and not part.is_empty
        ]
        return tuple(tuple((round(x), round(y)) for x, y in part.coords) for part in parts)

    def _names(self, middle: Point, but: str = "") -> Iterator[Name]:
        """Of all places but those of one kind."""
        across, up = _scale(middle)
        for place in self._places:
            if place.kind != but:
                x, y = (place.lon - middle.lon) * across, (middle.lat - place.lat) * up
                yield Name(place.name, round(x), round(y))


def _scale(middle: Point) -> tuple[float, float]:
    """Metres in a degree of longitude and of latitude."""
    return _M_PER_DEGREE * math.cos(math.radians(middle.lat)), _M_PER_DEGREE


def _fits(name: Name) -> bool:
    """Whether it is whole inside the map and clear of the pin."""
    half_width, half_height = name.half_width, name.half_height
    inside = (
        abs(name.x) + half_width < HALF_WIDTH_M
        and abs(name.y) + half_height + _EDGE_M < HALF_HEIGHT_M
    )
    return inside and not (
        abs(name.x) < half_width + _PIN_M and abs(name.y) < half_height + _PIN_M + _EDGE_M
    )
