"""The gazetteer: named places and postcode sectors of the area, alike for the server and for every phone."""

import json
from dataclasses import dataclass

from safespaces.geo.point import Point
from safespaces.venues.place_search import Place, PlaceIndex, is_middle


@dataclass(frozen=True, slots=True)
class Sector:
    """A postcode sector such as "CV1 5": its middle, how many postcodes it has, and the radius in metres that holds nine in ten."""

    name: str
    lat: float
    lon: float
    postcodes: int
    radius_m: int

    @property
    def point(self) -> Point:
        """Its middle."""
        return Point(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places and sectors. `as_json` is what phones read at /gazetteer.json."""

    places: PlaceIndex
    sectors: dict[str, Sector]

    def outward_middle(self, outward: str) -> Point | None:
        """The middle of an outward code such as "CV6", its sectors weighed by their postcodes; None when it has none here."""
        inside = [sector for sector in self.sectors.values() if sector.name.split(" ")[0] == outward]
        total = sum(sector.postcodes for sector in inside)
        if not total:
            return None
        lat = sum(sector.lat * sector.postcodes for sector in inside) / total
        lon = sum(sector.lon * sector.postcodes for sector in inside) / total
        return Point(round(lat, 5), round(lon, 5))

    def middle_of(self, area: str) -> Place | None:
        """The place to look from while nobody has said where they are: the neighbourhood called after the area, None without one."""
        return next((place for place in self.places.places if is_middle(place, area)), None)

    def as_json(self) -> bytes:
        """Rows of [id, name, kind, lat, lon] for places and [name, lat, lon, postcodes, radius_m] for sectors, in UTF-8."""
        places = [[p.id, p.name, p.kind, p.lat, p.lon] for p in self.places.places]
        sectors = [[s.name, s.lat, s.lon, s.postcodes, s.radius_m] for s in self.sectors.values()]
        return json.dumps({"places": places, "sectors": sectors}, ensure_ascii=False, separators=(",", ":")).encode()
