"""Walks through small made towns: around what nobody crosses, and along what people do."""

import math
from itertools import pairwise

import pytest

from safespaces.streets.build import Built
from safespaces.streets.codec import decode_network, encode_network
from safespaces.streets.legs import legs_of
from safespaces.streets.search import FAR_DM, between, route, to_every_node
from safespaces.streets.snap import Snapper
from safespaces.streets.way_text import way_text
from tests.streets.towns import STREET, Town, at, grid


def walk_m(
    built: Built, start: tuple[float, float], end: tuple[float, float], no_steps: bool = False
) -> float | None:
    """Metres on foot from one place to the other, as it is told both ways; None where there is no way."""
    network = decode_network(encode_network(built.network))
    may_use = ~network.is_steps if no_steps else None
    snapper = Snapper(network, may_use)
    one, other = snapper.snap(at(*start)), snapper.snap(at(*end))
    if one is None or other is None:
        return None
    by_field = int(between(network, to_every_node(network, [other], may_use), one, [other])[0])
    back = int(between(network, to_every_node(network, [one], may_use), other, [one])[0])
    found = route(network, one, other, may_use)
    assert by_field == back
    assert (found is None) == (by_field >= FAR_DM)
    if found is None:
        return None
    assert found.length_dm == by_field
    for (edge, _), (following, _) in pairwise(found.edges):  # they meet
        ends = {int(network.starts[edge]), int(network.ends[edge])}
        assert ends & {int(network.starts[following]), int(network.ends[following])}
    return by_field / 10


def about(metres: float) -> object:
    return pytest.approx(metres, abs=3)


def test_a_walk_through_a_chessboard_town() -> None:
    town = grid(6, 4).built()
    assert town.network.kilometres == pytest.approx(3.8, abs=0.01)
    assert walk_m(town, (0, 0), (500, 300)) == about(800)
    assert walk_m(town, (50, 10), (50, 10)) == about(20)  # to the street and back
    assert walk_m(town, (20, 0), (80, 0)) == about(60)  # along one edge
    assert walk_m(town, (20, 5), (80, -5)) == about(70)
    assert walk_m(town, (0, -399), (0, 0)) == about(399)
    assert walk_m(town, (0, -402), (0, 0)) is None


# a gate half-way along one side, and the way around
SQUARE = {"a": (0.0, 0.0), "gate": (50.0, 0.0), "b": (100.0, 0.0), "c": (0.0, 100.0), "d": (100.0, 100.0)}  # fmt: skip
MOTORWAY = Town(
    {
        "sw": (0, 0), "se": (1000, 0), "nw": (0, 60), "ne": (1000, 60),
        "sb": (800, 0), "nb": (800, 60), "mw": (-50, 30), "me": (1050, 30), "x": (200, 30), "s": (200, 0), "n": (200, 60),
    },
    (
        ("sw s sb se", STREET), ("nw n nb ne", STREET), ("mw x me", {"highway": "motorway"}),
        ("sb nb", {"highway": "footway", "bridge": "yes"}),
        ("s x n", {"highway": "footway", "foot": "no"}),
    ),
)  # fmt: skip


def test_a_motorway_is_crossed_by_its_bridge_and_by_no_bridge_that_is_shut_to_feet() -> None:
    assert walk_m(MOTORWAY.built(), (200, 0), (200, 60)) == about(600 + 60 + 600)


@pytest.mark.parametrize(
    ("tags", "metres"),
    [
        ({}, 100),
        ({"barrier": "gate"}, 100),
        ({"barrier": "gate", "access": "private"}, 300),
        ({"barrier": "gate", "locked": "yes"}, 300),
        ({"barrier": "wall"}, 300),
        ({"barrier": "wall", "foot": "yes"}, 100),
    ],
)
def test_a_gate_that_is_shut_is_walked_around(tags: dict[str, str], metres: float) -> None:
    town = Town(SQUARE, (("a gate b", STREET), ("a c d b", STREET)), {"gate": tags})
    assert walk_m(town.built(), (0, 0), (100, 0)) == about(metres)


def test_what_is_behind_a_shut_gate_is_no_way_through_but_its_two_sides_are_reached() -> None:
    shut = {"gate": {"barrier": "gate", "access": "private"}}
    town = Town(SQUARE, (("a gate b", STREET), ("a c d b", STREET)), shut).built()
    assert walk_m(town, (45, 0), (55, 0)) == about(45 + 300 + 45)


STEPS = Town(
    {"a": (0, 0), "b": (40, 0), "c": (0, 200), "d": (40, 200)},
    (("a b", {"highway": "steps", "name": "Priory Steps"}), ("a c d b", STREET)),
)


def test_steps_are_walked_unless_no_steps_are_wanted() -> None:
    town = STEPS.built()
    assert walk_m(town, (0, 0), (40, 0)) == about(40)
    assert walk_m(town, (0, 0), (40, 0), no_steps=True) == about(440)
    assert walk_m(town, (20, 0), (20, 210), no_steps=True) == about(
        20 + 20 + 200 + 10
    )  # not from the steps' middle


