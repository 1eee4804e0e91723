"""Names that come with a map of everybody's making: those that say nothing, or are words of fear, are none; several of one name are told apart."""

import pytest

from safespaces.geo.point import Point
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.snapshot.street_names import street_places
from safespaces.streets.ground import NamedPlace
from safespaces.streets.ground_kinds import NamedKind
from safespaces.streets.named_streets import NamedStreet, NamedStreets
from safespaces.venues.meaning import Choice, Distress, Whereabouts
from safespaces.venues.place_search import MOST_CHOICES, Place
from safespaces.venues.whereabouts import resolve
from safespaces.venues.words import words_of
from tests.streets.towns import STREET, Town

SHIPPED = read_gazetteer()


def a_street(number: int, name: str, lat: float = 52.4, meets: str = "") -> NamedStreet:
    return NamedStreet(number, name, Point(lat, -1.5), 40, (), meets)


def places(*names: str, kind: NamedKind = NamedKind.PARK) -> tuple[Place, ...]:
    streets = [a_street(number, name) for number, name in enumerate(names)]
    named = [NamedPlace(kind, name, 52.4, -1.5) for name in names]
    return street_places(streets, named, lambda points: [""] * len(points), SHIPPED.fear)


@pytest.mark.parametrize(
    "name",
    ["The Street", "Street", "Foot", "foot", "The Alley", "Help", "SOS", "Danger", "Police", "Car Park", "School", "Hospital", "Playground", "Recreation Ground", "Subway", "--", "👻"],
)  # fmt: skip
def test_what_says_nothing_or_is_a_word_of_fear_is_no_place(name: str) -> None:
    assert places(name) == ()


@pytest.mark.parametrize(
    "name",
    ["Church Lane", "Station Road", "Park Road", "Broadgate", "Ringway", "War Memorial Park"],
)
def test_what_names_something_is_one(name: str) -> None:
    found = places(name)
    assert [place.kind for place in found][:1] == ["street"]


@pytest.mark.parametrize(
    "text",
    [
        "in the street",
        "999 street",
        "999 foot",
        "help",
        "danger",
        "999 Long Row",
    ],
)
def test_words_of_fear_stay_words_of_fear(text: str) -> None:
    rows = places("The Street", "Foot", "Help", "Danger", "Long Row")
    assert isinstance(resolve(text, SHIPPED, lambda _p: None), Distress)
    assert isinstance(resolve(text, SHIPPED.with_places(rows), lambda _p: None), Distress)


def test_streets_of_one_name_are_told_by_what_they_meet_and_each_can_be_chosen() -> None:
    streets = [a_street(n, "Made Up Row", 52.40 + n / 300, f"Crossing {n} Row") for n in range(4)]
    known = SHIPPED.with_places(street_places(streets, (), lambda points: ["Canley"] * len(points)))
    meant = resolve("made up row", known, lambda _p: None)
    assert isinstance(meant, Choice)
    labels = [option.label for option in meant.options]
    assert labels == [f"Made Up Row, Crossing {n} Row, Canley" for n in range(4)]
    for option, street in zip(meant.options, streets, strict=True):
        found = resolve(option.text, known, lambda _p: None)
        assert isinstance(found, Whereabouts) and found.point == street.point


def test_two_streets_that_the_network_knows_apart_are_both_there_however_long_one_is() -> None:
    nodes = {"a": (0, 0), "b": (1_900, 0), "c": (1_900, 400), "d": (2_000, 900), "e": (2_300, 900)}
    way = {**STREET, "name": "Made Up Row"}
    built = Town(nodes, (("a b", way), ("b c", STREET), ("c d", STREET), ("d e", way))).built(1)
    streets = list(NamedStreets(built.network, built.names, words_of).each())
    assert len(streets) == 2
    known = SHIPPED.with_places(street_places(streets, (), lambda points: [""] * len(points)))
    assert len(known.places.named("made up row")) == 2


def test_of_thousands_of_streets_some_are_asked_about() -> None:
    streets = [a_street(n, f"Name{n} Road", 52.3 + n / 50_000) for n in range(4_000)]
    known = SHIPPED.with_places(street_places(streets, (), lambda points: [""] * len(points)))
    assert 0 < len(known.places.likely("road")) <= MOST_CHOICES


def test_names_in_other_letters_are_not_all_one_street() -> None:
    nodes = {f"n{i}": (100.0 * i, 0) for i in range(7)}
    ways = tuple((f"n{i} n{i + 1}", {**STREET, "name": f"Улица {'АБВГДЕ'[i]}"}) for i in range(6))
    built = Town(nodes, ways).built(1)
    assert len(list(NamedStreets(built.network, built.names, words_of).each())) == 6
