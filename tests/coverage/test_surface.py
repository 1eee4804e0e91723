"""Where one more place would do most good, against a loop over every point."""

import math

import pytest

from safespaces.coverage import surface as module
from safespaces.coverage.gaps import gaps_at
from safespaces.coverage.reach import Coverage
from safespaces.coverage.surface import best_spots, surface_of
from safespaces.coverage.walks import STRAIGHT
from safespaces.geo.distance import geodesic_m
from safespaces.geo.walking import walk_minutes
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area

NOON = 12


def town(*places: object) -> Coverage:
    areas = [area("a", 0, 100), area("b", 900, 90), area("c", 1_800, 80), area("d", 6_000, 40)]
    return Coverage(a_layer(*areas), places, ORDINARY, LONDON)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [5, 10, 15])
def test_the_gain_of_every_point_is_that_of_a_loop(limit: int) -> None:
    coverage = town(a_place(metres=0))
    surface = surface_of(coverage.layer, limit, STRAIGHT)
    missed = coverage.missed(limit, NOON)
    slow = [
        sum(
            float(people)
            for people, at in zip(missed.tolist(), coverage.layer.where_they_are)
            if walk_minutes(math.floor(geodesic_m(point, at) + 0.5)) <= limit
        )
        for point in surface.points
    ]
    assert surface.gains(missed).tolist() == pytest.approx(slow) and max(slow) > 0


def test_the_best_spot_lies_between_those_whom_it_reaches() -> None:
    coverage = town()
    surface = surface_of(coverage.layer, 10, STRAIGHT)
    first, *others = best_spots(coverage, surface, 10, NOON, 5)
    gap = gaps_at(coverage, 10, NOON)[0]
    assert first.people == 190 > gap.count == 100  # both of two, from halfway between them
    assert [each.people for each in others] == [80, 40]
    assert sum(each.people for each in (first, *others)) == 310


def test_nobody_out_of_reach_needs_no_spot() -> None:
    coverage = Coverage(a_layer(area("a")), [a_place()], ORDINARY, LONDON)
    surface = surface_of(coverage.layer, 10, STRAIGHT)
    assert best_spots(coverage, surface, 10, NOON, 5) == [] and len(surface.points) == 1
    empty = surface_of(a_layer(), 10, STRAIGHT)
    assert empty.points == ()


def test_a_wide_area_has_points_further_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_POINTS", 20)
    surface = surface_of(town().layer, 10, STRAIGHT)
    assert surface.step_m == 400 and len(surface.points) <= 20


def test_where_walks_follow_streets_the_points_are_the_parts_own() -> None:
    class Streets:
        by_street = True

        def within(self, *asked: object) -> object:
            return STRAIGHT.within(*asked)  # type: ignore[arg-type]

    layer = town().layer
    surface = surface_of(layer, 10, Streets())  # type: ignore[arg-type]
    assert list(surface.points) == layer.where_they_are and surface.step_m == 0
