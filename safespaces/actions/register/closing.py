"""Close a venue for a while, and undo that: public at once, open again by itself."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_in
from safespaces.errors import BadField
from safespaces.hours.wall_time import to_minute
from safespaces.language import gettext as _
from safespaces.people.tokens import new_id
from safespaces.store.audit import AuditLine, note
from safespaces.store.closures import add_closure, undo_closure
from safespaces.store.database import Database
from safespaces.store.departures import note_long_closure
from safespaces.store.venues import venue_with_id
from safespaces.venues.closure import Closure
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import Venue

_TOLD_FROM = timedelta(days=7)  # who looks for the place should not find its sticker so long
_LONGEST_MIN = 400 * 1440  # longer than a year is no closure: withdraw the venue


def close(
    database: Database,
    venue_id: str,
    *,
    start: datetime,
    end: datetime,
    reason: str,
    by: str,
    at: datetime,
) -> Closure:
    """Close a venue from start to end.

    Raises NotFound, and BadInput for a span that is over, upside down or longer than a year.
    """
    with database.writing() as session:
        return close_in(session, venue_id, start=start, end=end, reason=reason, by=by, at=at)


def close_in(
    session: Session,
    venue_id: str,
    *,
    start: datetime,
    end: datetime,
    reason: str,
    by: str,
    at: datetime,
) -> Closure:
    """Close a venue in a caller's transaction, and publish."""
    venue = venue_with_id(session, venue_id)
    closure = add_closure_in(session, venue, start=start, end=end, reason=reason, by=by, at=at)
    publish_in(session, at=at)
    return closure


def add_closure_in(
    session: Session,
    venue: Venue,
    *,
    start: datetime,
    end: datetime,
    reason: str,
    by: str,
    at: datetime,
) -> Closure:
    """The same without publishing, for who closes many."""
    closure = Closure(new_id("c"), venue.id, to_minute(start), to_minute(end), tidy(reason)[:200])
    _check(closure, to_minute(at))
    add_closure(session, closure, at=at, author=by)
    first, last = (each.isoformat(" ", "minutes") for each in (start, end))
    note(session, AuditLine(at, by, "closed", venue.id, new=f"{first} to {last}: {closure.reason}"))
    if end - max(start, at) > _TOLD_FROM:
        words = closure.reason or _("no reason was given")
        note_long_closure(session, venue.id, venue.name, reason=words, author=by, at=at, until=end)
    return closure


def reopen(database: Database, closure_id: str, *, by: str, at: datetime) -> Closure:
    """Take a closure back. Raises NotFound."""
    with database.writing() as session:
        return reopen_in(session, closure_id, by=by, at=at)


def reopen_in(session: Session, closure_id: str, *, by: str, at: datetime) -> Closure:
    """Take a closure back in a caller's transaction."""
    closure = undo_closure(session, closure_id, at)
    note(session, AuditLine(at, by, "closure undone", closure.venue_id, old=closure_id))
    publish_in(session, at=at)
    return closure


def _check(closure: Closure, now: int) -> None:
    if closure.end <= now:
        raise BadField("end", _("That time is over. Choose a later end."))
    if closure.end <= closure.start:
        raise BadField("end", _("It ends before it begins. Change one of the times."))
    if closure.start - now > 2 * _LONGEST_MIN:
        raise BadField("start", _("That is more than two years ahead. Is the year right?"))
    if closure.end - closure.start > _LONGEST_MIN:
        raise BadField(
            "end",
            _("That is longer than a year. Withdraw the place instead, and list it again later."),
        )
