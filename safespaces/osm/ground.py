"""What a map draws beneath its streets, of an OpenStreetMap extract: needs the extra `streets`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from safespaces.osm.pbf import Box, reading, short_name
from safespaces.streets.ground import MapShape, NamedPlace
from safespaces.streets.ground_kinds import KEYS, area_kind, line_kind, named_kind


@dataclass(slots=True)
class GroundExtract:
    """What was read: shapes by their number (files that overlap have one twice), and places."""

    shapes: dict[str, MapShape] = field(default_factory=dict)
    places: dict[str, NamedPlace] = field(default_factory=dict)

    def read(self, path: Path, box: Box) -> None:
        """Add what a file has in a box. Raises BadInput for what is no extract, and SettingsError
        without the library.
        """
        with reading(path) as osmium:
            shapes = _Shapes(osmium)
            filters = osmium.filter.KeyFilter(*KEYS)
            for thing in osmium.FileProcessor(str(path)).with_areas(filters).with_filter(filters):
                number, tags = f"{thing.type_str()}{thing.id}", dict(thing.tags)
                geometry = shapes.of(thing, tags, box)
                if geometry is not None:
                    self._keep(number, tags, geometry)

    def _keep(self, number: str, tags: Mapping[str, str], geometry: BaseGeometry) -> None:
        kind = line_kind(tags) if geometry.geom_type == "LineString" else area_kind(tags)
        if kind is not None and geometry.geom_type != "Point":
            self.shapes[number] = MapShape(kind, geometry)
        named = named_kind(tags)
        if named is not None and geometry.geom_type != "LineString":
            middle = shapely.point_on_surface(geometry)
            self.places[number] = NamedPlace(named, short_name(tags["name"]), middle.y, middle.x)


class _Shapes:
    def __init__(self, osmium: Any) -> None:
        self._made = osmium.geom.WKBFactory()
        # one of many shapes: the others are drawn
        self._undrawable = (
            osmium.InvalidLocationError,
            RuntimeError,
            ValueError,
            shapely.errors.ShapelyError,
        )

    def of(self, thing: Any, tags: Mapping[str, str], box: Box) -> BaseGeometry | None:
        """None for what is not needed, lies elsewhere, or has points that the file lacks."""
        if thing.is_node():
            here = thing.location
            return shapely.Point(here.lon, here.lat) if box.holds(here.lat, here.lon) else None
        if thing.is_way() and line_kind(tags) is None:
            return None
        if thing.is_area() and area_kind(tags) is None and named_kind(tags) is None:
            return None
        if thing.is_relation() or not any(box.holds(*place) for place in _places(thing)):
            return None
        try:
            made = (
                self._made.create_multipolygon if thing.is_area() else self._made.create_linestring
            )
            geometry: BaseGeometry = shapely.from_wkb(made(thing))
            return geometry
        except self._undrawable:
            return None


def _places(thing: Any) -> Iterator[tuple[float, float]]:
    rings = thing.outer_rings() if thing.is_area() else (thing.nodes,)
    for ring in rings:
        for node in ring:
            if node.location.valid():
                yield node.location.lat, node.location.lon
