"""Which part of town a place is in: the nearest neighbourhood of the gazetteer, good enough to
browse by.
"""

from collections.abc import Sequence

from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.gazetteer import Gazetteer

_FURTHEST_M = 5_000
_ELSEWHERE = marked("Elsewhere")


class Areas:
    """Immutable, asked by many threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._places = [place for place in gazetteer.places.places if place.kind == "neighbourhood"]
        self._index = NearestIndex(
            [place.lat for place in self._places], [place.lon for place in self._places]
        )

    @property
    def every(self) -> list[str]:
        """The names of all, in order."""
        return sorted({place.name for place in self._places})

    def of(self, point: Point) -> str:
        """The neighbourhood's name; "Elsewhere" beyond 5 km of any."""
        for row, chord_m in self._index.nearest(point, 1):
            if chord_m <= _FURTHEST_M:
                return self._places[row].name
        return _(_ELSEWHERE)

    def names(self, points: Sequence[Point]) -> list[str]:
        """The same for many points at once."""
        return [name or _(_ELSEWHERE) for name in self.near(points)]

    def near(self, points: Sequence[Point]) -> list[str]:
        """The same, "" beyond 5 km of any."""
        lats, lons = [point.lat for point in points], [point.lon for point in points]
        return [
            self._places[near[0][0]].name if near else ""
            for near in self._index.around(lats, lons, _FURTHEST_M, 1)
        ]

    def in_order(self, points: Sequence[Point]) -> list[tuple[str, int]]:
        """The places of the points in their sequence, each with its area: areas by name,
        "Elsewhere" last; within one the given order.
        """
        named = [(name, row) for row, name in enumerate(self.names(points))]
        return sorted(named, key=lambda pair: (pair[0] == _(_ELSEWHERE), pair[0]))
