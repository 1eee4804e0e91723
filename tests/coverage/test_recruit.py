"""Whom to ask next: exact results equal brute force over all sets, and greedy is never under its bound."""

import sys
from itertools import combinations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from safespaces.coverage.bands import BANDS, one_hour
from safespaces.coverage.optimum import Optimum, best_set
from safespaces.coverage.query import band_key
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import (
    GREEDY_BOUND,
    Candidates,
    ChosenSet,
    CoveringProblem,
    best_alone,
    greedy,
    runs_of,
)
from safespaces.coverage.solver import can_optimise
from safespaces.coverage.week import HOURS
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area

problems = st.integers(1, 8).flatmap(
    lambda columns: st.lists(
        st.tuples(st.integers(0, 9), st.lists(st.booleans(), min_size=columns, max_size=columns)),
        max_size=14,
    )
)


def a_problem(rows: list[tuple[int, list[bool]]]) -> CoveringProblem:
    columns = len(rows[0][1]) if rows else 3
    return CoveringProblem(
        np.array([w for w, _ in rows], float),
        np.array([c for _, c in rows], bool).reshape(len(rows), columns),
    )


def brute_force(problem: CoveringProblem, most: int) -> float:
    everyone = range(problem.candidates)
    return max(
        problem.gain(chosen)
        for size in range(min(most, problem.candidates) + 1)
        for chosen in combinations(everyone, size)
    )


@settings(max_examples=150, deadline=None)
@given(problems, st.integers(0, 9))
def test_exact_is_the_best_of_all_sets_and_greedy_is_never_under_its_bound(
    rows: list, most: int
) -> None:
    problem = a_problem(rows)
    best = brute_force(problem, most)
    first, exact = greedy(problem, most), best_set(problem, most)
    assert exact.is_proven and exact.choice.gain == pytest.approx(best) and exact.gap == 0
    assert (
        problem.gain(exact.choice.chosen) == pytest.approx(best)
        and len(exact.choice.chosen) <= most
    )
    assert (
        first.gain == pytest.approx(problem.gain(first.chosen))
        and first.gain >= GREEDY_BOUND * best - 1e-9
    )
    assert first.best_at_most >= best - 1e-9 and best_alone(problem, most).gain <= best + 1e-9


def test_greedy_can_be_beaten_and_the_solver_does_it() -> None:
    problem = a_problem(
        [
            (4, [True, True, False]),
            (4, [True, False, True]),
            (3, [False, True, False]),
            (3, [False, False, True]),
        ]
    )
    assert (greedy(problem, 2).gain, best_set(problem, 2).choice.gain) == (11, 14)
    assert set(best_set(problem, 2).choice.chosen) == {1, 2}
    assert best_set(problem, 2).choice.of_the_best == 1


def test_what_is_not_proven_says_how_much_more_the_best_could_add() -> None:
    half = ChosenSet((0,), 5.0, 10.0)
    assert (Optimum(half, False).gap, Optimum(half, True).gap) == (0.5, 0)


def test_one_person_more_is_not_proven_away() -> None:
    problem = a_problem(
        [
            (2, [True, True, False]),
            (2, [True, False, True]),
            (1, [False, True, False]),
            (1, [False, False, True]),
        ]
    )
    assert (greedy(problem, 2).gain, best_set(problem, 2).choice.gain) == (5, 6)


@pytest.mark.parametrize(("most", "share"), [(10.0, 0.5), (5.0, 1), (4.0, 1), (0.0, 1)])
def test_a_set_is_certainly_such_a_share_of_the_best(most: float, share: float) -> None:
    assert ChosenSet((0,), 5.0, most).of_the_best == share


@pytest.mark.parametrize("many", [5_300_000, 2_500_000_000])
def test_nothing_is_called_proven_that_one_large_row_hides(many: int) -> None:
    problem = a_problem(
        [
            (many, [True, False, False, False]),
            (4, [False, True, True, False]),
            (4, [False, True, False, True]),
            (2, [False, False, True, False]),
            (2, [False, False, False, True]),
        ]
    )
    found = best_set(problem, 3)
    assert found.choice.gain == brute_force(problem, 3) == many + 12 and found.is_proven


def test_a_solver_without_time_says_how_far_the_best_may_be() -> None:
    chance = np.random.default_rng(7)
    problem = CoveringProblem(
        chance.integers(1, 100, 3000).astype(float), chance.random((3000, 120)) < 0.03
    )
    hurried = best_set(problem, 12, time_limit_s=0.01)
    assert hurried.choice.gain >= greedy(problem, 12).gain and 0 <= hurried.gap < 0.5
    assert not hurried.is_proven and hurried.choice.best_at_most >= hurried.choice.gain


