"""A partner gives a place to another partner: both say yes, and the council is told."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.people.allowing import count, to_mailbox
from safespaces.actions.people.partner_people import INVITES_LAST
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_work import Actor, own_venue
from safespaces.errors import BadField, NotFound
from safespaces.language import gettext as _
from safespaces.moderation.submission import Remark, SubmissionState
from safespaces.people.allowances import INVITES_BY_A_PARTNER
from safespaces.people.email_address import clean_email
from safespaces.people.message import Message
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import partner_of_venue, put_venue_with
from safespaces.store.submissions import add_remark, change_submission, submissions_of_venue
from safespaces.store.venue_offers import (
    VenueOffer,
    offer_of,
    offers_to,
    put_offer,
    remove_offer,
)
from safespaces.store.venues import venue_with_id, venues_with_ids
from safespaces.venues.venue import Venue


def offer_venue(
    database: Database, actor: Actor, venue_id: str, email: str, *, at: datetime, site: str
) -> None:
    """Offer a place to an address: known or not, it is written to alike, and has to sign in for a
    partner to take it. Raises NotFound, BadInput, TooManyTries.
    """
    address = clean_email(email)
    if address == actor.email:
        raise BadField("to_email", _("That is your own address."))
    with database.writing() as session:
        venue = own_venue(session, actor, venue_id)
        too_many = _("That is enough invitations for a day. Go on tomorrow, or ask the council.")
        asked = [(INVITES_BY_A_PARTNER, actor.partner.id), *to_mailbox(address)]
        count(session, asked, at, too_many=too_many)
        put_offer(session, VenueOffer(venue_id, actor.partner.id, address, actor.email), at)
        note(session, AuditLine(at, actor.email, "offered", venue_id, new=address))
        body = _(
            "%(by)s wants to give you a place in Safe Spaces to look after: %(name)s.\n\nSign in"
            " with this address to take it, or to say no, within two weeks:\n\n%(link)s\n\nDo you"
            " not sign in for a partner yet? Ask the council to let you in first. If you do not"
            " know them, you need to do nothing.\n",
            by=actor.email,
            name=venue.name,
            link=f"{site}/partner",
        )
        subject = _("A place for you to look after: %(name)s", name=venue.name)
        put_in_outbox(session, Message(address, subject[:200], body), at)


def offered_to(database: Database, actor: Actor, *, at: datetime) -> list[tuple[VenueOffer, Venue]]:
    """What somebody may take."""
    with database.reading() as session:
        offers = offers_to(session, actor.email, at - INVITES_LAST)
        venues = venues_with_ids(session, [each.venue_id for each in offers])
        return [(each, venues[each.venue_id]) for each in offers if each.venue_id in venues]


def offer_for(database: Database, venue_id: str, *, at: datetime) -> str:
    """To which address a place is offered; "" where it is not."""
    with database.reading() as session:
        offer = offer_of(session, venue_id, at - INVITES_LAST)
    return offer.email if offer else ""


def take_venue(database: Database, actor: Actor, venue_id: str, *, at: datetime, site: str) -> None:
    """Say yes: the place is theirs from now on; what waited about it is for them to send again.

    Raises NotFound where it is not offered to them any more.
    """
    with database.writing() as session:
        offer = _theirs(session, actor, venue_id, at)
        before, venue = partner_of_venue(session, venue_id), venue_with_id(session, venue_id)
        if before is None or before.id != offer.partner_id:
            raise NotFound(_("It was given to somebody else meanwhile. Ask the council."))
        for form in submissions_of_venue(session, venue_id):
            if form.state.is_open:
                add_remark(session, form.id, Remark(at, actor.email, "replaced", ""))
                change_submission(
                    session, replace(form, state=SubmissionState.REPLACED, changed_at=at)
                )
        put_venue_with(session, actor.partner.id, venue_id)
        remove_offer(session, venue_id)
        note(
            session,
            AuditLine(
                at,
                actor.email,
                "given to a partner",
                venue_id,
                old=before.name,
                new=actor.partner.name,
            ),
        )
        words = _(
            "%(name)s went from %(before)s to %(after)s",
            name=venue.name,
            before=before.name,
            after=actor.partner.name,
        )
        tell_council(session, words, f"{site}/officer/venues/{venue_id}", at)
        put_in_outbox(session, Message(offer.by, words[:200], f"{words}.\n"), at)


def end_offer(database: Database, actor: Actor, venue_id: str, *, at: datetime) -> None:
    """Say no, or take one's own offer back; the other is told. Raises NotFound."""
    with database.writing() as session:
        offer = offer_of(session, venue_id, at - INVITES_LAST)
        if offer is None or (actor.email != offer.email and actor.partner.id != offer.partner_id):
            raise NotFound(_("It is not offered any more."))
        remove_offer(session, venue_id)
        other = offer.by if actor.email == offer.email else offer.email
        name = venue_with_id(session, venue_id).name
        note(session, AuditLine(at, actor.email, "offer ended", venue_id, old=offer.email))
        words = _("%(name)s stays where it is", name=name)
        put_in_outbox(session, Message(other, words[:200], f"{words}.\n"), at)


def _theirs(session: Session, actor: Actor, venue_id: str, at: datetime) -> VenueOffer:
    offer = offer_of(session, venue_id, at - INVITES_LAST)
    if offer is None or offer.email != actor.email:
        raise NotFound(_("It is not offered any more."))
    return offer
