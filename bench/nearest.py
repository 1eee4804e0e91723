"""Nearest five open of 1,000 to 1,000,000 random points over Great Britain, against sorting
everything; building time and memory.
"""

import multiprocessing
import resource
from collections.abc import Iterator
from functools import partial
from time import perf_counter

import numpy as np

from bench.report import Row, median_us
from safespaces.geo.distance import geodesic_m
from safespaces.geo.earth import xyz, xyz_array
from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.snapshot.arrivals import Arrivals, flat_from
from safespaces.snapshot.moment import Moment

SIZES = (1_000, 100_000, 1_000_000)
MOST = SIZES[-1]
AT = 29_925_000
ASKED = 2_000
CHECKED = 200  # of the questions asked, for recall and order
_random = np.random.default_rng(20261124)


def rows() -> Iterator[Row]:
    """The speed, exactness, building time and memory of the index."""
    for size in SIZES:
        for share, words in ((0.5, "half open"), (0.001, "1 in 1,000 open")):
            yield from _one(size, share, words)
    yield from _building()


def _one(size: int, share: float, words: str) -> Iterator[Row]:
    lats, lons = _points(size)
    moment = _moment(lats, lons, share)
    asked = [Point(lat, lon) for lat, lon in zip(*_points(ASKED), strict=True)]
    moment.nearest_open(asked[0], 5)  # the tree over the open ones is built on first use
    took = median_us([partial(moment.nearest_open, here, 5) for here in asked])
    sorting = median_us([partial(_by_sorting, moment, lats, lons, here) for here in asked[:20]])
    yield Row(
        f"nearest 5 of {size:,}, {words}",
        f"{took:.0f} µs ({sorting / took:,.0f} times faster than sorting everything)",
        "under 100 µs",
        took < 100,
    )
    recall, order = _exactness(moment, lats, lons, asked[:CHECKED])
    yield Row(
        f"nearest 5 of {size:,}, {words}: recall, exact order",
        f"{recall:.3f}, {order:.3f}",
        "1.000, 1.000",
        recall == order == 1,
    )


def _points(count: int) -> tuple[np.ndarray, np.ndarray]:
    return _random.uniform(50.0, 58.5, count), _random.uniform(-5.5, 1.7, count)


def _moment(lats: np.ndarray, lons: np.ndarray, share: float) -> Moment:
    size = len(lats)
    is_open = np.zeros(size, bool)
    is_open[_random.choice(size, max(1, int(size * share)), replace=False)] = True
    opened, nothing = (
        int(is_open.sum()),
        flat_from(np.zeros(size, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)),
    )
    spans = flat_from(
        is_open.astype(np.int64), np.full(opened, AT - 60), np.full(opened, AT + 100_000)
    )
    arrivals = Arrivals((), spans, nothing, np.zeros(size, bool))
    return Moment(NearestIndex(lats, lons), AT, arrivals, np.arange(size))


def _by_sorting(moment: Moment, lats: np.ndarray, lons: np.ndarray, here: Point) -> list[int]:
    opened = _open(moment)
    chords = np.linalg.norm(xyz_array(lats[opened], lons[opened]) - np.array(xyz(here)), axis=1)
    return opened[np.argsort(chords, kind="stable")[:5]].tolist()


def _open(moment: Moment) -> np.ndarray:
    """The rows that are open; here each place has a schedule of its own."""
    rows = moment.schedule_of
    return np.flatnonzero(moment.arrivals.open.until(rows, np.full(len(rows), moment.at)))


def _exactness(
    moment: Moment, lats: np.ndarray, lons: np.ndarray, asked: list[Point]
) -> tuple[float, float]:
    """Share of the true five that were found, and share of questions answered in exactly geodesic
    order.
    """
    opened = _open(moment)
    right, in_order, wanted = 0, 0, 0
    for here in asked:
        rough = (lats[opened] - here.lat) ** 2 + (
            (lons[opened] - here.lon) * np.cos(np.radians(here.lat))
        ) ** 2
        # far more than five, so the true five are among them
        near = opened[np.argpartition(rough, min(60, len(opened) - 1))[:60]]
        truth = [
            row
            for _, row in sorted(
                (geodesic_m(here, Point(lats[row], lons[row])), int(row)) for row in near
            )[:5]
        ]
        found = [way.row for way in moment.nearest_open(here, 5)]
        right, wanted = right + len(set(found) & set(truth)), wanted + len(truth)
        in_order += found == truth
    return right / wanted, in_order / len(asked)


def _building() -> Iterator[Row]:
    context = multiprocessing.get_context(
        "spawn"
    )  # a process of its own, so that its peak is its own
    with context.Pool(1) as pool:
        took, grew, peak = pool.apply(_build)
    yield Row(f"index of {MOST:,} built", f"{took:.2f} s", "within 5 s", took < 5)
    yield Row(
        "memory of that index (and the peak of the process that built it)",
        f"{grew:.0f} MB ({peak:.0f} MB)",
        "within 500 MB",
        grew < 500,
    )


def _build() -> tuple[float, float, float]:
    """Seconds, megabytes that the index keeps, and the process's peak in megabytes."""
    lats, lons = _points(MOST)
    before, start = _resident_mb(), perf_counter()
    index = NearestIndex(lats, lons)
    took, grew = perf_counter() - start, _resident_mb() - before
    assert len(index) == MOST
    return took, grew, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident_mb() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    for row in rows():
        print(row, flush=True)
