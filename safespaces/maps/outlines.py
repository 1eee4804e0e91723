"""The outlines that stand in for a background map, and who is to be named for them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from safespaces.maps.figure import Bounds

# The words that the data's owners ask for (data/README.md says which file each belongs to).
CREDITS = (
    "Contains OS data © Crown copyright and database right 2025",
    "Contains Royal Mail data © Royal Mail copyright and database right 2025",
    "Contains National Statistics data © Crown copyright and database right 2025",
    "Contains public sector information licensed under the Open Government Licence v3.0",
)
AREA_CREDITS = (*CREDITS, "Outlines converted by Martin Chorley (UK-GeoJSON), CC BY 4.0")

ANYWHERE: Bounds = ((50.0, -6.0), (58.6, 1.8))  # Great Britain, where there is no outline to go by


def bounds_of(outlines: bytes) -> Bounds:
    """The corners of a GeoJSON FeatureCollection of polygons; all of Great Britain when it is
    empty.
    """
    corners = [
        pair
        for feature in json.loads(outlines)["features"]
        for pair in _pairs(feature["geometry"]["coordinates"])
    ]
    if not corners:
        return ANYWHERE
    lons, lats = zip(*corners)
    return (min(lats), min(lons)), (max(lats), max(lons))


def _pairs(coordinates: Iterable[Any]) -> Iterator[tuple[float, float]]:
    for part in coordinates:
        if isinstance(part[0], int | float):
            yield part[0], part[1]
        else:
            yield from _pairs(part)
