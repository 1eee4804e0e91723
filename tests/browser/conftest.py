"""A real server with the shipped venues at a fixed time, and Chromium at phone size."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.reference.import_postcodes import import_postcodes
from safespaces.actions.register.publish import publish
from safespaces.hours.wall_time import to_minute
from safespaces.settings import Settings
from safespaces.snapshot.finder import Finder
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot

ROOT = Path(__file__).parents[2]
NOW = datetime(
    2026, 11, 24, 17, 30, tzinfo=UTC
)  # a Tuesday; libraries near Pool Meadow shut at 17:00 and 19:00
PHONE = {"width": 360, "height": 740}
POSTCODES = (
    '"CV1 5FB",10,433800,278950,""\n"CV6 5LB",10,434200,281500,""\n"CV6 4ZZ",10,434000,281300,""\n'
)


@dataclass(frozen=True)
class Served:
    """Where the service is, and what it leaves behind."""

    address: str
    log: Path
    database: Path

    @contextmanager
    def at(self, now: datetime) -> Iterator[None]:
        """Put the server's clock on, and back again."""
        clock = self.database.parent / "clock"
        clock.write_text(now.isoformat())
        try:
            yield
        finally:
            clock.unlink()

    def asked(self) -> list[str]:
        """Every request that has reached the server, with headers and body, one a line."""
        return (self.database.parent / "asked").read_text().splitlines()

    def left_behind(self) -> bytes:
        """Everything in the log and in the database's files."""
        files = [self.log, *self.database.parent.glob(self.database.name + "*")]
        return b"".join(file.read_bytes() for file in files)

    def finder(self) -> Finder:
        """The reference: the finder over what is published."""
        database = Database(f"sqlite:///{self.database}")
        with database.reading() as session:
            snapshot = current_snapshot(session)
        database.close()
        assert snapshot is not None
        return Finder(snapshot, Settings().zone)

    @property
    def now(self) -> int:
        """The fixed time as a minute since 1970."""
        return to_minute(NOW)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service with the shipped venues."""
    folder = tmp_path_factory.mktemp("served")
    fill(folder)
    with serving(folder) as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A service whose register is empty."""
    database = Database(f"sqlite:///{tmp_path}/register.db")
    database.prepare()
    publish(database, at=NOW)
    database.close()
    with serving(tmp_path) as found:
        yield found


@contextmanager
def serving(folder: Path, root: str = "", language: str = "en", port: int = 0) -> Iterator[Served]:
    """The service under gunicorn with the register in a folder, ended by its own id; `root` is the path that it is mounted under."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "SAFESPACES_DATABASE": f"sqlite:///{folder}/register.db", "TEST_NOW": NOW.isoformat(), "TEST_CLOCK": f"{folder}/clock", "TEST_ASKED": f"{folder}/asked",
        "SAFESPACES_FORM_LIMIT": "", "SAFESPACES_LANGUAGE": language, "SAFESPACES_SITE": f"http://127.0.0.1:{port}{root}",
    }  # fmt: skip
    where = [
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        "1",
        "-k",
        "gthread",
        "--threads",
        "4",
        "--no-control-socket",
        "--graceful-timeout",
        "5",  # a browser may keep a connection open
    ]
    log = folder / "log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "gunicorn", "tests.browser.served:app()", *where]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            _wait_for(port, server, log)
            yield Served(f"http://127.0.0.1:{port}{root}", log, folder / "register.db")
        finally:
            server.terminate()
            server.wait(20)


def fill(folder: Path) -> None:
    """A register with the shipped venues and a few postcodes."""
    database = Database(f"sqlite:///{folder}/register.db")
    database.prepare()
    apply_import(
        database,
        UploadedFile((ROOT / "data" / "venues.csv").read_bytes(), "venues.csv"),
        at=NOW,
        author="test",
    )
    (folder / "cv.csv").write_text(POSTCODES)
    import_postcodes(database, folder / "cv.csv", at=NOW)
    database.close()


def _wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The machine's own Chromium; make test has made sure that there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)), None)
    assert program, "the browser tests need Chromium: see tests/chromium.sh"
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {**browser_type_launch_args, "executable_path": program, "args": quiet}


@pytest.fixture
def browser_context_args(browser_context_args: dict, served: Served) -> dict:
    """A phone in Coventry."""
    return {
        **browser_context_args, "viewport": PHONE, "base_url": served.address, "locale": "en-GB", "timezone_id": "Europe/London",
        "has_touch": True, "is_mobile": True, "device_scale_factor": 2, "service_workers": "block",  # test_without_signal.py lets it
    }  # fmt: skip


@pytest.fixture
def phone(page: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose clock stands at the server's time, and whose scripts have to run: one that fails
    as it starts leaves a page that looks right and does nothing.
    """
    page.clock.set_fixed_time(NOW)
    page.set_default_timeout(10_000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    yield page
    assert broken == [] or request.node.get_closest_marker("breaks_scripts")


@pytest.fixture
def without_script(browser: Browser, browser_context_args: dict) -> Iterator[Page]:
    """A page of a phone with JavaScript off."""
    context: BrowserContext = browser.new_context(
        **{**browser_context_args, "java_script_enabled": False}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
