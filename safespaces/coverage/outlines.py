"""Outlines of demand areas: from a GeoJSON file, or drawn around their centres where there is
none.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
import shapely.affinity
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from safespaces.coverage.demand import CODE_HEADERS, DemandPoint
from safespaces.errors import BadInput, BadPoint
from safespaces.geo.great_britain import in_great_britain
from safespaces.geo.grid import grid_to_wgs84
from safespaces.language import gettext as _
from safespaces.problems import Problem, Severity

_FINEST_DEGREES = 0.0002  # some 20 m: outlines are for looking at
_DECIMALS = 5
_MOST_FEATURES = 50_000
_AROUND_DEGREES = 0.02
_ADVICE = (
    "Give a GeoJSON FeatureCollection of polygons, each with a property that holds the code of its"
    " demand area."
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one area in WGS84, as polygons."""

    code: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class ReadOutlines:
    """Outlines by code, what was wrong or mended, and whether the file was in the National Grid."""

    outlines: tuple[Outline, ...]
    problems: tuple[Problem, ...]
    was_grid: bool


def read_outlines(content: bytes, known: Iterable[str], code_property: str = "") -> ReadOutlines:
    """Outlines of a file for the areas with known codes.

    Raises BadInput for a file that is no GeoJSON of polygons.

    Self-crossing polygons are mended and reported; National Grid metres are turned into degrees and
    said; others are left out and said.
    """
    features = _features(content)
    codes, problems = set(known), list[Problem]()
    found: dict[str, Outline] = {}
    name = code_property or _code_property(features)
    was_grid = False
    for number, feature in enumerate(features, 1):
        code = str((feature.get("properties") or {}).get(name, "")).strip()
        outline, was_mended, is_grid = _outline(feature)
        was_grid = was_grid or is_grid
        fault = _fault(code, codes, found, outline)
        if fault:
            problems.append(Problem(name, code[:60], *fault, number, Severity.WARNING))
        elif outline is not None:
            found[code] = Outline(code, outline)
            if was_mended:
                problems.append(
                    Problem(
                        name,
                        code,
                        _("Its outline crosses itself and was mended."),
                        _("Look at it on the map."),
                        number,
                        Severity.WARNING,
                    )
                )
    if not found:
        raise BadInput(
            _(
                "No outline fits a demand area by its property %(name)r. Import the"
                " demand areas first, or name the property with --code.",
                name=name,
            )
        )
    missing = sorted(codes - found.keys())
    if missing:
        shown = ", ".join(missing[:5])
        problems.append(
            Problem(
                name,
                shown,
                _("%(number)s demand areas have no outline.", number=len(missing)),
                _("They are drawn around their centres."),
                None,
                Severity.WARNING,
            )
        )
    return ReadOutlines(tuple(found.values()), tuple(problems), was_grid)


def all_outlines(content: bytes) -> tuple[Outline, ...]:
    """The outlines of a file of ours, whose areas have the property `code`."""
    pairs = ((each["properties"]["code"], shape(each["geometry"])) for each in _features(content))
    return tuple(Outline(code, its) for code, its in pairs)


def drawn_outlines(points: Sequence[DemandPoint], city: BaseGeometry | None) -> tuple[Outline, ...]:
    """Voronoi cells around the centres, inside the city where it is known: every spot belongs to
    the nearest centre.
    """
    if not points:
        return ()
    # so that a cell's borders lie halfway on the ground, not in degrees
    squeeze = math.cos(math.radians(points[0].point.lat))
    flat = [shapely.Point(each.point.lon * squeeze, each.point.lat) for each in points]
    hull = shapely.MultiPoint(flat).convex_hull.buffer(_AROUND_DEGREES)
    frame = shapely.affinity.scale(city, squeeze, 1, origin=(0, 0)) if city is not None else hull
    if not frame.intersects(hull):
        frame = hull
    distinct = list({(point.x, point.y): point for point in flat}.values())
    cells = (
        list(
            shapely.voronoi_polygons(
                shapely.MultiPoint(distinct), extend_to=frame.union(hull)
            ).geoms
        )
        if len(distinct) > 1
        else [hull]
    )
    of_point, its_cell = shapely.STRtree(cells).query(flat, predicate="intersects")
    # of a point on a border the first
    cell_of = dict(zip(reversed(of_point.tolist()), reversed(its_cell.tolist())))
    clipped = shapely.intersection([cells[cell_of[number]] for number in range(len(flat))], frame)
    wide = [_widened(each, squeeze) for each in clipped]
    return tuple(
        Outline(each.code, outline)
        for each, outline in zip(points, wide, strict=True)
        if not outline.is_empty
    )


