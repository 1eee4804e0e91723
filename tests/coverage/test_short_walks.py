"""How far people walk, and which places make it shorter, against slow loops over everything."""

import math
from itertools import combinations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from safespaces.coverage import median, solver
from safespaces.coverage.equity import concentration_index, equity_gap
from safespaces.coverage.fewest import fewest
from safespaces.coverage.median import shortest_longest, shortest_mean
from safespaces.coverage.place_reach import place_reach, reached_by_one
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import expected_gain, greedy, nearly_as_good, swapped
from safespaces.coverage.walk_lengths import lengths_of, minutes_to_open, walk_lengths
from safespaces.coverage.walking import Walking
from safespaces.geo.distance import geodesic_m
from safespaces.geo.walking import walk_minutes
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area
from tests.coverage.test_recruit import a_problem, brute_force, problems

NOON, NIGHT = 12, 3
minutes = st.sampled_from([0.0, 1.0, 2.0, 5.0, 9.0, 30.0, 121.0])


@st.composite
def walkings(draw: st.DrawFn) -> Walking:
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    to_open = draw(st.lists(minutes, min_size=rows, max_size=rows))
    to_candidate = [
        draw(st.lists(minutes, min_size=columns, max_size=columns)) for _ in range(rows)
    ]
    people = draw(st.lists(st.integers(0, 9), min_size=rows, max_size=rows))
    people[0] = max(1, people[0])
    return Walking(np.array(to_open), np.array(to_candidate), np.array(people, float))


def every_set(walking: Walking, most: int) -> list[tuple[int, ...]]:
    columns = range(walking.to_candidate.shape[1])
    return [each for size in range(min(most, len(columns)) + 1) for each in combinations(columns, size)]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(walkings(), st.integers(0, 4))
def test_the_shortest_mean_and_the_shortest_longest_walk_are_those_of_all_sets(
    walking: Walking, most: int
) -> None:
    mean, longest = shortest_mean(walking, most), shortest_longest(walking, most)
    assert mean.is_proven and longest.is_proven
    assert len(mean.chosen) <= most and len(longest.chosen) <= most
    sets = every_set(walking, most)
    assert mean.walk == pytest.approx(min(map(walking.mean, sets)))
    assert longest.walk == min(map(walking.longest, sets))
    assert mean.walk == pytest.approx(walking.mean(mean.chosen))
    assert longest.walk == walking.longest(longest.chosen)


