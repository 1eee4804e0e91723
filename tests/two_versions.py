"""`make two-versions`: the release before and this one serve one database at the same time, as during an upgrade.

    python -m tests.two_versions [--old COMMIT]

The older code (by default the one before the newest migration; a worktree of it) makes the register and serves it. While forms are begun
and places closed through it, this code brings the tables to their newest form and serves beside it; then both are written through and read,
the older one is stopped, and everything that was acknowledged by either has to be there. Ends with 1 where anything is not, where either
answered 500, or where a closure made through one was not public on the other within ten seconds.
"""

import argparse
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import requests

from safespaces.people.tokens import digest_of
from safespaces.store.database import Database
from safespaces.store.submissions import submission_with_key

_NETWORKS = count(1)
ROOT = Path(__file__).parents[1]
MIGRATIONS = "safespaces/store/migrations/versions"
PAGES = (
    "/",
    "/places",
    "/map",
    "/help",
    "/join",
    "/check",
    "/sign-in",
    "/directory.json",
    "/places.csv",
    "/readyz",
    "/api/v1/nearest?lat=52.41&lon=-1.51",
)
LINK = "from datetime import datetime,UTC;import sys;from safespaces.store.database import Database;from safespaces.actions.register.closing_link import make_closing_link as m;print(m(Database(sys.argv[1]),sys.argv[2],by='test',at=datetime.now(UTC),site=''))"


@dataclass
class Version:
    """One release of the code, serving on a port of its own."""

    name: str
    folder: Path
    url: str
    port: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    forms: list[str] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {
            "SAFESPACES_DATABASE": self.url,
            "SAFESPACES_FORM_LIMIT": "",
            "SAFESPACES_PROXIES": "1",  # so that each form is another visitor's
            "PORT": str(self.port),
            "PATH": "",
            "PYTHONPATH": str(self.folder),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "safespaces", "run"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"{self.name} did not start")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def ask(self, path: str, method: str = "GET", **more: object) -> requests.Response:
        answer = requests.request(
            method, f"http://127.0.0.1:{self.port}{path}", allow_redirects=False, timeout=20, **more
        )  # type: ignore[arg-type]
        self.statuses[answer.status_code] += 1
        return answer

    def read_all(self) -> None:
        for page in PAGES:
            self.ask(page)

    def begin_forms(self, how_many: int) -> None:
        for _ in range(how_many):
            visitor = f"2001:db8:{next(_NETWORKS):x}::1"
            answer = self.ask("/join", "POST", headers={"X-Forwarded-For": visitor})
            if answer.status_code == 303:
                self.forms += re.findall(r"/join/([^/]+)/", answer.headers["Location"])


@contextmanager
def older(commit: str) -> Iterator[Path]:
    """A worktree of a commit, with what is built of this one: nothing is fetched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "older"
        subprocess.run(
            ["git", "worktree", "add", "--detach", "--quiet", folder, commit], cwd=ROOT, check=True
        )
        try:
            for built in ("built", "vendor"):
                subprocess.run(["cp", "-r", ROOT / "static" / built, folder / "static"], check=True)
            yield folder
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)


def main() -> int:
    """The upgrade, step by step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", default="")
    commit = parser.parse_args().old or _before_the_newest_migration()
    with older(commit) as folder, tempfile.TemporaryDirectory() as data:
        url = f"sqlite:///{data}/register.db"
        old, new = Version("older", folder, url), Version("this", ROOT, url)
        faults = []
        try:
            old.start()
            old.read_all()
            old.begin_forms(20)
            slug = old.ask("/directory.json").json()["venues"]["slug"][0]
            new.start()  # brings the tables to their newest form while the other serves
            for _ in range(3):
                for each in (old, new):
                    each.begin_forms(10)
                    each.read_all()
            faults += _closures(url, slug, old, new)
            old.stop()
            new.begin_forms(10)
            new.read_all()
        finally:
            old.stop()
            new.stop()
        database = Database(url)
        with database.reading() as session:
            lost = {
                each.name: sum(
                    submission_with_key(session, digest_of(form)) is None for form in each.forms
                )
                for each in (old, new)
            }
        database.close()
    for each in (old, new):
        print(
            f"{each.name} ({commit[:12] + commit[40:] if each is old else 'working tree'}): answers {dict(sorted(each.statuses.items()))}, "
            f"{len(each.forms)} forms acknowledged, {lost[each.name]} lost"
        )
        faults += [f"{each.name} answered {status}" for status in each.statuses if status >= 500]
        faults += [f"{each.name} lost forms"] * bool(lost[each.name] or not each.forms)
    print("\n".join(faults) or "Nothing was wrong.")
    return 1 if faults else 0


def _closures(url: str, slug: str, old: Version, new: Version) -> list[str]:
    """A place is closed through each, and read on the other."""
    faults = []
    venue = subprocess.run([sys.executable, "-m", "safespaces", "list"], cwd=ROOT, env={"SAFESPACES_DATABASE": url, "PATH": ""},
                           capture_output=True, text=True, check=True).stdout  # fmt: skip
    venue_id = next(
        line.split()[0] for line in venue.splitlines() if slug.split("-")[0] in line.lower()
    )
    link = subprocess.run(
        [sys.executable, "-c", LINK, url, venue_id],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    for through, seen_by in ((old, new), (new, old)):
        for deed in ("tonight", "open"):
            before = seen_by.ask("/directory.json").json()["snapshot"]
            answer = through.ask(link, "POST", data={"deed": deed})
            began = time.monotonic()
            while (
                seen_by.ask("/directory.json").json()["snapshot"] == before
                and time.monotonic() - began < 10
            ):
                time.sleep(0.2)
            took = time.monotonic() - began
            print(
                f"{deed} through {through.name} ({answer.status_code}): seen by {seen_by.name} after {took:.1f} s"
            )
            faults += [f"{deed} through {through.name} was not seen by {seen_by.name}"] * (
                took >= 10
            )
    return faults


def _before_the_newest_migration() -> str:
    newest = sorted((ROOT / MIGRATIONS).glob("[0-9]*.py"))[-1].relative_to(ROOT)
    added = subprocess.run(
        ["git", "log", "--diff-filter=A", "--format=%H", "--", newest],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return f"{added.stdout.split()[-1]}~1"


if __name__ == "__main__":
    sys.exit(main())
