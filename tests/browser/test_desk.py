"""What an officer and a chain do most, counted: every press of a button, a link, a tick or a list is one, and so is every box that is filled.

The figures that are held stand in the tests; how long each took is printed (pytest -s).
"""

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from safespaces.actions.reference.import_postcodes import import_postcodes
from safespaces.store.database import Database
from tests.browser.conftest import NOW, POSTCODES, Served
from tests.browser.partners import COOK, sign_in_partner
from tests.browser.test_every_page import faults
from tests.browser.test_import import wait_until_listed
from tests.browser.test_partner import register
from tests.browser.test_staff import sign_in

CHECKED = 60


class Hand:
    """A hand at a desk: it counts what it presses and fills in."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.began = page, 0, time.monotonic()

    def press(self, what: Locator) -> None:
        self.presses += 1
        what.click()

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name).first)

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name).first)

    def fill(self, label: str, text: str) -> None:
        self.presses += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, code: str) -> None:
        self.presses += 1
        self.page.get_by_role("combobox", name=label, exact=True).select_option(code)

    def file(self, path: Path) -> None:
        self.presses += 1
        self.page.locator("#file").set_input_files(path)

    def tell(self, what: str) -> int:
        print(f"{what}: {self.presses} presses, {time.monotonic() - self.began:.1f} s by script")
        return self.presses


@pytest.fixture
def desk(browser: Browser, empty: Served) -> Iterator[Page]:
    """A wide screen on which an administrator is signed in."""
    database = Database(f"sqlite:///{empty.database}")
    folder = empty.database.parent
    (folder / "cv.csv").write_text(POSTCODES)
    import_postcodes(database, folder / "cv.csv", at=NOW)
    database.close()
    size = {"width": 1280, "height": 800}
    context = browser.new_context(
        viewport=size,
        base_url=empty.address,
        has_touch=True,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.set_default_timeout(10_000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    sign_in(page, empty, "officer@council.example")
    yield page
    context.close()
    assert broken == []


def checked_places(kinds: tuple[str, ...] = ("library", "cafe")) -> str:
    """A spreadsheet of places that were checked on paper."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(
        [
            "Name",
            "Kind",
            "Address",
            "Postcode",
            "Lat",
            "Lon",
            "Safe hours",
            "Last checked",
            "Trained staff",
            "Staff",
            "Contact person",
            "Contact email",
        ]
    )
    for number in range(CHECKED):
        lat, lon = 52.38 + number // 8 * 0.006, -1.56 + number % 8 * 0.012
        table.writerow(
            [
                f"Place {number:02d}",
                kinds[number % len(kinds)],
                f"{number + 1} Made-up Street",
                "CV1 5FB",
                f"{lat:.5f}",
                f"{lon:.5f}",
                "Mo-Sa 09:00-19:00; Su,PH off",
                "2026-11-02",
                "3",
                "5",
                f"Contact {number}",
                f"c{number}@made-up.example",
            ]
        )
    return out.getvalue()


def bring_in(desk: Page, file: Path) -> int:
    """From the overview to the public list; returns the presses."""
    file.write_text(checked_places())
    desk.goto("/officer")
    hand = Hand(desk)
    hand.link("Import")
    hand.file(file)
    hand.button("Show me what it would do")
    hand.button("Import it")
    expect(desk.locator("main")).to_contain_text(f"{CHECKED} added")
    return hand.tell(f"{CHECKED} checked places from a spreadsheet to the public list")


def test_sixty_checked_places_are_public_and_seventeen_libraries_are_closed_for_christmas(
    desk: Page, empty: Served, tmp_path: Path
) -> None:
    assert bring_in(desk, tmp_path / "checked.csv") <= 15
    wait_until_listed(empty, "Place 59")
    desk.goto("/places")
    expect(desk.locator("main")).to_contain_text("Place 59")
    desk.goto("/officer")
    hand = Hand(desk)
    hand.link("Register")
    hand.choose("Kind", "library")
    hand.button("Show")
    hand.button("To all 30 of this filter")
    hand.fill("From", "2026-12-24T00:00")
    hand.fill("Until", "2027-01-01T09:00")
    hand.button("Show what it would do")
    hand.button("Do it to 30 places")
    expect(desk.locator("main")).to_contain_text("Done to 30 places")
    assert hand.tell("30 libraries closed from 24 December to 1 January") <= 8


