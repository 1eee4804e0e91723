"""An area's people are in its parts: read from a table, counted by their shares, judged where they do not add up."""

import dataclasses

import numpy as np
import pytest
import shapely

from safespaces.coverage.areas import area_reach
from safespaces.coverage.demand import older_by
from safespaces.coverage.demand_parts import (
    CodedPart,
    parts_by_points,
    parts_for,
    read_parts,
)
from safespaces.coverage.gaps import gaps_at
from safespaces.coverage.groups import by_centre, by_ward
from safespaces.coverage.outlines import Outline
from safespaces.coverage.reach import Coverage
from safespaces.coverage.summary import summary_of
from safespaces.coverage.wording import grained_pair, whole_people
from safespaces.errors import ImportRefused
from safespaces.geo.point import Point
from tests.coverage.build import LONDON, MIDDLE, ORDINARY, a_layer, a_place, area, north

NOON = 12


def rows(*texts: str) -> list[tuple[int, dict[str, str]]]:
    names = ("code", "lat", "lon", "share")
    return [(number, dict(zip(names, text.split(",")))) for number, text in enumerate(texts, 2)]


def of_a(share: float, metres: float, code: str = "a") -> CodedPart:
    return CodedPart(code, north(metres), share)


def in_parts(*parts: CodedPart, **given: object) -> Coverage:
    """Two areas of a hundred, a library beside the first one's middle."""
    layer = a_layer(area("a", 0, group="West"), area("b", 5_000, group="East"), **given)
    layer = dataclasses.replace(layer, parts=parts_for(layer, parts))
    return Coverage(layer, [a_place()], ORDINARY, LONDON)


def test_an_area_is_reached_by_the_shares_of_its_parts() -> None:
    coverage = in_parts(of_a(0.7, 100), of_a(0.3, 3_000))
    assert coverage.table(10).tolist() == pytest.approx([70.0] * 168)
    assert coverage.totals.tolist() == pytest.approx([200.0] * 168)
    first, second = area_reach(coverage, 10, NOON)
    assert (first.share, first.missed, first.nearest, first.furthest) == (0.7, 30, 2, None)
    assert first.walk_words == "2 to over 24" and first.share_words == "0.70"
    assert (second.share, second.walk_words) == (0.0, "over 24")
    assert [(each.name, each.reached, each.total) for each in by_ward(coverage, 10, NOON)] == [
        ("East", 0, 100),
        ("West", 70, 100),
    ]
    inside, outside = by_centre(coverage, 10, NOON, MIDDLE)
    assert (inside.total, outside.total) == (70, 130)


def test_whole_areas_are_what_they_were() -> None:
    coverage = in_parts(of_a(0.7, 100), of_a(0.3, 3_000))
    whole = Coverage(coverage.layer.whole, [a_place()], ORDINARY, LONDON)
    assert whole.table(10)[NOON] == 100 and whole.counts.tolist() == [100, 100]


def test_a_gap_is_where_its_people_are_and_the_walk_is_theirs() -> None:
    coverage = in_parts(of_a(0.5, 100), of_a(0.3, 1_000), of_a(0.2, 1_100))
    second = gaps_at(coverage, 10, NOON)[1]
    assert second.count == pytest.approx(50) and second.points == (0,)
    assert second.point == north(1_000)  # not the middle, which is within reach
    assert second.walk_minutes == round((17 * 0.3 + 18 * 0.2) / 0.5)


