"""A built wheel is the whole service: installed elsewhere, away from the checkout, `safespaces run` sets itself up and serves."""

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_NETWORK = {
    "https_proxy": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
    "no_proxy": "",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the project's own build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel in it; what it needs is borrowed from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False)
    packages = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    target = [
        "--target",
        str(packages),
        "--no-deps",
        "--no-compile",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *target, str(wheel)],
        check=True,
        capture_output=True,
    )
    return folder


def test_two_commits_are_two_versions_so_that_pip_takes_the_newer(wheel: Path) -> None:
    has_git = (ROOT / ".git").exists() and shutil.which("git")
    ends = r"\+\d+\.g[0-9a-f]+" if has_git else ""
    assert re.fullmatch(rf"safespaces-\d+\.\d+\.\d+{ends}-py3-none-any\.whl", wheel.name)


def test_a_wheel_holds_templates_scripts_the_map_library_and_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [
        "templates/layout.html",
        "static/built/find.js",
        "static/built/find.js.map",
        "static/vendor/leaflet-1.9.4/leaflet.js",
        "data/venues.csv",
        "data/areas.geojson",
    ]
    assert [name for name in wanted if f"safespaces/{name}" not in names] == []
    assert not [name for name in names if name.startswith(("tests/", "bench/", "docs/"))]


@pytest.fixture
def served(installed: Path) -> Iterator[str]:
    """`safespaces run` in an empty folder, as a stranger would start it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAFESPACES_", "PYTHON"))
    } | NO_NETWORK
    command = [
        str(installed / "venv" / "bin" / "python"),
        "-m",
        "safespaces",
        "run",
        "--workers",
        "1",
    ]
    log = installed / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=installed, env={**environment, "PORT": str(port)}, stdout=out, stderr=out
        )
        try:
            _wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def read(address: str) -> str:
    return (
        urllib.request.build_opener(urllib.request.ProxyHandler({}))
        .open(address, timeout=10)
        .read()
        .decode()
    )


@pytest.mark.long
def test_installed_elsewhere_it_sets_itself_up_and_serves(served: str, installed: Path) -> None:
    assert "Demonstration data from public sources" in read(f"{served}/")
    assert '"Coventry Central Library"' in read(f"{served}/directory.json")
    assert "Leaflet 1.9.4" in read(f"{served}/static/vendor/leaflet-1.9.4/leaflet.js")[:300]
    assert '"ready":true' in read(f"{served}/readyz").replace(" ", "")
    said = (installed / "log").read_text()
    assert "listed" in said and served in said
    assert '"results":[{' in read(
        f"{served}/api/v1/nearest?q=CV5+6FB"
    )  # postcodes are there without a network
    assert (installed / "var" / "safespaces.db").is_file()
