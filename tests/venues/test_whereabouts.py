import json

import pytest

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.venues.fear_words import fear_words_of
from safespaces.venues.gazetteer import Gazetteer, Sector
from safespaces.venues.meaning import Advice, Choice, Distress, Option, Whereabouts
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.town import Town
from safespaces.venues.whereabouts import resolve

TOWN = Town(("coventry", "cov"), ("warwickshire", "uk"), "CV", "CV1 5FB", "Hales Street")
GAZETTEER = Gazetteer(
    PlaceIndex(
        [
            Place("a", "Canley station", "station", 52.3992, -1.5476),
            Place("b", "Coventry station", "station", 52.4008, -1.5135),
        ],
        TOWN,
    ),
    {
        "CV1 5": Sector("CV1 5", 52.4111, -1.4984, 196, 760),
        "CV1 4": Sector("CV1 4", 52.4161, -1.51, 4, 820),
        "CV1 9": Sector("CV1 9", 52.4, -1.5, 9, 2700),
    },
    PlaceIndex(
        [Place("t1", "Oxford", "town", 51.752, -1.258), Place("t2", "Canley", "town", 51.0, -1.0)],
        TOWN,
    ),
    fear_words_of(
        [
            ("phrase", "following me"),
            ("phrase", "im lost"),
            ("whole", "help"),
            ("whole", "999"),
            ("whole", "hiding"),
        ]
    ),
    TOWN,
)
KNOWN = {Postcode("CV1", "5FB"): Point(52.4066, -1.5023)}


def ask(typed: str) -> Whereabouts | Choice | Advice:
    return resolve(typed, GAZETTEER, KNOWN.get)


def test_a_known_postcode_is_its_point() -> None:
    assert ask(" cv15fb ") == Whereabouts(Point(52.4066, -1.5023), "CV1 5FB")


def test_an_unknown_postcode_of_a_known_sector_is_rough_and_says_so() -> None:
    found = ask("CV1 5ZZ")
    assert found == Whereabouts(
        Point(52.4111, -1.4984),
        "CV1 5ZZ",
        "We do not know CV1 5ZZ itself. Distances are rough: they are from the middle of CV1 5.",
    )
    assert isinstance(ask("CV1 9ZZ"), Advice)  # a sector of kilometres is no answer


def test_a_postcode_far_off_gets_advice() -> None:
    assert ask("M1 1AA") == Advice(
        "We do not know the postcode M1 1AA. Check it, or type a street, a bus stop, a school or a station."
    )


def test_a_sector_and_an_outward_code_are_rough() -> None:
    assert ask("cv1 5") == Whereabouts(
        Point(52.4111, -1.4984), "CV1 5", "Distances are rough: they are from the middle of CV1 5."
    )
    middle = ask("CV1")
    assert (
        isinstance(middle, Whereabouts)
        and middle.point == Point(52.41072, -1.49869)
        and middle.note
    )


def test_a_slip_in_a_postcode_is_asked_about() -> None:
    assert ask("CV1 SFB") == Choice("Did you mean CV1 5FB?", (Option("CV1 5FB", "CV1 5FB"),))
    assert ask("CVI 5FB") == Choice("Did you mean CV1 5FB?", (Option("CV1 5FB", "CV1 5FB"),))


@pytest.mark.parametrize(
    "typed",
    [
        "Binley",
        "whitley",
        "Gosford",
        "Villa",
        "boots",
        "Corley",
        "CVO 5FB",
        "CV1 4FB1",
        "B1N 1EY?",
        "M1 lAA",
    ],
)
def test_no_postcode_is_offered_that_the_next_step_would_not_know(typed: str) -> None:
    found = ask(typed)
    assert not isinstance(found, Choice) or all(
        isinstance(ask(option.text), Whereabouts) for option in found.options
    )


def test_a_part_of_a_name_and_a_slip_are_asked_about_never_answered() -> None:
    for typed in ("canly station", "canley", "stati"):
        found = ask(typed)
        assert (
            isinstance(found, Choice) and "None of these?" in found.question
        ) or typed == "canley"


