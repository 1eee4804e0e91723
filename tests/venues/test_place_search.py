import pytest

from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.town import Town
from safespaces.venues.words import words_of

PLACES = PlaceIndex(
    [
        Place("n1", "Foleshill", "neighbourhood", 52.4376, -1.4880),
        Place("w1", "Foleshill", "ward", 52.4283, -1.4975),
        Place("s1", "Foleshill Road", "street", 52.4280, -1.5000),
        Place("r1", "Coventry railway station", "station", 52.4008, -1.5135),
        Place("r2", "Canley railway station", "station", 52.3992, -1.5476),
        Place("b1", "Pool Meadow bus station", "bus_station", 52.4104, -1.5068),
        Place("b2", "Pool Meadow", "bus_station", 52.4104, -1.5068),
        Place("x1", "St Peter's Centre", "landmark", 52.4128, -1.5011),
        Place("n2", "Earlsdon", "neighbourhood", 52.3991, -1.5300),
        Place("n3", "Hillfields", "neighbourhood", 52.4151, -1.4995),
        Place("h1", "High Street", "street", 52.4075, -1.5090),
    ],
    Town(("coventry", "cov"), ("west midlands", "uk"), "CV"),
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Foleshill", ["n1"]),  # the neighbourhood, not the ward of the same name
        ("foleshill rd", ["s1"]),
        ("Foleshill Road, Coventry", ["s1"]),
        ("Flat 3, 12a Foleshill Rd, CV6", ["s1"]),
        ("opposite foleshill road", ["s1"]),
        ("POOL MEADOW", ["b2"]),
        ("poolmeadow", ["b2"]),
        ("pool meadow bus stn", ["b1"]),
        ("Éarlsdon", ["n2"]),
        ("st. peter’s centre", ["x1"]),
        ("st peter&#39;s centre", ["x1"]),
        ("High St", ["h1"]),
        ("meadow", []), ("canl", []), ("earlsdn", []), ("st peters", []), ("zzzz", []), ("", []), ("!!!", []), ("🙂", []), ("x" * 10_000, []),
    ],
)  # fmt: skip
def test_only_the_very_name_is_an_answer(typed: str, ids: list[str]) -> None:
    assert [place.id for place in PLACES.named(typed)] == ids


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("meadow", ["b2"]),  # one spot under two names is one choice
        ("station", ["r2", "r1", "b1"]), ("canl", ["r2"]), ("earlsdn", ["n2"]), ("hilfeilds", ["n3"]), ("st peters", ["x1"]),
        ("zzzz", []), ("", []), ("ab", []), ("🙂", []), ("x" * 10_000, []),
    ],
)  # fmt: skip
def test_a_part_a_beginning_or_a_slip_is_likely(typed: str, ids: list[str]) -> None:
    assert [place.id for place in PLACES.likely(typed)] == ids


def test_two_places_of_one_name_are_both_meant_where_they_are_apart() -> None:
    church = [
        Place("a", "St James Church", "stop", 52.39, -1.516, "Stivichall"),
        Place("b", "St James Church", "stop", 52.41, -1.55, "Whoberley"),
    ]
    near = Place("c", "St James Church", "stop", 52.3901, -1.5161, "Stivichall")
    assert [place.id for place in PlaceIndex([*church, near]).named("st james church")] == [
        "a",
        "b",
    ]


def test_words_are_compared_without_accents_signs_and_short_forms() -> None:
    assert words_of("St. Mary's Rd & Café") == ("st", "marys", "road", "and", "cafe")
    assert words_of("High St") == ("high", "street") and words_of("St") == ("st",)


def test_at_most_six_are_offered() -> None:
    many = PlaceIndex(
        [Place(str(n), f"Green {n}", "park", 52.4 + n / 100, -1.5) for n in range(20)]
    )
    assert len(many.likely("green")) == 6
