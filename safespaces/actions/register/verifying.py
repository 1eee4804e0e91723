"""Check a venue (what happens by rule when a check runs out: running_out.py)."""

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
from safespaces.store.venues import change_venues, venue_with_id
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
    kept = Verification(new_id("k"), venue.id, check.on, check.how, check.found, check.last_day, by)
    add_verification(session, kept, at)
    missing = ", ".join(label for key, label in CHECKLIST.items() if key not in check.found)
    words = f"{check.how} on {check.on}, to {check.last_day}; missing: {missing or 'nothing'}"
    note(session, AuditLine(at, by, "verified", venue.id, new=words))
    if venue.checked_on is None or check.on > venue.checked_on:
        dated = replace(venue, checked_on=check.on)
        change_venues(session, [dated], at=at, author=by, reason=f"verified by {check.how}")
    is_newest = verifications_of(session, venue.id)[0].id == kept.id
    if is_newest and NEEDED not in kept.found and venue.status is ListingStatus.LISTED:
        why = "its newest check found nobody trained"
        pause(session, [venue_with_id(session, venue.id)], at, by, why)
    return kept
