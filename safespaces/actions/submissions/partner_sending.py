"""What a partner sends: what promises less counts at once, the rest waits for an officer."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_in
from safespaces.actions.submissions.joining import check_whole, new_submission, send_new_in
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_work import Actor, own_form
from safespaces.errors import BadInput
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.language import gettext as _
from safespaces.moderation.changes import editable_cells, what_differs, with_values
from safespaces.moderation.safer import Today, safer_part
from safespaces.moderation.submission import Remark, Submission, SubmissionState, clean_words
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.submissions import (
    add_remark,
    add_submission,
    change_submission,
    submissions_of_venue,
)
from safespaces.store.venues import change_venues, last_version_of, venue_with_id
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import ListingStatus, Venue


@dataclass(frozen=True, slots=True)
class Now:
    """When and where something is sent: the instant, the day in the venues' zone, and the service's
    own address for links.
    """

    at: datetime
    today: Today
    site: str


def now_in(zone: ZoneInfo, at: datetime, site: str) -> Now:
    """Build `Now` from an instant and the venues' zone."""
    return Now(at, Today(at.astimezone(zone).date(), zone, bank_holiday), site)


def send_own(
    database: Database, actor: Actor, submission_id: str, *, words: str, agreed: bool, now: Now
) -> Submission:
    """Send or send again, with an answer where the council asked.

    What makes a listed place safer counts at once. NotFound, BadInput.
    """
    with database.writing() as session:
        form = own_form(session, actor, submission_id)
        if not form.state.is_open or form.state is SubmissionState.SENT:
            return form  # a second tap
        was_asked = form.state is SubmissionState.ASKED
        said = (
            clean_words(words, _("Write an answer to what the council asks."))
            if was_asked
            else tidy(words)[:1000]
        )
        if form.is_new and not form.venue_id:
            check_whole(form.values, None, agreed)
            return send_new_in(session, form, by=actor.email, at=now.at, site=now.site)
        replace_waiting(session, form, actor, now)
        add_remark(
            session, form.id, Remark(now.at, actor.email, "answered" if was_asked else "sent", said)
        )
        return send_in(session, actor, form, now)


def replace_waiting(session: Session, form: Submission, actor: Actor, now: Now) -> None:
    """What waits about the same venue is replaced by what is sent now."""
    waiting = [
        each
        for each in submissions_of_venue(session, form.venue_id)
        if each.state.is_open and each.id != form.id
    ]
    for each in waiting:
        add_remark(
            session,
            each.id,
            Remark(now.at, actor.email, "replaced", _("The partner sent something else.")),
        )
        change_submission(session, replace(each, state=SubmissionState.REPLACED))


def send_values(
    session: Session, actor: Actor, venue: Venue, values: dict[str, str], now: Now, words: str
) -> None:
    """Send what is to be changed of a venue, in place of what waits about it, in a transaction of
    the caller's, who writes to the council.
    """
    form = replace(
        new_submission(now.at, actor.partner.id),
        venue_id=venue.id,
        is_new=venue.status is ListingStatus.APPLIED,
        values=values,
        seen_version=last_version_of(session, venue.id),
    )
    add_submission(session, form)
    replace_waiting(session, form, actor, now)
    add_remark(session, form.id, Remark(now.at, actor.email, "sent", words))
    send_in(session, actor, form, now, is_told=False)


def send_in(
    session: Session, actor: Actor, form: Submission, now: Now, is_told: bool = True
) -> Submission:
    """Send what is about a venue of the register, in a transaction of the caller's.

    BadInput. Without `is_told` the caller writes.
    """
    is_applied = (
        form.is_new and venue_with_id(session, form.venue_id).status is ListingStatus.APPLIED
    )
    send = _send_again if is_applied else _send_change
    return send(session, actor, form, now, is_told)


def _send_again(
    session: Session, actor: Actor, form: Submission, now: Now, is_told: bool
) -> Submission:
    """A new venue that is not listed yet: what is sent is what stands."""
    venue = venue_with_id(session, form.venue_id)
    after = with_values(venue, form.values)
    if after != venue:
        change_venues(
            session, [after], at=now.at, author=actor.email, reason="changed by the partner"
        )
    return _hand_over(
        session,
        actor,
        replace(form, values={}, seen_version=last_version_of(session, venue.id)),
        after.name,
        now,
        is_told,
    )


def _send_change(
    session: Session, actor: Actor, form: Submission, now: Now, is_told: bool
) -> Submission:
    """What promises less counts at once, the rest waits."""
    venue = venue_with_id(session, form.venue_id)
    wanted = with_values(venue, form.values)
    if wanted == venue:
        raise BadInput(_("Nothing is changed. Change something first, or go back to your places."))
    safer = safer_part(venue, wanted, now.today)
    if safer != venue:
        add_remark(
            session,
            form.id,
            Remark(now.at, actor.email, "counted at once", _changed_labels(venue, safer)),
        )
        change_venues(
            session,
            [safer],
            at=now.at,
            author=actor.email,
            reason="promises less, so it counts at once",
        )
        note(
            session,
            AuditLine(
                now.at,
                actor.email,
                "counted at once",
                venue.id,
                old=_changed_labels(safer, venue),
                new=_changed_labels(venue, safer),
            ),
        )
        publish_in(session, at=now.at)
    waiting = what_differs(safer, form.values)
    after = replace(form, values=waiting, seen_version=last_version_of(session, venue.id))
    if waiting:
        return _hand_over(session, actor, after, venue.name, now, is_told)
    add_remark(
        session,
        form.id,
        Remark(
            now.at,
            actor.email,
            "accepted",
            _("It promises less than before, so it counts at once."),
        ),
    )
    if is_told:
        tell_council(
            session,
            _("%(name)s has changed, to promise less", name=venue.name),
            f"{now.site}/officer/venues/{venue.id}",
            now.at,
        )
    return change_submission(
        session, replace(after, state=SubmissionState.ACCEPTED, changed_at=now.at)
    )


def _hand_over(
    session: Session, actor: Actor, form: Submission, name: str, now: Now, is_told: bool
) -> Submission:
    note(session, AuditLine(now.at, actor.email, "sent", form.venue_id, new=", ".join(form.values)))
    if is_told:
        tell_council(
            session,
            _("Sent again: %(name)s", name=name)
            if form.is_new
            else _("Change: %(name)s", name=name),
            f"{now.site}/officer/queue",
            now.at,
        )
    return change_submission(session, replace(form, state=SubmissionState.SENT, changed_at=now.at))


def _changed_labels(before: Venue, after: Venue) -> str:
    """What of a venue differs from another, as texts."""
    return "; ".join(
        f"{name}: {text or _('nothing')}"
        for name, text in what_differs(before, editable_cells(after)).items()
    )
