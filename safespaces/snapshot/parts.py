"""A long list in parts, each named by its content: a change is kept, sent and read as the change.

Which part a place is in depends on its id and on how many places there are, so equal lists are cut
alike on every node. A list of one part is kept whole, as it was before there were parts.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from safespaces.errors import StoreError
from safespaces.hours.bank_holidays import Calendar
from safespaces.snapshot.public_json import (
    calendar_from,
    calendar_values,
    canonical,
    venue_from,
    venue_values,
)
from safespaces.snapshot.public_venue import PublicVenue

FORMAT = 3
MOST_IN_ONE = 128  # places of a part, on average
_DIGITS = 24  # of the SHA-256 of a part

Texts = Mapping[str, str]  # of parts, by digest


class DamagedPart(StoreError):
    """A part of a list is not as it was kept."""


class Part(NamedTuple):
    """Some of the places of a list, by the digest of their text."""

    digest: str
    venues: tuple[PublicVenue, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a list is made of: the digests of its parts in order, and how many places there are."""

    parts: tuple[str, ...]
    count: int
    calendar: Calendar

    def encode(self) -> str:
        """For keeping."""
        return canonical(
            {
                "format": FORMAT,
                "parts": self.parts,
                "count": self.count,
                "bank_holidays": calendar_values(self.calendar),
            }
        )


def manifest_in(content: str) -> Manifest | None:
    """The manifest that was kept; None for a list that was kept whole, or what is none.

    Raises ValueError, KeyError, TypeError or AttributeError for one that cannot be read.
    """
    kept = json.loads(content)
    if not isinstance(kept, dict) or "parts" not in kept:
        return None
    check_format(kept, FORMAT)
    parts = tuple(str(each) for each in kept["parts"])
    return Manifest(parts, int(kept["count"]), calendar_from(kept.get("bank_holidays", {})))


def check_format(kept: dict[str, object], newest: int) -> None:
    """Raises ValueError for a list in a form of which this version does not know what it means. A
    field more is no other form: it is left out.
    """
    form = kept.get("format", newest)
    if not isinstance(form, int) or not 1 <= form <= newest:
        raise ValueError(f"format {form} is not known here")


def parts_for(count: int) -> int:
    """Into how many parts so many places are cut: a power of two."""
    return 1 << max(0, (count - 1) // MOST_IN_ONE).bit_length()


def part_of(venue_id: str, parts: int) -> int:
    """The number of the part that a place is in."""
    return int.from_bytes(hashlib.sha256(venue_id.encode()).digest()[:4], "big") % parts


def cut(venues: Iterable[PublicVenue], parts: int) -> list[list[PublicVenue]]:
    """The places of each part."""
    found: list[list[PublicVenue]] = [[] for _ in range(parts)]
    for venue in venues:
        found[part_of(venue.id, parts)].append(venue)
    return found


def encode_part(venues: Iterable[PublicVenue]) -> tuple[str, str]:
    """The digest and the text of a part."""
    text = canonical(venue_values(sorted(venues, key=lambda venue: venue.id)))
    return _digest(text), text


def decode_part(digest: str, text: str) -> tuple[PublicVenue, ...]:
    """The places of a part. Raises DamagedPart."""
    if _digest(text) != digest:
        raise DamagedPart(f"Part {digest} of the list is damaged. Run: safespaces publish")
    try:
        return tuple(venue_from(row) for row in json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedPart(
            f"Part {digest} of the list cannot be read ({error}). Run: safespaces publish"
        ) from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
