"""Names that come with the streets, as places of the gazetteer: streets by their true line,
stations, hospitals, parks, schools and shops. The phone makes the same
(static/js/streets/street-places.js).
"""

from collections.abc import Callable, Iterator, Sequence

from safespaces.geo.point import Point
from safespaces.streets.ground import NamedPlace
from safespaces.streets.ground_kinds import NamedKind
from safespaces.streets.named_streets import NamedStreet
from safespaces.venues.place_search import Place
from safespaces.venues.words import words_of

_KINDS = {
    NamedKind.STATION: "station",
    NamedKind.HOSPITAL: "hospital",
    NamedKind.PARK: "park",
    NamedKind.SCHOOL: "secondary_school",
    NamedKind.SHOPS: "shopping",
}
_STATION = {"station", "halt", "bahnhof"}

AreasOf = Callable[[Sequence[Point]], Sequence[str]]


def street_places(
    streets: Sequence[NamedStreet], named: Sequence[NamedPlace], areas_of: AreasOf
) -> tuple[Place, ...]:
    """Every street, then every named place; `areas_of` gives the part of town of each point, ""
    where none is near.
    """
    points = [*(street.point for street in streets), *(Point(p.lat, p.lon) for p in named)]
    areas = areas_of(points)
    found = [_street(street, area) for street, area in zip(streets, areas, strict=False)]
    rest = zip(named, areas[len(streets) :], strict=True)
    return (*found, *(_place(number, place, area) for number, (place, area) in enumerate(rest)))


def _street(street: NamedStreet, area: str) -> Place:
    return Place(
        f"way-{street.edge}",
        street.name,
        "street",
        street.point.lat,
        street.point.lon,
        area,
        street.spread_m,
        tuple(_ends(street)),
    )


def _ends(street: NamedStreet) -> Iterator[Place]:
    for number, (point, meets) in enumerate(street.ends):
        number_of = f"way-{street.edge}-{number}"
        yield Place(number_of, street.name, "corner", point.lat, point.lon, meets)


def _place(number: int, place: NamedPlace, area: str) -> Place:
    """A station is called so: "Canley" alone is the part of town."""
    name = place.name
    if place.kind == NamedKind.STATION and not _STATION & set(words_of(name)):
        name = f"{name} station"
    return Place(f"ground-{number}", name, _KINDS[place.kind], place.lat, place.lon, area)
