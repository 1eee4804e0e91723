"""An officer gives a venue that the council put in to the partner whose it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.people.partner_people import ask_in
from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.people.email_address import clean_email
from safespaces.people.tokens import new_id
from safespaces.roles import Role
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.partners import (
    Partner,
    add_partner,
    partner_of,
    partner_of_venue,
    put_venue_with,
)
from safespaces.store.people import person_with_email
from safespaces.store.venues import venue_with_id


def give_venue(
    database: Database, venue_id: str, email: str, *, by: str, at: datetime, site: str
) -> Partner:
    """Make a venue the partner's for whom an address acts; an address that acts for none yet is
    asked to, by mail, for a new partner.

    Raises NotFound, and BadInput for no address and for the council's own.
    """
    with database.writing() as session:
        return give_venue_in(session, venue_id, email, by=by, at=at, site=site)


def give_venue_in(
    session: Session, venue_id: str, email: str, *, by: str, at: datetime, site: str
) -> Partner:
    """The same in a caller's transaction."""
    address = clean_email(email)
    venue, person = venue_with_id(session, venue_id), person_with_email(session, address)
    if person and (Role.PARTNER not in person.roles or not person.is_active):
        raise BadInput(
            _("That address cannot act for a partner: it is the council's, or was removed.")
        )
    before, partner = (
        partner_of_venue(session, venue_id),
        partner_of(session, person.id) if person else None,
    )
    if partner is None:
        partner = Partner(new_id("o"), venue.name)
        add_partner(session, partner, at)
        ask_in(session, partner, address, by=by, at=at, site=site)
    put_venue_with(session, partner.id, venue_id)
    note(
        session,
        AuditLine(
            at,
            by,
            "given to a partner",
            venue_id,
            old=before.name if before else "",
            new=f"{partner.name}: {address}",
        ),
    )
    return partner


def owner_of(database: Database, venue_id: str) -> Partner | None:
    """Whose a venue is."""
    with database.reading() as session:
        return partner_of_venue(session, venue_id)
