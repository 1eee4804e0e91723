"""A country of places: a phone takes the cell that it is in, works the answer out there, and tells nothing finer."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from safespaces.geo.point import Point
from safespaces.snapshot.cells import cells_of
from safespaces.snapshot.sections import sections
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from tests.browser.conftest import NOW, PHONE, Served, serving
from tests.browser.test_journey import Requests, first_card
from tests.browser.test_without_signal import HERE, a_phone, visit
from tests.snapshot.build import a_public_venue, a_snapshot, numbered

TOWNS = ((52.4104, -1.5068), (53.4, -2.2), (52.63, -1.13))
AWAY = {"latitude": 53.40117, "longitude": -2.20149}


def country() -> list:
    """Made-up places of three towns, by name."""
    return sorted(
        (
            a_public_venue(
                f"Made-up place {town}-{number:03}",
                lat=round(lat + number % 17 * 0.003, 5),
                lon=round(lon + number // 17 * 0.004, 5),
                safe_hours=("Mo-Su 08:00-23:00", "Mo-Fr 09:00-16:00", "24/7")[number % 3],
            )
            for town, (lat, lon) in enumerate(TOWNS)
            for number in range(250)
        ),
        key=lambda venue: venue.name,
    )


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("country")
    database = Database(f"sqlite:///{folder}/register.db")
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, numbered(a_snapshot(*country())))
    database.close()
    with serving(folder) as served:
        yield served


def options(far: Served, here: dict[str, float]) -> dict:
    return {
        "viewport": PHONE, "base_url": far.address, "locale": "en-GB", "has_touch": True, "is_mobile": True, "service_workers": "block",
        "permissions": ["geolocation"], "geolocation": here,
    }  # fmt: skip


def expected(far: Served, lat: float, lon: float) -> list[str]:
    found = sections(far.finder(), Point(lat, lon), far.now)
    assert found.first is not None
    return [each.venue.name for each in (found.first, *found.others)]


def names(page: Page) -> list[str]:
    cards = page.locator(".answer .card .name")
    return [cards.nth(at).text_content() or "" for at in range(cards.count())]


def cell_of(point: dict[str, float]) -> str:
    venues = country()
    cells = cells_of([venue.lat for venue in venues], [venue.lon for venue in venues])
    return cells.at(point["latitude"], point["longitude"])


def test_in_another_town_the_answer_is_right_and_the_server_learns_the_cell_alone(
    browser: Browser, far: Served
) -> None:
    context = browser.new_context(**options(far, AWAY))
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    requests = Requests(page)
    page.goto("/")
    page.get_by_role("button", name="Use where I am").tap()
    expect(page.locator("#answer-heading")).to_be_focused()
    assert names(page) == expected(far, *AWAY.values())
    cells = {m[1] for m in re.finditer(r"/directory/(\w+)\.json", requests.text())}
    assert cells == {cell_of(HERE), cell_of(AWAY)} and len(cells) == 2
    sent = requests.text() + "\n".join(far.asked())
    assert "53.40" not in sent and "2.201" not in sent
    assert {request.method for request in requests.seen} == {"GET"}
    context.close()


def test_at_home_by_a_street_and_without_script_the_answers_are_the_same(
    browser: Browser, far: Served
) -> None:
    told = []
    for has_script in (True, False):
        context = browser.new_context(**options(far, AWAY), java_script_enabled=has_script)
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto("/")
        page.fill("#where", "pool meadow")
        page.press("#where", "Enter")
        page.locator(".answer .card-first").wait_for()
        told.append((names(page), first_card(page).locator(".walk").text_content()))
        context.close()
    assert told[0] == told[1] and len(told[0][0]) == 5


def test_the_map_in_another_town_lists_the_places_there(browser: Browser, far: Served) -> None:
    context = browser.new_context(**options(far, AWAY))
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto("/map")
    page.get_by_text("Choose what to show").tap()
    page.get_by_role("button", name="Use where I am").tap()
    first = page.locator(".places-list .card .name").first
    expect(first).to_have_text(expected(far, *AWAY.values())[0])
    context.close()


def test_without_a_signal_the_town_answers_and_elsewhere_nothing_is_said_to_be_shut(
    browser: Browser, far: Served
) -> None:
    for point, town in ((HERE, "Made-up place 0-"), (AWAY, "")):
        with a_phone(browser, far.address) as page:
            visit(page)
            page.context.set_offline(True)
            page.context.set_geolocation(point)
            page.get_by_role("button", name="Use where I am").tap()
            expect(page.locator("#answer-heading")).to_be_focused()
            found = names(page)
            assert town in found[0] if town else found == [], (point, found)
            said = page.locator(".answer").text_content() or ""
            assert "Nothing open" not in said and ("No signal" in said or town)
