"""The group's pages in a real browser: the hour by keyboard, the map under the strict policy, candidates, two what-ifs side by side, print."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.group import sign_in_member
from tests.browser.test_every_page import faults

PAGES = (
    "/coverage?hour=16", "/coverage?whom=centre", "/coverage/areas", "/coverage/candidates", "/coverage/candidates/cov-048", "/coverage/next?n=3",
    "/coverage/what-if", "/coverage/needs", "/coverage/use", "/coverage/sheet?hour=16", "/coverage/difference?hour=16&then_hour=21",
)  # fmt: skip


@pytest.fixture
def member(phone: Page, served: Served) -> Page:
    """A phone on which a member is signed in."""
    sign_in_member(phone, served)
    return phone


def what_if(page: Page, name: str) -> str:
    """A new what-if's address."""
    page.goto("/coverage/what-if")
    page.get_by_label("A new what-if, called").fill(name)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/coverage/what-if/w-"))
    return page.url.partition("?")[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(member: Page, scheme: str) -> None:
    member.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    one, two = (
        what_if(member, f"Neighbourhood centres join, {scheme}"),
        what_if(member, f"{'W' * 60} {scheme}"),
    )
    side = "/coverage/what-if/compare?a={}&b={}".format(
        *(each.rpartition("/")[2] for each in (one, two))
    )
    for address in (*PAGES, one, side):
        for width in (320, 1200):
            member.set_viewport_size({"width": width, "height": 640})
            member.goto(address)
            assert faults(member) == [], (address, width)
            assert member.evaluate("document.documentElement.scrollWidth") <= width, (
                address,
                width,
            )


def test_an_hour_is_picked_by_keyboard_and_the_sentence_changes(member: Page) -> None:
    member.goto("/coverage?day=4&hour=21")
    before = member.locator(".sentence").inner_text()
    member.locator(".week-grid a[aria-current]").focus()
    for _ in range(5):
        member.keyboard.press("ArrowUp")
    assert member.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Friday at 16:30"
    )
    member.keyboard.press("ArrowLeft")
    assert member.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Thursday at 16:30"
    )
    assert member.locator(".week-grid a[tabindex='0']").count() == 1  # one stop for the tab key
    member.keyboard.press("Enter")
    member.wait_for_url("**hour=16**")
    assert "Thursday at 16:30" in member.locator(".sentence").inner_text() != before


def test_the_edges_of_the_week_hold_and_home_and_end_go_to_them(member: Page) -> None:
    member.goto("/coverage?day=0&hour=0")
    member.locator(".week-grid a[aria-current]").focus()
    for key in ("ArrowUp", "ArrowLeft"):
        member.keyboard.press(key)
    member.keyboard.press("End")
    assert member.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Sunday at 00:30"
    )
    member.keyboard.press("Home")
    assert member.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Monday at 00:30"
    )