def test_an_island_is_left_out_and_counted() -> None:
    town = grid(3, 3)
    nodes = {**town.nodes, "i": (300.0, 300.0), "j": (350.0, 300.0)}
    with_island = Town(nodes, (*town.ways, ("i j", STREET)))
    built = with_island.built()
    assert (built.islands, round(built.island_km, 2)) == (1, 0.05)
    assert walk_m(built, (0, 0), (325, 300)) == about(
        400 + math.hypot(125, 100)
    )  # over the open ground
    kept = with_island.built(
        fewest_segments=1
    )  # a part that is large enough stays, and nobody walks there
    assert kept.islands == 0 and walk_m(kept, (0, 0), (325, 300)) is None


def test_a_dual_carriageway_without_a_pavement_is_not_walked_and_one_with_is() -> None:
    nodes = {"a": (0, 0), "b": (300, 0), "c": (0, 100), "d": (300, 100)}
    fast = {"highway": "primary", "oneway": "yes", "maxspeed": "50 mph"}
    around = ("a c d b", STREET)
    assert walk_m(Town(nodes, (("a b", fast), around)).built(), (0, 0), (300, 0)) == about(500)
    paved = {**fast, "sidewalk": "left"}
    assert walk_m(Town(nodes, (("a b", paved), around)).built(), (0, 0), (300, 0)) == about(300)


ODD = Town(
    {
        "a": (0, 0), "b": (100, 0), "c": (200, 0), "p": (100, 80), "q": (160, 80), "r": (130, 130), "same": (100, 0),
        "e": (50, -50), "f": (150, 50), "g": (150, -50), "h": (50, 50), "z": (200, 60), "y": (200, 90),
    },
    (
        ("a b c", {**STREET, "name": "Long Street"}),
        ("b p", STREET), ("p q r p", STREET),  # a loop at the end of a street
        ("a e b", STREET), ("a h b", STREET),  # three ways between two nodes
        ("b same", STREET), ("same b", STREET),  # without length
        ("c f g e c", {"highway": "footway"}),  # crosses itself
        ("z y", STREET), ("c z", STREET), ("c z", STREET),  # twice the same
        ("a", STREET),
    ),
)  # fmt: skip


def test_loops_parallel_edges_ways_without_length_and_ways_that_cross_themselves() -> None:
    town = Town(ODD.nodes, ODD.ways[:-1]).built()
    assert walk_m(town, (0, 0), (100, 0)) == about(100)
    assert walk_m(town, (130, 80), (130, 130)) == about(
        30 + math.hypot(30, 50)
    )  # the short way round
    assert walk_m(town, (145, 105), (100, 0)) == about(80 + math.hypot(30, 50) + math.hypot(15, 25))
    assert walk_m(town, (200, 90), (0, 0)) == about(290)


def test_two_places_on_one_loop_take_the_shorter_side() -> None:
    town = Town(ODD.nodes, ODD.ways[:-1]).built()
    assert walk_m(town, (115, 80), (115, 105)) == about(15 + math.hypot(15, 25))  # by the node


def test_a_level_crossing_is_walked_and_the_railway_is_not() -> None:
    nodes = {
        "a": (0, 0),
        "x": (100, 0),
        "b": (200, 0),
        "n": (100, 300),
        "m": (100, -300),
        "c": (0, 200),
        "d": (200, 200),
    }
    town = Town(
        nodes,
        (
            ("a x b", STREET),
            ("m x n", {"highway": "no", "railway": "rail"}),
            ("a c", STREET),
            ("b d", STREET),
        ),
        {"x": {"railway": "level_crossing"}},
    ).built()
    assert walk_m(town, (0, 200), (200, 200)) == about(600)


def test_nothing_to_walk_on_is_a_network_without_streets() -> None:
    built = Town({"a": (0, 0), "b": (9, 0)}, (("a b", {"highway": "motorway"}),)).built()
    network = decode_network(encode_network(built.network))
    assert (network.node_count, network.edge_count, network.kilometres) == (0, 0, 0)
    assert Snapper(network).snap(at(0, 0)) is None


def told(town: Town, start: tuple[float, float], end: tuple[float, float]) -> str:
    """The way in words."""
    built = town.built()
    snapper = Snapper(built.network)
    one, other = snapper.snap(at(*start)), snapper.snap(at(*end))
    assert one and other
    found = route(built.network, one, other)
    assert found
    return way_text(*legs_of(built.network, built.names, found, one, other))


def test_the_way_is_told_by_streets_and_turns() -> None:
    town = grid(6, 6)
    assert told(town, (10, 0), (480, 0)) == "Along Row 0"
    assert told(town, (10, 0), (500, 90)) == "Along Row 0, then left into Column 5"
    assert told(town, (500, 90), (10, 0)) == "Along Column 5, then right into Row 0"
    assert told(town, (0, 390), (90, 0)) == "Along Column 0, then left into Row 0"
    assert told(town, (20, 0), (35, 0)) == "Along Row 0"  # the shortest too


