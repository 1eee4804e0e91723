"""Builders: a test names only what matters to it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from safespaces.geo.point import Point
from safespaces.hours.wall_time import minute_of_wall
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot, encode
from safespaces.venues.venue import slug_of
from tests.hours.slow_reference import LONDON

POOL_MEADOW = Point(52.4104, -1.50676)


def a_public_venue(name: str, **given: object) -> PublicVenue:
    """A made-up library at Pool Meadow, open 09:00 to 19:00 on weekdays."""
    values: dict = {
        "id": f"id-{slug_of(name)}", "slug": slug_of(name), "name": name, "kind": "library", "address": "1 Made-up Street, Coventry",
        "postcode": "CV1 5FB", "lat": POOL_MEADOW.lat, "lon": POOL_MEADOW.lon, "rough": False, "safe_hours": "Mo-Fr 09:00-19:00; PH off",
        "kit": (), "access": (), "minimum_age": "", "website": "", "phone": "", "checked_on": None,
    }  # fmt: skip
    return PublicVenue(**{**values, **given})


def a_snapshot(*venues: PublicVenue) -> Snapshot:
    """A snapshot of the given venues in the given order."""
    return Snapshot("abc123abc123", datetime(2026, 11, 24, 9, tzinfo=UTC), venues)


def numbered(snapshot: Snapshot) -> Snapshot:
    """With the number that belongs to its content, as the store wants it."""
    return replace(snapshot, number=encode(snapshot).number)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> int:
    """A London wall-clock time, by default in November 2026, as a minute since 1970 UTC."""
    return minute_of_wall(date(year, month, day), hour * 60 + minute, LONDON)
