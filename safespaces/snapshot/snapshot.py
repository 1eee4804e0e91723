"""A snapshot: one published version of all listed venues, immutable, numbered by its content."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from safespaces.errors import StoreError
from safespaces.hours.bank_holidays import BUILT_IN, Calendar, Nation
from safespaces.snapshot.parts import (
    Manifest,
    Part,
    Texts,
    check_format,
    cut,
    decode_part,
    encode_part,
    manifest_in,
    parts_for,
)
from safespaces.snapshot.public_json import (
    calendar_from,
    calendar_values,
    canonical,
    venue_from,
    venue_values,
)
from safespaces.snapshot.public_venue import PublicVenue, is_public, public_venue
from safespaces.venues.closure import Closure
from safespaces.venues.place_search import VENUE_PREFIX, Place
from safespaces.venues.venue import Venue

FORMAT = 2  # of a list that is kept whole; 2: venues have closures
Closures = Mapping[str, Iterable[Closure]]
NationOf = Callable[[Venue], Nation]
_NONE: Closures = {}
_DIGITS = 12  # of the SHA-256: 48 bits, plenty to tell versions apart


def _in_england(venue: Venue) -> Nation:
    return Nation.ENGLAND_AND_WALES


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Venues ordered by name then id.

    `number` is a digest of them, so equal content has an equal number on every node. `parts` are
    those it was read from, in order; empty for one that was kept whole, or is not kept.
    """

    number: str
    published_at: datetime
    venues: tuple[PublicVenue, ...]
    calendar: Calendar = BUILT_IN  # bank holidays beyond those the library knows
    parts: tuple[Part, ...] = field(default=(), compare=False, repr=False)

    @property
    def own(self) -> list[PublicVenue]:
        """Its venues without those of neighbours' lists."""
        return [venue for venue in self.venues if not venue.their_page]

    @property
    def names(self) -> list[Place]:
        """Its venues as places that somebody may type the name of."""
        return [
            Place(VENUE_PREFIX + venue.slug, venue.name, "venue", venue.lat, venue.lon)
            for venue in self.venues
        ]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A snapshot for keeping: the whole of it in `content`, or a manifest and its parts."""

    content: str
    parts: Texts

    @property
    def number(self) -> str:
        """The number of the snapshot."""
        return number_of(self.content)


def take_snapshot(
    venues: Iterable[Venue],
    published_at: datetime,
    closures: Closures = _NONE,
    nation_of: NationOf = _in_england,
    calendar: Calendar = BUILT_IN,
    of_neighbours: Iterable[PublicVenue] = (),
) -> Snapshot:
    """The snapshot of a register: what is listed and has a point, with the closures (by venue id)
    that are not over; and the places of neighbours' lists.
    """
    own = (public_venue(v, closures.get(v.id, ()), nation_of(v)) for v in venues if is_public(v))
    public = in_order((*own, *of_neighbours))
    return Snapshot(_encoded(public, calendar).number, published_at, public, calendar)


def in_order(venues: Iterable[PublicVenue]) -> tuple[PublicVenue, ...]:
    """By name then id."""
    return tuple(sorted(venues, key=lambda venue: (venue.name.casefold(), venue.id)))


def encode(snapshot: Snapshot) -> Encoded:
    """The snapshot for keeping; of its parts, those it was read from are left out."""
    if snapshot.parts:
        digests = tuple(part.digest for part in snapshot.parts)
        return Encoded(Manifest(digests, len(snapshot.venues), snapshot.calendar).encode(), {})
    return _encoded(snapshot.venues, snapshot.calendar)


def _encoded(venues: tuple[PublicVenue, ...], calendar: Calendar) -> Encoded:
    count = parts_for(len(venues))
    if count == 1:
        whole = {
            "format": FORMAT,
            "venues": venue_values(venues),
            "bank_holidays": calendar_values(calendar),
        }
        return Encoded(canonical(whole), {})
    parts = [encode_part(each) for each in cut(venues, count)]
    manifest = Manifest(tuple(digest for digest, _ in parts), len(venues), calendar)
    return Encoded(manifest.encode(), dict(parts))


def decode(
    content: str,
    published_at: datetime,
    number: str = "",
    load: Callable[[list[str]], Texts] = lambda _: {},
    held: Iterable[Part] = (),
) -> Snapshot:
    """The snapshot kept as `content`, by this version of the service or another. `load` gives the
    texts of parts by their digests; those that are `held` already are not read again.

    Raises StoreError when it is damaged, or is not the one with that number.
    """
    if number and number != number_of(content):
        raise StoreError(f"The snapshot {number} is not as it was kept. Run: safespaces publish")
    try:
        manifest = manifest_in(content)
        if manifest is not None:
            parts = _parts(manifest, load, {part.digest: part for part in held})
            venues = in_order(venue for part in parts for venue in part.venues)
            return Snapshot(number_of(content), published_at, venues, manifest.calendar, parts)
        kept = json.loads(content)
        check_format(kept, FORMAT)
        venues = tuple(venue_from(row) for row in kept["venues"])
        calendar = calendar_from(kept.get("bank_holidays", {}))
        return Snapshot(number_of(content), published_at, venues, calendar)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"The snapshot cannot be read ({error}). Run: safespaces publish"
        ) from error


def _parts(
    manifest: Manifest, load: Callable[[list[str]], Texts], held: Mapping[str, Part]
) -> tuple[Part, ...]:
    texts = load([digest for digest in manifest.parts if digest not in held])
    return tuple(
        held.get(digest) or Part(digest, decode_part(digest, texts[digest]))
        for digest in manifest.parts
    )


def number_of(content: str) -> str:
    """The number of the snapshot that is kept as `content`."""
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]
