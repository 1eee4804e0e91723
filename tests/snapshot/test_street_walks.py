"""Nearest by the streets is exact: the same as walking from the point to every place, one after the other."""

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from safespaces.geo.earth import whole_metres, xyz
from safespaces.geo.point import Point
from safespaces.geo.walking import NEAR_MINUTES, walk_minutes, walk_minutes_by_street
from safespaces.hours.status import State, status
from safespaces.snapshot import street_walks
from safespaces.snapshot.finder import ANYTHING, Finder, Wanted
from safespaces.snapshot.searched_walks import SearchedWalks
from safespaces.snapshot.sections import sections
from safespaces.snapshot.street_walks import StreetWalks
from safespaces.streets.network import Network
from safespaces.streets.search import route
from safespaces.streets.snap import Snapper
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_public_venue, a_snapshot, at
from tests.streets.towns import STREET, Town
from tests.streets.towns import at as place
from tests.vectors import streets
from tests.vectors.answers import snapshot

TIERS = [State.OPEN, "soon", State.CLOSING, State.UNKNOWN, State.OPENS_LATER, State.CLOSED]


@pytest.fixture(scope="module")
def network() -> Network:
    return streets.network()


def slowly(
    finder: Finder, network: Network, point: Point, minute: int, wanted: Wanted
) -> list[tuple[int, int, bool]]:
    """(row, metres, by street) of all that is offered, in order: each walked on its own, and sorted by the rules as they are written."""
    may_use = ~network.is_steps if wanted.no_steps else None
    every, without = Snapper(network), Snapper(network, may_use)
    start, any_start = without.snap(point), every.snap(point)
    rows = [row for row, venue in enumerate(finder.snapshot.venues) if wanted.allows(venue)]

    def is_lost(row: int) -> bool:
        """No street leads there, and it may be near: then nobody is ranked by streets."""
        venue = finder.snapshot.venues[row]
        end = every.snap(venue.point)
        leads = any_start and end and route(network, any_start, end)
        straight = whole_metres(math.dist(xyz(point), xyz(venue.point)))
        return not leads and walk_minutes(straight) <= NEAR_MINUTES

    if start is None or any_start is None or any(map(is_lost, rows)):
        start = None
    told = []
    for row in rows:
        venue = finder.snapshot.venues[row]
        end, next_way = without.snap(venue.point), every.snap(venue.point)
        if end and next_way and end.off_dm - next_way.off_dm > 150:
            end = None  # not the way to its door
        way = route(network, start, end, may_use) if start and end else None
        exact = way.length_dm / 10 if way else math.dist(xyz(point), xyz(venue.point))
        metres = (way.length_dm + 5) // 10 if way else whole_metres(exact)
        walk = walk_minutes_by_street(metres) if way else walk_minutes(metres)
        its = status(finder.timetable.spans(row, minute), minute, minute + walk)
        told.append((row, metres, exact, way is not None, walk, its))
    near = any(its.state is State.OPEN and walk <= NEAR_MINUTES for *_, walk, its in told)
    tiers = TIERS if near else [*TIERS[:3], State.OPENS_LATER, State.UNKNOWN, State.CLOSED]

    def key(each: tuple) -> tuple:
        row, _, exact, by_street, _, its = each
        soon = its.opens_soon(minute)
        tier = tiers.index("soon" if soon else its.state)
        later = its.opens_at if its.state is State.OPENS_LATER and not soon else 0
        return tier, later, not by_street, exact, row

    return [(row, metres, by_street) for row, metres, _, by_street, *_ in sorted(told, key=key)]


