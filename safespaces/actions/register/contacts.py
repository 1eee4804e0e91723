"""Whom the council can reach about a venue: kept by officers, and taken from what partners sent."""

from datetime import datetime

from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.people.email_address import clean_email
from safespaces.people.tokens import new_id
from safespaces.store.audit import AuditLine, note
from safespaces.store.contacts import (
    VenueContact,
    contact_with_id,
    contacts_of,
    keep_contact,
    remove_contact,
)
from safespaces.store.database import Database
from safespaces.store.venues import venue_with_id
from safespaces.venues.phone import NoPhone, read_phone
from safespaces.venues.tidy import tidy

_LONGEST = 100


def clean_contact(
    venue_id: str, *, name: str, role: str, email: str, phone: str, may_write: bool
) -> VenueContact:
    """A contact as it is kept. Raises BadInput."""
    called, address, number = tidy(name)[:_LONGEST], email.strip(), tidy(phone)[:60]
    if not called and not address and not number:
        raise BadField("contact_name", _("Write a name, an e-mail address or a phone number."))
    if address:
        try:
            address = clean_email(address)
        except BadInput as error:
            raise BadField("contact_email", str(error)) from error
    if number:
        try:
            number = read_phone(number).number
        except NoPhone as error:
            raise BadField("contact_phone", f"{error}.") from error
    if may_write and not address:
        raise BadField("contact_email", _("To be written to they need an e-mail address."))
    return VenueContact(
        new_id("n"), venue_id, called, tidy(role)[:_LONGEST], address, number, may_write
    )


def add_contact(database: Database, contact: VenueContact, *, by: str, at: datetime) -> None:
    """Keep one. The audit log says that it was done, and not who it is. Raises NotFound."""
    with database.writing() as session:
        venue_with_id(session, contact.venue_id)
        keep_contact(session, contact, by=by, at=at)
        note(session, AuditLine(at, by, "contact kept", contact.venue_id, new=contact.id))


def take_contact_out(
    database: Database, venue_id: str, contact_id: str, *, by: str, at: datetime
) -> None:
    """Remove one whole. Raises NotFound."""
    with database.writing() as session:
        contact = contact_with_id(session, contact_id)
        if contact.venue_id != venue_id:
            contact_with_id(session, "")
        remove_contact(session, contact_id)
        note(session, AuditLine(at, by, "contact removed", venue_id, old=contact_id))


def contacts_for(database: Database, venue_id: str) -> list[VenueContact]:
    """Those of a venue."""
    with database.reading() as session:
        return contacts_of(session, venue_id)
