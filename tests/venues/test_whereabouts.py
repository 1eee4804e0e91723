import json

import pytest

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.venues.gazetteer import Gazetteer, Sector
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.whereabouts import Advice, Choice, Option, Whereabouts, resolve

GAZETTEER = Gazetteer(
    PlaceIndex([Place("a", "Canley station", "station", 52.3992, -1.5476), Place("b", "Coventry station", "station", 52.4008, -1.5135)]),
    {"CV1 5": Sector("CV1 5", 52.4111, -1.4984, 196, 760), "CV1 4": Sector("CV1 4", 52.4161, -1.51, 4, 820)},
)
KNOWN = {Postcode("CV1", "5FB"): Point(52.4066, -1.5023)}


def ask(typed: str) -> Whereabouts | Choice | Advice:
    return resolve(typed, GAZETTEER, KNOWN.get)


def test_a_known_postcode_is_its_point() -> None:
    assert ask(" cv15fb ") == Whereabouts(Point(52.4066, -1.5023), "CV1 5FB")


def test_an_unknown_postcode_of_a_known_sector_is_rough_and_says_so() -> None:
    found = ask("CV1 5ZZ")
    assert found == Whereabouts(Point(52.4111, -1.4984), "CV1 5ZZ", "Distances are rough: they are from the middle of CV1 5.")


def test_a_postcode_far_off_gets_advice() -> None:
    assert ask("M1 1AA") == Advice("We do not know the postcode M1 1AA. Check it, or type a street, a school, a station or an area.")


def test_a_sector_and_an_outward_code_are_rough() -> None:
    assert ask("cv1 5") == Whereabouts(Point(52.4111, -1.4984), "CV1 5", "Distances are rough: they are from the middle of CV1 5.")
    middle = ask("CV1")
    assert isinstance(middle, Whereabouts) and middle.point == Point(52.4112, -1.49863) and middle.note


def test_a_slip_in_a_postcode_is_asked_about() -> None:
    assert ask("CV1 SFB") == Choice("Did you mean CV1 5FB?", (Option("CV1 5FB", "CV1 5FB"),))


def test_more_than_one_place_is_asked_about_and_the_answer_comes_back() -> None:
    asked = ask("station")
    assert asked == Choice("Which one do you mean?", (Option("Canley station", "place:a"), Option("Coventry station", "place:b")))
    assert ask("place:b") == Whereabouts(Point(52.4008, -1.5135), "Coventry station")
    assert isinstance(ask("place:nonsense"), Advice)


def test_two_numbers_are_a_point() -> None:
    assert ask("52.41, -1.5") == Whereabouts(Point(52.41, -1.5), "the point you gave")


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\0", "x" * 10_000, "\u202egnirts", "<script>alert(1)</script>", "🙂🙂", "952.4, -1.5", "'; DROP TABLE", "%00", "{{7*7}}"],
)
def test_anything_else_gets_advice_and_never_an_error(typed: str) -> None:
    found = ask(typed)
    assert isinstance(found, Advice) and "CV1 5FB" in found.message


def test_phones_read_the_same_gazetteer() -> None:
    kept = json.loads(GAZETTEER.as_json())
    assert kept["places"][0] == ["a", "Canley station", "station", 52.3992, -1.5476]
    assert kept["sectors"][0] == ["CV1 5", 52.4111, -1.4984, 196, 760]
