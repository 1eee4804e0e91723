"""A part of a network: walks within it are those of the whole, and its files are read as they were written."""

import random

import numpy as np
import pytest

from safespaces.geo.point import Point
from safespaces.streets.codec import decode_network, encode_network
from safespaces.streets.cut import Part, cut_ground, cut_network
from safespaces.streets.ground_codec import decode_ground, encode_ground
from safespaces.streets.names_codec import decode_names, encode_names
from safespaces.streets.network import FINE, Network
from safespaces.streets.search import FAR_DM, between, to_every_node
from safespaces.streets.snap import Snapper
from tests.streets.grounds import ground
from tests.streets.test_codec import same
from tests.streets.towns import Town, at, grid

TOWN = grid(40, 40)


def part_of(west_m: float, south_m: float, east_m: float, north_m: float) -> Part:
    low, high = at(west_m, south_m), at(east_m, north_m)
    sides = (low.lat, low.lon, high.lat, high.lon)
    return Part(*(round(side * FINE) for side in sides))


def lengths(network: Network, start: Point, ends: list[Point]) -> list[int]:
    snapper = Snapper(network)
    met = [snapper.snap(point) for point in [start, *ends]]
    assert all(met)
    found = to_every_node(network, met[1:])  # type: ignore[arg-type]
    return between(network, found, met[0], met[1:]).tolist()  # type: ignore[arg-type]


def test_walks_that_stay_in_a_part_are_those_of_the_whole() -> None:
    built, dice = TOWN.built(), random.Random(3)
    part = part_of(800, 800, 3_000, 3_000)
    small, names = cut_network(built.network, built.names, part)
    assert len(names) == small.edge_count < built.network.edge_count / 2
    compared = 0
    for _ in range(30):
        east, north = dice.uniform(1_500, 2_300), dice.uniform(1_500, 2_300)
        here, edge_m = at(east, north), min(east - 800, 3_000 - east, north - 800, 3_000 - north)
        ends = [at(dice.uniform(1_200, 2_600), dice.uniform(1_200, 2_600)) for _ in range(8)]
        whole, less = lengths(built.network, here, ends), lengths(small, here, ends)
        for one, other in zip(whole, less, strict=True):
            assert other >= one
            if one <= edge_m * 10:
                assert one == other < FAR_DM
                compared += 1
    assert compared > 100


def test_an_edge_without_a_point_inside_belongs_to_the_part_that_it_crosses() -> None:
    town = Town({"a": (0, 0), "b": (4_000, 0), "c": (0, 900)}, (("a b", {"highway": "residential", "name": "Long Row"}), ("a c", {"highway": "residential"})))  # fmt: skip
    built = town.built(fewest_segments=1)
    small, names = cut_network(built.network, built.names, part_of(1_500, -200, 2_500, 200))
    assert names == ("Long Row",) and small.node_count == 2


@pytest.mark.parametrize("sides", [(800, 800, 3_000, 3_000), (-900, -900, -500, -500), (-9_000, -9_000, 9_000, 9_000)])  # fmt: skip
def test_a_part_is_written_and_read_whole(sides: tuple[float, float, float, float]) -> None:
    built = TOWN.built()
    small, names = cut_network(built.network, built.names, part_of(*sides))
    assert same(small, decode_network(encode_network(small)))
    assert decode_names(encode_names(names), small.edge_count) == names
    below = cut_ground(ground(built.network), part_of(*sides))
    again = decode_ground(encode_ground(below))
    assert len(again.places) == len(below.places) and np.array_equal(again.lats, below.lats)
    assert np.array_equal(again.part_at, below.part_at) and np.array_equal(again.kinds, below.kinds)


def test_the_whole_is_a_part_of_itself() -> None:
    built = TOWN.built()
    everything = Part(-9_000_000, -18_000_000, 9_000_000, 18_000_000)
    small, names = cut_network(built.network, built.names, everything)
    assert same(small, built.network) and names == built.names
    whole = ground(built.network)
    assert encode_ground(cut_ground(whole, everything)) == encode_ground(whole)
