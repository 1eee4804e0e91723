"""Back brings an answer again that no address holds; the way out leaves nothing to come back to; a place is told on or kept by choice only."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from urllib.parse import unquote

import pytest
from playwright.sync_api import Error, Page, Playwright, expect

from safespaces.settings import Settings
from tests.browser.conftest import NOW, Served
from tests.browser.test_every_page import faults
from tests.pages import YOUNG_PEOPLES_PAGES

TYPED = "Foleshill Road, Friday 11:00"
LIBRARY = {"latitude": 52.4086, "longitude": -1.5134}


@pytest.fixture(params=["without a memory of pages", "with one"])
def browser_page(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    browser_type_launch_args: dict,
    browser_context_args: dict,
) -> Iterator[Page]:
    """Playwright's Chromium has no memory of pages (back/forward cache), as old ones; people's have one."""
    memory = ["--disable-back-forward-cache"] if request.param == "with one" else []
    browser = playwright.chromium.launch(**browser_type_launch_args, ignore_default_args=memory)
    page = browser.new_context(**browser_context_args).new_page()
    yield page
    browser.close()


def ask(page: Page, typed: str = TYPED, *, at: datetime | None = NOW) -> str:
    if at:
        page.clock.set_fixed_time(at)
    page.goto("/")
    page.fill("#where", typed)
    page.press("#where", "Enter")
    page.locator(".answer .name").first.wait_for()
    return page.locator(".answer").inner_text()


def test_back_from_a_place_brings_the_answer_again(browser_page: Page, served: Served) -> None:
    page = browser_page
    said = ask(page)
    name = page.locator(".answer .name a").nth(1)
    chosen = name.inner_text()
    name.scroll_into_view_if_needed()
    name.tap()
    expect(page.locator("h1")).to_have_text(chosen)
    expect(page.locator("h1")).to_be_focused()
    assert re.fullmatch(rf"{served.address}/places/[a-z0-9-]+", page.url)
    assert page.evaluate("history.state") is None
    page.go_back()
    expect(page.locator(".answer")).to_be_visible()
    assert page.locator(".answer").inner_text() == said and page.url == f"{served.address}/"
    expect(page.locator("#answer-heading")).to_be_focused()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(chosen)
    page.go_back()
    page.fill("#where", "Pool Meadow")
    page.press("#where", "Enter")
    expect(page.locator(".answer .when")).to_contain_text("Pool Meadow")


def test_after_the_place_was_loaded_again_back_leads_to_the_form(browser_page: Page) -> None:
    page = browser_page
    ask(page)
    page.locator(".answer .name a").first.tap()
    expect(page.locator("article.place h1")).to_be_visible()
    page.reload()
    page.go_back()
    expect(page.locator("#where")).to_be_visible()
    page.fill("#where", "Pool Meadow")
    page.press("#where", "Enter")
    expect(page.locator(".answer .when")).to_contain_text("Pool Meadow")


def test_back_on_the_map_brings_its_list_again(browser_page: Page) -> None:
    page = browser_page
    page.clock.set_fixed_time(NOW)
    page.goto("/map")
    page.locator("details summary").first.tap()
    page.fill("#where", TYPED)
    page.press("#where", "Enter")
    expect(page.locator(".places-list .when")).to_contain_text("Foleshill Road")
    page.locator(".places-list .name a").first.tap()
    expect(page.locator("article.place h1")).to_be_visible()
    page.go_back()
    expect(page.locator(".places-list .when")).to_contain_text("Foleshill Road")


def test_the_map_opened_from_an_answer_is_seen_from_the_same_place(
    phone: Page, served: Served
) -> None:
    sent: list[str] = []
    said = ask(phone, "Foleshill Road, Friday 11:00")
    nearest = phone.locator(".answer .name a").first.inner_text()
    phone.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    phone.get_by_role("link", name="See them on the map").tap()
    expect(phone.locator(".places-list .when")).to_have_text(
        "If you set off Friday at 11:00 from Foleshill Road"
    )
    phone.get_by_role("button", name="Show the map").tap()
    expect(phone.locator(".map-ring-name").first).to_be_visible()  # the map stands around her place
    assert phone.locator(".places-list .name a").first.text_content() == nearest
    assert phone.url == f"{served.address}/map" and not [
        each for each in sent if "oleshill" in each
    ]
    phone.go_back()
    expect(phone.locator(".answer")).to_be_visible()
    assert phone.locator(".answer").inner_text() == said
    phone.go_forward()  # another place on the map is the map's own
    expect(phone.locator(".places-list .when")).to_contain_text("Foleshill Road")
    phone.fill("#where", "Pool Meadow")
    phone.press("#where", "Enter")
    expect(phone.locator(".places-list .when")).to_contain_text("Pool Meadow")
    phone.go_back()
    phone.get_by_role("link", name="See them on the map").tap()
    expect(phone.locator(".places-list .when")).to_contain_text("Foleshill Road")


def test_without_script_what_there_is_to_know_stands_below_the_answer(
    without_script: Page, served: Served
) -> None:
    said = ask(without_script)
    name = without_script.locator(".answer .name a").nth(1)
    chosen = name.inner_text()
    name.tap()
    about = without_script.locator(":target")
    expect(about.locator("h3")).to_have_text(chosen)
    expect(about.locator("table.week")).to_be_in_viewport()
    without_script.go_back()
    assert without_script.url == f"{served.address}/nearest"
    assert without_script.locator(".answer").inner_text() == said


def test_after_the_way_out_back_shows_nothing_of_ours(browser_page: Page, served: Served) -> None:
    page = browser_page
    shown: list[str] = []
    page.route(
        f"{Settings().exit_url}**",
        lambda route: route.fulfill(body="<title>Weather</title>Rain", content_type="text/html"),
    )
    page.goto("/help")
    ask(page, at=None)  # a clock that is put on takes away what a page knows of how it was come to
    page.locator(".answer .name a").first.tap()
    expect(page.locator("article.place h1")).to_be_visible()
    page.get_by_role("link", name="Leave this page").tap()
    page.wait_for_url(f"{Settings().exit_url}**")
    for _ in range(3):
        with suppress(Error):  # the page that is come back to leaves at once
            page.go_back(wait_until="commit", timeout=2_000)
        page.wait_for_timeout(900)
        shown.append(page.locator("body").inner_text())
    assert not [text for text in shown if "Safe Space" in text or "999" in text], shown
    page.goto(served.address)  # whoever types the address is back as usual
    expect(page.locator("#where")).to_be_visible()
    page.reload()
    expect(page.locator("#where")).to_be_visible()


def test_tabs_and_the_history_say_no_more_than_the_name(phone: Page) -> None:
    for address in [*YOUNG_PEOPLES_PAGES, "/places/the-wave", "/nowhere"]:
        phone.goto(address)
        if not phone.url.endswith(("/close/", "/still/")):
            assert phone.title() == "Safe Spaces Coventry", address
    ask(phone)
    phone.locator(".answer .name a").first.tap()
    expect(phone.locator("article.place h1")).to_be_visible()
    assert phone.title() == "Safe Spaces Coventry"


def test_a_place_is_written_about_kept_and_shared_by_choice(phone: Page, served: Served) -> None:
    phone.goto("/places/coventry-central-library")
    message = phone.get_by_role("link", name="Write a message").get_attribute("href") or ""
    assert message.startswith("sms:?&body=") and unquote(message).split("body=")[1] == (
        "I am going to Coventry Central Library, Smithford Way, Coventry, CV1 1FY. "
        f"{served.address}/places/coventry-central-library"
    )
    with phone.expect_download() as kept:
        phone.get_by_role("button", name="Keep a picture of it").tap()
    assert kept.value.suggested_filename == "tonight.png"
    picture = kept.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) > 5_000
    expect(phone.locator(".share [data-role=status]")).to_have_text("The picture is kept.")


def lead(page: Page, served: Served, **position: float) -> None:
    sensors = ["geolocation", "accelerometer", "gyroscope", "magnetometer"]
    page.context.grant_permissions(sensors, origin=served.address)
    page.context.set_geolocation({"accuracy": 10, **position})  # type: ignore[typeddict-item]
    page.goto("/places/coventry-central-library")
    page.get_by_role("button", name="Show the arrow").tap()


def test_an_arrow_leads_to_the_place_without_a_maps_app(phone: Page, served: Served) -> None:
    asked: list[str] = []
    lead(phone, served, latitude=52.4104, longitude=-1.5068)
    phone.on("request", lambda request: asked.append(request.url))
    words = phone.locator("[data-role=words]")
    expect(words).to_have_text(re.compile(r"^4[0-9]0\sm, south-west$"))
    expect(phone.locator("[data-role=how]")).to_contain_text("The top of the screen is north")
    assert faults(phone) == []
    turned = phone.locator("[data-role=arrow]").evaluate("arrow => arrow.style.transform")
    assert 200 < float(turned[7:-4]) < 250  # rotate(..deg): south-west
    phone.evaluate(
        "dispatchEvent(new DeviceOrientationEvent('deviceorientationabsolute', { alpha: 90, beta: 0, gamma: 0, absolute: true }))"
    )
    expect(phone.locator("[data-role=how]")).to_contain_text("The arrow turns with you")
    again = phone.locator("[data-role=arrow]").evaluate("arrow => arrow.style.transform")
    assert round(float(turned[7:-4]) - float(again[7:-4])) == 270  # the phone points to the west
    phone.context.set_geolocation({**LIBRARY, "accuracy": 10})  # type: ignore[typeddict-item]
    phone.clock.run_for(6_000)
    expect(words).not_to_contain_text("south-west", timeout=8_000)
    phone.get_by_role("button", name="Stop").tap()
    expect(words).to_be_hidden()
    assert asked == []


@pytest.mark.parametrize(
    "accuracy, said",
    [
        (2_000, "Your phone knows where you are only to about 2.0 km"),
        (900, "It is near: closer than your phone can tell"),
    ],
)
def test_no_arrow_is_finer_than_the_phone_knows(
    phone: Page, served: Served, accuracy: int, said: str
) -> None:
    lead(phone, served, latitude=52.4104, longitude=-1.5068, accuracy=accuracy)
    expect(phone.locator("[data-role=words]")).to_contain_text(
        said.replace("2.0 km", "2.0\u00a0km")
    )
    expect(phone.locator("[data-role=arrow]")).to_be_hidden()


def test_a_refused_position_ends_the_arrow_with_words(phone: Page, served: Served) -> None:
    phone.goto("/places/coventry-central-library")
    phone.evaluate(
        "() => { navigator.geolocation.getCurrentPosition = (ok, no) => no({ code: 1 }) }"
    )
    phone.get_by_role("button", name="Show the arrow").tap()
    expect(phone.locator("[data-role=told]")).to_contain_text("did not share where you are")
    expect(phone.get_by_role("button", name="Show the arrow")).to_be_visible()
