"""Names that need a question: long streets, and names among words that nobody understands."""

import pytest

from safespaces.geo.point import Point
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.meaning import Advice, Choice, Distress, Whereabouts
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.town import Town
from safespaces.venues.whereabouts import resolve

MIDDLE = 52.42
PLACES = (
    Place("s1", "Foleshill Road", "street", MIDDLE, -1.5, "Edgwick", 1830),
    Place("s2", "Foleshill Road", "stop", MIDDLE + 0.001, -1.5, "Edgwick", 10),
    Place("s3", "Foleshill Road", "stop", MIDDLE + 0.01, -1.5, "Little Heath", 10),
    Place("s4", "Foleshill Road", "stop", MIDDLE + 0.03, -1.5, "Far Gosford", 10),
    Place("s5", "Foleshill Roadside", "stop", MIDDLE - 0.01, -1.5, "Stoke", 10),
    Place("s6", "Broadgate", "street", 52.4082, -1.5104, "Coventry", 100),
    Place("s7", "Canley", "neighbourhood", 52.3992, -1.5476),
    Place("s9", "Church Lane", "stop", 52.4196, -1.5991, "Eastern Green"),
    Place("s8", "The Avenue", "street", 52.38, -1.49, "Whitley", 100),
)
TOWN = Town(("coventry", "cov"), (), "CV")
GAZETTEER = Gazetteer(PlaceIndex(PLACES, TOWN), {}, town=TOWN)


def ask(typed: str) -> Whereabouts | Choice | Advice | Distress:
    return resolve(typed, GAZETTEER, lambda _: None)


def options(typed: str) -> list[str]:
    found = ask(typed)
    assert isinstance(found, Choice), found
    return [option.label for option in found.options]


@pytest.mark.parametrize(
    "typed", ["Foleshill Road", "foleshill rd", "I'm on Foleshill Road, Coventry"]
)
def test_a_long_street_is_asked_about_with_the_stops_on_it(typed: str) -> None:
    found = ask(typed)
    assert isinstance(found, Choice) and found.question.startswith(
        "Foleshill Road is long. Where on it are you?"
    )
    along = options(typed)
    assert along == [
        "The middle of Foleshill Road, in Edgwick",
        "The bus stop Foleshill Road, Little Heath",
        "The bus stop Foleshill Road, Far Gosford",
    ]


def test_each_answer_to_that_question_is_a_point() -> None:
    found = ask("Foleshill Road")
    assert isinstance(found, Choice)
    meant = [ask(option.text) for option in found.options]
    assert all(isinstance(each, Whereabouts) for each in meant)
    assert isinstance(meant[0], Whereabouts) and "ends are up to 1.8 km away" in meant[0].note


def test_for_another_time_its_middle_is_good_enough_and_a_house_is_not_asked_about() -> None:
    near = Gazetteer(PlaceIndex(place for place in PLACES if place.area != "Far Gosford"), {})
    found, house = (
        resolve(typed, near, lambda _: None) for typed in ("Foleshill Road", "12a Foleshill Road")
    )
    assert isinstance(found, Choice) and found.rough == house == ask("place:s1")


def test_a_short_street_is_answered() -> None:
    assert ask("Broadgate") == Whereabouts(Point(52.4082, -1.5104), "Broadgate")


@pytest.mark.parametrize(
    ("typed", "left", "offered"),
    [
        ("wed broadgate", "wed", ["Broadgate"]),
        ("broadgate til late", "til late", ["Broadgate"]),
        ("my nan's in canley", "my nans in", ["Canley"]),
        ("not broadgate", "not", ["Broadgate"]),
        ("broadgate or canley", "or", ["Broadgate", "Canley"]),
        ("canley broadgate", "", ["Canley", "Broadgate"]),
    ],
)
def test_a_name_among_other_words_is_asked_about_and_the_words_are_named(
    typed: str, left: str, offered: list[str]
) -> None:
    found = ask(typed)
    assert isinstance(found, Choice) and sorted(options(typed)) == sorted(offered)
    assert found.question.startswith(
        f"We did not understand “{left}”." if left else "Which one do you mean?"
    )


