"""The built-up ground of a town, for a map without streets: where postcodes are, people live.

Each postcode is a disc; discs that touch are one, made slimmer again, and corners that nobody would
see are left out.
"""

import json
import math
from collections.abc import Iterable

import numpy as np
import shapely

from safespaces.geo.point import Point

_AROUND_M, _SLIMMER_M, _CORNER_M = 150, 60, 15
_LEAST_M2, _LEAST_GAP_M2 = 40_000, 20_000  # smaller towns and parks are not drawn
_STEP_M = 10  # postcodes that lie closer are one
_DECIMALS = 4  # of a degree: 11 m
_M_PER_DEGREE = 111_195.0  # of latitude, on the mean sphere


def ground_geojson(points: Iterable[Point]) -> bytes:
    """A FeatureCollection with one MultiPolygon, or none without points; in UTF-8."""
    places = np.array([(point.lon, point.lat) for point in points]).reshape(-1, 2)
    features = [_feature(places)] if len(places) else []
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":")).encode()


def _feature(places: np.ndarray) -> dict[str, object]:
    up = _M_PER_DEGREE
    across = up * math.cos(math.radians(float(places[:, 1].mean())))
    metres = np.unique(np.round(places * (across, up) / _STEP_M) * _STEP_M, axis=0)
    discs = shapely.union_all(shapely.buffer(shapely.points(metres), _AROUND_M, quad_segs=2))
    built = discs.buffer(-_SLIMMER_M, quad_segs=1).simplify(_CORNER_M)
    parts = [part for part in shapely.get_parts(built) if part.area > _LEAST_M2]
    coordinates = [
        [_ring(ring, across, up) for ring in (part.exterior, *_gaps(part))] for part in parts
    ]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def _gaps(part: shapely.Polygon) -> list[shapely.LinearRing]:
    return [ring for ring in part.interiors if shapely.Polygon(ring).area > _LEAST_GAP_M2]


def _ring(ring: shapely.LinearRing, across: float, up: float) -> list[list[float]]:
    return [[round(x / across, _DECIMALS), round(y / up, _DECIMALS)] for x, y in ring.coords]
