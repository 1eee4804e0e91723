"""The first visit on a slow phone: bytes and requests until box and button work and until the first
answer, in real Chromium, beside a page of the same function in a single file as the floor.
"""

import json
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import brotli
from flask import Flask, Response
from playwright.sync_api import Browser, Page, Request, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from bench.phone import app_with
from bench.report import Row

VENUES, RUNS = 100, 3
KEY_MS = 150
ASKED = "Hales Street"
BITS_A_SECOND, SLOWER = 400_000, 4  # "slow 3G", an old phone
WORKS = "document.querySelector('[data-holds]')?.started"
ANSWERED = "document.querySelector('#answer-heading')"


@dataclass
class Visit:
    """Seconds since the page was asked for, and what came over the wire until then."""

    works_s: float = 0
    asked_s: float = 0
    answer_s: float = 0
    until_works: tuple[int, int] = (0, 0)
    until_answer: tuple[int, int] = (0, 0)
    came: list[Request] = field(default_factory=list)

    def so_far(self) -> tuple[int, int]:
        """Requests, and bytes with the headers of both sides."""
        return len(self.came), sum(sum(each.sizes().values()) for each in self.came)


def rows() -> Iterator[Row]:
    """Sizes, and times as a share of the floor's."""
    app = app_with(VENUES)
    with serving(app) as ours, serving(_floor(app)) as floor, _chromium() as browser:
        plain = _visit(browser, ours, 0)
        yield from _sizes(plain)
        yield _kept_for_offline(app)
        yield from _times(browser, ours, floor)
        typed = _visit(browser, ours, 400, KEY_MS)
        waited = typed.answer_s - typed.asked_s
        yield Row(
            f"the same, from Enter to the answer for somebody who types ({KEY_MS} ms a key)",
            f"{waited:.1f} s",
            "within 1 s",
            waited < 1,
        )
        slow = _visit(browser, ours, 2000)
        figure = f"{slow.works_s:.1f} s until it works, {slow.answer_s:.1f} s until the answer"
        yield Row("the same at 2,000 ms latency", figure, "within 7 s", slow.answer_s < 7)


def _sizes(visit: Visit) -> Iterator[Row]:
    for what, (requests, size), most, largest in (
        ("box and button work", visit.until_works, 4, 45_000),
        ("the first answer", visit.until_answer, 12, 90_000),
    ):
        yield Row(
            f"/ until {what}, {VENUES} venues",
            f"{size / 1000:.1f} KB on the wire, headers too, in {requests} requests",
            f"at most {largest // 1000} KB in {most}",
            size <= largest and requests <= most,
        )


def _kept_for_offline(app: Flask) -> Row:
    """All that the service worker asks for, once."""
    client = app.test_client()
    script = client.get("/service-worker.js").get_data(as_text=True)
    kept = json.loads(script.partition("const KEPT = ")[2].partition(";\n")[0])
    addresses = {*kept["pages"].values(), kept["place"], *kept["files"], *kept["lists"]}
    packed = stored = 0
    for address in addresses:
        answer = client.get(address, headers={"Accept-Encoding": "gzip, br"})
        packed += len(answer.data) + sum(
            len(f"{name}: {value}") + 2 for name, value in answer.headers
        )
        stored += len(client.get(address).data)
    figure = f"{packed / 1000:.0f} KB on the wire, headers too; {stored / 1000:.0f} KB unpacked"
    return Row(
        f"everything kept for offline, {VENUES} venues",
        figure,
        "at most 600 KB on the wire",
        packed <= 600_000,
    )


def _times(browser: Browser, ours: str, floor: str) -> Iterator[Row]:
    pairs = [(_visit(browser, ours, 400), _visit(browser, floor, 400)) for _ in range(RUNS)]
    for what, seconds in (
        ("until box and button work", lambda visit: visit.works_s),
        ("until the first answer, asked for at once", lambda visit: visit.answer_s),
    ):
        mine, least = (statistics.median(seconds(pair[side]) for pair in pairs) for side in (0, 1))
        yield Row(
            f"400 kbit/s, 400 ms, processor {SLOWER} times slower, cold: {what}",
            f"{mine:.1f} s; all in a single file {least:.1f} s ({mine / least:.2f})",
            "at most 1.5 times the single file",
            mine <= 1.5 * least,
        )


def _visit(browser: Browser, address: str, latency_ms: int, key_ms: int = 0) -> Visit:
    """A phone that was never here: typed and sent as soon as the form works, at once or key by key;
    latency 0: not throttled.
    """
    context = browser.new_context(viewport={"width": 360, "height": 640}, is_mobile=True)
    page, visit = context.new_page(), Visit()
    page.on("requestfinished", lambda request: visit.came.append(request))
    if latency_ms:
        _slow_down(page, latency_ms)
    began = time.monotonic()
    page.goto(address, wait_until="commit", timeout=60_000)
    _until(page, WORKS)
    visit.works_s = time.monotonic() - began
    visit.until_works = visit.so_far() if latency_ms else _first_files(visit)
    if key_ms:
        page.locator("#where").press_sequentially(ASKED, delay=key_ms)
    else:
        page.fill("#where", ASKED)
    visit.asked_s = time.monotonic() - began
    page.press("#where", "Enter")
    _until(page, ANSWERED)
    visit.answer_s = time.monotonic() - began
    page.wait_for_load_state("networkidle")
    visit.until_answer = visit.so_far()
    context.close()
    return visit


def _until(page: Page, sign: str) -> None:
    while not page.evaluate(f"Boolean({sign})"):
        page.wait_for_timeout(20)


def _first_files(visit: Visit) -> tuple[int, int]:
    """Page, style, script: on a fast network the lists may have come as well by then."""
    first = [each for each in list(visit.came) if not each.url.endswith(".json")]
    return len(first), sum(sum(each.sizes().values()) for each in first)


def _slow_down(page: Page, latency_ms: int) -> None:
    session = page.context.new_cdp_session(page)
    speed = {
        "downloadThroughput": BITS_A_SECOND / 8,
        "uploadThroughput": BITS_A_SECOND / 8,
        "latency": latency_ms,
    }
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _floor(app: Flask) -> Flask:
    """The same page with style, script and lists inside it."""
    client = app.test_client()
    page = client.get("/").get_data(as_text=True)
    head, _, rest = page.partition('<link rel="stylesheet" href="')
    style, _, rest = rest.partition('">')
    between, _, rest = rest.partition('<script type="module" src="')
    script, _, rest = rest.partition('"></script>')
    files = {
        name: client.get(name).get_data(as_text=True)
        for name in ("/directory.json", "/gazetteer.json")
    }
    lists = json.dumps(files).replace("</", "<\\/")
    answer = "fetch = (path) => Promise.resolve(new Response(lists[path]))"
    whole = (
        f"{head}<style>{client.get(style).get_data(as_text=True)}</style>{between}{rest}"
        f"<script>const lists = {lists}; {answer}</script>"
        f'<script type="module">{client.get(script).get_data(as_text=True)}</script>'
    )
    packed = brotli.compress(whole.encode())
    floor = Flask("floor")

    @floor.get("/")
    def one_file() -> Response:
        return Response(packed, content_type="text/html", headers={"Content-Encoding": "br"})

    return floor


class _Kept(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """On a free port of the loopback address while inside."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Kept)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join(5)


@contextmanager
def _chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
