"""In which nation a place is, for its bank holidays: by its postcode's local authority, else by its
point.
"""

from collections.abc import Callable

from safespaces.geo.postcode import is_postcode, parse_postcode
from safespaces.geocoding.uk_postcodes import uk_nation
from safespaces.hours.bank_holidays import Nation
from safespaces.venues.venue import Venue

_BY_LETTER = {
    "E": Nation.ENGLAND_AND_WALES,
    "W": Nation.ENGLAND_AND_WALES,
    "S": Nation.SCOTLAND,
    "N": Nation.NORTHERN_IRELAND,
}
# Degrees. Between them lie the Borders, where only a postcode tells.
_ALL_SCOTTISH_NORTH_OF, _NONE_SCOTTISH_SOUTH_OF = 55.82, 54.62
_IRISH_WEST_OF, _IRISH_SOUTH_OF, _IRISH_NORTH_OF = -5.42, 55.28, 53.9


def nation_of(default: Nation = Nation.ENGLAND_AND_WALES) -> Callable[[Venue], Nation]:
    """The nation of a venue; `default` where neither its postcode nor its point tells."""

    def of(venue: Venue) -> Nation:
        if is_postcode(venue.postcode) and (letter := uk_nation(parse_postcode(venue.postcode))):
            return _BY_LETTER[letter]
        return _by_point(venue) or default

    return of


def _by_point(venue: Venue) -> Nation | None:
    if venue.located is None:
        return None
    lat, lon = venue.located.point.lat, venue.located.point.lon
    if lon < _IRISH_WEST_OF and _IRISH_NORTH_OF < lat < _IRISH_SOUTH_OF:
        return Nation.NORTHERN_IRELAND
    if lat > _ALL_SCOTTISH_NORTH_OF:
        return Nation.SCOTLAND
    return Nation.ENGLAND_AND_WALES if lat < _NONE_SCOTTISH_SOUTH_OF else None
