"""A weak signal, scripts that do not come, a clock that is wrong, a position that is rough, refused or never given."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import NOW, Served
from tests.browser.test_every_page import faults

WAITING = "What you typed waits on your phone"
ROUGH = "() => { navigator.geolocation.getCurrentPosition = (ok) => ok({ coords: { latitude: 52.4104, longitude: -1.5068, accuracy: %s } }) }"
NEVER = "() => { navigator.geolocation.getCurrentPosition = () => {} }"
FAILS = "() => { navigator.geolocation.getCurrentPosition = (ok, no) => no({ code: %s }) }"


def posts_of(page: Page) -> list[str | None]:
    """The bodies that the page sends from now on."""
    sent: list[str | None] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.post_data)

    page.on("request", note)
    return sent


def type_and_send(page: Page, address: str = "/") -> None:
    """As soon as the box is there."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#where")
    page.fill("#where", "pool meadow")
    page.press("#where", "Enter")


@pytest.mark.parametrize("latency_ms", [400, 2_000])
def test_what_is_sent_before_the_scripts_have_come_stays_and_is_answered(
    phone: Page, latency_ms: int
) -> None:
    phone.set_default_timeout(60_000)
    slow = phone.context.new_cdp_session(phone)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency_ms,
            "downloadThroughput": 50_000,
            "uploadThroughput": 50_000,
        },
    )
    sent = posts_of(phone)
    type_and_send(phone)
    expect(phone.locator("[data-role=waiting]")).to_contain_text(WAITING)
    phone.locator(".answer").wait_for()
    expect(phone.locator("[data-role=waiting]")).to_be_hidden()
    assert sent == []


@pytest.mark.parametrize("address", ["/", "/map", "/nearest"])
def test_where_no_script_comes_nothing_is_sent_until_somebody_agrees(
    phone: Page, address: str
) -> None:
    phone.route("**/built/**", lambda route: None)  # it hangs
    sent = posts_of(phone)
    phone.goto(address, wait_until="commit")
    if address == "/map":
        phone.locator("details summary").first.tap()
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    expect(phone.locator("[data-role=waiting]")).to_contain_text(WAITING)
    assert sent == []
    button = phone.get_by_role("button", name="Send what I typed, to get the answer")
    expect(button).to_be_visible(timeout=12_000)  # after some seconds
    assert sent == []
    with phone.expect_navigation(wait_until="commit"):
        button.tap()
    assert len(sent) == 1 and "pool+meadow" in (sent[0] or "")


@pytest.mark.breaks_scripts
@pytest.mark.parametrize("fault", ["it does not come", "it does not run", "it is no script"])
def test_where_the_script_fails_the_button_comes_at_once(phone: Page, fault: str) -> None:
    def answer(route: Route) -> None:
        if fault == "it does not come":
            route.abort()
        elif fault == "it does not run":
            route.fulfill(content_type="text/javascript", body="null.start();")
        else:
            route.fulfill(content_type="text/html", body="<p>Sign in to this network")

    phone.route("**/built/find.js", answer)
    sent = posts_of(phone)
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    expect(phone.locator("[data-role=send]")).to_be_visible(timeout=1_000)
    assert sent == []


@pytest.mark.parametrize("hours", [-5, 9, -24, 24, 240, -11 * 365 * 24])
def test_a_phone_whose_clock_is_wrong_goes_by_ours_and_says_so(phone: Page, hours: int) -> None:
    phone.goto("/")
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    phone.locator(".answer").wait_for()
    right = phone.locator(".answer .state").all_inner_texts()
    phone.clock.set_fixed_time(NOW + timedelta(hours=hours))
    phone.goto("/")
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    expect(phone.locator(".answer [data-slot=note]")).to_contain_text(
        "Your phone’s clock is wrong. We go by the right time: it is 17:30."
    )
    assert phone.locator(".answer .state").all_inner_texts() == right


def test_a_clock_that_is_a_minute_off_is_left_alone(phone: Page) -> None:
    phone.clock.set_fixed_time(NOW + timedelta(minutes=1))
    phone.goto("/")
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    phone.locator(".answer").wait_for()
    assert phone.locator(".answer [data-slot=note]").count() == 0


def use_where_i_am(page: Page, geolocation: str) -> None:
    page.goto("/")
    page.evaluate(geolocation)
    page.get_by_role("button", name="Use where I am").tap()


def test_how_well_the_phone_knows_is_said_and_added_to_the_walk(phone: Page) -> None:
    use_where_i_am(phone, ROUGH % 20)
    exact = phone.locator(".answer .walk").first.inner_text()
    assert phone.locator(".answer [data-slot=note]").count() == 0
    use_where_i_am(phone, ROUGH % 300)
    expect(phone.locator(".answer [data-slot=note]")).to_contain_text("to about 300 m")
    rough = phone.locator(".answer .walk").first.inner_text()
    assert int(rough.split()[1]) - int(exact.split()[1]) in (4, 5)  # minutes for 300 m


