"""What somebody who acts for a partner has and writes: their places, their forms.

What is another's is not there for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.submissions.joining import new_submission
from safespaces.errors import BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.changes import editable_cells, what_differs
from safespaces.moderation.submission import LONGEST_WORDS, Remark, Submission, SubmissionState
from safespaces.store.database import Database
from safespaces.store.partners import Partner, partner_of, venue_ids_of
from safespaces.store.submissions import (
    add_submission,
    change_submission,
    remarks_by_submission,
    remarks_of,
    remove_draft,
    submission_with_id,
    submissions_of_partner,
    submissions_of_venue,
)
from safespaces.store.venues import last_version_of, venue_with_id, venues_with_ids
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import ListingStatus, Venue

_NOT_YOURS = marked("There is nothing of yours here. See all that is yours at /partner.")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and for whom."""

    email: str
    partner: Partner


@dataclass(frozen=True, slots=True)
class SubmissionHistory:
    """A submission with its steps, and the venue it is about (None before a new one is sent)."""

    submission: Submission
    remarks: tuple[Remark, ...]
    venue: Venue | None


def actor_for(database: Database, person_id: str, email: str) -> Actor:
    """Who acts for a partner. Raises NotFound for somebody who acts for none."""
    with database.reading() as session:
        partner = partner_of(session, person_id)
    if partner is None:
        raise NotFound(
            _("You act for no partner yet. Ask the council, or register your place at /join.")
        )
    return Actor(email, partner)


def partner_venues(database: Database, actor: Actor) -> list[Venue]:
    """A partner's venues, by name."""
    with database.reading() as session:
        return sorted(
            venues_with_ids(session, venue_ids_of(session, actor.partner.id)).values(),
            key=lambda venue: venue.name,
        )


def partner_venue(database: Database, actor: Actor, venue_id: str) -> Venue:
    """One of a partner's venues. Raises NotFound, for another's too."""
    with database.reading() as session:
        return own_venue(session, actor, venue_id)


def own_venue(session: Session, actor: Actor, venue_id: str) -> Venue:
    """A venue of the partner's, or NotFound. For use in a caller's transaction."""
    if venue_id not in venue_ids_of(session, actor.partner.id):
        raise NotFound(_(_NOT_YOURS))
    return venue_with_id(session, venue_id)


def sent_by(database: Database, actor: Actor) -> list[SubmissionHistory]:
    """Everything a partner has sent or begun, what was last changed first."""
    with database.reading() as session:
        every, remarks = (
            submissions_of_partner(session, actor.partner.id),
            remarks_by_submission(session, actor.partner.id),
        )
        venues = venues_with_ids(session, (each.venue_id for each in every if each.venue_id))
        return [
            SubmissionHistory(
                each, tuple(remarks.get(each.id, ())), venues.get(each.venue_id or "")
            )
            for each in every
        ]


def own_submission(database: Database, actor: Actor, submission_id: str) -> SubmissionHistory:
    """One of them. Raises NotFound."""
    with database.reading() as session:
        return _sent(session, own_form(session, actor, submission_id))


def begin_new(database: Database, actor: Actor, *, at: datetime) -> Submission:
    """Begin a form for another venue; one that was begun and not sent goes on."""
    with database.writing() as session:
        begun = (
            each
            for each in submissions_of_partner(session, actor.partner.id)
            if each.is_new and not each.venue_id
        )
        known = next(begun, None)
        form = known or new_submission(at, actor.partner.id)
        if known is None:
            add_submission(session, form)
        return form


def begin_change(database: Database, actor: Actor, venue_id: str, *, at: datetime) -> Submission:
    """Begin to change a venue: a form of its own, filled with what waits, which stays with the
    council until this one is sent instead.

    What was begun goes on; what the council has asked about is answered. Raises NotFound.
    """
    with database.writing() as session:
        venue = own_venue(session, actor, venue_id)
        theirs = [
            each
            for each in submissions_of_venue(session, venue_id)
            if each.partner_id == actor.partner.id and each.state.is_open
        ]
        begun = next((each for each in theirs if each.state is not SubmissionState.SENT), None)
        if begun:
            return begun
        waiting = next(iter(theirs), None)
        is_new = bool(waiting and waiting.is_new) and venue.status is ListingStatus.APPLIED
        form = replace(
            new_submission(at, actor.partner.id),
            venue_id=venue_id,
            is_new=is_new,
            values=waiting.values if waiting else {},
            seen_version=last_version_of(session, venue_id),
        )
        add_submission(session, form)
        return form


def values_shown(sent: SubmissionHistory) -> dict[str, str]:
    """What the pages of a form show: the venue as it stands, with what is to be changed in
    place.
    """
    return {**(editable_cells(sent.venue) if sent.venue else {}), **sent.submission.values}


def keep_in_own(
    database: Database,
    actor: Actor,
    submission_id: str,
    values: Mapping[str, str],
    *,
    at: datetime,
    answer: str | None = None,
) -> Submission:
    """Keep what one page of a form holds, or an answer that is being written.

    Raises NotFound, and BadInput once it is with the council.
    """
    with database.writing() as session:
        form = own_form(session, actor, submission_id)
        if form.state not in (SubmissionState.DRAFT, SubmissionState.ASKED):
            raise BadInput(
                _(
                    "This is with the council already. Go to your places and choose to"
                    " change it again."
                )
            )
        kept = {**form.values, **values}
        if form.venue_id:
            kept = what_differs(venue_with_id(session, form.venue_id), kept)
        said = form.answer if answer is None else tidy(answer)[:LONGEST_WORDS]
        return change_submission(session, replace(form, values=kept, answer=said, changed_at=at))


def drop_own(database: Database, actor: Actor, submission_id: str) -> None:
    """Throw away what was begun and never sent.

    Raises NotFound, and BadInput for what the council has seen.
    """
    with database.writing() as session:
        form = own_form(session, actor, submission_id)
        if form.state is not SubmissionState.DRAFT or remarks_of(session, form.id):
            raise BadInput(_("The council has seen this, so it stays on record."))
        remove_draft(session, form.id)


def own_form(session: Session, actor: Actor, submission_id: str) -> Submission:
    """One of a partner's submissions. Raises NotFound, for another's too."""
    form = submission_with_id(session, submission_id)
    if form.partner_id != actor.partner.id:
        raise NotFound(_(_NOT_YOURS))
    return form


def _sent(session: Session, form: Submission) -> SubmissionHistory:
    venue = venue_with_id(session, form.venue_id) if form.venue_id else None
    return SubmissionHistory(form, tuple(remarks_of(session, form.id)), venue)
