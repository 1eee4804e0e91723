"""The gazetteer: named places, postcode sectors, towns outside and words of fear, alike for the
server and for every phone.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from safespaces.geo.point import Point
from safespaces.venues.fear_words import NO_FEAR_WORDS, FearWords
from safespaces.venues.place_search import Place, PlaceIndex, is_middle
from safespaces.venues.town import NO_TOWN, Town


@dataclass(frozen=True, slots=True)
class Sector:
    """A postcode sector such as "CV1 5": its middle, how many postcodes it has, and the radius in
    metres that holds nine in ten.
    """

    name: str
    lat: float
    lon: float
    postcodes: int
    radius_m: int

    @property
    def point(self) -> Point:
        """The middle of the sector."""
        return Point(self.lat, self.lon)


_NO_TOWNS = PlaceIndex(())


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`as_json` is what phones read at /gazetteer.json."""

    places: PlaceIndex
    sectors: dict[str, Sector]
    towns: PlaceIndex = field(default_factory=lambda: _NO_TOWNS)  # outside the area
    fear: FearWords = NO_FEAR_WORDS
    town: Town = NO_TOWN

    @property
    def outward_codes(self) -> list[str]:
        """Of the sectors, in order."""
        return sorted({name.split(" ")[0] for name in self.sectors})

    def with_places(self, places: Iterable[Place]) -> "Gazetteer":
        """This gazetteer with more names: of Safe Spaces, and those that come with the streets."""
        return replace(self, places=PlaceIndex((*self.places.places, *places), self.town))

    def outward_middle(self, outward: str) -> Point | None:
        """The middle of an outward code such as "CV6", its sectors weighed by their postcodes; None
        when it has none here.
        """
        inside = [
            sector for sector in self.sectors.values() if sector.name.split(" ")[0] == outward
        ]
        total = sum(sector.postcodes for sector in inside)
        if not total:
            return None
        lat = sum(sector.lat * sector.postcodes for sector in inside) / total
        lon = sum(sector.lon * sector.postcodes for sector in inside) / total
        return Point(round(lat, 5), round(lon, 5))

    def middle_of(self, area: str) -> Place | None:
        """The place to look from while nobody has said where they are: the neighbourhood called
        after the area, None without one.
        """
        return next((place for place in self.places.places if is_middle(place, area)), None)

    def as_json(self) -> bytes:
        """In UTF-8, rows of [id, name, kind, lat, lon, area, spread_m] for places (the last two
        left out where they are empty), [name, lat, lon, postcodes, radius_m] for sectors, [id,
        name, lat, lon] for towns; fear as [phrases, wholes], the town as [names, around,
        postcode area, example of a postcode, of a street].
        """
        content = {
            "places": [_row(place) for place in self.places.places],
            "sectors": [
                [s.name, s.lat, s.lon, s.postcodes, s.radius_m] for s in self.sectors.values()
            ],
            "towns": [[p.id, p.name, p.lat, p.lon] for p in self.towns.places],
            "fear": self.fear.as_rows(),
            "town": [
                self.town.names,
                self.town.around,
                self.town.postcode_area,
                self.town.postcode,
                self.town.street,
            ],
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _row(place: Place) -> list[object]:
    row: list[object] = [place.id, place.name, place.kind, place.lat, place.lon]
    return [*row, place.area, place.spread_m] if place.area or place.spread_m else row
