"""How the answer grows with the register: 100 to 100,000 places with hours over Great Britain, each
size in a process of its own; processor time, and its exponent (0: no growth, 1: as the places do).
"""

import math
import multiprocessing
import random
import resource
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from time import process_time

from bench.made_up import venues
from bench.report import Row
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.hours.wall_time import minute_of_wall
from safespaces.settings import Settings
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.snapshot import Snapshot, take_snapshot
from safespaces.venues.venue import Venue

SIZES = (100, 1_000, 10_000, 100_000)
ZONE = Settings().zone
DAY = date(2026, 11, 24)
NOON, NIGHT = (minute_of_wall(DAY, hour * 60, ZONE) for hour in (12, 3))
ASKED, MINUTES = 300, 15


@dataclass(frozen=True, slots=True)
class Grown:
    """Figures of one size: milliseconds of processor time, and megabytes."""

    same_minute: float
    new_minute: float
    night: float
    loaded: float
    directory: float
    memory_mb: float


BOUNDS = (  # what, the attribute, the largest exponent from 1,000 places on
    ("nearest, a minute that was asked before", "same_minute", 0.3),
    ("nearest, a minute that was not asked before", "new_minute", 0.8),
    ("nearest at night, hardly a place open", "night", 0.5),
    ("a published list read and made ready", "loaded", 1.1),
    ("the phones' file of a day made", "directory", 1.1),
)


def rows() -> Iterator[Row]:
    """One row a figure: its value at each size, and its exponent over the last three sizes."""
    context = multiprocessing.get_context("spawn")
    found = []
    for size in SIZES:
        with context.Pool(1) as pool:
            found.append(pool.apply(measured, (size,)))
    for what, name, most in BOUNDS:
        values = [getattr(each, name) for each in found]
        exponent = _exponent(SIZES[1:], values[1:])
        said = ", ".join(f"{value:.2f}" if value < 10 else f"{value:,.0f}" for value in values)
        figure = f"{said} ms; exponent {exponent:.2f}"
        bound = f"exponent under {most}"
        yield Row(f"{what}: 100, 1,000, 10,000, 100,000 places", figure, bound, exponent < most)
    memory = [each.memory_mb for each in found]
    figure = ", ".join(f"{value:.0f}" for value in memory)
    yield Row(
        "memory of a process that holds the list and has answered",
        f"{figure} MB",
        "under 1,000 MB",
        memory[-1] < 1_000,
    )


def measured(size: int) -> Grown:
    """The figures of a size; for a process of its own, whose peak is then of this size alone."""
    dice = random.Random(7)
    snapshot = over_great_britain(size)
    before = process_time()
    finder = Finder(snapshot, ZONE)
    finder.nearest(_a_point(dice), NOON)
    loaded = process_time() - before
    points = [_a_point(dice) for _ in range(ASKED)]
    same = _median_ms(lambda number: finder.nearest(points[number], NOON), ASKED)
    new = _median_ms(lambda number: finder.nearest(points[number], NOON + 1 + number), MINUTES)
    finder.nearest(points[0], NIGHT)
    night = _median_ms(lambda number: finder.nearest(points[number], NIGHT), ASKED)
    before = process_time()
    directory_json(finder, DAY)
    made = process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Grown(same, new, night, loaded * 1000, made * 1000, peak)


def over_great_britain(size: int) -> Snapshot:
    """So many made-up places with hours, anywhere in Great Britain."""
    return take_snapshot(located_over_great_britain(size), datetime(2026, 11, 24, tzinfo=UTC))


def located_over_great_britain(size: int) -> list[Venue]:
    """The same, of a register."""
    dice = random.Random(8)
    return [
        replace(each, located=LocatedPoint(_a_point(dice), PointSource.POSTCODE, 100))
        for each in venues(size)
    ]


def _a_point(dice: random.Random) -> Point:
    return Point(round(dice.uniform(50.0, 58.5), 5), round(dice.uniform(-5.5, 1.7), 5))


def _median_ms(ask: Callable[[int], object], times: int) -> float:
    took = []
    for number in range(times):
        start = process_time()
        ask(number)
        took.append((process_time() - start) * 1000)
    return statistics.median(took)


def _exponent(sizes: tuple[int, ...], values: list[float]) -> float:
    """The slope of the figure over the size, both as logarithms (least squares)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in values]
    middle_x, middle_y = statistics.mean(xs), statistics.mean(ys)
    over = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - middle_x) ** 2 for x in xs)
