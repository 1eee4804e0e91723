"""A new partner's form before anybody signs in: begun, filled in page by page, left and resumed by
its link, sent once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.people.allowing import by_network, count, count_form_mail
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.errors import BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.changes import with_values
from safespaces.moderation.join_form import missing
from safespaces.moderation.submission import Contact, Remark, Submission, SubmissionState
from safespaces.people.allowances import FORMS, FORMS_BY_A_NETWORK
from safespaces.people.email_address import clean_email
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.roles import Role
from safespaces.store.audit import AuditLine, note
from safespaces.store.contacts import VenueContact, keep_contact
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import (
    Partner,
    add_partner,
    partner_of,
    put_person_with,
    put_venue_with,
)
from safespaces.store.people import add_person, person_with_email
from safespaces.store.submissions import (
    add_remark,
    add_submission,
    change_submission,
    end_form_link,
    set_confirm_link,
    submission_to_confirm,
    submission_with_key,
)
from safespaces.store.venues import add_venues, slugs_taken
from safespaces.venues.draft import free_slug
from safespaces.venues.venue import ListingStatus, Venue

DRAFTS_KEPT = timedelta(days=60)
EMPTY_DRAFTS_KEPT = timedelta(days=1)  # in which nothing was written
_MOST_LETTERS = 20_000  # of all answers together
_MANY_MAILS = marked(
    "That address was written to several times lately, or many mails were sent today. Look for the"
    " mail, or try again in an hour."
)
_GONE = marked(
    "This form is not here any more: an unfinished one is kept for 60 days."
    " Begin a new one at /join."
)


def begin_form(database: Database, *, at: datetime, network: str | None = None) -> str:
    """Begin an empty form; returns the secret of its link, of which only the digest is kept.

    Raises TooManyTries where the network (None: the service itself) has begun many today.
    """
    token = new_token()
    too_many = _("Many forms were begun today. Go on with the one you have, or try tomorrow.")
    with database.writing() as session:
        begun = [(FORMS, ""), *by_network(FORMS_BY_A_NETWORK, network)]
        count(session, begun, at, too_many=too_many)
        add_submission(session, new_submission(at), digest_of(token))
    return token


def new_submission(at: datetime, partner_id: str = "") -> Submission:
    """An empty form for a new venue."""
    return Submission(
        new_id("f"), partner_id, "", True, SubmissionState.DRAFT, 1, {}, Contact(), 0, at, at
    )


def form_behind(database: Database, token: str) -> Submission:
    """The form behind a link. Raises NotFound."""
    with database.reading() as session:
        return _behind(session, token)


def keep_in_form(
    database: Database,
    token: str,
    *,
    values: Mapping[str, str],
    contact: Contact | None = None,
    at: datetime,
) -> Submission:
    """Keep what one page holds; what other pages hold stays.

    A form that was sent is left as it is. Raises NotFound, and BadInput for more than a form holds.
    """
    with database.writing() as session:
        form = _behind(session, token)
        if form.state is not SubmissionState.DRAFT:
            return form
        kept = {**form.values, **values}
        if sum(map(len, kept.values())) > _MOST_LETTERS:
            raise BadInput(_("That is more text than a form holds. Shorten it."))
        return change_submission(
            session,
            replace(
                form,
                values=kept,
                contact=contact or form.contact,
                changed_at=at,
            ),
        )


def mail_form(
    database: Database,
    token: str,
    *,
    email: str,
    at: datetime,
    site: str,
    network: str | None = None,
) -> None:
    """Send somebody the link to go on with a form later.

    Raises NotFound, BadInput for no address, TooManyTries.
    """
    address = clean_email(email)
    with database.writing() as session:
        _behind(session, token)
        count_form_mail(session, address, network, at, too_many=_(_MANY_MAILS))
        body = _(
            "Go on with your form here, on any device:\n\n%(link)s"
            "\n\nWhoever has this link can read and change the form. It is kept for 60"
            " days.\n",
            link=f"{site}/join/{token}",
        )
        put_in_outbox(
            session,
            Message(address, _("Your unfinished form for Safe Spaces"), body, is_secret=True),
            at,
        )


def send_form(
    database: Database,
    token: str,
    *,
    agreed: bool,
    at: datetime,
    site: str,
    network: str | None = None,
) -> Submission:
    """Hold a form until its contact's mailbox says yes; the same whoever's address it is.

    A second tap changes nothing.

    Raises NotFound, BadInput for what is missing, TooManyTries.
    """
    with database.writing() as session:
        form = _behind(session, token)
        if form.state is not SubmissionState.DRAFT:
            return form
        check_whole(form.values, form.contact, agreed)
        count_form_mail(session, form.contact.email, network, at, too_many=_(_MANY_MAILS))
        confirm = new_token()
        set_confirm_link(session, form.id, digest_of(confirm))
        body = _(_CONFIRM, link=f"{site}/join/confirm/{confirm}")
        put_in_outbox(
            session,
            Message(form.contact.email, _("One more step: send your form"), body, is_secret=True),
            at,
        )
        return change_submission(session, replace(form, state=SubmissionState.HELD, changed_at=at))


def change_held(database: Database, token: str, *, at: datetime) -> Submission:
    """Go back to a form that is held, to correct it (a slip in the address, say): the mail's link
    is void. Raises NotFound.
    """
    with database.writing() as session:
        form = _behind(session, token)
        if form.state is not SubmissionState.HELD:
            return form
        set_confirm_link(session, form.id, None)
        return change_submission(session, replace(form, state=SubmissionState.DRAFT, changed_at=at))


def form_to_confirm(database: Database, token: str) -> Submission:
    """The form that a mail's link sends. Raises NotFound."""
    with database.reading() as session:
        return _to_confirm(session, token)


