"""The shortest mean walk with its proof, against trying every set and against HiGHS; what each swap does against a slow loop."""

from itertools import combinations

import numpy as np
import pytest

from safespaces.coverage import interchange, lagrange
from safespaces.coverage.interchange import short_at_most, short_on_average
from safespaces.coverage.lagrange import bounded
from safespaces.coverage.median import shortest_longest
from safespaces.coverage.solver import Program, can_optimise, solve
from safespaces.coverage.walking import Walking

FAR = 121.0


def never() -> bool:
    return False


def a_walking(
    seed: int, rows: int, columns: int, *, whole: bool = True, nothing_open: bool = False
) -> Walking:
    """Walks in a made-up town; people in whole numbers, or in shares."""
    told = np.random.default_rng(seed)
    where, sites = told.uniform(0, 40, (rows, 2)), told.uniform(0, 40, (columns, 2))
    walks = np.ceil(np.hypot(*(where[:, None] - sites[None]).transpose(2, 0, 1)))
    to_open = np.full(rows, FAR) if nothing_open else told.integers(5, 40, rows).astype(float)
    people = told.integers(0, 30, rows).astype(float) if whole else told.uniform(0, 3, rows)
    people[0] += 1
    return Walking(to_open, walks, people)


def by_every_set(walking: Walking, most: int) -> float:
    sets = combinations(range(walking.candidates), min(most, walking.candidates))
    return min(float(walking.people @ walking.walks(each)) for each in sets)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("whole", "nothing_open"), [(True, False), (False, False), (True, True)])
def test_no_set_is_better_than_the_one_that_is_proven(
    seed: int, whole: bool, nothing_open: bool
) -> None:
    walking = a_walking(seed, 20, 11, whole=whole, nothing_open=nothing_open)
    for most in (1, 2, 4, 10, 11, 12):
        found = bounded(walking, most, never)
        assert found.is_proven and len(found.chosen) <= most
        assert found.total == pytest.approx(by_every_set(walking, most))
        assert found.total == pytest.approx(float(walking.people @ walking.walks(found.chosen)))


def poor(walking: Walking, most: int, _is_over: object) -> tuple[int, ...]:
    """A set that nobody would take, so that the better one is the search's own work."""
    alone = [float(walking.people @ walking.walks((each,))) for each in range(walking.candidates)]
    return tuple(np.argsort(alone)[::-1][:most].tolist())


@pytest.mark.parametrize("seed", range(40))
def test_the_best_is_found_from_a_poor_set_without_swaps(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lagrange, "short_on_average", poor)
    monkeypatch.setattr(lagrange, "swapped_on_average", lambda _walking, first, _is_over: first)
    walking = a_walking(
        seed, 18 + seed, 9 + seed % 5, whole=seed % 2 == 0, nothing_open=seed % 3 == 0
    )
    one_each = np.ones(len(walking.people))
    no_town = Walking(walking.to_open, told_at_random(seed, walking), one_each)
    for each in (walking, no_town):
        for most in (1, 2, 3, 5):
            found = bounded(each, most, never)
            assert found.is_proven
            assert found.total == pytest.approx(by_every_set(each, most))


def told_at_random(seed: int, walking: Walking) -> np.ndarray:
    """Walks that are no town's: the relaxation is far from them, so that much is branched on."""
    return np.random.default_rng(seed).integers(1, 12, walking.to_candidate.shape).astype(float)


def by_highs(walking: Walking, most: int) -> float:
    """The textbook program: y for each candidate, x for each row and place, one of them what is open."""
    rows, columns = walking.to_candidate.shape
    costs = np.column_stack([walking.to_candidate, walking.to_open]) * walking.people[:, None]
    pairs = rows * (columns + 1)
    entries = [(0, each, 1.0) for each in range(columns)]  # so many
    lower, upper = [-np.inf], [float(most)]
    for row in range(rows):
        first = columns + row * (columns + 1)
        entries += [(len(lower), first + each, 1.0) for each in range(columns + 1)]  # one each
        lower.append(1.0)
        upper.append(1.0)
        for each in range(columns):  # only where there is one
            entries += [(len(lower), first + each, 1.0), (len(lower), each, -1.0)]
            lower.append(-np.inf)
            upper.append(0.0)
    of_row, of_column, values = (np.array(each) for each in zip(*entries))
    all_costs = np.concatenate([np.zeros(columns), costs.ravel()])
    assert len(all_costs) == columns + pairs
    program = Program(all_costs, columns, of_row, of_column, values, np.array(lower), np.array(upper))  # fmt: skip
    found = solve(program, 60)
    assert found and found.is_proven
    return float(walking.people @ walking.walks(found.chosen))


