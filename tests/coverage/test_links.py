"""Ways that are not there yet: as if they were in the network, and said in words."""

import numpy as np
import pytest

from safespaces.coverage.links import Link, link_between, link_of
from safespaces.coverage.street_paths import StreetPaths
from safespaces.coverage.walks import STRAIGHT
from safespaces.coverage.what_if import Change, change_words, links_of
from safespaces.errors import BadField
from safespaces.geo.point import Point
from tests.streets.towns import STREET, Town, at

# a river between the rows of streets; a bridge at one end
NODES = {f"{c}:{r}": (200.0 * c, 150.0 * r) for c in range(8) for r in range(4)}
ROWS = tuple((" ".join(f"{c}:{r}" for c in range(8)), STREET) for r in range(4))
UP = (*((f"{c}:0 {c}:1", STREET) for c in range(8)), *((f"{c}:2 {c}:3", STREET) for c in range(8)))
BRIDGE = (("0:1 0:2", STREET),)
RIVER = Town(NODES, (*ROWS, *UP, *BRIDGE))
POINTS = [at(x, y) for x, y in NODES.values()]


def spot(name: str) -> Point:
    return at(*NODES[name])


@pytest.mark.parametrize(
    "crossings", [["5:1 5:2"], ["3:1 3:2", "7:1 7:2"], ["3:1 3:2", "3:2 5:3", "5:3 7:0"]]
)
@pytest.mark.parametrize("limit", [5, 12, 24])
def test_walks_are_as_if_the_new_way_was_in_the_network(crossings: list[str], limit: int) -> None:
    links = [Link(*map(spot, crossing.split())) for crossing in crossings]
    on_paper = StreetPaths(RIVER.built(1).network, "n").with_links(links)
    built = Town(NODES, (*RIVER.ways, *((crossing, STREET) for crossing in crossings))).built(1)
    really = StreetPaths(built.network, "m")
    found, expected = (each.within(POINTS, POINTS[::3], limit) for each in (on_paper, really))
    assert found.points.tolist() == expected.points.tolist()
    assert found.places.tolist() == expected.places.tolist()
    assert np.abs(found.minutes - expected.minutes).max() <= 1  # a way is rounded to half a metre
    assert (found.minutes != expected.minutes).mean() < 0.02


def test_without_the_way_there_are_fewer_walks_and_other_links_are_another_network() -> None:
    plain = StreetPaths(RIVER.built(1).network, "n")
    link = Link(spot("5:1"), spot("5:2"))
    linked = plain.with_links([link])
    assert len(linked.within(POINTS, POINTS, 8).points) > len(
        plain.within(POINTS, POINTS, 8).points
    )
    assert linked.number != plain.number and plain.with_links([]) is plain
    assert STRAIGHT.with_links([link]) is STRAIGHT


def test_an_end_that_no_street_is_near_any_more_leaves_the_walks_as_they_are() -> None:
    plain = StreetPaths(RIVER.built(1).network, "n")
    dead, good = Link(spot("5:1"), at(0, 9_000)), Link(spot("5:1"), spot("5:2"))
    lost = plain.with_links([dead])
    found, before = (each.within(POINTS, POINTS, 8) for each in (lost, plain))
    assert found.minutes.tolist() == before.minutes.tolist()
    both, alone = (
        plain.with_links(links).within(POINTS, POINTS, 8) for links in ([dead, good], [good])
    )
    assert both.minutes.tolist() == alone.minutes.tolist() != before.minutes.tolist()


def test_a_link_is_kept_in_a_change_and_said_in_words() -> None:
    link = link_between(spot("5:1"), spot("5:2"))
    change = Change("link", f"way:{link.target}")
    [again] = links_of([change])
    assert abs(again.length_m - 150) < 2 and link_of(link.target) == again
    ends = link.target.split(";")
    words = change_words(change, {ends[0]: "the north bank", ends[1]: "the south bank"})
    assert words == "A new way of 150 m from the north bank to the south bank"


@pytest.mark.parametrize(
    "target", ["way:", "way:1,2;3,4", "venue:x", "way:52.40000,-1.50000", "way:52.40000,-1.50000;x"]
)
def test_a_change_without_two_places_is_refused(target: str) -> None:
    with pytest.raises(BadField):
        Change("link", target)


def test_a_way_of_no_length_or_over_a_kilometre_is_no_crossing() -> None:
    with pytest.raises(BadField, match="between these places are 0 m"):
        link_between(spot("0:0"), spot("0:0"))
    with pytest.raises(BadField, match="5 to 1000 m"):
        link_between(spot("0:0"), spot("7:3"))
