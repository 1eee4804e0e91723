"""The ground of an extract: areas, areas of several ways, lines and named places in a box."""

from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from safespaces.errors import BadInput
from safespaces.osm.ground import GroundExtract
from safespaces.osm.pbf import Box
from safespaces.streets.ground_kinds import GroundKind, NamedKind

BOX = Box(52.0, -1.1, 52.2, -0.9)
PLACES = {  # number: lat, lon
    1: (52.10, -1.00), 2: (52.10, -0.99), 3: (52.11, -0.99), 4: (52.11, -1.00),
    5: (52.103, -0.997), 6: (52.103, -0.993), 7: (52.107, -0.993), 8: (52.107, -0.997),
    9: (53.50, -1.00), 10: (53.51, -1.00), 11: (53.51, -0.99),
}  # fmt: skip
TAGS = {3: {"railway": "station", "name": " Old \n Town "}, 9: {"railway": "halt", "name": "Far"}}
WAYS = {
    20: ([1, 2, 3], {}),
    21: ([3, 4, 1], {}),
    22: ([5, 6, 7, 8, 5], {"leisure": "park", "name": "Island Park"}),
    23: ([1, 3], {"railway": "rail"}),
    24: ([9, 10, 11, 9], {"natural": "water"}),
    25: ([1, 2, 99], {"waterway": "river"}),  # a node is missing
    26: ([2, 4], {"highway": "primary"}),
    27: ([1, 2, 1], {"building": "yes"}),  # no area
}


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "ground.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number, (lat, lon) in PLACES.items():
            writer.add_node(Node(id=number, location=(lon, lat), tags=TAGS.get(number, {})))
        for number, (nodes, tags) in WAYS.items():
            writer.add_way(Way(id=number, nodes=nodes, tags=tags))
        members = [("w", 20, "outer"), ("w", 21, "outer"), ("w", 22, "inner")]
        lake = {"type": "multipolygon", "natural": "water"}
        writer.add_relation(Relation(id=30, members=members, tags=lake))
    return path


def test_what_is_in_the_box_is_read(extract: Path) -> None:
    found = GroundExtract()
    found.read(extract, BOX)
    kinds = sorted((shape.kind, shape.geometry.geom_type) for shape in found.shapes.values())
    assert kinds == [
        (GroundKind.GREEN, "MultiPolygon"),
        (GroundKind.WATER, "MultiPolygon"),
        (GroundKind.RAIL, "LineString"),
    ]
    [lake] = [s.geometry for s in found.shapes.values() if s.kind == GroundKind.WATER]
    assert len(lake.geoms[0].interiors) == 1
    assert sorted((p.kind, p.name) for p in found.places.values()) == [
        (NamedKind.STATION, "Old Town"),
        (NamedKind.PARK, "Island Park"),
    ]


def test_the_same_file_twice_is_there_once(extract: Path) -> None:
    found = GroundExtract()
    found.read(extract, BOX)
    before = len(found.shapes), len(found.places)
    found.read(extract, BOX)
    assert (len(found.shapes), len(found.places)) == before


def test_what_is_no_extract_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.osm.pbf"
    path.write_text("<!doctype html>")
    with pytest.raises(BadInput, match="is an XML file"):
        GroundExtract().read(path, BOX)
