"""Which tests reach which lines, and how long each takes: found out once, and kept until a file
changes.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import coverage
import pytest

from tests.mutants.faults import ROOT, Mutant
from tests.mutants.runs import KEPT, OPTIONS, Runs, in_child

_SECONDS = KEPT / "seconds.json"


class Map(Runs):
    """Runs everything once."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        seconds: dict[str, float] = {}
        measured = coverage.Coverage(
            data_file=str(KEPT / "coverage"),
            include=[f"{ROOT}/safespaces/*"],
            config_file=False,
        )
        measured.erase()
        measured.start()
        for item, following in zip(session.items, [*session.items[1:], None]):
            measured.switch_context(item.nodeid)
            self.failed = self.skipped = False
            took = self.run(item, following)
            if self.failed:
                print(f"fails without any mutant, so it is left out: {item.nodeid}")
            elif not self.skipped:
                seconds[item.nodeid] = round(took, 4)
        measured.stop()
        measured.save()
        _SECONDS.write_text(json.dumps({"of": fingerprint(), "seconds": seconds}))
        return True


def fingerprint() -> str:
    """Another whenever a file has changed that the map depends on."""
    files = sorted(
        path
        for folder in ("safespaces", "tests", "data")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".csv", ".toml") and path.parent != Path(__file__).parent
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def seconds_of_tests(is_kept: bool) -> dict[str, float]:
    """How long each test takes, mapped anew unless the map still holds or is to be kept."""
    if not _SECONDS.exists() or not (
        is_kept or json.loads(_SECONDS.read_text())["of"] == fingerprint()
    ):
        in_child(lambda: pytest.main([*OPTIONS, "tests"], plugins=[Map()]))
    seconds: dict[str, float] = json.loads(_SECONDS.read_text())["seconds"]
    return seconds


def find_tests(mutants: Iterable[Mutant], seconds: dict[str, float]) -> None:
    """Gives each mutant the tests that reach it, quick ones first."""
    measured = coverage.CoverageData(str(KEPT / "coverage"))
    measured.read()
    reached: dict[str, dict[int, list[str]]] = {}
    for mutant in mutants:
        by_line = reached.setdefault(
            mutant.file, measured.contexts_by_lineno(str(ROOT / mutant.file))
        )
        if mutant.scope and not any(by_line.get(line) for line in mutant.lines):
            mutant.scope = None  # a function that runs when modules are loaded, as a decorator does
        lines: Iterable[int] = mutant.lines if mutant.scope else by_line
        found = {test for line in lines for test in by_line.get(line, ()) if test in seconds}
        mutant.tests = sorted(found, key=lambda each: seconds[each])
