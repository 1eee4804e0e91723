"""Requests a second of /api/v1/nearest against a constant JSON answer from the same app and server,
turn and turn about in one run.

Needs wrk (Debian: apt install wrk): a load made in Python would be the slower side and flatter the
ratio.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psutil
from flask import Flask, Response

from bench.made_up import snapshot
from bench.report import Row
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from safespaces.web.access import Open
from safespaces.web.app import create_app

# many short turns: a busy neighbour then spoils one pair, not the figure
VENUES, ROUNDS, SECONDS, CONNECTIONS = 100, 21, 1, 16
BY_DAY, AT_NIGHT = "2026-11-24T11:00", "2026-11-24T23:40"
_ANYWHERE = """
math.randomseed(7)
request = function()
  local lat, lon = 52.37 + math.random() * 0.08, -1.59 + math.random() * 0.16
  return wrk.format("GET", string.format("/api/v1/nearest?lat=%.5f&lon=%.5f&at=AT", lat, lon))
end
"""
_EACH_MINUTE = """
math.randomseed(7)
local asked = 0
request = function()
  asked = asked + 1
  local lat, lon = 52.37 + math.random() * 0.08, -1.59 + math.random() * 0.16
  local at = string.format("2026-11-%02dT%02d:%02d", 10 + math.floor(asked / 1440) % 18,
                           math.floor(asked / 60) % 24, asked % 60)
  return wrk.format("GET", string.format("/api/v1/nearest?lat=%.5f&lon=%.5f&at=%s", lat, lon, at))
end
"""
_BY_NAME = """
request = function()
  return wrk.format("GET", "/api/v1/nearest?q=Hales+Street&at=AT")
end
"""
ASKED = (  # what is asked, the script that asks it, the least share of the constant's requests
    ("by day", _ANYWHERE.replace("AT", BY_DAY), 0.75),
    ("at night, nothing open", _ANYWHERE.replace("AT", AT_NIGHT), 0.75),
    ("another minute each time", _EACH_MINUTE, 0.5),
    ("a street by its name", _BY_NAME.replace("AT", BY_DAY), 0.5),
)


@dataclass(frozen=True, slots=True)
class Load:
    """Requests answered in a second, and the microseconds of processor time that each took."""

    rate: float
    processor_us: float


def bench_app() -> Flask:
    """The real app without a request limit, and one more route that answers with a constant of the
    same size.
    """
    app, twin = _app(), _app()  # an app that has answered takes no more routes
    constant = twin.test_client().get(f"/api/v1/nearest?lat=52.41&lon=-1.5&at={BY_DAY}").data

    @app.get("/constant")
    def answer() -> Response:
        return Response(constant, content_type="application/json")

    # closed otherwise, as every view that declares nothing
    app.extensions["access"]["answer"] = Open.PUBLIC
    return app


def _app() -> Flask:
    return create_app(
        Settings(database=os.environ["SAFESPACES_DATABASE"], api_limit="", form_limit="")
    )


def rows() -> Iterator[Row]:
    """Each kind of question beside a constant answer."""
    if not shutil.which("wrk"):
        missing = "not measured: wrk is missing (Debian: apt install wrk)"
        yield Row("/api/v1/nearest", missing, "a share of the constant's requests/s", False)
        return
    with tempfile.TemporaryDirectory() as folder:
        _fill(folder)
        with serving(folder, "bench.http:bench_app()") as (address, process):
            server = psutil.Process(process)
            urlopen(address + "/constant").read()  # the workers have loaded everything by then
            for words, script, least in ASKED:
                yield _measured(address, server, Path(folder), words, script, least)


def _measured(
    address: str, server: psutil.Process, folder: Path, words: str, script: str, least: float
) -> Row:
    asking = folder / "asking.lua"
    asking.write_text(script)
    pairs = [
        (_load(address + "/constant", server), _load(address, server, asking))
        for _ in range(ROUNDS + 1)
    ][1:]  # the first warms up
    # both figures are those of one round, whose ratio is the median
    constant, nearest = sorted(pairs, key=lambda pair: pair[1].rate / pair[0].rate)[len(pairs) // 2]
    ratio, by_time = nearest.rate / constant.rate, constant.processor_us / nearest.processor_us
    return Row(
        f"/api/v1/nearest, {VENUES} venues, {words}",
        f"{ratio:.0%} ({nearest.rate:,.0f} of {constant.rate:,.0f} a second); by processor time"
        f" {by_time:.0%} ({nearest.processor_us:.0f} µs, the constant {constant.processor_us:.0f})",
        f"at least {least:.0%} of the constant's requests/s",
        ratio >= least,
    )


def _load(address: str, server: psutil.Process, script: Path | None = None) -> Load:
    options = ["-s", str(script)] if script else []
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, address]
    before = _processor_s(server)
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = _processor_s(server) - before
    if "Non-2xx" in printed:
        raise RuntimeError(printed)
    rate, count = (
        re.search(r"Requests/sec:\s+([\d.]+)", printed),
        re.search(r"(\d+) requests", printed),
    )
    assert rate and count
    return Load(float(rate[1]), used / int(count[1]) * 1e6)


def _processor_s(server: psutil.Process) -> float:
    """What the server and its workers have used so far."""
    times = [each.cpu_times() for each in (server, *server.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _fill(folder: str) -> None:
    database = Database(f"sqlite:///{folder}/bench.db")
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, snapshot(VENUES))
    database.close()


@contextmanager
def serving(folder: str, app: str, workers: int = 2) -> Iterator[tuple[str, int]]:
    """The address of an app behind the real server over the database in a folder, and the server's
    process id, by which it is ended.
    """
    url = f"sqlite:///{folder}/bench.db"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        app,
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        str(workers),
        "-k",
        "gthread",
        "--threads",
        "4",
    ]
    server = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "warning"],
        env={**os.environ, "SAFESPACES_DATABASE": url, "OMP_NUM_THREADS": "1"},
        stderr=subprocess.DEVNULL,  # a line a request would hide the figures
    )
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int, server: subprocess.Popen) -> None:
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError("the server stopped")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start within 15 seconds")
