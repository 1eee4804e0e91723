import pytest

from safespaces.venues.place_search import Place, PlaceIndex, words_of

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
    ]
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Foleshill", ["n1"]),  # the neighbourhood, not the ward of the same name
        ("foleshill rd", ["s1"]),
        ("Foleshill Road, Coventry", ["s1"]),
        ("POOL MEADOW", ["b2"]),
        ("pool meadow bus stn", ["b1"]),
        ("meadow", ["b2"]),  # one spot under two names is one answer
        ("station", ["r2", "r1", "b1"]),
        ("canl", ["r2"]),
        ("earlsdn", ["n2"]),
        ("hilfeilds", ["n3"]),
        ("Éarlsdon", ["n2"]),
        ("st peters", ["x1"]),
        ("st. peter’s centre", ["x1"]),
        ("High St", ["h1"]),
        ("zzzz", []),
        ("", []),
        ("!!!", []),
        ("🙂", []),
        ("ab", []),
        ("x" * 10_000, []),
    ],
)
def test_what_people_type_finds_what_they_mean(typed: str, ids: list[str]) -> None:
    assert [place.id for place in PLACES.search(typed)] == ids


def test_words_are_compared_without_accents_signs_and_short_forms() -> None:
    assert words_of("St. Mary's Rd & Café") == ("st", "marys", "road", "and", "cafe")
    assert words_of("High St") == ("high", "street") and words_of("St") == ("st",)


def test_at_most_six_are_offered() -> None:
    many = PlaceIndex([Place(str(n), f"Green {n}", "park", 52.4 + n / 100, -1.5) for n in range(20)])
    assert len(many.search("green")) == 6
