"""The map's script, the names on it, and whom to thank for it."""

import json

import pytest

from safespaces.maps.figure import MapLook, map_script
from safespaces.maps.outlines import ANYWHERE, bounds_of
from safespaces.maps.place_names import place_names_json
from safespaces.maps.tile_credit import safe_credit
from safespaces.venues.place_search import Place

LOOK = MapLook(
    ((52.3, -1.6), (52.5, -1.4)),
    ground="/map/ground.geojson",
    areas="/map/areas.geojson",
    names="/map/names.json",
    venues="/places.geojson",
)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-1.6, 52.3], [-1.4, 52.3], [-1.4, 52.5], [-1.6, 52.3]]],
}


def test_the_script_names_addresses_of_ours_only_and_holds_no_venue() -> None:
    script = map_script(LOOK)
    assert script.startswith("// Made with folium") and "export function draw(layers)" in script
    for call in (
        'layers.ground("/map/ground.geojson")',
        'layers.areas("/map/areas.geojson")',
        'layers.placeNames("/map/names.json")',
        'layers.venues("/places.geojson")',
    ):
        assert call in script
    assert (
        "http" not in script
        and "eval" not in script
        and "innerHTML" not in script
        and "<" not in script
    )


def test_the_script_is_the_same_at_every_start() -> None:
    assert map_script(LOOK) == map_script(LOOK)


def test_tiles_come_with_their_credit_and_without_its_markup() -> None:
    tiled = MapLook(
        LOOK.bounds,
        venues="/places.geojson",
        tiles="https://t.example/{z}/{x}/{y}.png",
        tiles_attribution='<a href="https://o.example">O</a><img src=x>',
    )
    script = map_script(tiled)
    assert "https://t.example/{z}/{x}/{y}.png" in script and "areas" not in script
    assert "img" not in script and "o.example" in script


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("© A & B", "© A &amp; B"),
        (
            '<a href="https://x.example/?a=1&b=2" onclick="evil()">X</a>',
            '<a href="https://x.example/?a=1&amp;b=2" rel="noreferrer">X</a>',
        ),
        ('<a href="javascript:evil()">X</a>', "X"),
        ('<a href="https://x.example">X', '<a href="https://x.example" rel="noreferrer">X</a>'),
        ("<script>evil()</script>", "evil()"),
        ("</a></a><b>bold", "bold"),
    ],
)
def test_a_tile_servers_credit_is_text_and_links(given: str, kept: str) -> None:
    assert safe_credit(given) == kept


def test_bounds_are_the_corners_of_all_outlines_and_great_britain_without_any() -> None:
    outlines = {
        "features": [
            {"geometry": SQUARE},
            {"geometry": {"type": "MultiPolygon", "coordinates": [[[[-1.7, 52.4]]]]}},
        ]
    }
    assert bounds_of(json.dumps(outlines).encode()) == ((52.3, -1.7), (52.5, -1.4))
    assert bounds_of(b'{"features":[]}') == ANYWHERE


def test_names_are_written_most_important_first_and_one_for_each_spot() -> None:
    places = [
        Place("a", "Some Street", "street", 52.1, -1.1),
        Place("b", "Foleshill", "neighbourhood", 52.2, -1.2),
        Place("c", "Foleshill ward", "ward", 52.2, -1.2),
        Place("d", "Hawkes End", "neighbourhood", 52.3, -1.3),
        Place("e", "Coventry city centre", "neighbourhood", 52.4, -1.4),
        Place("f", "Town", "neighbourhood", 52.4, -1.4),
    ]
    rows = json.loads(place_names_json(places, "Coventry"))
    assert [row[0] for row in rows] == [
        "Coventry city centre",
        "Foleshill",
        "Hawkes End",
        "Some Street",
    ]
    assert rows[0] == ["Coventry city centre", "neighbourhood", 52.4, -1.4, 10]
