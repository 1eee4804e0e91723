"""The built-up ground: where postcodes are, and nowhere else."""

import json

import shapely

from safespaces.geo.point import Point
from safespaces.maps.ground import ground_geojson
from safespaces.web.ground_file import GroundFile
from tests.streets.towns import at


def shape_of(content: bytes) -> shapely.Geometry:
    features = json.loads(content)["features"]
    return shapely.from_geojson(json.dumps(features[0]["geometry"]))


def holds(ground: shapely.Geometry, point: Point) -> bool:
    return bool(shapely.contains_xy(ground, point.lon, point.lat))


def test_ground_is_where_postcodes_are_and_what_lies_close_is_one() -> None:
    street = [at(east, 0) for east in range(0, 1_500, 60)]
    estate = [at(east, north) for east in range(3_000, 3_600, 80) for north in range(0, 600, 80)]
    ground = shape_of(ground_geojson([*street, *estate]))
    assert all(holds(ground, point) for point in (*street, *estate))
    assert not holds(ground, at(2_300, 0)) and not holds(ground, at(700, 250))
    assert ground.is_valid and len(shapely.get_parts(ground)) == 2


def test_a_house_alone_is_no_town_and_a_green_between_is_a_gap() -> None:
    ring = [
        at(east, north)
        for east in range(0, 1_600, 80)
        for north in range(0, 1_600, 80)
        if not (500 < east < 1_100 and 500 < north < 1_100)
    ]
    ground = shape_of(ground_geojson([*ring, at(9_000, 9_000)]))
    assert not holds(ground, at(800, 800)) and holds(ground, at(100, 100))
    assert not holds(ground, at(9_000, 9_000))


def test_without_postcodes_there_is_none() -> None:
    assert json.loads(ground_geojson([]))["features"] == []
    assert json.loads(GroundFile(((52.0, -2.0), (53.0, -1.0)), "").file().body)["features"] == []


def test_of_the_shipped_town_the_centre_is_built_up_and_the_file_is_small() -> None:
    made = GroundFile(((52.3676, -1.6061), (52.4634, -1.426)), "CV")
    ground = shape_of(made.file().body)
    assert holds(ground, Point(52.4104, -1.5068)) and not holds(ground, Point(52.44, -1.585))
    assert len(made.file().packed[0][1]) < 16_000 and made.file() is made.file()
