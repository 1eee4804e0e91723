import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safespaces.geo.distance import geodesic_m
from safespaces.geo.earth import (
    arc_m,
    bearing_deg,
    compass_word,
    whole_metres,
    whole_metres_array,
    xyz,
    xyz_array,
)
from safespaces.geo.point import Point
from safespaces.geo.walking import walk_minutes, walk_minutes_array

POOL_MEADOW = Point(52.4104, -1.50676)
near = st.builds(Point, st.floats(52.3, 52.55), st.floats(-1.75, -1.3))
britain = st.builds(Point, st.floats(49.9, 60.8), st.floats(-8.0, 1.7))


def chord_m(a: Point, b: Point) -> float:
    return float(np.linalg.norm(np.array(xyz(a)) - np.array(xyz(b))))


@given(near, near)
def test_in_a_city_the_arc_is_the_geodesic_to_a_few_millimetres(a: Point, b: Point) -> None:
    assert arc_m(chord_m(a, b)) == pytest.approx(geodesic_m(a, b), abs=0.005)


@given(britain, britain)
def test_in_britain_the_arc_is_the_geodesic_to_two_in_ten_thousand(a: Point, b: Point) -> None:
    assert arc_m(chord_m(a, b)) == pytest.approx(geodesic_m(a, b), rel=2e-4, abs=0.001)


def test_many_points_are_turned_as_one_is() -> None:
    points = [POOL_MEADOW, Point(0, 0), Point(-33.9, 151.2), Point(90, 0)]
    assert xyz_array([p.lat for p in points], [p.lon for p in points]) == pytest.approx(
        np.array([xyz(p) for p in points])
    )


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_metres_and_minutes_of_many_are_those_of_one(chords: list[float]) -> None:
    metres = [whole_metres(chord) for chord in chords]
    assert whole_metres_array(np.array(chords)).tolist() == metres
    assert walk_minutes_array(np.array(metres)).tolist() == [walk_minutes(each) for each in metres]


@pytest.mark.parametrize(
    ("lat", "lon", "word"),
    [
        (1, 0, "north"),
        (1, 1.64, "north-east"),
        (0, 1, "east"),
        (-1, 0, "south"),
        (0, -1, "west"),
        (1, -1.64, "north-west"),
    ],
)
def test_directions_are_said_in_eight_words(lat: float, lon: float, word: str) -> None:
    there = Point(POOL_MEADOW.lat + lat / 100, POOL_MEADOW.lon + lon / 100)
    assert compass_word(bearing_deg(POOL_MEADOW, there)) == word


def test_a_bearing_is_0_to_359_and_0_on_the_spot() -> None:
    assert bearing_deg(POOL_MEADOW, POOL_MEADOW) == 0
    assert (
        bearing_deg(POOL_MEADOW, Point(53, POOL_MEADOW.lon - 0.0001)) == 0
    )  # a hair west of north is not 360
    assert compass_word(359) == compass_word(22) == "north" and compass_word(23) == "north-east"


@pytest.mark.parametrize(
    ("metres", "minutes"), [(0, 1), (61, 1), (62, 2), (450, 8), (1846, 30), (1847, 31)]
)
def test_a_walk_is_the_line_and_a_third_at_a_steady_pace_rounded_up(
    metres: int, minutes: int
) -> None:
    assert walk_minutes(metres) == minutes
