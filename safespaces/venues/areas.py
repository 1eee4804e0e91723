"""Which part of town a place is in: the nearest neighbourhood of the gazetteer, good enough to
browse by.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.gazetteer import Gazetteer

Row = TypeVar("Row")

_FURTHEST_M = 5_000
_ELSEWHERE = marked("Elsewhere")


class Areas:
    """Immutable, asked by many threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._places = [place for place in gazetteer.places.places if place.kind == "neighbourhood"]
        self._index = NearestIndex(
            [place.lat for place in self._places], [place.lon for place in self._places]
        )

    def of(self, point: Point) -> str:
        """The neighbourhood's name; "Elsewhere" beyond 5 km of any."""
        for row, chord_m in self._index.nearest(point, 1):
            if chord_m <= _FURTHEST_M:
                return self._places[row].name
        return _(_ELSEWHERE)

    def grouped(self, rows: Iterable[tuple[Point, Row]]) -> list[tuple[str, list[Row]]]:
        """Rows by area, areas by name, "Elsewhere" last; within one the given order."""
        named = sorted(
            ((self.of(point), row) for point, row in rows),
            key=lambda pair: (pair[0] == _(_ELSEWHERE), pair[0]),
        )
        return [
            (name, [row for _, row in group])
            for name, group in groupby(named, key=lambda pair: pair[0])
        ]
