"""British National Grid (EPSG:27700) to WGS84.

Ordnance Survey, "A guide to coordinate systems in Great Britain" (annexe C: transverse Mercator; section 6.6: Helmert).
The seven-parameter Helmert shift is within 4 m of OSTN15 in Great Britain, and about 2 m around Coventry.
"""

import math

from safespaces.errors import BadPoint
from safespaces.geo.point import Point

_AIRY_A, _AIRY_B = 6377563.396, 6356256.909  # Airy 1830, metres
_SCALE, _EAST0, _NORTH0 = 0.9996012717, 400_000, -100_000
_LAT0, _LON0 = math.radians(49), math.radians(-2)
_E2 = 1 - (_AIRY_B / _AIRY_A) ** 2
_N = (_AIRY_A - _AIRY_B) / (_AIRY_A + _AIRY_B)
_SHIFT = (446.448, -125.157, 542.060)  # metres
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = 1 - 20.4894e-6
_GRS80_A, _GRS80_B = 6378137.0, 6356752.3141


def grid_to_wgs84(easting: float, northing: float) -> Point:
    """The Point of a grid reference in metres. Raises BadPoint outside the grid's square."""
    if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):  # NaN fails both
        raise BadPoint(f"Easting {easting}, northing {northing} is not on the British National Grid.")
    return _to_wgs84(*_unproject(easting, northing))


def _meridian_arc(lat: float) -> float:
    d, s, n = lat - _LAT0, lat + _LAT0, _N
    return (
        _AIRY_B
        * _SCALE
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * d
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(d) * math.cos(s)
            + 15 / 8 * (n**2 + n**3) * math.sin(2 * d) * math.cos(2 * s)
            - 35 / 24 * n**3 * math.sin(3 * d) * math.cos(3 * s)
        )
    )


def _unproject(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the Airy ellipsoid; symbols VII to XIIA as in the guide's annexe C."""
    lat = _LAT0 + (northing - _NORTH0) / (_AIRY_A * _SCALE)
    while abs(rest := northing - _NORTH0 - _meridian_arc(lat)) >= 1e-5:
        lat += rest / (_AIRY_A * _SCALE)
    sin2 = math.sin(lat) ** 2
    nu = _AIRY_A * _SCALE / math.sqrt(1 - _E2 * sin2)
    rho = _AIRY_A * _SCALE * (1 - _E2) / (1 - _E2 * sin2) ** 1.5
    eta2, t2, sec = nu / rho - 1, math.tan(lat) ** 2, 1 / math.cos(lat)
    t, d = math.tan(lat), easting - _EAST0
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    return lat - vii * d**2 + viii * d**4 - ix * d**6, _LON0 + x * d - xi * d**3 + xii * d**5 - xiia * d**7


def _to_wgs84(lat: float, lon: float) -> Point:
    nu = _AIRY_A / math.sqrt(1 - _E2 * math.sin(lat) ** 2)
    x, y, z = nu * math.cos(lat) * math.cos(lon), nu * math.cos(lat) * math.sin(lon), (1 - _E2) * nu * math.sin(lat)
    (tx, ty, tz), (rx, ry, rz) = _SHIFT, _TURN
    x, y, z = (
        tx + _STRETCH * x - rz * y + ry * z,
        ty + rz * x + _STRETCH * y - rx * z,
        tz - ry * x + rx * y + _STRETCH * z,
    )
    e2, across = 1 - (_GRS80_B / _GRS80_A) ** 2, math.hypot(x, y)
    lat = math.atan2(z, across * (1 - e2))
    for _ in range(6):  # converges below a millimetre
        nu = _GRS80_A / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + e2 * nu * math.sin(lat), across)
    return Point(math.degrees(lat), math.degrees(math.atan2(y, x)))
