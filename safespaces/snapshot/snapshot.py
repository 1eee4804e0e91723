"""A snapshot: one published version of all listed venues, immutable, numbered by its content."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date, datetime

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
    """Venues ordered by name then id. `number` is a digest of them, so equal content has an equal number on every node."""

    number: str
    published_at: datetime
    venues: tuple[PublicVenue, ...]
    calendar: Calendar = BUILT_IN  # bank holidays beyond those the library knows

    @property
    def names(self) -> list[Place]:
        """Its venues as places that somebody may type the name of."""
        return [Place(VENUE_PREFIX + venue.slug, venue.name, "venue", venue.lat, venue.lon) for venue in self.venues]


def take_snapshot(
    venues: Iterable[Venue],
    published_at: datetime,
    closures: Closures = _NONE,
    nation_of: NationOf = _in_england,
    calendar: Calendar = BUILT_IN,
) -> Snapshot:
    """The snapshot of a register: what is listed and has a point, with the closures (by venue id) that are not over."""
    listed = (public_venue(v, closures.get(v.id, ()), nation_of(v)) for v in venues if is_public(v))
    public = sorted(listed, key=lambda v: (v.name.casefold(), v.id))
    return Snapshot(_number(_content(public, calendar)), published_at, tuple(public), calendar)


def encode(snapshot: Snapshot) -> str:
    """The snapshot's venues as canonical JSON, for keeping."""
    return _content(snapshot.venues, snapshot.calendar)


def decode(content: str, published_at: datetime) -> Snapshot:
    """The snapshot kept as `content`. Raises StoreError when it is damaged or of another format."""
    try:
        kept = json.loads(content)
        if kept["format"] != FORMAT:
            raise StoreError(f"The snapshot has format {kept['format']}, not {FORMAT}. Run: safespaces publish")
        calendar = _calendar(kept.get("bank_holidays", {}))
        return Snapshot(_number(content), published_at, tuple(_venue(row) for row in kept["venues"]), calendar)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"The snapshot cannot be read ({error}). Run: safespaces publish") from error


def _content(venues: Iterable[PublicVenue], calendar: Calendar) -> str:
    whole = {"format": FORMAT, "venues": [asdict(venue) for venue in venues], "bank_holidays": _dates_by_nation(calendar)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat)


def _dates_by_nation(calendar: Calendar) -> dict[str, dict[str, dict[str, str]]]:
    parts = {"listed": calendar.listed, "added": calendar.added}
    return {
        part: {nation.value: {on.isoformat(): name for on, name in dates.items()} for nation, dates in nations.items()}
        for part, nations in parts.items()
    }


def _calendar(kept: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Calendar:
    def read(part: str) -> dict[Nation, dict[date, str]]:
        nations = kept.get(part, {}).items()
        return {Nation(nation): {date.fromisoformat(on): name for on, name in dates.items()} for nation, dates in nations}

    return Calendar(read("listed"), read("added"))


def _number(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def _venue(row: dict) -> PublicVenue:
    values = {field.name: row[field.name] for field in fields(PublicVenue) if field.name in row or field.default is MISSING}
    checked = values["checked_on"]
    return PublicVenue(
        **{
            **values,
            "kit": tuple(values["kit"]),
            "access": tuple(values["access"]),
            "checked_on": date.fromisoformat(checked) if checked else None,
            "closures": tuple((start, end) for start, end in values["closures"]),
            "nation": Nation(values.get("nation", Nation.ENGLAND_AND_WALES)),
        }
    )
