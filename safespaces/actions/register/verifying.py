"""Check a venue, and what happens by rule when a check runs out: a reminder, a longer reminder, a
pause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_in
from safespaces.dates import padded_date
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.moderation.listing import with_status
from safespaces.moderation.verification import CHECKLIST, HOW, NEEDED, Verification, check_dates
from safespaces.people.message import Message
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import partner_of_venue, people_of
from safespaces.store.people import council_members
from safespaces.store.records import add_confirm_link
from safespaces.store.venues import change_venues, listed_venues, venue_with_id
from safespaces.store.verifications import add_verification, standing_checks, verifications_of
from safespaces.venues.venue import ListingStatus, Venue

REMIND_DAYS = (30, 14, 3)  # before the last day
_BY = "expiry rule"
_LINK_LASTS = timedelta(days=60)


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
    with database.writing() as session:
        venue = venue_with_id(session, venue_id)
        kept = Verification(
            new_id("k"), venue_id, check.on, check.how, check.found, check.last_day, by
        )
        add_verification(session, kept, at)
        missing = ", ".join(label for key, label in CHECKLIST.items() if key not in check.found)
        note(
            session,
            AuditLine(
                at,
                by,
                "verified",
                venue_id,
                new=(
                    f"{check.how} on {check.on}, to {check.last_day}; missing:"
                    f" {missing or 'nothing'}"
                ),
            ),
        )
        if venue.checked_on is None or check.on > venue.checked_on:
            change_venues(
                session,
                [replace(venue, checked_on=check.on)],
                at=at,
                author=by,
                reason=f"verified by {check.how}",
            )
            publish_in(session, at=at)
        is_newest = verifications_of(session, venue_id)[0].id == kept.id
        if is_newest and NEEDED not in kept.found and venue.status is ListingStatus.LISTED:
            _pause(
                session,
                [venue_with_id(session, venue_id)],
                at,
                by,
                "its newest check found nobody trained",
            )
    return kept


def expire(
    database: Database, *, at: datetime, today: date, grace_days: int, site: str
) -> list[Venue]:
    """Remind the council and the partner of checks that run out; pause what ran out more than
    `grace_days` ago, which is returned.

    Venues that were never verified are not touched: this rule is about a promise that ran out, not
    about one that was never made.
    """
    with database.writing() as session:
        listed = {venue.id: venue for venue in listed_venues(session)}
        due = [
            (listed[venue_id], last)
            for venue_id, last in standing_checks(session).items()
            if venue_id in listed
        ]
        _remind(session, due, today, at, site)
        over = [venue for venue, last in due if today > last.last_day + timedelta(days=grace_days)]
        return _pause(session, over, at, _BY, "its check has run out")


def _pause(
    session: Session, venues: Sequence[Venue], at: datetime, by: str, reason: str
) -> list[Venue]:
    paused = [with_status(venue, ListingStatus.PAUSED) for venue in venues]
    change_venues(session, paused, at=at, author=by, reason=reason)
    for venue in paused:
        note(
            session,
            AuditLine(at, by, "listing status", venue.id, old="listed", new=f"paused: {reason}"),
        )
    if paused:
        publish_in(session, at=at)
    return paused


def _remind(
    session: Session,
    due: Iterable[tuple[Venue, Verification]],
    today: date,
    at: datetime,
    site: str,
) -> None:
    council = council_members(session)
    for venue, last in due:
        left = (last.last_day - today).days
        days = next((days for days in sorted(REMIND_DAYS) if 0 <= left <= days), None)
        if days is None:
            continue
        until = padded_date(last.last_day)
        for person in council:
            body = _(
                "The check of %(name)s counts until %(until)s. After that it is old, and"
                " later the place is taken off the list.\n",
                name=venue.name,
                until=until,
            )
            _once(
                session,
                venue,
                last,
                days,
                person.id,
                Message(
                    person.email, _("Soon to be checked again: %(name)s", name=venue.name), body
                ),
                at,
            )
        _remind_partner(session, venue, last, days, at, site)


def _remind_partner(
    session: Session, venue: Venue, last: Verification, days: int, at: datetime, site: str
) -> None:
    partner = partner_of_venue(session, venue.id)
    for person in people_of(session, partner.id) if partner else ():
        token, until = new_token(), padded_date(last.last_day)
        body = _(
            "The council will soon check %(name)s again: its last check counts until"
            " %(until)s. You stay on the list meanwhile.\n\nIs everything on the list"
            " still right? Look, and say so in one tap:\n\n%(link)s\n",
            name=venue.name,
            until=until,
            link=f"{site}/still/{token}",
        )
        message = Message(
            person.email, _("Is this still right? %(name)s", name=venue.name), body, is_secret=True
        )
        if person.is_active and _once(session, venue, last, days, person.id, message, at):
            add_confirm_link(session, digest_of(token), venue.id, at + _LINK_LASTS)


def _once(
    session: Session,
    venue: Venue,
    last: Verification,
    days: int,
    person_id: str,
    message: Message,
    at: datetime,
) -> bool:
    return put_in_outbox(
        session, replace(message, once=f"{venue.id} {last.last_day} {days} {person_id}"[:100]), at
    )
