"""Coverage: the week table, a what-if, and the best next places, at Coventry's size and at fifty
times it.
"""

import logging
import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

import numpy as np
from flask.testing import FlaskClient

from bench.made_up import venues
from bench.report import Row
from safespaces.actions.operations.first_start import make_ready
from safespaces.coverage.bands import BANDS
from safespaces.coverage.demand import DemandLayer, DemandPoint
from safespaces.coverage.facility import Facility
from safespaces.coverage.optimum import best_set
from safespaces.coverage.reach import Coverage, reached_hours
from safespaces.coverage.recruit import Candidates, greedy, swapped
from safespaces.coverage.walks import STRAIGHT
from safespaces.coverage.week import Week
from safespaces.coverage.what_if import Change, changed_facilities
from safespaces.demo.fill import entries, fill_demo
from safespaces.geo.point import Point
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.web.app import create_app

ZONE, WEEK, LIMIT = ZoneInfo("Europe/London"), Week(date(2026, 11, 30)), 10
AREAS, PLACES, CANDIDATES, CHOSEN = 203, 100, 200, 10
MANY_POINTS, MANY_PLACES, COUNTRY_POINTS = 10_000, 2_000, 100_000
AT = datetime.now(UTC)
WIDE = 20  # minutes: candidates overlap most there, so it is the hardest of the limits


def rows() -> Iterator[Row]:
    """At Coventry's size, then a region's, then whom to ask."""
    base = Coverage(a_layer(AREAS), facilities(PLACES), WEEK, ZONE)
    table = _median_ms(lambda: _week_table(base))
    yield Row(
        f"week table, {AREAS} areas, {PLACES} venues, 168 hours, once loaded",
        f"{table:.1f} ms",
        "under 20 ms",
        table < 20,
    )
    what_if = _median_ms(lambda: _what_if(base))
    yield Row(
        "a what-if on one venue, from the change to the new week table",
        f"{what_if:.1f} ms",
        "under 50 ms",
        what_if < 50,
    )
    page = _page_ms()
    yield Row(
        "/coverage at another hour of the same week, Coventry, 34 places",
        f"{page:.0f} ms",
        "under 100 ms",
        page < 100,
    )
    yield from _region()
    yield from _next_places(base)


def a_layer(count: int) -> DemandLayer:
    """Made-up demand points over the city."""
    chance = np.random.default_rng(20261124)
    lats, lons = 52.36 + chance.random(count) * 0.1, -1.6 + chance.random(count) * 0.18
    people = chance.integers(50, 300, count)
    points = (
        DemandPoint(f"a{n}", "", Point(lats[n], lons[n]), int(people[n])) for n in range(count)
    )
    return DemandLayer("home", "Homes", "young people", "home", "made up", "2026", tuple(points))


def facilities(count: int, skip: int = 0) -> list[Facility]:
    """Made-up places, without the first few."""
    made = venues(count + skip)[skip:]
    return [
        Facility(each.id, each.name, each.kind, each.located.point, each.safe_hours)
        for each in made
        if each.located
    ]


def _median_ms(deed: Callable[[], object], times: int = 9) -> float:
    took = []
    for _ in range(times):
        start = perf_counter()
        deed()
        took.append(perf_counter() - start)
    return median(took) * 1000


def _week_table(base: Coverage) -> None:
    """From the walks and the hours on: nothing that was worked out before is used again."""
    reached = reached_hours(base.walks.within(LIMIT), base.openings, len(base.counts))
    base.counts @ (reached & base.counting)


def _what_if(base: Coverage) -> None:
    longer = Change("hours", f"venue:{base.facilities[3].id}", (2,), None, 20 * 60)
    Coverage(base.layer, changed_facilities(base.facilities, [longer], {}), WEEK, ZONE).table(LIMIT)


