"""What a map draws beneath its streets: what is worth drawing is kept, and what is damaged is refused."""

import random
from dataclasses import fields

import numpy as np
import pytest

from safespaces.errors import StoreError
from safespaces.streets.ground import Ground, build_ground
from safespaces.streets.ground_codec import decode_ground, encode_ground
from safespaces.streets.ground_kinds import (
    GroundKind,
    NamedKind,
    area_kind,
    line_kind,
    named_kind,
)
from tests.streets.grounds import PLACES, ground, metres
from tests.streets.towns import grid

NETWORK = grid(10, 10).built().network
MADE = ground(NETWORK)


def shapes(kind: GroundKind, found: Ground = MADE) -> list[int]:
    return np.flatnonzero(found.kinds == kind).tolist()


def test_only_what_somebody_would_see_is_drawn() -> None:
    counts = {kind: len(shapes(kind)) for kind in GroundKind}
    assert counts == {
        GroundKind.BUILT: 0,
        GroundKind.GREEN: 1,
        GroundKind.WOOD: 1,
        GroundKind.WATER: 2,
        GroundKind.BUILDING: 1,
        GroundKind.RIVER: 1,
        GroundKind.RAIL: 1,
    }
    assert MADE.kinds.tolist() == sorted(MADE.kinds.tolist())


def test_an_island_in_a_lake_stays_dry() -> None:
    [outer, island] = metres(MADE, shapes(GroundKind.WATER)[0])
    assert {(round(x, -1), round(y, -1)) for x, y in outer} == {
        (300, 300),
        (500, 300),
        (500, 500),
        (300, 500),
    }
    assert len(island) == 4 and all(355 < x < 445 and 355 < y < 445 for x, y in island)


def test_parks_side_by_side_are_one_and_a_railway_in_pieces_is_one_line() -> None:
    [[park]] = [metres(MADE, shape) for shape in shapes(GroundKind.GREEN)]
    assert len(park) == 4 and max(x for x, _y in park) - min(x for x, _y in park) > 290
    [[rail]] = [metres(MADE, shape) for shape in shapes(GroundKind.RAIL)]
    assert len(rail) == 3


def test_what_leaves_the_town_is_cut_at_its_edge() -> None:
    [[wood]] = [metres(MADE, shape) for shape in shapes(GroundKind.WOOD)]
    assert min(x for x, _y in wood) >= -2 and max(x for x, _y in wood) > 90


def test_a_place_is_named_once_and_only_where_the_town_is() -> None:
    assert [(place.kind, place.name) for place in MADE.places] == [
        (NamedKind.STATION, "Made-up Büro Road"),
        (NamedKind.PARK, "Long Meadow"),
    ]


def test_what_is_written_is_read() -> None:
    again = decode_ground(encode_ground(MADE))
    for each in fields(Ground):
        if each.name != "places":
            assert np.array_equal(getattr(again, each.name), getattr(MADE, each.name)), each.name
    for one, other in zip(again.places, MADE.places, strict=True):
        assert (one.kind, one.name) == (other.kind, other.name)
        assert abs(one.lat - other.lat) < 1e-5 and abs(one.lon - other.lon) < 1e-5
    nothing = build_ground((), (), NETWORK.plane, (10, 10))
    assert decode_ground(encode_ground(nothing)).places == () and not len(nothing.kinds)


def test_whatever_is_damaged_is_refused_or_a_ground() -> None:
    whole, dice = encode_ground(MADE), random.Random(8)
    for size in range(len(whole)):
        with pytest.raises(StoreError):
            decode_ground(whole[:size])
    refused = 0
    for _ in range(2_000):
        damaged = bytearray(whole)
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            decode_ground(bytes(damaged))
        except StoreError:
            refused += 1
    assert refused > 200


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"leisure": "park", "name": "X"}, GroundKind.GREEN),
        ({"landuse": "residential"}, GroundKind.BUILT),
        ({"natural": "water"}, GroundKind.WATER),
        ({"building": "yes", "amenity": "school"}, GroundKind.BUILDING),
        ({"building": "no", "landuse": "forest"}, GroundKind.WOOD),
        ({"building": "yes", "location": "underground"}, None),
        ({"landuse": "farmland"}, None),
        ({}, None),
    ],
)
def test_areas_by_their_tags(tags: dict[str, str], kind: GroundKind | None) -> None:
    assert area_kind(tags) == kind


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"railway": "rail"}, GroundKind.RAIL),
        ({"railway": "rail", "tunnel": "yes"}, None),
        ({"railway": "rail", "service": "siding"}, None),
        ({"railway": "abandoned"}, None),
        ({"waterway": "canal"}, GroundKind.RIVER),
        ({"waterway": "stream"}, None),
    ],
)
def test_lines_by_their_tags(tags: dict[str, str], kind: GroundKind | None) -> None:
    assert line_kind(tags) == kind


def test_places_that_people_name() -> None:
    assert named_kind({"railway": "station", "name": "Oldtown"}) == NamedKind.STATION
    assert named_kind({"railway": "station"}) is None
    assert named_kind({"leisure": "pitch", "name": "Field 3"}) is None


def test_of_many_buildings_the_largest_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    from safespaces.streets import ground as module
    from safespaces.streets.ground import MapShape
    from tests.streets.grounds import square

    monkeypatch.setattr(module, "_MOST_BUILDING_POINTS", 12)
    houses = [MapShape(GroundKind.BUILDING, square(100 + 60 * i, 100, 20 + i)) for i in range(10)]
    found = build_ground(houses, PLACES, NETWORK.plane, (800, 1300))
    east = [
        min(x for x, _y in metres(found, shape)[0]) for shape in shapes(GroundKind.BUILDING, found)
    ]
    assert len(east) == 2 and all(x > 570 for x in east)