def confirm_form(database: Database, token: str, *, at: datetime, site: str) -> Submission:
    """Whoever has the contact's mailbox sends the form, and can sign in from now on.

    Raises NotFound, BadInput for the council's own.
    """
    with database.writing() as session:
        form = _to_confirm(session, token)
        person = person_with_email(session, form.contact.email) or _new_person(
            session, form.contact, at
        )
        if Role.PARTNER not in person.roles or not person.is_active:
            raise BadInput(
                _("This address cannot be a partner's contact. Use another one in the form.")
            )
        partner = partner_of(session, person.id) or _new_partner(session, form.contact, person, at)
        end_form_link(session, form.id)
        return send_new_in(
            session, replace(form, partner_id=partner.id), by=person.email, at=at, site=site
        )


def send_new_in(
    session: Session, form: Submission, *, by: str, at: datetime, site: str, is_told: bool = True
) -> Submission:
    """Put a new venue in the register as applied, and its submission with the council, in a
    transaction of the caller's.

    From here on its values stand in the venue: a second copy would overwrite what an officer
    corrects meanwhile. Without `is_told` nobody is written to: of many at once the caller writes
    one mail.
    """
    venue = _applied_venue(session, form)
    add_venues(session, [venue], at=at, author=by, reason="sent by the partner")
    put_venue_with(session, form.partner_id, venue.id)
    _keep_contact(session, venue.id, form.contact, by, at)
    sent = change_submission(
        session,
        replace(form, venue_id=venue.id, values={}, state=SubmissionState.SENT, changed_at=at),
    )
    add_remark(session, form.id, Remark(at, by, "sent"))
    note(session, AuditLine(at, by, "sent", venue.id, new=f"new: {venue.name}"))
    if is_told:
        body = _(
            "Your form for %(name)s is with the council.\n\nFollow it at"
            " %(link)s: sign in with this e-mail address. If the council asks"
            " for more, you will get a mail.\n",
            name=venue.name,
            link=f"{site}/partner",
        )
        put_in_outbox(
            session, Message(by, _("With the council: %(name)s", name=venue.name), body), at
        )
        words = _("A new place wants to join: %(name)s", name=venue.name)
        tell_council(session, words, f"{site}/officer/sent/{sent.id}", at)
    return sent


def _keep_contact(session: Session, venue_id: str, contact: Contact, by: str, at: datetime) -> None:
    """Whom the form names can be reached about the place, whoever acts for it later."""
    if contact.name or contact.email or contact.phone:
        kept = VenueContact(
            new_id("n"), venue_id, contact.name[:100], "", contact.email, contact.phone[:60], True
        )
        keep_contact(session, kept, by=by, at=at)


def check_whole(values: Mapping[str, str], contact: Contact | None, agreed: bool) -> None:
    """Raises BadInput naming what is missing."""
    lacking = [words for _, words in missing(values, contact)]
    if lacking:
        raise BadInput(_("Still missing: %(lacking)s.", lacking=", ".join(lacking)))
    if not agreed:
        raise BadInput(_("Tick that your place does what is asked of a Safe Space."))


def _applied_venue(session: Session, form: Submission) -> Venue:
    name = form.values["name"]
    empty = Venue(
        new_id("v"),
        free_slug(name, slugs_taken(session)),
        name,
        form.values["kind"],
        ListingStatus.APPLIED,
    )
    return with_values(replace(empty, source="the partner's form"), form.values)


def _behind(session: Session, token: str) -> Submission:
    form = submission_with_key(session, digest_of(token))
    if form is None:
        raise NotFound(_(_GONE))
    return form


def _to_confirm(session: Session, token: str) -> Submission:
    form = submission_to_confirm(session, digest_of(token))
    if form is None or form.state is not SubmissionState.HELD:
        raise NotFound(
            _(
                "This link was used, or the form was changed since. To follow a form"
                " that was sent, sign in."
            )
        )
    return form


def _new_person(session: Session, contact: Contact, at: datetime) -> Person:
    person = Person(new_id("p"), contact.email, contact.name, Role.PARTNER, True, False, at)
    add_person(session, person)
    return person


def _new_partner(session: Session, contact: Contact, person: Person, at: datetime) -> Partner:
    partner = Partner(new_id("o"), contact.organisation)
    add_partner(session, partner, at)
    put_person_with(session, partner.id, person.id)
    note(session, AuditLine(at, person.email, "joined", partner.id, new=partner.name))
    return partner


_CONFIRM = marked(
    "Somebody has filled in a form for a new Safe Space with your address as"
    " the contact. It is not sent yet.\n\nWas it you? Open this link, look, and"
    " press the button:\n\n%(link)s\n\nIf it was not you, you"
    " need to do nothing.\n"
)
