"""A row's point: degrees, both in one cell, or National Grid metres; and how exact what was written
is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from safespaces.errors import BadPoint
from safespaces.geo.great_britain import in_great_britain
from safespaces.geo.grid import grid_to_wgs84
from safespaces.geo.point import pair_from_text
from safespaces.intake.meanings import EASTING, NORTHING, POSITION
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.cleaners import Unclean
from safespaces.venues.fields import BY_NAME

PLACES = ("lat", "lon", EASTING, NORTHING, POSITION)  # the columns that say where a row is
_DEGREES = marked("In Great Britain latitude is 49 to 61 and longitude -9 to 2.")
_METRES = marked("In Great Britain easting is 0 to 700000 and northing 0 to 1300000.")
_LEAST_DECIMALS = 3  # with fewer, steps are a kilometre or more: no place at all
_DOOR_DECIMALS = 4  # with fewer, steps are 70 to 110 m: near the place, not its door
_ROUGH_M = 110
_GRID_DECIMALS = 6
_DEGREES_AND_MINUTES = re.compile(
    r"""(\d{1,3})[°º]\s*(\d{1,2})['′’]\s*(?:(\d{1,2}(?:\.\d+)?)(?:["″”]|''))?\s*([NESW])""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a point: the target whose column is to be named, the value, and words.

    It costs the point, not the row.
    """

    target: str
    value: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """Latitude and longitude, or None where nothing is said or can be read; a radius in metres
    where it is rough; and the faults.
    """

    lat: float | None = None
    lon: float | None = None
    precision_m: int | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether something was said, and is not taken."""
        return bool(self.faults) and self.lat is None


def read_point(cells: Mapping[str, str], *, is_exact: bool = False) -> ReadPoint:
    """The point in a row's cells, by target (PLACES).

    Degrees count before metres, and both before a pair in one cell.

    With `is_exact` the sender says how the point was found, and how many decimals it has says
    nothing.
    """
    is_nowhere = (
        _is_zero(cells.get("lat", ""))
        and _is_zero(cells.get("lon", ""))
        and bool(cells.get(EASTING))
    )
    if (cells.get("lat") or cells.get("lon")) and not is_nowhere:
        return _of_degrees(cells.get("lat", ""), cells.get("lon", ""), is_exact)
    if cells.get(EASTING) or cells.get(NORTHING):
        return _of_metres(cells.get(EASTING, ""), cells.get(NORTHING, ""))
    return _of_pair(cells[POSITION]) if cells.get(POSITION) else ReadPoint()


def _is_zero(text: str) -> bool:
    return bool(re.fullmatch(r"0(\.0+)?", text.strip()))


def _of_degrees(lat: str, lon: str, is_exact: bool) -> ReadPoint:
    if not (lat and lon):
        return _half("lat" if not lat else "lon", _("Give latitude and longitude, or neither."))
    faults, found = [], []
    for target, text in (("lat", lat), ("lon", lon)):
        try:
            found.append(float(str(BY_NAME[target].clean(_with_point(text)))))
        except Unclean as wrong:
            looks = re.fullmatch(r"-?\d{4,7}(\.\d+)?", text)
            remedy = (
                _("These look like National Grid metres: take the column as easting or northing.")
                if looks
                else wrong.remedy
            )
            faults.append(Fault(target, text, wrong.message, remedy))
    return (
        ReadPoint(faults=tuple(faults))
        if faults
        else _checked(
            found[0], found[1], () if is_exact else (_with_point(lat), _with_point(lon)), "lat"
        )
    )


def _of_metres(easting: str, northing: str) -> ReadPoint:
    if not (easting and northing):
        return _half(
            EASTING if not easting else NORTHING, _("Give easting and northing, or neither.")
        )
    try:
        found = grid_to_wgs84(_number(easting), _number(northing))
    except (BadPoint, ValueError):
        return _no_metres(
            easting, northing, _("It is no reference of the British National Grid in metres.")
        )
    lat, lon = round(found.lat, _GRID_DECIMALS), round(found.lon, _GRID_DECIMALS)
    if not in_great_britain(lat, lon):
        return _no_metres(easting, northing, _("The point is not in Great Britain."))
    return ReadPoint(lat, lon)


def _no_metres(easting: str, northing: str, message: str) -> ReadPoint:
    hint = _("Easting and northing look swapped.") if _are_metres(northing, easting) else _(_METRES)
    return ReadPoint(faults=(Fault(EASTING, f"{easting}, {northing}", message, hint),))


def _are_metres(easting: str, northing: str) -> bool:
    try:
        found = grid_to_wgs84(_number(easting), _number(northing))
    except (BadPoint, ValueError):
        return False
    return in_great_britain(found.lat, found.lon)


def _of_pair(text: str) -> ReadPoint:
    plain = re.sub(r"(?i)^point\s*", "", text.strip()).strip("()[] ")
    try:
        found = pair_from_text(plain)
    except BadPoint:
        found = None
    if found is None:
        fault = Fault(
            POSITION, text, _("It is no latitude and longitude."), "Write 52.40931, -1.51320."
        )
        return ReadPoint(faults=(fault,))
    return _checked(found.lat, found.lon, tuple(re.split(r"[,;\s]+", plain)), POSITION)


def _checked(lat: float, lon: float, texts: tuple[str, ...], target: str) -> ReadPoint:
    value = f"{lat}, {lon}"
    if not in_great_britain(lat, lon):
        hint = (
            _("Latitude and longitude look swapped.") if in_great_britain(lon, lat) else _(_DEGREES)
        )
        return ReadPoint(
            faults=(Fault(target, value, _("The point is not in Great Britain."), hint),)
        )
    decimals = max(map(_decimals, texts), default=_DOOR_DECIMALS)
    if decimals < _LEAST_DECIMALS:
        message = _(
            "With %(decimals)s decimals a point is known to a kilometre or worse.",
            decimals=decimals,
        )
        return ReadPoint(
            faults=(
                Fault(target, value, message, _("Give five decimals, or set the pin by hand.")),
            )
        )
    if decimals < _DOOR_DECIMALS:
        words = (
            _("With 3 decimals a point is known to about 100 m: it is taken as rough."),
            _("Set the pin at the door by hand."),
        )
        return ReadPoint(lat, lon, _ROUGH_M, (Fault(target, value, *words),))
    return ReadPoint(lat, lon)


def _half(target: str, remedy: str) -> ReadPoint:
    return ReadPoint(faults=(Fault(target, "", _("Only half of the point is given."), remedy),))


def _with_point(text: str) -> str:
    """The number with a decimal point, without a degree sign or N and E; of W and S it is the
    negative.
    """
    plain = text.strip().replace("\u2212", "-")
    if turned := _DEGREES_AND_MINUTES.fullmatch(plain):
        degrees = int(turned[1]) + int(turned[2]) / 60 + float(turned[3] or 0) / 3600
        # as exact as it was written
        plain = f"{degrees:.{2 if turned[3] is None else 6 if '.' in turned[3] else 4}f}{turned[4]}"
    match = re.fullmatch(r"([+-]?\d{1,3}[.,]?\d*)\s*°?\s*([NESW]?)", plain, re.IGNORECASE)
    if not match:
        return text
    number = match[1].replace(",", ".")
    return f"-{number}" if match[2].upper() in ("S", "W") and not number.startswith("-") else number


def _decimals(text: str) -> int:
    """How many decimals a number was written with; an exponent moves them."""
    match = re.search(r"\d[.,](\d+)(?:E([+-]?\d+))?", text, re.IGNORECASE)
    return max(len(match[1]) - int(match[2] or 0), 0) if match else 0


def _number(text: str) -> float:
    return float(re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", text))
