"""What a run of pytest inside this process is given, and a process of its own to run it in."""

import os
import sys
import time
from collections.abc import Callable

import hypothesis
import pytest

from tests.mutants.faults import ROOT

KEPT = ROOT / "build" / "mutants"
TEMPORARY = KEPT / "tmp"
# Left out: other processes (they would run the code on the disk), a real browser, and the rules
# about the text of the code.
LEFT_OUT = [
    "tests/browser",
    "tests/house",
    "tests/test_wheel.py",
    "tests/test_js.py",
    "tests/web/test_real_server.py",
    "tests/cli",
]
OPTIONS = [
    "-q",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
    "-p",
    "no:cacheprovider",
    f"--basetemp={TEMPORARY}",
    *(f"--ignore={path}" for path in LEFT_OUT),
]


class Runs:
    """What the plugins share: run items one by one and see whether one fails."""

    def __init__(self) -> None:
        self.failed, self.skipped = False, False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed
        self.skipped |= report.skipped

    def run(self, item: pytest.Item, following: pytest.Item | None) -> float:
        began = time.perf_counter()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return time.perf_counter() - began


def settle_hypothesis() -> None:
    """Hypothesis tries the same examples every time, and does not look for a smaller one."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", phases=phases, derandomize=True, database=None)
    hypothesis.settings.load_profile("mutants")


def in_child(action: Callable[[], object]) -> None:
    """Does it in a process of its own, and waits."""
    process = os.fork()
    if process == 0:
        action()
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(process, 0)[1]:
        sys.exit("the tests could not be run")
