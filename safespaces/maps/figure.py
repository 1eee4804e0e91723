"""The map, made with folium: not a page but one script, the same for 10 venues and for 2,000, with nothing in it that came from a venue.

folium's page would load 15 files from other people's servers and carry script and style inside; only the script part of its figure is taken.
"""

from dataclasses import dataclass

import folium
from folium.elements import MethodCall
from folium.utilities import JsCode

from safespaces.maps.layers import Areas, PlaceNames, Venues
from safespaces.maps.tile_credit import safe_credit

MAP_ID = "map_safe_spaces"  # the id of the element that the map is drawn in
_LEAST_ZOOM, _MOST_ZOOM = 10, 18

Bounds = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class MapLook:
    """Everything the script depends on. `bounds`: the south-west and north-east corner (lat, lon) shown first. An address of "" leaves a layer out."""

    bounds: Bounds
    areas: str = ""
    names: str = ""
    venues: str = ""
    tiles: str = ""  # as https://host/{z}/{x}/{y}.png
    tiles_attribution: str = ""


class _Map(folium.Map):
    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []


def map_script(look: MapLook) -> str:
    """An ES module with one function, `draw(layers)`, that draws the map and returns it. Leaflet has to be there as `L` by then."""
    drawn = _drawn(look)
    figure = drawn.get_root()
    figure.render()
    lines = (line.rstrip() for line in figure.script.render().splitlines())
    body = "\n".join(line for line in lines if line)
    return f"// Made with folium (safespaces/maps/figure.py).\nexport function draw(layers) {{\n{body}\nreturn {MAP_ID};\n}}\n"


def _drawn(look: MapLook) -> _Map:
    (south, west), (north, east) = look.bounds
    middle = [(south + north) / 2, (west + east) / 2]
    drawn = _Map(middle, tiles=None, zoom_start=12, zoom_snap=0.5, attribution_control=bool(look.tiles), min_zoom=_LEAST_ZOOM, max_zoom=_MOST_ZOOM)
    drawn._id = MAP_ID.removeprefix("map_")
    if look.tiles:
        _add_tiles(drawn, look)
    for layer, address in ((Areas, look.areas), (PlaceNames, look.names), (Venues, look.venues)):
        if address:
            layer(address).add_to(drawn)
    drawn.add_child(MethodCall(drawn, "addControl", JsCode("L.control.scale({imperial: false})")))
    drawn.fit_bounds([[south, west], [north, east]])
    return drawn


def _add_tiles(drawn: _Map, look: MapLook) -> None:
    tiles = folium.TileLayer(look.tiles, attr=safe_credit(look.tiles_attribution), max_zoom=_MOST_ZOOM, control=False)
    tiles._id = "layer"
    tiles.add_to(drawn)
    drawn.add_child(MethodCall(drawn, "attributionControl.setPrefix", False))