@pytest.mark.parametrize(
    "typed",
    [
        "help",
        "help me",
        "HELP!",
        "someone is following me",
        "I’m lost",
        "im lost",
        "999",
        "hiding",
        "please help",
        "help canley station",
    ],
)
def test_words_of_fear_are_known(typed: str) -> None:
    assert ask(typed) == Distress()


def test_the_very_name_of_a_place_is_no_word_of_fear() -> None:
    hub = Gazetteer(
        PlaceIndex([Place("h", "Help Hub", "venue", 52.4, -1.5)]), {}, fear=GAZETTEER.fear
    )
    assert isinstance(resolve("help hub", hub, KNOWN.get), Whereabouts) and isinstance(
        resolve("help", hub, KNOWN.get), Distress
    )


def test_a_town_outside_is_asked_about() -> None:
    found = ask("oxford")
    assert isinstance(found, Choice) and found.options == (
        Option("Oxford, the town or village", "place:t1"),
    )
    assert isinstance(ask("place:t1"), Whereabouts)
    both = ask("Canley")
    assert isinstance(both, Choice) and [option.label for option in both.options] == [
        "Canley station",
        "Canley, the town or village",
    ]


@pytest.mark.parametrize(
    "typed",
    ["geo:52.4081,-1.5106", "52.4081° N, 1.5106° W", "52.4081N 1.5106W", "52.4081,\u22121.5106", "https://www.google.com/maps/@52.4081,-1.5106,17z",
     "https://www.openstreetmap.org/#map=17/52.4081/-1.5106", "(52.4081, -1.5106)", "https://maps.google.com/?q=52.4081%2C-1.5106"],
)  # fmt: skip
def test_points_as_phones_share_them_are_read_and_no_link_is_opened(typed: str) -> None:
    assert ask(typed) == Whereabouts(Point(52.4081, -1.5106), "the point you gave")


def test_swapped_numbers_are_asked_about_and_a_link_without_a_place_is_told() -> None:
    assert ask("-1.5106, 52.4081") == Choice(
        "Did you mean 52.4081, -1.5106?", (Option("52.4081, -1.5106", "52.4081, -1.5106"),)
    )
    for link in (
        "https://maps.app.goo.gl/abc",
        "https://www.google.com/maps/dir/?api=1&destination=52.4,-1.5",
    ):
        found = ask(link)
        assert isinstance(found, Advice) and "without opening it" in found.message


def test_more_than_one_place_is_asked_about_and_the_answer_comes_back() -> None:
    asked = ask("station")
    assert asked == Choice(
        "Which one do you mean? None of these? Type a postcode, a street or a bus stop near you.",
        (Option("Canley station", "place:a"), Option("Coventry station", "place:b")),
    )
    assert ask("place:b") == Whereabouts(Point(52.4008, -1.5135), "Coventry station")
    assert isinstance(ask("place:nonsense"), Advice)


def test_two_numbers_are_a_point() -> None:
    assert ask("52.41, -1.5") == Whereabouts(Point(52.41, -1.5), "the point you gave")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\0",
        "x" * 10_000,
        "\u202egnirts",
        "<script>alert(1)</script>",
        "🙂🙂",
        "952.4, -1.5",
        "'; DROP TABLE",
        "%00",
        "{{7*7}}",
    ],
)
def test_anything_else_gets_advice_and_never_an_error(typed: str) -> None:
    found = ask(typed)
    assert isinstance(found, Advice) and "CV1 5FB" in found.message


def test_phones_read_the_same_gazetteer() -> None:
    kept = json.loads(GAZETTEER.as_json())
    assert kept["places"][0] == ["a", "Canley station", "station", 52.3992, -1.5476]
    assert kept["sectors"][0] == ["CV1 5", 52.4111, -1.4984, 196, 760]


def test_a_point_whose_sign_was_lost_is_asked_about() -> None:
    found = ask("52.4068, 1.5197")
    assert isinstance(found, Choice) and [option.text for option in found.options] == [
        "52.4068, -1.5197"
    ]
    assert isinstance(ask("52.4068, -1.5197"), Whereabouts) and isinstance(
        ask("51.5, 0.1"), Whereabouts
    )
