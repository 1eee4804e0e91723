"""A submission's values put into a venue, all of them or some, and compared field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import point_from_text
from safespaces.language import gettext as _
from safespaces.venues.categories import ACCESS, KIT
from safespaces.venues.cells import venue_cells
from safespaces.venues.fields import BY_NAME, EDITABLE
from safespaces.venues.venue import Venue

_TABLES = {"kit": KIT, "access": ACCESS}
POINT = ("lat", "lon")  # accepted or refused together
_CLEANED = set(EDITABLE) - set(POINT)  # a newer version may have asked for more
_EMPTY: dict[str, Any] = {each.name: each.default for each in fields(Venue)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a submission would change, in words: `name` is what it is accepted or refused by,
    "point" for latitude and longitude.
    """

    name: str
    label: str
    old: str
    new: str


def with_values(venue: Venue, values: Mapping[str, str]) -> Venue:
    """The venue with a submission's values in place.

    A point in them was put there by a person. Raises Unclean, BadPoint.
    """
    now = editable_cells(venue)
    plain = {
        name: _value(venue, name, text)
        for name, text in values.items()
        if name in _CLEANED and text != now[name]
    }
    if values.get("lat") and values.get("lon"):
        plain["located"] = LocatedPoint(
            point_from_text(values["lat"], values["lon"]), PointSource.PERSON
        )
    return replace(venue, **plain)


def _value(venue: Venue, name: str, text: str) -> Any:
    """A value as the cleaner has it.

    Codes that only another version knows stay where the venue has them already.
    """
    unknown = (
        [
            code
            for code in text.split()
            if code not in _TABLES[name] and code in getattr(venue, name)
        ]
        if name in _TABLES
        else []
    )
    plain = " ".join(code for code in text.split() if code not in unknown) if unknown else text
    value: Any = BY_NAME[name].clean(plain) if plain else _EMPTY[name]
    return (*value, *unknown) if unknown else value


def editable_cells(venue: Venue) -> dict[str, str]:
    """What a partner may change of a venue, as texts."""
    cells = venue_cells(venue)
    return {name: cells[name] for name in EDITABLE}


def what_differs(venue: Venue, values: Mapping[str, str]) -> dict[str, str]:
    """Those values that say something else than the venue; half a point is a whole one."""
    now = editable_cells(venue)
    found = {name: text for name, text in values.items() if name in now and now[name] != text}
    if set(POINT) & found.keys():
        found |= {name: values[name] for name in POINT if name in values}
    return found


def differences(venue: Venue, values: Mapping[str, str]) -> list[Difference]:
    """What changed, for people: one line a field, latitude and longitude in one."""
    found, now = what_differs(venue, values), editable_cells(venue)
    lines = [
        Difference(name, _(BY_NAME[name].label), now[name], text)
        for name, text in found.items()
        if name not in POINT
    ]
    if found.get("lat") and found.get("lon"):
        lines.append(Difference("point", _("The pin"), _pair(now), _pair(found)))
    return lines


def chosen(values: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Only the values accepted by their names, "point" for both numbers."""
    wanted = {part for name in names for part in (POINT if name == "point" else (name,))}
    return {name: text for name, text in values.items() if name in wanted}


def _pair(cells: Mapping[str, str]) -> str:
    return f"{cells['lat']}, {cells['lon']}" if cells["lat"] else ""
