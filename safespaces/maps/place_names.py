"""Names written on the map: which, from which zoom, and which matter most when there is no room for
all.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

from safespaces.venues.place_search import Place, is_middle

# kind: (order of importance, zoom from which it is written)
_WRITTEN: dict[str, tuple[int, int]] = {
    "neighbourhood": (2, 10),
    "station": (3, 12),
    "bus_station": (3, 13),
    "hospital": (3, 13),
    "university": (4, 13),
    "college": (5, 14),
    "park": (5, 13),
    "shopping": (5, 14),
    "landmark": (5, 14),
    "police": (5, 14),
    "secondary_school": (6, 14),
    "street": (7, 14),
    "stop": (8, 15),
}


def place_names_json(places: Iterable[Place], area: str) -> bytes:
    """Rows of [name, kind, lat, lon, zoom], most important first, in UTF-8.

    `area` is the name of the town.
    """
    ordered = in_order_of_importance(places, area)
    rows = [
        [place.name, place.kind, place.lat, place.lon, _WRITTEN[place.kind][1]] for place in ordered
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def in_order_of_importance(places: Iterable[Place], area: str) -> list[Place]:
    """The places whose names are written on maps.

    The centre of town comes first, then neighbourhoods that gave a ward its name (the ones people
    know), then by kind. Of several names for one point only the first is written.
    """
    known = list(places)
    wards = {place.name.removesuffix(" ward") for place in known if place.kind == "ward"}
    chosen: dict[tuple[float, float], Place] = {}
    for place in known:
        if place.kind in _WRITTEN:
            chosen.setdefault((place.lat, place.lon), place)
    return sorted(chosen.values(), key=lambda place: _importance(place, wards, area))


def _importance(place: Place, wards: set[str], area: str) -> int:
    if place.kind == "neighbourhood":
        return 0 if is_middle(place, area) else 1 if place.name in wards else 2
    return _WRITTEN[place.kind][0]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a drawing: where its middle is, degrees that it is turned by, and what a letter and
    a line of it take up, in the drawing's units.
    """

    text: str
    x: int
    y: int
    turned: int = 0
    letter: int = 28
    line: int = 62
    is_street: bool = False

    @property
    def half_width(self) -> float:
        """Of the upright box around it."""
        across, up = self._parts
        return (len(self.text) * self.letter * across + self.line * up) / 2

    @property
    def half_height(self) -> float:
        """Of the upright box around it."""
        across, up = self._parts
        return (len(self.text) * self.letter * up + self.line * across) / 2

    @property
    def _parts(self) -> tuple[float, float]:
        angle = math.radians(self.turned)
        return abs(math.cos(angle)), abs(math.sin(angle))


def with_room(names: Iterable[Name], most: int) -> tuple[Name, ...]:
    """As many names as have room, the first first."""
    kept: list[Name] = []
    for name in names:
        if len(kept) < most and not any(_overlap(name, other) for other in kept):
            kept.append(name)
    return tuple(kept)


def _overlap(a: Name, b: Name) -> bool:
    beside = abs(a.x - b.x) >= a.half_width + b.half_width
    return not beside and abs(a.y - b.y) < a.half_height + b.half_height
