"""`make storm`: many times the load that can be served, behind the nginx of deploy/, with slow senders and one greedy network.

    python -m tests.storm [--seconds 20] [--crowd 1000]

A crowd (wrk) asks as fast as it can on many connections, two hundred slow senders hold theirs open, and three visitors in a hundred
milliseconds each ask for an answer, a page and the phones' file. Prints what these got, before, in and after the storm, and ends with 1
where an answer was wrong, a refusal lacked Retry-After, the file did not come, or it took over ten seconds to be quick again.
"""

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

from safespaces.cli.serving import server_arguments
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from tests.certificate import write_certificate
from tests.web.conftest import TOWN
from tests.web.test_proxies import ROOT, free_port, nginx, running

ASKED = {
    "answer": "/api/v1/nearest?lat=52.4104&lon=-1.50676&at=2026-11-24T11:00:00Z",
    "page": "/places/red-cafe",
    "file": "/directory.json",
}
RIGHT = {"answer": b"red-cafe", "page": b"Red Cafe", "file": b"red-cafe"}
SLOW_SENDERS = 200
QUICK_S, MOST_RECOVERY_S, BOUND_S = 0.5, 10, 5.0


@dataclass
class Watched:
    """What the visitors got in one stretch of time."""

    statuses: Counter[str] = field(default_factory=Counter)
    served_s: dict[str, list[float]] = field(default_factory=lambda: {what: [] for what in ASKED})
    wrong: list[str] = field(default_factory=list)

    def told(self) -> str:
        every = []
        for what, times in self.served_s.items():
            p99 = statistics.quantiles(times, n=100)[98] if len(times) > 1 else float("nan")
            refused = self.statuses[f"{what} 503"]
            every.append(
                f"{what}: {len(times)} served (p99 {1000 * p99:,.0f} ms), {refused} refused"
            )
        return "; ".join(every)


def watch(site: str, seconds: float) -> Watched:
    """Ask for each in turn, ten times a second."""
    seen, until, threads = Watched(), time.monotonic() + seconds, []
    while time.monotonic() < until:
        for what in ASKED:
            thread = threading.Thread(target=_ask, args=(site, what, seen))
            thread.start()
            threads.append(thread)
        time.sleep(0.1)
    for thread in threads:
        thread.join(30)
    return seen


def _ask(site: str, what: str, seen: Watched) -> None:
    began = time.monotonic()
    try:
        answer = requests.get(site + ASKED[what], verify=False, timeout=20)
    except requests.RequestException as error:
        seen.wrong.append(f"{what}: {type(error).__name__}")
        return
    took = time.monotonic() - began
    seen.statuses[f"{what} {answer.status_code}"] += 1
    if answer.status_code == 503 and what != "file":
        if "Retry-After" not in answer.headers:
            seen.wrong.append(f"{what}: refused without Retry-After")
    elif answer.status_code != 200 or RIGHT[what] not in answer.content:
        seen.wrong.append(f"{what}: {answer.status_code} {answer.content[:80]!r}")
    else:
        seen.served_s[what].append(took)


def hold_open(port: int, stop: threading.Event) -> None:
    """Senders that begin a form and send a byte every few seconds."""
    lines = []
    for _ in range(SLOW_SENDERS):
        with suppress(OSError):
            line = socket.create_connection(("127.0.0.1", port), timeout=2)
            line.sendall(b"POST /nearest HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n")
            lines.append(line)
    while not stop.wait(3):
        for line in lines:
            with suppress(OSError):
                line.sendall(b"w")
    for line in lines:
        line.close()


def recovery_s(site: str) -> float:
    """How long until ten answers in a row are right and quick."""
    began, in_a_row = time.monotonic(), 0
    while in_a_row < 10 and time.monotonic() - began < 60:
        seen, asked = Watched(), time.monotonic()
        _ask(site, "answer", seen)
        is_good = bool(seen.served_s["answer"]) and time.monotonic() - asked < QUICK_S
        in_a_row = in_a_row + 1 if is_good else 0
    return time.monotonic() - began


def main() -> int:
    """Before, in and after the storm."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--crowd", type=int, default=1000)
    asked = parser.parse_args()
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("There is no wrk here (Debian: apt install wrk).")
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, app, https, http = Path(name), free_port(), free_port(), free_port()
        folder.chmod(0o755)
        site = _serve(stack, folder, app, https, http)
        capacity = _rate(
            subprocess.run(
                [wrk, "-t1", "-c16", "-d5", site + ASKED["answer"]], capture_output=True, text=True
            ).stdout
        )
        before = watch(site, 5)
        stop = threading.Event()
        slow = threading.Thread(target=hold_open, args=(http, stop))
        slow.start()
        crowd = subprocess.Popen(
            [
                wrk,
                "-t1",
                f"-c{asked.crowd}",
                f"-d{asked.seconds}",
                "--timeout",
                "20",
                site + ASKED["answer"],
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(2)
        during = watch(site, asked.seconds - 4)
        said = crowd.communicate(timeout=60)[0]
        stop.set()
        recovered = recovery_s(site)
        slow.join()
        after = watch(site, 5)
    print(f"can serve {capacity:,.0f} answers a second on 16 connections")
    print(
        f"the crowd: {_rate(said):,.0f} requests a second on {asked.crowd:,} connections ({_line(said, 'Non-2xx')})"
    )
    for stretch, seen in (("before", before), ("in the storm", during), ("after", after)):
        print(f"{stretch}: {seen.told()}")
        for wrong, times in Counter(seen.wrong).items():
            print(f"  WRONG {times} times: {wrong}")
    print(f"quick again after {recovered:.1f} s")
    longest = max((max(times) for times in during.served_s.values() if times), default=0)
    is_well = (
        not (before.wrong or during.wrong or after.wrong)
        and recovered < MOST_RECOVERY_S
        and longest < BOUND_S
    )
    return 0 if is_well else 1


def _serve(stack: ExitStack, folder: Path, app: int, https: int, http: int) -> str:
    write_certificate(folder / "safe.pem", folder / "safe.key")
    url = f"sqlite:///{folder}/r.db"
    database = Database(url)
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, TOWN)
    database.close()
    site = f"https://127.0.0.1:{https}"
    environment = {
        "SAFESPACES_DATABASE": url,
        "SAFESPACES_SITE": site,
        "SAFESPACES_PROXIES": "1",
        "SAFESPACES_API_LIMIT": "",  # the crowd is of one network here, and stands for many
        "OMP_NUM_THREADS": "1",
        "PATH": "",
    }
    stack.enter_context(
        running(
            [sys.executable, *server_arguments("127.0.0.1", app, 2)], app, env=environment, cwd=ROOT
        )
    )
    command = nginx(folder, https, http, app)
    main = folder / "nginx.conf"
    main.write_text(
        main.read_text().replace(
            "events {}", "worker_rlimit_nofile 8192; events { worker_connections 4096; }"
        )
    )
    stack.enter_context(
        running(command, https, env={"PATH": "/usr/bin:/usr/sbin", "HOME": str(folder)})
    )
    return site


def _rate(told: str) -> float:
    return float(_line(told, "Requests/sec").split()[-1])


def _line(told: str, begins: str) -> str:
    return next(
        (" ".join(line.split()) for line in told.splitlines() if begins in line), f"{begins}: none"
    )


if __name__ == "__main__":
    sys.exit(main())
