"""A venue as JSON, whole, and back: for versions, and for comparing."""

import json
from dataclasses import asdict, fields
from datetime import date

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.venues.venue import ListingStatus, Venue


def venue_to_json(venue: Venue) -> str:
    """Canonical JSON of every field."""
    return json.dumps(asdict(venue), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)


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
