"""Coverage by the streets: every walk is that of the public's look-up, whichever side it is worked out from."""

import random

import numpy as np
import pytest

from safespaces.coverage import street_paths
from safespaces.coverage.gaps import gaps_at
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates
from safespaces.coverage.street_paths import StreetPaths
from safespaces.coverage.walks import STRAIGHT, walks_within
from safespaces.geo.point import Point
from safespaces.geo.walking import walk_minutes_by_street
from safespaces.streets.network import Network
from safespaces.streets.search import route
from safespaces.streets.snap import Snapper
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area
from tests.streets.towns import at
from tests.vectors import streets


@pytest.fixture(scope="module")
def network() -> Network:
    return streets.network()


def spots(count: int, seed: int) -> list[Point]:
    """In and around the town: some where no street is near."""
    dice = random.Random(seed)
    return [at(dice.uniform(-3_000, 3_000), dice.uniform(-1_800, 3_600)) for _ in range(count)]


def slowly(
    network: Network, starts: list[Point], ends: list[Point], limit: int
) -> list[tuple[int, int, int]]:
    """Each pair walked on its own."""
    snapper, found = Snapper(network), []
    for row, start in enumerate(starts):
        for column, end in enumerate(ends):
            one, other = snapper.snap(start), snapper.snap(end)
            if one is None or other is None:
                walks = walks_within([start.lat], [start.lon], [end.lat], [end.lon], limit)
                found += [(row, column, int(minutes)) for minutes in walks.minutes]
                continue
            way = route(network, one, other)
            minutes = walk_minutes_by_street((way.length_dm + 5) // 10) if way else limit + 1
            if minutes <= limit:
                found.append((row, column, minutes))
    return found


@pytest.mark.parametrize(("froms", "tos"), [(30, 8), (8, 30), (20, 20), (0, 5), (5, 0), (0, 0)])
@pytest.mark.parametrize("limit", [5, 24])
def test_every_walk_is_what_walking_it_gives(
    network: Network, froms: int, tos: int, limit: int
) -> None:
    starts, ends = spots(froms, 1), spots(tos, 2)
    walks = StreetPaths(network, "n").within(starts, ends, limit)
    ours = list(
        zip(walks.points.tolist(), walks.places.tolist(), walks.minutes.tolist(), strict=True)
    )
    assert ours == slowly(network, starts, ends, limit)
    assert walks.minutes.dtype == np.int16


def test_many_places_are_done_in_parts(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    starts = spots(40, 3)
    whole = StreetPaths(network, "n").within(starts, starts, 15)
    monkeypatch.setattr(street_paths, "_AT_ONCE", 7)
    parts = StreetPaths(network, "n").within(starts, starts, 15)
    assert all(np.array_equal(one, other) for one, other in zip(whole, parts, strict=True))
    assert len(whole.points) > 60


def test_whom_a_wall_keeps_away_is_out_of_reach(network: Network) -> None:
    """By the straight line everybody within 615 m counts, by the streets only who gets there."""
    layer = a_layer(*(area(f"a{n}", metres=n * 90) for n in range(1, 9)))
    place = a_place(hours="24/7")
    by_line = Coverage(layer, [place], ORDINARY, LONDON)
    by_street = Coverage(layer, [place], ORDINARY, LONDON, paths=StreetPaths(network, "n"))
    assert by_line.paths is STRAIGHT and by_street.paths.by_street
    assert by_street.table(10).tolist() != by_line.table(10).tolist()
    expected = StreetPaths(network, "n").within([p.point for p in layer.points], [place.point], 10)
    reached = {layer.points[row].code for row in expected.points.tolist()}
    assert by_street.table(10)[0] == sum(p.count for p in layer.points if p.code in reached)


def test_gaps_and_candidates_are_walked_the_same_way(network: Network) -> None:
    layer = a_layer(*(area(f"a{n}", metres=n * 150) for n in range(1, 9)))
    paths = StreetPaths(network, "n")
    empty = Coverage(layer, [], ORDINARY, LONDON, paths=paths)
    place = a_place(hours="24/7")
    added = Candidates(empty, [place], 10).hours_of(0)
    assert (
        added.tolist() == Coverage(layer, [place], ORDINARY, LONDON, paths=paths).table(10).tolist()
    )
    members = gaps_at(empty, 10, 0, most=1)[0].points
    near = paths.within([p.point for p in layer.points], [p.point for p in layer.points], 10)
    assert any(
        set(members) == set(near.places[near.points == middle].tolist()) for middle in range(8)
    )
