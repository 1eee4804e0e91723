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
from pathlib import Path

from flask import Flask, Response

from bench.made_up import snapshot
from bench.report import Row
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from safespaces.web.access import Open
from safespaces.web.app import create_app

# many short turns: a busy neighbour then spoils one pair, not the figure
VENUES, ROUNDS, SECONDS, CONNECTIONS = (
    100,
    21,
    1,
    16,
)
TIMES = {"by day": "2026-11-24T11:00", "at night, nothing open": "2026-11-24T23:40"}
_ASKING = """
math.randomseed(7)
request = function()
  local lat, lon = 52.37 + math.random() * 0.08, -1.59 + math.random() * 0.16
  return wrk.format("GET", string.format("/api/v1/nearest?lat=%.5f&lon=%.5f&at=AT", lat, lon))
end
"""


def bench_app() -> Flask:
    """The real app without a request limit, and one more route that answers with a constant of the
    same size.
    """
    app, twin = _app(), _app()  # an app that has answered takes no more routes
    constant = (
        twin.test_client().get(f"/api/v1/nearest?lat=52.41&lon=-1.5&at={TIMES['by day']}").data
    )

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
    """The ratio by day and by night."""
    bound = "at least 75 % of the constant's requests/s"
    if not shutil.which("wrk"):
        yield Row(
            "/api/v1/nearest",
            "not measured: wrk is missing (Debian: apt install wrk)",
            bound,
            False,
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        _fill(folder)
        yield from _measured(folder, bound)


def _measured(folder: str, bound: str) -> Iterator[Row]:
    with serving(folder, "bench.http:bench_app()") as address:
        for words, at in TIMES.items():
            asking = Path(folder) / "asking.lua"
            asking.write_text(_ASKING.replace("AT", at))
            pairs = [
                (_load(address + "/constant"), _load(address, asking)) for _ in range(ROUNDS + 1)
            ][1:]  # the first warms up
            # the figures of one round
            constant, nearest = sorted(pairs, key=lambda pair: pair[1] / pair[0])[len(pairs) // 2]
            ratio = nearest / constant
            yield Row(
                f"/api/v1/nearest, {VENUES} venues, {words}",
                f"{ratio:.0%} ({nearest:,.0f} of {constant:,.0f} a second)",
                bound,
                ratio >= 0.75,
            )


def _load(address: str, script: Path | None = None) -> float:
    options = ["-s", str(script)] if script else []
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, address]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in printed:
        raise RuntimeError(printed)
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found
    return float(found[1])


def _fill(folder: str) -> None:
    database = Database(f"sqlite:///{folder}/bench.db")
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, snapshot(VENUES))
    database.close()


@contextmanager
def serving(folder: str, app: str, workers: int = 2) -> Iterator[str]:
    """The address of an app behind the real server over the database in a folder, ended by its own
    id.
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
        yield f"http://127.0.0.1:{port}"
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