@pytest.mark.skipif(not can_optimise(), reason="the solver is not installed")
@pytest.mark.parametrize(("seed", "most"), [(1, 3), (2, 6), (3, 12), (4, 1), (5, 20)])
def test_the_solver_finds_nothing_better(seed: int, most: int) -> None:
    walking = a_walking(seed, 70, 40, nothing_open=seed % 2 == 0)
    found = bounded(walking, most, never)
    assert found.is_proven and found.total == pytest.approx(by_highs(walking, most))


def test_without_time_a_set_is_there_and_nothing_is_claimed() -> None:
    walking = a_walking(8, 300, 200, nothing_open=True)
    found = bounded(walking, 9, lambda: True)
    proven = bounded(walking, 9, never)
    assert proven.is_proven and not found.is_proven
    assert found.at_least <= proven.total <= found.total
    assert len(found.chosen) == 9


@pytest.mark.parametrize("seed", range(10))
def test_what_each_swap_would_do_equals_a_slow_loop(seed: int) -> None:
    walking = a_walking(seed, 15, 8, nothing_open=seed % 3 == 0)
    chosen = np.random.default_rng(seed).permutation(8)[: 1 + seed % 4].tolist()
    means = interchange._means(walking, chosen)
    some = Walking(*(each[walking.people > 0] for each in (walking.to_open, walking.to_candidate, walking.people)))  # fmt: skip
    longest = interchange._longest(some, chosen)
    assert means.now == pytest.approx(float(walking.people @ walking.walks(tuple(chosen))))
    assert longest.now == walking.longest(tuple(chosen))
    for place in range(len(chosen)):
        for candidate in set(range(8)) - set(chosen):
            tried = tuple(candidate if n == place else each for n, each in enumerate(chosen))
            slow = float(walking.people @ walking.walks(tried))
            assert means.after[place, candidate] == pytest.approx(slow)
            assert longest.after[place, candidate] == walking.longest(tried)


@pytest.mark.parametrize("seed", range(6))
def test_no_one_swap_makes_a_set_better(seed: int) -> None:
    walking = a_walking(seed, 40, 15)
    for short, walk in ((short_on_average, walking.mean), (short_at_most, walking.longest)):
        chosen = short(walking, 4)
        for place in range(len(chosen)):
            for other in set(range(15)) - set(chosen):
                tried = tuple(other if n == place else each for n, each in enumerate(chosen))
                assert walk(tried) >= walk(chosen) - 1e-9


def test_no_place_that_does_nothing_is_in_the_set_with_the_shortest_longest_walk() -> None:
    walks = np.array([[9.0, 9.0, 2.0, 9.0], [1.0, 9.0, 9.0, 9.0], [9.0, 8.0, 9.0, 9.0]])
    walking = Walking(np.array([30.0, 3.0, 8.0]), walks, np.ones(3))
    found = shortest_longest(walking, 3)
    assert (found.chosen, found.walk) == ((2,), 8.0)
    nothing_helps = Walking(np.array([5.0, 5.0]), np.full((2, 4), 7.0), np.ones(2))
    assert shortest_longest(nothing_helps, 3).chosen == ()


def test_nobody_and_nothing_to_choose_from() -> None:
    nobody = Walking(np.array([5.0]), np.array([[1.0]]), np.array([0.0]))
    assert bounded(nobody, 1, never).total == 0 and short_at_most(nobody, 1) == ()
    nothing = Walking(np.array([5.0]), np.zeros((1, 0)), np.array([2.0]))
    found = bounded(nothing, 3, never)
    assert (found.chosen, found.total, found.is_proven) == ((), 10.0, True)
