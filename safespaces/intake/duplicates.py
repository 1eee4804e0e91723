"""Possible duplicates: venues within 100 m of each other, with one postcode or in one street, whose
names are nearly equal.

They are pointed out, never merged.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from safespaces.geo.nearest import NearestIndex
from safespaces.language import gettext as _
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of

NEAR_M = 100.0
MOST_NEIGHBOURS = (
    20  # looked at around each place: a file of thousands at one spot must not take for ever
)
MOST_PAIRS = 500
_GONE = (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)
_ALIKE = 85.0  # of 100, rapidfuzz's token_set_ratio


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A venue that a file adds, one that is or will be in the register, and why they might be
    one.
    """

    added: Venue
    other: Venue
    why: str


def possible_duplicates(added: list[Venue], register: Iterable[Venue]) -> list[PossibleDuplicate]:
    """Pairs of an added venue and another, each pair once, MOST_PAIRS at most.

    Withdrawn and declined places count too: nobody should add them again without a look.
    """
    everyone = [*register, *added]
    names = {venue.id: " ".join(words_of(venue.name)) for venue in everyone}
    found: dict[tuple[str, str], PossibleDuplicate] = {}
    for first, second, why in chain(
        _near(added, everyone), _same_postcode(added, everyone), _same_street(added, everyone)
    ):
        pair = (min(first.id, second.id), max(first.id, second.id))
        if (
            first.id != second.id
            and pair not in found
            and fuzz.token_set_ratio(names[first.id], names[second.id]) >= _ALIKE
        ):
            found[pair] = PossibleDuplicate(
                first, second, f"{why}, {second.status}" if second.status in _GONE else why
            )
            if len(found) == MOST_PAIRS:
                break
    return list(found.values())


def _near(added: list[Venue], everyone: list[Venue]) -> Iterator[tuple[Venue, Venue, str]]:
    placed, asking = ([venue for venue in each if venue.located] for each in (everyone, added))
    found = NearestIndex(*_places(placed)).around(*_places(asking), NEAR_M, MOST_NEIGHBOURS)
    for venue, near in zip(asking, found, strict=True):
        for row, metres in near:
            yield venue, placed[row], _("%(metres)s m apart", metres=f"{metres:.0f}")


def _places(venues: list[Venue]) -> tuple[list[float], list[float]]:
    points = [venue.located.point for venue in venues if venue.located]
    return [point.lat for point in points], [point.lon for point in points]


def _same_postcode(added: list[Venue], everyone: list[Venue]) -> Iterator[tuple[Venue, Venue, str]]:
    by_postcode: dict[str, list[Venue]] = defaultdict(list)
    for venue in everyone:
        if venue.postcode:
            by_postcode[venue.postcode].append(venue)
    for venue in added:
        for other in by_postcode.get(venue.postcode, [])[:MOST_NEIGHBOURS]:
            yield venue, other, _("both in %(postcode)s", postcode=venue.postcode)


def _same_street(added: list[Venue], everyone: list[Venue]) -> Iterator[tuple[Venue, Venue, str]]:
    """One name, and one address within the other: the postcode was missing before, or has been
    corrected.
    """
    by_name: dict[tuple[str, ...], list[Venue]] = defaultdict(list)
    for venue in everyone:
        by_name[words_of(venue.name)].append(venue)
    for venue in added:
        mine = set(words_of(venue.address))
        for other in by_name[words_of(venue.name)][:MOST_NEIGHBOURS]:
            theirs = set(words_of(other.address))
            if mine and theirs and (mine <= theirs or theirs <= mine):
                yield venue, other, _("one name and one address")