@pytest.mark.parametrize(
    ("accuracy", "said"), [("2000", "2.0 km"), ("25000", "25 km"), ("NaN", "")]
)
def test_a_position_that_is_worse_than_a_kilometre_is_asked_about(
    phone: Page, accuracy: str, said: str
) -> None:
    use_where_i_am(phone, ROUGH % accuracy)
    expect(phone.locator(".which h2")).to_contain_text(
        f"only to about {said}. Where are you?" if said else "does not know where you are"
    )
    expect(phone.locator("#where")).to_be_focused()
    expect(phone.locator("#where")).to_be_in_viewport(ratio=1)
    expect(phone.locator(".which h2")).to_be_in_viewport()
    assert phone.locator(".answer").count() == 0
    phone.get_by_role("button", name="go by what the phone knows").tap()
    phone.locator(".answer").wait_for()
    assert "Open when you get there" not in phone.locator(".answer").inner_text()


@pytest.mark.parametrize(
    ("geolocation", "said"),
    [
        (FAILS % 1, "did not share"),
        (FAILS % 2, "does not know where it is"),
        (FAILS % 3, "could not find you in time"),
        (NEVER, "may be asking you at the top"),
    ],
)
def test_without_a_position_it_is_said_where_it_is_seen_with_the_cursor_in_the_box(
    phone: Page, geolocation: str, said: str
) -> None:
    phone.set_viewport_size({"width": 360, "height": 640})
    use_where_i_am(phone, geolocation)
    told = phone.locator(".told")
    expect(told).to_contain_text(said, timeout=9_000)
    expect(told).to_be_in_viewport(ratio=1)
    expect(phone.locator("#where")).to_be_focused()
    expect(phone.locator("#where")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_night_the_first_screen_says_what_to_do_now(
    phone: Page, served: Served, scheme: str
) -> None:
    night = NOW + timedelta(hours=4, minutes=10)
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.set_viewport_size({"width": 360, "height": 640})
    with served.at(night):
        phone.clock.set_fixed_time(night)
        phone.goto("/")
        phone.fill("#where", "pool meadow")
        phone.press("#where", "Enter")
        phone.locator(".answer").wait_for()
        for number in ("tel:999", "tel:101", "tel:08001111", "sms:85258"):
            expect(phone.locator(f".now-lines a[href='{number}']").first).to_be_in_viewport()
        shut = phone.locator(".card[data-state=opens_later]")
        assert shut.count() and not shut.get_by_role("link", name="Show me the way").count()
        assert faults(phone) == []
        phone.goto("/places?open=1")
        expect(phone.locator(".now-lines a[href='tel:08001111']")).to_be_visible()
        assert faults(phone) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("geolocation", [ROUGH % 2000, FAILS % 1])
def test_axe_finds_nothing_where_the_position_is_asked_about(
    phone: Page, geolocation: str, scheme: str
) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    use_where_i_am(phone, geolocation)
    phone.locator(".told, .which").first.wait_for()
    assert faults(phone) == []


def test_a_better_position_refines_the_answer_without_taking_the_page_away(phone: Page) -> None:
    use_where_i_am(
        phone,
        """() => { navigator.geolocation.getCurrentPosition = (ok, no, { enableHighAccuracy }) => {
             const coords = { latitude: 52.4104, longitude: -1.5068, accuracy: enableHighAccuracy ? 10 : 400 };
             if (enableHighAccuracy) window.exact = () => ok({ coords }); else ok({ coords });
           } }""",
    )
    expect(phone.locator(".answer [data-slot=note]")).to_contain_text("to about 400 m")
    phone.evaluate("window.exact()")
    expect(phone.locator(".answer [data-slot=note]")).to_have_count(0)


def test_a_position_that_jumps_three_kilometres_is_said_and_can_be_put_right(phone: Page) -> None:
    use_where_i_am(
        phone,
        """() => { navigator.geolocation.getCurrentPosition = (ok, no, { enableHighAccuracy }) => {
             const at = (latitude, accuracy) => ok({ coords: { latitude, longitude: -1.5068, accuracy } });
             if (enableHighAccuracy) window.exact = () => at(52.4374, 10); else at(52.4104, 300);
           } }""",
    )
    expect(phone.locator(".answer .card-first .name")).to_have_text("Coventry Central Library")
    phone.evaluate("window.exact()")
    said = "A moment ago your phone placed you 3.0 km from here. If this is not near you, type where you are."
    expect(phone.locator(".answer [data-slot=note]")).to_contain_text(said)
    expect(phone.locator("[role=status]").filter(has_text=said)).to_have_count(1)
    expect(phone.locator(".answer .card-first .name")).not_to_have_text("Coventry Central Library")
    phone.fill("#where", "pool meadow")
    phone.press("#where", "Enter")
    expect(phone.locator(".answer .card-first .name")).to_have_text("Coventry Central Library")
    expect(phone.locator(".answer [data-slot=note]")).to_have_count(0)
