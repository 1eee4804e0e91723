"""After one visit, with the server gone: the finder, the map, the list, a place and the help lines; and what a phone keeps for that."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect

from tests.browser.conftest import NOW, PHONE, fill, serving
from tests.browser.test_every_page import faults

HERE = {"latitude": 52.4104, "longitude": -1.5068}
FIRST = "Coventry Central Library"  # of the answers around Pool Meadow
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request)).text();
      found[new URL(request.url).pathname] = body;
    }
  }
  return found;
}"""
STORED = """async () => JSON.stringify([
  Object.entries(localStorage), (await indexedDB.databases()).map(({ name }) => name), history.state, location.href])"""
READY = """async (list) => {
  if (!navigator.serviceWorker.controller) return false;
  for (const name of await caches.keys()) if (await (await caches.open(name)).match(list)) return true;
  return false;
}"""


class Server:
    """The service on a port of its own, which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    def start(self, language: str = "en") -> None:
        self._running = serving(self.folder, port=self.port, language=language)
        self.served = self._running.__enter__()
        self.port = int(self.served.address.rsplit(":", 1)[1])

    def stop(self) -> None:
        self._running.__exit__(None, None, None)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With the shipped venues."""
    folder = tmp_path_factory.mktemp("without_signal")
    fill(folder)
    found = Server(folder)
    yield found
    found.stop()


@contextmanager
def a_phone(browser: Browser, address: str, **more: object) -> Iterator[Page]:
    context = browser.new_context(**{**_options(address), **more})
    yield _page(context)
    context.close()


def _options(address: str) -> dict:
    return {
        "viewport": PHONE, "base_url": address, "locale": "en-GB", "timezone_id": "Europe/London", "has_touch": True, "is_mobile": True,
        "permissions": ["geolocation"], "geolocation": HERE,
    }  # fmt: skip


def _page(context: BrowserContext, now: datetime = NOW) -> Page:
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.set_default_timeout(15_000)
    return page


def visit(page: Page) -> None:
    """One visit, until what is needed is kept."""
    page.goto("/")
    for _ in range(100):
        if page.evaluate(READY, "/postcodes/CV6.json"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was kept")


def ask(page: Page, typed: str) -> None:
    page.fill("#where", typed)
    page.press("#where", "Enter")
    page.locator(".answer, [role=alert], .which").first.wait_for()


def test_each_journey_works_with_the_server_gone(browser: Browser, server: Server) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        ask(page, "CV6 5LB")
        with_signal = page.locator(".answer").inner_text()
        server.stop()
        try:
            _look_round(page, with_signal)
        finally:
            server.start()


def _look_round(page: Page, with_signal: str) -> None:
    page.goto("/")
    ask(page, "CV6 5LB")
    note = "No signal. This is the list of today 17:30. By your phone’s clock it is Tuesday 17:30."
    expect(page.locator(".answer [data-slot=note]")).to_contain_text(note)
    assert page.locator(".answer").inner_text().replace(note, "").split() == with_signal.split()
    page.get_by_role("button", name="Use where I am").tap()
    expect(page.locator(".answer .card-first .name")).to_have_text("Coventry Central Library")
    expect(page.locator(".answer .card-first .state")).to_have_text("Open until 19:00")
    page.locator(".answer .card-first .name a").tap()
    expect(page.locator("[data-role=card] .name")).to_have_text("Coventry Central Library")
    expect(page.locator("[data-role=card] .state")).to_have_text("Open until 19:00")
    expect(page.locator("[data-role=week] tr.today")).to_contain_text("09:00 to 19:00")
    assert faults(page) == []
    page.goto("/places")
    expect(page.locator("[data-role=list] .card")).to_have_count(32)
    assert faults(page) == []
    page.goto("/help")
    expect(page.get_by_role("heading", name="Help lines")).to_be_visible()
    page.goto("/map")
    expect(page.locator("[data-role=list] .card").first).to_be_visible()
    page.get_by_role("button", name="Show the map").tap()
    page.locator(".pin").first.wait_for()
    expect(page.locator("path.map-area").first).to_be_visible()
    page.goto("/")
    ask(page, "M1 1AA")  # a postcode outside: its first half is not kept
    expect(page.locator(".answer")).to_contain_text("We could not load the list here")
    page.goto("/places/there-is-none")
    expect(page.locator("[data-role=note]")).to_contain_text("this place is not in the list")
    expect(page.get_by_role("heading", name="Help right now")).to_be_visible()


def test_from_a_cold_start_of_the_browser_too(
    playwright: Playwright, browser_type_launch_args: dict, server: Server, tmp_path: Path
) -> None:
    def opened() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            str(tmp_path), **browser_type_launch_args, **_options(server.served.address)
        )

    later = NOW + timedelta(days=1, hours=-5)
    context = opened()
    with server.served.at(later):
        page = _page(context, later)
        page.goto("/")
        ask(page, "Hales Street")
        with_signal = page.locator(".answer").inner_text()
    visit(_page(context))
    context.close()
    server.stop()
    try:
        context = opened()
        page = _page(context, later)
        page.goto("/")
        ask(page, "Hales Street")
        note = "No signal. This is the list of yesterday 17:30. By your phone’s clock it is Wednesday 12:30."
        expect(page.locator(".answer [data-slot=note]")).to_contain_text(note)
        assert page.locator(".answer").inner_text().replace(note, "").split() == with_signal.split()
        context.close()
    finally:
        server.start()


