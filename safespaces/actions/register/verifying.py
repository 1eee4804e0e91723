"""Check a venue (what happens by rule when a check runs out: running_out.py)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_in
from safespaces.actions.register.running_out import pause
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.moderation.verification import CHECKLIST, HOW, NEEDED, Verification, check_dates
from safespaces.people.tokens import new_id
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.venues import change_venues, venue_with_id, venues_with_ids
from safespaces.store.verifications import add_verification, verifications_of
from safespaces.venues.venue import ListingStatus, Venue


@dataclass(frozen=True, slots=True)
class Check:
    """A check as an officer enters it."""

    on: date
    how: str
    found: tuple[str, ...]
    last_day: date


def verify(
    database: Database, venue_id: str, check: Check, *, by: str, at: datetime, today: date
) -> Verification:
    """Keep a check; its day is what the public reads as "last checked".

    It lists nothing by itself, and pauses a place where it found nobody trained. Raises NotFound,
    BadInput.
    """
    check_as_entered(check, today)
    with database.writing() as session:
        kept = keep_check(session, venue_with_id(session, venue_id), check, by=by, at=at)
        publish_in(session, at=at)
    return kept


def check_as_entered(check: Check, today: date) -> None:
    """Raises BadInput for a check that cannot be kept of any venue."""
    check_dates(check.on, check.last_day, today)
    if check.how not in HOW or not set(check.found) <= set(CHECKLIST):
        raise BadField("how", _("Choose visit or call, and tick what was in order."))
    if not check.found:
        raise BadField(
            "found",
            _(
                "Nothing is ticked. Tick what was in order; where nothing was, keep a"
                " visit instead, and say what was wrong."
            ),
        )


def keep_check(
    session: Session, venue: Venue, check: Check, *, by: str, at: datetime
) -> Verification:
    """Keep a check in a caller's transaction, who publishes."""
    return keep_checks(session, [venue], check, by=by, at=at)[0]


def keep_checks(
    session: Session, venues: Sequence[Venue], check: Check, *, by: str, at: datetime
) -> list[Verification]:
    """The same check of each of many venues."""
    missing = ", ".join(label for key, label in CHECKLIST.items() if key not in check.found)
    words = f"{check.how} on {check.on}, to {check.last_day}; missing: {missing or 'nothing'}"
    kept = [
        Verification(new_id("k"), venue.id, check.on, check.how, check.found, check.last_day, by)
        for venue in venues
    ]
    for each in kept:
        add_verification(session, each, at)
        note(session, AuditLine(at, by, "verified", each.venue_id, new=words))
    dated = [
        replace(venue, checked_on=check.on)
        for venue in venues
        if venue.checked_on is None or check.on > venue.checked_on
    ]
    change_venues(session, dated, at=at, author=by, reason=f"verified by {check.how}")
    if NEEDED not in check.found:
        _pause_where_newest(session, kept, by=by, at=at)
    return kept


def _pause_where_newest(
    session: Session, kept: Sequence[Verification], *, by: str, at: datetime
) -> None:
    """A place whose newest check found nobody trained is on the list no more."""
    newest = [
        each.venue_id for each in kept if verifications_of(session, each.venue_id)[0].id == each.id
    ]
    listed = [
        venue
        for venue in venues_with_ids(session, newest).values()
        if venue.status is ListingStatus.LISTED
    ]
    pause(session, listed, at, by, "its newest check found nobody trained")
