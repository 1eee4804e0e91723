"""The map page: a list that is whole without script, and files that the map is drawn from."""

import json
import re

import pytest

from safespaces.geo.point import Point
from safespaces.snapshot.finder import Finder, Wanted
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.snapshot.build import at as minute
from tests.web.conftest import TOWN, Reader, an_app
from tests.web.page import Page


def names(page: Page) -> list[str]:
    return page.texts("a", data_slot="name")


def show(reader: Reader, where: str = "", **fields: str) -> Page:
    sent = reader.answer("/map", method="POST", data={"where": where, **fields})
    assert (
        sent.headers["Cache-Control"] == "no-store"
        and sent.headers["Referrer-Policy"] == "same-origin"
    )
    return reader._page(sent, 200)


def test_without_script_every_place_is_listed_in_the_finders_order_from_the_middle_of_town(
    reader: Reader,
) -> None:
    page = reader.get("/map")
    found = Finder(TOWN, LONDON).nearest(
        Point(52.4111, -1.5071), minute(24, 11), 50, Wanted(any_age=True)
    )
    assert len(names(page)) == 5 and set(names(page)) == {each.venue.name for each in found}
    assert "5 Safe Spaces" in page.words and "If you set off now, at 11:00" in page.words


def test_the_middle_of_town_is_the_neighbourhood_named_after_it() -> None:
    reader = Reader(an_app(area="Middle"))
    assert "at 11:00, from Middle" in reader.get("/map").words


def test_it_is_seen_from_where_somebody_is_and_when_they_ask_about(reader: Reader) -> None:
    page = show(reader, "Friday 10:00, Top End")
    assert (
        "If you set off Friday at 10:00 from Top End" in page.words
        and names(page)[0] == "Late Cafe"
    )
    assert page.one("input", id="where").attributes["value"] == "Friday 10:00, Top End"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"kind": "cafe"}, {"Red Cafe", "Late Cafe"}),
        ({"step_free": "1"}, {"Central Library"}),
        ({"open": "1"}, {"Central Library", "Red Cafe", "Late Cafe", "Old Pub"}),
        ({"open": "1", "kind": "cafe", "time": "21:30"}, {"Late Cafe"}),
        ({"kind": "museum"}, set()),
        ({"kind": "nonsense\0"}, {venue.name for venue in TOWN.venues}),
    ],
)
def test_filters(reader: Reader, fields: dict[str, str], shown: set[str]) -> None:
    assert set(names(show(reader, **fields))) == shown


def test_a_place_for_over_16s_is_on_the_map_and_says_so(reader: Reader) -> None:
    pub = next(
        article for article in reader.get("/map").all("article") if "Old Pub" in article.text
    )
    assert "16 and over" in pub.text


def test_a_question_keeps_the_filters_and_goes_back_to_the_map(reader: Reader) -> None:
    page = show(reader, "station", kind="cafe", open="1")
    form = next(each for each in page.all("form") if each.attributes["class"] == "which")
    hidden = {e.attributes["name"]: e.attributes["value"] for e in page.all("input", type="hidden")}
    assert (
        form.attributes["action"] == "/map"
        and hidden["kind"] == "cafe"
        and hidden["open"] == "1"
        and hidden["asked"] == "station"
    )
    assert names(page), "the list stays there meanwhile"


@pytest.mark.parametrize(
    "typed", ["nowhere at all", "x" * 10_000, "\0", "🙂", "25:99 nowhere", "952, -1"]
)
def test_odd_texts_get_advice_above_a_list_that_stays(reader: Reader, typed: str) -> None:
    page = show(reader, typed)
    assert len(names(page)) == 5 and (page.texts("a", data_slot="problem") or typed == "\0")


def test_the_page_does_not_grow_with_the_register() -> None:
    def length(count: int) -> int:
        many = a_snapshot(
            *(a_public_venue(f"Venue {n:05d}", lat=52.4 + n / 100_000) for n in range(count))
        )
        return len(Reader(an_app(many)).answer("/map").data)

    assert length(2_000) <= length(101) + 40
    words = (
        Reader(an_app(a_snapshot(*(a_public_venue(f"Venue {n}") for n in range(150)))))
        .get("/map")
        .words
    )
    assert "150 Safe Spaces" in words and "These are the nearest 100" in words


def test_what_the_map_is_drawn_from(reader: Reader) -> None:
    html = reader.answer("/map").get_data(as_text=True)
    address = re.search(r'data-drawing="([^"]+)"', html)
    assert address
    script = reader.answer(address[1])
    assert (
        script.mimetype == "text/javascript"
        and "immutable" in script.headers["Cache-Control"]
        and b"draw(layers)" in script.data
    )
    assert "immutable" not in reader.answer("/map/draw-old.js").headers["Cache-Control"]
    assert len(json.loads(reader.answer("/map/areas.geojson").data)["features"]) == 18
    assert "Pool Meadow" in [row[0] for row in json.loads(reader.answer("/map/names.json").data)]


def test_whose_data_the_outlines_are_is_said_unless_a_tile_server_takes_their_place(
    reader: Reader,
) -> None:
    assert "Contains OS data © Crown copyright" in reader.get("/map").words
    tiled = Reader(an_app(tiles="https://t.example/{z}/{x}/{y}.png", tiles_attribution="T"))
    page = tiled.get("/map")
    assert (
        "Crown copyright" not in page.words
        and "data-tiles" in page.one("div", data_role="map").attributes
    )  # then the map does not move to her


def test_the_form_of_the_map_has_the_same_limit() -> None:
    reader = Reader(an_app(form_limit="1 per minute"))
    assert [reader.answer("/map", method="POST").status_code for _ in range(2)] == [200, 429]
    assert reader.answer("/map").status_code == 200


def test_a_places_own_page_has_a_small_map_in_words_too(reader: Reader) -> None:
    page = reader.get("/places/central-library")
    (label,) = [
        each.attributes["aria-label"] for each in page.all("svg") if "role" in each.attributes
    ]
    assert label == "Map around Central Library, with Middle"
    assert any(each.attributes.get("href") == "/map#central-library" for each in page.all("a"))
