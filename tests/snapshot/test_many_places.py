"""Thousands of places over a country: each way of searching gives what sorting everything gives."""

import random

import numpy as np
import pytest

from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.snapshot import moment
from safespaces.snapshot.finder import Finder, Wanted
from safespaces.snapshot.sections import sections
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import POOL_MEADOW, a_public_venue, a_snapshot, at
from tests.snapshot.test_finder import slow_order

BY_DAY, RARELY = "Mo-Su 09:00-17:00", "Mo-Su 22:00-05:40"
MOSTLY_SHUT = [BY_DAY] * 30 + ["Mo-Su 04:30-06:00", "", "Sa off", RARELY]
MOSTLY_OPEN = ["24/7"] * 3 + [BY_DAY] * 5 + [""]


def a_country(hours: list[str], count: int, spread: float) -> Finder:
    """Half of the places around a town, half up to so many degrees away."""
    dice = random.Random(count)
    venues = []
    for number in range(count):
        wide = spread if number % 2 else spread / 20
        place = Point(
            round(52.41 + dice.uniform(-wide, wide), 5), round(-1.5 + dice.uniform(-wide, wide), 5)
        )
        kind = "library" if number % 7 == 0 else "cafe"
        venues.append(
            a_public_venue(
                f"Place {number}",
                lat=place.lat,
                lon=place.lon,
                safe_hours=dice.choice(hours),
                kind=kind,
            )
        )
    return Finder(a_snapshot(*venues), LONDON)


@pytest.mark.parametrize("ring_from", [0, 10_000])
@pytest.mark.parametrize("hours", [MOSTLY_SHUT, MOSTLY_OPEN, [RARELY], ["", "Sa off"]])
@pytest.mark.parametrize("time", [(24, 11), (25, 2, 30), (25, 4), (24, 16, 55), (24, 21, 40)])
def test_the_first_five_are_those_of_sorting_everything(
    monkeypatch: pytest.MonkeyPatch, hours: list[str], time: tuple[int, ...], ring_from: int
) -> None:
    monkeypatch.setattr(moment, "_SORTED_SOONER", ring_from)
    finder, when = a_country(hours, 400, 0.6), at(*time)
    for here in (POOL_MEADOW, Point(52.8, -1.1), Point(51.5, -0.1)):
        found = finder.nearest(here, when, 5)
        assert [(each.row, each.status) for each in found] == slow_order(finder, here, when)[:5]


def test_a_filter_is_worked_out_once_for_every_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    finder, asked = a_country(MOSTLY_OPEN, 300, 0.3), []
    allows = Wanted.allows
    monkeypatch.setattr(
        Wanted, "allows", lambda self, venue: asked.append(venue) or allows(self, venue)
    )
    for minute in range(5):
        found = finder.nearest(POOL_MEADOW, at(24, 11, minute), 5, Wanted(kind="library"))
        assert {each.venue.kind for each in found} == {"library"}
    assert len(asked) == 300


@pytest.mark.parametrize("metres", [0, 900, 9_999, 20_000, 150_000, float("inf")])
@pytest.mark.parametrize("here", [POOL_MEADOW, Point(60.8, -0.8), Point(0, 180)])
def test_those_within_some_metres_are_all_of_them(here: Point, metres: float) -> None:
    dice = np.random.default_rng(3)
    lats = np.concatenate((dice.uniform(50, 59, 3_000), dice.normal(52.41, 0.05, 500)))
    lons = np.concatenate((dice.uniform(-6, 2, 3_000), dice.normal(-1.507, 0.05, 500)))
    mask = dice.uniform(size=3_500) < 0.5
    for index, rows in (
        (NearestIndex(lats, lons), np.arange(3_500)),
        (NearestIndex(lats, lons).only(mask), np.flatnonzero(mask)),
    ):
        chords = index.chords(here)
        found, ways = index.within(here, metres)
        assert found.tolist() == rows[chords <= metres].tolist()
        assert ways.tolist() == chords[chords <= metres].tolist()


def test_of_what_opens_next_only_places_within_twenty_kilometres_are_told() -> None:
    near = a_public_venue("Near", safe_hours="Mo-Su 09:00-17:00")
    inside = a_public_venue("Inside", lat=52.5895, safe_hours="Mo-Su 10:00-17:00")  # 19.9 km
    far = a_public_venue("Far", lat=52.60, safe_hours="Mo-Su 08:00-08:30")  # 21 km
    parts = sections(Finder(a_snapshot(near, inside, far), LONDON), POOL_MEADOW, at(25, 2))
    assert [each.venue.name for each in parts.opening] == ["Near", "Inside"]
