"""Storage that is full, a worker that is killed half-way, two tabs of different versions, a browser that throws things away."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from safespaces.language import PSEUDO
from tests.browser.conftest import fill
from tests.browser.test_every_page import faults
from tests.browser.test_without_signal import FIRST, KEPT, Server, a_phone, ask, visit

NAMES = "async () => (await caches.keys()).filter((name) => name.startsWith('pages'))"
UPDATE = (
    "async () => { (await navigator.serviceWorker.getRegistration()).update().catch(() => {}); }"
)
INSTALLING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).installing)"
UNREGISTER = "async () => { for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister(); }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With the shipped venues."""
    folder = tmp_path_factory.mktemp("kept_in_bad_luck")
    fill(folder)
    found = Server(folder)
    yield found
    found.stop()


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """After one visit."""
    with a_phone(browser, server.served.address) as page:
        visit(page)
        yield page


def soon(page: Page, script: str, wanted: object = True) -> None:
    """Wait until the script says what is wanted."""
    said = None
    for _ in range(150):
        said = page.evaluate(script)
        if said == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{script}: {said!r}, not {wanted!r}")


def browser_session(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def answers_without_signal(page: Page, server: Server) -> None:
    server.stop()
    try:
        page.goto("/")
        ask(page, "pool meadow")
        expect(page.locator(".answer .card-first .name")).to_have_text(FIRST)
        expect(page.locator(".answer [data-slot=note]")).to_contain_text("No signal.")
    finally:
        server.start()


@contextmanager
def another_version(server: Server) -> Iterator[None]:
    """The service as it is after an update: all of its pages are other ones."""
    server.stop()
    server.start(language=PSEUDO)
    urlopen(server.served.address).read()  # the first answer of a new server takes its time
    try:
        yield
    finally:
        server.stop()
        server.start()


@contextmanager
def an_update_that_never_ends(server: Server) -> Iterator[None]:
    """A new service worker comes, and nothing of what it is to keep."""
    script = urlopen(f"{server.served.address}/service-worker.js").read() + b"// newer"
    server.stop()
    code = f"""
import http.server, time
class Half(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/service-worker.js":
            time.sleep(60)
        self.send_response(200); self.send_header("Content-Type", "text/javascript"); self.end_headers()
        self.wfile.write({script!r}.replace(b'"version": "', b'"version": "newer'))
    def log_message(self, *_): pass
served = http.server.ThreadingHTTPServer(("127.0.0.1", {server.port}), Half)
served.daemon_threads = True
served.serve_forever()
"""
    half = subprocess.Popen([sys.executable, "-c", code])
    try:
        yield
    finally:
        half.kill()
        half.wait(10)
        server.start()


def test_a_worker_that_is_killed_half_way_through_an_update_leaves_the_version_before(
    phone: Page, server: Server
) -> None:
    before, names = phone.evaluate(KEPT), phone.evaluate(NAMES)
    with an_update_that_never_ends(server):
        phone.wait_for_timeout(500)
        phone.evaluate(UPDATE)
        soon(phone, INSTALLING)
        session = browser_session(phone)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        assert phone.evaluate(NAMES) == names and phone.evaluate(KEPT) == before
    answers_without_signal(phone, server)
    with another_version(server):  # and the next one that is whole is taken up
        phone.goto("/")
        soon(
            phone,
            f"async () => (await ({NAMES})()).length === 1 && (await ({NAMES})())[0] !== {names[0]!r}",
        )


def test_two_tabs_of_different_versions_both_go_on_and_what_was_typed_stays(
    phone: Page, server: Server
) -> None:
    [old] = phone.evaluate(NAMES)
    phone.goto("/")
    phone.fill("#where", "pool mea")
    with another_version(server):
        newer = phone.context.new_page()
        newer.goto("/")
        assert newer.locator("html").get_attribute("lang") == PSEUDO
        newer.evaluate(UPDATE)
        soon(newer, f"async () => !(await ({NAMES})()).includes({old!r})")
    server.stop()
    try:
        expect(phone.locator("#where")).to_have_value("pool mea")
        phone.locator("#where").press_sequentially("dow")
        phone.press("#where", "Enter")
        expect(phone.locator(".answer .card-first .name")).to_have_text(FIRST)
        newer.goto("/")
        ask(newer, "pool meadow")
        expect(newer.locator(".answer .card-first .name")).to_have_text(FIRST)
        expect(newer.locator(".answer [data-slot=note]")).to_contain_text("~~")
    finally:
        server.start()


def test_full_storage_keeps_nothing_by_halves_and_the_page_works(
    browser: Browser, server: Server
) -> None:
    with a_phone(browser, server.served.address) as page:
        quota = {"origin": server.served.address}
        session = browser_session(page)
        session.send("Storage.overrideQuotaForOrigin", {**quota, "quotaSize": 100_000})
        page.goto("/")
        soon(page, "async () => Boolean(await navigator.serviceWorker.getRegistration())")
        soon(page, "async () => !(await navigator.serviceWorker.getRegistration())")  # it gave up
        assert page.evaluate(NAMES) == []
        ask(page, "pool meadow")
        expect(page.locator(".answer .card-first .name")).to_have_text(FIRST)
        session.send("Storage.overrideQuotaForOrigin", quota)
        visit(page)
        answers_without_signal(page, server)


def test_lists_that_find_no_room_do_not_keep_an_answer_from_coming(
    phone: Page, server: Server
) -> None:
    session = browser_session(phone)
    session.send(
        "Storage.overrideQuotaForOrigin", {"origin": server.served.address, "quotaSize": 1}
    )
    phone.goto("/")
    ask(phone, "pool meadow")
    expect(phone.locator(".answer .card-first .name")).to_have_text(FIRST)
    answers_without_signal(phone, server)  # what was there before is there


@pytest.mark.parametrize("thrown_away", ["the worker", "everything"])
def test_what_the_browser_throws_away_comes_again_with_the_next_visit(
    phone: Page, server: Server, thrown_away: str
) -> None:
    if thrown_away == "the worker":
        phone.evaluate(UNREGISTER)
    else:
        every = {"origin": server.served.address, "storageTypes": "all"}
        browser_session(phone).send("Storage.clearDataForOrigin", every)
    phone.goto("/")
    ask(phone, "pool meadow")
    expect(phone.locator(".answer .card-first .name")).to_have_text(FIRST)
    visit(phone)
    answers_without_signal(phone, server)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_stands_in_without_signal(
    phone: Page, server: Server, scheme: str
) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    server.stop()
    try:
        for typed in ("pool meadow", "Friday 23:30, pool meadow", "M1 1AA", "station", "zzzz"):
            phone.goto("/")
            ask(phone, typed)
            assert faults(phone) == [], typed
        for address in (
            "/places",
            "/places/the-wave",
            "/places/there-is-none",
            "/help",
            "/what-this-phone-keeps",
        ):
            phone.goto(address)
            phone.locator("h1").wait_for()
            assert faults(phone) == [], address
        phone.goto("/map")
        phone.get_by_role("button", name="Show the map").tap()
        phone.locator(".pin").first.wait_for()
        assert faults(phone) == []
    finally:
        server.start()
