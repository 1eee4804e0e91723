"""The names the service ships with: every street and stop, suburbs, towns outside, words of fear."""

import csv

import pytest

from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.geocoding.uk_postcodes import uk_outward, uk_point
from safespaces.settings import folder
from safespaces.venues.meaning import Advice, Choice, Distress, Whereabouts
from safespaces.venues.place_search import Place
from safespaces.venues.whereabouts import resolve


def rows(name: str) -> list[dict[str, str]]:
    with (folder("data") / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


LISTED = [row for row in rows("venues.csv") if row["status"] == "listed" and row["lat"]]
GAZETTEER = read_gazetteer().with_places(
    Place(f"venue-{row['id']}", row["name"], "venue", float(row["lat"]), float(row["lon"]))
    for row in LISTED
)


def meant(text: str) -> object:
    return resolve(text, GAZETTEER, uk_point)


def test_every_street_and_stop_is_answered_within_its_own_spread_or_asked_about() -> None:
    far = []
    for row in rows("streets_and_stops.csv"):
        found, point = meant(row["name"]), Point(float(row["lat"]), float(row["lon"]))
        if isinstance(found, Whereabouts):
            place = GAZETTEER.places.named(row["name"])[0]
            if geodesic_m(found.point, point) > max(500, place.spread_m):
                far.append(row["name"])
        elif not isinstance(found, Choice):
            far.append(row["name"])
    assert far == []


def test_every_safe_space_is_found_by_its_name_or_asked_about() -> None:
    for row in LISTED:
        found = meant(row["name"])
        assert isinstance(found, Choice) or (
            isinstance(found, Whereabouts)
            and geodesic_m(found.point, Point(float(row["lat"]), float(row["lon"]))) < 500
        )


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Binley", "Binley"), ("whitley", "Whitley"), ("Hales St", "Hales Street"), ("Coventry", "Coventry city centre"), ("cov", "Coventry city centre"),
     ("town centre", "City centre"), ("Fairfax Street", "Fairfax Street"), ("the burges", "The Burges"), ("Earl Street", "Earl Street")],
)  # fmt: skip
def test_names_come_before_postcodes(typed: str, name: str) -> None:
    found = meant(typed)
    assert isinstance(found, Whereabouts) and found.label == name


@pytest.mark.parametrize("typed", ["London", "Oxford", "Bedworth", "Brinklow", "Corley", "Ansley", "Salford", "Stretton", "Asda", "St James Church", "High Street", "Gosford", "library",
                                   "mcdonalds", "macdonalds", "The Moat", "Hilfields", "Foleshil", "central libary", "station", "railway station", "train station cov"])  # fmt: skip
def test_what_can_be_meant_in_two_ways_is_asked_about(typed: str) -> None:
    assert isinstance(meant(typed), Choice)


@pytest.mark.parametrize("typed", ["help", "help me", "someone is following me", "they have a knife", "999", "im scared", "I'm lost", "hiding", "no bus", "bullied", "run away",
                                   "nowhere to go", "phone dying", "im cold", "i dont know", "near me", "home", "I'm here", "help pool meadow"])  # fmt: skip
def test_words_of_fear_are_known_before_any_guess(typed: str) -> None:
    assert meant(typed) == Distress()


def test_stations_are_offered_before_streets_of_that_name() -> None:
    found = meant("station")
    assert isinstance(found, Choice)
    assert [option.label for option in found.options[:2]] == [
        "Coventry station",
        "Canley railway station",
    ]


def test_no_name_of_the_city_is_a_word_of_fear() -> None:
    names = [place.name for place in GAZETTEER.places.places]
    assert [name for name in names if isinstance(meant(name), Distress)] == []


def test_the_middle_of_a_sector_is_of_a_sector_that_lies_here() -> None:
    """By all postcodes of the country, those that are no more included: most of each lies in the city, and not at one door."""
    for name, sector in read_gazetteer().sectors.items():
        outward, number = name.split(" ")
        everywhere = {
            (lat, lon) for inward, lat, lon in uk_outward(outward) if inward.startswith(number)
        }
        assert len(everywhere) >= 20, f"{name} is a delivery office or a few post boxes"
        assert sector.postcodes >= len(everywhere) / 2, f"{name} lies outside for the most part"
        assert 100 <= sector.radius_m <= 2_500, name


@pytest.mark.parametrize("typed", ["CV7", "CV7 7", "cv77", "CV8", "CV8 3", "CV8 3QQ", "CV6 9"])
def test_what_lies_outside_is_not_answered_from_a_corner_of_it(typed: str) -> None:
    assert isinstance(meant(typed), Advice)
