"""A partner takes back what waits, or leaves with a place: at once, for nobody has to be asked to
promise less.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.listing import set_status_in
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_work import Actor, own_form, own_venue
from safespaces.codes import Labels
from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.listing import NEXT
from safespaces.moderation.submission import Remark, Submission, SubmissionState
from safespaces.store.database import Database
from safespaces.store.submissions import add_remark, change_submission, submissions_of_venue
from safespaces.store.venues import venue_with_id
from safespaces.venues.venue import ListingStatus, Venue

WHY = Labels(
    {
        "closed": marked("The place has closed for good"),
        "leaves": marked("We do not take part any more"),
    }
)
_TAKEN_BACK = "taken back"
_S = SubmissionState


def leave(
    database: Database,
    actor: Actor,
    venue_id: str,
    why: str,
    *,
    at: datetime,
    today: date,
    site: str,
) -> Venue:
    """Take a place of the partner's off the list for good; what waits about it is taken back.

    Raises NotFound and BadInput.
    """
    if why not in WHY:
        raise BadField("why", _("Say why it leaves."))
    with database.writing() as session:
        venue = own_venue(session, actor, venue_id)
        if ListingStatus.WITHDRAWN not in NEXT.get(venue.status, ()):
            raise BadInput(_("It is off the list already."))
        for form in submissions_of_venue(session, venue_id):
            if form.state.is_open:
                _close(session, form, actor, at)
        after = set_status_in(
            session,
            venue_id,
            ListingStatus.WITHDRAWN,
            reason=f"{_(WHY[why])} ({_('said by its partner')})",
            by=actor.email,
            at=at,
            today=today,
        )
        words = _("%(name)s leaves: %(why)s", name=venue.name, why=WHY[why])
        tell_council(session, words, f"{site}/officer/venues/{venue_id}", at)
    return after


def take_submission_back(
    database: Database, actor: Actor, submission_id: str, *, at: datetime, today: date, site: str
) -> None:
    """Take back what is with the council. A place that was never listed leaves with its form.

    Raises NotFound, and BadInput for what is decided already.
    """
    with database.writing() as session:
        form = own_form(session, actor, submission_id)
        if form.state not in (_S.SENT, _S.ASKED):
            raise BadInput(_("The council has decided on that already. Load the page again."))
        _close(session, form, actor, at)
        name = form.values.get("name", "")
        venue = venue_with_id(session, form.venue_id) if form.venue_id else None
        if venue and form.is_new and venue.status is ListingStatus.APPLIED:
            set_status_in(
                session,
                venue.id,
                ListingStatus.WITHDRAWN,
                reason=_("taken back by its partner"),
                by=actor.email,
                at=at,
                today=today,
            )
        words = _("%(name)s: taken back by its partner", name=venue.name if venue else name)
        tell_council(session, words, f"{site}/officer/sent/{form.id}", at)


def _close(session: Session, form: Submission, actor: Actor, at: datetime) -> None:
    add_remark(session, form.id, Remark(at, actor.email, _TAKEN_BACK, ""))
    change_submission(session, replace(form, state=_S.REPLACED, changed_at=at))
