"""A point on the ground in WGS84 (EPSG:4326)."""

import math
import re
from dataclasses import dataclass

from safespaces.errors import BadPoint
from safespaces.language import gettext as _
from safespaces.language import marked

_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
# JavaScript knows no other digits
_PAIR = re.compile(rf"^\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in decimal degrees, latitude first.

    Raises BadPoint when not finite or out of range.

    geopy.Point is not used because it turns longitude 181 silently into -179.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and -90 <= self.lat <= 90):
            raise BadPoint(
                _("Latitude %(lat)s is not a number between -90 and 90.", lat=self.lat), "lat"
            )
        if not (math.isfinite(self.lon) and -180 <= self.lon <= 180):
            raise BadPoint(
                _("Longitude %(lon)s is not a number between -180 and 180.", lon=self.lon), "lon"
            )


def point_from_text(lat: str, lon: str) -> Point:
    """A Point from two texts; BadPoint names the one that is not a number."""
    return Point(_number(marked("Latitude"), "lat", lat), _number(marked("Longitude"), "lon", lon))


def pair_from_text(text: str) -> Point | None:
    """A Point from "52.4081, -1.5106", or None when the text is not two numbers.

    Raises BadPoint when out of range.
    """
    match = _PAIR.match(text)
    return Point(float(match[1]), float(match[2])) if match else None


def _number(what: str, field: str, text: str) -> float:
    try:
        return float(text.strip())
    except ValueError:
        raise BadPoint(
            _(
                "%(what)s %(text)r is not a number. Give decimal degrees, for example 52.4081.",
                what=_(what),
                text=text[:40],
            ),
            field,
        ) from None
