"""Published instances of location science, where somebody has put their files into a folder:
OR-Library's p-median files (pmed1.txt ..., with pmedopt.txt and pcenteropt.txt, Beasley 1985) and
the coverage files of São José dos Campos (SJC324.txt and demand-SJC324.dat ..., Lorena). They are
not ours to ship: BENCH_INSTANCES names the folder.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from bench.report import Row
from safespaces.coverage.median import shortest_longest, shortest_mean
from safespaces.coverage.optimum import best_set
from safespaces.coverage.recruit import CoveringProblem, greedy, swapped
from safespaces.coverage.walking import Walking

RADIUS_M = 800
_SECONDS = 60.0
_FAR = 1e6  # longer than any way in them


def rows() -> Iterator[Row]:
    """Nothing where no folder is named."""
    named = os.environ.get("BENCH_INSTANCES", "")
    if named:
        yield from _medians(Path(named))
        yield from _coverings(Path(named))


def _medians(folder: Path) -> Iterator[Row]:
    means, longest = (_optima(folder, name) for name in ("pmedopt.txt", "pcenteropt.txt"))
    files = sorted(folder.rglob("pmed*.txt"), key=lambda path: _number(path.name))
    for path in files:
        number = _number(path.name)
        if path.name != f"pmed{number}.txt" or number not in means:
            continue
        chosen, ways = _network(path)
        walking = Walking(np.full(len(ways), _FAR), ways, np.ones(len(ways)))
        start = perf_counter()
        mean, longest_walk = (
            shortest_mean(walking, chosen),
            shortest_longest(walking, chosen, _SECONDS),
        )
        took = perf_counter() - start
        found = round(mean.walk * len(ways))
        said = f"{found:,} and {longest_walk.walk:.0f} in {took:.1f} s"
        published = f"{means[number]:,} and {longest.get(number, 0)}"
        is_same = found == means[number] and round(longest_walk.walk) == longest.get(number)
        is_proven = mean.is_proven and longest_walk.is_proven
        what = f"pmed{number}, p {chosen}: p-median and p-centre, proven"
        yield Row(what, said, published, is_same and is_proven)


def _coverings(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.rglob("SJC*.txt"), key=lambda path: _number(path.name)):
        number = _number(path.name)
        problem = _city(path, path.with_name(f"demand-SJC{number}.dat"), number)
        for most in (2, 5, 9):
            first = swapped(problem, greedy(problem, most))
            start = perf_counter()
            best = best_set(problem, most, _SECONDS)
            took = perf_counter() - start
            said = f"{best.choice.gain:,.0f} in {took:.1f} s; greedy with swaps {first.gain:,.0f}"
            what = f"SJC{number}, p {most}, {RADIUS_M} m: covered"
            yield Row(what, said, "proven", best.is_proven)


def _number(name: str) -> int:
    return int((re.findall(r"\d+", name) or ["0"])[0])


def _optima(folder: Path, name: str) -> dict[int, int]:
    found = next(folder.rglob(name), None)
    text = found.read_text() if found else ""
    return {int(a): int(b) for a, b in re.findall(r"pmed(\d+)\D+(\d+)", text)}


def _network(path: Path) -> tuple[int, NDArray[np.float64]]:
    """How many to choose, and the shortest ways: the last of repeated edges holds, as OR-Library
    says.
    """
    numbers = list(map(int, path.read_text().split()))
    size, edges, chosen = numbers[:3]
    ways = np.full((size, size), _FAR)
    np.fill_diagonal(ways, 0)
    for row in range(3, 3 + 3 * edges, 3):
        one, other, cost = numbers[row : row + 3]
        ways[one - 1, other - 1] = ways[other - 1, one - 1] = cost
    for middle in range(size):
        np.minimum(ways, ways[:, middle : middle + 1] + ways[middle : middle + 1], out=ways)
    return chosen, ways


def _city(path: Path, demand: Path, size: int) -> CoveringProblem:
    rows = [line.split() for line in path.read_text().splitlines() if len(line.split()) > 1]
    spots = np.array([[float(each) for each in row[-2:]] for row in rows])[-size:]
    people = np.array(demand.read_text().split(), dtype=np.float64)[-size:]
    apart = ((spots[:, None] - spots[None]) ** 2).sum(axis=2)
    return CoveringProblem(people, apart <= RADIUS_M**2)
