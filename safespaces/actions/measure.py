"""Coverage of what is published: the public list as places to walk to, and earlier lists for the trend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from safespaces.coverage.facility import Facility
from safespaces.errors import StoreError
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.store.snapshots import current_number, snapshot_with_number, snapshots_by_date

MOST_EARLIER = 12


@dataclass(frozen=True, slots=True)
class Earlier:
    """A list as it was: its number, when it was published, and its places."""

    number: str
    published_at: datetime
    facilities: tuple[Facility, ...]


def facilities_of(snapshot: Snapshot) -> tuple[Facility, ...]:
    """The Safe Spaces of a snapshot as places that can be reached."""
    return tuple(
        Facility(venue.id, venue.name, venue.kind, venue.point, venue.safe_hours, venue.youngest_alone, venue.closures)
        for venue in snapshot.venues
    )


def earlier_numbers(database: Database, most: int = MOST_EARLIER) -> list[tuple[str, datetime]]:
    """The numbers of the lists that ended each month, oldest first, without the present one."""
    with database.reading() as session:
        dated, present = snapshots_by_date(session), current_number(session)
    return _last_of_each_month(each for each in dated if each[0] != present)[-most:]


def earlier_list(database: Database, number: str) -> Earlier | None:
    """A list as it was; None for one that this version cannot read."""
    try:
        with database.reading() as session:
            snapshot = snapshot_with_number(session, number)
    except StoreError:
        return None
    return Earlier(number, snapshot.published_at, facilities_of(snapshot)) if snapshot else None


def _last_of_each_month(dated: Iterable[tuple[str, datetime]]) -> list[tuple[str, datetime]]:
    by_month = {(at.year, at.month): (number, at) for number, at in dated}
    return list(by_month.values())
