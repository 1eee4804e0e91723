"""The small map around one place."""

import json
import math

from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.geo.walking import reach_m, walk_minutes
from safespaces.maps.sketch import HALF_HEIGHT_M, HALF_WIDTH_M, Sketcher
from safespaces.venues.place_search import Place

DOOR = Point(52.41, -1.51)
NOTHING = b'{"features":[]}'


def outlines(*rings: list[list[float]]) -> bytes:
    return json.dumps(
        {"features": [{"geometry": {"type": "Polygon", "coordinates": [ring]}} for ring in rings]}
    ).encode()


def test_a_name_is_where_the_place_is() -> None:
    place = Place("p", "Park", "park", 52.4125, -1.5140)
    (name,) = Sketcher(NOTHING, [place], "X").around(DOOR).names
    assert abs(math.hypot(name.x, name.y) - geodesic_m(DOOR, place.point)) < 2
    assert name.x < 0 and name.y < 0  # west and north


def test_names_keep_clear_of_the_pin_the_edge_and_each_other() -> None:
    places = [
        Place(f"p{n}", f"Place number {n}", "park", 52.404 + n % 13 / 1000, -1.52 + n % 17 / 800)
        for n in range(200)
    ]
    names = Sketcher(NOTHING, places, "X").around(DOOR).names
    assert 3 <= len(names) <= 16
    for number, one in enumerate(names):
        half = len(one.text) * 14
        assert (
            abs(one.x) + half < HALF_WIDTH_M
            and abs(one.y) < HALF_HEIGHT_M
            and (abs(one.x) > half or abs(one.y) > 62)
        )
        assert all(
            abs(one.x - other.x) >= half or abs(one.y - other.y) >= 62 for other in names[:number]
        )


def test_outlines_are_cut_at_the_edge() -> None:
    large = [[-1.6, 52.41], [-1.4, 52.41], [-1.4, 52.5], [-1.6, 52.5], [-1.6, 52.41]]
    lines = Sketcher(outlines(large), [], "X").around(DOOR).lines
    assert lines == (((-HALF_WIDTH_M, 0), (HALF_WIDTH_M, 0)),)
    assert Sketcher(NOTHING, [], "X").around(DOOR).lines == ()


def test_rings_are_as_far_as_one_walks() -> None:
    rings = Sketcher(NOTHING, [], "X").around(DOOR).rings
    assert rings == ((5, 307), (10, 615))
    for minutes in range(1, 60):
        assert (
            walk_minutes(reach_m(minutes)) == minutes
            and walk_minutes(reach_m(minutes) + 1) == minutes + 1
        )
