"""The ground within a walk: it holds what is walked to in that time, and nothing that is further."""

import pytest
import shapely

from safespaces.coverage.street_paths import StreetPaths
from safespaces.coverage.walks import STRAIGHT
from safespaces.geo.distance import geodesic_m
from safespaces.geo.walking import reach_m
from safespaces.streets.search import route
from safespaces.streets.snap import Snapper
from tests.streets.towns import STREET, Town, at, grid

TOWN = grid(12, 10, step_m=250.0)
NETWORK = TOWN.built().network


@pytest.mark.parametrize("door", [(1_000, 1_000), (1_110, 1_040), (30, 20)])
@pytest.mark.parametrize("minutes", [5, 10, 20])
def test_it_holds_every_corner_within_the_walk_and_none_beyond(
    door: tuple[float, float], minutes: int
) -> None:
    place = at(*door)
    ground = StreetPaths(NETWORK, "n").within_reach(place, minutes)
    snapper = Snapper(NETWORK)
    start, most = snapper.snap(place), minutes * 800
    assert start and ground.is_valid
    near = 0
    for east, north in TOWN.nodes.values():
        corner = at(east, north)
        way = route(NETWORK, start, snapper.snap(corner))  # type: ignore[arg-type]
        assert way
        is_inside = ground.contains(shapely.Point(corner.lon, corner.lat))
        if way.length_dm <= most:
            assert is_inside, (east, north)
            near += 1
        elif way.length_dm > most + 700:  # what lies beside the last metres is in it
            assert not is_inside, (east, north)
    assert near >= (1 if minutes == 5 else 6)


def test_what_is_walked_in_part_is_drawn_in_part() -> None:
    street = Town({"a": (0, 0), "b": (1_000, 0)}, (("a b", STREET),)).built(1).network
    ground = StreetPaths(street, "n").within_reach(at(500, 0), 3)  # 240 m
    west, _south, east, _north = ground.bounds
    assert abs(geodesic_m(at(500, 0), type(at(0, 0))(at(0, 0).lat, east)) - 280) < 12
    assert abs(geodesic_m(at(500, 0), type(at(0, 0))(at(0, 0).lat, west)) - 280) < 12


def test_without_streets_it_is_a_disc() -> None:
    place = at(0, 0)
    for paths in (STRAIGHT, StreetPaths(NETWORK, "n")):
        where = place if paths is STRAIGHT else at(0, 9_000)
        disc = paths.within_reach(where, 10)
        for lon, lat in shapely.get_coordinates(disc.exterior):
            assert abs(geodesic_m(where, type(where)(lat, lon)) - reach_m(10)) < 8