@settings(max_examples=40, deadline=None)
@given(walkings(), st.integers(0, 4))
def test_without_the_solver_nothing_is_said_to_be_proven_that_is_not(
    walking: Walking, most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(median, "can_optimise", lambda: False)
        mean, longest = shortest_mean(walking, most), shortest_longest(walking, most)
    sets = every_set(walking, most)
    assert mean.walk >= min(map(walking.mean, sets)) - 1e-9
    assert longest.walk >= min(map(walking.longest, sets))
    if mean.is_proven:
        assert mean.walk == pytest.approx(min(map(walking.mean, sets)))
    if longest.is_proven:
        assert longest.walk == min(map(walking.longest, sets))


@settings(max_examples=120, deadline=None)
@given(problems, st.integers(0, 60))
@pytest.mark.parametrize("has_solver", [True, False])
def test_the_fewest_places_for_a_target_are_those_of_all_sets(
    has_solver: bool, rows: list, needed: int
) -> None:
    problem = a_problem(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safespaces.coverage.fewest.can_optimise", lambda: has_solver)
        found = fewest(problem, needed)
    enough = [
        size for size in range(problem.candidates + 1) if brute_force(problem, size) >= needed
    ]
    if not enough:
        assert found.choice is None and found.is_proven
        return
    assert found.choice is not None and problem.gain(found.choice.chosen) >= needed - 1e-9
    assert len(found.choice.chosen) >= enough[0]
    if found.is_proven:
        assert len(found.choice.chosen) == enough[0]
    assert found.is_proven or not has_solver


@settings(max_examples=120, deadline=None)
@given(problems, st.integers(0, 5), st.sampled_from([0.0, 0.25, 1.0]))
def test_swapping_loses_nothing_and_refusals_are_counted(
    rows: list, most: int, refusal: float
) -> None:
    problem = a_problem(rows)
    first = greedy(problem, most)
    better = swapped(problem, first)
    assert len(better.chosen) == len(first.chosen) == len(set(better.chosen))
    assert first.gain <= better.gain == pytest.approx(problem.gain(better.chosen))
    assert better.gain <= brute_force(problem, most) + 1e-9 <= better.best_at_most + 1e-6
    chosen = better.chosen
    slow = sum(
        problem.gain(yes) * (1 - refusal) ** len(yes) * refusal ** (len(chosen) - len(yes))
        for size in range(len(chosen) + 1)
        for yes in combinations(chosen, size)
    )
    assert expected_gain(problem, chosen, refusal) == pytest.approx(slow)


@settings(max_examples=80, deadline=None)
@given(problems, st.integers(0, 4), st.sampled_from([0.5, 0.98, 1.0]))
def test_what_does_nearly_as_well_is_found_by_trying_every_swap(
    rows: list, most: int, share: float
) -> None:
    problem = a_problem(rows)
    chosen = greedy(problem, most).chosen
    gain = problem.gain(chosen)
    slow = {
        (out, other): problem.gain([*(each for each in chosen if each != out), other])
        for out in chosen
        for other in range(problem.candidates)
        if other not in chosen
    }
    good = {pair: its for pair, its in slow.items() if its >= share * gain}
    found = nearly_as_good(problem, chosen, share)
    assert {(out, other): its for out, other, its in found} == pytest.approx(good)
    assert [its for _out, _other, its in found] == sorted((s for _o, _i, s in found), reverse=True)


def test_swapping_finds_what_greedy_misses() -> None:
    rows = [(5, [True, True, False]), (5, [True, False, True]), (4, [False, True, False]), (4, [False, False, True])]  # fmt: skip
    problem = a_problem(rows)
    assert greedy(problem, 2).gain == 14 and swapped(problem, greedy(problem, 2)).gain == 18


def town() -> Coverage:
    """Hours and distances that differ: 300 people each 700 m."""
    areas = [area(str(number), 700 * number, 10 + 40 * number) for number in range(14)]
    places = [
        a_place("Always", 0),
        a_place("Day", 1_000, "Mo-Su 09:00-18:00"),
        a_place("Far", 9_000, "Mo-Su 09:00-23:00"),
        a_place("Nobody knows", 5_000, ""),
    ]
    return Coverage(a_layer(*areas), places, ORDINARY, LONDON)


def slow_minutes(coverage: Coverage, hour: int) -> list[float]:
    found = []
    for point in coverage.layer.where_they_are:
        walks = [walk_minutes(math.floor(geodesic_m(point, f.point) + 0.5)) for f in coverage.facilities]  # fmt: skip
        good = [
            walk
            for row, walk in enumerate(walks)
            if walk <= 120 and coverage.openings.of([row], [hour]).on_arrival(np.array(walk)).any()
        ]
        found.append(float(min(good, default=math.inf)))
    return found


@pytest.mark.parametrize("hour", [NIGHT, NOON, 17, 22])
def test_walks_to_what_is_open_equal_a_slow_loop(hour: int) -> None:
    coverage = town()
    slow = slow_minutes(coverage, hour)
    assert minutes_to_open(coverage, hour).tolist() == slow
    told = walk_lengths(coverage, hour)
    people = [each.count for each in coverage.layer.points]
    each_of_them = sorted(walk for walk, count in zip(slow, people) for _ in range(count))
    total = len(each_of_them)
    assert told.people == total
    assert told.half == _or_none(each_of_them[math.ceil(total * 0.5) - 1])
    assert told.nine_in_ten == _or_none(each_of_them[math.ceil(total * 0.9) - 1])
    assert told.beyond == sum(math.isinf(walk) for walk in each_of_them)
    if not told.beyond:
        assert told.mean == pytest.approx(sum(each_of_them) / total)
    else:
        assert told.mean is None
    assert sum(count for _border, count in told.bins) + told.beyond == total
    low = 0
    for border, count in told.bins:
        assert count == sum(low < walk <= border for walk in each_of_them)
        low = border


def _or_none(walk: float) -> int | None:
    return None if math.isinf(walk) else int(walk)


def test_a_city_without_places_or_people_has_no_walks() -> None:
    empty = Coverage(a_layer(area("a")), [], ORDINARY, LONDON)
    assert walk_lengths(empty, NOON).mean is None and walk_lengths(empty, NOON).beyond == 100
    nobody = lengths_of(np.array([1.0]), np.array([0.0]))
    assert (nobody.mean, nobody.half, nobody.nine_in_ten) == (None, None, None)


def test_who_depends_on_one_place_is_who_one_loss_would_leave() -> None:
    coverage = town()
    choices = [len(_good_walks(coverage, row, NOON)) for row in range(len(coverage.counts))]
    slow = sum(count for count, n in zip(coverage.counts.tolist(), choices) if n == 1)
    assert reached_by_one(coverage, 20, NOON) == slow
    assert max(each.only for each in place_reach(coverage, 20, NOON)) > 0


def _good_walks(coverage: Coverage, row: int, hour: int) -> list[tuple[int, int]]:
    point = coverage.layer.where_they_are[row]
    walks = [(walk_minutes(math.floor(geodesic_m(point, f.point) + 0.5)), n) for n, f in enumerate(coverage.facilities)]  # fmt: skip
    return [
        (walk, n)
        for walk, n in walks
        if walk <= 20 and coverage.openings.of([n], [hour]).on_arrival(np.array(walk)).any()
    ]


def test_the_gap_between_the_fifths_at_the_ends() -> None:
    layer = a_layer(
        area("a", 0, 100, decile=1), area("b", 4_000, 100, decile=2),
        area("c", 5_000, 50, decile=9), area("d", 200, 50, decile=10), area("e", 0, 70, decile=5),
    )  # fmt: skip
    coverage = Coverage(layer, [a_place(), a_place("Other", 4_000)], ORDINARY, LONDON)
    gap = equity_gap(coverage, 10, NOON)
    assert gap and (gap.poorest, gap.richest, gap.points) == (1.0, 0.5, 50.0)
    assert gap.low <= gap.points <= gap.high and gap.concentration < 0
    assert (
        equity_gap(Coverage(a_layer(area("a", decile=1)), [], ORDINARY, LONDON), 10, NOON) is None
    )


def test_the_concentration_index_is_that_of_its_definition() -> None:
    assert concentration_index([10, 10, 10], [20, 20, 20]) == pytest.approx(0)
    assert concentration_index([0, 0], [10, 10]) == 0
    assert concentration_index([10, 0], [10, 10]) == pytest.approx(-0.5)
    reached, people = [3.0, 8.0, 20.0, 9.0], [10.0, 30.0, 40.0, 20.0]
    shares, total = [r / p for r, p in zip(reached, people)], sum(people)
    mean = sum(reached) / total
    slow, before = 0.0, 0.0
    for share, count in zip(shares, people):
        rank = (before + count / 2) / total
        slow += count / total * (share - mean) * (rank - 0.5)
        before += count
    assert concentration_index(reached, people) == pytest.approx(2 * slow / mean)


def test_this_machine_has_the_solver() -> None:
    assert solver.can_optimise()


def test_who_depends_on_one_place_if_every_unknown_one_were_open() -> None:
    coverage = town()
    sure, perhaps = (place_reach(coverage, 20, NOON, unknown_too=it) for it in (False, True))
    unknown = coverage.states(NOON).index("unknown")
    assert sure[unknown].reached == 0 < perhaps[unknown].reached
    choices = [0] * len(coverage.counts)
    reached = [0.0] * len(coverage.facilities)
    for row, point in enumerate(coverage.layer.where_they_are):
        for place, facility in enumerate(coverage.facilities):
            walk = walk_minutes(math.floor(geodesic_m(point, facility.point) + 0.5))
            good = coverage.possible.of([place], [NOON]).on_arrival(np.array(walk)).any()
            if walk <= 20 and good:
                choices[row] += 1
                reached[place] += coverage.counts[row]
    assert [each.reached for each in perhaps] == reached
    alone = sum(n for n, choice in zip(coverage.counts.tolist(), choices) if choice == 1)
    assert sum(each.only for each in perhaps) == alone
