"""Reach equals a slow triple loop over points, facilities and hours, and what the public's look-up would say."""

import itertools
import math
from dataclasses import dataclass, replace
from datetime import date

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from safespaces.coverage.demand import DemandPoint
from safespaces.coverage.facility import FROM_16, UNDER_16, Facility
from safespaces.coverage.reach import Coverage, a_fifth_either_way
from safespaces.coverage.walks import walks_within
from safespaces.coverage.week import HOURS, Week
from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.geo.walking import reach_m, walk_minutes
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.status import State
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.snapshot.finder import Finder, Wanted
from safespaces.venues.venue import youngest_alone
from tests.coverage.build import (
    CHRISTMAS,
    LONDON,
    MIDDLE,
    ORDINARY,
    SPRING_FORWARD,
    a_layer,
    a_place,
    area,
    north,
)
from tests.hours.slow_reference import Plan, minute_states, plans
from tests.snapshot.build import a_public_venue, a_snapshot

AUTUMN_BACK = Week(date(2026, 10, 19))


@dataclass(frozen=True)
class Slow:
    """A facility of the slow loop: its plan and what the law and its closure say."""

    point: Point
    plan: Plan
    kind: str
    closure: tuple[int, int]

    def open_minutes(self, week: Week) -> set[int]:
        """Minute by minute."""
        days = [date.fromordinal(week.monday.toordinal() + ahead) for ahead in range(-1, 10)]
        holidays = {day: name for day in days if (name := bank_holiday(day))}
        opened = {
            minute
            for minute, state in minute_states(self.plan, week.monday, 8, holidays)
            if state == "open"
        }
        if self.kind in ("restaurant", "licensed_premises"):
            opened = {minute for minute in opened if local(minute, LONDON).hour >= 5}
        return {minute for minute in opened if not self.closure[0] <= minute < self.closure[1]}


