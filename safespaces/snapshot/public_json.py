"""Public venues and bank holidays as JSON, for keeping: read by this version of the service or
another, so absent fields have their defaults and others are left out.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from safespaces.codes import known_fields
from safespaces.hours.bank_holidays import Calendar, Nation
from safespaces.snapshot.public_venue import PublicVenue


def canonical(value: object) -> str:
    """JSON that is the same for the same value on every node."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat
    )


def venue_values(venues: Iterable[PublicVenue]) -> list[dict[str, Any]]:
    """For `canonical`. What few places have is left out of others."""
    return [
        {name: value for name, value in asdict(venue).items() if value or name not in _SELDOM}
        for venue in venues
    ]


def venue_from(row: dict[str, Any]) -> PublicVenue:
    """A venue as it was kept. Raises ValueError, KeyError, TypeError or AttributeError."""
    values = known_fields(PublicVenue, row)
    checked = values.get("checked_on")
    return PublicVenue(
        **{
            **values,
            **{name: _shared(values[name]) for name in _ALIKE if name in values},
            "kit": tuple(values.get("kit", ())),
            "access": tuple(values.get("access", ())),
            "checked_on": date.fromisoformat(checked) if checked else None,
            "closures": tuple((start, end) for start, end in values.get("closures", ())),
            "nation": _nation(values.get("nation", "")),
        }
    )


_SELDOM = {"list_of", "their_page", "way_in", "alcohol"}
# a million places have a few thousand of these between them
_ALIKE = ("kind", "safe_hours", "minimum_age", "website", "list_of")


def _shared(text: Any) -> Any:
    return sys.intern(text) if type(text) is str else text


def _nation(code: str) -> Nation:
    return Nation(code) if code in set(Nation) else Nation.ENGLAND_AND_WALES


def calendar_values(calendar: Calendar) -> dict[str, dict[str, dict[str, str]]]:
    """For `canonical`."""
    parts = {"listed": calendar.listed, "added": calendar.added}
    return {
        part: {
            nation.value: {on.isoformat(): name for on, name in dates.items()}
            for nation, dates in nations.items()
        }
        for part, nations in parts.items()
    }


def calendar_from(kept: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Calendar:
    """A calendar as it was kept; a nation that this version does not know is left out."""

    def read(part: str) -> dict[Nation, dict[date, str]]:
        nations = kept.get(part, {}).items()
        known = [(Nation(nation), dates) for nation, dates in nations if nation in set(Nation)]
        return {
            nation: {date.fromisoformat(on): name for on, name in dates.items()}
            for nation, dates in known
        }

    return Calendar(read("listed"), read("added"))
