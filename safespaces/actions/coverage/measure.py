"""Coverage of what is published: the public list as places to walk to, and earlier lists for the
trend.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from safespaces.coverage.facility import Facility
from safespaces.errors import StoreError
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.store.snapshots import current_number, snapshot_with_number, snapshots_by_date

MOST_EARLIER = 12


def facilities_of(snapshot: Snapshot) -> tuple[Facility, ...]:
    """The Safe Spaces of a snapshot as places that can be reached."""
    return tuple(
        Facility(
            venue.id,
            venue.name,
            venue.kind,
            venue.point,
            venue.safe_hours,
            venue.youngest_alone,
            venue.closures,
            nation=venue.nation,
            alcohol=venue.alcohol,
        )
        for venue in snapshot.venues
    )


def without_closures(facilities: Iterable[Facility]) -> tuple[Facility, ...]:
    """Places as if none were closed for a while: lists of different months know of different
    closures.
    """
    return tuple(replace(each, closures=()) for each in facilities)


def earlier_numbers(
    database: Database, zone: ZoneInfo, most: int = MOST_EARLIER
) -> list[tuple[str, datetime]]:
    """The number of the list that was made last in each month before the present list's, oldest
    first.

    A list that was published again counts as of its first time.
    """
    with database.reading() as session:
        dated, present = snapshots_by_date(session), current_number(session)
    months = [
        (number, at, (at.astimezone(zone).year, at.astimezone(zone).month)) for number, at in dated
    ]
    now = next((month for number, _, month in months if number == present), None)
    by_month = {
        month: (number, at) for number, at, month in months if number != present and month != now
    }
    return list(by_month.values())[-most:]


def earlier_list(database: Database, number: str) -> tuple[Facility, ...] | None:
    """The places of a list as it was; None for one that cannot be read."""
    try:
        with database.reading() as session:
            snapshot = snapshot_with_number(session, number)
    except StoreError:
        return None
    return facilities_of(snapshot) if snapshot else None