def test_the_register_by_keyboard_and_on_a_map(desk: Page, tmp_path: Path) -> None:
    bring_in(desk, tmp_path / "checked.csv")
    desk.goto("/officer/venues")
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.id") == "words"
    desk.keyboard.type("Place 0")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**words=Place*")
    rows = desk.locator("tbody tr").count()
    assert 10 <= rows < CHECKED
    desk.locator("tbody th a").first.focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate("document.activeElement.textContent") == "Place 02"
    desk.get_by_role("button", name="Show them on a map").click()
    expect(desk.locator(".register-map .leaflet-marker-icon .register-sign")).to_have_count(rows)
    assert faults(desk) == []
    desk.locator(".register-map .leaflet-marker-icon").first.dispatch_event("click")
    address = desk.locator(".leaflet-popup-content a").get_attribute("href")
    assert address and address.startswith("/officer/venues/")
    desk.locator("tbody th a").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/officer/venues/*")
    expect(desk.locator("h1")).to_have_text("Place 00")


def test_a_pin_is_moved_on_the_registers_map_and_kept_on_a_page(desk: Page, tmp_path: Path) -> None:
    bring_in(desk, tmp_path / "checked.csv")
    desk.goto("/officer/venues?words=Place+07")
    desk.get_by_role("button", name="Show them on a map").click()
    pin = desk.locator(".register-map .leaflet-marker-icon").first
    expect(pin).to_be_visible()
    box, before = pin.bounding_box(), None
    while box != before:  # the map goes to its pins once they have come
        desk.wait_for_timeout(400)
        box, before = pin.bounding_box(), box
    assert box
    desk.mouse.move(box["x"] + 12, box["y"] + 12)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 40, box["y"] + 12, steps=5)
    desk.mouse.up()
    desk.get_by_role("link", name="Look at the new pin, and keep it").click()
    desk.wait_for_url("**/edit/pin?*")
    moved = desk.get_by_label("Longitude").input_value()
    assert moved in desk.url or moved.rstrip("0") in desk.url
    sure = desk.get_by_label("I am sure: this is the entrance")
    if sure.count():
        sure.check()
    desk.get_by_role("button", name="This is the entrance").last.click()
    desk.wait_for_url("**/officer/venues/*")
    assert "/edit/" not in desk.url
    desk.goto(desk.url + "/edit/pin")
    assert desk.get_by_label("Longitude").input_value() == moved


def test_a_change_is_decided_in_four(desk: Page, empty: Served, browser: Browser) -> None:
    context = browser.new_context(base_url=empty.address, has_touch=True)
    cook = context.new_page()
    sign_in_partner(cook, empty)
    cook.goto("/partner/venues/v-made-up")
    cook.get_by_role("button", name="Change something").click()
    cook.wait_for_url("**/check")
    cook.goto(cook.url.replace("/check", "/has"))
    cook.get_by_label("Toilets", exact=True).check()
    cook.get_by_role("button", name="Keep and go on").click()
    cook.wait_for_url("**/check")
    cook.get_by_role("button", name="Send it to the council").last.click()
    cook.wait_for_url("**/partner")
    context.close()
    desk.goto("/officer")
    hand = Hand(desk)
    hand.link("Changes")
    hand.link("Made-up Cafe")
    hand.button("Accept what is ticked")
    desk.wait_for_url("**/officer/queue")
    assert hand.tell("a change decided") <= 4


def test_a_place_is_registered_on_a_phone_in_seven_pages(phone: Page) -> None:
    pages = []
    phone.on("framenavigated", lambda frame: pages.append(frame.url.rpartition("/")[2]))
    register(phone, "Made-up Seven", "seven@made-up.example")
    phone.wait_for_url("**/sent")
    asked = dict.fromkeys(pages)
    for name in ("join", "sent"):
        asked.pop(name)
    assert list(asked) == ["place", "pin", "hours", "said", "has", "contact", "check"]


def test_a_chain_of_twelve_in_twenty(
    desk: Page, empty: Served, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "branches.csv"
    rows = [
        f"Made-up {number:02d},cafe,{number + 1} Made-up Street,CV1 5FB,Mo-Su 08:00-20:00; PH off"
        for number in range(12)
    ]
    file.write_text("\n".join(["name,kind,address,postcode,safe_hours", *rows]))
    size = {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, base_url=empty.address, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    sign_in_partner(page, empty, COOK)
    hand = Hand(page)
    hand.link("Send a list of branches")
    hand.file(file)
    hand.button("Show me what it would send")
    hand.button("Keep them, to be completed")
    page.wait_for_url("**/partner/branches")
    assert faults(page) == []
    desk_size = page.viewport_size
    assert desk_size
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.set_viewport_size(desk_size)
    page.get_by_role("button", name="Show them on one map").click()
    hand.presses += 1
    map_ = page.locator("#map_safe_spaces")
    boxes = page.locator("input[data-number]")
    for number in range(
        12
    ):  # all lie on one another, at the postcode's middle: each is dragged away
        pin = (
            page.locator(".register-sign", has_text=str(number + 1))
            .and_(page.get_by_text(str(number + 1), exact=True))
            .locator("..")
        )
        at, ground = pin.bounding_box(), map_.bounding_box()
        assert at and ground
        pin.evaluate("pin => { pin.style.zIndex = 9999 }")
        page.mouse.move(at["x"] + 12, at["y"] + 12)
        page.mouse.down()
        page.mouse.move(
            ground["x"] + ground["width"] / 2 + (number - 6) * 14,
            ground["y"] + ground["height"] / 2 + 30,
            steps=4,
        )
        page.mouse.up()
        hand.presses += 1
    values = [boxes.nth(number).input_value() for number in range(12)]
    assert len(set(values)) == 12
    hand.choose("Who can come in without an adult, where it is not said yet?", "all")
    hand.press(page.get_by_label("All of them do"))
    hand.button("Send those that are complete")
    page.wait_for_url("**/partner")
    expect(page.locator("main")).to_contain_text("Made-up 11")
    assert hand.tell("a chain of 12 branches") <= 20
    context.close()
