"""Place by place: counts that add up, the ground around one place, and ways that are not there yet."""

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import shapely

from safespaces.actions.reference.import_streets import import_streets
from safespaces.osm.pbf import Box
from safespaces.roles import Role
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.snapshots import current_snapshot
from tests.vectors import streets
from tests.web.staff import NOON, Office, read

BOX = Box(52.37, -1.56, 52.44, -1.46)
NOON_TUESDAY = "day=1&hour=12"


def table(text: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    return [row for row in rows if not row["place"].startswith("#")]


def published(office: Office) -> Snapshot:
    with office.database.reading() as session:
        found = current_snapshot(session)
    assert found
    return found


def with_streets(office: Office, folder: Path) -> None:
    town = streets.town().write(folder / "town.osm.pbf")
    import_streets(office.database, [town], at=NOON, box=BOX, known=(), force=True)


def test_every_place_is_there_and_the_page_says_what_the_table_says(office: Office) -> None:
    client = office.as_(Role.STAKEHOLDER).client
    snapshot = published(office)
    rows = table(client.get(f"/coverage/places/places.csv?{NOON_TUESDAY}").get_data(as_text=True))
    assert 0 < len(rows) <= len(snapshot.venues)
    assert {row["place"] for row in rows} <= {venue.name for venue in snapshot.venues}
    page = read(client.get(f"/coverage/places?{NOON_TUESDAY}"))
    first = rows[0]
    assert page.texts("th", scope="row")[0] == first["place"]
    one = next(venue.slug for venue in snapshot.venues if venue.name == first["place"])
    shown = read(client.get(f"/coverage/places/{one}?{NOON_TUESDAY}"))
    assert first["within_reach"] in shown.words and first["no_other"] in shown.words


def test_the_ground_holds_the_door_and_grows_with_the_walk(office: Office, tmp_path: Path) -> None:
    client = office.as_(Role.STAKEHOLDER).client
    address = f"/coverage/places/{published(office).venues[0].slug}.geojson"
    straight = grounds(client.get(address).get_data(as_text=True))
    with_streets(office, tmp_path)
    by_street = grounds(client.get(address).get_data(as_text=True))
    for found in (straight, by_street):
        assert [minutes for minutes, _ground in found] == [20, 15, 10, 5]
        for (_more, larger), (_fewer, smaller) in pairwise(found):
            assert larger.area > smaller.area > 0
    assert by_street[0][1].area != straight[0][1].area


def grounds(text: str) -> list[tuple[int, shapely.Geometry]]:
    return [
        (each["properties"]["minutes"], shapely.from_geojson(json.dumps(each["geometry"])))
        for each in json.loads(text)["features"]
    ]


def test_a_place_that_is_not_there_is_not_found(office: Office) -> None:
    client = office.as_(Role.STAKEHOLDER).client
    for slug in ("nowhere", "nowhere.geojson", "%00", "a" * 300):
        assert client.get(f"/coverage/places/{slug}").status_code == 404


def test_a_new_way_is_added_said_and_counted_and_bad_ones_are_explained(
    office: Office, tmp_path: Path
) -> None:
    member = office.as_(Role.STAKEHOLDER)
    what_if = (
        member.post("/coverage/what-if", name="A footbridge").headers["Location"].split("?")[0]
    )

    def add(start: str, end: str, seen: str = "1") -> str:
        sent = member.post(f"{what_if}/add", seen=seen, deed="link", way_from=start, way_to=end)
        return sent.get_data(as_text=True) if sent.status_code == 400 else f"{sent.status_code}"

    assert "A new way for people on foot" not in member.client.get(what_if).get_data(as_text=True)
    assert "No street is near that place" in add("52.4081, -1.5106", "52.4090, -1.5106")
    with_streets(office, tmp_path)
    assert "A new way for people on foot" in member.client.get(what_if).get_data(as_text=True)
    for start, end, words in (
        ("nowhere at all", "52.4090, -1.5106", "We do not know that place"),
        ("52.4081, -1.5106", "", "We do not know that place"),
        ("52.4081, -1.5106", "52.4081, -1.5106", "between these places are 0 m"),
        ("52.4081, -1.5106", "52.4000, -1.4800", "5 to 1000 m long"),
        ("Column 13", "52.4090, -1.5106", "Column 13 is long. Where on it are you?"),
    ):
        answer = add(start, end)
        assert words in answer and f'value="{start}"' in answer, (start, end)
    assert add("52.40810, -1.51060", "52.40900, -1.51060") == "303"
    page = member.client.get(what_if).get_data(as_text=True)
    assert re.search(r"A new way of 100 m from .+ \(52\.40810, -1\.51060\) to ", page)
    assert "a new way" in page and page.count('stroke="#0a4a85"') >= 2  # on the map and in its key
    assert add("52.40810, -1.51060", "52.40900, -1.51060", "2") != "303"  # it is there already
    for number in range(2, 11):
        assert add(f"52.407{number:02d}, -1.51060", "52.40900, -1.51060", f"{number}") == "303"
    assert "10 new ways are the most" in add("52.40850, -1.51060", "52.40900, -1.51060", "11")
    asked = add("Column 13", "52.4090, -1.5106", "11")
    assert "10 new ways" in asked
