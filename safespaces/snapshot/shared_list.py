"""The list of one service as another takes it over, for councils side by side: a young person near
the border is told of the nearest place, whoever keeps it.

    format         1
    area           the name of the place that the service is for
    demonstration  true where nothing on it is a real Safe Space
    venues         its own public venues, as a snapshot keeps them (public_json.py)

In the list that takes them over, the id and the address of a place begin with its area: no place
of ours can have such a one.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from safespaces.errors import BadPoint, StoreError
from safespaces.snapshot.parts import check_format
from safespaces.snapshot.public_json import canonical, venue_from, venue_values
from safespaces.snapshot.public_venue import PublicVenue, check_apart, check_whole
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.open_spans import hours_or_unknown

FORMAT = 1
FILE = "shared-list.json"  # at the address of each service
_NO_LIST = "What came is not a list of Safe Spaces"
_LONGEST = {"name": 200, "address": 500, "slug": 200, "id": 200, "website": 500}  # letters
_LONGEST_AREA = 60


@dataclass(frozen=True, slots=True)
class SharedList:
    """What a neighbour says: whose list it is, and what is on it."""

    area: str
    is_demonstration: bool
    venues: tuple[PublicVenue, ...]


def shared_list_json(snapshot: Snapshot, area: str, is_demonstration: bool) -> bytes:
    """Our own places for neighbours, in UTF-8."""
    told = {
        "format": FORMAT,
        "area": area,
        "demonstration": is_demonstration,
        "venues": venue_values(snapshot.own),
    }
    return canonical(told).encode()


def read_shared_list(content: bytes | str) -> SharedList:
    """A neighbour's list, by this version of the service or another. Hours that cannot be read here
    are not known.

    Raises StoreError where it is none, or any place on it is damaged.
    """
    try:
        told: dict[str, Any] = json.loads(content)
        check_format(told, FORMAT)
        area, is_demonstration = told["area"], told["demonstration"]
        venues = tuple(venue_from(row) for row in told["venues"])
        is_named = len(area) <= _LONGEST_AREA and _prefix(area) and area.isprintable()
        if not isinstance(is_demonstration, bool) or not is_named:
            raise ValueError("area")
        for venue in venues:
            _check(venue)
        check_apart(venues)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadPoint) as error:
        raise StoreError(f"{_NO_LIST} ({type(error).__name__}).") from error
    return SharedList(area, is_demonstration, tuple(map(_with_readable_hours, venues)))


def taken_over(shared: SharedList, site: str) -> list[PublicVenue]:
    """The places of a neighbour as they stand in our list; `site` is the address of its service,
    without a slash at the end.
    """
    prefix = _prefix(shared.area)
    return [
        replace(
            venue,
            id=f"{prefix}--{venue.id}",
            slug=f"{prefix}--{venue.slug}",
            list_of=shared.area,
            their_page=f"{site}/places/{venue.slug}",
        )
        for venue in shared.venues
    ]


def same_area(one: str, other: str) -> bool:
    """Whether two areas are told apart in a list."""
    return _prefix(one) == _prefix(other)


def _prefix(area: str) -> str:
    return re.sub("[^a-z0-9]+", "-", area.casefold()).strip("-")


def _check(venue: PublicVenue) -> None:
    """Raises StoreError, BadPoint or ValueError."""
    check_whole(venue)
    if venue.their_page:
        raise ValueError("a place of somebody else's list")
    for name, most in _LONGEST.items():
        if len(getattr(venue, name)) > most:
            raise ValueError(name)


def _with_readable_hours(venue: PublicVenue) -> PublicVenue:
    if hours_or_unknown(venue.safe_hours) is None:
        return replace(venue, safe_hours="")
    return venue
