"""Outlines: read, mended, turned into degrees, or drawn around the centres."""

import json
from pathlib import Path

import pytest
import shapely

from safespaces.actions.coverage.demand import shipped_layers
from safespaces.coverage import outlines
from safespaces.coverage.outlines import (
    as_geojson,
    city_of,
    drawn_outlines,
    from_geojson,
    read_outlines,
)
from safespaces.errors import BadInput
from safespaces.maps.coverage_drawing import drawing_of
from safespaces.settings import folder
from tests.coverage.build import MIDDLE, area

SQUARE = [[-1.51, 52.40], [-1.50, 52.40], [-1.50, 52.41], [-1.51, 52.41], [-1.51, 52.40]]
BOW_TIE = [[-1.51, 52.40], [-1.50, 52.41], [-1.50, 52.40], [-1.51, 52.41], [-1.51, 52.40]]
GRID = [[433000, 278000], [434000, 278000], [434000, 279000], [433000, 279000], [433000, 278000]]


def a_file(*features: tuple[str, object]) -> bytes:
    made = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]} if ring else None,
        }
        for code, ring in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def test_outlines_are_read_and_kept_by_code() -> None:
    read = read_outlines(a_file(("a", SQUARE), ("b", SQUARE)), ["a", "b"])
    assert (
        [each.code for each in read.outlines] == ["a", "b"]
        and read.problems == ()
        and not read.was_grid
    )
    kept = from_geojson("a", as_geojson(read.outlines[0]))
    assert kept.shape.equals(read.outlines[0].shape)


def test_a_self_crossing_outline_is_mended_and_reported() -> None:
    read = read_outlines(a_file(("a", BOW_TIE)), ["a"])
    assert read.outlines[0].shape.is_valid and read.outlines[0].shape.area > 0
    assert "crosses itself and was mended" in str(read.problems[0])


def test_metres_of_the_national_grid_are_found_out_and_said() -> None:
    read = read_outlines(a_file(("a", GRID)), ["a"])
    west, south, east, north = read.outlines[0].shape.bounds
    assert read.was_grid and 52.39 < south < north < 52.42 and -1.52 < west < east < -1.49


def test_what_does_not_fit_is_left_out_and_said() -> None:
    far = [[x + 20, y] for x, y in SQUARE]
    read = read_outlines(
        a_file(("a", SQUARE), ("a", SQUARE), ("x", SQUARE), ("", SQUARE), ("b", None), ("c", far)),
        ["a", "b", "c"],
    )
    said = " ".join(map(str, read.problems))
    for words in (
        "in the file twice",
        "No demand area has this code",
        "It has no code",
        "not a polygon of any size",
        "not in Great Britain",
        "2 demand areas have no outline",
    ):
        assert words in said, words
    assert [each.code for each in read.outlines] == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"features": []}',
        b'{"features": [1]}',
        b"[" * 100_000,
        a_file(("zzz", SQUARE)),
    ],
)
def test_a_file_that_is_none_says_what_to_give(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"GeoJSON|fits"):
        read_outlines(content, ["a"])


def test_the_property_that_holds_the_code_can_be_named() -> None:
    content = a_file(("a", SQUARE)).replace(b'"code"', b'"my name"')
    assert read_outlines(content, ["a"], "my name").outlines[0].code == "a"


def test_without_outlines_areas_are_the_parts_nearest_to_their_centres_inside_the_city() -> None:
    city = city_of((folder("data") / "areas.geojson").read_bytes())
    points = shipped_layers()["home"].points
    drawn = drawn_outlines(points, city)
    assert len(drawn) == len(points) and city is not None
    by_code = {each.code: each.shape for each in drawn}
    assert (
        sum(
            by_code[each.code].buffer(1e-9).covers(shapely.Point(each.point.lon, each.point.lat))
            for each in points
        )
        > 195
    )
    whole = shapely.union_all(list(by_code.values()))
    assert whole.area == pytest.approx(city.area, rel=0.001) and sum(
        s.area for s in by_code.values()
    ) == pytest.approx(whole.area, rel=0.001)


def test_one_point_and_two_on_the_same_spot_and_none_are_drawn_too() -> None:
    assert drawn_outlines((), None) == ()
    assert len(drawn_outlines((area("a"),), None)) == 1
    assert len(drawn_outlines((area("a"), area("b"), area("c", 900)), None)) == 3


def test_the_real_outlines_of_the_city_are_read_where_they_are_here() -> None:
    file = Path(__file__).parents[3] / "shared" / "data" / "boundaries" / "lsoa21.geojson"
    if not file.is_file():
        pytest.skip("the city's open data is not here; the small files above cover its format")
    read = read_outlines(
        file.read_bytes(), [point.code for point in shipped_layers()["home"].points]
    )
    assert len(read.outlines) == 203 and read.problems == ()


def test_heights_are_left_out_and_odd_properties_refused() -> None:
    high = json.loads(a_file(("a", SQUARE)))
    high["features"][0]["geometry"]["coordinates"] = [[[x, y, 12.5] for x, y in SQUARE]]
    read = read_outlines(json.dumps(high).encode(), ["a"])
    assert not read.outlines[0].shape.has_z and drawing_of(read.outlines, [MIDDLE]).paths[
        "a"
    ].startswith("M")
    for properties in ("a text", ["a"], 7):
        high["features"][0]["properties"] = properties
        with pytest.raises(BadInput):
            read_outlines(json.dumps(high).encode(), ["a"])


def test_an_outline_is_kept_no_finer_than_it_is_looked_at() -> None:
    bent = [*SQUARE[:1], [-1.505, 52.40001], *SQUARE[1:]]
    (read,) = read_outlines(a_file(("a", bent)), ["a"]).outlines
    assert len(read.shape.exterior.coords) == len(SQUARE)


def test_a_city_without_outlines_has_no_shape() -> None:
    assert city_of(b'{"features": []}') is None


def test_a_file_holds_so_many_features_and_not_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "_MOST_FEATURES", 2)
    assert len(read_outlines(a_file(("a", SQUARE), ("b", SQUARE)), ["a", "b"]).outlines) == 2
    with pytest.raises(BadInput, match="3 features; 2 are the most"):
        read_outlines(a_file(("a", SQUARE), ("b", SQUARE), ("c", SQUARE)), ["a"])
