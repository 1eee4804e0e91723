"""A young person finds the nearest Safe Space, with script and without, and leaves nothing behind."""

import re
import struct
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Request, expect

from safespaces.geo.point import Point
from safespaces.snapshot.sections import sections
from tests.browser.conftest import NOW, Served

POOL_MEADOW = {"latitude": 52.41037, "longitude": -1.50689}


class Requests:
    """Everything that a page asked for, as text: addresses, bodies and headers."""

    def __init__(self, page: Page) -> None:
        self.seen: list[Request] = []
        page.on("request", lambda request: self.seen.append(request))

    def text(self) -> str:
        return "\n".join(
            f"{request.url} {request.post_data or ''} {request.headers}" for request in self.seen
        )

    def foreign(self, origin: str) -> list[str]:
        return [
            request.url
            for request in self.seen
            if not request.url.startswith((origin, "data:", "blob:"))
        ]


def tells_the_point(kept: bytes) -> bool:
    """Whether POOL_MEADOW stands in these bytes, written out or as SQLite keeps a number.

    Its last digits alone would also be found in a process id or in the parts of a second, by chance.
    """
    lat, lon = POOL_MEADOW.values()
    written = re.search(rb"(?<![\d:])(52\.41037|1\.50689)|5241037|150689(?!\d)", kept)
    return bool(written) or any(struct.pack(">d", number) in kept for number in (lat, lon))


def test_a_point_that_is_kept_would_be_found() -> None:
    for kept in (
        b"where=52.41037%2C-1.50689",
        b"lon: -1.50689",
        struct.pack(">d", -1.50689),
        b"[5241037,-150689]",
    ):
        assert tells_the_point(kept)
    assert not tells_the_point(b"pid: 50689 at 18:44:41.506893, 12:30:52.410371")


def expected(served: Served, lat: float, lon: float) -> str:
    found = sections(served.finder(), Point(lat, lon), served.now)
    assert found.first is not None
    return found.first.venue.name


def first_card(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".answer .card-first")


def test_with_a_position_the_first_answer_is_right_and_nothing_leaves_the_phone(
    phone: Page, served: Served
) -> None:
    phone.context.grant_permissions(["geolocation"], origin=served.address)
    phone.context.set_geolocation(POOL_MEADOW)
    requests = Requests(phone)
    phone.goto("/")
    phone.get_by_role("button", name="Use where I am").tap()
    expect(phone.locator("#answer-heading")).to_be_focused()
    card = first_card(phone)
    expect(card.locator(".name")).to_have_text(
        expected(served, POOL_MEADOW["latitude"], POOL_MEADOW["longitude"])
    )
    expect(card.locator(".state")).to_have_text("Open until 19:00")
    expect(card.locator(".walk")).to_have_text(
        re.compile(r"^about \d+ minutes’ walk, \d+\sm, south-west$")
    )
    assert phone.locator(".answer [data-list=others] .card").count() == 4
    assert requests.foreign(served.address) == [] and phone.url == served.address + "/"
    assert not tells_the_point(requests.text().encode()) and not tells_the_point(
        served.left_behind()
    )


@pytest.mark.parametrize("typed", ["spon street", "cv6 4zz", "pool meadow"])
def test_typed_text_is_answered_on_the_phone_and_never_sent(
    phone: Page, served: Served, typed: str
) -> None:
    requests = Requests(phone)
    phone.goto("/")
    phone.fill("#where", typed)
    phone.press("#where", "Enter")
    expect(phone.locator("#answer-heading")).to_be_focused()
    assert first_card(phone).count() + phone.locator("[data-part=opening]").count() > 0
    assert requests.foreign(served.address) == [] and phone.url == served.address + "/"
    sent = requests.text().lower().replace("%20", " ").replace("+", " ")
    assert typed not in sent and "4zz" not in sent
    assert not [request for request in requests.seen if request.method != "GET"]
    assert typed.encode() not in served.left_behind().lower()


def test_without_script_the_form_gives_the_same_answer_and_nothing_is_kept(
    without_script: Page, served: Served
) -> None:
    requests = Requests(without_script)
    without_script.goto("/")
    without_script.fill("#where", "52.41037, -1.50689")
    with without_script.expect_response("**/nearest") as answer:
        without_script.get_by_role("button", name="Find the nearest Safe Space").tap()
    assert answer.value.headers["cache-control"] == "no-store" and answer.value.status == 200
    without_script.wait_for_url(served.address + "/nearest")
    expect(first_card(without_script).locator(".name")).to_have_text(
        expected(served, 52.41037, -1.50689)
    )
    assert requests.foreign(served.address) == []
    assert all("52.41037" not in request.url for request in requests.seen)
    assert not tells_the_point(served.left_behind())


@pytest.mark.parametrize(
    "typed",
    [
        "Foleshill Road",
        "Friday 21:30, Foleshill Road",
        "CV6 5LB",
        "CV1 5ZZ",
        "tomorrow 10:00 Earlsdon",
        "France",
        "M1 1AA",
        "station",
    ],
)
def test_both_roads_say_the_same_words(phone: Page, without_script: Page, typed: str) -> None:
    texts = []
    for page in (phone, without_script):
        page.goto("/")
        page.fill("#where", typed)
        page.get_by_role("button", name="Find the nearest Safe Space").tap()
        shown = page.locator(".answer, [role=alert], .which").first
        shown.wait_for()
        texts.append(shown.inner_text())
    assert texts[0] == texts[1] and len(texts[0]) > 30


