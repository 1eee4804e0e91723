"""What a map draws beneath its streets, and the places in it that people name, by OpenStreetMap's
tags (wiki.openstreetmap.org/wiki/Map_features).
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import TypeVar

K = TypeVar("K")


class GroundKind(IntEnum):
    """In the order in which they are drawn: areas first, then lines."""

    BUILT = 0
    GREEN = 1
    WOOD = 2
    WATER = 3
    BUILDING = 4
    RIVER = 5
    RAIL = 6

    @property
    def is_line(self) -> bool:
        """Whether it has a length only."""
        return self >= GroundKind.RIVER


class NamedKind(IntEnum):
    """Places that somebody may say they are at."""

    STATION = 0
    HOSPITAL = 1
    PARK = 2
    SCHOOL = 3
    SHOPS = 4


KEYS = ("building", "natural", "landuse", "leisure", "waterway", "railway", "amenity", "shop")

_AREAS: dict[tuple[str, str], GroundKind] = {
    **{("landuse", value): GroundKind.BUILT for value in ("residential", "commercial", "retail")},
    **{("landuse", value): GroundKind.BUILT for value in ("industrial", "education", "garages")},
    **{("leisure", value): GroundKind.GREEN for value in ("park", "garden", "golf_course")},
    **{("leisure", value): GroundKind.GREEN for value in ("pitch", "common", "recreation_ground")},
    **{("leisure", value): GroundKind.GREEN for value in ("playground", "nature_reserve")},
    **{("landuse", value): GroundKind.GREEN for value in ("recreation_ground", "village_green")},
    **{("landuse", value): GroundKind.GREEN for value in ("cemetery", "allotments", "grass")},
    **{("natural", value): GroundKind.GREEN for value in ("heath", "grassland")},
    ("amenity", "grave_yard"): GroundKind.GREEN,
    **{("natural", value): GroundKind.WOOD for value in ("wood", "scrub")},
    ("landuse", "forest"): GroundKind.WOOD,
    ("natural", "water"): GroundKind.WATER,
    ("landuse", "reservoir"): GroundKind.WATER,
    **{("waterway", value): GroundKind.WATER for value in ("riverbank", "dock")},
}
_LINES: dict[tuple[str, str], GroundKind] = {
    **{("waterway", value): GroundKind.RIVER for value in ("river", "canal")},
    **{("railway", value): GroundKind.RAIL for value in ("rail", "light_rail", "narrow_gauge")},
    **{("railway", value): GroundKind.RAIL for value in ("preserved", "funicular")},
}
_NAMED: dict[tuple[str, str], NamedKind] = {
    **{("railway", value): NamedKind.STATION for value in ("station", "halt")},
    ("amenity", "hospital"): NamedKind.HOSPITAL,
    **{("leisure", value): NamedKind.PARK for value in ("park", "recreation_ground")},
    **{("amenity", value): NamedKind.SCHOOL for value in ("school", "college", "university")},
    ("shop", "mall"): NamedKind.SHOPS,
}


def area_kind(tags: Mapping[str, str]) -> GroundKind | None:
    """Of a closed shape; None: it is not drawn."""
    if tags.get("building", "no") != "no":
        return None if tags.get("location") == "underground" else GroundKind.BUILDING
    return _first(_AREAS, tags)


def line_kind(tags: Mapping[str, str]) -> GroundKind | None:
    """Of an open line; None: it is not drawn, as what runs below the ground."""
    if tags.get("tunnel", "no") != "no":
        return None
    return None if tags.get("service") else _first(_LINES, tags)  # sidings crowd a map


def named_kind(tags: Mapping[str, str]) -> NamedKind | None:
    """None where it has no name or is not of a kind that people go by."""
    return _first(_NAMED, tags) if tags.get("name") else None


def _first(kinds: Mapping[tuple[str, str], K], tags: Mapping[str, str]) -> K | None:
    return next((kinds[key, value] for key, value in tags.items() if (key, value) in kinds), None)
