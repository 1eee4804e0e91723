"""Rows of demand: what is wrong is named by line, column, value and remedy."""

from pathlib import Path

import pytest

from safespaces.actions.coverage.demand import read_layer, shipped_layers
from safespaces.coverage.demand import without_school_mark
from safespaces.coverage.demand_rows import columns_of, read_demand
from safespaces.errors import ImportRefused
from safespaces.geo.point import Point

HEAD = "code,name,lat,lon,count,group,decile,hours\n"
GOOD = "a1,First,52.41,-1.51,120,Foleshill,1,\n"


def said(*rows: str) -> list[str]:
    _, read = read_layer((HEAD + "".join(f"{row}\n" for row in rows)).encode())
    return [str(problem) for problem in read.problems]


def test_a_good_row_is_a_demand_point() -> None:
    _, read = read_layer((HEAD + GOOD).encode())
    point = read.points[0]
    assert (point.code, point.name, point.point, point.count) == (
        "a1",
        "First",
        Point(52.41, -1.51),
        120,
    )
    assert (point.group, point.decile, point.hours, read.problems) == ("Foleshill", 1, "", ())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a2,X,52.41,-1.51,,,,", "line 2, count: '': It is missing"), ("a2,X,52.41,-1.51,-4,,,", "It is not a number of people"),
        ("a2,X,52.41,-1.51,lots,,,", "It is not a number of people"), ("a2,X,52.41,-1.51,nan,,,", "It is not a number of people"),
        (",X,52.41,-1.51,4,,,", "code: '': It is missing"), ("a2,X,here,-1.51,4,,,", "It is not a point"),
        ("a2,X,48.85,2.35,4,,,", "It is not in Great Britain"), ("a2,X,-1.51,52.41,4,,,", "look swapped"),
        ("a2,X,433400,279100,4,,,", "metres of the National Grid"), ("a2,X,279100,433400,4,,,", "As degrees that would be 52.40"),
        ("a2,X,100000,700000,4,,,", "As degrees that would be 56.098"), ("a2,X,1001,2000,4,,,", "Call the columns easting and northing, or give degrees (WGS84"),
        ("a2,X,52.41,-1.51,4,,11,", "It is not a decile"), ("a2,X,52.41,-1.51,4,,,sometimes", "hours: 'sometimes'"),
        ("a2,X,inf,-1.51,4,,,", "not"), ("a2,X,52.41,-1.51,1e300,,,", "It is not a number of people"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_and_says_why(row: str, message: str) -> None:
    problems = said(row)
    assert message in problems[0], problems
    _, read = read_layer((HEAD + row + "\n").encode())
    assert read.errors and not read.points


@pytest.mark.parametrize(("decile", "kept"), [("1", 1), ("10", 10), ("", None)])
def test_deciles_are_one_to_ten(decile: str, kept: int | None) -> None:
    _, read = read_layer((HEAD + f"a1,First,52.41,-1.51,120,,{decile},\n").encode())
    assert (read.points[0].decile, read.errors) == (kept, 0)
    for wrong in ("0", "010", "1.0"):
        assert "It is not a decile" in said(f"a1,First,52.41,-1.51,120,,{wrong},")[0]


@pytest.mark.parametrize(
    ("hours", "kept"),
    [
        ("Mo-Fr 09:00-15:00; SH off;", ("Mo-Fr 09:00-15:00", True)),
        ("Mo-Fr 09:00-15:00;", ("Mo-Fr 09:00-15:00", False)),
        ("sh OFF", ("", True)),
        ("", ("", False)),
    ],
)
def test_the_mark_of_school_time_is_taken_out_and_told(hours: str, kept: tuple[str, bool]) -> None:
    assert without_school_mark(hours) == kept


def test_a_code_that_stands_twice_names_the_first_line() -> None:
    assert "It is on line 2 already" in said(GOOD.strip(), "a1,Second,52.42,-1.5,3,,,")[0]


def test_a_point_far_from_the_others_is_refused() -> None:
    near = [f"a{number},X,52.4{number},-1.5,10,,," for number in range(5)]
    assert "more than 60 km" in said(*near, "b,Far,57.1,-2.1,10,,,")[0]


def test_the_middle_is_where_most_are() -> None:
    far = [f"f{number},X,50.7,-3.5,10,,," for number in range(2)]
    near = [f"a{number},X,52.4{number},-1.5,10,,," for number in range(3)]
    assert [problem.split(",")[0] for problem in said(*far, *near)] == ["line 2", "line 3"]


def test_a_point_outside_the_city_is_taken_and_pointed_out() -> None:
    _, read = read_layer((HEAD + GOOD + "b,Rugby,52.3705,-1.265,50,,,\n").encode())
    assert (len(read.points), read.errors) == (2, 0) and "outside the city" in str(read.problems[0])


def test_nobody_at_all_is_refused_and_a_broken_number_is_rounded_and_said() -> None:
    assert "Nobody is counted in the whole file" in said("a1,X,52.41,-1.51,0,,,")[0]
    _, read = read_layer((HEAD + "a1,X,52.41,-1.51,12.6,,,\n").encode())
    assert (read.points[0].count, read.errors, len(read.problems)) == (13, 0, 1)


def test_grid_columns_are_taken_where_there_are_no_degrees() -> None:
    _, read = read_layer(b"urn,name,easting,northing,pupils\n1,School,433400,279100,900\n")
    assert abs(read.points[0].point.lat - 52.4088) < 0.001 and read.points[0].count == 900
    _, wrong = read_layer(b"urn,name,easting,northing,pupils\n1,School,-5,279100,900\n")
    assert "not a place on the National Grid" in str(wrong.problems[0])


def test_a_file_without_a_needed_column_says_which() -> None:
    with pytest.raises(ImportRefused, match="count"):
        read_layer(b"code,name,lat,lon\na,b,52.4,-1.5\n")
    with pytest.raises(ImportRefused, match="lat, lon"):
        read_layer(b"code,count\na,5\n")
    assert columns_of(["LSOA21_code", "Latitude", "Long", "Age 10-17"]) == {
        "code": "LSOA21_code", "lat": "Latitude", "lon": "Long", "count": "Age 10-17",
    }  # fmt: skip
    assert read_demand([], {"code": "code"}).points == ()


def test_the_shipped_layers_are_whole() -> None:
    layers = shipped_layers()
    assert [(key, len(layer.points), int(layer.counts.sum())) for key, layer in layers.items()] == [
        ("home", 203, 32_034), ("school", 22, 25_983), ("centre", 12, 12),
    ]  # fmt: skip
    assert "estimate" in layers["home"].source and {
        point.decile for point in layers["home"].points
    } == set(range(1, 11))


def test_the_open_files_of_the_city_are_read_where_they_are_here() -> None:
    folder = Path(__file__).parents[3] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the city's open data is not here; the small files above cover its formats")
    _, schools = read_layer((folder / "poi" / "schools.csv").read_bytes())
    assert (
        len(schools.points) > 100 and schools.errors == 11
    )  # colleges and universities without a number of pupils
