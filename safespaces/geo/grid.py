"""British National Grid (EPSG:27700) and Irish Grid (EPSG:29903) to WGS84.

The British one by Ordnance Survey's OSTN15, the definition of the grid, as the package convertbng
has it. Where that ends, some way out at sea, and for the Irish one: Ordnance Survey, "A guide to
coordinate systems in Great Britain" (annexe C: transverse Mercator; section 6.6: Helmert), within 4
m. The Irish Grid has the same form with other numbers (EPSG: TM75 / Irish Grid, "TM75 to WGS 84
(2)", position vector, 1 m).
"""

import math
from dataclasses import dataclass

from convertbng.cutil import convert_osgb36_to_ll

from safespaces.errors import BadPoint
from safespaces.geo.point import Point
from safespaces.language import gettext as _

_GRS80_A, _GRS80_B = 6378137.0, 6356752.3141


@dataclass(frozen=True, slots=True)
class _Grid:
    """Ellipsoid (semi-axes in metres), projection (scale, false and true origin), and the shift to
    WGS84 (metres, arc seconds, factor).
    """

    a: float
    b: float
    scale: float
    east0: float
    north0: float
    lat0: float  # degrees
    lon0: float
    shift: tuple[float, float, float]
    turn: tuple[float, float, float]
    stretch: float


_BRITISH = _Grid(
    6377563.396,
    6356256.909,
    0.9996012717,
    400_000,
    -100_000,
    49,
    -2,
    (446.448, -125.157, 542.060),
    (0.1502, 0.2470, 0.8421),
    1 - 20.4894e-6,
)
_IRISH = _Grid(
    6377340.189,
    6356034.448,
    1.000035,
    200_000,
    250_000,
    53.5,
    -8,
    (482.5, -130.6, 564.6),
    (-1.042, -0.214, -0.631),
    1 + 8.15e-6,
)


def grid_to_wgs84(easting: float, northing: float) -> Point:
    """The Point of a grid reference in metres. Raises BadPoint outside the grid's square."""
    if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):  # NaN fails both
        raise BadPoint(
            _(
                "Easting %(easting)s, northing %(northing)s is not on the British National Grid.",
                easting=easting,
                northing=northing,
            )
        )
    lons, lats = convert_osgb36_to_ll(easting, northing)
    if math.isfinite(lats[0]):
        return Point(float(lats[0]), float(lons[0]))
    return _to_wgs84(_BRITISH, *_unproject(_BRITISH, easting, northing))


def irish_grid_to_wgs84(easting: float, northing: float) -> Point:
    """The Point of an Irish Grid reference in metres. Raises BadPoint outside the grid's square."""
    if not (0 <= easting <= 400_000 and 0 <= northing <= 500_000):  # NaN fails both
        raise BadPoint(
            _(
                "Easting %(easting)s, northing %(northing)s is not on the Irish Grid.",
                easting=easting,
                northing=northing,
            )
        )
    return _to_wgs84(_IRISH, *_unproject(_IRISH, easting, northing))


def _meridian_arc(grid: _Grid, lat: float) -> float:
    lat0 = math.radians(grid.lat0)
    d, s, n = lat - lat0, lat + lat0, (grid.a - grid.b) / (grid.a + grid.b)
    return (
        grid.b
        * grid.scale
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * d
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(d) * math.cos(s)
            + 15 / 8 * (n**2 + n**3) * math.sin(2 * d) * math.cos(2 * s)
            - 35 / 24 * n**3 * math.sin(3 * d) * math.cos(3 * s)
        )
    )


def _unproject(grid: _Grid, easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the grid's ellipsoid; symbols VII to XIIA as in the
    guide's annexe C.
    """
    a, e2 = grid.a * grid.scale, 1 - (grid.b / grid.a) ** 2
    lat = math.radians(grid.lat0) + (northing - grid.north0) / a
    while abs(rest := northing - grid.north0 - _meridian_arc(grid, lat)) >= 1e-5:
        lat += rest / a
    sin2 = math.sin(lat) ** 2
    nu = a / math.sqrt(1 - e2 * sin2)
    rho = a * (1 - e2) / (1 - e2 * sin2) ** 1.5
    eta2, t2, sec = nu / rho - 1, math.tan(lat) ** 2, 1 / math.cos(lat)
    t, d = math.tan(lat), easting - grid.east0
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    return lat - vii * d**2 + viii * d**4 - ix * d**6, math.radians(
        grid.lon0
    ) + x * d - xi * d**3 + xii * d**5 - xiia * d**7


def _to_wgs84(grid: _Grid, lat: float, lon: float) -> Point:
    nu = grid.a / math.sqrt(1 - (1 - (grid.b / grid.a) ** 2) * math.sin(lat) ** 2)
    x, y, z = (
        nu * math.cos(lat) * math.cos(lon),
        nu * math.cos(lat) * math.sin(lon),
        (grid.b / grid.a) ** 2 * nu * math.sin(lat),
    )
    (tx, ty, tz), (rx, ry, rz), stretch = (
        grid.shift,
        (math.radians(seconds / 3600) for seconds in grid.turn),
        grid.stretch,
    )
    x, y, z = (
        tx + stretch * x - rz * y + ry * z,
        ty + rz * x + stretch * y - rx * z,
        tz - ry * x + rx * y + stretch * z,
    )
    e2, across = 1 - (_GRS80_B / _GRS80_A) ** 2, math.hypot(x, y)
    lat = math.atan2(z, across * (1 - e2))
    for _round in range(6):  # converges below a millimetre
        nu = _GRS80_A / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + e2 * nu * math.sin(lat), across)
    return Point(math.degrees(lat), math.degrees(math.atan2(y, x)))
