"""Publish: make the register's listed venues what the public reads, in one step."""

from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.reference.nations import nation_of
from safespaces.hours.wall_time import to_minute
from safespaces.snapshot.snapshot import Snapshot, take_snapshot
from safespaces.store.calendar import calendar_of
from safespaces.store.closures import closures_after
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from safespaces.store.venues import listed_venues


def publish(database: Database, *, at: datetime) -> Snapshot:
    """The new public snapshot."""
    with database.writing() as session:
        return publish_in(session, at=at)


def snapshot_of(session: Session, at: datetime) -> Snapshot:
    """What the register would publish."""
    return take_snapshot(
        listed_venues(session),
        at,
        closures_after(session, to_minute(at)),
        nation_of(),
        calendar_of(session),
    )


def publish_in(session: Session, *, at: datetime) -> Snapshot:
    """Publish in the transaction that changes venues, so that both happen or neither does."""
    session.flush()
    snapshot = snapshot_of(session, at)
    keep_snapshot(session, snapshot)
    return snapshot
