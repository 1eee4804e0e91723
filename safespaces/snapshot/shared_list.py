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
from dataclasses import dataclass, fields, replace
from typing import Any

from safespaces.errors import StoreError
from safespaces.snapshot.parts import check_format
from safespaces.snapshot.public_json import canonical, venue_from, venue_values
from safespaces.snapshot.public_venue import PublicVenue, check_apart, check_whole
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.open_spans import hours_or_unknown
from safespaces.venues.tidy import tidy

FORMAT = 1
FILE = "shared-list.json"  # at the address of each service
_NO_LIST = "What came is not a list of Safe Spaces"
_LONGEST = {"address": 500, "website": 500, "safe_hours": 2_000}  # bytes; of others 200
_LONGEST_AREA = 60
_MOST_PLACES, _MOST_CODES, _MOST_CLOSURES = 5_000, 40, 400
_CODE = re.compile(r"[A-Za-z0-9 _.-]{0,60}")
_READ = ("name", "address", "postcode", "phone", "website", "way_in")
_LAST_MINUTE = 1 << 31  # in the year 6053


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
        if len(told["venues"]) > _MOST_PLACES:
            raise ValueError("too many places")
        venues = tuple(_tidied(venue_from(row)) for row in told["venues"])
        is_named = len(area) <= _LONGEST_AREA and _prefix(area) and area.isprintable()
        if not isinstance(is_demonstration, bool) or not is_named:
            raise ValueError("area")
        for venue in venues:
            _check(venue)
        check_apart(venues)
    except Exception as error:  # whatever somebody else's text can bring about
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
    """Raises whatever is wrong: nothing that a register of ours would not hold."""
    check_whole(venue)
    if venue.their_page:
        raise ValueError("a place of somebody else's list")
    for each in fields(PublicVenue):
        value = getattr(venue, each.name)
        if isinstance(value, str) and len(value.encode()) > _LONGEST.get(each.name, 200):
            raise ValueError(each.name)
    codes = (venue.kind, venue.minimum_age, venue.alcohol, *venue.kit, *venue.access)
    if len(codes) > _MOST_CODES or not all(_CODE.fullmatch(code) for code in codes):
        raise ValueError("codes")
    minutes = [minute for closure in venue.closures for minute in closure]
    if len(minutes) > _MOST_CLOSURES or not all(0 <= each < _LAST_MINUTE for each in minutes):
        raise ValueError("closures")
    if not 0 <= venue.youngest_alone < 100:
        raise ValueError("minimum_age")


def _tidied(venue: PublicVenue) -> PublicVenue:
    """With the texts that people read as ours are (venues/tidy.py)."""
    texts: dict[str, Any] = {name: tidy(getattr(venue, name)) for name in _READ}
    return replace(venue, **texts)


def _with_readable_hours(venue: PublicVenue) -> PublicVenue:
    if hours_or_unknown(venue.safe_hours) is None:
        return replace(venue, safe_hours="")
    return venue
