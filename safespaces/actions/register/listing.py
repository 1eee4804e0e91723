"""Change where a venue stands, or bring back how it was: a version, an audit line and the new
public list in one transaction.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_in
from safespaces.actions.submissions.partner_messages import tell_partner
from safespaces.errors import BadInput
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.moderation.listing import clean_reason, with_status
from safespaces.moderation.submission import Remark, SubmissionState
from safespaces.moderation.verification import check_in_date
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.records import has_failed_visit
from safespaces.store.submissions import add_remark, change_submission, submissions_of_venue
from safespaces.store.venues import change_venues, last_version_of, venue_with_id, version_of
from safespaces.store.verifications import verifications_of
from safespaces.venues.venue import ListingStatus, Venue

_SETTLES = {
    ListingStatus.LISTED: SubmissionState.ACCEPTED,
    ListingStatus.DECLINED: SubmissionState.DECLINED,
}


def set_status(
    database: Database,
    venue_id: str,
    status: ListingStatus,
    *,
    reason: str,
    by: str,
    at: datetime,
    today: date,
    expected_version: int | None = None,
) -> Venue:
    """List, pause, withdraw or decline a venue.

    Raises NotFound, and BadInput without a reason or for a step that is not allowed.

    `expected_version`, here and below: the version that was decided on. BadInput when somebody has
    changed the venue since.
    """
    with database.writing() as session:
        check_version(session, venue_id, expected_version)
        after = set_status_in(session, venue_id, status, reason=reason, by=by, at=at, today=today)
        settle_form(session, after, by=by, at=at, words=clean_reason(reason))
        return after


def set_status_in(
    session: Session,
    venue_id: str,
    status: ListingStatus,
    *,
    reason: str,
    by: str,
    at: datetime,
    today: date,
) -> Venue:
    """Change a venue's listing status in a caller's transaction."""
    why = clean_reason(reason)
    before = venue_with_id(session, venue_id)
    after = with_status(before, status)
    if status is ListingStatus.LISTED:
        check_may_list(session, before, today)
    change_venues(session, [after], at=at, author=by, reason=why)
    note(
        session,
        AuditLine(at, by, "listing status", venue_id, old=before.status, new=f"{status}: {why}"),
    )
    publish_in(session, at=at)
    return after


def check_may_list(session: Session, venue: Venue, today: date) -> None:
    """Raises BadInput where no check counts today, or a visit found what is not mended: on every
    road by which a venue becomes listed.
    """
    if venue.located is None:
        raise BadInput(
            _(
                "%(name)s has no point, so nobody could be sent there. Place its pin first.",
                name=venue.name,
            )
        )
    check_in_date(venue.name, verifications_of(session, venue.id), today)
    if has_failed_visit(session, venue.id):
        raise BadInput(
            _(
                "A visit to %(name)s was not passed, and what it found is not mended"
                " yet. Note it as mended on its page first.",
                name=venue.name,
            )
        )


def settle_form(session: Session, venue: Venue, *, by: str, at: datetime, words: str) -> None:
    """What was decided on the venue itself is decided for the partner's form too, and the partner
    is told. Nothing for other steps.
    """
    if venue.status not in _SETTLES:
        return
    step = Remark(at, by, _SETTLES[venue.status].value, words)
    for form in submissions_of_venue(session, venue.id):
        if (
            form.is_new and form.state.is_open
        ):  # one that was taken back too: it would write into a listed place afterwards
            add_remark(session, form.id, step)
            change_submission(
                session, replace(form, state=_SETTLES[venue.status], changed_at=step.at)
            )
            tell_partner(
                session,
                form,
                _("%(name)s is %(status)s", name=venue.name, status=venue.status),
                _(
                    "%(name)s is %(status)s now.\n\n%(words)s\n",
                    name=venue.name,
                    status=venue.status,
                    words=step.words,
                ),
                step.at,
            )


def move_pin(
    database: Database,
    venue_id: str,
    point: Point,
    *,
    by: str,
    at: datetime,
    expected_version: int | None = None,
) -> Venue:
    """Put a venue's pin where a person says the door is: no import moves it afterwards.

    Raises NotFound.
    """
    with database.writing() as session:
        check_version(session, venue_id, expected_version)
        before = venue_with_id(session, venue_id)
        after = replace(before, located=LocatedPoint(point, PointSource.PERSON))
        change_venues(session, [after], at=at, author=by, reason="pin moved")
        old = f"{before.located.point.lat}, {before.located.point.lon}" if before.located else ""
        note(
            session,
            AuditLine(at, by, "pin moved", venue_id, old=old, new=f"{point.lat}, {point.lon}"),
        )
        publish_in(session, at=at)
    return after


def restore(
    database: Database,
    venue_id: str,
    version: int,
    *,
    reason: str,
    by: str,
    at: datetime,
    today: date,
    expected_version: int | None = None,
) -> Venue:
    """Bring a venue back exactly as it was in an older version, which makes a new one.

    Raises NotFound and BadInput.

    A version that was listed comes back to a venue that is not only where it may be listed today.
    """
    why = clean_reason(reason)
    with database.writing() as session:
        check_version(session, venue_id, expected_version)
        older = version_of(session, venue_id, version).venue
        if (
            older.status is ListingStatus.LISTED
            and venue_with_id(session, venue_id).status is not ListingStatus.LISTED
        ):
            check_may_list(session, older, today)
        if older.status is not venue_with_id(session, venue_id).status:
            settle_form(session, older, by=by, at=at, words=why)
        change_venues(
            session, [older], at=at, author=by, reason=f"version {version} restored: {why}"[:200]
        )
        note(session, AuditLine(at, by, "version restored", venue_id, new=f"{version}: {why}"))
        publish_in(session, at=at)
    return older


def check_version(session: Session, venue_id: str, expected_version: int | None) -> None:
    """Raises BadInput, saying who did what, when a venue has a newer version than the one that was
    decided on.
    """
    number = (
        last_version_of(session, venue_id) if expected_version is not None else expected_version
    )
    if number and number != expected_version:
        last = version_of(session, venue_id, number)
        raise BadInput(
            _(
                "%(author)s changed this venue meanwhile (%(reason)s). Look at it as it"
                " is now, then decide again.",
                author=last.author,
                reason=last.reason,
            )
        )
