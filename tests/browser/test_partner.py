"""A partner registers, an officer asks, checks and lists, the place is found within five seconds, closes for tonight and is gone: in Chromium."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from tests.browser.conftest import NOW, PHONE, Served
from tests.browser.partners import sign_in_partner
from tests.browser.test_every_page import faults
from tests.browser.test_staff import sign_in


def mailed(served: Served, path: str) -> str:
    """The newest link of its sort in the mails."""
    database = Database(f"sqlite:///{served.database}")
    with database.reading() as session:
        bodies = " ".join(each.message.body for each in due_messages(session, NOW, 500))
    database.close()
    return re.findall(rf"http://\S+({path}\S+)", bodies)[-1]


def register(page: Page, name: str, email: str) -> None:
    """Fill the form in as a person does, tap by tap."""
    page.goto("/join")
    page.get_by_role("button", name="Register a place").tap()
    page.get_by_label("Name over the door").fill(name)
    page.get_by_label("What kind of place is it?").select_option("cafe")
    page.get_by_label("Address").fill("9 Made-up Street, Coventry")
    page.get_by_label("Postcode").fill("CV1 5FB")
    page.get_by_role("button", name="Keep and go on").tap()
    page.wait_for_url("**/pin")
    page.get_by_role("button", name="North").tap()
    page.get_by_role("button", name="North").tap()
    page.get_by_role("button", name="This is the entrance").last.tap()
    page.wait_for_url("**/hours")
    page.get_by_label("Monday", exact=True).fill("08:00-20:00")
    page.get_by_label("Every day like Monday").check()
    page.get_by_label("Closed", exact=True).check()
    page.get_by_role("button", name="Keep and go on").tap()
    page.wait_for_url("**/said")
    page.get_by_role("button", name="Yes, that is right").tap()
    page.wait_for_url("**/has")
    page.get_by_label("Phone charger").check()
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Keep and go on").tap()
    page.wait_for_url("**/contact")
    page.get_by_label("What your organisation is called").fill(f"{name} Ltd")
    page.get_by_label("Name of the contact").fill("Demonstration contact")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Keep and go on").tap()
    page.wait_for_url("**/check")
    page.get_by_label("Our place does").check()
    page.get_by_role("button", name="Send it to the council").last.tap()
    expect(page.locator("h1")).to_have_text("One more step")


def confirm(page: Page, served: Served) -> None:
    page.goto(mailed(served, "/join/confirm/"))
    page.get_by_role("button", name="Yes, send it to the council").tap()
    expect(page.locator("h1")).to_have_text("Thank you")


def first_found(page: Page) -> str:
    """What the look-up finds at the place's door."""
    page.goto("/")
    page.get_by_label("Where are you?").fill("CV1 5FB")
    page.get_by_role("button", name="Find the nearest Safe Space").tap()
    page.locator("[data-part], .answer").first.wait_for()
    return page.locator("main").inner_text()


