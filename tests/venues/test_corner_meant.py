"""Two streets in a text: where they meet, however it is written; and never a corner that is none."""

import pytest

from safespaces.streets.corners import Corners
from safespaces.venues.corner_meant import by_corner
from safespaces.venues.town import Town
from safespaces.venues.words import words_of
from tests.streets.towns import STREET, at
from tests.streets.towns import Town as Map

COVENTRY = Town(("coventry", "cov"), ("uk",))


def street(name: str) -> dict[str, str]:
    return {**STREET, "name": name}


MAP = Map(
    {"a": (0, 0), "b": (200, 0), "c": (400, 0), "d": (200, 200), "e": (200, -200), "f": (400, 20), "g": (400, 300), "h": (600, 300), "i": (600, 0), "j": (900, 0)},
    (
        ("a b c", street("Hales Street")), ("d b e", street("St John's Street")), ("c i j", street("Fish and Chips Road")),
        ("c f", STREET), ("f g", street("The Burges")), ("g h", street("Loop Way")), ("h i", street("Loop Way")), ("g h", STREET),
    ),
).built()  # fmt: skip
CORNERS = Corners(MAP.network, MAP.names, words_of)


def corner(text: str) -> str:
    found = by_corner(text, COVENTRY, CORNERS.of)
    if found is None:
        return ""
    place = next(
        name
        for name, (east, north) in {
            "john": (200, 0),
            "fish": (400, 0),
            "burges": (400, 0),
            "loop": (600, 0),
            "far": (400, 300),
        }.items()
        if abs(found.point.lat - at(east, north).lat) < 3e-4
        and abs(found.point.lon - at(east, north).lon) < 3e-4
    )
    return f"{found.label}: {place}"


@pytest.mark.parametrize(
    "text",
    [
        "Hales Street and St John's Street",
        "hales st & st johns st",
        "corner of Hales Street and St John’s Street",
        "the corner of hales street/st john's street, Coventry",
        "I'm at the junction of Hales St and St Johns Street cov uk",
        "where Hales Street meets St John's St",
        "near the crossroads of the Hales Street with the st johns street",
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert corner(text) == "the corner of Hales Street and St John's Street: john"


def test_a_name_with_and_in_it_is_a_name() -> None:
    assert corner("Fish and Chips Road and Hales Street").endswith(
        "Fish and Chips Road and Hales Street: fish"
    )
    assert corner("Hales Street and Fish and Chips Road").endswith("and Fish and Chips Road: fish")


def test_over_a_crossing_as_wide_as_a_roundabout_streets_meet() -> None:
    assert corner("Hales Street and The Burges").startswith(
        "the corner of Hales Street and The Burges"
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "and", "Hales Street", "Hales Street and", "and Hales Street", "Hales Street and Hales Street",
        "Hales Street and Nowhere Lane", "St John's Street and The Burges", "Hales Street St John's Street",
        "followed from Hales Street and scared", "x and y and z", "and " * 60,
    ],
)  # fmt: skip
def test_what_is_no_corner_is_none(text: str) -> None:
    assert corner(text) == ""


def test_streets_that_meet_in_two_places_far_apart_are_not_one_corner() -> None:
    nodes = {"a": (0, 0), "b": (500, 0), "c": (250, 300)}
    town = Map(
        {key: (float(x), float(y)) for key, (x, y) in nodes.items()},
        (("a b", street("Long Row")), ("a c b", street("Round Way"))),
    ).built()
    corners = Corners(town.network, town.names, words_of)
    assert corners.of(("long", "row"), ("round", "way")) is None
