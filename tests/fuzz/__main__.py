"""`make fuzz`: no 5xx, no hang over two seconds, no growth of memory, whatever is sent.

    python -m tests.fuzz [--cases 100000] [--seed 1] [--only readers|routes|bytes]

Seven in ten cases go to what reads texts and files, a quarter to the routes as every role, the rest as raw bytes to the real server.
Prints what was wrong, each with the seed that makes it again (--seed N --cases 1), and ends with 1 where anything was.
"""

import argparse
import gc
import logging
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tests.fuzz.mutate import Mutator
from tests.fuzz.raw_bytes import send_once
from tests.fuzz.readers import read_once
from tests.fuzz.routes import Service
from tests.running_server import running_server

LONGEST_S = 2.0
STOPPED_AFTER_S = 20
MOST_GROWTH_MB = 64
CASES_A_SERVICE = 1_000
SHARES = {"readers": 0.70, "routes": 0.25, "bytes": 0.05}


class Findings:
    """What was wrong, each kind once."""

    def __init__(self) -> None:
        self.wrong: Counter[str] = Counter()
        self.slowest = (0.0, "")

    def add(self, kind: str, seed: int, told: str) -> None:
        self.wrong[kind] += 1
        if self.wrong[kind] == 1:
            print(f"\nWRONG, seed {seed}: {kind}\n  {told}", flush=True)

    def timed(self, name: str, seed: int, call: Callable[[], object]) -> object:
        """What the call returns; a fault is told, and so is one that takes too long."""
        began = time.perf_counter()
        signal.alarm(STOPPED_AFTER_S)
        try:
            return call()
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            self.add(
                f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}",
                seed,
                f"{name}: {str(error)[:300]}",
            )
            return None
        finally:
            signal.alarm(0)
            took = time.perf_counter() - began
            self.slowest = max(self.slowest, (took, name[:200]))
            if took > LONGEST_S:
                self.add(f"{took:.0f} s", seed, name)


def main() -> int:
    """Send them all."""
    options = _options()
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _stop)
    findings = Findings()
    for part, share in SHARES.items():
        if options.only in ("", part):
            count = max(1, round(options.cases * (1 if options.only else share)))
            began = time.monotonic()
            grew = {"readers": _readers, "routes": _routes, "bytes": _bytes}[part](
                options.seed, count, findings
            )
            print(
                f"{part}: {count:,} cases in {time.monotonic() - began:.0f} s, memory {grew:+.0f} MB",
                flush=True,
            )
            if grew > MOST_GROWTH_MB:
                findings.add(f"memory of {part}", options.seed, f"grew by {grew:.0f} MB")
    took, what = findings.slowest
    print(f"Slowest: {took:.2f} s, {what}")
    print(
        f"{len(findings.wrong)} kinds of fault in {sum(findings.wrong.values())} cases."
        if findings.wrong
        else "Nothing was wrong."
    )
    return 1 if findings.wrong else 0


def _readers(seed: int, count: int, findings: Findings) -> float:
    memory = _Memory(count)
    for number in range(seed, seed + count):
        memory.look(number - seed)
        name, call = read_once(Mutator(number))
        findings.timed(name, number, call)
    return memory.grown()


def _routes(seed: int, count: int, findings: Findings) -> float:
    memory, service, statuses = _Memory(count), Service(), Counter[int]()
    for number in range(seed, seed + count):
        if number > seed and (number - seed) % CASES_A_SERVICE == 0:
            service.end()
            service = Service()
        memory.look(number - seed)
        said, call = service.one_case(Mutator(number))
        answer = findings.timed(said, number, call)
        if answer is not None and answer.status_code >= 500 and answer.status_code != 501:  # type: ignore[attr-defined]
            findings.add(f"{answer.status_code}: {' '.join(said.split()[:2])[:80]}", number, said)  # type: ignore[attr-defined]
        if answer is not None:
            statuses[answer.status_code // 100] += 1  # type: ignore[attr-defined]
    service.end()
    told = ", ".join(f"{count:,} of {status}xx" for status, count in sorted(statuses.items()))
    print(f"answers: {told}")
    return memory.grown()


def _bytes(seed: int, count: int, findings: Findings) -> float:
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as server:
        first = 0.0
        for number in range(seed, seed + count):
            if number - seed == count // 3:
                first = _family_mb(server.pid)
            if wrong := send_once(Mutator(number), server.port):
                findings.add(f"raw bytes: {wrong[:4]}", number, wrong)
        return _family_mb(server.pid) - first


class _Memory:
    """Megabytes in use after a third of the cases, when everything is loaded, and at the end."""

    def __init__(self, count: int) -> None:
        self._from, self._first = count // 3, 0.0

    def look(self, number: int) -> None:
        if number == self._from:
            gc.collect()
            self._first = _resident_mb("self")

    def grown(self) -> float:
        gc.collect()
        return _resident_mb("self") - self._first


def _resident_mb(pid: int | str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _family_mb(pid: int) -> float:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _resident_mb(pid) + sum(_resident_mb(int(child)) for child in children)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"stopped after {STOPPED_AFTER_S} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(SHARES), default="")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
