"""One row of the results: what was measured, the figure, the bound it has to hold, and whether it
did.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure in words, the bound in words, and whether the figure is within it."""

    what: str
    figure: str
    bound: str
    holds: bool

    def __str__(self) -> str:
        return f"| {self.what} | {self.figure} | {self.bound} | {'yes' if self.holds else 'NO'} |"


HEADER = "| what | measured | bound | holds |\n|---|---|---|---|"


def median_us(calls: list[Callable[[], object]]) -> float:
    """The median time of calls, each timed by itself, in microseconds."""
    times = []
    for call in calls:
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return statistics.median(times) * 1e6
