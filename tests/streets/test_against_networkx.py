"""Lengths of walks against another program: networkx over the ways as the map has them, node by node, without our cutting, joining,
rounding or search.
"""

import math
import random
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from geopy.distance import geodesic

from safespaces.geo.point import Point
from safespaces.osm.pbf import Extract
from safespaces.streets.build import build
from safespaces.streets.codec import decode_network, encode_network
from safespaces.streets.search import route
from safespaces.streets.snap import Snapper
from tests.osm.test_pbf import read
from tests.streets.towns import Town, grid

OSM = Path(__file__).parents[3] / "shared" / "data" / "osm"
PAIRS = 1_000


def raw_graph(extract: Extract) -> tuple[nx.Graph, dict[object, tuple[float, float]]]:
    """Every node of every way, joined to the next by the length between them."""
    graph, places = nx.Graph(), dict[object, tuple[float, float]]()
    for number, way in extract.ways.items():
        names = [
            (node, number, at) if node in extract.closed else node
            for at, node in enumerate(way.nodes)
        ]
        # each side of a shut gate is a place of its own
        for (one, here), (other, there) in pairwise(zip(names, way.places, strict=True)):
            one = (one, "after") if isinstance(one, tuple) else one
            other = (other, "before") if isinstance(other, tuple) else other
            places |= {one: here, other: there}
            length = quick_m(here, there)
            if not graph.has_edge(one, other) or graph[one][other]["length"] > length:
                graph.add_edge(one, other, length=length)
    return graph, places


def quick_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """By the haversine formula, scaled to the ellipsoid at this latitude by geopy once."""
    (lat1, lon1), (lat2, lon2) = a, b
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(math.sqrt(h))


def compared(extract: Extract, pairs: int, seed: int, fewest: int) -> list[float]:
    """By how much our length differs, as a share of theirs, for pairs of nodes within 5 km."""
    built = build(extract.ways.values(), extract.closed, extract.made_on, fewest)
    network = decode_network(encode_network(built.network))
    snapper = Snapper(network)
    graph, places = raw_graph(extract)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    nodes, dice, found = sorted(largest, key=str), random.Random(seed), list[float]()
    while len(found) < pairs:
        start = dice.choice(nodes)
        theirs = nx.single_source_dijkstra_path_length(
            largest, start, cutoff=5_000, weight="length"
        )
        for end in dice.sample(sorted(theirs, key=str), min(20, len(theirs))):
            if theirs[end] < 200:
                continue
            one, other = snapper.snap(Point(*places[start])), snapper.snap(Point(*places[end]))
            ours = route(network, one, other) if one and other else None
            found.append(ours.length_dm / 10 / theirs[end] - 1 if ours else math.inf)
    return found[:pairs]


def test_a_made_town_is_walked_as_networkx_walks_it(tmp_path: Path) -> None:
    town = grid(12, 9)
    dice = random.Random(3)
    nodes = {
        name: (x + dice.uniform(-30, 30), y + dice.uniform(-30, 30))
        for name, (x, y) in town.nodes.items()
    }
    extract = read(Town(nodes, town.ways).write(tmp_path / "t.osm.pbf"))
    off = compared(extract, 200, 1, 300)
    assert max(map(abs, off)) < 0.01


@pytest.mark.long
@pytest.mark.parametrize("name", ["heidelberg-test.osm.pbf", "rutland-2018-02-27.osm.pbf"])
def test_a_real_extract_is_walked_as_networkx_walks_it(name: str) -> None:
    if not (OSM / name).is_file():
        pytest.skip("the extract lies outside the repository; the made-up town above always runs")
    off = sorted(compared(read(OSM / name), PAIRS, 11, 300), key=abs)
    assert sum(abs(each) < 0.01 for each in off) >= 0.9 * PAIRS
    assert sum(abs(each) < 0.05 for each in off) >= 0.99 * PAIRS


def test_the_haversine_is_close_to_the_ellipsoid_here() -> None:
    a, b = (52.40, -1.51), (52.42, -1.48)
    assert quick_m(a, b) == pytest.approx(geodesic(a, b).m, rel=0.003)
