"""Offline geocoders in geopy's own interface: point, postcode table, postcode sector, gazetteer.

None can reach the network.

Each returns geopy Locations whose `raw` holds "source" (a PointSource) and "precision_m".
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from rapidfuzz import fuzz, process, utils

from safespaces.errors import BadPoint
from safespaces.geo.located import PointSource
from safespaces.geo.point import Point, pair_from_text
from safespaces.geo.postcode import Postcode, postcode_inside
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import Place

_ALIKE = 85.0  # of 100, of whole names: "London" is not London Road
_POSTCODE_M, _PLACE_M = 150, 500

PostcodePoint = Callable[[Postcode], Point | None]


class NoNetwork(BaseSyncAdapter):
    """An adapter that refuses: an offline geocoder that asks for an address is a mistake."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        """Always raises: nothing is fetched here."""
        raise RuntimeError("an offline geocoder may not reach the network")

    get_text = get_json


class OfflineGeocoder(ABC, Geocoder):
    """What the offline geocoders share: geopy's calling convention around one method, `find`."""

    def __init__(self) -> None:
        super().__init__(adapter_factory=NoNetwork, user_agent="safespaces")

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: float | None = None
    ) -> Location | list[Location] | None:
        """geopy's interface: one Location, a list of them, or None."""
        found = self.find(query)
        if not found:
            return None
        return found[0] if exactly_one else found

    @abstractmethod
    def find(self, query: str) -> list[Location]:
        """Every answer, best first."""


class PointGeocoder(OfflineGeocoder):
    """A text that is a latitude and a longitude."""

    def find(self, query: str) -> list[Location]:
        """One Location, or none when the text is no point."""
        try:
            point = pair_from_text(query)
        except BadPoint:
            return []
        return [location(str(query), point, PointSource.GIVEN, None)] if point else []


class PostcodeGeocoder(OfflineGeocoder):
    """A full postcode anywhere in the text, looked up in the postcode table."""

    def __init__(self, postcode_point: PostcodePoint) -> None:
        super().__init__()
        self._point_of = postcode_point

    def find(self, query: str) -> list[Location]:
        """The middle of the last postcode in the text."""
        postcode = postcode_inside(str(query))
        point = self._point_of(postcode) if postcode else None
        return [location(str(postcode), point, PointSource.POSTCODE, _POSTCODE_M)] if point else []


class SectorGeocoder(OfflineGeocoder):
    """The sector of a full postcode in the text: rough, and said to be."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._sectors = gazetteer.sectors

    def find(self, query: str) -> list[Location]:
        """The middle of the sector, with the radius that holds nine in ten of its postcodes."""
        postcode = postcode_inside(str(query))
        sector = self._sectors.get(postcode.sector) if postcode else None
        return (
            [
                location(
                    sector.name, sector.point, PointSource.SECTOR, max(sector.radius_m, _PLACE_M)
                )
            ]
            if sector
            else []
        )


class PlaceGeocoder(OfflineGeocoder):
    """Named places of the gazetteer, spelling slips allowed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._index, self._places = gazetteer.places, gazetteer.places.places
        self._names = [utils.default_process(place.name) for place in self._places]

    def find(self, query: str) -> list[Location]:
        """Places whose name is like the text, most alike first; equally alike ones are all there,
        for somebody to choose.
        """
        named = self._index.named(str(query))
        if len(named) == 1:
            return [_place_location(named[0])]
        hits = process.extract(
            utils.default_process(query),
            self._names,
            scorer=fuzz.token_sort_ratio,
            limit=6,
            score_cutoff=_ALIKE,
        )
        best = [self._places[row] for _, score, row in hits if score == hits[0][1]]
        return [_place_location(place) for place in best]


class OfflineChain(OfflineGeocoder):
    """Asks each geocoder in turn and takes the first that answers."""

    def __init__(self, *chain: OfflineGeocoder) -> None:
        super().__init__()
        self._chain = chain

    def find(self, query: str) -> list[Location]:
        """The first geocoder's answers."""
        return next((found for geocoder in self._chain if (found := geocoder.find(query))), [])


def offline_chain(gazetteer: Gazetteer, postcode_point: PostcodePoint) -> OfflineChain:
    """Given point, postcode table, sector, gazetteer: the order in which an answer is worth
    most.
    """
    return OfflineChain(
        PointGeocoder(),
        PostcodeGeocoder(postcode_point),
        SectorGeocoder(gazetteer),
        PlaceGeocoder(gazetteer),
    )


def location(label: str, point: Point, source: PointSource, precision_m: int | None) -> Location:
    """A geopy Location that keeps how it was found."""
    return Location(label, (point.lat, point.lon), {"source": source, "precision_m": precision_m})


def _place_location(place: Place) -> Location:
    return location(place.name, place.point, PointSource.PLACE, _PLACE_M)
