"""The map, made with folium: not a page but one script, the same for 10 venues and for 2,000, with
nothing in it that came from a venue.

folium's page would load 15 files from other people's servers and carry script and style inside;
only its script is taken.
"""

from dataclasses import dataclass
from typing import cast

import folium
from branca.element import Figure
from folium.elements import MethodCall
from folium.utilities import JsCode

from safespaces.maps.layers import AreaLayer, Ground, Marks, PlaceNames, Shaded, Venues
from safespaces.maps.tile_credit import safe_credit

MAP_ID = "map_safe_spaces"  # the id of the element that the map is drawn in
_LEAST_ZOOM, _MOST_ZOOM = 10, 18

Bounds = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class MapLook:
    """Everything the script depends on. An address of "" leaves a layer out.

    `bounds`: the south-west and north-east corner (lat, lon) of what is shown first.
    """

    bounds: Bounds
    ground: str = ""
    areas: str = ""
    names: str = ""
    venues: str = ""
    shaded: str = ""
    marks: str = ""
    tiles: str = ""  # as https://host/{z}/{x}/{y}.png
    tiles_attribution: str = ""


def map_script(look: MapLook) -> str:
    """An ES module with one function, `draw(layers)`, that draws the map and returns it.

    Leaflet has to be there as `L` by then.
    """
    drawn = _drawn(look)
    figure = cast(Figure, drawn.get_root())
    figure.render()
    lines = (line.rstrip() for line in figure.script.render().splitlines())
    body = "\n".join(line for line in lines if line)
    return (
        "// Made with folium (safespaces/maps/figure.py).\nexport function draw(layers)"
        f" {{\n{body}\nreturn {MAP_ID};\n}}\n"
    )


def _drawn(look: MapLook) -> folium.Map:
    (south, west), (north, east) = look.bounds
    middle = [(south + north) / 2, (west + east) / 2]
    drawn = folium.Map(
        middle, tiles=None, zoom_start=12, zoom_snap=0.5, attribution_control=bool(look.tiles)
    )
    drawn.default_js, drawn.default_css = [], []  # our page has Leaflet already
    drawn._id = MAP_ID.removeprefix("map_")
    # where no card opens over it
    drawn.add_child(MethodCall(drawn, "zoomControl.setPosition", "bottomright"))
    drawn.add_child(MethodCall(drawn, "setMinZoom", _LEAST_ZOOM))
    drawn.add_child(MethodCall(drawn, "setMaxZoom", _MOST_ZOOM))
    if look.tiles:
        _add_tiles(drawn, look)
    layers = (
        (Ground, look.ground),
        (AreaLayer, look.areas),
        (Shaded, look.shaded),
        (PlaceNames, look.names),
        (Venues, look.venues),
        (Marks, look.marks),
    )
    for layer, address in layers:
        if address:
            layer(address).add_to(drawn)
    drawn.add_child(MethodCall(drawn, "addControl", JsCode("L.control.scale({imperial: false})")))
    # a later move would be undone at its end
    drawn.add_child(MethodCall(drawn, "fitBounds", [[south, west], [north, east]], animate=False))
    return drawn


def _add_tiles(drawn: folium.Map, look: MapLook) -> None:
    tiles = folium.TileLayer(
        look.tiles, attr=safe_credit(look.tiles_attribution), max_zoom=_MOST_ZOOM, control=False
    )
    tiles._id = "layer"
    tiles.add_to(drawn)
    drawn.add_child(MethodCall(drawn, "attributionControl.setPrefix", False))