@pytest.mark.parametrize("most", [0, 2])
def test_what_the_simple_way_proves_needs_no_solver(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    assert can_optimise()
    monkeypatch.setitem(sys.modules, "highspy", None)
    problem = a_problem([(4, [True, False]), (3, [False, True])])
    found = best_set(problem, most)
    assert found.is_proven and found.choice.gain == brute_force(problem, most)


PEOPLE = a_layer(area("a", 0, 100), area("b", 1000, 60), area("c", 2000, 40))
FRIDAY_NIGHT = 4 * 24 + 21


def candidates(*asked, existing=(), limit: int = 10) -> Candidates:  # type: ignore[no-untyped-def]
    return Candidates(Coverage(PEOPLE, existing, ORDINARY, LONDON), asked, limit)


def test_what_is_reached_already_is_no_gain() -> None:
    by_day = a_place("Library", hours="Mo-Su 09:00-17:00")
    some = candidates(a_place("Cafe", hours="Mo-Su 08:00-22:00"), existing=[by_day])
    gained = some.hours_of(0)
    assert gained[FRIDAY_NIGHT] == 100 and gained[4 * 24 + 12] == 0
    assert some.problem(BANDS["week"]).gains_alone()[0] == 100 * 7 * 6  # 08:30, and 17:30 to 21:30
    assert runs_of(gained)[:2] == [(8, 9), (17, 22)]


def test_two_that_overlap_are_no_better_than_one() -> None:
    some = candidates(a_place("Cafe"), a_place("Bar", 60), a_place("Hub", 1000))
    problem = some.problem(one_hour(FRIDAY_NIGHT))
    assert best_alone(problem, 2).chosen == (0, 1) and best_alone(problem, 2).gain == 100
    assert (
        greedy(problem, 2).chosen == (0, 2)
        and greedy(problem, 2).gain == 160 == best_set(problem, 2).choice.gain
    )


def test_candidates_mainly_for_drinking_add_nothing_for_under_16s_by_section_145_others_nothing_from_midnight_to_five() -> (
    None
):
    some = candidates(
        a_place("Pub", kind="licensed_premises", youngest_alone=16),
        a_place("Grill", kind="restaurant"),
    )
    assert some.hours_of(0).sum() == 0
    assert (some.hours_of(1).reshape(7, 24)[:, :5] == 0).all() and some.hours_of(
        1
    ).sum() == 7 * 19 * 100
    assert greedy(some.problem(BANDS["week"]), 2).chosen == (1,)


def test_no_candidates_and_more_wanted_than_there_are() -> None:
    none = candidates().problem(BANDS["week"])
    assert (
        greedy(none, 3).chosen
        == best_set(none, 3).choice.chosen
        == best_alone(none, 3).chosen
        == ()
    )
    assert greedy(none, 3).of_the_best == 1
    one = candidates(a_place("Cafe")).problem(BANDS["late"])
    assert greedy(one, 50).chosen == (0,) and best_set(one, 50).is_proven


def test_a_gain_is_an_average_of_the_hours_at_which_anybody_counts() -> None:
    assert candidates(a_place("Cafe")).average(2800, BANDS["late"]) == 100  # of 28 hours
    nobody, one = (
        Candidates(Coverage(a_layer(area("a", 0, count)), [], ORDINARY, LONDON), [a_place()], 10)
        for count in (0, 1)
    )
    assert (nobody.average(0, BANDS["late"]), one.average(28, BANDS["late"])) == (0, 1)


@pytest.mark.parametrize("count", [65, 150])
def test_many_candidates_see_the_same_rows_as_bits(count: int) -> None:
    many = [a_place(f"Cafe {number}", number * 10) for number in range(count)]
    problem = candidates(*many).problem(BANDS["evening"])
    slow = np.array(
        [
            candidates(each).problem(BANDS["evening"]).gains_alone()[0] if each else 0
            for each in many
        ]
    )
    assert (
        problem.gains_alone() == pytest.approx(slow)
        and problem.candidates == count
        and len(problem.weights) <= 2 ** len(PEOPLE.points)
    )


def test_bands_hold_the_hours_they_name() -> None:
    assert [len(band.hours) for band in BANDS.values()] == [15, 28, 28, 12, HOURS]
    assert set(BANDS["late"].hours) >= {6 * 24 + 23, 0, 1} and 6 * 24 + 22 in BANDS["late"].hours


def test_addresses_name_a_band_by_its_key_and_any_single_hour_alike() -> None:
    assert [band_key(band) for band in (BANDS["late"], one_hour(FRIDAY_NIGHT))] == ["late", "hour"]


spots = st.builds(lambda up, count: (up * 90, count), st.integers(0, 30), st.integers(0, 300))
hours = st.sampled_from(["24/7", "Mo-Su 10:00-22:00", "Fr 20:00-03:00", "Mo-Fr 08:00-21:35", ""])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(spots, min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 30), hours), min_size=1, max_size=6),
    st.sampled_from(list(BANDS)),
    st.sampled_from([5, 15]),
)
def test_a_gain_is_the_difference_between_two_week_tables(
    people: list, places: list, band: str, limit: int
) -> None:
    """However it is worked out: alone, and for all of them together."""
    layer = a_layer(
        *(area(str(number), metres, count) for number, (metres, count) in enumerate(people))
    )
    built = [
        a_place(f"P{number}", metres * 90, text) for number, (metres, text) in enumerate(places)
    ]
    base = Coverage(layer, built[:1], ORDINARY, LONDON)
    some = Candidates(base, built[1:], limit)
    problem = some.problem(BANDS[band])
    weights = BANDS[band].array
    for row in range(len(built) - 1):
        gained = Coverage(layer, [built[0], built[row + 1]], ORDINARY, LONDON).table(
            limit
        ) - base.table(limit)
        assert some.hours_of(row).tolist() == gained.tolist() and problem.gains_alone()[
            row
        ] == pytest.approx(gained @ weights)
    together = Coverage(layer, built, ORDINARY, LONDON).table(limit) - base.table(limit)
    assert problem.gain(range(len(built) - 1)) == pytest.approx(together @ weights)
