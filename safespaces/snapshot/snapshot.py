"""A snapshot: one published version of all listed venues, immutable, numbered by its content."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from safespaces.errors import StoreError
from safespaces.snapshot.public_venue import PublicVenue, is_public, public_venue
from safespaces.venues.closure import Closure
from safespaces.venues.venue import Venue

FORMAT = 2  # 2: venues have closures
Closures = Mapping[str, Iterable[Closure]]
_NONE: Closures = {}
_DIGITS = 12  # of the SHA-256: 48 bits, plenty to tell versions apart


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Venues ordered by name then id. `number` is a digest of them, so equal content has an equal number on every node."""

    number: str
    published_at: datetime
    venues: tuple[PublicVenue, ...]


def take_snapshot(venues: Iterable[Venue], published_at: datetime, closures: Closures = _NONE) -> Snapshot:
    """The snapshot of a register: what is listed and has a point, with the closures (by venue id) that are not over."""
    public = sorted((public_venue(v, closures.get(v.id, ())) for v in venues if is_public(v)), key=lambda v: (v.name.casefold(), v.id))
    return Snapshot(_number(_content(public)), published_at, tuple(public))


def encode(snapshot: Snapshot) -> str:
    """The snapshot's venues as canonical JSON, for keeping."""
    return _content(snapshot.venues)


def decode(content: str, published_at: datetime) -> Snapshot:
    """The snapshot kept as `content`. Raises StoreError when it is damaged or of another format."""
    try:
        kept = json.loads(content)
        if kept["format"] != FORMAT:
            raise StoreError(f"The snapshot has format {kept['format']}, not {FORMAT}. Run: safespaces publish")
        return Snapshot(_number(content), published_at, tuple(_venue(row) for row in kept["venues"]))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"The snapshot cannot be read ({error}). Run: safespaces publish") from error


def _content(venues: Iterable[PublicVenue]) -> str:
    rows = [asdict(venue) for venue in venues]
    return json.dumps({"format": FORMAT, "venues": rows}, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat)


def _number(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def _venue(row: dict) -> PublicVenue:
    values = {field.name: row[field.name] for field in fields(PublicVenue)}
    checked = values["checked_on"]
    return PublicVenue(
        **{
            **values,
            "kit": tuple(values["kit"]),
            "access": tuple(values["access"]),
            "checked_on": date.fromisoformat(checked) if checked else None,
            "closures": tuple((start, end) for start, end in values["closures"]),
        }
    )