def wait_until(page: Page, name: str, is_there: bool) -> float:
    """Seconds until the look-up says so; fails after five."""
    began = time.monotonic()
    while (name in first_found(page)) != is_there:
        assert time.monotonic() - began < 5, (
            f"after five seconds {name} is {'not ' if is_there else 'still '}found"
        )
        page.wait_for_timeout(200)
    return time.monotonic() - began


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_registering_to_being_found_and_closing_for_tonight(
    browser: Browser, served: Served, script: bool
) -> None:
    name = "Made-up Corner Cafe" if script else "Made-up Quiet Cafe"
    email = f"{'corner' if script else 'quiet'}@made-up.example"
    more = {
        "viewport": PHONE,
        "base_url": served.address,
        "has_touch": True,
        "is_mobile": True,
        "java_script_enabled": script,
    }
    partner, officer, young = (browser.new_context(**more).new_page() for _ in range(3))
    register(partner, name, email)
    confirm(partner, served)
    sign_in(officer, served, f"officer.{email}")
    officer.goto("/officer/queue?kind=new")
    officer.get_by_role("link", name=name).tap()
    officer.wait_for_url("**/officer/sent/**")
    assert not script or faults(officer) == []
    officer.get_by_label("What should they answer?").fill("Who is trained?")
    officer.get_by_role("button", name="Ask them").tap()
    officer.wait_for_url("**/officer/queue")
    sign_in_partner(partner, served, email)
    partner.get_by_role("link", name="Answer").tap()
    partner.wait_for_url("**/check")
    assert not script or faults(partner) == []
    partner.get_by_label("Your answer").fill("Everybody who works evenings")
    partner.get_by_role("button", name="Send it to the council").last.tap()
    partner.wait_for_url("**/partner")
    officer.goto("/officer/queue?kind=new")
    officer.get_by_role("link", name=name).tap()
    expect(officer.locator("main")).to_contain_text("Everybody who works evenings")
    officer.get_by_role("link", name="Record a check first").tap()
    officer.get_by_label("Somebody trained is on duty").check()
    officer.get_by_role("button", name="Keep this check").tap()
    expect(officer.locator("main")).to_contain_text("Visit on Tuesday 24 November 2026")
    officer.goto("/officer/queue?kind=new")
    officer.get_by_role("link", name=name).tap()
    officer.get_by_role("button", name="Put it on the list").tap()
    officer.wait_for_url("**/officer/queue")
    wait_until(young, name, is_there=True)
    partner.goto("/partner")
    partner.get_by_role("link", name=name).first.tap()
    partner.get_by_role("button", name="Close for tonight").tap()
    expect(partner.get_by_role("status").first).to_contain_text("Closed")
    young.goto(f"/places/{name.lower().replace(' ', '-')}")
    young.wait_for_timeout(2_500)
    young.reload()
    expect(young.locator(".state").first).to_have_text("Opens tomorrow at 08:00")
    partner.get_by_role("button", name="We are back").tap()
    young.wait_for_timeout(2_500)
    young.reload()
    expect(young.locator(".state").first).to_have_text("Open until 20:00")
    partner.get_by_label("Or close until").fill("2026-11-24T18:00")
    partner.get_by_role("button", name="Close until then").tap()
    expect(partner.get_by_role("status").first).to_contain_text("Closed")
    young.wait_for_timeout(2_500)
    young.reload()
    expect(young.locator(".state").first).to_have_text("Opens soon: at 18:00")
    with served.at(
        NOW + timedelta(minutes=31)
    ):  # a minute after the set time, and nobody has done anything
        young.reload()
        expect(young.locator(".state").first).to_have_text("Open until 20:00")
        assert name in first_found(young)
    for page in (partner, officer, young):
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways_at_320_pixels(
    phone: Page, served: Served, scheme: str
) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in_partner(phone, served)
    phone.goto("/partner/venues/v-made-up")
    phone.get_by_role("button", name="Change something").tap()
    phone.wait_for_url("**/check")
    base = phone.url.rpartition("/")[0].removeprefix(served.address)
    pages = ["", "/venues/v-made-up", "/list", "/venues/v-made-up/pack"]
    phone.set_viewport_size({"width": 320, "height": 640})
    for address in [
        *(f"/partner{page}" for page in pages),
        *(f"{base}/{page}" for page in ("place", "pin", "hours", "said", "has", "check")),
    ]:
        phone.goto(address)
        assert faults(phone) == [], address
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address
    for address in ("/join", "/check", "/check/never1s"):
        phone.goto(address)
        assert (
            faults(phone) == [] and phone.evaluate("document.documentElement.scrollWidth") <= 320
        ), address


def test_axe_finds_nothing_where_an_officer_decides_and_imports(
    phone: Page, served: Served
) -> None:
    sign_in_partner(phone, served)
    phone.goto("/partner/venues/v-made-up")
    phone.get_by_role("button", name="Change something").tap()
    phone.wait_for_url("**/check")
    phone.goto(phone.url.replace("/check", "/place"))
    phone.get_by_label("Website").fill("made-up.example")
    phone.get_by_role("button", name="Keep and go on").tap()
    phone.wait_for_url("**/pin")
    sent = phone.url.replace("/pin", "/check")
    phone.goto(sent)
    phone.get_by_role("button", name="Send it to the council").last.tap()
    phone.wait_for_url("**/partner")
    sign_in(phone, served, "axe@council.example")
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(sent.replace("/partner/sent", "/officer/sent").removesuffix("/check"))
    assert faults(phone) == [] and phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.goto("/officer/import")
    file = {
        "name": "x.csv",
        "mimeType": "text/csv",
        "buffer": b"Venue,kind,postcode\nMade-up Shop,shop,CV1 5FB\nBad,castle,CV1 5FB\n",
    }
    phone.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    phone.get_by_role("button", name="Show me what it would do").tap()
    expect(phone.locator("main")).to_contain_text("1 to add")
    assert faults(phone) == [] and phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_is_reached_by_the_tab_key_in_order_and_shows_that_it_is(
    phone: Page, served: Served
) -> None:
    sign_in_partner(phone, served)
    walk(phone, ["/join", "/check", "/partner", "/partner/venues/v-made-up", "/partner/list"])
    sign_in(phone, served, "keys@council.example")
    walk(
        phone,
        [
            "/officer",
            "/officer/queue",
            "/officer/venues/cov-001",
            "/officer/import",
            "/officer/people",
            "/officer/venues/cov-001/edit/hours",
        ],
    )


