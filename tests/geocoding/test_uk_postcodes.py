"""All postcodes of the United Kingdom from the package: against the official table where it is at hand, and by name."""

import csv
from pathlib import Path

import pytest

from safespaces.geo.distance import geodesic_m
from safespaces.geo.grid import irish_grid_to_wgs84
from safespaces.geo.point import Point
from safespaces.geo.postcode import parse_postcode
from safespaces.geocoding.uk_postcodes import uk_nation, uk_outward, uk_point

OFFICIAL = Path(__file__).parents[3] / "shared" / "data" / "postcodes_cv.csv"


@pytest.mark.parametrize(
    ("text", "point", "metres"),
    [
        ("CV1 5FB", Point(52.40531, -1.50006), 5), ("SW1A 1AA", Point(51.50101, -0.14159), 5), ("EH1 1YZ", Point(55.95033, -3.19302), 5),
        ("CV34 7AB", Point(52.26378, -1.54799), 5), ("CV1 5ZZ", Point(52.41222, -1.51078), 5),  # terminated
        ("BT1 5GS", Point(54.5966, -5.9301), 1_000),  # Belfast City Hall: known to its district
    ],
)  # fmt: skip
def test_a_postcode_has_its_point(text: str, point: Point, metres: int) -> None:
    found = uk_point(parse_postcode(text))
    assert found is not None and geodesic_m(found, point) <= metres


@pytest.mark.parametrize(
    "text", ["CV1 9QQ", "QQ1 1AA", "CV99 1AA", "JE2 3AB", "BT0 1AA", "XX9 9XX"]
)
def test_what_does_not_exist_or_has_no_place_is_not_known(text: str) -> None:
    assert uk_point(parse_postcode(text)) is None


def test_the_nation_is_that_of_the_local_authority() -> None:
    assert [uk_nation(parse_postcode(each)) for each in ("CV1 5FB", "EH1 1YZ", "CF10 3NP", "BT1 5GS", "TD15 1AA", "JE2 3AB", "CV1 9QQ")] == [
        "E", "S", "W", "N", "E", "", ""
    ]  # fmt: skip


def test_an_outward_code_has_all_its_postcodes_in_order_and_northern_ireland_only_districts() -> (
    None
):
    rows = uk_outward("CV1")
    assert len(rows) > 1_000 and [inward for inward, _, _ in rows] == sorted(
        inward for inward, _, _ in rows
    )
    assert ("5FB", 52.405331, -1.500054) in rows and uk_outward("CV99") == []
    assert [inward for inward, _, _ in uk_outward("BT1")] == [""]


def test_the_irish_grid_is_within_a_metre_of_the_published_conversion() -> None:
    # EPSG:29903 to EPSG:4326 by pyproj 3.7.2
    for easting, northing, lat, lon in [
        (303_798, 327_725, 54.188022, -6.410692),
        (330_023, 396_206, 54.796859, -5.979086),
        (279_778, 344_947, 54.346995, -6.773957),
    ]:
        assert geodesic_m(irish_grid_to_wgs84(easting, northing), Point(lat, lon)) < 1


@pytest.mark.skipif(
    not OFFICIAL.exists(),
    reason="the official table of CV postcodes is not here; the points above are",
)
def test_every_live_postcode_of_cv_is_where_code_point_open_has_it() -> None:
    with OFFICIAL.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    far = [
        row["postcode"]
        for row in rows
        if (found := uk_point(parse_postcode(row["postcode"]))) is None
        or geodesic_m(found, Point(float(row["lat"]), float(row["lon"]))) > 4
    ]
    assert len(rows) > 20_000 and far == []
