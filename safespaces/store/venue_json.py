"""A venue as JSON, whole, and back: for versions, and for comparing."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from safespaces.codes import known_fields, stored
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.venues.venue import ListingStatus, Venue

_NOTHING: Mapping[str, Any] = {}


def venue_to_json(venue: Venue, unknown: Mapping[str, Any] = _NOTHING) -> str:
    """Canonical JSON of every field, and of those that only a newer version knows."""
    return json.dumps(
        {**unknown, **_values(venue)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_plain,
    )


def _values(item: Any) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _plain(value: Any) -> Any:
    """What JSON has no form for: a date, or a point and where it is from.

    (dataclasses.asdict copies every text: five times slower.)
    """
    return value.isoformat() if isinstance(value, date) else _values(value)


def venue_from_json(content: str) -> Venue:
    """The venue that `venue_to_json` wrote, in this version of the service or in another."""
    values = known_fields(Venue, json.loads(content))
    if located := values.get("located"):
        point = Point(**known_fields(Point, located["point"]))
        values["located"] = LocatedPoint(
            point, stored(PointSource, located["source"]), located.get("precision_m")
        )
    if on := values.get("checked_on"):
        values["checked_on"] = date.fromisoformat(on)
    values["status"] = stored(ListingStatus, values["status"])
    whole: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Venue(**whole)


def unknown_values(content: str) -> dict[str, Any]:
    """What a version's JSON holds that this version of the service has no field for: a newer one
    wrote it, and it is to be kept.
    """
    kept = json.loads(content)
    return {name: value for name, value in kept.items() if name not in _KNOWN}


_KNOWN = {field.name for field in fields(Venue)}
