"""The map in a real browser: nothing before it is asked for, pins by keyboard, the same order as the list, and a strict policy kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOW, Served
from tests.browser.test_every_page import faults

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def moving(page: Page) -> Page:
    """A page whose clock begins at the server's time and goes on: the map's movements need it."""
    page.clock.install(time=NOW)
    page.set_default_timeout(10_000)
    return page


def open_map(page: Page) -> None:
    page.goto("/map")
    page.get_by_role("button", name="Show the map").tap()
    page.locator(".pin").first.wait_for()


def names_in_list(page: Page) -> list[str]:
    return page.locator("[data-role=list] .name").all_inner_texts()


def test_on_a_phone_no_part_of_the_map_is_loaded_before_it_is_asked_for(
    moving: Page, served: Served
) -> None:
    asked: list[str] = []
    moving.on("request", lambda request: asked.append(request.url))
    moving.goto("/map")
    moving.wait_for_load_state("networkidle")
    assert not [url for url in asked if "leaflet" in url or "/map/" in url or "geojson" in url]
    moving.get_by_role("button", name="Show the map").tap()
    moving.locator(".pin").first.wait_for()
    assert [url for url in asked if "leaflet.js" in url] and [
        url for url in asked if url.endswith("/map/areas.geojson")
    ]
    assert [url for url in asked if not url.startswith((served.address, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_map_open(moving: Page, scheme: str) -> None:
    moving.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_map(moving)
    assert faults(moving) == []
    moving.locator(".pin:not(.pin-group)").first.press("Enter")
    moving.locator(".leaflet-popup").wait_for()
    moving.wait_for_timeout(400)  # until it is no longer half see-through
    assert faults(moving) == []


def test_the_policy_is_kept_and_nothing_goes_wrong(moving: Page) -> None:
    wrong: list[str] = []
    moving.on(
        "console",
        lambda message: (
            wrong.append(message.text)
            if message.type in ("error", "warning") and "blocked by Playwright" not in message.text
            else None
        ),
    )
    moving.on("pageerror", lambda error: wrong.append(str(error)))
    open_map(moving)
    moving.get_by_role("button", name="Zoom in", exact=True).tap()
    moving.wait_for_timeout(500)
    assert wrong == []


def test_every_place_is_a_pin_or_in_a_group_and_each_pin_says_name_state_and_distance(
    moving: Page,
) -> None:
    open_map(moving)
    words = moving.locator(".pin").all_inner_texts()
    singles = [text for text in words if "Safe Spaces here" not in text]
    grouped = sum(
        int(text.strip().split()[0].removesuffix("Safe"))
        for text in words
        if "Safe Spaces here" in text
    )
    assert len(singles) + grouped == len(names_in_list(moving)) > 25
    assert all(
        re.search(
            r"\w.*\. (Open|Closes|Opens|Closed|Hours).*\. about \d+ minute.*, [\d.]+ k?m, [a-z-]+\.",
            " ".join(text.split()),
        )
        for text in singles
    )


def test_pins_are_reached_and_opened_by_keyboard_and_closing_goes_back_to_the_pin(
    moving: Page,
) -> None:
    open_map(moving)
    pin = moving.locator(".pin:not(.pin-group)").first
    pin.focus()
    moving.keyboard.press("Enter")
    link = moving.locator(".leaflet-popup a[data-slot=name]")
    expect(link).to_be_focused()
    assert link.inner_text() in pin.inner_text()
    moving.keyboard.press("Escape")
    expect(pin).to_be_focused()


def test_a_group_opens_by_keyboard_into_its_places(moving: Page) -> None:
    open_map(moving)
    before = moving.locator(".leaflet-control-scale-line").inner_text()
    moving.locator(".pin-group").first.press("Enter")
    expect(moving.locator(".leaflet-control-scale-line")).not_to_have_text(before)


def test_filters_narrow_the_list_and_the_pins_together(moving: Page) -> None:
    moving.set_viewport_size(WIDE)
    moving.goto("/map")
    moving.locator(".pin").first.wait_for()
    moving.get_by_text("Choose what to show").click()
    moving.get_by_label("Only places that are open").check()
    expect(moving.locator("[data-role=list] .card:not([data-state=open])")).to_have_count(0)
    assert moving.locator(".pin .sign:not([data-state=open])").count() == 0
    moving.get_by_label("Kind of place").select_option("museum")
    expect(moving.locator("[data-role=count]")).to_have_text("No Safe Space is like that")
    expect(moving.locator(".pin")).to_have_count(0)


def test_the_list_is_the_same_and_in_the_same_order_with_script_and_without(
    moving: Page, without_script: Page
) -> None:
    orders = []
    for page in (moving, without_script):
        page.goto("/map")
        page.get_by_text("Choose what to show").click()
        page.fill("#where", "Friday 18:30, Earlsdon")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator(".places-list .when")).to_contain_text("Friday at 18:30 from Earlsdon")
        # not inner_text: cards outside the window are laid out only when they come into view
        texts = page.locator("[data-role=list] .card").all_text_contents()
        orders.append([" ".join(text.split()) for text in texts])
    assert orders[0] == orders[1] and len(orders[0]) > 25


def test_where_somebody_is_stays_on_the_phone_and_rings_are_drawn_around_it(
    moving: Page, served: Served
) -> None:
    sent: list[str] = []
    moving.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    moving.context.grant_permissions(["geolocation"], origin=served.address)
    moving.context.set_geolocation({"latitude": 52.41037, "longitude": -1.50689})
    open_map(moving)
    moving.get_by_text("Choose what to show").tap()
    moving.get_by_role("button", name="Use where I am").tap()
    expect(moving.locator("path.map-ring")).to_have_count(3)
    expect(moving.locator(".places-list .when")).to_contain_text("from where you are")
    assert (
        not [each for each in sent if "52.41037" in each or "1.50689" in each]
        and "41037" not in moving.url
    )


def test_a_places_page_leads_to_its_pin(moving: Page) -> None:
    moving.goto("/places/the-wave")
    moving.get_by_role("link", name="See it on the big map").tap()
    expect(moving.locator(".leaflet-popup a[data-slot=name]")).to_have_text("The Wave")


def test_when_the_library_does_not_come_the_list_is_still_there(moving: Page) -> None:
    moving.route("**/leaflet.js", lambda route: route.abort())
    moving.goto("/map")
    moving.get_by_role("button", name="Show the map").tap()
    expect(moving.locator("[data-role=map-status]")).to_contain_text("could not be loaded")
    assert len(names_in_list(moving)) > 25
