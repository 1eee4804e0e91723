"""What lies beneath the streets of a map: built-up land, green, woods, water, buildings, rivers
and railways, and the named places on it. What nobody would see on a phone is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from safespaces.streets.ground_kinds import GroundKind, NamedKind
from safespaces.streets.network import FINE, Ints, Plane

_TOLERANCE_M = {GroundKind.BUILDING: 3.0}
_COARSE_M = 8.0
_LEAST_M2 = {GroundKind.BUILDING: 300.0, GroundKind.WATER: 600.0}
_SMALL_M2 = 2_500.0
_MOST_BUILDING_POINTS = 10_000  # the largest buildings: people go by these
_SHORTEST_M = 60.0


class MapShape(NamedTuple):
    """An area or line of a map, in degrees (lon, lat)."""

    kind: GroundKind
    geometry: BaseGeometry


class NamedPlace(NamedTuple):
    """A place that people name, in degrees."""

    kind: NamedKind
    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Ground:
    """Shapes in the order of their kinds. The parts of shape `i` (rings of an area, the outer one
    first, or one line) are `part_at[i]` to `part_at[i + 1]`; the points of part `p` are
    `point_at[p]` to `point_at[p + 1]` in `lats`, `lons`, in parts of a degree from the origin; a
    ring is closed without its first point standing there twice.
    """

    plane: Plane
    kinds: NDArray[np.uint8]
    part_at: Ints
    point_at: Ints
    lats: Ints
    lons: Ints
    places: tuple[NamedPlace, ...]


def build_ground(
    shapes: Iterable[MapShape], places: Iterable[NamedPlace], plane: Plane, extent: tuple[int, int]
) -> Ground:
    """What lies within `extent`, the largest latitude and longitude in parts of a degree from the
    origin of the plane.
    """
    top, right = extent[0] * plane.north_m, extent[1] * plane.east_m
    by_kind = defaultdict[GroundKind, list[BaseGeometry]](list)
    for kind, geometry in shapes:
        by_kind[kind].append(geometry)
    parts = [
        (kind, _rounded(rings, plane))
        for kind in GroundKind
        for rings in _drawn(kind, by_kind[kind], plane, shapely.box(0, 0, right, top))
    ]
    kept = [(kind, rings) for kind, rings in parts if rings]
    return _as_arrays(kept, plane, _inside(places, plane, extent))


def _drawn(
    kind: GroundKind, some: Sequence[BaseGeometry], plane: Plane, within: BaseGeometry
) -> list[list[NDArray[np.float64]]]:
    """The parts of each shape of a kind that is worth drawing, in metres on the plane."""
    metres = shapely.transform(np.asarray(some, object), lambda lonlat: _on_plane(lonlat, plane))
    cut = shapely.intersection(shapely.make_valid(metres), within)
    return _lines(cut) if kind.is_line else _areas(kind, cut)


def _on_plane(lonlat: NDArray[np.float64], plane: Plane) -> NDArray[np.float64]:
    east = (lonlat[:, 0] * FINE - plane.west) * plane.east_m
    return np.column_stack((east, (lonlat[:, 1] * FINE - plane.south) * plane.north_m))


def _lines(cut: NDArray[np.object_]) -> list[list[NDArray[np.float64]]]:
    joined = shapely.line_merge(shapely.union_all(cut)) if len(cut) else None
    kept = (
        [
            shapely.get_coordinates(line)
            for line in shapely.get_parts(joined)
            if line.geom_type == "LineString" and line.length >= _SHORTEST_M
        ]
        if joined is not None
        else []
    )
    return [
        [shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), _COARSE_M))]
        for line in kept
    ]


def _areas(kind: GroundKind, cut: NDArray[np.object_]) -> list[list[NDArray[np.float64]]]:
    least = _LEAST_M2.get(kind, _SMALL_M2)
    # buildings are many, and few of them touch
    whole = (
        cut[shapely.area(cut) >= least] if kind == GroundKind.BUILDING else shapely.union_all(cut)
    )
    simple = shapely.simplify(whole, _TOLERANCE_M.get(kind, _COARSE_M))
    polygons = [
        part
        for part in shapely.get_parts(simple)
        if part.geom_type == "Polygon" and part.area >= least
    ]
    if kind == GroundKind.BUILDING:
        polygons = _largest(polygons)
    return [
        [shapely.get_coordinates(ring)[:-1] for ring in (part.exterior, *_gaps(part, least))]
        for part in polygons
    ]


def _gaps(part: shapely.Polygon, least: float) -> list[shapely.LinearRing]:
    return [ring for ring in part.interiors if shapely.Polygon(ring).area >= least]


def _largest(polygons: list[shapely.Polygon]) -> list[shapely.Polygon]:
    kept, points = [], 0
    for part in sorted(polygons, key=lambda part: -part.area):
        points += int(shapely.get_num_coordinates(part))
        if points > _MOST_BUILDING_POINTS:
            break
        kept.append(part)
    return kept


def _rounded(rings: list[NDArray[np.float64]], plane: Plane) -> list[NDArray[np.int64]]:
    """(lat, lon) in even parts of a degree, as points of the network's ways; without the same twice
    in a row, and none where nothing is left.
    """
    found = []
    for ring in rings:
        fine = np.round(ring / (plane.east_m, plane.north_m) / 2).astype(np.int64)[:, ::-1] * 2
        fine = fine[np.concatenate(([True], np.any(np.diff(fine, axis=0) != 0, axis=1)))]
        if len(fine) >= 2:
            found.append(fine)
    return found


def _inside(
    places: Iterable[NamedPlace], plane: Plane, extent: tuple[int, int]
) -> tuple[NamedPlace, ...]:
    """In the order in which they are drawn; one of a name and kind per some hundred metres."""
    found: dict[tuple[NamedKind, str, int, int], NamedPlace] = {}
    for place in places:
        lat, lon = place.lat * FINE - plane.south, place.lon * FINE - plane.west
        if 0 <= lat <= extent[0] and 0 <= lon <= extent[1]:
            near = (place.kind, place.name, round(lat / 500), round(lon / 500))
            found.setdefault(near, place)
    return tuple(sorted(found.values()))


def _as_arrays(
    shapes: list[tuple[GroundKind, list[NDArray[np.int64]]]],
    plane: Plane,
    places: tuple[NamedPlace, ...],
) -> Ground:
    # near shapes one after the other pack better
    shapes.sort(key=lambda shape: (shape[0], *(shape[1][0][0] // 1000).tolist(), *shape[1][0][0]))
    rings = [ring for _kind, some in shapes for ring in some]
    points = np.concatenate(rings) if rings else np.empty((0, 2), np.int64)
    return Ground(
        plane,
        np.array([kind for kind, _some in shapes], np.uint8),
        _bounds([len(some) for _kind, some in shapes]),
        _bounds([len(ring) for ring in rings]),
        points[:, 0].astype(np.int32),
        points[:, 1].astype(np.int32),
        places,
    )


def _bounds(counts: list[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(np.array(counts, np.int64)))).astype(np.int32)
