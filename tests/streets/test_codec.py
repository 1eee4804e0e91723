"""The street file: what is written is read, and what is damaged is refused."""

import random
from dataclasses import fields

import numpy as np
import pytest

from safespaces.errors import StoreError
from safespaces.streets.codec import decode_network, encode_network
from safespaces.streets.network import Network
from tests.streets.test_walks import MOTORWAY, ODD, STEPS
from tests.streets.towns import Town, grid

TOWNS = [grid(12, 9), MOTORWAY, STEPS, Town(ODD.nodes, ODD.ways[:-1]), grid(1, 1)]


def same(one: Network, other: Network) -> bool:
    return all(
        np.array_equal(getattr(one, each.name), getattr(other, each.name))
        for each in fields(Network)
    )


@pytest.mark.parametrize("town", TOWNS)
def test_what_is_written_is_read(town: Town) -> None:
    network = town.built().network
    again = decode_network(encode_network(network))
    assert same(network, again) and encode_network(again) == encode_network(network)


def test_the_same_ways_in_another_order_are_the_same_file() -> None:
    town = grid(12, 9)
    ways = list(town.ways)
    random.Random(5).shuffle(ways)
    one, other = (
        encode_network(Town(town.nodes, tuple(each)).built().network) for each in (town.ways, ways)
    )
    assert one == other


def test_whatever_is_damaged_is_refused_or_a_network() -> None:
    whole, dice = encode_network(grid(12, 9).built().network), random.Random(7)
    for size in range(len(whole)):
        with pytest.raises(StoreError):
            decode_network(whole[:size])
    with pytest.raises(StoreError):
        decode_network(whole + b"\0")
    refused = 0
    for _ in range(2_000):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            decode_network(bytes(damaged))
        except StoreError:
            refused += 1
    assert refused > 500


@pytest.mark.parametrize(
    "content", [b"", b"SSN", b"<osm>", b"SSN\x02" + bytes(40), b"\xff" * 100, bytes(100)]
)
def test_what_is_no_street_file_is_refused(content: bytes) -> None:
    with pytest.raises(StoreError):
        decode_network(content)
