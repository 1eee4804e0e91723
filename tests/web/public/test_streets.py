"""Walks by the streets on the pages, in the files and in what a phone keeps; taken, changed and removed while the service runs."""

import gzip
import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import brotli
import pytest

from safespaces.actions.operations.backup import back_up, restore
from safespaces.actions.reference.import_streets import forget_streets, import_streets
from safespaces.actions.register.publish import publish
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.osm.pbf import Box
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.streets import StreetFacts, StreetFiles, keep_streets, streets_number
from safespaces.store.venues import add_venues
from safespaces.streets.codec import decode_network
from safespaces.web.app import create_app
from safespaces.web.background import Background
from safespaces.web.sources import sources_of
from safespaces.web.streets_holder import StreetsHolder
from tests.store.build import a_venue
from tests.streets.towns import STREET, Town, at, grid
from tests.web.staff import NOON, Office, an_office

SOUTH_WEST, NORTH_EAST = at(-500, -500), at(2500, 2500)
BOX = Box(SOUTH_WEST.lat, SOUTH_WEST.lon, NORTH_EAST.lat, NORTH_EAST.lon)
# a wall parts the cafe from whoever stands 60 m from it: by the streets the library is nearer
NODES = {
    "a": (0.0, 0.0),
    "b": (1000.0, 0.0),
    "c": (1000.0, 60.0),
    "d": (0.0, 60.0),
    "e": (-200.0, 0.0),
    "s": (0.0, 30.0),
}
TOWN = Town(
    NODES,
    (
        ("e a b", {**STREET, "name": "South Row"}),
        ("b c", STREET),
        ("c d", {**STREET, "name": "North Row"}),
    ),
)
HERE, CAFE, LIBRARY = at(0, 0), at(0, 60), at(-190, 0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = an_office(str(tmp_path), is_empty=True)
    venues = [
        a_venue(name, located=LocatedPoint(point, PointSource.GIVEN), safe_hours="24/7")
        for name, point in (("Wall Cafe", CAFE), ("Row Library", LIBRARY))
    ]
    with made.database.writing() as session:
        add_venues(session, venues, at=NOON, author="test", reason="test")
    publish(made.database, at=NOON)
    yield made
    made.database.close()


def take(office: Office, town: Town, tmp_path: Path) -> str:
    path = town.write(tmp_path / "town.osm.pbf")
    done = import_streets(office.database, [path], at=NOON, box=BOX, known=(), force=True)
    return done.facts.number


def nearest(office: Office, **more: str) -> list[tuple[str, int, bool]]:
    query = {"lat": f"{HERE.lat}", "lon": f"{HERE.lon}", **more}
    found = office.app.test_client().get("/api/v1/nearest", query_string=query).get_json()
    return [(each["name"], each["walk_minutes"], each["by_street"]) for each in found["results"]]


def shown(office: Office, **more: str) -> str:
    """The answer without what phones fill."""
    return answer(office, **more).split("<template")[0]


def answer(office: Office, **more: str) -> str:
    where = f"{HERE.lat}, {HERE.lon}"
    return (
        office.app.test_client()
        .post("/nearest", data={"where": where, **more})
        .get_data(as_text=True)
    )


def test_the_order_and_the_minutes_follow_the_streets_as_soon_as_they_are_there(
    office: Office, tmp_path: Path
) -> None:
    by_line, by_street = "Walks are a guess from the straight line", "© OpenStreetMap contributors"
    assert nearest(office) == [("Wall Cafe", 1, False), ("Row Library", 4, False)]
    assert by_line in shown(office) and by_street not in shown(office)
    take(office, TOWN, tmp_path)
    assert nearest(office) == [("Row Library", 3, True), ("Wall Cafe", 26, True)]
    said = shown(office)
    assert said.index("Row Library") < said.index("Wall Cafe")
    assert by_street in said and by_line not in said
    forget_streets(office.database, at=NOON)
    assert nearest(office) == [("Wall Cafe", 1, False), ("Row Library", 4, False)]


def test_a_way_without_steps_is_a_choice_where_there_are_streets(
    office: Office, tmp_path: Path
) -> None:
    assert "no_steps" not in office.app.test_client().get("/").get_data(as_text=True)
    short_cut = ("a s d", {"highway": "steps"})
    take(office, Town(NODES, (*TOWN.ways, short_cut)), tmp_path)
    assert "A way without steps" in office.app.test_client().get("/").get_data(as_text=True)
    assert nearest(office)[0] == ("Wall Cafe", 1, True)
    assert nearest(office, no_steps="1")[0] == ("Row Library", 3, True)
    without = answer(office, no_steps="1")
    assert (
        without.index("Row Library") < without.index("Wall Cafe")
        and 'name="no_steps" type="checkbox" value="1" checked' in without
    )
    bad = office.app.test_client().get(f"/api/v1/nearest?lat={HERE.lat}&lon={HERE.lon}&no_steps=x")
    assert bad.status_code == 400 and "no_steps has to be 0 or 1" in bad.get_json()["error"]


def test_phones_get_the_network_under_its_number_packed_and_for_ever(
    office: Office, tmp_path: Path
) -> None:
    client = office.app.test_client()
    assert client.get("/directory.json").get_json()["streets"] == ""
    number = take(office, TOWN, tmp_path)
    assert client.get("/directory.json").get_json()["streets"] == number
    for name in ("network", "names", "ground"):
        address = f"/streets/{name}-{number}.bin"
        plain = client.get(address)
        assert "immutable" in plain.headers["Cache-Control"] and plain.headers["ETag"]
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            packed = client.get(address, headers={"Accept-Encoding": encoding})
            if "Content-Encoding" in packed.headers:
                assert unpack(packed.data) == plain.data
    network = decode_network(client.get(f"/streets/network-{number}.bin").data)
    assert network.edge_count == 3
    for wrong in (
        f"/streets/other-{number}.bin",
        "/streets/network-0.bin",
        "/streets/network-.bin",
    ):
        assert client.get(wrong).status_code == 404


def test_a_phone_keeps_the_network_for_when_there_is_no_signal(
    office: Office, tmp_path: Path
) -> None:
    client = office.app.test_client()
    before = client.get("/service-worker.js").get_data(as_text=True)
    number = take(office, TOWN, tmp_path)
    after = client.get("/service-worker.js").get_data(as_text=True)
    kept = json.loads(after.partition(";\n")[0].removeprefix("const KEPT = "))
    assert f"/streets/network-{number}.bin" in kept["files"]
    assert any(name.endswith("built/streets.js") for name in kept["files"])
    assert "/streets/" not in before and kept["version"] not in before


@pytest.mark.parametrize(
    "content", [b"", b"SSN", brotli.compress(b"SSN\x01" + bytes(30)), brotli.compress(bytes(99))]
)
def test_a_damaged_network_is_never_taken(office: Office, tmp_path: Path, content: bytes) -> None:
    good = take(office, TOWN, tmp_path)
    assert nearest(office)[0][0] == "Row Library"
    facts = StreetFacts("damaged", 20260101, NOON, "x", 1, 0, 0)
    with office.database.writing() as session:
        keep_streets(session, facts, StreetFiles(facts.number, content, content, b""))
    assert nearest(office)[0] == ("Row Library", 3, True)
    assert office.app.test_client().get("/directory.json").get_json()["streets"] == good


def test_a_start_without_the_database_walks_by_the_copy_on_disk(
    office: Office, tmp_path: Path
) -> None:
    number = take(office, TOWN, tmp_path)
    assert nearest(office)[0][0] == "Row Library"

    def gone() -> str:
        raise OSError("no database")

    copy = Path(Settings(database=f"sqlite:///{tmp_path}/office.db").snapshot_copy + "-streets")
    assert copy.is_file()
    holder = StreetsHolder(gone, lambda: None, Background(0), copy)  # type: ignore[arg-type]
    held = holder.current()
    assert held and held.number == number and held.network.edge_count == 3
    assert set(held.names) == {"South Row", "North Row", ""}
    for damage in (b"", b"{}\n", copy.read_bytes()[:-50], b"\xff" * 40):
        copy.write_bytes(damage)
        assert StreetsHolder(gone, lambda: None, Background(0), copy).current() is None  # type: ignore[arg-type]


def test_where_no_street_reaches_the_straight_line_is_told(office: Office, tmp_path: Path) -> None:
    take(office, TOWN, tmp_path)
    far = at(0, 2_000)
    query = {"lat": f"{far.lat}", "lon": f"{far.lon}"}
    found = (
        office.app.test_client().get("/api/v1/nearest", query_string=query).get_json()["results"]
    )
    assert [each["by_street"] for each in found] == [False, False]


def test_among_walks_by_the_streets_one_that_is_not_says_so(office: Office, tmp_path: Path) -> None:
    with office.database.writing() as session:
        lost = a_venue(
            "Field Barn", located=LocatedPoint(at(0, 2_300), PointSource.GIVEN), safe_hours="24/7"
        )
        add_venues(session, [lost], at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)
    take(office, TOWN, tmp_path)
    said = answer(office)
    barn = said[said.index("Field Barn") :]
    assert "(in a straight line)" in barn[:1_500]
    assert said.index("Wall Cafe") < said.index("Field Barn")


def test_other_streets_are_taken_in_the_background_and_nobody_waits(
    office: Office, tmp_path: Path
) -> None:
    settings = Settings(
        database=office.app.extensions["safespaces"].settings.database, refresh_seconds=0.05
    )
    app = create_app(settings, lambda: NOON + timedelta(minutes=1), sources_of(settings))
    client = app.test_client()
    assert client.get("/directory.json").status_code == 200
    take(office, grid(8, 8), tmp_path)
    for _ in range(200):
        if client.get("/directory.json").get_json()["streets"]:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the streets were not taken")


def test_a_backup_has_the_streets(office: Office, tmp_path: Path) -> None:
    number = take(office, TOWN, tmp_path)
    back_up(office.database, tmp_path / "backup.gz", at=NOON)
    url = f"sqlite:///{tmp_path}/other.db"
    restore(tmp_path / "backup.gz", Database(url))
    with Database(url).reading() as session:
        assert streets_number(session) == number


def test_a_corner_of_two_streets_is_a_place_to_ask_from(office: Office, tmp_path: Path) -> None:
    town = Town(NODES, (*TOWN.ways, ("a s d", {**STREET, "name": "Gap Lane"})))
    before = answer(office, where="corner of South Row and Gap Lane")
    assert "corner of South Row and Gap Lane" not in before.split("<template")[0].split("<form")[0]
    take(office, town, tmp_path)
    assert "from the corner of South Row and Gap Lane" in answer(
        office, where="corner of South Row and Gap Lane"
    )
    found = office.app.test_client().get("/api/v1/nearest?q=Gap+Lane+%26+North+Row").get_json()
    assert found["results"][0]["name"] == "Wall Cafe"


def test_a_street_is_a_place_to_ask_from_and_a_long_one_is_asked_about(
    office: Office, tmp_path: Path
) -> None:
    town = Town(NODES, (*TOWN.ways, ("a s d", {**STREET, "name": "Gap Lane"})))
    assert "We do not know that place" in answer(office, where="Gap Lane")
    take(office, town, tmp_path)
    assert "from Gap Lane" in answer(office, where="gap ln")
    asked = answer(office, where="South Row")
    assert "South Row is long. Where on it are you?" in asked
    option = re.search(r'value="(place:way-[0-9]+_-?[0-9]+-[-_0-9]+)"', asked)
    assert option and "South Row, where it meets Gap Lane" in asked
    assert "from South Row, where it meets Gap Lane" in answer(office, where=option[1])


def test_a_choice_made_before_other_streets_came_is_asked_again_and_never_another_street(
    office: Office, tmp_path: Path
) -> None:
    take(office, Town(NODES, (*TOWN.ways, ("a s d", {**STREET, "name": "Gap Lane"}))), tmp_path)
    option = re.search(
        r'value="(place:way-[0-9]+_-?[0-9]+-[-_0-9]+)"', answer(office, where="South Row")
    )
    assert option
    moved = {name: (east, north + 250) for name, (east, north) in NODES.items()}
    take(office, Town(moved, (*TOWN.ways, ("a s d", {**STREET, "name": "Gap Lane"}))), tmp_path)
    page = answer(office, where=option[1])
    assert "Change this, then try again" in page and "Wall Cafe" not in page


def test_of_a_long_list_walks_are_searched_when_somebody_asks(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safespaces.snapshot.street_walks.MOST", 1)
    number = take(office, TOWN, tmp_path)
    assert nearest(office)[0] == ("Row Library", 3, True)
    assert office.app.test_client().get("/directory.json").get_json()["streets"] == number