def _region() -> Iterator[Row]:
    # a process of its own, so that its peak is its own
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        walks_ms, table_ms, load_ms, peak_mb = pool.apply(_region_figures)
    what = f"{MANY_POINTS:,} demand points, {MANY_PLACES:,} venues, 168 hours"
    whole_ms = walks_ms + load_ms + table_ms
    figure = (
        f"{whole_ms:.0f} ms, {peak_mb:.0f} MB (walks {walks_ms:.0f}, timetables {load_ms:.0f}, the"
        f" table {table_ms:.0f} ms)"
    )
    yield Row(what, figure, "under 500 ms, 300 MB", whole_ms < 500 and peak_mb < 300)
    with context.Pool(1) as pool:
        seconds, peak_mb = pool.apply(_country_figures)
    what = f"week table, {COUNTRY_POINTS:,} demand points, {MANY_PLACES:,} venues, from nothing"
    figure = f"{seconds:.1f} s, {peak_mb:.0f} MB"
    yield Row(what, figure, "under 5 s, 1 GB", seconds < 5 and peak_mb < 1_000)
    with context.Pool(1) as pool:
        rows_s, greedy_s, share, peak_mb = pool.apply(_many_candidates)
    what = f"best {CHOSEN} of {MANY_PLACES:,} candidates, whole week, {MANY_POINTS:,} demand points"
    figure = f"{rows_s + greedy_s:.1f} s, {peak_mb:.0f} MB, at least {share:.1%} of the best"
    is_good = rows_s + greedy_s < 3 and peak_mb < 1_000
    yield Row(f"{what}: greedy with swaps", figure, "under 3 s, 1 GB", is_good)


def _country_figures() -> tuple[float, float]:
    layer, places = a_layer(COUNTRY_POINTS), facilities(MANY_PLACES)
    start = perf_counter()
    Coverage(layer, places, WEEK, ZONE).table(LIMIT)
    seconds = perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _many_candidates() -> tuple[float, float, float, float]:
    base = Coverage(a_layer(MANY_POINTS), facilities(PLACES), WEEK, ZONE)
    asked = facilities(MANY_PLACES, PLACES)
    start = perf_counter()
    problem = Candidates(base, asked, LIMIT).problem(BANDS["week"])
    made = perf_counter()
    found = swapped(problem, greedy(problem, CHOSEN))
    seconds = perf_counter() - made
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return made - start, seconds, found.of_the_best, peak_mb


def _region_figures() -> tuple[float, float, float, float]:
    from safespaces.coverage.facility import openings
    from safespaces.coverage.reach import FURTHEST_MIN, walks_to

    layer, places = a_layer(MANY_POINTS), facilities(MANY_PLACES)
    walks_ms = _median_ms(lambda: walks_to(layer, places, FURTHEST_MIN, STRAIGHT), 1)
    load_ms = _median_ms(lambda: openings(places, WEEK, ZONE), 1)
    base = Coverage(layer, places, WEEK, ZONE)
    table_ms = _median_ms(lambda: _week_table(base), 3)
    return walks_ms, table_ms, load_ms, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _next_places(base: Coverage) -> Iterator[Row]:
    some, week = Candidates(base, facilities(CANDIDATES, PLACES), WIDE), BANDS["week"]
    what = f"best {CHOSEN} of {CANDIDATES} candidates, whole week, {AREAS} areas, {WIDE} minutes"
    took = _median_ms(lambda: greedy(some.problem(week), CHOSEN), 5)
    first = greedy(some.problem(week), CHOSEN)
    yield Row(
        f"{what}: greedy",
        f"{took:.0f} ms, at least {first.of_the_best:.1%} of the best",
        "under 200 ms",
        took < 200,
    )
    start = perf_counter()
    exact = best_set(some.problem(week), CHOSEN)
    seconds = perf_counter() - start
    said = "proven" if exact.is_proven else f"gap {exact.gap:.2%}"
    of_it = first.gain / exact.choice.gain
    yield Row(
        f"{what}: exact",
        f"{seconds:.1f} s, {said}; greedy has {of_it:.2%} of it",
        "within 10 s, or the gap said",
        seconds < 11,
    )


def _page_ms() -> float:
    """The group's first page on the shipped data, each time at an hour that was not looked at
    yet.
    """
    logging.disable(logging.INFO)  # a line a request would hide the figures
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database=f"sqlite:///{folder}/bench.db", form_limit="")
        database = Database(settings.database)
        make_ready(database, at=AT, say=lambda _: None)
        fill_demo(database, at=AT, site=settings.address)
        link = next(
            entry.link
            for entry in entries(database, at=AT, site="")
            if entry.role is Role.STAKEHOLDER
        )
        client = create_app(settings).test_client()
        client.post(link)
        hours = iter(range(24))
        took = _median_ms(lambda: _asked(client, f"/coverage?day=2&hour={next(hours)}"), 16)
        database.close()
    return took


def _asked(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200 and b"week-grid" in page.data
