import csv
from pathlib import Path

import pytest

from safespaces.errors import BadPoint
from safespaces.geo.distance import geodesic_m
from safespaces.geo.grid import grid_to_wgs84
from safespaces.geo.point import Point, pair_from_text, point_from_text

POSTCODES = Path(__file__).parents[3] / "shared" / "data" / "postcodes_coventry_areas.csv"


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(91, 0), (-90.01, 0), (0, 181), (0, -180.5), (float("nan"), 0), (0, float("inf")), (1e999, 0)],
)
def test_what_is_not_on_the_globe_is_no_point(lat: float, lon: float) -> None:
    with pytest.raises(BadPoint):
        Point(lat, lon)


@pytest.mark.parametrize("text", ["", "x", "1e999", "nan", "52,4", "٥٢٫٤"])
def test_a_text_that_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(BadPoint):
        point_from_text(text, "0")


def test_two_numbers_are_a_point_and_other_texts_are_not() -> None:
    assert pair_from_text(" 52.4081, -1.5106 ") == Point(52.4081, -1.5106)
    assert pair_from_text("52.4081 -1.5106") == Point(52.4081, -1.5106)
    assert (
        pair_from_text("Foleshill") is None
        and pair_from_text("CV1 5FB") is None
        and pair_from_text("12") is None
    )
    with pytest.raises(BadPoint):
        pair_from_text("152.4, -1.5")


def test_the_ordnance_survey_example_comes_out_within_five_metres() -> None:
    # Caister water tower, "A guide to coordinate systems in Great Britain": 651409.903, 313177.270 is 52.6579786 N, 1.7160520 E (ETRS89)
    assert geodesic_m(grid_to_wgs84(651409.903, 313177.270), Point(52.657978, 1.716052)) < 5


@pytest.mark.parametrize(
    ("easting", "northing"), [(-1, 0), (800_000, 0), (0, 1_400_000), (float("nan"), 0)]
)
def test_a_reference_off_the_grid_is_refused(easting: float, northing: float) -> None:
    with pytest.raises(BadPoint):
        grid_to_wgs84(easting, northing)


@pytest.mark.skipif(
    not POSTCODES.exists(),
    reason="the postcode file lies outside the repository; the example above always runs",
)
def test_every_postcode_of_coventry_is_within_three_metres_of_ostn15() -> None:
    with POSTCODES.open() as file:
        rows = list(csv.DictReader(file))
    worst = max(
        geodesic_m(
            grid_to_wgs84(float(r["easting"]), float(r["northing"])),
            Point(float(r["lat"]), float(r["lon"])),
        )
        for r in rows[::10]
    )
    assert len(rows) > 6000 and worst < 3
