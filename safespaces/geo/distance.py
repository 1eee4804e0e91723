"""Geodesic distance on WGS84: the reference that the index and the arc are tested against, and the
answer at any range.

geopy.distance is arithmetic only (Karney, "Algorithms for geodesics", J. Geodesy 87, 2013): no
network is touched here.
"""

from geopy.distance import geodesic

from safespaces.geo.point import Point


def geodesic_m(a: Point, b: Point) -> float:
    """Metres along the ellipsoid between two points; about 0.1 ms, so not for ordering many."""
    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).meters)
