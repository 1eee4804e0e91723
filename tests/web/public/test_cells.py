"""A long directory is an index and cells: each phone gets the places around it, and a change is sent to those whom it touches."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from safespaces.hours.bank_holidays import Calendar, Nation
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot
from safespaces.web.cell_files import CellFiles
from safespaces.web.snapshots import Published
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.web.conftest import TOWN, an_app

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
