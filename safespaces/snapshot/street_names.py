"""Names that come with the streets, as places of the gazetteer: streets by their true line,
stations, hospitals, parks, schools and shops. The phone makes the same
(static/js/streets/street-places.js).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from safespaces.geo.point import Point
from safespaces.streets.ground import NamedPlace
from safespaces.streets.ground_kinds import NamedKind
from safespaces.streets.named_streets import NamedStreet
from safespaces.streets.network import FINE
from safespaces.venues.fear_words import NO_FEAR_WORDS, FearWords
from safespaces.venues.generic_names import is_generic
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
    streets: Sequence[NamedStreet],
    named: Sequence[NamedPlace],
    areas_of: AreasOf,
    fear: FearWords = NO_FEAR_WORDS,
) -> tuple[Place, ...]:
    """Every street, then every named place; `areas_of` gives the part of town of each point, ""
    where none is near. A name that says nothing, or that is a word of fear, is none: anybody may
    write one into the map.
    """
    streets = [each for each in streets if _is_name(each.name, "street", fear)]
    names = [
        (place, _name(place)) for place in named if _is_name(place.name, _KINDS[place.kind], fear)
    ]
    points = [street.point for street in streets]
    areas = areas_of([*points, *(Point(place.lat, place.lon) for place, _name in names)])
    twins = Counter(words_of(street.name) for street in streets)
    found = [
        _street(street, area, twins[words_of(street.name)] > 1)
        for street, area in zip(streets, areas, strict=False)
    ]
    rest = zip(names, areas[len(streets) :], strict=True)
    return (
        *found,
        *(
            Place(
                f"ground-{_KINDS[place.kind]}-{_spot(Point(place.lat, place.lon))}",
                name,
                _KINDS[place.kind],
                place.lat,
                place.lon,
                area,
            )
            for (place, name), area in rest
        ),
    )


def _is_name(name: str, kind: str, fear: FearWords) -> bool:
    return not is_generic(words_of(name), kind) and not fear.are_in(name)


def _street(street: NamedStreet, area: str, is_one_of_several: bool) -> Place:
    """One of several of its name is told by what it meets, too."""
    told = (street.meets if is_one_of_several else "", area)
    return Place(
        f"way-{_spot(street.point)}",
        street.name,
        "street",
        street.point.lat,
        street.point.lon,
        ", ".join(each for each in told if each),
        street.spread_m,
        tuple(_ends(street)),
    )


def _ends(street: NamedStreet) -> Iterator[Place]:
    for point, meets in street.ends:
        end_id = f"way-{_spot(street.point)}-{_spot(point)}"
        yield Place(end_id, street.name, "corner", point.lat, point.lon, meets)


def _spot(point: Point) -> str:
    """In an id: where a thing is, not its number in the file, for in the next file that is another
    street's.
    """
    return f"{round(point.lat * FINE)}_{round(point.lon * FINE)}"


def _name(place: NamedPlace) -> str:
    """A station is called so: "Canley" alone is the part of town."""
    is_plain = place.kind == NamedKind.STATION and not _STATION & set(words_of(place.name))
    return f"{place.name} station" if is_plain else place.name