@pytest.mark.parametrize(
    ("seed", "first_ring_m"), [(0, None), (1, None), (2, None), (3, None), (4, 300.0), (5, 900.0), (6, 2_500.0)]
)  # fmt: skip
def test_every_place_in_order_is_what_walking_to_each_gives(
    network: Network, seed: int, first_ring_m: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if first_ring_m:
        monkeypatch.setattr(street_walks, "MOST", 1)
        monkeypatch.setattr(SearchedWalks, "rings_m", (first_ring_m, 10_000.0))
    dice, finder = random.Random(seed), Finder(snapshot(), LONDON, network=network)
    ways = set()
    for _ in range(30):
        point = place(dice.uniform(-2_900, 2_900), dice.uniform(-1_500, 3_300))
        minute = at(dice.randint(2, 28), dice.randint(0, 23), dice.randint(0, 59))
        wanted = Wanted(
            step_free=dice.random() < 0.2,
            over_16=dice.random() < 0.3,
            no_steps=dice.random() < 0.4,
            kind=dice.choice(["", "", "cafe"]),
        )
        limit = dice.choice([1, 5, 50])
        found = finder.nearest(point, minute, limit, wanted)
        ours = [(each.row, each.distance_m, each.by_street) for each in found]
        told = slowly(finder, network, point, minute, wanted)[:limit]
        assert ours == told, (point, minute, wanted)
        ways |= {each.by_street for each in found}
    assert ways == {True, False}


def test_far_from_every_street_all_walks_are_by_the_straight_line(network: Network) -> None:
    finder, plain = Finder(snapshot(), LONDON, network=network), Finder(snapshot(), LONDON)
    far = place(9_000, 9_000)
    assert finder.nearest(far, at(24, 21), 9) == plain.nearest(far, at(24, 21), 9)
    assert sections(finder, far, at(24, 21)) == sections(plain, far, at(24, 21))


def test_a_place_that_no_street_leads_to_comes_after_those_by_the_streets() -> None:
    town = streets.town().built(fewest_segments=20).network
    here, near, lake = place(0, 900), place(800, 900), place(100, 10_000)
    venues = (
        a_public_venue("Lake Hut", lat=lake.lat, lon=lake.lon, safe_hours="24/7"),
        a_public_venue("Street Cafe", lat=near.lat, lon=near.lon, safe_hours="24/7"),
    )
    finder = Finder(a_snapshot(*venues), LONDON, network=town)
    found = finder.nearest(here, at(24, 21), 5)
    assert [(each.venue.name, each.by_street) for each in found] == [
        ("Street Cafe", True),
        ("Lake Hut", False),
    ]
    assert finder.street_walks and finder.street_walks.unreached == [0]


def test_what_has_not_moved_is_taken_over_and_the_same(network: Network) -> None:
    points = [venue.point for venue in snapshot().venues]
    moved = [place(300, 900), *points[1:-1]]
    before = StreetWalks(network, points)
    after, fresh = StreetWalks(network, moved, before), StreetWalks(network, moved)
    for here in (place(0, 900), place(-900, 1_200), place(1_500, 100)):
        for without_steps in (False, True):
            ours, theirs = (
                each.metres_to(np.arange(len(moved)), here, np.inf, without_steps)
                for each in (after, fresh)
            )
            assert ours is not None and theirs is not None and ours.tolist() == theirs.tolist()


def test_of_a_long_list_all_is_told_as_of_a_short_one(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Finder(snapshot(), LONDON, network=network)
    monkeypatch.setattr(street_walks, "MOST", 1)
    monkeypatch.setattr(SearchedWalks, "rings_m", (600.0, 10_000.0))
    searched, dice = Finder(snapshot(), LONDON, network=network), random.Random(8)
    assert table.street_walks and searched.street_walks
    assert len(table.street_walks.rings_m) == 1 and len(searched.street_walks.rings_m) == 2
    assert table.street_walks.unreached == searched.street_walks.unreached != []
    names, legs = streets.built().names, 0
    for hour in range(24):
        here = place(dice.uniform(-2_900, 2_900), dice.uniform(-1_500, 3_300))
        wanted = Wanted(no_steps=hour % 3 == 0)
        assert sections(searched, here, at(24, hour), wanted) == sections(
            table, here, at(24, hour), wanted
        )
        for row in range(0, 20, 5):
            ways = [
                each.street_walks.legs(here, row, names, wanted.no_steps)  # type: ignore[union-attr]
                for each in (table, searched)
            ]
            assert ways[0] == ways[1]
            legs += len(ways[0][0])
    assert legs > 20


def test_places_of_other_towns_take_no_room(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = place(0, 900)
    near, far = [place(300, 900), place(-300, 900)], [place(90_000 + n, 900) for n in range(50)]
    monkeypatch.setattr(street_walks, "MOST", 4 * network.node_count)
    both = StreetWalks(network, [*near, *far])
    assert len(both.rings_m) == 1 and len(StreetWalks(network, [*near, *near]).rings_m) == 3
    found = both.metres_to(np.arange(52), here, np.inf)
    assert found is not None and np.isfinite(found).tolist() == [True] * 2 + [False] * 50


def test_nobody_is_sent_by_steps_who_wants_none(network: Network) -> None:
    finder = Finder(snapshot(), LONDON, network=network)
    longer = 0
    for east in range(-2_000, 2_001, 250):
        by_any = {each.row: each for each in finder.nearest(place(east, 900), at(24, 12), 50)}
        without = finder.nearest(place(east, 900), at(24, 12), 50, replace(ANYTHING, no_steps=True))
        both = [
            (by_any[each.row], each)
            for each in without
            if each.by_street and by_any[each.row].by_street
        ]
        longer += sum(less.distance_m > any_way.distance_m for any_way, less in both)
    assert longer > 50


def test_where_a_place_may_be_near_that_no_street_leads_to_all_walks_are_by_the_straight_line(
    network: Network,
) -> None:
    """Else the one that is 8 minutes away would stand behind one that is 69 away, or nowhere."""
    here, hut, far = place(0, 900), place(450, -1_600), place(-1_900, 2_500)
    at_edge = place(0, -900)
    venues = (
        a_public_venue("Border Library", lat=hut.lat, lon=hut.lon, safe_hours="24/7"),
        a_public_venue("Far Cafe", lat=far.lat, lon=far.lon, safe_hours="24/7"),
    )
    finder = Finder(a_snapshot(*venues), LONDON, network=network)
    assert [each.by_street for each in finder.nearest(here, at(24, 21), 5)] == [True, False]
    found = sections(finder, at_edge, at(24, 21))
    assert found.first and (found.first.venue.name, found.first.by_street) == (
        "Border Library",
        False,
    )
    assert not any(each.by_street for each in found.every)


def test_a_place_that_is_only_reached_by_steps_says_so_where_none_are_wanted() -> None:
    town = Town(
        {"a": (0, 0), "b": (100, 0), "c": (100, 50), "d": (900, 0)},
        (("a b d", STREET), ("b c", {"highway": "steps"})),
    ).built()
    top, level = place(100, 50), place(880, 0)
    venues = (
        a_public_venue("Top Cafe", lat=top.lat, lon=top.lon, safe_hours="24/7"),
        a_public_venue("Level Cafe", lat=level.lat, lon=level.lon, safe_hours="24/7"),
    )
    finder = Finder(a_snapshot(*venues), LONDON, network=town.network)
    here = place(10, 0)
    by_any = finder.nearest(here, at(24, 21), 5)
    assert [(each.venue.name, each.by_street) for each in by_any] == [
        ("Top Cafe", True),
        ("Level Cafe", True),
    ]
    # a street passes 50 m from its door, and up to it there are steps alone
    without = finder.nearest(here, at(24, 21), 5, Wanted(no_steps=True))
    assert [(each.venue.name, each.by_street, each.only_by_steps) for each in without] == [
        ("Level Cafe", True, False),
        ("Top Cafe", False, True),
    ]
