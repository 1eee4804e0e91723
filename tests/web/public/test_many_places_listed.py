"""The list of all places, a page at a time where there are more than a page is good for."""

import random
import re

import pytest

from safespaces.geo.point import Point
from safespaces.venues.areas import Areas
from safespaces.web.dependencies import dependencies
from tests.snapshot.build import a_public_venue, a_snapshot, numbered
from tests.web.conftest import GAZETTEER, TUESDAY_MORNING, Reader, an_app

COUNT = 450
KINDS = ("cafe", "library", "family_hub")
HOURS = ("24/7", "", "Mo-Su 20:00-22:00")


@pytest.fixture(scope="module")
def many() -> Reader:
    dice = random.Random(2)
    venues = [
        a_public_venue(
            f"Place {number:03}",
            lat=round(52.41 + dice.uniform(-0.1, 0.1), 5),
            kind=dice.choice(KINDS),
            safe_hours=dice.choice(HOURS),
        )
        for number in range(COUNT)
    ]
    return Reader(an_app(numbered(a_snapshot(*venues)), TUESDAY_MORNING))


def listed(reader: Reader, query: str) -> tuple[list[str], list[str]]:
    """The names on all pages of a list, and how many each page says there are."""
    names, counts = [], []
    address = f"/places?{query}"
    while address:
        page = reader.get(address)
        names += page.texts("h3", class_="name")
        counts += page.texts("p", class_="count")
        following = [each for each in page.all("a") if each.text == "Next page"]
        address = following[0].attributes["href"] or "" if following else ""
    return names, counts


def test_every_place_is_on_one_page_and_nothing_twice(many: Reader) -> None:
    names, counts = listed(many, "")
    assert sorted(names) == [f"Place {number:03}" for number in range(COUNT)]
    assert counts == ["450 Safe Spaces"] * 3


@pytest.mark.parametrize("kind", ["", *KINDS, "no such kind"])
@pytest.mark.parametrize("only_open", ["", "1"])
def test_filters_go_from_page_to_page(many: Reader, kind: str, only_open: str) -> None:
    with many.app.app_context():
        found, now = dependencies().snapshots.current(), dependencies().now()
    expected = sorted(
        venue.name
        for row, venue in enumerate(found.snapshot.venues)
        if (not kind or venue.kind == kind)
        and (not only_open or found.finder.state_now(row, now).state == "open")
    )
    names, counts = listed(many, f"kind={kind}&open={only_open}")
    assert sorted(names) == expected
    assert expected == [] or re.fullmatch(rf"{len(expected)} Safe Spaces?", counts[0])


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 40, "1.5"])
def test_a_page_that_is_not_there_is_one_that_is(many: Reader, page: str) -> None:
    assert many.get(f"/places?page={page}").texts("p", class_="count") == ["450 Safe Spaces"]


def test_a_short_list_has_no_pages(reader: Reader) -> None:
    page = reader.get("/places")
    assert not page.all("nav", class_="pages") and "Type its name" not in page.words


def test_areas_of_many_points_are_those_of_each() -> None:
    areas, dice = Areas(GAZETTEER), random.Random(1)
    points = [Point(dice.uniform(52.3, 52.6), dice.uniform(-1.7, -1.3)) for _ in range(200)]
    assert areas.names(points) == [areas.of(point) for point in points]
    in_order = areas.in_order(points)
    assert sorted(row for _, row in in_order) == list(range(200))
    assert [name for name, _ in in_order] == sorted(
        areas.names(points), key=lambda name: (name == "Elsewhere", name)
    )
