"""GeoJSON (RFC 7946), our own /places.geojson too: a row for each feature, its properties as columns, its point beside them."""

import json
import math
from typing import Any

from safespaces.errors import ImportRefused
from safespaces.intake.columns import table_of
from safespaces.intake.record import Table

_DEGREES = ("4326", "CRS84", "4258")
_GRID = "27700"
_LEAST_METRES = 1_000  # nothing in degrees is as large


def geojson_table(content: bytes) -> Table:
    """The features as a table. Raises ImportRefused for what is no FeatureCollection, and for points in another projection."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise ImportRefused("This begins like GeoJSON but cannot be read: it is cut off, or damaged.") from None
    is_one = isinstance(found, dict) and found.get("type") == "Feature"
    features = [found] if is_one else found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise ImportRefused('This is GeoJSON, but it has no list of features. Export it as a "FeatureCollection".')
    crs = json.dumps(found.get("crs") or "")
    if found.get("crs") and _GRID not in crs and not any(name in crs for name in _DEGREES):
        raise ImportRefused(f"This is GeoJSON with points in {crs[:80]}, not in degrees. Export it as WGS 84 (EPSG:4326).")
    records = [_record(each, number, _GRID in crs) for number, each in enumerate(features, 1)]
    return table_of(records, ("GeoJSON: line 1 stands for the first place, line 2 for the second.",))


def _record(feature: dict[str, Any], number: int, is_grid: bool) -> dict[str, str]:
    geometry, given = feature.get("geometry"), feature.get("properties")
    place = _place(geometry if isinstance(geometry, dict) else {}, number, is_grid)
    values = {name: text for name, value in (given if isinstance(given, dict) else {}).items() if (text := _text(value))}
    return place | {(f"{name} (2)" if name in place else str(name)): text for name, text in values.items()}


def _place(geometry: dict[str, Any], number: int, is_grid: bool) -> dict[str, str]:
    """The point; nothing for lines and areas, which have no door."""
    at = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint" and isinstance(at, list) and len(at) == 1:
        at = at[0]
    elif geometry.get("type") != "Point":
        return {}
    if not isinstance(at, list) or len(at) < 2 or not all(_is_number(each) for each in at[:2]):
        raise ImportRefused(f"This is GeoJSON, but place {number} has a point that is not two numbers: {json.dumps(at)[:60]}.")
    if is_grid:
        return {"easting": repr(at[0]), "northing": repr(at[1])}
    if max(abs(at[0]), abs(at[1])) > _LEAST_METRES:
        raise ImportRefused(
            f"This is GeoJSON, but place {number} has a point in metres ({at[0]}, {at[1]}), not in degrees. "
            "Export it as WGS 84 (EPSG:4326)."
        )
    return {"lat": repr(at[1]), "lon": repr(at[0])}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _text(value: Any) -> str:
    """A property as a cell; lists of words are parted by semicolons. What is nested deeper has no place in a cell."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value if not isinstance(each, list | dict))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).encode("utf-8", "replace").decode()  # half of a pair of surrogates is no letter
