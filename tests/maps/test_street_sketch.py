"""Streets on a small map: what is near is drawn, nothing leaves the map, and names lie along their streets."""

import re

import numpy as np
import pytest

from safespaces.maps.sketch import HALF_HEIGHT_M, HALF_WIDTH_M, Sketcher
from safespaces.maps.street_sketch import StreetSketch
from safespaces.streets.foot import Kind
from tests.streets.grounds import ground
from tests.streets.towns import Town, at, grid

NOTHING = b'{"features":[]}'
BUILT = grid(16, 16).built()
SKETCH = StreetSketch(BUILT.network, BUILT.names, ground(BUILT.network))
MIDDLE = at(450, 450)


def points(path: str) -> list[tuple[int, int]]:
    """Every point of a path made of M and l."""
    found: list[tuple[int, int]] = []
    for letter, x, y in re.findall(r"([Ml])(-?\d+) ?(-?\d+)", path):
        last = found[-1] if letter == "l" else (0, 0)
        found.append((last[0] + int(x), last[1] + int(y)))
    return found


def test_streets_are_drawn_where_they_are() -> None:
    shapes = dict(SKETCH.around(MIDDLE, HALF_WIDTH_M, HALF_HEIGHT_M).shapes)
    corners = points(shapes["street-street"])
    expected = {(100 * c - 450, 450 - 100 * r) for c in range(12) for r in range(11)}
    for spot in expected:
        assert min(abs(spot[0] - x) + abs(spot[1] - y) for x, y in corners) <= 4, spot


@pytest.mark.parametrize("middle", [MIDDLE, at(0, 0), at(1400, 20), at(5000, 5000)])
def test_nothing_leaves_the_map(middle: object) -> None:
    near = SKETCH.around(middle, HALF_WIDTH_M, HALF_HEIGHT_M)  # type: ignore[arg-type]
    for _kind, path in near.shapes:
        for x, y in points(path):
            assert abs(x) <= HALF_WIDTH_M + 1 and abs(y) <= HALF_HEIGHT_M + 1


def test_the_ground_lies_beneath_the_streets_and_has_its_holes() -> None:
    shapes = SKETCH.around(MIDDLE, HALF_WIDTH_M, HALF_HEIGHT_M).shapes
    kinds = [kind for kind, _path in shapes]
    assert kinds == ["green", "wood", "water", "building", "river", "rail", "street-street"]
    lakes = dict(shapes)["water"]
    assert lakes.count("M") == 3 and lakes.count("z") == 3  # two lakes, one with an island


def test_what_is_known_of_a_station_is_written() -> None:
    places = SKETCH.around(MIDDLE, HALF_WIDTH_M, HALF_HEIGHT_M).places
    assert [(name.text, name.x, name.y) for name in places] == [
        ("Made-up Büro Road", pytest.approx(-50, abs=3), pytest.approx(450, abs=3)),
        ("Long Meadow", pytest.approx(-250, abs=3), pytest.approx(-200, abs=3)),
    ]


def test_names_lie_along_their_streets_and_read_upright() -> None:
    town = Town(
        {"a": (0, 0), "b": (400, 0), "c": (400, -300), "d": (430, -300)},
        (
            ("b a", {"highway": "primary", "name": "East Way"}),
            ("b c", {"highway": "residential", "name": "North Way"}),
            ("c d", {"highway": "residential", "name": "A Much Too Short Way"}),
        ),
    )
    built = town.built(fewest_segments=1)
    found = StreetSketch(built.network, built.names, None).around(at(200, 0), 760, 640)
    assert [(name.text, abs(name.turned)) for name in found.streets] == [
        ("East Way", 0),
        ("North Way", 90),
    ]
    assert (found.streets[0].x, found.streets[0].y) == (
        pytest.approx(0, abs=2),
        pytest.approx(0, abs=2),
    )
    assert [kind for kind, _path in found.shapes] == ["street-street", "street-major"]


def test_on_the_map_no_name_lies_on_another_or_on_the_pin() -> None:
    made = grid(9, 9, step_m=200).built()
    streets = StreetSketch(made.network, made.names, ground(made.network))
    names = Sketcher(NOTHING, [], "X").around(MIDDLE, streets).names
    assert any(name.turned for name in names) and any(not name.turned for name in names)
    for number, one in enumerate(names):
        assert abs(one.x) + one.half_width <= HALF_WIDTH_M
        assert abs(one.y) + one.half_height <= HALF_HEIGHT_M
        for other in names[:number]:
            beside = abs(one.x - other.x) >= one.half_width + other.half_width
            assert beside or abs(one.y - other.y) >= one.half_height + other.half_height


def test_without_streets_the_map_is_as_before() -> None:
    sketch = Sketcher(NOTHING, [], "X").around(MIDDLE)
    assert sketch.shapes == () and sketch.names == ()


def test_every_kind_of_way_is_drawn() -> None:
    kinds = ("primary", "residential", "service", "pedestrian", "footway", "track", "steps")
    nodes = {f"{i}:{j}": (100.0 * i, 50.0 * j) for i in range(8) for j in range(2)}
    ways = [(f"{i}:0 {i}:1", {"highway": kind}) for i, kind in enumerate(kinds)]
    built = Town(nodes, (*ways, (" ".join(f"{i}:0" for i in range(8)), {"highway": "residential"})))
    network = built.built(fewest_segments=1).network
    assert set(network.kinds.tolist()) == set(np.array(Kind).tolist())
    shapes = StreetSketch(network, [""] * network.edge_count, None).around(at(300, 0), 760, 640)
    assert len(shapes.shapes) == len(Kind) - 1  # tracks are drawn as paths