def as_geojson(outline: Outline) -> str:
    """An outline as a GeoJSON geometry, for keeping."""
    return json.dumps(
        mapping(shapely.set_precision(outline.shape, 10**-_DECIMALS)), separators=(",", ":")
    )


def from_geojson(code: str, text: str) -> Outline:
    """An outline that was kept."""
    return Outline(code, shape(json.loads(text)))


def city_of(outlines: bytes) -> BaseGeometry | None:
    """One shape of a GeoJSON FeatureCollection; None for an empty one."""
    shapes = [shape(feature["geometry"]) for feature in json.loads(outlines)["features"]]
    return shapely.union_all(shapes) if shapes else None


def _widened(flat: BaseGeometry, squeeze: float) -> BaseGeometry:
    return shapely.affinity.scale(flat, 1 / squeeze, 1, origin=(0, 0))


def _features(content: bytes) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise BadInput(_("This is not JSON. %(advice)s", advice=_ADVICE)) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features or not all(map(_is_feature, features)):
        raise BadInput(_("There are no features in it. %(advice)s", advice=_ADVICE))
    if len(features) > _MOST_FEATURES:
        raise BadInput(
            _(
                "The file has %(number)s features; %(most_features)s are the most.",
                number=f"{len(features):,}",
                most_features=f"{_MOST_FEATURES:,}",
            )
        )
    return features


def _is_feature(found: object) -> bool:
    return isinstance(found, dict) and isinstance(found.get("properties") or {}, dict)


def _code_property(features: list[Mapping[str, Any]]) -> str:
    by_plain = {str(name).lower(): str(name) for name in features[0].get("properties") or {}}
    return next(
        (by_plain[name] for name in CODE_HEADERS if name in by_plain),
        next(iter(by_plain.values()), "code"),
    )


def _outline(feature: Mapping[str, Any]) -> tuple[BaseGeometry | None, bool, bool]:
    """The polygons of a feature in degrees (None where it has none), whether they were mended,
    whether they were in metres.
    """
    try:
        found = shapely.force_2d(shape(feature["geometry"]))
    except Exception:  # shapely raises many kinds for what is no geometry
        return None, False, False
    if found.is_empty or found.geom_type not in ("Polygon", "MultiPolygon"):
        return None, False, False
    is_grid = max(map(abs, found.bounds)) > 1000
    if is_grid:
        try:
            found = shapely.transform(found, _to_degrees)
        except BadPoint:
            return None, False, True
    was_mended = not found.is_valid
    mended = _polygons_of(shapely.make_valid(found)) if was_mended else found
    return _simple(mended), was_mended, is_grid


def _to_degrees(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    points = [grid_to_wgs84(easting, northing) for easting, northing in coordinates.tolist()]
    return np.array([(point.lon, point.lat) for point in points])


def _simple(outline: BaseGeometry) -> BaseGeometry | None:
    simple = outline.simplify(_FINEST_DEGREES)
    return (
        simple if simple.is_valid and not simple.is_empty else None if outline.is_empty else outline
    )


def _polygons_of(mended: BaseGeometry) -> BaseGeometry:
    parts = [
        part
        for part in getattr(mended, "geoms", [mended])
        if isinstance(part, Polygon | MultiPolygon)
    ]
    return shapely.union_all(parts)


def _fault(
    code: str, codes: set[str], found: Mapping[str, Outline], outline: BaseGeometry | None
) -> tuple[str, str] | None:
    if not code:
        return _("It has no code."), _("Left out.")
    if code not in codes:
        return _("No demand area has this code."), _("Left out.")
    if code in found:
        return _("Its code is in the file twice."), _("The first is taken.")
    if outline is None or shapely.set_precision(outline, 10**-_DECIMALS).is_empty:
        return _("It is not a polygon of any size."), _("It is drawn around its centre.")
    west, south, east, north = outline.bounds
    if not (in_great_britain(south, west) and in_great_britain(north, east)):
        return _("It is not in Great Britain."), _("Left out.")
    return None
