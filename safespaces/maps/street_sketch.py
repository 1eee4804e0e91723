"""Streets, and what lies beneath them, for small maps: what is around one place as paths of SVG."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from safespaces.geo.point import Point
from safespaces.maps.place_names import Name
from safespaces.streets.drawn import Drawn
from safespaces.streets.foot import Kind
from safespaces.streets.ground import Ground
from safespaces.streets.ground_kinds import GroundKind, NamedKind
from safespaces.streets.network import Network

_COARSE_M = 5.0
_KEPT = 256  # places whose map is kept: some 15 KB each
_LETTER_M, _LINE_M = 22, 48  # of a street's name
_SHARE = 0.6  # of a name's length that its street has to be straight
_DRAWN = (Kind.PATH, Kind.STEPS, Kind.SERVICE, Kind.SQUARE, Kind.STREET, Kind.MAJOR)
_NAMED = (Kind.MAJOR, Kind.STREET, Kind.SQUARE)
_PLACES = (NamedKind.STATION, NamedKind.HOSPITAL, NamedKind.PARK, NamedKind.SHOPS)


class Around(NamedTuple):
    """`shapes`: (kind, path) in the order in which they are drawn, in metres from the middle, east
    and south; `places` and `streets` are names, the more important first.
    """

    shapes: tuple[tuple[str, str], ...]
    places: tuple[Name, ...]
    streets: tuple[Name, ...]


class StreetSketch:
    """Of one network. Safe across threads."""

    def __init__(self, network: Network, names: Sequence[str], ground: Ground | None) -> None:
        drawn = Drawn(network)
        self._plane, self._kinds, self._names = network.plane, network.kinds, names
        points = np.column_stack((drawn.x, drawn.y))
        edges = np.repeat(np.arange(network.edge_count), np.diff(drawn.firsts))
        self._lines = _Shapes(np.asarray(shapely.linestrings(points, indices=edges), object))
        self._ground = ground
        self._areas = _Shapes(_geometries(ground) if ground else np.empty(0, object))
        self.around = lru_cache(_KEPT)(self._around)

    def _around(self, middle: Point, half_width: int, half_height: int) -> Around:
        """What lies within so many metres of a place."""
        x, y = self._plane.at(middle)
        edges, lines = self._lines.around(x, y, half_width, half_height)
        areas, below = self._areas.around(x, y, half_width, half_height)
        shapes = [*self._below(areas, below), *self._streets(edges, lines)]
        return Around(
            tuple((kind, path) for kind, path in shapes if path),
            tuple(self._place_names(x, y)),
            tuple(self._street_names(edges, lines)),
        )

    def _below(
        self, areas: NDArray[np.int64], shapes: NDArray[np.object_]
    ) -> Iterator[tuple[str, str]]:
        if self._ground is None:
            return
        kinds = self._ground.kinds[areas]
        for kind in GroundKind:
            yield kind.name.lower(), _path(shapes[kinds == kind])

    def _streets(
        self, edges: NDArray[np.int64], lines: NDArray[np.object_]
    ) -> Iterator[tuple[str, str]]:
        kinds = self._kinds[edges]
        for kind in _DRAWN:
            alike = (kinds == kind) | ((kind == Kind.PATH) & (kinds == Kind.TRACK))
            yield f"street-{kind.name.lower()}", _path(lines[alike])

    def _place_names(self, x: float, y: float) -> Iterator[Name]:
        for place in self._ground.places if self._ground else ():
            if place.kind in _PLACES:
                east, north = self._plane.at(Point(place.lat, place.lon))
                yield Name(place.name, round(east - x), round(y - north))

    def _street_names(self, edges: NDArray[np.int64], lines: NDArray[np.object_]) -> Iterator[Name]:
        """Each once, along its longest straight piece, if that is nearly as long as the name."""
        longest: dict[str, tuple[bool, float, Name]] = {}
        for edge, line in zip(edges.tolist(), lines, strict=True):
            name, kind = self._names[edge], self._kinds[edge]
            if not name or kind not in _NAMED:
                continue
            length, found = _along(name, line)
            if length >= _SHARE * len(name) * _LETTER_M:
                rank = (kind == Kind.MAJOR, length, found)
                longest[name] = max(longest.get(name, rank), rank, key=lambda each: each[:2])
        for _major, _length, found in sorted(
            longest.values(), key=lambda each: (not each[0], -each[1], each[2].text)
        ):
            yield found


def _along(name: str, line: BaseGeometry) -> tuple[float, Name]:
    """The longest straight piece of a line, and the name along it."""
    points = [shapely.get_coordinates(part) for part in shapely.get_parts(line)]
    pieces = [(part[at], part[at + 1]) for part in points for at in range(len(part) - 1)]
    (x, y), (x2, y2) = max(pieces, key=lambda piece: math.dist(*piece))
    turned = math.degrees(math.atan2(y2 - y, x2 - x))
    upright = turned - 180 if turned > 90 else turned + 180 if turned < -90 else turned
    where = round((x + x2) / 2), round((y + y2) / 2)
    return math.dist((x, y), (x2, y2)), Name(name, *where, round(upright), _LETTER_M, _LINE_M, True)


class _Shapes:
    """Lines or areas in metres on a plane."""

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        self._shapes = shapes
        self._west, self._south, self._east, self._north = shapely.bounds(shapes).reshape(-1, 4).T

    def around(
        self, x: float, y: float, half_width: int, half_height: int
    ) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
        """Which lie so near to a place, and what of them does, in metres east and south of it."""
        west, east, south, north = x - half_width, x + half_width, y - half_height, y + half_height
        is_near = (self._west <= east) & (self._east >= west)
        is_near &= (self._south <= north) & (self._north >= south)
        some = np.flatnonzero(is_near)
        cut = shapely.clip_by_rect(self._shapes[some], west, south, east, north)
        flat = shapely.transform(
            shapely.simplify(cut, _COARSE_M), lambda at: (at - (x, y)) * (1, -1)
        )
        is_seen = ~shapely.is_empty(flat)
        return some[is_seen], flat[is_seen]


def _geometries(ground: Ground) -> NDArray[np.object_]:
    """Each shape in metres on the plane."""
    plane = ground.plane
    points = np.column_stack((ground.lons * plane.east_m, ground.lats * plane.north_m))
    found = np.empty(len(ground.kinds), object)
    for shape, kind in enumerate(ground.kinds):
        parts = [
            points[ground.point_at[part] : ground.point_at[part + 1]]
            for part in range(ground.part_at[shape], ground.part_at[shape + 1])
        ]
        is_line = GroundKind(kind).is_line
        found[shape] = shapely.LineString(parts[0]) if is_line else _polygon(parts)
    return found


def _polygon(rings: Sequence[NDArray[np.float64]]) -> BaseGeometry:
    """A ring of two points has no inside; what is simplified may cross itself."""
    whole = [ring for ring in rings if len(ring) > 2]
    if not whole or len(rings[0]) < 3:
        return shapely.Polygon()
    return shapely.make_valid(shapely.Polygon(whole[0], whole[1:]))


def _path(shapes: Iterable[BaseGeometry]) -> str:
    """One path of SVG for all, in whole metres, each point as the step from the one before."""
    return "".join(_drawn(part) for part in shapely.get_parts(np.asarray(list(shapes), object)))


def _drawn(part: BaseGeometry) -> str:
    if isinstance(part, shapely.Polygon):
        rings = (part.exterior, *part.interiors)
        return "".join(f"{_steps(shapely.get_coordinates(ring)[:-1])}z" for ring in rings)
    return _steps(shapely.get_coordinates(part)) if part.geom_type == "LineString" else ""


def _steps(points: NDArray[np.float64]) -> str:
    whole = np.round(points).astype(np.int64)
    (x, y), *steps = [whole[0], *np.diff(whole, axis=0)]
    there = "".join(f"l{dx} {dy}" for dx, dy in steps if dx or dy)
    return f"M{x} {y}{there}".replace(" -", "-") if there else ""
