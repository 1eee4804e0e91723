"""A venue of the register with sensible values; a test names only what matters to it."""

from datetime import UTC, date, datetime

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.venues.venue import ListingStatus, Venue, slug_of

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def a_venue(name: str = "Red Cafe", **given: object) -> Venue:
    """A made-up listed cafe with something in every field."""
    values: dict = {
        "id": f"id-{slug_of(name)}", "slug": slug_of(name), "name": name, "kind": "cafe", "status": ListingStatus.LISTED,
        "address": "1 Made-up Street, Coventry", "postcode": "CV1 5FB", "located": LocatedPoint(Point(52.41, -1.507), PointSource.POSTCODE, 100),
        "safe_hours": "Mo-Fr 09:00-19:00; PH off", "kit": ("charger", "first_aid"), "access": ("step_free",), "minimum_age": "",
        "website": "https://red.example", "phone": "024 7600 0000", "source": "a test", "checked_on": date(2026, 10, 1), "note": "a note",
    }  # fmt: skip
    return Venue(**{**values, **given})
