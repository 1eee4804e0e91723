"""The index against sorting everything: recall 1.0, exact order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safespaces.geo.distance import geodesic_m
from safespaces.geo.earth import arc_m
from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point

coordinates = st.tuples(
    st.integers(-200, 200).map(lambda n: 52.4 + n / 2000),
    st.integers(-200, 200).map(lambda n: -1.5 + n / 2000),
)


def slow(points: list[tuple[float, float]], start: Point, keep: list[bool]) -> list[int]:
    """Rows by geodesic distance, then row; to a tenth of a millimetre, so that one spot under two names is a tie."""
    rows = [row for row in range(len(points)) if keep[row]]
    return sorted(rows, key=lambda row: (round(geodesic_m(start, Point(*points[row])), 4), row))


def index_of(points: list[tuple[float, float]]) -> NearestIndex:
    return NearestIndex([lat for lat, _ in points], [lon for _, lon in points])


@given(
    st.lists(coordinates, max_size=40),
    st.tuples(st.floats(52.3, 52.5), st.floats(-1.6, -1.4)),
    st.integers(1, 45),
)
def test_the_k_nearest_are_those_of_sorting_everything(
    points: list[tuple[float, float]], start: tuple[float, float], k: int
) -> None:
    here = Point(*start)
    found = [row for row, _ in index_of(points).nearest(here, k)]
    assert found == slow(points, here, [True] * len(points))[:k]


@given(
    st.lists(st.tuples(coordinates, st.booleans(), st.booleans()), max_size=40), st.integers(1, 10)
)
def test_filters_before_and_during_the_search_leave_out_exactly_what_they_say(
    rows: list, k: int
) -> None:
    points, mask, accept = (
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
    )
    here = Point(52.41, -1.507)
    found = (
        index_of(points).only(np.array(mask, bool)).nearest(here, k, lambda row, chord: accept[row])
    )
    assert [row for row, _ in found] == slow(
        points, here, [a and b for a, b in zip(mask, accept, strict=True)]
    )[:k]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 1000, 50_000])
def test_random_points_over_britain_come_in_geodesic_order(count: int) -> None:
    random = np.random.default_rng(7)
    lats, lons = random.uniform(50, 58, count), random.uniform(-5, 1, count)
    index = NearestIndex(lats, lons)
    assert len(index) == count
    for lat, lon in zip(random.uniform(50, 58, 20), random.uniform(-5, 1, 20), strict=True):
        here = Point(lat, lon)
        found = index.nearest(here, 5)
        near = np.argsort((lats - lat) ** 2 + ((lons - lon) * np.cos(np.radians(lat))) ** 2)[
            :60
        ]  # a generous first cut for the slow way
        truth = sorted((geodesic_m(here, Point(lats[row], lons[row])), int(row)) for row in near)[
            :5
        ]
        assert [row for row, _ in found] == [row for _, row in truth]
        assert [arc_m(chord) for _, chord in found] == pytest.approx(
            [metres for metres, _ in truth], rel=2e-4
        )


def test_places_on_one_spot_keep_their_own_order_across_batches() -> None:
    index = index_of([(52.41, -1.5)] * 50 + [(52.4, -1.5)])
    here = Point(52.4101, -1.5)
    assert [row for row, _ in index.nearest(here, 7)] == list(range(7))
    assert [row for row, _ in index.nearest(here, 51)] == list(range(51))
    assert [row for row, _ in index.nearest(here, 3, lambda row, chord: row > 40)] == [41, 42, 43]


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert index_of([]).nearest(Point(52, -1), 5) == []
    assert index_of([(52.4, -1.5)]).only(np.array([False])).nearest(Point(52, -1), 5) == []
    assert index_of([(52.4, -1.5)]).nearest(Point(52, -1), 0) == []
