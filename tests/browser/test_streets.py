"""Walks by the streets of a made-up town under the shipped venues: by position, offline, without steps, without script, and on the map."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from safespaces.actions.reference.import_streets import import_streets
from safespaces.actions.register.publish import publish
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.hours.wording import walk_text
from safespaces.osm.pbf import Box
from safespaces.settings import Settings
from safespaces.snapshot.finder import Finder, Wanted
from safespaces.snapshot.sections import Sections, sections
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import add_venues
from safespaces.streets.way_text import way_text
from tests.browser.conftest import NOW, Served, fill, serving
from tests.browser.test_journey import POOL_MEADOW, Requests, tells_the_point
from tests.browser.test_without_signal import READY, Server, a_phone
from tests.store.build import a_venue
from tests.streets.towns import Town
from tests.vectors import streets

BOX = Box(52.37, -1.56, 52.44, -1.46)
HERE = Point(POOL_MEADOW["latitude"], POOL_MEADOW["longitude"])


def with_streets(folder: Path) -> None:
    fill(folder)
    database = Database(f"sqlite:///{folder}/register.db")
    town = by_a_lake(streets.town()).write(folder / "town.osm.pbf")
    import_streets(database, [town], at=NOW, box=BOX, known=(), force=True)
    database.close()


def by_a_lake(town: Town) -> Town:
    """In the middle of the town, under its streets."""
    corners = {
        "l1": (-700.0, 400.0),
        "l2": (700.0, 400.0),
        "l3": (700.0, 1500.0),
        "l4": (-700.0, 1500.0),
    }
    lake = ("l1 l2 l3 l4 l1", {"natural": "water", "name": "Made-up Lake"})
    return Town({**town.nodes, **corners}, (*town.ways, lake))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("streets")
    with_streets(folder)
    with serving(folder) as found:
        until_walked(found.address)
        yield found


def until_walked(address: str) -> None:
    """The list is public first; the walks to its places are worked out a second or two after a start."""
    for _ in range(150):
        if requests.get(f"{address}/directory.json", timeout=5).json()["streets"]:
            return
        time.sleep(0.1)
    raise AssertionError("the streets were not taken")


@pytest.fixture(scope="module")
def finder(town: Served) -> Finder:
    """The reference: on the server, with the same network."""
    database = Database(f"sqlite:///{town.database}")
    with database.reading() as session:
        snapshot = current_snapshot(session)
    database.close()
    assert snapshot
    return Finder(snapshot, Settings().zone, network=streets.built().network)


def expected(finder: Finder, served: Served, no_steps: bool = False) -> Sections:
    found = sections(finder, HERE, served.now, Wanted(no_steps=no_steps))
    assert found.first and found.first.by_street
    return found


WATER = """() => {
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--water').trim();
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return [...document.querySelectorAll('#map_safe_spaces canvas')].some((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) found += wanted.every((value, part) => data[at + part] === value) && data[at + 3] === 255;
    return found > 1000;
  });
}"""


def open_page(page: Page, path: str = "/") -> None:
    page.clock.set_fixed_time(NOW)
    page.set_default_timeout(10_000)
    page.goto(path)


def ask(page: Page) -> None:
    page.locator('[data-role="use-position"]').click()
    expect(page.locator('.answer [data-part="by_street"]')).to_be_visible()


def names(page: Page) -> list[str]:
    return page.locator(".answer .card .name").all_text_contents()


@pytest.fixture
def options() -> dict:
    return {"service_workers": "block", "geolocation": POOL_MEADOW}


def test_by_position_the_order_the_minutes_and_the_way_follow_the_streets_and_nobody_is_told(
    browser: Browser, town: Served, finder: Finder, options: dict
) -> None:
    found = expected(finder, town)
    straight = sections(town.finder(), HERE, town.now)
    with a_phone(browser, town.address, **options) as page:
        requests = Requests(page)
        open_page(page)
        ask(page)
        assert names(page) == [each.venue.name for each in (found.first, *found.others)]  # type: ignore[union-attr]
        first = page.locator(".answer .card-first")
        walks = finder.street_walks
        assert walks
        way = way_text(*walks.legs(HERE, found.first.row, streets.built().names))  # type: ignore[union-attr]
        assert way and " ".join((first.locator(".way").text_content() or "").split()) == way
        walk = walk_text(found.first.walk_minutes, found.first.distance_m, found.first.compass)  # type: ignore[union-attr]
        said = (first.locator(".walk").text_content() or "").replace("\xa0", " ")
        assert said == walk.replace("\xa0", " ")
        assert "OpenStreetMap contributors" in page.locator('[data-part="by_street"]').inner_text()
        assert page.locator('[data-part="by_line"]').count() == 0
        assert not tells_the_point(requests.text().encode()) and not requests.foreign(town.address)
    assert [each.distance_m for each in (found.first, *found.others)] != [  # type: ignore[union-attr]
        each.distance_m
        for each in (straight.first, *straight.others)  # type: ignore[union-attr]
    ]
    assert not tells_the_point(town.left_behind())


def test_by_the_name_of_a_long_street_it_is_asked_where_and_nobody_is_told(
    browser: Browser, town: Served, options: dict
) -> None:
    with a_phone(browser, town.address, **options) as page:
        requests = Requests(page)
        with page.expect_response(re.compile("/streets/ground")):  # comes last
            open_page(page)
            page.get_by_label("Where are you?").focus()
        page.wait_for_timeout(300)
        page.get_by_label("Where are you?").fill("column 13")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Column 13 is long. Where on it are you?")).to_be_visible()
        page.get_by_role("button", name="Column 13, where it meets Row 19 West").click()
        expect(page.locator(".answer .card-first")).to_be_visible()
        assert "from Column 13, where it meets Row 19 West" in page.locator(".answer").inner_text()
        assert "column" not in requests.text().lower() and not requests.foreign(town.address)
    assert b"olumn 13" not in town.left_behind()


def test_until_the_streets_have_come_the_straight_line_answers_and_says_so(
    browser: Browser, town: Served, finder: Finder, options: dict
) -> None:
    with a_phone(browser, town.address, **options) as page:
        held = []
        page.route(re.compile("/streets/network"), lambda route: held.append(route))
        open_page(page)
        page.locator('[data-role="use-position"]').click()
        expect(page.locator('.answer [data-part="by_line"]')).to_be_visible()
        straight = sections(town.finder(), HERE, town.now)
        assert names(page)[0] == straight.first.venue.name  # type: ignore[union-attr]
        page.wait_for_timeout(100)
        for route in held:
            route.continue_()
        expect(page.locator('.answer [data-part="by_street"]')).to_be_visible()
        assert names(page)[0] == expected(finder, town).first.venue.name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body", [b"", b"SSN\x01", b"SSN\x02" + bytes(40), b"<!doctype html>sign in here"]
)
def test_a_street_file_that_is_no_good_leaves_the_straight_line(
    browser: Browser, town: Served, options: dict, body: bytes
) -> None:
    with a_phone(browser, town.address, **options) as page:
        page.route(re.compile("/streets/network"), lambda route: route.fulfill(body=body))
        open_page(page)
        page.locator('[data-role="use-position"]').click()
        expect(page.locator('.answer [data-part="by_line"]')).to_be_visible()
        page.wait_for_timeout(1_800)
        expect(page.locator('.answer [data-part="by_line"]')).to_be_visible()


def test_a_way_without_steps_with_script_and_without(
    browser: Browser, town: Served, finder: Finder, options: dict
) -> None:
    with a_phone(browser, town.address, **options) as page:
        open_page(page)
        page.locator("details.more summary, details summary").first.click()
        page.get_by_label("A way without steps").check()
        ask(page)
        found = expected(finder, town, no_steps=True)
        assert names(page) == [each.venue.name for each in (found.first, *found.others)]  # type: ignore[union-attr]
    with a_phone(browser, town.address, java_script_enabled=False, service_workers="block") as page:
        page.goto("/")
        page.locator("details summary").first.click()
        page.get_by_label("A way without steps").check()
        page.locator('input[name="where"]').fill(f"{HERE.lat}, {HERE.lon}")
        page.get_by_role("button", name="Find the nearest Safe Space").click()
        without = names(page)
        assert without[: 1 + len(found.others)] == [
            each.venue.name for each in (found.first, *found.others)
        ]  # type: ignore[union-attr]
        assert "Walks follow the streets." in page.locator(".answer").inner_text()
        assert page.locator(".answer .card-first .way").inner_text()


def test_the_map_draws_the_streets_their_names_and_the_way(
    browser: Browser, town: Served, options: dict
) -> None:
    drawn = """() => [...document.querySelectorAll('#map_safe_spaces canvas')].some((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    })"""
    with a_phone(browser, town.address, **options) as page:
        requests, faults = Requests(page), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        open_page(page)
        ask(page)
        page.get_by_role("link", name="See them on the map").click()
        page.locator('[data-role="show-map"]').click()
        page.wait_for_function(drawn)
        page.wait_for_function(WATER)
        expect(page.locator("path.map-way")).to_have_count(1)
        for _ in range(6):  # names are written where they have room
            if page.locator(".map-name-street").count():
                break
            page.locator(".leaflet-control-zoom-in").click()
            page.wait_for_timeout(500)
        assert page.locator(".map-name-street").count()
        assert "OpenStreetMap contributors" in page.locator('[data-role="map-frame"]').inner_text()
        assert (
            not faults
            and not tells_the_point(requests.text().encode())
            and not requests.foreign(town.address)
        )


def until_kept(page: Page, address: str) -> None:
    for _ in range(100):
        if page.evaluate(READY, address):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} was not kept")


def test_without_a_signal_walks_still_follow_the_streets(
    browser: Browser, tmp_path: Path, finder: Finder
) -> None:
    with_streets(tmp_path)
    server = Server(tmp_path)
    until_walked(server.served.address)
    try:
        with a_phone(browser, server.served.address, geolocation=POOL_MEADOW) as page:
            page.goto("/")
            number = page.evaluate(
                "async () => (await (await fetch('/directory.json')).json()).streets"
            )
            for address in ("/postcodes/CV6.json", f"/streets/names-{number}.bin"):
                until_kept(page, address)
            server.stop()
            page.goto("/")
            ask(page)
            assert names(page)[0] == expected(finder, server.served).first.venue.name  # type: ignore[union-attr]
            assert page.locator(".answer .card-first .way").inner_text()
    finally:
        server.start()
        server.stop()


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same town among 600 places of a country."""
    folder = tmp_path_factory.mktemp("cells")
    with_streets(folder)
    database = Database(f"sqlite:///{folder}/register.db")
    venues = [
        a_venue(
            f"Far Place {number:03}",
            located=LocatedPoint(
                Point(round(53.2 + number % 30 * 0.01, 5), round(-2.4 + number // 30 * 0.02, 5)),
                PointSource.GIVEN,
            ),
            safe_hours="24/7",
        )
        for number in range(600)
    ]
    with database.writing() as session:
        add_venues(session, venues, at=NOW, author="test", reason="test")
    publish(database, at=NOW)
    database.close()
    with serving(folder) as found:
        until_walked(found.address)
        yield found


def test_of_a_list_in_cells_the_streets_of_the_cell_are_asked_for_and_nothing_finer(
    browser: Browser, long_list: Served, finder: Finder, options: dict
) -> None:
    with a_phone(browser, long_list.address, **options) as page:
        requests = Requests(page)
        open_page(page)
        ask(page)
        assert names(page)[0] == expected(finder, long_list).first.venue.name  # type: ignore[union-attr]
        paths = [urlsplit(request.url).path for request in requests.seen]
        (cell,) = {path[11:-5] for path in paths if path.startswith("/directory/")}
        asked = sorted(path for path in set(paths) if path.startswith("/streets/"))
        assert len(asked) >= 2 and all(path.startswith(f"/streets/{cell}/") for path in asked)
        assert not tells_the_point(requests.text().encode())
