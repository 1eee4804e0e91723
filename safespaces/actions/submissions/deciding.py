"""An officer's decision on what a partner sent: accept field by field, list, ask for more, decline.

The partner is told each time.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.listing import set_status_in
from safespaces.actions.register.publish import publish_in
from safespaces.actions.submissions.partner_messages import tell_partner
from safespaces.errors import BadField, BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.changes import Difference, chosen, differences, with_values
from safespaces.moderation.listing import clean_reason
from safespaces.moderation.submission import Remark, Submission, SubmissionState, clean_words
from safespaces.moderation.verification import Verification
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.partners import Partner, partner_with_id
from safespaces.store.submissions import (
    add_remark,
    change_submission,
    remarks_of,
    submission_with_id,
    submissions_of_venue,
)
from safespaces.store.venues import (
    change_venues,
    last_version_of,
    venue_with_id,
    version_of,
)
from safespaces.store.verifications import verifications_of
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import ListingStatus, Venue

_S = SubmissionState


@dataclass(frozen=True, slots=True)
class Item:
    """A submission with all that is needed to decide on it."""

    submission: Submission
    venue: Venue
    partner: Partner
    differences: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    verifications: tuple[Verification, ...]
    changed_since: bool  # the venue has a newer version than the one the partner saw


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides when, on which version of the submission."""

    by: str
    at: datetime
    expected_version: int | None
    site: str


def item(database: Database, submission_id: str) -> Item:
    """What an officer decides on. Raises NotFound."""
    with database.reading() as session:
        sent = submission_with_id(session, submission_id)
        if not sent.venue_id or (sent.state is _S.DRAFT and not remarks_of(session, sent.id)):
            raise NotFound(_("That is not sent yet."))
        venue = venue_with_id(session, sent.venue_id)
        # once it is decided: as it was when the partner wrote it
        seen = None if sent.state.is_open or sent.is_new else sent.seen_version
        compared = version_of(session, venue.id, seen).venue if seen else venue
        return Item(
            sent,
            venue,
            partner_with_id(session, sent.partner_id),
            tuple(differences(compared, sent.values)) if not sent.is_new else (),
            tuple(remarks_of(session, sent.id)),
            verifications_of(session, venue.id),
            not sent.is_new and last_version_of(session, venue.id) != sent.seen_version,
        )


def sent_about(database: Database, venue_id: str) -> list[Submission]:
    """What partners sent about a venue, newest first."""
    with database.reading() as session:
        return [
            each
            for each in submissions_of_venue(session, venue_id)
            if each.state is not _S.DRAFT or remarks_of(session, each.id)
        ]


def accept_change(
    database: Database, submission_id: str, names: Collection[str], *, words: str, decider: Decider
) -> Submission:
    """Accept what is ticked, refuse the rest; a refusal needs words.

    Public at once. Raises NotFound and BadInput.
    """
    with database.writing() as session:
        sent = _open(session, submission_id, decider, (_S.SENT,))
        venue = venue_with_id(session, sent.venue_id)
        offered = {each.name: each.label for each in differences(venue, sent.values)}
        if not set(names) & offered.keys():
            raise BadField(
                "accept",
                _("Nothing is ticked. Tick what you accept, or decline it with a reason."),
            )
        refused = [name for name in offered if name not in names]
        said = (
            clean_words(words, _("Write why what is not ticked is refused."))
            if refused
            else tidy(words)[:1000]
        )
        after = with_values(venue, chosen(sent.values, names))
        if after != venue:
            change_venues(
                session,
                [after],
                at=decider.at,
                author=decider.by,
                reason="the partner's change accepted",
            )
            publish_in(session, at=decider.at)
        news = (
            _("Your change is on the list.")
            if not refused
            else _(
                "On the list, but for: %(offered)s.",
                offered=", ".join(offered[name] for name in refused),
            )
        )
        news = f"{news} {said}".strip()
        return _close(
            session,
            sent,
            _S.ACCEPTED,
            Remark(decider.at, decider.by, "accepted", news, tuple(refused)),
            venue.name,
            decider,
        )


