"""Half an hour's walk, an hour's walk and ten minutes at the door: which side of each a place is on."""

import json

import pytest

from safespaces.hours.status import State
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.nearest_json import Fragments
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.sections import sections
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import POOL_MEADOW, a_public_venue, a_snapshot, at

A_METRE = 0.000008987  # of latitude
HALF_AN_HOUR, A_MINUTE_MORE = 1_815, 1_880  # metres that are 30 and 31 minutes' walk
AN_HOUR = 3_650  # metres that are 60 minutes' walk


def a_place(name: str, metres: float, hours: str) -> PublicVenue:
    lat = round(POOL_MEADOW.lat + metres * A_METRE, 5)
    return a_public_venue(name, lat=lat, safe_hours=hours)


def finder_of(*venues: PublicVenue) -> Finder:
    return Finder(a_snapshot(*venues), LONDON)


def names(found: object) -> list[str]:
    return [each.venue.name for each in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("metres", "minutes", "first", "far"),
    [(HALF_AN_HOUR, 30, ["Open"], []), (A_MINUTE_MORE, 31, [], ["Open"])],
)
def test_what_is_open_comes_first_within_half_an_hour_and_is_far_beyond_it(
    metres: int, minutes: int, first: list[str], far: list[str]
) -> None:
    finder = finder_of(a_place("Open", metres, "24/7"))
    assert finder.nearest(POOL_MEADOW, at(24, 11))[0].walk_minutes == minutes
    parts = sections(finder, POOL_MEADOW, at(24, 11))
    assert (names([parts.first] if parts.first else []), names(parts.far_open)) == (first, far)


@pytest.mark.parametrize(("metres", "perhaps"), [(HALF_AN_HOUR, ["Silent"]), (A_MINUTE_MORE, [])])
def test_what_might_be_open_is_told_within_half_an_hour(metres: int, perhaps: list[str]) -> None:
    parts = sections(finder_of(a_place("Silent", metres, "")), POOL_MEADOW, at(24, 11))
    assert names(parts.perhaps) == perhaps


def test_of_what_might_be_open_and_of_what_opens_next_three_are_told() -> None:
    silent = [a_place(f"Silent {number}", number * 100, "") for number in range(5)]
    later = [a_place(f"Later {number}", number * 100, "Mo-Su 20:00-22:00") for number in range(5)]
    parts = sections(finder_of(*silent, *later), POOL_MEADOW, at(24, 11))
    assert names(parts.perhaps) == ["Silent 0", "Silent 1", "Silent 2"]
    assert names(parts.opening) == ["Later 0", "Later 1", "Later 2"]


def test_a_place_that_is_open_far_away_comes_before_a_near_one_that_opens_soon() -> None:
    soon, far = a_place("Soon", 600, "Mo-Su 18:20-21:00"), a_place("Far", AN_HOUR, "24/7")
    assert names(finder_of(soon, far).nearest(POOL_MEADOW, at(24, 18))) == ["Far", "Soon"]


def test_a_place_an_hour_away_that_opens_in_an_hour_is_open_on_arrival() -> None:
    near, then = a_place("Near", 600, "24/7"), a_place("Then", AN_HOUR, "Mo-Su 19:00-21:00")
    further = a_place("Further", AN_HOUR + 30, "24/7")
    found = finder_of(near, then, further).nearest(POOL_MEADOW, at(24, 18), 2)
    assert [(each.venue.name, each.walk_minutes) for each in found] == [("Near", 10), ("Then", 60)]


def test_it_is_so_where_nearly_everything_else_is_shut() -> None:
    shut = [a_place(f"Shut {number}", number * 10, "Mo-Su 08:00-17:00") for number in range(40)]
    then, further = a_place("Then", AN_HOUR, "Mo-Su 19:00-21:00"), a_place("Further", 4_000, "24/7")
    finder = finder_of(*shut, then, further)
    assert names(finder.nearest(POOL_MEADOW, at(24, 18), 1)) == ["Then"]


@pytest.mark.parametrize(("shuts", "first"), [("18:20", "Short"), ("18:19", "Long")])
def test_what_opens_on_the_way_is_open_where_ten_minutes_are_left_on_arrival(
    shuts: str, first: str
) -> None:
    short, long = a_place("Short", 600, f"Mo-Su 18:05-{shuts}"), a_place("Long", 900, "24/7")
    finder = finder_of(short, long)
    assert names(finder.nearest(POOL_MEADOW, at(24, 18), 1)) == [first]


def test_a_place_that_does_not_open_within_a_week_is_closed_and_never_opens_later() -> None:
    finder = finder_of(a_place("Seasonal", 600, "2027 Jun 01 10:00-12:00"))
    places = finder.all_from(POOL_MEADOW, at(24, 11))
    assert (len(places.only(State.CLOSED)), len(places.only(State.OPENS_LATER))) == (1, 0)


def test_the_api_gives_the_point_to_the_last_digit() -> None:
    venue = a_public_venue("Library")
    (found,) = finder_of(venue).nearest(POOL_MEADOW, at(24, 11))
    told = json.loads(Fragments([venue]).result(found, b"https://safe.example", LONDON))
    assert (told["lat"], told["lon"]) == (venue.lat, venue.lon)
