"""A venue as JSON, whole, and back: for versions, and for comparing."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.venues.venue import ListingStatus, Venue


def venue_to_json(venue: Venue) -> str:
    """Canonical JSON of every field."""
    return json.dumps(_values(venue), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _values(item: Any) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _plain(value: Any) -> Any:
    """What JSON has no form for: a date, or a point and where it is from. (dataclasses.asdict copies every text: five times slower.)"""
    return value.isoformat() if isinstance(value, date) else _values(value)


def venue_from_json(content: str) -> Venue:
    """The venue that `venue_to_json` wrote."""
    kept = json.loads(content)
    values = {field.name: kept[field.name] for field in fields(Venue)}
    located = values["located"]
    values["located"] = located and LocatedPoint(Point(**located["point"]), PointSource(located["source"]), located["precision_m"])
    values["status"] = ListingStatus(values["status"])
    values["kit"], values["access"] = tuple(values["kit"]), tuple(values["access"])
    values["checked_on"] = values["checked_on"] and date.fromisoformat(values["checked_on"])
    return Venue(**values)
