"""Change where a venue stands, or bring back how it was: a version, an audit line and the new public list in one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.publish import publish_within
from safespaces.errors import BadInput, NotFound
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.moderation.listing import clean_reason, with_status
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.venues import change_venues, venue_with_id, versions_of
from safespaces.venues.venue import ListingStatus, Venue


def set_status(
    database: Database, venue_id: str, status: ListingStatus, *, reason: str, by: str, at: datetime, seen: int | None = None
) -> Venue:
    """List, pause, withdraw or decline a venue. Raises NotFound, and BadInput without a reason or for a step that is not allowed.

    `seen`, here and below: the version that was decided on. BadInput when somebody has changed the venue since.
    """
    why = clean_reason(reason)
    with database.writing() as session:
        _check_seen(session, venue_id, seen)
        before = venue_with_id(session, venue_id)
        after = with_status(before, status)
        change_venues(session, [after], at=at, author=by, reason=why)
        note(session, AuditLine(at, by, "listing status", venue_id, old=before.status, new=f"{status}: {why}"))
        publish_within(session, at=at)
    return after


def move_pin(database: Database, venue_id: str, point: Point, *, by: str, at: datetime, seen: int | None = None) -> Venue:
    """Put a venue's pin where a person says the door is: no import moves it afterwards. Raises NotFound."""
    with database.writing() as session:
        _check_seen(session, venue_id, seen)
        before = venue_with_id(session, venue_id)
        after = replace(before, located=LocatedPoint(point, PointSource.PERSON))
        change_venues(session, [after], at=at, author=by, reason="pin moved")
        old = f"{before.located.point.lat}, {before.located.point.lon}" if before.located else ""
        note(session, AuditLine(at, by, "pin moved", venue_id, old=old, new=f"{point.lat}, {point.lon}"))
        publish_within(session, at=at)
    return after


def restore(database: Database, venue_id: str, version: int, *, reason: str, by: str, at: datetime, seen: int | None = None) -> Venue:
    """Bring a venue back exactly as it was in an older version, which makes a new one. Raises NotFound and BadInput."""
    why = clean_reason(reason)
    with database.writing() as session:
        _check_seen(session, venue_id, seen)
        older = next((each.venue for each in versions_of(session, venue_id) if each.version == version), None)
        if older is None:
            raise NotFound("There is no such version of this venue.")
        change_venues(session, [older], at=at, author=by, reason=f"version {version} restored: {why}"[:200])
        note(session, AuditLine(at, by, "version restored", venue_id, new=f"{version}: {why}"))
        publish_within(session, at=at)
    return older


def _check_seen(session: Session, venue_id: str, seen: int | None) -> None:
    versions = versions_of(session, venue_id)
    if seen is not None and versions and versions[-1].version != seen:
        last = versions[-1]
        raise BadInput(f"{last.author} changed this venue meanwhile ({last.reason}). Look at it as it is now, then decide again.")