def test_where_the_words_may_be_a_time_it_is_said_how_to_write_one() -> None:
    later, other = ask("wed broadgate"), ask("not broadgate")
    assert (
        isinstance(later, Choice)
        and "write it like “Broadgate, Friday 9:30pm”" in later.question
        and later.may_be_a_time
    )
    assert isinstance(other, Choice) and "9:30pm" not in other.question


@pytest.mark.parametrize("typed", ["oak avenue", "old avenue coventry", "xyzzy"])
def test_a_kind_of_street_is_no_name(typed: str) -> None:
    assert isinstance(ask(typed), Advice)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9C4WCF5R+X9", "plus code 9C4WCF5R+X9"),
        ("///filled.count.soap", "what3words address filled.count.soap"),
    ],
)
def test_a_code_that_is_not_read_here_is_named(typed: str, code: str) -> None:
    found = ask(typed)
    assert isinstance(found, Advice) and found.message.startswith(f"We cannot read the {code}.")


@pytest.mark.parametrize("typed", ["9, canley", "12 Canley"])
def test_a_number_before_what_has_no_houses_is_asked_about(typed: str) -> None:
    found = ask(typed)
    assert (
        isinstance(found, Choice)
        and options(typed) == ["Canley"]
        and "did not understand the number" in found.question
    )


def test_a_stop_that_is_called_as_many_things_are_is_asked_about() -> None:
    stop = Place("x", "Shopping Centre", "stop", 52.41, -1.56, "Tile Hill")
    found = resolve(
        "shopping centre", Gazetteer(PlaceIndex([stop], TOWN), {}, town=TOWN), lambda _: None
    )
    assert isinstance(found, Choice) and found.question.startswith(
        "Did you mean the bus stop Shopping Centre?"
    )


def test_a_button_for_a_long_street_says_that_it_is_its_middle() -> None:
    assert options("foleshil road")[0] == "The middle of Foleshill Road, in Edgwick"


def test_fillers_go_before_the_towns_name_does() -> None:
    street = Place("c", "Coventry Street", "street", 52.4164, -1.48124, "Stoke", 100)
    found = resolve(
        "at coventry street",
        Gazetteer(PlaceIndex([*PLACES, street], TOWN), {}, town=TOWN),
        lambda _: None,
    )
    assert isinstance(found, Whereabouts) and found.label == "Coventry Street"


def test_st_is_a_street_within_a_text_too() -> None:
    gates = [
        Place(f"g{n}", f"{name} Street", "street", 52.41 + n / 100, -1.5)
        for n, name in enumerate(("Hales", "Trinity"))
    ]
    found = resolve(
        "hales st/trinity st", Gazetteer(PlaceIndex(gates, TOWN), {}, town=TOWN), lambda _: None
    )
    assert isinstance(found, Choice) and [option.label for option in found.options] == [
        "Hales Street",
        "Trinity Street",
    ]


@pytest.mark.parametrize("typed", ["church lane", "Church Ln, Coventry", "12 Church Lane"])
def test_a_stop_that_is_called_after_a_street_is_asked_about_and_said_where(typed: str) -> None:
    """There may be another Church Lane, of which no stop is known."""
    assert options(typed) == ["The bus stop Church Lane, Eastern Green"]


def test_the_towns_name_beside_its_postcode_is_an_address() -> None:
    middle = Place("c", "Coventry city centre", "neighbourhood", 52.408, -1.51)
    gazetteer = Gazetteer(PlaceIndex((*PLACES, middle), TOWN), {}, town=TOWN)
    far = Point(52.48, -1.4)
    for typed in ("CV6 6GQ Coventry", "Coventry CV6 6GQ", "cov, cv66gq"):
        assert resolve(typed, gazetteer, lambda _: far) == Whereabouts(far, "CV6 6GQ"), typed
    asked = resolve("M1 1AA Coventry", gazetteer, lambda _: far)
    assert isinstance(asked, Choice) and "far apart" in asked.question


@pytest.mark.parametrize("typed", ["Canley CV7 8", "Canley, CV7", "Broadgate CV8"])
def test_of_an_outward_code_that_is_not_known_nothing_is_said_but_that(typed: str) -> None:
    found = ask(typed)
    assert isinstance(found, Choice) and len(found.options) == 1
    assert found.question.startswith("We do not know CV") and "is not in" not in found.question
