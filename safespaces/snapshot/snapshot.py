"""A snapshot: one published version of all listed venues, immutable, numbered by its content."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from safespaces.codes import known_fields
from safespaces.errors import StoreError
from safespaces.hours.bank_holidays import BUILT_IN, Calendar, Nation
from safespaces.snapshot.public_venue import PublicVenue, is_public, public_venue
from safespaces.venues.closure import Closure
from safespaces.venues.place_search import VENUE_PREFIX, Place
from safespaces.venues.venue import Venue

FORMAT = 2  # 2: venues have closures
Closures = Mapping[str, Iterable[Closure]]
NationOf = Callable[[Venue], Nation]
_NONE: Closures = {}
_DIGITS = 12  # of the SHA-256: 48 bits, plenty to tell versions apart


def _in_england(venue: Venue) -> Nation:
    return Nation.ENGLAND_AND_WALES


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Venues ordered by name then id.

    `number` is a digest of them, so equal content has an equal number on every node.
    """

    number: str
    published_at: datetime
    venues: tuple[PublicVenue, ...]
    calendar: Calendar = BUILT_IN  # bank holidays beyond those the library knows

    @property
    def names(self) -> list[Place]:
        """Its venues as places that somebody may type the name of."""
        return [
            Place(VENUE_PREFIX + venue.slug, venue.name, "venue", venue.lat, venue.lon)
            for venue in self.venues
        ]


def take_snapshot(
    venues: Iterable[Venue],
    published_at: datetime,
    closures: Closures = _NONE,
    nation_of: NationOf = _in_england,
    calendar: Calendar = BUILT_IN,
) -> Snapshot:
    """The snapshot of a register: what is listed and has a point, with the closures (by venue id)
    that are not over.
    """
    listed = (public_venue(v, closures.get(v.id, ()), nation_of(v)) for v in venues if is_public(v))
    public = sorted(listed, key=lambda v: (v.name.casefold(), v.id))
    return Snapshot(_number(_content(public, calendar)), published_at, tuple(public), calendar)


def encode(snapshot: Snapshot) -> str:
    """The snapshot's venues as canonical JSON, for keeping."""
    return _content(snapshot.venues, snapshot.calendar)


def decode(content: str, published_at: datetime, number: str = "") -> Snapshot:
    """The snapshot kept as `content`, by this version of the service or another: absent fields have
    their defaults, others are left out.

    Raises StoreError when it is damaged, or is not the one with that number.
    """
    if number and number != _number(content):
        raise StoreError(f"The snapshot {number} is not as it was kept. Run: safespaces publish")
    try:
        kept = json.loads(content)
        venues = tuple(_venue(row) for row in kept["venues"])
        return Snapshot(
            _number(content), published_at, venues, _calendar(kept.get("bank_holidays", {}))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"The snapshot cannot be read ({error}). Run: safespaces publish"
        ) from error


def _content(venues: Iterable[PublicVenue], calendar: Calendar) -> str:
    whole = {
        "format": FORMAT,
        "venues": [asdict(venue) for venue in venues],
        "bank_holidays": _dates_by_nation(calendar),
    }
    return json.dumps(
        whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat
    )


def _dates_by_nation(calendar: Calendar) -> dict[str, dict[str, dict[str, str]]]:
    parts = {"listed": calendar.listed, "added": calendar.added}
    return {
        part: {
            nation.value: {on.isoformat(): name for on, name in dates.items()}
            for nation, dates in nations.items()
        }
        for part, nations in parts.items()
    }


def _calendar(kept: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Calendar:
    def read(part: str) -> dict[Nation, dict[date, str]]:
        nations = kept.get(part, {}).items()
        known = [(Nation(nation), dates) for nation, dates in nations if nation in set(Nation)]
        return {
            nation: {date.fromisoformat(on): name for on, name in dates.items()}
            for nation, dates in known
        }

    return Calendar(read("listed"), read("added"))


def _number(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def _nation(code: str) -> Nation:
    return Nation(code) if code in set(Nation) else Nation.ENGLAND_AND_WALES


def _venue(row: dict[str, Any]) -> PublicVenue:
    values = known_fields(PublicVenue, row)
    checked = values.get("checked_on")
    return PublicVenue(
        **{
            **values,
            "kit": tuple(values.get("kit", ())),
            "access": tuple(values.get("access", ())),
            "checked_on": date.fromisoformat(checked) if checked else None,
            "closures": tuple((start, end) for start, end in values.get("closures", ())),
            "nation": _nation(values.get("nation", "")),
        }
    )
