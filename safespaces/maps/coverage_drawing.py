"""The coverage map as plain shapes in the page: no script, prints, reads in grey.

Units are 10 m, x east, y south.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from safespaces.coverage.outlines import Outline
from safespaces.geo.point import Point
from safespaces.maps.place_names import Name, in_order_of_importance, with_room
from safespaces.venues.place_search import Place

_UNITS_PER_DEGREE = 11_119.5  # of latitude, on the mean sphere
_MARGIN = 40
_LETTER, _LINE = 12, 60  # what a letter takes up, and how far apart lines stand
_MOST_NAMES = 18


@dataclass(frozen=True, slots=True)
class Frame:
    """What the drawing shows: the corner it begins at, and its width and height in units."""

    north: float
    west: float
    squeeze: float
    width: int
    height: int

    def xy(self, point: Point) -> tuple[int, int]:
        """Where a point is drawn."""
        return self._flat(point.lon, point.lat)

    def _flat(self, lon: float, lat: float) -> tuple[int, int]:
        x = (lon - self.west) * self.squeeze * _UNITS_PER_DEGREE + _MARGIN
        return round(x), round((self.north - lat) * _UNITS_PER_DEGREE) + _MARGIN

    def roads(self, lines: Iterable[Sequence[tuple[float, float]]]) -> str:
        """Lines of (lon, lat) as one SVG path, those outside the drawing left out."""
        parts = []
        for line in lines:
            flat = [self._flat(lon, lat) for lon, lat in line]
            kept = [
                spot for number, spot in enumerate(flat) if not number or spot != flat[number - 1]
            ]
            if len(kept) > 1 and any(map(self._shows, kept)):
                parts.append("M" + "L".join(f"{x} {y}" for x, y in kept))
        return "".join(parts)

    def _shows(self, spot: tuple[int, int]) -> bool:
        return 0 <= spot[0] <= self.width and 0 <= spot[1] <= self.height

    def path(self, outline: BaseGeometry) -> str:
        """An outline as an SVG path."""
        parts = []
        for polygon in getattr(outline, "geoms", [outline]):
            for ring in (
                (polygon.exterior, *polygon.interiors) if polygon.geom_type == "Polygon" else ()
            ):
                flat = [self._flat(x, y) for x, y in ring.coords[:-1]]
                kept = [spot for number, spot in enumerate(flat) if spot != flat[number - 1]]
                parts.append("M" + "L".join(f"{x} {y}" for x, y in kept) + "z")
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines as paths by code (a demand point without one is drawn as a spot), and names to find
    one's way by.
    """

    frame: Frame
    paths: dict[str, str]
    names: tuple[Name, ...]
    ground: str = ""  # the city's outline under spots that have no areas of their own
    roads: str = ""  # the through roads, where streets are known

    @property
    def nbytes(self) -> int:
        """About what it takes up in memory."""
        return sum(map(len, self.paths.values())) + len(self.roads)


_NOWHERE = (-1.6, 52.4, -1.4, 52.5)  # a frame of some size, where there is nothing to draw


def frame_of(shapes: Sequence[BaseGeometry], points: Sequence[Point]) -> Frame:
    """A frame around all of it."""
    boxes = [each.bounds for each in shapes if not each.is_empty] + [
        (p.lon, p.lat, p.lon, p.lat) for p in points
    ]
    if not boxes:
        boxes = [_NOWHERE]
    wests, souths, easts, norths = zip(*boxes)
    west, south, east, north = min(wests), min(souths), max(easts), max(norths)
    squeeze = math.cos(math.radians((south + north) / 2))
    width = round((east - west) * squeeze * _UNITS_PER_DEGREE) + 2 * _MARGIN
    return Frame(
        north, west, squeeze, width, round((north - south) * _UNITS_PER_DEGREE) + 2 * _MARGIN
    )


def drawing_of(
    outlines: Sequence[Outline],
    points: Sequence[Point],
    places: Iterable[Place] = (),
    area: str = "",
    ground: BaseGeometry | None = None,
    roads: Iterable[Sequence[tuple[float, float]]] = (),
) -> Drawing:
    """The paths of a layer's outlines, in one frame with its points, and as many names of places as
    have room.

    `ground` is drawn under points that have no outlines; `roads` are lines of (lon, lat).
    """
    beneath = [ground] if ground is not None and not outlines else []
    frame = frame_of([*(each.shape for each in outlines), *beneath], points)
    paths = {each.code: frame.path(each.shape) for each in outlines}
    below = "".join(map(frame.path, beneath))
    return Drawing(frame, paths, _names(frame, places, area), below, frame.roads(roads))


def _names(frame: Frame, places: Iterable[Place], area: str) -> tuple[Name, ...]:
    parts = (
        place for place in in_order_of_importance(places, area) if place.kind == "neighbourhood"
    )
    names = (
        Name(place.name, *frame.xy(place.point), letter=_LETTER, line=_LINE) for place in parts
    )
    return with_room((name for name in names if _is_inside(name, frame)), _MOST_NAMES)


def _is_inside(name: Name, frame: Frame) -> bool:
    half = len(name.text) * _LETTER / 2
    return half < name.x < frame.width - half and _LINE < name.y < frame.height - _LINE
