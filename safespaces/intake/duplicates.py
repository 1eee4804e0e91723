"""Possible duplicates: venues within 100 m of each other, or with one postcode, whose names are nearly equal. Pointed out, never merged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from safespaces.geo.nearest import NearestIndex
from safespaces.venues.place_search import words_of
from safespaces.venues.venue import ListingStatus, Venue

NEAR_M = 100.0
_ALIKE = 85.0  # of 100, rapidfuzz's token_set_ratio


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A venue that a file adds, one that is or will be in the register, and why they might be one."""

    added: Venue
    other: Venue
    why: str


def possible_duplicates(added: list[Venue], register: Iterable[Venue]) -> list[PossibleDuplicate]:
    """Pairs of an added venue and another, each pair once."""
    others = [venue for venue in register if venue.status not in (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)]
    everyone = others + added
    found: dict[tuple[str, str], PossibleDuplicate] = {}
    for first, second, why in (*_near(added, everyone), *_same_postcode(added, everyone)):
        pair = (min(first.id, second.id), max(first.id, second.id))
        if first.id != second.id and pair not in found and _names_alike(first, second):
            found[pair] = PossibleDuplicate(first, second, why)
    return list(found.values())


def _near(added: list[Venue], everyone: list[Venue]) -> Iterator[tuple[Venue, Venue, str]]:
    placed = [venue for venue in everyone if venue.located]
    index = NearestIndex([v.located.point.lat for v in placed if v.located], [v.located.point.lon for v in placed if v.located])
    for venue in added:
        if venue.located:
            for row, metres in index.in_order(venue.located.point):
                if metres > NEAR_M:
                    break
                yield venue, placed[row], f"{metres:.0f} m apart"


def _same_postcode(added: list[Venue], everyone: list[Venue]) -> Iterator[tuple[Venue, Venue, str]]:
    by_postcode: dict[str, list[Venue]] = defaultdict(list)
    for venue in everyone:
        if venue.postcode:
            by_postcode[venue.postcode].append(venue)
    for venue in added:
        for other in by_postcode.get(venue.postcode, ()):
            yield venue, other, f"both in {venue.postcode}"


def _names_alike(first: Venue, second: Venue) -> bool:
    return fuzz.token_set_ratio(" ".join(words_of(first.name)), " ".join(words_of(second.name))) >= _ALIKE
