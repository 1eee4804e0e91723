"""Cells: every place in one, none narrower than five kilometres, few changed by one more place."""

from random import Random

import pytest

from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.snapshot.cells import LEAST_M, MOST, WORLD, Box, Cells, cells_of
from tests.vectors.cells import country

Points = list[tuple[float, float]]


def made_up(count: int, seed: int = 3) -> Points:
    """Towns of all sizes over Great Britain."""
    random = Random(seed)
    towns = [(random.uniform(50.3, 58.5), random.uniform(-5.5, 1.3), random.paretovariate(1)) for _ in range(count // 100)]  # fmt: skip
    found = random.choices(towns, [min(size, 40) for _, _, size in towns], k=count)
    return [(round(lat + random.gauss(0, 0.03), 5), round(lon + random.gauss(0, 0.05), 5)) for lat, lon, _ in found]  # fmt: skip


def of(points: Points, most: int = MOST) -> Cells:
    return cells_of((lat for lat, _ in points), (lon for _, lon in points), most)


def own_rows(box: Box, points: Points) -> list[int]:
    south, west, north, east = box
    return [
        row
        for row, (lat, lon) in enumerate(points)
        if south <= round(lat * 100_000) < north and west <= round(lon * 100_000) < east
    ]


def widths_m(box: Box) -> list[float]:
    """Of its four sides, by geopy."""
    south, west, north, east = (each / 100_000 for each in box)
    corners = [Point(south, west), Point(south, east), Point(north, east), Point(north, west)]
    return [geodesic_m(a, b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]


POINTS = made_up(12_000)
CELLS = of(POINTS)


def test_every_place_is_in_one_cell_and_none_is_overlooked() -> None:
    owners = [row for box in CELLS.boxes.values() for row in own_rows(box, POINTS)]
    assert sorted(owners) == list(range(len(POINTS)))
    assert len(CELLS.boxes) > 20
    assert CELLS.tree.count("c") == len(CELLS.boxes)


def test_a_cells_file_holds_its_places_and_those_of_the_margin_in_order() -> None:
    for name, box in CELLS.boxes.items():
        assert CELLS.rows(name).tolist() == own_rows(box.with_margin(), POINTS)
        assert set(own_rows(box, POINTS)) <= set(CELLS.rows(name).tolist())


def test_no_cell_is_narrower_than_five_kilometres_and_a_full_one_cannot_be_cut() -> None:
    for name, box in CELLS.boxes.items():
        high, wide = box.metres()
        assert min(high, wide) >= LEAST_M
        if high < 500_000 > wide:  # geopy's sides are of no use where a side is half the earth
            assert min(widths_m(box)) >= LEAST_M
        if len(own_rows(box, POINTS)) > MOST:
            assert max(high, wide) < 2 * LEAST_M * 1.05, name


def test_what_is_far_from_every_place_has_no_cell() -> None:
    random = Random(1)
    anywhere = [(random.uniform(-90, 90), random.uniform(-180, 180)) for _ in range(200)]
    assert "." in CELLS.tree and any(CELLS.at(*point) == "" for point in anywhere)
    assert CELLS.at(*POINTS[0]) in CELLS.boxes
    with pytest.raises(KeyError):
        CELLS.rows("no such cell")


def test_one_more_place_changes_few_cells() -> None:
    for seed in range(20):
        more = of([*POINTS, made_up(100, seed + 50)[0]])
        changed = set(CELLS.boxes.items()) ^ set(more.boxes.items())
        assert len(changed) <= 6
        before = {name: CELLS.rows(name).tolist() for name in CELLS.boxes}
        touched = [name for name in more.boxes if more.rows(name).tolist() != before.get(name)]
        assert 1 <= len(touched) <= 12


def test_few_places_are_one_cell_and_none_are_empty() -> None:
    assert of(POINTS[:MOST]).tree == "c" and of(POINTS[:MOST]).boxes == {"1": WORLD}
    assert of([]).tree == "." and of([]).boxes == {}


@pytest.mark.parametrize(
    ("lat", "lon"), [(90, 0), (-90, 180), (0, -180), (0, 180), (66.5, 25.7), (-33.9, 151.2)]
)
def test_places_anywhere_on_earth_are_cut_too(lat: float, lon: float) -> None:
    crowd = [(lat, lon)] * 3 + [(52.4, -1.5)] * 3
    cells = of(crowd, most=2)
    assert set(CELLS.boxes) != set(cells.boxes)
    assert sorted(row for box in cells.boxes.values() for row in own_rows(box, crowd)) == list(range(6))  # fmt: skip
    assert cells.at(lat, lon) != cells.at(52.4, -1.5)


def test_the_made_up_country_of_the_vectors_is_cut_into_many() -> None:
    assert len(of([(v.lat, v.lon) for v in country()], 12).boxes) > 20


def test_a_place_on_the_border_of_two_cells_counts_in_the_northern_or_eastern_one_only() -> None:
    south_of_the_equator, on_it = (-1, 10), (0, 10)
    assert of([south_of_the_equator] * 2 + [on_it], most=2).tree == "ncc"
    west_of_greenwich, on_its_meridian = (1, -1), (1, 0)
    assert of([west_of_greenwich] * 2 + [on_its_meridian], most=2).tree == "n.wcc"
