"""GeoJSON (RFC 7946), our own /places.geojson too: a row for each feature, its properties as
columns, its point beside them.
"""

import json
import math
from typing import Any

from safespaces.errors import ImportRefused
from safespaces.intake.columns import table_of
from safespaces.intake.record import Table
from safespaces.language import gettext as _

_DEGREES = ("4326", "CRS84", "4258")
_GRID = "27700"
_LEAST_METRES = 1_000  # nothing in degrees is as large


def geojson_table(content: bytes) -> Table:
    """The features as a table.

    Raises ImportRefused for what is no FeatureCollection, and for points in another projection.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise ImportRefused(
            _("This begins like GeoJSON but cannot be read: it is cut off, or damaged.")
        ) from None
    is_one = isinstance(found, dict) and found.get("type") == "Feature"
    features = [found] if is_one else found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise ImportRefused(
            _(
                "This is GeoJSON, but it has no list of features. Export it as a"
                ' "FeatureCollection".'
            )
        )
    crs = json.dumps(found.get("crs") or "")
    if found.get("crs") and _GRID not in crs and not any(name in crs for name in _DEGREES):
        raise ImportRefused(
            _(
                "This is GeoJSON with points in %(crs)s, not in degrees. Export it as"
                " WGS 84 (EPSG:4326).",
                crs=crs[:80],
            )
        )
    features = [each if isinstance(each, dict) else {} for each in features]
    _refuse_metres(features, _GRID in crs)
    records = [_record(each, _GRID in crs) for each in features]
    return table_of(
        records, (_("GeoJSON: line 1 stands for the first place, line 2 for the second."),)
    )


def _refuse_metres(features: list[dict[str, Any]], is_grid: bool) -> None:
    """Raises ImportRefused where most points are no degrees: the file is in another projection, and
    says so nowhere.
    """
    points = [at for each in features if _is_pair(at := _coordinates(each))]
    number = next(
        (number for number, each in enumerate(features, 1) if _is_far(_coordinates(each))), 0
    )
    if not is_grid and number and sum(map(_is_far, points)) * 2 > len(points):
        at = _coordinates(features[number - 1])
        raise ImportRefused(
            _(
                "This is GeoJSON, but place %(number)s has a point in metres (%(at)s,"
                " %(at_2)s), not in degrees. Export it as WGS 84 (EPSG:4326).",
                number=number,
                at=at[0],
                at_2=at[1],
            )
        )


def _coordinates(feature: dict[str, Any]) -> Any:
    geometry = feature.get("geometry")
    at: Any = geometry.get("coordinates") if isinstance(geometry, dict) else None
    is_one = (
        isinstance(geometry, dict)
        and geometry.get("type") == "MultiPoint"
        and isinstance(at, list)
        and len(at) == 1
    )
    return at[0] if is_one else at


def _is_pair(at: Any) -> bool:
    return isinstance(at, list) and len(at) >= 2 and all(_is_number(each) for each in at[:2])


def _is_far(at: Any) -> bool:
    return _is_pair(at) and max(abs(at[0]), abs(at[1])) > _LEAST_METRES


def _record(feature: dict[str, Any], is_grid: bool) -> dict[str, str]:
    geometry, given = feature.get("geometry"), feature.get("properties")
    place = _place(geometry if isinstance(geometry, dict) else {}, _coordinates(feature), is_grid)
    values = {
        name: text
        for name, value in (given if isinstance(given, dict) else {}).items()
        if (text := _text(value))
    }
    return place | {
        (f"{name} (2)" if name in place else str(name)): text for name, text in values.items()
    }


def _place(geometry: dict[str, Any], at: Any, is_grid: bool) -> dict[str, str]:
    """The point; as it stands where it is none, so that it is named with its place; nothing for
    lines and areas, which have no door.
    """
    if geometry.get("type") != "Point" and not (
        geometry.get("type") == "MultiPoint" and _is_pair(at)
    ):
        return {}
    if not _is_pair(at) or (not is_grid and _is_far(at)):
        return dict.fromkeys(("lat", "lon"), json.dumps(at)[:60])
    if is_grid:
        return {"easting": repr(at[0]), "northing": repr(at[1])}
    return {"lat": repr(at[1]), "lon": repr(at[0])}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _text(value: Any) -> str:
    """A property as a cell; lists of words are parted by semicolons.

    What is nested deeper has no place in a cell.
    """
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value if not isinstance(each, list | dict))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # half of a pair of surrogates is no letter
    return str(value).encode("utf-8", "replace").decode()