def slow_table(
    people: list[tuple[Point, int]], places: list[Slow], week: Week, limit: int, age: int
) -> list[int]:
    """Of each hour the people who have a place that is open when they get there and for ten minutes more."""
    allowed = [place for place in places if place.kind != "licensed_premises" or age >= 16]
    opened = [place.open_minutes(week) for place in allowed]
    table = []
    for hour in range(HOURS):
        at = minute_of_wall(
            date.fromordinal(week.monday.toordinal() + hour // 24), hour % 24 * 60 + 30, LONDON
        )
        reached = 0
        for spot, count in people:
            for place, minutes_open in zip(allowed, opened, strict=True):
                walk = walk_minutes(math.floor(geodesic_m(spot, place.point) + 0.5))
                if walk <= limit and all(
                    at + walk + minute in minutes_open for minute in range(10)
                ):  # ten minutes' margin
                    reached += count
                    break
        table.append(reached)
    return table


spots = st.builds(
    lambda east, up: Point(MIDDLE.lat + up / 1e4, MIDDLE.lon + east / 1e4),
    st.integers(-150, 150),
    st.integers(-100, 100),
)
weeks = st.sampled_from([ORDINARY, CHRISTMAS, SPRING_FORWARD, AUTUMN_BACK])
kinds = st.sampled_from(["library", "restaurant", "licensed_premises"])


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(st.data(), weeks, st.sampled_from([5, 10, 20]), st.sampled_from([UNDER_16, FROM_16]))
def test_the_week_table_equals_a_slow_triple_loop(
    data: st.DataObject, week: Week, limit: int, age: int
) -> None:
    people = data.draw(st.lists(st.tuples(spots, st.integers(0, 400)), min_size=1, max_size=6))
    start = minute_of_wall(week.monday, 0, LONDON)
    closures = st.integers(0, 8000).flatmap(
        lambda first: st.just((start + first, start + first + 700))
    )
    places = data.draw(
        st.lists(st.builds(Slow, spots, plans(week.monday, 7), kinds, closures), max_size=4)
    )
    layer = a_layer(
        *(DemandPoint(str(number), "", spot, count) for number, (spot, count) in enumerate(people))
    )
    facilities = [
        Facility(
            str(number),
            "",
            each.kind,
            each.point,
            each.plan.text(),
            youngest_alone(each.kind, ""),
            (each.closure,),
        )
        for number, each in enumerate(places)
    ]
    assert Coverage(layer, facilities, week, LONDON, age).table(limit).tolist() == slow_table(
        people, places, week, limit, age
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(spots, min_size=1, max_size=20), st.lists(spots, max_size=20), st.integers(1, 24))
def test_walks_are_all_pairs_within_the_limit_and_no_other(
    starts: list[Point], ends: list[Point], limit: int
) -> None:
    walks = walks_within(
        [p.lat for p in starts],
        [p.lon for p in starts],
        [p.lat for p in ends],
        [p.lon for p in ends],
        limit,
    )
    slow = [
        (a, b, minutes)
        for a, start in enumerate(starts)
        for b, end in enumerate(ends)
        if (minutes := walk_minutes(math.floor(geodesic_m(start, end) + 0.5))) <= limit
    ]
    assert (
        list(zip(walks.points.tolist(), walks.places.tolist(), walks.minutes.tolist(), strict=True))
        == slow
    )


def test_walks_far_north_and_far_apart_are_right_too() -> None:
    lerwick, near, far = Point(60.155, -1.145), Point(60.155, -1.130), Point(50.1, -5.5)
    walks = walks_within([lerwick.lat, far.lat], [lerwick.lon, far.lon], [near.lat], [near.lon], 20)
    assert (walks.points.tolist(), walks.minutes.tolist()) == (
        [0],
        [walk_minutes(round(geodesic_m(lerwick, near)))],
    )


def reached(
    *places: Facility,
    hour: int,
    limit: int = 10,
    week: Week = ORDINARY,
    age: int = UNDER_16,
    metres: float = 0,
) -> int:
    return int(Coverage(a_layer(area(metres=metres)), places, week, LONDON, age).table(limit)[hour])


FRIDAY, SATURDAY = 4 * 24, 5 * 24


def test_a_door_that_shuts_on_the_way_is_not_reach() -> None:
    shuts = a_place(hours="Mo-Su 10:00-21:44", metres=300)  # five minutes' walk
    assert reached(shuts, hour=FRIDAY + 20) == 100
    assert reached(shuts, hour=FRIDAY + 21) == 0  # at 21:30 open, at 21:35 shut in nine minutes
    assert reached(a_place(hours="Mo-Su 10:00-21:45", metres=300), hour=FRIDAY + 21) == 100
    assert (
        reached(a_place(hours="Mo-Su 21:35-23:00", metres=300), hour=FRIDAY + 21) == 100
    )  # opens before they get there
    assert reached(shuts, hour=FRIDAY + 21, metres=200) == 100  # who lives nearer makes it


def test_premises_mainly_for_drinking_add_nothing_for_under_16s_alone_by_section_145() -> None:
    pub = a_place(
        "Pub", kind="licensed_premises", youngest_alone=youngest_alone("licensed_premises", "")
    )
    assert Coverage(a_layer(area()), [pub], ORDINARY, LONDON, UNDER_16).table(10).sum() == 0
    assert reached(pub, hour=FRIDAY + 21, age=FROM_16) == 100


def test_places_that_may_sell_alcohol_add_nothing_from_midnight_to_five_by_section_145() -> None:
    for kind, age in (
        ("restaurant", UNDER_16),
        ("hotel", UNDER_16),
        ("restaurant", FROM_16),
        ("licensed_premises", FROM_16),
    ):
        table = (
            Coverage(a_layer(area()), [a_place(kind=kind, hours="24/7")], ORDINARY, LONDON, age)
            .table(10)
            .reshape(7, 24)
        )
        assert (table[:, :5] == 0).all() and (table[:, 5:23] == 100).all(), kind
        assert (
            table[:, 23] == 100
        ).all()  # half past eleven is before midnight, and the walk is a minute
    assert (
        Coverage(a_layer(area()), [a_place(kind="fast_food")], ORDINARY, LONDON).table(10) == 100
    ).all()


def test_hours_that_are_not_known_are_never_open() -> None:
    assert Coverage(a_layer(area()), [a_place(hours="")], ORDINARY, LONDON).table(20).sum() == 0
    silent = a_place(hours="Mo-Su 10:00-18:00")  # of bank holidays
    assert reached(silent, hour=FRIDAY + 12, week=CHRISTMAS) == 0  # 25 December 2026 is a Friday


def test_a_time_that_the_clocks_leave_out_is_answered() -> None:
    sunday_half_past_one = 6 * 24 + 1  # clocks go from 01:00 to 02:00 on 29 March 2026
    assert reached(a_place(), hour=sunday_half_past_one, week=SPRING_FORWARD) == 100
    assert (
        reached(a_place(hours="Mo-Su 01:10-01:50"), hour=sunday_half_past_one, week=SPRING_FORWARD)
        == 0
    )


def test_a_town_without_places_and_a_layer_without_people() -> None:
    assert Coverage(a_layer(area()), [], ORDINARY, LONDON).table(10).tolist() == [0] * HOURS
    empty = Coverage(a_layer(), [a_place()], ORDINARY, LONDON)
    assert empty.table(10).tolist() == empty.totals.tolist() == [0] * HOURS


def test_points_count_at_their_hours_only_and_not_in_school_holidays() -> None:
    school = area(hours="Mo-Fr 15:00-17:00; SH off; PH off")
    term, holiday = (
        Coverage(a_layer(school), [a_place()], replace(ORDINARY, free=free), LONDON)
        for free in ((), (0, 1, 2, 3))
    )
    assert np.flatnonzero(term.totals).tolist() == [
        day * 24 + hour for day in range(5) for hour in (15, 16)
    ]
    assert term.table(10).sum() == 1000 and np.flatnonzero(holiday.totals).tolist() == [
        4 * 24 + 15,
        4 * 24 + 16,
    ]


def test_more_minutes_never_reach_fewer_and_a_fifth_either_way_is_8_and_12() -> None:
    assert [a_fifth_either_way(limit) for limit in (5, 10, 15, 20)] == [
        (4, 6),
        (8, 12),
        (12, 18),
        (16, 24),
    ]
    coverage = Coverage(
        a_layer(area(), area("b", 500), area("c", 900)),
        [a_place(hours="Mo-Su 09:00-21:40")],
        ORDINARY,
        LONDON,
    )
    tables = [coverage.table(limit) for limit in (4, 5, 8, 10, 12, 15, 20, 24)]
    assert all((nearer <= wider).all() for nearer, wider in itertools.pairwise(tables))


def test_reach_is_what_the_look_up_would_say() -> None:
    venues = [
        a_public_venue("Library", lat=52.411, lon=-1.512), a_public_venue("Pub", kind="licensed_premises", lat=52.409, safe_hours="Mo-Su 12:00-01:00"),
        a_public_venue("Grill", kind="restaurant", lat=52.414, lon=-1.5, safe_hours="Mo-Su 17:00-02:00"), a_public_venue("Hub", lat=52.406, safe_hours=""),
    ]  # fmt: skip
    finder = Finder(a_snapshot(*venues), LONDON)
    facilities = [
        Facility(v.id, v.name, v.kind, v.point, v.safe_hours, v.youngest_alone, v.closures)
        for v in venues
    ]
    people = [area(str(metres), metres) for metres in range(-900, 900, 150)]
    for age in (UNDER_16, FROM_16):
        table = Coverage(a_layer(*people), facilities, ORDINARY, LONDON, age).reached(10)
        for row, point in enumerate(people):
            for hour in range(HOURS):
                first = finder.nearest(
                    point.point, ORDINARY.instant(hour, LONDON), 1, Wanted(over_16=age == FROM_16)
                )
                said = (
                    bool(first)
                    and first[0].status.state is State.OPEN
                    and first[0].walk_minutes <= 10
                )
                assert table[row, hour] == said, (age, row, hour)


def test_north_is_where_it_should_be() -> None:
    assert abs(geodesic_m(MIDDLE, north(300)) - 300) < 1


@pytest.mark.parametrize(("minutes_more", "counts"), [(-1, False), (0, True), (1, True)])
def test_a_door_counts_when_it_stays_open_for_ten_minutes_after_the_walk(
    minutes_more: int, counts: bool
) -> None:
    layer, hour = a_layer(area()), 18
    (walk,) = Coverage(layer, [a_place(metres=400)], ORDINARY, LONDON).nearest_minutes(hour)
    closes = 18 * 60 + 30 + walk + 10 + minutes_more
    place = a_place(metres=400, hours=f"Mo-Su 09:00-{closes // 60:02d}:{closes % 60:02d}")
    (found,) = Coverage(layer, [place], ORDINARY, LONDON).nearest_minutes(hour)
    assert walk > 1 and found == (walk if counts else 0)


@pytest.mark.parametrize(("minutes", "told"), [(24, 24), (25, 0)])
def test_the_nearest_is_told_up_to_24_minutes(minutes: int, told: int) -> None:
    layer, place = a_layer(area()), a_place(metres=reach_m(minutes) - 1)
    assert Coverage(layer, [place], ORDINARY, LONDON).nearest_minutes(12).tolist() == [told]
