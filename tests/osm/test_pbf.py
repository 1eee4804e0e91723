"""Extracts of OpenStreetMap: what is walked on is read, and what is no extract is refused."""

from pathlib import Path

import pytest

from safespaces.errors import BadInput
from safespaces.osm.pbf import Box, Extract, date_of
from safespaces.streets.build import build
from safespaces.streets.codec import encode_network
from tests.streets.test_walks import MOTORWAY, STEPS
from tests.streets.towns import STREET, Town, at, grid


def read(*paths: Path, box: Box | None = None) -> Extract:
    extract = Extract()
    for path in paths:
        extract.read(path, box)
    return extract


@pytest.mark.parametrize("town", [grid(7, 5), MOTORWAY, STEPS])
def test_a_town_in_a_file_is_the_same_network(town: Town, tmp_path: Path) -> None:
    extract = read(town.write(tmp_path / "town.osm.pbf"))
    from_file = build(extract.ways.values(), extract.closed, 20260101)
    assert extract.made_on == 20260101
    ours = town.built()
    assert encode_network(from_file.network) == encode_network(ours.network)
    assert from_file.names == ours.names


def test_gates_that_are_shut_are_read(tmp_path: Path) -> None:
    nodes = {"a": (0.0, 0.0), "gate": (50.0, 0.0), "b": (100.0, 0.0)}
    town = Town(nodes, (("a gate b", STREET),), {"gate": {"barrier": "gate", "access": "private"}})
    assert read(town.write(tmp_path / "t.osm.pbf")).closed == {2}


def test_only_what_lies_in_the_area_is_kept_and_a_way_that_leaves_it_is_cut(tmp_path: Path) -> None:
    nodes = {
        "a": (0.0, 0.0),
        "b": (100.0, 0.0),
        "c": (500.0, 0.0),
        "d": (150.0, 50.0),
        "e": (160.0, 0.0),
        "x": (900.0, 0.0),
        "y": (950.0, 0.0),
    }
    town = Town(nodes, (("a b c d e", STREET), ("x y", STREET)))
    south_west, north_east = at(-50, -50), at(300, 300)
    box = Box(south_west.lat, south_west.lon, north_east.lat, north_east.lon)
    extract = read(town.write(tmp_path / "t.osm.pbf"), box=box)
    assert [way.nodes for way in extract.ways.values()] == [(1, 2), (4, 5)]


def test_files_that_overlap_are_joined_once(tmp_path: Path) -> None:
    town = grid(7, 5)
    west = Town(town.nodes, town.ways[:9])
    one, other = (
        west.write(tmp_path / "w.osm.pbf", "2025-05-05T00:00:00Z"),
        town.write(tmp_path / "e.osm.pbf"),
    )
    both = read(one, other)
    assert both.made_on == 20260101
    built = build(both.ways.values(), both.closed, 20260101)
    assert encode_network(built.network) == encode_network(town.built().network)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no such file"),
        (b"<?xml version='1.0'?><osm/>", "an XML file"),
        (b"PK\x03\x04", "no such file"),
        (bytes(200), "no such file"),
    ],
)
def test_what_is_no_extract_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=rf"streets\.osm\.pbf is {said}"):
        read(path)


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = grid(40, 40).write(tmp_path / "t.osm.pbf")
    whole = path.read_bytes()
    for share in (0.3, 0.6, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(BadInput, match="Download it again"):
            read(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.osm\.pbf"):
        read(tmp_path / "none.osm.pbf")


def test_a_way_is_cut_where_a_node_is_missing(tmp_path: Path) -> None:
    """As at the edge of an extract that is cut."""
    town = grid(3, 3)
    path = town.write(tmp_path / "t.osm.pbf")
    some = {name: place for name, place in town.nodes.items() if name != "1:1"}
    ways = tuple((names, tags) for names, tags in town.ways)
    numbers = town.numbers

    class Cut(Town):
        @property
        def numbers(self) -> dict[str, int]:
            return numbers

    extract = read(Cut(some, ways).write(path))
    # the two ways through the middle have lost it, and with it both of their halves
    assert len(extract.ways) == 4 and all(5 not in way.nodes for way in extract.ways.values())


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2026-02-03T23:59:00Z", 20260203), ("2026-02-03T23:59:00-05:00", 20260204), ("0001-01-01T00:00:00+14:00", 0),
        ("9999-12-31T23:59:59-14:00", 0), ("soon", 0), ("", 0),
    ],
)  # fmt: skip
def test_the_date_of_a_file_or_that_it_is_not_known(said: str, date: int) -> None:
    assert date_of({"osmosis_replication_timestamp": said}) == date
    assert date_of({"timestamp": said}) == date


def test_names_are_tidied(tmp_path: Path) -> None:
    town = Town(
        {"a": (0.0, 0.0), "b": (90.0, 0.0)},
        (("a b", {**STREET, "name": "\u202eA\r\nB\x07 " + "x" * 200}),),
    )
    (way,) = read(town.write(tmp_path / "t.osm.pbf")).ways.values()
    assert way.walk.name == "A B " + "x" * 96


def test_an_empty_extract_has_no_ways(tmp_path: Path) -> None:
    extract = read(Town({}, ()).write(tmp_path / "t.osm.pbf"))
    assert extract.ways == {} and extract.made_on == 20260101