def test_bends_are_no_turns_and_crossings_are_not_told() -> None:
    nodes = {
        "a": (0, 0),
        "b": (200, 0),
        "c": (215, 0),
        "d": (400, 20),
        "e": (400, 300),
        "f": (215, 200),
        "g": (200, -200),
    }
    town = Town(
        nodes,
        (
            ("a b", {**STREET, "name": "West Street"}),
            ("b c", {**STREET, "name": "Cross Road"}),
            ("c d", {**STREET, "name": "East Street"}),
            ("d e", {"highway": "footway"}),
            ("c f", STREET),
            ("b g", STREET),
        ),
    )
    assert (
        told(town, (0, 0), (400, 290))
        == "Along West Street, then on along East Street, then left onto a path"
    )


def test_a_long_way_is_told_by_its_first_five_legs() -> None:
    steps = [
        (0, 0),
        (300, 0),
        (300, 40),
        (700, 40),
        (700, 400),
        (760, 400),
        (760, 900),
        (1400, 900),
        (1400, 930),
        (1800, 930),
    ]
    nodes = {str(number): (float(x), float(y)) for number, (x, y) in enumerate(steps)}
    ways = tuple((f"{n} {n + 1}", {**STREET, "name": f"Street {n}"}) for n in range(len(steps) - 1))
    said = told(Town(nodes, ways), steps[0], steps[-1])
    assert said.startswith("Along Street 0, then left into Street 1, then right into Street 2")
    assert said.count("Street") == 5 and said.endswith("Street 4, and on from there")


@pytest.mark.parametrize("lean", [-12, -3, 0, 3, 12])
@pytest.mark.parametrize(("side", "turn"), [(1, "right"), (-1, "left")])
def test_a_hairpin_over_a_short_link_turns_the_way_one_walks(
    lean: int, side: int, turn: str
) -> None:
    nodes = {"a": (0, 0), "b": (0, 300), "c": (20 * side, 300), "d": (side * (20 + lean), 0)}
    town = Town(
        nodes,
        (
            ("a b", {**STREET, "name": "Up Road"}),
            ("b c", STREET),
            ("c d", {**STREET, "name": "Down Road"}),
        ),
    )
    assert told(town, (0, 0), nodes["d"]) == f"Along Up Road, then {turn} into Down Road"


def test_a_stub_of_two_metres_is_not_the_way_that_a_street_goes() -> None:
    nodes = {"a": (0, 0), "b": (300, 0), "c": (300, 3), "d": (303, 4), "e": (320, -300)}
    town = Town(
        nodes, (("a b", {**STREET, "name": "First"}), ("b c d e", {**STREET, "name": "Second"}))
    )
    assert told(town, (0, 0), (320, -290)).endswith("then right into Second")


LOOP = Town(
    {
        "m": (0, 0),
        "mouth": (200, 0),
        "p": (200, 100),
        "q": (300, 150),
        "r": (350, 50),
        "s": (280, -40),
    },
    (
        ("m mouth", {**STREET, "name": "High Road"}),
        ("mouth p q r s mouth", {**STREET, "name": "The Close"}),
    ),
)


@pytest.mark.parametrize(
    ("start", "metres", "way"),
    [
        ((200, 75), 275, "Along The Close, then right into High Road"),
        ((270, -35), 275, "Along The Close, then on along High Road"),
    ],
)
def test_round_a_close_one_walks_the_shorter_side(
    start: tuple[int, int], metres: int, way: str
) -> None:
    assert told(LOOP, start, (0, 0)) == way
    back = told(LOOP, (0, 0), start)
    assert back.startswith("Along High Road, then ") and back.endswith(" The Close")
    network = LOOP.built().network
    snapper = Snapper(network)
    one, other = snapper.snap(at(*start)), snapper.snap(at(0, 0))
    assert one and other
    found = route(network, one, other)
    assert found and found.length_dm / 10 == pytest.approx(metres, abs=8)


@pytest.mark.parametrize("first", ["gate a", "a gate"])
@pytest.mark.parametrize("second", ["gate b", "b gate"])
def test_a_gate_that_is_shut_stops_people_wherever_ways_begin(first: str, second: str) -> None:
    nodes = {
        "gate": (0.0, 0.0),
        "a": (-90.0, 0.0),
        "b": (90.0, 0.0),
        "c": (-90.0, 500.0),
        "d": (90.0, 500.0),
    }
    shut = {"gate": {"barrier": "gate", "locked": "yes"}}
    town = Town(nodes, ((first, STREET), (second, STREET), ("a c d b", STREET)), shut).built()
    assert walk_m(town, (-90, 0), (90, 0)) == about(1_180)


def test_a_way_that_nothing_has_a_name_on_is_along_a_path() -> None:
    nodes = {"a": (0, 0), "b": (30, 0), "c": (30, 20)}
    town = Town(nodes, (("a b", {"highway": "footway"}), ("b c", {"highway": "steps"})))
    assert told(town, (0, 0), (30, 20)) == "Along a path"
    assert way_text([]) == ""