def test_a_place_that_could_be_two_is_asked_about_and_answered(phone: Page) -> None:
    phone.goto("/")
    phone.fill("#where", "station")
    phone.press("#where", "Enter")
    phone.get_by_role("button", name="Canley railway station").tap()
    expect(phone.locator(".answer .when")).to_contain_text("Canley railway station")


def test_without_script_a_choice_is_answered_too(without_script: Page) -> None:
    without_script.goto("/")
    without_script.fill("#where", "station")
    without_script.get_by_role("button", name="Find the nearest Safe Space").tap()
    without_script.get_by_role("button", name="Canley railway station").tap()
    expect(without_script.locator(".answer .when")).to_contain_text("Canley railway station")


def test_a_refused_position_is_said_kindly_and_the_cursor_is_in_the_box(phone: Page) -> None:
    phone.goto("/")
    phone.context.clear_permissions()
    phone.evaluate(
        "() => { navigator.geolocation.getCurrentPosition = (ok, no) => no({ code: 1 }) }"
    )
    phone.get_by_role("button", name="Use where I am").tap()
    expect(phone.locator("#where")).to_be_focused()
    expect(phone.locator("[data-role=status]")).not_to_be_empty()


def test_a_position_is_never_asked_for_before_the_tap(phone: Page) -> None:
    phone.add_init_script(
        "navigator.geolocation.getCurrentPosition = () => { window.asked = true }"
    )
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    assert phone.evaluate("window.asked") is None


def test_when_the_directory_does_not_load_the_form_is_used_once_somebody_agrees(
    phone: Page,
) -> None:
    phone.route("**/directory.json", lambda route: route.abort())
    phone.goto("/")
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    expect(phone.locator(".answer")).to_contain_text("Call 999")  # meanwhile: numbers, on this page
    phone.get_by_role("button", name="Send what I typed").tap()
    phone.wait_for_url("**/nearest")
    expect(first_card(phone).locator(".name")).to_have_text("Coventry Central Library")


def test_after_the_first_answer_it_works_without_a_network(phone: Page) -> None:
    phone.goto("/")
    for typed in ("pool meadow", "Earlsdon"):
        phone.fill("#where", typed)
        phone.press("#where", "Enter")
        expect(phone.locator(".answer .when")).to_contain_text(typed.split()[0].title())
        phone.context.set_offline(True)


def test_the_way_out_is_three_presses_of_shift_and_leaves_no_way_back(phone: Page) -> None:
    phone.route(
        "https://www.bbc.co.uk/**",
        lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"),
    )
    phone.goto("/help")
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    for _ in range(3):
        phone.keyboard.press("Shift")
    phone.wait_for_url("https://www.bbc.co.uk/**")
    phone.go_back()
    assert not phone.url.endswith("/") or phone.url.startswith("https://www.bbc")


def test_the_whole_journey_works_by_keyboard(phone: Page) -> None:
    phone.goto("/")
    names = []
    for _ in range(12):
        phone.keyboard.press("Tab")
        names.append(
            phone.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        )
        if names[-1] == "where":
            break
    assert names[0] == "Skip to the page" and names[-1] == "where", names
    phone.keyboard.type("pool meadow")
    phone.keyboard.press("Enter")
    expect(phone.locator("#answer-heading")).to_be_focused()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/places/coventry-central-library")
    expect(phone.locator("h1")).to_have_text("Coventry Central Library")


def test_the_way_out_stays_on_the_screen_however_far_one_reads(phone: Page) -> None:
    for address in ("/", "/help", "/places", "/map", "/places/the-wave", "/privacy"):
        for width in (320, 360):
            phone.set_viewport_size({"width": width, "height": 640})
            phone.goto(address)
            phone.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            assert (
                phone.evaluate("document.querySelector('.exit').getBoundingClientRect().top") >= 0
            ), (address, width)


def test_an_answer_that_lies_open_is_worked_out_again_and_says_so(
    page: Page, served: Served
) -> None:
    page.clock.install(time=NOW)
    page.goto("/")
    page.fill("#where", "pool meadow")
    page.press("#where", "Enter")
    expect(first_card(page).locator(".state")).to_have_text("Open until 19:00")
    with served.at(NOW + timedelta(hours=2)):  # the server's clock goes on too
        page.clock.fast_forward("02:00:00")
        expect(page.locator("#answer-heading")).to_have_text("Nothing open within 30 minutes’ walk")
        expect(page.locator(".answer .when")).to_contain_text("at 19:30")


def test_a_place_that_lies_open_is_loaded_again_or_says_how_old_it_is(page: Page) -> None:
    page.clock.install(time=NOW)
    page.goto("/places/coventry-central-library")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.body.dataset.first = '1'")
    page.clock.fast_forward("00:06:00")
    expect(page.locator("body:not([data-first])")).to_be_attached()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.clock.fast_forward("00:06:00")
    expect(page.locator("[data-role=old]")).to_contain_text("This was right at 17:30")


@pytest.mark.parametrize(
    "typed", ["12 foleshill road", "Coventry CV1 5FB", "im at pool meadow", "poolmeadow"]
)
def test_places_as_people_type_them_are_understood(phone: Page, typed: str) -> None:
    phone.goto("/")
    phone.fill("#where", typed)
    phone.press("#where", "Enter")
    expect(phone.locator("#answer-heading")).to_be_focused()
