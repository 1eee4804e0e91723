"""Streets are replaced whole, by what is newer and covers the town; and the ones before stay otherwise."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from safespaces.actions.reference.import_streets import forget_streets, import_streets
from safespaces.errors import BadInput, NotFound
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.osm.pbf import Box
from safespaces.store.database import Database
from safespaces.store.streets import StreetFacts, street_facts, street_files
from safespaces.store.venues import add_venues
from safespaces.streets.codec import decode_network
from safespaces.streets.names_codec import decode_names
from tests.store.build import a_venue
from tests.streets.towns import Town, at, grid

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SOUTH_WEST, NORTH_EAST = at(-100, -100), at(2000, 2000)
BOX = Box(SOUTH_WEST.lat, SOUTH_WEST.lon, NORTH_EAST.lat, NORTH_EAST.lon)


def taken(
    database: Database, *paths: Path, known: tuple[Point, ...] = (), force: bool = False
) -> StreetFacts:
    return import_streets(database, paths, at=NOW, box=BOX, known=known, force=force).facts


def there(database: Database) -> StreetFacts | None:
    with database.reading() as session:
        return street_facts(session)


def test_what_is_kept_is_the_network_with_its_names(register: Database, tmp_path: Path) -> None:
    facts = taken(register, grid(8, 6).write(tmp_path / "t.osm.pbf"))
    assert (facts.made_on, facts.kilometres, facts.islands, facts.source) == (
        20260101,
        8,
        0,
        "t.osm.pbf",
    )
    assert there(register) == facts
    with register.reading() as session:
        files = street_files(session)
    assert files
    network = decode_network(brotli.decompress(files.network))
    names = decode_names(brotli.decompress(files.names), network.edge_count)
    assert {"Row 3", "Column 7"} <= set(names)


def test_several_files_are_joined_and_what_lies_outside_is_left_out(
    register: Database, tmp_path: Path
) -> None:
    town = grid(30, 6)
    west = Town(town.nodes, town.ways[:20]).write(tmp_path / "west.osm.pbf")
    east = Town(town.nodes, town.ways[20:]).write(tmp_path / "east.osm.pbf", first=21)
    facts = taken(register, west, east)
    assert facts.source == "west.osm.pbf, east.osm.pbf"
    assert facts.kilometres == 6 * 2 + 21 // 2  # 2,000 m of each row, 21 of the columns


def test_older_and_smaller_data_is_refused_unless_it_is_forced(
    register: Database, tmp_path: Path
) -> None:
    first = taken(register, grid(8, 8).write(tmp_path / "t.osm.pbf"))
    older = grid(8, 8).write(tmp_path / "old.osm.pbf", "2025-06-30T00:00:00Z")
    smaller = grid(6, 5).write(tmp_path / "small.osm.pbf", "2026-02-02T00:00:00Z")
    with pytest.raises(BadInput, match=r"of 2025-06-30, and .* of 2026-01-01"):
        taken(register, older)
    with pytest.raises(BadInput, match="5 km of ways, and there are 11 km"):
        taken(register, smaller)
    assert there(register) == first
    assert taken(register, older, force=True).made_on == 20250630
    assert taken(register, smaller, force=True).kilometres == 5


def test_files_that_miss_much_of_the_town_are_refused(register: Database, tmp_path: Path) -> None:
    path = grid(5, 5).write(tmp_path / "t.osm.pbf")
    known = (at(0, 0), at(200, 200), at(1500, 1500), at(1900, 0))
    with pytest.raises(BadInput, match="near 2 of 4 known places"):
        taken(register, path, known=known)
    assert there(register) is None
    assert taken(register, path, known=known, force=True).kilometres == 4
    assert taken(register, path, known=known[:2]).kilometres == 4


def test_another_region_is_refused(register: Database, tmp_path: Path) -> None:
    path = grid(5, 5).write(tmp_path / "t.osm.pbf")
    with pytest.raises(BadInput, match="No way in these files lies in the town"):
        import_streets(register, [path], at=NOW, box=Box(0, 0, 1, 1), known=(), force=True)


def test_listed_venues_that_no_street_is_near_are_named(register: Database, tmp_path: Path) -> None:
    near, lost = at(150, 190), at(800, 1500)
    venues = [
        replace(a_venue(name), located=LocatedPoint(point, PointSource.GIVEN))
        for name, point in (("Corner Cafe", near), ("Lake Cafe", lost))
    ]
    with register.writing() as session:
        add_venues(session, venues, at=NOW, author="test", reason="test")
    path = grid(5, 5).write(tmp_path / "t.osm.pbf")
    done = import_streets(register, [path], at=NOW, box=BOX, known=())
    assert done.lost_venues == ("Lake Cafe",)


def test_streets_are_removed_once(register: Database, tmp_path: Path) -> None:
    taken(register, grid(5, 5).write(tmp_path / "t.osm.pbf"))
    forget_streets(register, at=NOW)
    assert there(register) is None
    with pytest.raises(NotFound):
        forget_streets(register, at=NOW)