def walk(page: Page, addresses: list[str]) -> None:
    """Press Tab through each page: every control gets the focus, top to bottom, with an outline."""
    for address in addresses:
        page.goto(address)
        count = page.evaluate(
            """() => { window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter((e) =>
                e.checkVisibility() && e.tabIndex >= 0 && e.type !== 'hidden' && !(e.type === 'radio' && !e.checked &&
                document.querySelector(`input[name="${e.name}"]:checked`))); return window.stops.length; }"""
        )
        seen: list[int] = []
        for _ in range(6 * count):  # a date box has several stops of its own
            page.keyboard.press("Tab")
            at = page.evaluate("window.stops.indexOf(document.activeElement)")
            if at >= 0 and at not in seen:
                seen.append(at)
                shown = page.evaluate(
                    "() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow }"
                )
                assert not shown.startswith("none"), (
                    address,
                    page.evaluate("document.activeElement.outerHTML")[:200],
                )
            if len(seen) == count:
                break
        radios = page.evaluate("window.stops.filter((e) => e.type === 'radio').length")
        assert len(seen) >= count - max(0, radios - 1) and seen == sorted(seen), (
            address,
            len(seen),
            count,
        )


def test_the_pin_moves_by_arrow_keys_dragging_and_numbers(phone: Page, served: Served) -> None:
    sign_in_partner(phone, served)
    phone.goto("/partner/venues/v-made-up")
    phone.get_by_role("button", name="Change something").tap()
    phone.wait_for_url("**/check")
    phone.goto(phone.url.replace("/check", "/pin"))
    lat, lon = phone.get_by_label("Latitude"), phone.get_by_label("Longitude")
    before = float(lat.input_value())
    map_ = phone.get_by_role("application")
    map_.focus()
    for _ in range(3):
        phone.keyboard.press("ArrowUp")
    assert float(lat.input_value()) == pytest.approx(before + 30 / 111_195, abs=2e-6)
    expect(phone.locator("[data-role=said]")).to_have_text("Moved 30 m from where it was.")
    box, pin = map_.bounding_box(), phone.locator("[data-role=pin]").bounding_box()
    assert box and pin
    phone.mouse.move(pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] / 2)
    phone.mouse.down()
    phone.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4, steps=4)
    phone.mouse.up()
    assert float(lat.input_value()) > before + 0.002
    lat.fill("52.4111, -1.4984")
    lat.press("Tab")
    assert (lat.input_value(), lon.input_value()) == ("52.411100", "-1.498400")
    lat.fill("here")
    lat.press("Tab")
    assert lat.input_value() == "here"  # what cannot be read stays as it was typed
    lat.press("Enter")
    phone.get_by_role("alert").wait_for()
    expect(phone.get_by_role("alert")).to_contain_text("is not a number")


def test_where_no_address_is_found_the_map_of_the_town_and_ones_own_position_lead_to_the_door(
    browser: Browser, served: Served
) -> None:
    def at(metres: float) -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            geolocation={"latitude": 52.4421, "longitude": -1.4711, "accuracy": metres},
            permissions=["geolocation"],
            service_workers="block",
        )
        page = context.new_page()
        page.goto(f"{served.address}/join")
        page.get_by_role("button", name="Register a place").click()
        page.get_by_label("Name over the door").fill("Made-up Kiosk")
        page.get_by_label("What kind of place is it?").select_option("cafe")
        page.get_by_label("Address").fill("Kiosk 4, lower level")
        page.get_by_role("button", name="Keep and go on").click()
        expect(page.get_by_text("We could not find the address")).to_be_visible()
        page.get_by_role("button", name="I stand at the entrance").click()
        return page

    rough = at(4_000)
    expect(rough.get_by_text("too little for a door")).to_be_visible()
    assert rough.get_by_label("Latitude").input_value() == ""
    rough.locator('[data-role="map"]').click()
    assert rough.get_by_label("Latitude").input_value().startswith("52.4")
    rough.context.close()
    sure = at(8)
    expect(sure.locator('[data-role="pin"]')).to_be_visible()
    expect(sure.get_by_label("Latitude")).to_have_value("52.4421")
    sure.context.close()


def test_a_sheet_for_the_window_prints_on_two_pages(phone: Page, served: Served) -> None:
    sign_in_partner(phone, served)
    phone.goto("/partner/venues/v-made-up/pack")
    phone.emulate_media(media="print")
    assert (
        not phone.locator(".no-print").first.is_visible()
        and phone.get_by_text("Come in. We help.").is_visible()
    )
