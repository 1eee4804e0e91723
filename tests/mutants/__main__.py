"""`make mutants`: one small fault at a time is put into the rules, and the tests have to notice.

    python -m tests.mutants safespaces/moderation safespaces/web/access.py
        [--sample 150] [--seed 1] [--only file.py:12]

First every test runs once, to learn which lines it reaches and how long it takes (kept in
build/mutants until a file changes). Then, mutant by mutant, a forked child gets the changed code
and runs the tests that reach it, quick ones first, up to the first that fails. Prints survivors and
writes all to build/mutants/results.csv.
"""

import argparse
import csv
import random
import time
from collections import Counter
from pathlib import Path
from typing import TextIO

import pytest

from tests.mutants.faults import ROOT, Mutant, mutants_of
from tests.mutants.reach import find_tests, seconds_of_tests
from tests.mutants.run import Loop, afresh, judge
from tests.mutants.runs import KEPT, OPTIONS, in_child, settle_hypothesis

RESULTS = KEPT / "results.csv"


class Bench:
    """Puts the tests of a mutant in order before it is tried, and writes down what came of it."""

    def __init__(self, seconds: dict[str, float], longest: float, file: TextIO) -> None:
        self._seconds, self._longest, self._file = seconds, longest, file
        self._killers: dict[str, Counter[str]] = {}
        self._written, self._began = csv.writer(file), time.monotonic()

    def before(self, mutant: Mutant) -> None:
        """Those that have noticed most, then those beside the file, then quick ones; as many as the
        time allows.
        """
        known = self._killers.setdefault(mutant.file, Counter())
        stem, folder = Path(mutant.file).stem, mutant.file.split("/")[1]

        def order(test: str) -> tuple[float, ...]:
            file = test.partition("::")[0]
            is_near = file.startswith(f"tests/{folder}/")
            return (-known[test], stem not in file, not is_near, self._seconds[test])

        mutant.tests.sort(key=order)
        total, few = 0.0, list[str]()
        for test in mutant.tests:
            total += self._seconds[test]
            if total > self._longest and few:
                break
            few.append(test)
        mutant.tests = few

    def done(self, mutant: Mutant) -> None:
        """Survivors are told at once."""
        place, tests = (mutant.file, mutant.lines.start, mutant.said), len(mutant.tests)
        if mutant.result.startswith("killed"):
            self._killers[mutant.file][mutant.by] += 1
        else:
            file, line, said = place
            print(f"{mutant.result}: {file}:{line}: {said}  ({tests} tests)", flush=True)
        took = f"{time.monotonic() - self._began:.1f}"
        self._written.writerow([mutant.result, *place, mutant.by, tests, took])
        self._file.flush()


def main() -> None:
    """The command."""
    asked = _asked()
    mutants = _chosen(asked)
    if asked.list:
        return
    # so that what is done when somebody stops it is a fair sample
    random.Random(asked.seed).shuffle(mutants)
    KEPT.mkdir(parents=True, exist_ok=True)
    settle_hypothesis()
    seconds = seconds_of_tests(asked.kept_map)
    find_tests(mutants, seconds)
    began = time.monotonic()
    with RESULTS.open("w", newline="") as file:
        _try_all(mutants, seconds, Bench(seconds, asked.longest, file), asked.loading)
    rows = list(csv.reader(RESULTS.open()))
    killed = sum(row[0].startswith("killed") for row in rows)
    share, took = 100 * killed / max(1, len(rows)), time.monotonic() - began
    print(f"{killed} of {len(rows)} mutants were noticed, {share:.1f} %, in {took:.0f} s")


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("paths", nargs="+")
    asked.add_argument("--sample", type=int, help="at most so many mutants for each path")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", nargs="*", default=[], help="only these, as file.py:line")
    asked.add_argument(
        "--kept-map",
        action="store_true",
        help="use the map of tests as it is, though files have changed",
    )
    asked.add_argument("--longest", type=float, default=60, help="seconds of tests for one mutant")
    asked.add_argument(
        "--loading", action="store_true", help="only faults in what a module does when it is loaded"
    )
    asked.add_argument("--list", action="store_true", help="count them and stop")
    return asked.parse_args()


def _chosen(asked: argparse.Namespace) -> list[Mutant]:
    mutants: list[Mutant] = []
    for path in asked.paths:
        files = sorted((ROOT / path).rglob("*.py")) if (ROOT / path).is_dir() else [ROOT / path]
        found = [each for file in files for each in mutants_of(file)]
        print(f"{path}: {len(found)} mutants", flush=True)
        if asked.sample and len(found) > asked.sample:
            found = sorted(random.Random(asked.seed).sample(found, asked.sample), key=found.index)
        mutants += found
    return [each for each in mutants if not asked.only or _is_meant(each, asked.only)]


def _is_meant(mutant: Mutant, only: list[str]) -> bool:
    return any(f"{mutant.file}:{line}".endswith(each) for each in only for line in mutant.lines[:1])


def _try_all(
    mutants: list[Mutant], seconds: dict[str, float], bench: Bench, only_loading: bool
) -> None:
    within = [each for each in mutants if each.scope is not None]
    if within and not only_loading:
        loop = Loop(within, seconds, before=bench.before, done=bench.done)
        in_child(lambda: pytest.main([*OPTIONS, "tests"], plugins=[loop]))
    for mutant in mutants:
        if mutant.scope is None:
            bench.before(mutant)
            judge(mutant, lambda tell, mutant=mutant: afresh(mutant, seconds, tell))
            bench.done(mutant)


if __name__ == "__main__":
    main()