def list_new(
    database: Database, submission_id: str, *, words: str, decider: Decider, today: date
) -> Submission:
    """Put a new venue on the list: its point and a check in date are needed.

    Raises NotFound and BadInput.
    """
    with database.writing() as session:
        sent = _open(session, submission_id, decider, (_S.SENT,))
        reason = tidy(words)[:200] or "the partner's form accepted"
        venue = set_status_in(
            session,
            sent.venue_id,
            ListingStatus.LISTED,
            reason=reason,
            by=decider.by,
            at=decider.at,
            today=today,
        )
        return _close(
            session,
            sent,
            _S.ACCEPTED,
            Remark(decider.at, decider.by, "accepted", _("It is on the list now.")),
            venue.name,
            decider,
        )


def ask_for_more(
    database: Database, submission_id: str, *, words: str, decider: Decider
) -> Submission:
    """Ask the partner something. Raises NotFound, and BadInput without a question."""
    said = clean_words(words, _("Write what the partner should answer."))
    with database.writing() as session:
        sent = _open(session, submission_id, decider)
        venue = venue_with_id(session, sent.venue_id)
        return _close(
            session,
            sent,
            _S.ASKED,
            Remark(decider.at, decider.by, "asked", said),
            venue.name,
            decider,
        )


def decline(
    database: Database, submission_id: str, *, reason: str, decider: Decider, today: date
) -> Submission:
    """Decline a change, or a new venue for good. Raises NotFound, and BadInput without a reason."""
    why = clean_reason(reason)
    with database.writing() as session:
        sent = _open(session, submission_id, decider)
        venue = venue_with_id(session, sent.venue_id)
        if sent.is_new and venue.status is ListingStatus.APPLIED:
            set_status_in(
                session,
                venue.id,
                ListingStatus.DECLINED,
                reason=why,
                by=decider.by,
                at=decider.at,
                today=today,
            )
        return _close(
            session,
            sent,
            _S.DECLINED,
            Remark(decider.at, decider.by, "declined", why),
            venue.name,
            decider,
        )


def _open(
    session: Session,
    submission_id: str,
    decider: Decider,
    states: Collection[SubmissionState] = (_S.SENT, _S.ASKED),
) -> Submission:
    """The submission while it can be decided on.

    Raises BadInput that says what somebody else did meanwhile.
    """
    sent = submission_with_id(session, submission_id)
    if (
        decider.expected_version is not None and sent.version != decider.expected_version
    ) or sent.state not in states:
        steps = remarks_of(session, submission_id)
        did = (
            f"{steps[-1].by}: {steps[-1].what}. {steps[-1].words}"
            if steps
            else _("it was changed.")
        )
        raise BadInput(
            _(
                "Somebody was quicker. %(did)s Look at it as it is now, then decide again.",
                did=did.strip(),
            )
        )
    return sent


def _close(
    session: Session,
    sent: Submission,
    state: SubmissionState,
    step: Remark,
    name: str,
    decider: Decider,
) -> Submission:
    add_remark(session, sent.id, step)
    note(
        session,
        AuditLine(
            decider.at,
            decider.by,
            f"submission {state}",
            sent.venue_id,
            old=str(sent.state),
            new=step.words,
        ),
    )
    subject, lead = _PARTLY if step.fields else _NEWS[state]
    see = _("See %(link)s", link=f"{decider.site}/partner")
    body = f"{_(lead)}\n\n{step.words}\n\n{see}\n"
    tell_partner(session, sent, f"{_(subject)}: {name}", body, decider.at)
    return change_submission(session, replace(sent, state=state, changed_at=decider.at))


_PARTLY = (marked("Partly accepted"), marked("The council has accepted a part of what you sent."))
_NEWS = {
    _S.ACCEPTED: (marked("Accepted"), marked("The council has accepted what you sent.")),
    _S.ASKED: (
        marked("The council asks"),
        marked("The council needs to know more before it can decide. Sign in and answer."),
    ),
    _S.DECLINED: (marked("Declined"), marked("The council has declined what you sent.")),
}
