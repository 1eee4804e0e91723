"""What the public may read of a venue.

There is no field here for a source, a note, a status or a contact.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

from safespaces.errors import StoreError
from safespaces.geo.point import Point
from safespaces.hours.bank_holidays import Nation
from safespaces.venues.closure import Closure
from safespaces.venues.open_spans import hours_or_unknown
from safespaces.venues.venue import ListingStatus, Venue, youngest_alone

DECIMALS = 5  # of a degree: 1.1 m north to south, finer than any door


@dataclass(frozen=True, slots=True)
class PublicVenue:
    """A Safe Space as everybody sees it."""

    id: str
    slug: str
    name: str
    kind: str
    address: str
    postcode: str
    lat: float
    lon: float
    rough: bool  # the pin may be out of sight of the door
    safe_hours: str
    kit: tuple[str, ...]
    access: tuple[str, ...]
    minimum_age: str
    website: str
    phone: str
    checked_on: date | None
    nation: Nation = Nation.ENGLAND_AND_WALES  # whose bank holidays count
    closures: tuple[
        tuple[int, int], ...
    ] = ()  # from start to end in minutes since 1970 UTC, in order; why is nobody's business
    # of a place on a neighbour's list (shared_list.py), "" for our own:
    list_of: str = ""  # the area of that list
    their_page: str = ""  # the place's page at the neighbour's service
    way_in: str = ""  # how to find the door inside a building
    alcohol: str = ""  # a key of categories.ALCOHOL, or "" for not said

    @property
    def youngest_alone(self) -> int:
        """From which age somebody may be there without an adult; 0 where there is no rule."""
        return youngest_alone(self.kind, self.minimum_age)

    @property
    def point(self) -> Point:
        """Where the venue is."""
        return Point(self.lat, self.lon)


SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_SLUG = re.compile(SLUG)
_NEIGHBOURS_SLUG = re.compile(f"{SLUG}--{SLUG}")
_WEB_ADDRESS = re.compile("https?://[^/]")
_TEXTS = tuple(each.name for each in fields(PublicVenue) if each.type is str)


def check_whole(venue: PublicVenue) -> None:
    """Raises BadPoint or StoreError for a venue, read from what was kept, that has something else
    where a text, a number or a list of texts has to be, or what no register lets in.
    """
    venue.point  # noqa: B018  is a place on Earth
    lists = (*venue.kit, *venue.access)
    numbers = (venue.lat, venue.lon, *(minute for closure in venue.closures for minute in closure))
    is_whole = (
        all(isinstance(each, str) for each in (*(getattr(venue, n) for n in _TEXTS), *lists))
        and not any(isinstance(each, bool) for each in numbers)
        and isinstance(venue.rough, bool)
        and venue.id.strip()
        and venue.name.strip()
        and (_NEIGHBOURS_SLUG if venue.their_page else _SLUG).fullmatch(venue.slug)
        and (not venue.their_page or _WEB_ADDRESS.match(venue.their_page))
        and bool(venue.their_page) == bool(venue.list_of.strip())
        and (not venue.website or _WEB_ADDRESS.match(venue.website))
        and all(type(minute) is int for closure in venue.closures for minute in closure)
        and all(start < end for start, end in venue.closures)
    )
    if not is_whole:
        raise StoreError(f"The snapshot is damaged at {venue.id}. Run: safespaces publish")


def check_apart(venues: Iterable[PublicVenue]) -> None:
    """Raises StoreError where two venues have one address or one id: one would hide the other."""
    for name in ("slug", "id"):
        seen = set[str]()
        for venue in venues:
            value = getattr(venue, name)
            if value in seen:
                raise StoreError(f"The snapshot has {value} twice. Run: safespaces publish")
            seen.add(value)


def is_public(venue: Venue) -> bool:
    """Whether a venue is a Safe Space the public can be sent to: listed, and with a point."""
    return venue.status is ListingStatus.LISTED and venue.located is not None


def public_venue(
    venue: Venue, closures: Iterable[Closure] = (), nation: Nation = Nation.ENGLAND_AND_WALES
) -> PublicVenue:
    """The public part of a venue for which `is_public` holds, and of its closures. Hours that
    cannot be read are published as not known, and a website that is none is left out, so that a
    list which holds such is a damaged one (check_whole).
    """
    assert venue.located is not None, "ask is_public first"
    point = venue.located.point
    return PublicVenue(
        lat=round(point.lat, DECIMALS),
        lon=round(point.lon, DECIMALS),
        rough=venue.located.is_rough,
        nation=nation,
        closures=tuple((each.start, each.end) for each in closures if each.start < each.end),
        website=venue.website if _WEB_ADDRESS.match(venue.website) else "",
        safe_hours=venue.safe_hours if _is_readable(venue.safe_hours) else "",
        **{name: getattr(venue, name) for name in _AS_IN_THE_REGISTER},
    )


@lru_cache(maxsize=16_384)
def _is_readable(hours: str) -> bool:
    return hours_or_unknown(hours) is not None


_AS_IN_THE_REGISTER = (
    {field.name for field in fields(PublicVenue)} & {field.name for field in fields(Venue)}
) - {"safe_hours", "website"}
