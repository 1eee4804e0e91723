"""Streets by their names: one or several of a name, where the middle of each is, and what its ends meet."""

import math

from safespaces.streets.named_streets import NamedStreet, NamedStreets
from safespaces.venues.words import words_of
from tests.streets.towns import M_PER_LAT, M_PER_LON, SOUTH, STREET, WEST, Town

WAY = {**STREET, "name": "Long Way"}


def streets(town: Town) -> dict[str, list[NamedStreet]]:
    built = town.built(fewest_segments=1)
    found: dict[str, list[NamedStreet]] = {}
    for street in NamedStreets(built.network, built.names, words_of).each():
        found.setdefault(street.name, []).append(street)
    return found


def metres(street: NamedStreet) -> tuple[float, float]:
    return (street.point.lon - WEST) * M_PER_LON, (street.point.lat - SOUTH) * M_PER_LAT


def near(street: NamedStreet, east: float, north: float) -> bool:
    x, y = metres(street)
    return math.hypot(x - east, y - north) < 3


def test_the_middle_lies_on_the_street_and_its_ends_are_as_far_as_told() -> None:
    [straight] = streets(Town({"a": (0, 0), "b": (400, 0)}, (("a b", WAY),)))["Long Way"]
    assert near(straight, 200, 0) and abs(straight.spread_m - 200) <= 1 and not straight.ends
    bent = Town({"a": (0, 0), "b": (300, 0), "c": (300, 300)}, (("a b c", WAY),))
    [round_a_corner] = streets(bent)["Long Way"]
    x, y = metres(round_a_corner)
    assert abs(y) < 3 or abs(x - 300) < 3  # never in the field between


def test_parts_of_one_name_that_are_near_are_one_street_and_those_far_off_are_others() -> None:
    nodes = {
        "a": (0, 0),
        "b": (100, 0),
        "c": (350, 0),
        "d": (450, 0),
        "e": (450, 900),
        "f": (550, 900),
    }
    link = ("b c", STREET), ("d e", STREET)
    town = Town(nodes, (("a b", WAY), ("c d", WAY), ("e f", WAY), *link))
    assert [
        near(each, 225, 0) or near(each, 100, 0) or near(each, 350, 0)
        for each in streets(town)["Long Way"]
    ] == [True, False]


def test_the_ends_of_a_long_street_are_told_by_what_they_meet() -> None:
    nodes = {
        "a": (0, 0),
        "b": (700, 0),
        "c": (1400, 0),
        "d": (0, 200),
        "e": (1400, 200),
        "f": (1300, 0),
        "g": (1300, -90),
    }
    first, last = {**STREET, "name": "First Lane"}, {**STREET, "name": "Last Lane"}
    town = Town(nodes, (("a b f c", WAY), ("a d", first), ("f g", last), ("c e", STREET)))
    [street] = streets(town)["Long Way"]
    assert {end.meets for end in street.ends} == {
        "First Lane",
        "Last Lane",
    }  # at c nothing has a name
    assert abs(street.spread_m - 700) <= 1


def test_a_name_with_and_without_small_differences_is_one() -> None:
    nodes = {"a": (0, 0), "b": (100, 0), "c": (200, 0)}
    town = Town(
        nodes,
        (
            ("a b", {**STREET, "name": "St. John's Way"}),
            ("b c", {**STREET, "name": "St Johns Way"}),
        ),
    )
    assert sum(map(len, streets(town).values())) == 1
