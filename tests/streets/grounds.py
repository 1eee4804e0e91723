"""A small made-up ground: two lakes (one with an island), a park, a wood across the edge, houses, a river and a railway."""

import shapely

from safespaces.streets.ground import Ground, MapShape, NamedPlace, build_ground
from safespaces.streets.ground_kinds import GroundKind, NamedKind
from safespaces.streets.network import FINE, Network
from tests.streets.towns import at


def square(east: float, north: float, side: float, gap: float = 0) -> shapely.Polygon:
    """Metres from the corner of the town, in degrees; `gap`: the side of a hole in its middle."""
    hole = [_ring(east + (side - gap) / 2, north + (side - gap) / 2, gap)] if gap else []
    return shapely.Polygon(_ring(east, north, side), hole)


def _ring(east: float, north: float, side: float) -> list[tuple[float, float]]:
    corners = ((0, 0), (side, 0), (side, side), (0, side), (0, 0))
    points = (at(east + x, north + y) for x, y in corners)
    return [(point.lon, point.lat) for point in points]


def line(*places: tuple[float, float]) -> shapely.LineString:
    """The same for a line."""
    return shapely.LineString([(p.lon, p.lat) for p in (at(*place) for place in places)])


SHAPES = (
    MapShape(GroundKind.WATER, square(300, 300, 200, gap=80)),
    MapShape(GroundKind.WATER, square(600, 300, 100)),
    MapShape(GroundKind.GREEN, square(100, 600, 150)),
    MapShape(GroundKind.GREEN, square(250, 600, 150)),  # beside the other: one park
    MapShape(GroundKind.WOOD, square(-400, 0, 500)),
    MapShape(GroundKind.BUILDING, square(700, 700, 30)),
    MapShape(GroundKind.BUILDING, square(740, 700, 8)),  # a garage
    MapShape(GroundKind.BUILT, square(690, 690, 20)),  # nobody sees it
    MapShape(GroundKind.RIVER, line((0, 100), (400, 130), (800, 100))),
    MapShape(GroundKind.RAIL, line((0, 0), (400, 0))),
    MapShape(GroundKind.RAIL, line((400, 0), (800, 400))),
    MapShape(GroundKind.RAIL, line((10, 10), (20, 10))),  # a siding's end
)
PLACES = (
    NamedPlace(NamedKind.PARK, "Long Meadow", at(200, 650).lat, at(200, 650).lon),
    NamedPlace(NamedKind.STATION, "Made-up Büro Road", at(400, 0).lat, at(400, 0).lon),
    NamedPlace(NamedKind.STATION, "Made-up Büro Road", at(410, 5).lat, at(410, 5).lon),
    NamedPlace(NamedKind.SCHOOL, "Elsewhere School", 53.0, -1.0),
)


def ground(network: Network) -> Ground:
    """On the plane of a network, as far as that goes."""
    extent = int(network.lats.max()), int(network.lons.max())
    return build_ground(SHAPES, PLACES, network.plane, extent)


def metres(found: Ground, shape: int) -> list[list[tuple[float, float]]]:
    """East and north of each part of a shape, from the corner of the town."""
    plane, corner = found.plane, at(0, 0)
    east = (corner.lon * FINE - plane.west) * plane.east_m
    north = (corner.lat * FINE - plane.south) * plane.north_m
    return [
        [
            (
                float(found.lons[p]) * plane.east_m - east,
                float(found.lats[p]) * plane.north_m - north,
            )
            for p in range(found.point_at[part], found.point_at[part + 1])
        ]
        for part in range(found.part_at[shape], found.part_at[shape + 1])
    ]