def test_the_map_moves_under_the_strict_policy_and_nothing_comes_from_elsewhere(
    member: Page, served: Served
) -> None:
    wrong: list[str] = []
    asked: list[str] = []
    member.on(
        "console",
        lambda message: (
            wrong.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    member.on("pageerror", lambda error: wrong.append(str(error)))
    member.on("request", lambda request: asked.append(request.url))
    for address, shapes in (("/coverage?hour=16", 203), ("/coverage?whom=centre", 12)):
        member.goto(address)
        member.get_by_role("button", name="A map you can move").click()
        expect(member.locator(".map .coverage-area")).to_have_count(shapes)
        expect(
            member.locator(".coverage-sign").nth(20)
        ).to_be_attached()  # more than twenty, as soon as they have come
        assert faults(member) == []
    gap = member.locator(".leaflet-marker-icon", has=member.locator("[data-state=gap]")).first
    gap.focus()
    member.keyboard.press("Enter")
    expect(member.locator(".leaflet-popup-content")).to_contain_text("Gap 1")
    assert (
        wrong == []
        and [url for url in asked if not url.startswith((served.address, "data:"))] == []
    )


def test_two_candidates_are_added_compared_and_printed(member: Page) -> None:
    one = what_if(member, "Foleshill joins")
    member.get_by_label("Add a candidate").select_option("candidate:cov-048")
    member.get_by_role("button", name="Add it").click()
    expect(member.locator(".talk").first).to_contain_text("Add Foleshill Community Centre")
    two = what_if(member, "Hope Centre joins")
    member.get_by_label("Add a candidate").select_option("candidate:cov-054")
    member.get_by_role("button", name="Add it").click()
    member.get_by_label("Lay beside").select_option(label="Foleshill joins")
    member.get_by_role("button", name="Compare").click()
    member.wait_for_url("**/compare**")
    expect(member.locator("table.week").first).to_contain_text("Hope Centre joins")
    assert member.locator("svg[role=group]").count() == 2
    member.goto(f"/coverage/sheet?scenario={two.rpartition('/')[2]}&day=4&hour=19")
    member.emulate_media(media="print")
    assert (
        not member.locator(".tabs").is_visible()
        and not member.get_by_role("link", name="take the PDF").is_visible()
    )
    assert "Add Hope Centre" in member.locator(".sheet-pages").inner_text()
    assert one != two
    printed = pypdf.PdfReader(io.BytesIO(member.pdf(format="A4", prefer_css_page_size=True))).pages
    assert len(printed) == 3 and "Add Hope Centre" in printed[0].extract_text()


def test_all_of_it_works_without_script(without_script: Page, served: Served) -> None:
    page = without_script
    sign_in_member(page, served, "noscript@group.example")
    page.get_by_label("Time").select_option(label="16:30")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".sentence")).to_contain_text("Monday at 16:30")
    assert (
        page.locator("svg[role=img] path").count() > 203
        and not page.get_by_role("button", name="A map you can move").is_visible()
    )
    page.locator(".week-grid a").nth(7 * 12).click()
    expect(page.locator(".sentence")).to_contain_text("Monday at 12:30")
    page.get_by_role("link", name="Candidates").click()
    page.get_by_label("Name over the door").fill("Cafe without script")
    page.get_by_label("What kind of place is it?").select_option("cafe")
    page.get_by_label("Where is it?").fill("CV1 5FB")
    page.get_by_role("button", name="Suggest it").click()
    expect(page.locator("h1")).to_have_text("Cafe without script")
    page.get_by_label("A comment").fill("It has a side door")
    page.get_by_role("button", name="Keep a comment").click()
    expect(page.locator(".talk")).to_contain_text("It has a side door")


