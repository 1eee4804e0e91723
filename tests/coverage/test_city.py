"""On the shipped data of the city: the week table against a slow loop, and libraries that shut on Wednesdays."""

import math
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from safespaces.actions.coverage.demand import shipped_layers
from safespaces.actions.coverage.measure import facilities_of
from safespaces.coverage.bands import BANDS
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import FROM_16, UNDER_16, Facility
from safespaces.coverage.optimum import best_set
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import GREEDY_BOUND, Candidates, greedy
from safespaces.coverage.week import HOURS, Week
from safespaces.coverage.what_if import Change, changed_facilities
from safespaces.geo.distance import geodesic_m
from safespaces.geo.walking import walk_minutes
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Span, spans_between
from safespaces.hours.wall_time import local
from safespaces.intake.planner import make_plan
from safespaces.intake.table import read_table
from safespaces.settings import folder
from safespaces.snapshot.snapshot import take_snapshot
from safespaces.venues.venue import ListingStatus, Venue, youngest_alone
from tests.coverage.build import CHRISTMAS, LONDON, ORDINARY

HOME = shipped_layers()["home"]


@pytest.fixture(scope="module")
def register() -> list[Venue]:
    """The venues that the service ships with."""
    return [
        venue
        for _, venue in make_plan(
            read_table((folder("data") / "venues.csv").read_bytes()), []
        ).added
    ]


@pytest.fixture(scope="module")
def listed(register: list[Venue]) -> tuple[Facility, ...]:
    """Those that are public."""
    return facilities_of(take_snapshot(register, datetime(2026, 11, 24, tzinfo=UTC)))


def slow_table(
    layer: DemandLayer, listed: tuple[Facility, ...], week: Week, limit: int
) -> list[float]:
    """One loop in the other: hours, parts of areas, venues."""
    people = [(part.point, layer.points[part.row].count * part.share) for part in layer.parts] or [
        (area.point, area.count) for area in layer.points
    ]
    walks = [
        [walk_minutes(math.floor(geodesic_m(at, v.point) + 0.5)) for v in listed]
        for at, _count in people
    ]
    start, end = week.bounds(LONDON)
    opened = [
        spans_between(parse_safe_hours(v.safe_hours), start, end, LONDON, bank_holiday).open
        if v.safe_hours
        else ()
        for v in listed
    ]
    table = []
    for hour in range(HOURS):
        at = week.instant(hour, LONDON)
        reached = 0.0
        for (_at, count), walk in zip(people, walks, strict=True):
            if any(
                minutes <= limit and _is_open(spans, at + minutes)
                for minutes, spans in zip(walk, opened, strict=True)
            ):
                reached += count
        table.append(reached)
    return table


def _is_open(spans: tuple[Span, ...], arrive: int) -> bool:
    return any(span.start <= arrive and span.end >= arrive + 10 for span in spans)


@pytest.mark.parametrize(("week", "limit"), [(ORDINARY, 10), (CHRISTMAS, 15)])
def test_the_week_table_of_the_city_equals_a_slow_triple_loop(
    listed: tuple[Facility, ...], week: Week, limit: int
) -> None:
    assert not any(
        venue.kind in ("restaurant", "hotel", "licensed_premises") or venue.youngest_alone
        for venue in listed
    )  # none is clipped
    assert len(HOME.parts) == 1_623
    table = Coverage(HOME, listed, week, LONDON).table(limit)
    assert table.tolist() == pytest.approx(slow_table(HOME, listed, week, limit), abs=1e-6)
    assert table.max() > 5_000
    whole = Coverage(HOME.whole, listed, week, LONDON).table(limit)
    assert whole.tolist() == slow_table(HOME.whole, listed, week, limit)
    assert (whole != table).any()


def test_without_the_libraries_wednesdays_only_wednesday_changes(
    listed: tuple[Facility, ...],
) -> None:
    before = Coverage(HOME, listed, ORDINARY, LONDON).table(10).reshape(7, 24)
    shut = changed_facilities(listed, [Change("hours", "kind:library", (2,), is_shut=True)], {})
    after = Coverage(HOME, shut, ORDINARY, LONDON).table(10).reshape(7, 24)
    assert [day for day in range(7) if (before[day] != after[day]).any()] == [2]
    assert (after[2] <= before[2]).all() and after[2].sum() < before[2].sum()


def test_the_best_of_the_citys_candidates_is_proven_and_greedy_is_within_its_bound(
    register: list[Venue], listed: tuple[Facility, ...]
) -> None:
    asked = [
        Facility(
            v.id,
            v.name,
            v.kind,
            v.located.point,
            "Mo-Su 10:00-22:00",
            youngest_alone(v.kind, v.minimum_age),
        )
        for v in register
        if v.status is ListingStatus.CANDIDATE and v.located
    ]
    for age, limit in ((UNDER_16, 10), (FROM_16, 20)):
        some = Candidates(Coverage(HOME, listed, ORDINARY, LONDON, age), asked, limit)
        problem = some.problem(BANDS["evening"])
        first, best = greedy(problem, 5), best_set(problem, 5)
        assert (
            best.is_proven
            and GREEDY_BOUND * best.choice.gain
            <= first.gain
            <= best.choice.gain + 1e-6
            <= first.best_at_most + 1e-3
        )
        with_them = Coverage(
            HOME, (*listed, *(asked[row] for row in best.choice.chosen)), ORDINARY, LONDON, age
        )
        gained = (with_them.table(limit) - some.coverage.table(limit)) @ BANDS["evening"].array
        assert gained == pytest.approx(best.choice.gain)


def test_drink_led_candidates_of_the_city_add_nothing_for_under_16s_by_section_145(
    register: list[Venue], listed: tuple[Facility, ...]
) -> None:
    pubs = [
        Facility(v.id, v.name, v.kind, v.located.point, "24/7", youngest_alone(v.kind, ""))
        for v in register
        if v.kind == "licensed_premises" and v.located
    ]
    young = Candidates(Coverage(HOME, listed, ORDINARY, LONDON, UNDER_16), pubs, 10)
    older = Candidates(Coverage(HOME, listed, ORDINARY, LONDON, FROM_16), pubs, 10)
    assert len(pubs) >= 5 and all(young.hours_of(row).sum() == 0 for row in range(len(pubs)))
    gained = np.array([older.hours_of(row) for row in range(len(pubs))]).reshape(-1, 7, 24)
    assert gained.sum() > 0 and gained[:, :, :5].sum() == 0
    assert all(local(ORDINARY.instant(day * 24 + 5, LONDON), LONDON).hour == 5 for day in range(7))


def test_a_layer_without_its_last_area_counts_that_many_fewer(listed: tuple[Facility, ...]) -> None:
    last = len(HOME.points) - 1
    kept = tuple(part for part in HOME.parts if part.row != last)
    fewer = replace(HOME, points=HOME.points[:-1], parts=kept)
    assert Coverage(HOME, listed, ORDINARY, LONDON).totals[0] - Coverage(
        fewer, listed, ORDINARY, LONDON
    ).totals[0] == pytest.approx(HOME.points[-1].count)
