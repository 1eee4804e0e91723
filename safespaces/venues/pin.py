"""Judging a pin that a person put on the map: how far it is from what its address says, and whether
it left the postcode or the area.
"""

import math
from dataclasses import dataclass

from safespaces.geo.distance import geodesic_m
from safespaces.geo.earth import bearing_deg, compass_word
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.venues.gazetteer import Gazetteer

OUTSIDE_M = 3_000  # further than this from the nearest postcode sector of the area
_METRES_PER_DEGREE = (
    111_195.0  # of latitude, on the mean sphere; of longitude about six tenths of it here
)
FAR_M = 250  # a postcode is typically smaller than this


@dataclass(frozen=True, slots=True)
class Found:
    """Where an address is, what it was found by ("CV1 5FB"), and how rough that is in metres."""

    point: Point
    label: str
    precision_m: int


@dataclass(frozen=True, slots=True)
class PinCheck:
    """`words` for a person.

    One that is far, or was not moved from where an address is, has to be confirmed; one outside is
    refused.
    """

    words: str
    needs_look: bool
    is_outside: bool


def check_pin(pin: Point, found: Found | None, gazetteer: Gazetteer, area: str) -> PinCheck:
    """What to say of a pin."""
    if is_outside(pin, gazetteer):
        beyond = _beyond_m(pin, gazetteer)
        return PinCheck(
            _(
                "The pin is about %(beyond)s km outside %(area)s. Put it on the entrance.",
                beyond=f"{beyond / 1000:.0f}",
                area=area,
            ),
            True,
            True,
        )
    if found is None:
        return PinCheck(
            _("We could not find the address, so look twice that the pin is at the entrance."),
            False,
            False,
        )
    metres = geodesic_m(found.point, pin)
    way = _(compass_word(bearing_deg(found.point, pin)))
    if metres < 1:
        return PinCheck(
            _(
                "The pin is still where we found %(label)s. Move it to the entrance, or"
                " say that it is there.",
                label=found.label,
            ),
            True,
            False,
        )
    moved = (
        _("%(metres)s m %(way)s", metres=f"{metres:.0f}", way=way)
        if metres < 1_000
        else _("%(metres)s km %(way)s", metres=f"{metres / 1000:.1f}", way=way)
    )
    if metres > max(FAR_M, found.precision_m):
        return PinCheck(
            _(
                "The pin is %(moved)s of %(label)s: that is another postcode. Is the"
                " postcode right, and the pin?",
                moved=moved,
                label=found.label,
            ),
            True,
            False,
        )
    return PinCheck(
        _("The pin is %(moved)s of the middle of %(label)s.", moved=moved, label=found.label),
        False,
        False,
    )


def far_m(pin: Point, found: Found) -> float:
    """How far a pin is from where its postcode is, in metres; 0.0 where that is near enough."""
    limit, roughly = max(FAR_M, found.precision_m), _roughly_m(pin, found.point)
    if roughly < limit * 0.9:
        return 0.0
    # an import asks it of each of its rows
    metres = geodesic_m(pin, found.point) if roughly < limit * 1.1 else roughly
    return metres if metres > limit else 0.0


def is_outside(pin: Point, gazetteer: Gazetteer) -> bool:
    """Whether a pin is further than OUTSIDE_M from every postcode sector of the area.

    A rough distance settles nearly every pin at once: an import asks it of each of its rows.
    """
    if not gazetteer.sectors or any(
        _roughly_m(pin, each.point) < each.radius_m + OUTSIDE_M * 0.9
        for each in gazetteer.sectors.values()
    ):
        return False
    return _beyond_m(pin, gazetteer) > OUTSIDE_M


def _beyond_m(pin: Point, gazetteer: Gazetteer) -> float:
    return min(
        (geodesic_m(pin, sector.point) - sector.radius_m for sector in gazetteer.sectors.values()),
        default=0.0,
    )


def _roughly_m(one: Point, other: Point) -> float:
    """A distance on the flat, good to a few per cent within a city."""
    north, east = one.lat - other.lat, (one.lon - other.lon) * math.cos(math.radians(other.lat))
    return math.hypot(north, east) * _METRES_PER_DEGREE


def nudged(pin: Point, way: str, metres: int) -> Point:
    """The pin some metres further north, south, east or west."""
    north, east = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}.get(
        way, (0, 0)
    )
    per_degree = _METRES_PER_DEGREE
    per_degree_east = (
        geodesic_m(pin, Point(pin.lat, pin.lon + 0.001 if pin.lon < 179 else pin.lon - 0.001))
        * 1000
        or per_degree
    )
    return Point(
        round(pin.lat + north * metres / per_degree, 6),
        round(pin.lon + east * metres / per_degree_east, 6),
    )
