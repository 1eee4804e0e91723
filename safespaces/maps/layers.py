"""Layers of ours for folium: each names an address, and its data is fetched by the phone.

folium's own GeoJson(embed=False) reads the address while the page is being made and needs jQuery in
the phone; these do neither. What a layer does with its data is static/js/map/map-layers.js, which
the script knows as `layers`.
"""

from folium.map import Layer
from folium.template import Template


class AddressLayer(Layer):
    """A layer made by the function `maker` of map-layers.js from the data at `address` (a path of
    our own).
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = layers.{{ this.maker }}({{ this.address|tojavascript }});
        {% endmacro %}
        """
    )

    maker = ""

    def __init__(self, address: str) -> None:
        super().__init__(name=self.maker, overlay=True, control=False)
        self._name = self.maker
        # one of each kind in a map; folium's own ids are random, which would change the script at
        # each start
        self._id = "layer"
        self.address = address


class Ground(AddressLayer):
    """The built-up ground: GeoJSON polygons (maps/ground.py)."""

    maker = "ground"


class AreaLayer(AddressLayer):
    """Outlines: GeoJSON polygons with the property `name`."""

    maker = "areas"


class PlaceNames(AddressLayer):
    """Names of places, thinned out so that they never lie on each other (maps/place_names.py)."""

    maker = "placeNames"


class Shaded(AddressLayer):
    """Demand areas or points, shaded by a count: GeoJSON with the properties `shade` (0 to 5) and
    `words`.
    """

    maker = "shaded"


class Marks(AddressLayer):
    """Venues and numbered gaps: GeoJSON points with the properties `state`, `sign` and `words`."""

    maker = "marks"


class Venues(AddressLayer):
    """Safe Spaces, of the directory: the page hands over those that its list shows."""

    maker = "venues"