def test_aeroplane_mode_from_the_second_visit_on(browser: Browser, server: Server) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        page.context.set_offline(True)
        page.goto("/")
        ask(page, "pool meadow")
        expect(page.locator(".answer .card-first .name")).to_have_text("Coventry Central Library")


@pytest.mark.parametrize(
    "wrong, said",
    [
        (timedelta(hours=-5), "your phone’s clock is wrong"),
        (timedelta(days=-1), "your phone’s clock is wrong"),
        (timedelta(days=-11 * 365), "your phone’s clock is wrong"),
        (timedelta(days=10), "The list on this phone is old (10 days ago)"),
    ],
)
def test_without_signal_a_clock_that_cannot_be_right_promises_nothing(
    browser: Browser, server: Server, wrong: timedelta, said: str
) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        server.stop()
        try:
            page.clock.set_fixed_time(NOW + wrong)
            page.goto("/")
            ask(page, "pool meadow")
            expect(page.locator(".answer [data-slot=note]")).to_contain_text(said)
            expect(page.locator("#answer-heading")).to_have_text(
                "Usually open, but that may have changed"
            )
            assert page.locator(".answer .card[data-state=open]").count() == 0
            expect(page.get_by_role("heading", name="Help right now")).to_be_visible()
            for text in page.locator(".answer .state").all_inner_texts():
                assert re.match("Usually open|Usually opens|Hours not known", text), text
        finally:
            server.start()


def test_nothing_typed_and_no_position_is_kept(browser: Browser, server: Server) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        before = page.evaluate(KEPT)
        ask(page, "CV6 5LB")
        ask(page, "M1 1AA")
        page.get_by_role("button", name="Use where I am").tap()
        page.locator(".answer .card-first").wait_for()
        page.goto("/places/the-wave")
        page.goto("/")
        after = page.evaluate(KEPT)
        assert set(after) == set(before)  # no page looked at, no postcodes of another town
        changed = {path for path in after if after[path] != before[path]}
        assert changed == set(), changed
        stored = page.evaluate(STORED)
        assert json.loads(stored)[:3] == [[], [], None] and stored.endswith('/"]')


def test_all_that_is_kept_is_small(browser: Browser, server: Server) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        kept = page.evaluate(KEPT)
        assert {
            "/",
            "/kept/place",
            "/kept/places",
            "/map/without-list",
            "/directory.json",
            "/gazetteer.json",
        } <= set(kept)
        assert sum(len(body.encode()) for body in kept.values()) < 800_000


def test_one_tap_empties_the_phone(browser: Browser, server: Server) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        page.goto("/what-this-phone-keeps")
        page.get_by_role("button", name="Empty it now").tap()
        expect(page.locator("[data-role=status]")).to_contain_text("keeps nothing")
        assert page.evaluate(KEPT) == {}
        assert (
            page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length")
            == 0
        )


def test_pages_for_people_who_sign_in_are_none_of_its_business(
    browser: Browser, server: Server
) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        page.goto("/sign-in")
        server.stop()
        try:
            for address in ("/sign-in", "/officer", "/places/the-wave/report"):
                with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
                    page.goto(address)
        finally:
            server.start()
        page.goto("/")
        assert not [path for path in page.evaluate(KEPT) if "sign" in path or "officer" in path]


PORTAL = "<!doctype html><title>Free wifi</title><p>Sign in to this network"


