import pytest
from geopy.extra.rate_limiter import RateLimiter

from safespaces.geo.located import PointSource
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.geocoding.offline import NoNetwork, OfflineChain, offline_chain
from safespaces.venues.words import words_of

KNOWN = {Postcode("CV1", "5FB"): Point(52.4066, -1.5023)}


@pytest.fixture(scope="module")
def chain() -> OfflineChain:
    return offline_chain(read_gazetteer(), KNOWN.get)


@pytest.mark.parametrize(
    ("query", "source", "label"),
    [
        ("52.41, -1.5", PointSource.GIVEN, "52.41, -1.5"),
        ("Priory Street, Coventry cv15fb", PointSource.POSTCODE, "CV1 5FB"),
        ("Priory Street, Coventry CV1 5ZZ", PointSource.SECTOR, "CV1 5"),
        ("hilfields", PointSource.PLACE, "Hillfields"),
        ("Earlsdon", PointSource.PLACE, "Earlsdon"),
    ],
)
def test_the_first_that_knows_answers_and_says_how(
    chain: OfflineChain, query: str, source: PointSource, label: str
) -> None:
    found = chain.geocode(query)
    assert (found.raw["source"], found.address) == (source, label) and 52.3 < found.latitude < 52.5


@pytest.mark.parametrize("query", ["", "zzzzqqq", "M1 1AA", "999, 999", "🙂", "\0"])
def test_what_nobody_knows_is_none(chain: OfflineChain, query: str) -> None:
    assert chain.geocode(query) is None and chain.geocode(query, exactly_one=False) is None


def test_geopys_own_tools_work_with_it(chain: OfflineChain) -> None:
    with offline_chain(read_gazetteer(), KNOWN.get) as opened:
        limited = RateLimiter(opened.geocode, min_delay_seconds=0.001)
        assert limited("CV1 5FB").address == "CV1 5FB"
    assert [found.address for found in chain.geocode("CV1 5FB", exactly_one=False)] == ["CV1 5FB"]


def test_it_cannot_reach_the_network() -> None:
    adapter = NoNetwork(proxies=None, ssl_context=None)
    with pytest.raises(RuntimeError):
        adapter.get_json("https://example.org", timeout=1, headers={})


def test_every_place_of_the_shipped_gazetteer_finds_itself_by_its_name() -> None:
    places = read_gazetteer().places
    lost = [
        place.name
        for place in places.places
        if not any(
            words_of(other.name) == words_of(place.name) or other.point == place.point
            for other in places.named(place.name)
        )
    ]
    assert len(places.places) > 300 and lost == []
