"""A long directory is an index and cells: each phone gets the places around it, and a change is sent to those whom it touches."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from safespaces.actions.reference.import_streets import import_streets
from safespaces.actions.register.publish import publish
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.hours.bank_holidays import Calendar, Nation
from safespaces.osm.pbf import Box as PbfBox
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.venues import add_venues
from safespaces.streets.codec import decode_network
from safespaces.streets.names_codec import decode_names
from safespaces.web.cell_files import CellFiles
from safespaces.web.snapshots import Published
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.store.build import a_venue
from tests.streets.towns import STREET, Town, at
from tests.web.conftest import TOWN, an_app
from tests.web.staff import NOON, an_office

TODAY = date(2026, 11, 24)


def places(count: int = 700) -> tuple[PublicVenue, ...]:
    """In three towns a day's walk apart."""
    hours = ("Mo-Su 08:00-23:00", "24/7", "", "Mo-Fr 09:00-17:00")
    return tuple(
        a_public_venue(
            f"Place {number:03}",
            lat=round(51.6 + number % 3 * 0.8 + number // 3 % 20 * 0.003, 5),
            lon=round(-1.6 + number % 3 * 0.3 + number // 60 * 0.004, 5),
            safe_hours=hours[number % 4],
        )
        for number in range(count)
    )


MANY = a_snapshot(*places())


@pytest.fixture(scope="module")
def app() -> Flask:
    return an_app(MANY)


def cell_names(app: Flask) -> list[str]:
    index = app.test_client().get("/directory.json").json
    assert "venues" not in index and index["start"] and index["zone"] == "Europe/London"
    return list(Published(MANY, LONDON).cell_files.names)


def test_up_to_five_hundred_places_are_one_file_as_ever() -> None:
    few = a_snapshot(*places(500))
    client = an_app(few).test_client()
    assert client.get("/directory.json").data == directory_json(Finder(few, LONDON), TODAY)
    assert client.get("/directory/1.json").status_code == 404


def test_every_place_is_in_a_cell_as_it_would_be_in_the_whole(app: Flask) -> None:
    client, whole = app.test_client(), json.loads(directory_json(Finder(MANY, LONDON), TODAY))
    told: dict[str, list] = {}
    for name in cell_names(app):
        cell = client.get(f"/directory/{name}.json").json
        told |= dict(zip(cell["venues"]["slug"], _told(cell), strict=True))
        assert (cell["start"], cell["offsets"]) == (whole["start"], whole["offsets"])
    assert told == dict(zip(whole["venues"]["slug"], _told(whole), strict=True))


def _told(directory: dict) -> list[list]:
    """What is said of each place, without the numbers that point into the file's own lists."""
    venues = directory["venues"]
    return [
        [
            *(venues[name][row] for name in ("name", "address", "lat", "lon", "age", "flags")),
            directory["kinds"][venues["kind"][row]],
            directory["schedules"][venues["schedule"][row]],
        ]
        for row in range(len(venues["slug"]))
    ]


@pytest.mark.parametrize("name", ["", "0", "zz", "../x", "1e1e1e1e1e", "G", "%00", "-1", "1" * 500])
def test_what_is_no_cell_is_not_found(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/directory/{name}.json").status_code == 404


def test_a_cell_is_for_other_sites_too_and_is_asked_about_each_time(app: Flask) -> None:
    name = cell_names(app)[0]
    answer = app.test_client().get(f"/directory/{name}.json")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert app.test_client().get(f"/directory/{name}.json", headers=tag).status_code == 304


def changed(**more: object) -> Snapshot:
    """The same places, one of them changed."""
    venues = list(MANY.venues)
    venues[30] = replace(venues[30], **more)  # type: ignore[arg-type]
    return a_snapshot(*venues)


def test_a_change_makes_the_cells_anew_that_it_touches_and_no_other() -> None:
    before = Published(MANY, LONDON)
    names = list(before.cell_files.names)
    files = {name: before.cell_files.of(name, TODAY) for name in names}
    after = Published(changed(safe_hours="Mo-Su 10:00-11:00"), LONDON, before)
    anew = [name for name in names if after.cell_files.of(name, TODAY) is not files[name]]
    assert len(names) > 1 and len(anew) == 1
    for name in names:
        fresh = Published(after.snapshot, LONDON).cell_files.of(name, TODAY)
        made = after.cell_files.of(name, TODAY)
        assert fresh is not None and made is not None and made.body == fresh.body
    assert after.directory(TODAY).body == before.directory(TODAY).body  # cut as before


def test_a_new_day_makes_every_cell_anew() -> None:
    published = Published(MANY, LONDON)
    name = next(iter(published.cell_files.names))
    today, tomorrow = (published.cell_files.of(name, TODAY + timedelta(days)) for days in (0, 1))
    assert today and tomorrow and today.tag != tomorrow.tag


def test_other_bank_holidays_make_every_cell_anew() -> None:
    before = Published(MANY, LONDON)
    name = next(iter(before.cell_files.names))
    kept = before.cell_files.of(name, TODAY)
    calendar = Calendar({Nation.ENGLAND_AND_WALES: {date(2026, 11, 27): "A day off"}})
    after = Published(replace(MANY, calendar=calendar), LONDON, before)
    assert after.cell_files.of(name, TODAY) is not kept


def test_phones_keep_the_cell_of_the_town_and_of_no_other_place(app: Flask) -> None:
    script = app.test_client().get("/service-worker.js").text
    kept = json.loads(script.removeprefix("const KEPT = ").partition(";\n")[0])["lists"]
    index = app.test_client().get("/directory.json").json["cells"]
    lat, lon = (each / 100_000 for each in index["home"])
    home = CellFiles(Finder(MANY, LONDON))._cells.at(lat, lon)
    cells = [each for each in kept if each.startswith("/directory")]
    assert cells == ["/directory.json", f"/directory/{home}.json"]
    few = an_app(TOWN).test_client().get("/service-worker.js").text
    assert "/directory/" not in few


@pytest.mark.parametrize(
    ("page", "words"),
    [("/privacy", "at least 5 km wide"), ("/what-this-phone-keeps", "the list of Safe Spaces around Coventry"), ("/kept/places", "Safe Spaces around Coventry")],
)  # fmt: skip
def test_pages_say_what_the_server_learns_and_what_a_phone_has(
    app: Flask, page: str, words: str
) -> None:
    assert words in app.test_client().get(page).text
    assert words not in an_app(TOWN).test_client().get(page).text


def _streets_app(tmp_path: Path) -> tuple[Flask, str]:
    """The three towns with streets in the first."""
    made = an_office(str(tmp_path), is_empty=True)
    nodes = {f"{c}:{r}": (500.0 * c, 500.0 * r) for c in range(60) for r in range(30)}
    ways = [
        (" ".join(f"{c}:{r}" for c in range(60)), {**STREET, "name": f"Row {r}"}) for r in range(30)
    ]
    ways += [(" ".join(f"{c}:{r}" for r in range(30)), STREET) for c in range(60)]
    south_west, north_east = at(-500, -500), at(31_000, 16_000)
    venues = [
        a_venue(
            f"Place {number:03}",
            located=LocatedPoint(at(number % 50 * 600 + 20, number // 50 * 1_000 + 20), PointSource.GIVEN),
            safe_hours="24/7",
        )
        for number in range(700)
    ]  # fmt: skip
    with made.database.writing() as session:
        add_venues(session, venues, at=NOON, author="test", reason="test")
    publish(made.database, at=NOON)
    path = Town(nodes, tuple(ways)).write(tmp_path / "town.osm.pbf")
    box = PbfBox(south_west.lat, south_west.lon, north_east.lat, north_east.lon)
    done = import_streets(made.database, [path], at=NOON, box=box, known=(), force=True)
    return made.app, done.facts.number


def test_the_streets_of_a_cell_are_a_part_of_the_whole(tmp_path: Path) -> None:
    app, number = _streets_app(tmp_path)
    client = app.test_client()
    index = client.get("/directory.json").get_json()
    assert index["streets"] == number
    whole = decode_network(client.get(f"/streets/network-{number}.bin").data)
    cells = [name for name in _names_of(client) if name]
    assert len(cells) > 1
    for cell in cells:
        files = {
            name: client.get(f"/streets/{cell}/{name}-{number}.bin") for name in ("network", "names", "ground")
        }  # fmt: skip
        assert [answer.status_code for answer in files.values()] == [200, 200, 200]
        part = decode_network(files["network"].data)
        assert 0 < part.edge_count < whole.edge_count and part.plane == whole.plane
        assert len(decode_names(files["names"].data, part.edge_count)) == part.edge_count
        assert files["network"].headers["Cache-Control"] == "public, max-age=31536000, immutable"
    kept = client.get("/service-worker.js").get_data(as_text=True)
    assert sum(f"/streets/{cell}/network-{number}.bin" in kept for cell in cells) == 1
    assert f'"/streets/network-{number}.bin"' not in kept


@pytest.mark.parametrize("path", ["/streets/1/network-{}.bin", "/streets/zz/network-{}.bin", "/streets/{cell}/network-0.bin", "/streets/{cell}/other-{}.bin"])  # fmt: skip
def test_no_other_street_file_of_a_cell_is_there(path: str, tmp_path: Path) -> None:
    app, number = _streets_app(tmp_path)
    client = app.test_client()
    cell = _names_of(client)[0]
    assert client.get(path.format(number, cell=cell)).status_code == 404


def _names_of(client: FlaskClient) -> list[str]:
    """Of the cells with places, as the index tells them (static/js/public/cells.js)."""
    cuts = client.get("/directory.json").get_json()["cells"]["tree"]
    found, waiting = [], [1]
    for cut in cuts:
        number = waiting.pop()
        if cut in "nw":
            waiting += [2 * number + 1, 2 * number]
        elif cut == "c":
            found.append(f"{number:x}")
    return found
