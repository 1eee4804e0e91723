"""The pictures in the documentation, taken from the real service: `make pictures`. Not a test: pytest finds it only when it is named."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NOW, ROOT, Served
from tests.browser.group import sign_in_member
from tests.browser.partners import sign_in_partner
from tests.browser.test_staff import sign_in

PICTURES = ROOT / "docs" / "pictures"


@pytest.fixture
def camera(page: Page) -> Page:
    """A phone whose clock begins at the server's time."""
    page.clock.install(time=NOW)
    PICTURES.mkdir(exist_ok=True)
    return page


def take(page: Page, name: str) -> None:
    """A picture of what is on the screen, as small as a picture of a phone may be."""
    page.wait_for_timeout(600)
    path: Path = PICTURES / f"{name}.png"
    page.screenshot(path=path, scale="css")


def ask(page: Page, typed: str) -> None:
    page.goto("/")
    page.fill("#where", typed)
    page.press("#where", "Enter")
    page.locator("#answer-heading").wait_for()


def test_find(camera: Page) -> None:
    camera.goto("/")
    take(camera, "find")


def test_answer(camera: Page) -> None:
    ask(camera, "Pool Meadow")
    take(camera, "answer")


def test_night(camera: Page) -> None:
    camera.emulate_media(color_scheme="dark")
    ask(camera, "21:40, Pool Meadow")
    take(camera, "night")


def test_map(camera: Page) -> None:
    camera.goto("/map")
    camera.get_by_role("button", name="Show the map").tap()
    camera.locator(".pin").first.wait_for()
    camera.locator(".map").scroll_into_view_if_needed()
    take(camera, "map")


def test_place(camera: Page) -> None:
    camera.goto("/places/coventry-central-library")
    take(camera, "place")


def test_help(camera: Page) -> None:
    camera.goto("/help")
    take(camera, "help")


def test_join(camera: Page) -> None:
    camera.goto("/join")
    take(camera, "join")
    camera.get_by_role("button", name="Register a place").tap()
    camera.get_by_label("Name over the door").fill("Made-up Cafe")
    camera.get_by_label("What kind of place is it?").select_option("cafe")
    camera.get_by_label("Address").fill("1 Made-up Street, Coventry")
    camera.get_by_label("Postcode").fill("CV1 5FB")
    camera.get_by_role("button", name="Keep and go on").tap()
    camera.wait_for_url("**/pin")
    take(camera, "pin")


def test_partner(camera: Page, served: Served) -> None:
    sign_in_partner(camera, served)
    camera.get_by_role("link", name="Made-up Cafe").first.tap()
    take(camera, "partner")


def test_officer(camera: Page, served: Served) -> None:
    sign_in_partner(camera, served)
    camera.get_by_role("link", name="Made-up Cafe").first.tap()
    camera.get_by_role("button", name="Change something").tap()
    camera.wait_for_url("**/check")
    camera.goto(camera.url.replace("/check", "/hours"))
    camera.get_by_label("Monday", exact=True).fill("08:00-22:00")
    camera.get_by_role("button", name="Keep and go on").tap()
    camera.wait_for_url("**/said")
    camera.goto(camera.url.replace("/said", "/check"))
    camera.get_by_role("button", name="Send it to the council").last.tap()
    camera.wait_for_url("**/partner")
    sign_in(camera, served, "officer.in.pictures@council.example")
    camera.goto("/officer/queue")
    take(camera, "queue")
    camera.get_by_role("link", name="Made-up Cafe").first.tap()
    take(camera, "decide")
    camera.goto("/officer/venues/cov-001")
    camera.locator("#reason").scroll_into_view_if_needed()
    take(camera, "venue")


@pytest.fixture
def desk(camera: Page, served: Served) -> Page:
    """A member of the group at a desk, with two what-ifs."""
    camera.set_viewport_size({"width": 1100, "height": 1000})
    sign_in_member(camera, served, "pictures@group.example")
    for name, place in (("Foleshill joins", "cov-048"), ("Hope Centre joins", "cov-054")):
        camera.goto("/coverage/what-if")
        camera.get_by_label("A new what-if, called").fill(name)
        camera.get_by_role("button", name="Begin").click()
        camera.get_by_label("Add a candidate").select_option(f"candidate:{place}")
        camera.get_by_role("button", name="Add it").click()
        camera.locator(".talk li").first.wait_for()
    return camera


def test_coverage(desk: Page) -> None:
    desk.goto("/coverage?day=4&hour=21")
    desk.locator(".week-grid a[aria-current]").focus()
    for _ in range(5):
        desk.keyboard.press("ArrowUp")
    take(desk, "coverage-week")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**hour=16**")
    desk.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    take(desk, "coverage")
    desk.goto("/coverage/candidates")
    take(desk, "coverage-candidates")
    desk.goto("/coverage/next?n=5&exact=1")
    take(desk, "coverage-next")
    desk.goto("/coverage/what-if")
    desk.get_by_role("button", name="Compare").click()
    desk.wait_for_url("**/compare**")
    desk.goto(f"{desk.url}&day=4&hour=19")
    desk.get_by_text("Share of").first.scroll_into_view_if_needed()
    take(desk, "coverage-compare")
    desk.goto("/coverage/sheet?day=4&hour=16")
    desk.emulate_media(media="print")
    take(desk, "coverage-sheet")
