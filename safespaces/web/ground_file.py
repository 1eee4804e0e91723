"""The built-up ground that the map draws where it has no tiles: made when it is first asked for, in
under a second, and kept.
"""

from collections.abc import Iterator
from threading import Lock

from safespaces.actions.reference.find_postcode import shipped_postcodes
from safespaces.geo.point import Point
from safespaces.maps.figure import Bounds
from safespaces.maps.ground import ground_geojson
from safespaces.web.ready_file import ReadyFile, ready_file

_MARGIN = 0.04  # degrees around the town
_MOST_DISTRICTS = 99  # of a postcode area: CV1 to CV99


class GroundFile:
    """Of a town, by the postcodes that come with the service; empty where no postcode area is
    known. Safe across threads.
    """

    def __init__(self, bounds: Bounds, postcode_area: str) -> None:
        self._bounds, self._area = bounds, postcode_area
        self._made: ReadyFile | None = None
        self._making = Lock()

    def file(self) -> ReadyFile:
        """GeoJSON (maps/ground.py)."""
        with self._making:
            if self._made is None:
                content = ground_geojson(self._points())
                self._made = ready_file(content, "application/geo+json")
            return self._made

    def _points(self) -> Iterator[Point]:
        (south, west), (north, east) = self._bounds
        for number in range(1, _MOST_DISTRICTS + 1 if self._area else 1):
            for _inward, lat, lon in shipped_postcodes(f"{self._area}{number}"):
                is_near = south - _MARGIN <= lat <= north + _MARGIN
                if is_near and west - 2 * _MARGIN <= lon <= east + 2 * _MARGIN:
                    yield Point(lat, lon)