INSTEAD = {  # of the server: something that answers everything with its own page, and a server that is broken
    "portal": f"""
        self.send_response(200); self.send_header("Content-Type", "text/html"); self.end_headers(); self.wfile.write({PORTAL.encode()!r})""",
    "broken": """
        if "directory" in self.path:  # cut off in the middle
            self.send_response(200); self.send_header("Content-Security-Policy", "frame-ancestors 'none'"); self.send_header("Content-Length", "5000")
            self.end_headers(); self.wfile.write(b'{"snapshot": "1", "start": 29')
        else:
            self.send_response(404 if "gazetteer" in self.path else 503); self.end_headers()""",
}


@contextmanager
def answering(server: Server, how: str) -> Iterator[None]:
    server.stop()
    script = f"""
import http.server
class Other(http.server.BaseHTTPRequestHandler):
    def do_GET(self):{INSTEAD[how]}
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", {server.port}), Other).serve_forever()
"""
    other = subprocess.Popen([sys.executable, "-c", script])
    try:
        yield
    finally:
        other.terminate()
        other.wait(10)
        server.start()


@pytest.mark.parametrize("how", INSTEAD)
def test_a_network_that_answers_with_something_else_changes_nothing(
    browser: Browser, server: Server, how: str
) -> None:
    with a_phone(browser, server.served.address) as page:
        visit(page)
        before = page.evaluate(KEPT)
        with answering(server, how):
            page.wait_for_timeout(500)
            page.goto("/")
            ask(page, "pool meadow")
            expect(page.locator(".answer .card-first .name")).to_have_text(
                "Coventry Central Library"
            )
            expect(page.locator(".answer [data-slot=note]")).to_contain_text(
                "No signal. This is the list of today 17:30"
            )
            page.goto("/places/the-wave")
            expect(page.locator("[data-role=card] .name")).to_have_text("The Wave")
            assert page.evaluate(KEPT) == before


def test_no_request_the_workers_own_included_tells_of_anybody(
    browser: Browser, server: Server
) -> None:
    told = re.compile(r"52\.41|1\.50|5lb|1aa|hales|pool|where=", re.IGNORECASE)
    with a_phone(browser, server.served.address) as page:
        visit(page)
        for typed in ("CV6 5LB", "M1 1AA", "Hales Street", "pool meadow, Friday 11:00"):
            ask(page, typed)
        page.get_by_role("button", name="Use where I am").tap()
        page.locator(".answer .card-first .name a").tap()
        expect(page.locator("article.place h1")).to_be_visible()
        page.go_back()
        page.get_by_role("link", name="See them on the map").tap()
        expect(page.locator(".places-list .when")).to_contain_text("where you are")
        page.goto("/places")
        page.goto("/help")
        asked = server.served.asked()
    assert len(asked) > 30 and any("/service-worker.js" in line for line in asked)
    assert [line for line in asked if told.search(line)] == []
    assert told.search("GET /nearest?where=Hales")


def test_the_list_and_the_places_say_the_same_with_and_without_signal(
    browser: Browser, server: Server
) -> None:
    hours = (
        "article => [...article.querySelectorAll('.week tr')].map((row) => row.cells[1].innerText)"
    )
    slugs = ("coventry-central-library", "hillfields-library", "foleshill-library")
    with a_phone(browser, server.served.address) as page:
        visit(page)
        page.goto("/places")
        online = dict(
            zip(*(page.locator(f".card {each}").all_inner_texts() for each in (".name", ".state")))
        )
        weeks = []
        for slug in slugs:
            page.goto(f"/places/{slug}")
            weeks.append(page.locator("article.place").evaluate(hours))
        server.stop()
        try:
            page.goto("/places")
            expect(page.locator("[data-role=list] .card")).to_have_count(len(online))
            kept = dict(
                zip(
                    *(
                        page.locator(f".card {each}").all_inner_texts()
                        for each in (".name", ".state")
                    )
                )
            )
            assert kept == online and len(kept) == 32
            for slug, week in zip(slugs, weeks):
                page.goto(f"/places/{slug}")
                page.locator("[data-role=week] tr").first.wait_for()
                assert page.locator("article.place").evaluate(hours) == week
        finally:
            server.start()


def test_where_nothing_can_be_kept_the_page_works_as_before(
    browser: Browser, server: Server
) -> None:
    with a_phone(browser, server.served.address) as page:
        page.add_init_script(
            "navigator.serviceWorker.register = () => Promise.reject(new Error('storage is full'))"
        )
        page.goto("/")
        ask(page, "pool meadow")
        expect(page.locator(".answer .card-first .name")).to_have_text("Coventry Central Library")
