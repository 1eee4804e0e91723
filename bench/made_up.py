"""Made-up venues for measuring: as many as asked for, with as many kinds of timetable as real ones
have.
"""

import random
from datetime import UTC, datetime

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.snapshot.snapshot import Snapshot, take_snapshot
from safespaces.venues.venue import ListingStatus, Venue

_WORDS = (
    "Red",
    "Blue",
    "Green",
    "Castle",
    "Station",
    "Park",
    "Market",
    "Abbey",
    "Mill",
    "Church",
    "Canal",
    "Spon",
    "Gosford",
    "Radford",
    "Stoke",
)
_KINDS = ("library", "cafe", "fast_food", "community_centre", "leisure_centre", "family_hub")
_STREETS = (
    "High Street",
    "Station Road",
    "Church Lane",
    "Mill Lane",
    "Park Avenue",
    "Victoria Road",
    "Green Lane",
    "Albany Road",
)


def venues(count: int) -> list[Venue]:
    """The same venues each time: about four in ten timetables are shared, as the measurements of
    real chains suggest.
    """
    dice = random.Random(20261124)
    return [_venue(number, dice) for number in range(count)]


def snapshot(count: int) -> Snapshot:
    """A snapshot of made-up venues."""
    return take_snapshot(venues(count), datetime(2026, 11, 24, tzinfo=UTC))


def _venue(number: int, dice: random.Random) -> Venue:
    name = (
        f"{dice.choice(_WORDS)} {dice.choice(_WORDS)}"
        f" {dice.choice(_KINDS).replace('_', ' ').title()} {number}"
    )
    point = Point(round(52.36 + dice.random() * 0.1, 5), round(-1.6 + dice.random() * 0.18, 5))
    return Venue(
        id=f"v{number}",
        slug=f"venue-{number}",
        name=name,
        kind=dice.choice(_KINDS),
        status=ListingStatus.LISTED,
        address=f"{dice.randint(1, 300)} {dice.choice(_STREETS)}, Coventry",
        postcode=(
            f"CV{dice.randint(1, 6)}"
            f" {dice.randint(1, 9)}{dice.choice('ABDEFGHJ')}{dice.choice('ABDEFGHJ')}"
        ),
        located=LocatedPoint(point, PointSource.POSTCODE, 100),
        safe_hours=_hours(dice),
    )


def _hours(dice: random.Random) -> str:
    opens, closes, saturday = dice.randint(14, 20), dice.randint(32, 46), dice.randint(20, 40)
    return (
        f"Mo-Fr {_clock(opens)}-{_clock(closes)}; Sa {_clock(opens + 2)}-{_clock(saturday + 4)};"
        " PH off"
    )


def _clock(halves: int) -> str:
    return f"{halves // 2:02d}:{halves % 2 * 30:02d}"