def test_everything_to_tap_is_large_enough_but_for_the_cells_of_the_week(member: Page) -> None:
    """A cell of the week is 28 px high: WCAG 2.2 asks for 24 (2.5.8), and the boxes above choose any hour too."""
    for address in PAGES:
        member.goto(address)
        small = member.evaluate(
            """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, .button, nav a')]
                .filter((e) => e.checkVisibility() && !e.closest('.tick') && e.getBoundingClientRect().height < 43.5)
                .map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert small == [], address
        cells = member.evaluate(
            "[...document.querySelectorAll('.week-grid a')].map((e) => e.getBoundingClientRect()).every((r) => r.height >= 24 && r.width >= 24)"
        )
        assert cells, address


def sentence(page: Page) -> str:
    return page.locator(".sentence").inner_text()


def test_another_hour_is_shown_in_place_and_the_address_says_it(member: Page) -> None:
    member.goto("/coverage?day=0&hour=16")
    before = sentence(member)
    member.evaluate("window.stays = true")
    cell = member.locator(".week-grid a", has_text="").nth(7 * 10 + 2)  # Wednesday, 10:30
    cell.scroll_into_view_if_needed()
    top = cell.bounding_box()
    cell.focus()
    cell.press("Enter")
    expect(member.locator(".sentence")).to_contain_text("Wednesday at 10:30")
    assert "day=2&hour=10" in member.url and member.evaluate("window.stays") is True
    assert sentence(member) != before
    chosen = member.locator(".week-grid a[aria-current]")
    assert member.evaluate(
        "document.activeElement === document.querySelector('.week-grid a[aria-current]')"
    )
    after = chosen.bounding_box()
    assert top and after and abs(after["y"] - top["y"]) < 3
    member.keyboard.press("ArrowRight")  # the table works on
    assert "Thursday at 10:30" in (
        member.evaluate("document.activeElement.getAttribute('aria-label')") or ""
    )
    expect(member.locator('[data-role="look-said"]')).to_contain_text("Wednesday at 10:30")
    assert "hour=10" in (member.get_by_role("link", name="Sheet").get_attribute("href") or "")
    assert faults(member) == []


def test_a_choice_is_shown_at_once_and_keeps_its_box(member: Page) -> None:
    member.goto("/coverage?day=0&hour=16")
    member.evaluate("window.stays = true")
    member.get_by_label("Walk, at most").focus()
    member.get_by_label("Walk, at most").select_option("20")
    expect(member.locator(".sentence")).to_contain_text("20 minutes")
    assert "walk=20" in member.url and member.evaluate("window.stays") is True
    assert member.evaluate("document.activeElement.id") == "walk"
    member.get_by_label("Which places").select_option("checked")
    expect(member.locator(".sentence")).to_contain_text("whose check is in date")
    member.get_by_role("link", name="Look at all that are listed").click()
    expect(member.locator(".sentence")).not_to_contain_text("whose check is in date")
    assert member.evaluate("window.stays") is True


def test_the_week_is_played_and_stopped(member: Page) -> None:
    member.goto("/coverage?day=0&hour=8")
    member.evaluate("window.stays = true")
    asked: list[str] = []
    member.on("request", lambda request: asked.append(request.url))
    slider, said = (
        member.get_by_label("Through the week"),
        member.locator('[data-role="hour-said"]'),
    )
    assert slider.get_attribute("aria-valuetext") == "Monday 08:30"
    member.get_by_role("button", name="Play").click()
    expect(said).to_contain_text("Monday 11:30:", timeout=15_000)
    # one file, and then nobody is asked
    assert [url.rpartition("/")[2].partition("?")[0] for url in asked] == ["hours.json"]
    member.get_by_role("button", name="Pause").click()
    hour = said.inner_text().partition(":30")[0].rpartition(" ")[2]
    expect(member.locator(".sentence")).to_contain_text(f"Monday at {hour}:30")
    expect(member.get_by_role("button", name="Play")).to_be_visible()
    member.wait_for_timeout(1_500)
    assert f"hour={int(hour)}" in member.url and member.evaluate("window.stays") is True


def test_the_slider_says_and_draws_what_the_page_then_says(member: Page) -> None:
    member.goto("/coverage?day=0&hour=8")
    drawn = "[...document.querySelectorAll('[data-role=drawing] :is([data-area], [data-place])')].map((each) => each.getAttribute('fill') + each.getAttribute('d')).join()"
    before = member.evaluate(drawn)
    slider, said = (
        member.get_by_label("Through the week"),
        member.locator('[data-role="hour-said"]'),
    )
    slider.evaluate(
        "range => { range.value = 110; range.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(said).to_contain_text("Friday 14:30:")
    words, shown = said.inner_text(), member.evaluate(drawn)
    assert shown != before
    slider.dispatch_event("change")
    expect(member.locator(".sentence")).to_contain_text("Friday at 14:30")
    assert member.evaluate(drawn) == shown
    assert member.locator(".big-number strong").first.inner_text() == words.partition(": ")[2]


def told(page: Page) -> str:
    return page.locator("[data-role='area-said']").inner_text()


def at_focus(page: Page) -> dict[str, float]:
    return page.evaluate(
        "(({x, y, width, height}) => ({x: x + width / 2, y: y + height / 2}))(document.activeElement.getBoundingClientRect())"
    )


@pytest.mark.parametrize(
    "address", ["/coverage?day=4&hour=16", "/coverage/difference?hour=16&then_hour=21"]
)
def test_an_area_of_a_drawing_tells_its_figures_to_mouse_and_keys(
    member: Page, address: str
) -> None:
    member.set_viewport_size({"width": 1000, "height": 900})
    member.goto(address)
    expect(member.locator("[data-role='area-said']")).to_contain_text("Point at an area")
    stops = member.locator(".town [data-area][tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    seen, before = {told(member)}, at_focus(member)
    for key, axis, sign in (
        ("ArrowRight", "x", 1),
        ("ArrowDown", "y", 1),
        ("ArrowLeft", "x", -1),
        ("ArrowUp", "y", -1),
    ):
        member.keyboard.press(key)
        after = at_focus(member)
        assert sign * (after[axis] - before[axis]) > 0, key
        before = after
        seen.add(told(member))
    assert len(seen) >= 4 and all("(Coventry 0" in each for each in seen), seen
    assert stops.count() == 1  # still one stop for the tab key
    member.locator(".town [data-area]").nth(7).hover()
    assert told(member) == member.locator(".town [data-area] title").nth(7).text_content()
    for _ in range(60):  # to the edge, and no further
        member.keyboard.press("ArrowUp")
    assert member.evaluate("document.activeElement.hasAttribute('data-area')")


EVERY_ONE = """() => {
  const shapes = [...document.querySelectorAll('.town [data-area]')];
  const [seen, left] = [new Set(), [shapes[0]]];
  while (left.length) {
    const shape = left.pop();
    if (seen.has(shape)) continue;
    seen.add(shape);
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      shape.focus();
      shape.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
      left.push(document.activeElement);
    }
  }
  return shapes.length - seen.size;
}"""


@pytest.mark.parametrize("layer", ["home", "school", "centre"])
def test_the_arrow_keys_lead_to_every_area(member: Page, layer: str) -> None:
    member.goto(f"/coverage?hour=16&whom={layer}")
    expect(member.locator("[data-role='area-said']")).to_be_visible()
    assert member.evaluate(EVERY_ONE) == 0


def test_an_area_of_the_map_that_moves_tells_its_figures_to_keys(member: Page) -> None:
    member.set_viewport_size({"width": 1000, "height": 900})
    member.goto("/coverage?day=4&hour=16")
    member.get_by_role("button", name="A map you can move").click()
    member.locator(".map path[tabindex='0']").focus()
    at = member.locator(".leaflet-map-pane").get_attribute("style")
    member.keyboard.press("ArrowRight")
    member.keyboard.press("ArrowDown")
    name = member.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "young people" in name
    expect(member.locator(".leaflet-tooltip").filter(has_text=name)).to_be_visible()
    assert member.locator(".leaflet-map-pane").get_attribute("style") == at  # the map stays


def test_without_a_signal_what_is_shown_stays_and_it_is_said(member: Page) -> None:
    member.goto("/coverage?day=0&hour=16")
    before = sentence(member)
    member.context.set_offline(True)
    member.get_by_label("Walk, at most").select_option("5")
    expect(member.locator('[data-role="look-said"]')).to_contain_text("was not reached")
    assert sentence(member) == before
    member.context.set_offline(False)
    member.get_by_label("Walk, at most").select_option("15")
    expect(member.locator(".sentence")).to_contain_text("15 minutes")


def test_a_newer_list_than_the_pages_is_not_drawn_on_it(member: Page) -> None:
    member.route("**/coverage/hours.json*", lambda route: route.fulfill(json={"list": "newer"}))
    member.goto("/coverage?day=0&hour=16")
    member.get_by_label("Through the week").evaluate("range => { range.value = 110; range.dispatchEvent(new Event('input', { bubbles: true })); }")  # fmt: skip
    expect(member.locator(".sentence")).to_contain_text("Friday at 14:30")  # the page is asked
    assert member.locator('[data-role="hour-said"]').inner_text() == ""