def test_shares_are_put_right_and_whole_numbers_are_shared_out() -> None:
    found = read_parts(rows("a,52.4,-1.5,0.333", "a,52.41,-1.5,0.333", "a,52.42,-1.5,0.333"))
    assert [part.share for part in found] == pytest.approx([1 / 3] * 3)
    homes = read_parts(rows("a,52.4,-1.5,30", "a,52.41,-1.5,10", "a,52.41,-1.5,0"))
    assert [part.share for part in homes] == [0.75, 0.25]
    postcodes = read_parts(rows("a,52.4,-1.5,1", "a,52.41,-1.5,1"))
    assert [part.share for part in postcodes] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "no row"),
        (["a,52.4,-1.5,0.4", "a,52.41,-1.5,0.4"], r"do not add up to 1: a \(0.800\)"),
        (["a,52.4,-1.5,0.9", "a,52.41,-1.5,0.9"], r"do not add up to 1: a \(1.800\)"),
        (["a,52.4,-1.5,1.5", "a,52.41,-1.5,2.5"], r"do not add up to 1: a \(4.000\)"),
        (["a,52.4,-1.5,-1"], "Line 2: “-1” is no share"),
        (["a,52.4,-1.5,nan"], "Line 2: “nan” is no share"),
        (["a,52.4,-1.5,inf"], "Line 2: “inf” is no share"),
        (["a,52.4,-1.5,1e300"], "is no share"),
        (["a,52.4,-1.5,"], "is no share"),
        (["a,52.4,-1.5,0"], "Nobody is in any part of a"),
        ([",52.4,-1.5,1"], "Line 2: it does not say of which area"),
        (["a,252.4,-1.5,1"], "Line 2: "),
        (["a,,,1"], "Line 2: "),
    ],
)
def test_what_is_wrong_with_a_table_of_parts_is_said(texts: list[str], said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        read_parts(rows(*texts))


@pytest.mark.parametrize(
    ("unit", "as_of", "year", "found"),
    [
        ("young people aged 10 to 17", "mid-2020, scaled to 2021", 2026, (6, False)),
        ("young people aged 10 to 17", "mid-2018", 2026, (8, True)),
        ("young people aged 10 to 17", "mid-2025", 2026, None),
        ("young people aged 10 to 17", "", 2026, None),
        ("secondary school pupils", "May 2019", 2026, None),
    ],
)
def test_figures_of_some_years_ago_say_how_much_older_they_are(
    unit: str, as_of: str, year: int, found: tuple[int, bool] | None
) -> None:
    assert older_by(a_layer(area("a"), unit=unit, as_of=as_of), year) == found


def test_points_in_an_outline_become_parts_by_cells_of_the_ground() -> None:
    squares = [Outline(code, shapely.box(west, 52.4, west + 0.01, 52.41)) for code, west in (("a", -1.51), ("b", -1.50))]  # fmt: skip
    near = [Point(52.4051, -1.5091), Point(52.4052, -1.5092), Point(52.4053, -1.5093)]
    points = [*near, Point(52.4090, -1.5010), Point(52.405, -1.495), Point(52.405, -1.6)]
    found = parts_by_points(points, squares)
    assert [(p.code, p.point, p.share) for p in found] == [
        ("a", near[1], 0.75),  # a point that there is, not a mean in a pond
        ("a", points[3], 0.25),
        ("b", points[4], 1.0),
    ]
    border = parts_by_points([Point(52.405, -1.50)], squares)
    assert [(p.code, p.share) for p in border] == [("a", 1.0)]
    assert parts_by_points([], squares) == parts_by_points(points, []) == ()


def test_an_area_without_parts_stays_whole() -> None:
    layer = a_layer(area("a"), area("b", 500))
    parts = parts_for(layer, [of_a(1.0, 100, code="b")])
    assert [(part.row, part.point, part.share) for part in parts] == [
        (0, north(0), 1.0),
        (1, north(100), 1.0),
    ]


def test_what_is_left_of_shares_is_nobody_and_a_fraction_of_somebody_is_somebody() -> None:
    assert [whole_people(each) for each in (0, 1e-9, 0.2, 0.5, 1.4, 99.99999)] == [0, 0, 1, 1, 1, 100]  # fmt: skip
    assert grained_pair(99.7, 100, 1) == (99, 100)  # not all of them
    assert grained_pair(99.9999999, 100, 1) == (100, 100)
    assert grained_pair(0.3, 100, 1) == (1, 100)


def test_a_city_in_parts_of_one_seventh_adds_up(  # 7 * (1/7) is no whole number in binary
) -> None:
    parts = [of_a(1 / 7, 105 * each) for each in range(7)]
    coverage = in_parts(*parts)
    counted = summary_of(coverage, 10, NOON, "Coventry")
    assert (counted.reached, counted.total) == (86, 200)  # six of seven lie within 615 m
    assert np.isclose(coverage.counts.sum(), 200)
