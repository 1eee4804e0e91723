"""Keeping what the rows of an import say beside the facts: checks, trainings, contacts."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.intake.beside import Beside
from safespaces.moderation.record import Training
from safespaces.moderation.verification import NEEDED, Verification
from safespaces.people.tokens import new_id
from safespaces.store.audit import AuditLine, note
from safespaces.store.contacts import VenueContact, contacts_of, keep_contact
from safespaces.store.records import add_training, last_training
from safespaces.store.verifications import add_verification, verifications_of
from safespaces.venues.lasting import TRAINING_DAYS
from safespaces.venues.venue import Venue

_HOW = "visit"


def keep_beside(
    session: Session, venue: Venue, said: Beside, *, by: str, at: datetime, today: date
) -> list[str]:
    """Keep it in the transaction of the import; what is known already is not kept again. Gives the
    ids of what was, of a training its number.
    """
    kept = (
        _keep_check(session, venue, said, by, at, today),
        _keep_training(session, venue, said, by, at, today),
        _keep_contact(session, venue, said, by, at),
    )
    return [each for each in kept if each]


def _keep_check(
    session: Session, venue: Venue, said: Beside, by: str, at: datetime, today: date
) -> str:
    """No more is said to be in order than the row says."""
    on, end = venue.checked_on, said.check_end(venue.checked_on, today)
    if on is None or end is None:
        return ""
    if any(each.on == on and each.last_day == end for each in verifications_of(session, venue.id)):
        return ""
    found = (NEEDED, "contact") if said.has_contact else (NEEDED,)
    check = Verification(new_id("k"), venue.id, on, _HOW, found, end, by)
    add_verification(session, check, at)
    words = f"{_HOW} on {on}, to {end}; by an import"
    note(session, AuditLine(at, by, "verified", venue.id, new=words))
    return check.id


def _keep_training(
    session: Session, venue: Venue, said: Beside, by: str, at: datetime, today: date
) -> str:
    told = said.training(venue.checked_on)
    if told is None or told[0] > today:
        return ""
    on, trained, staff = told
    last_day = on + timedelta(days=TRAINING_DAYS)
    training = Training(venue.id, on, trained, staff, last_day)
    if last_day < today or last_training(session, venue.id) == training:
        return ""
    number = add_training(session, training)
    words = f"{trained} of {staff} on {on}"
    note(session, AuditLine(at, by, "training", venue.id, new=words))
    return str(number)


def _keep_contact(session: Session, venue: Venue, said: Beside, by: str, at: datetime) -> str:
    """Who is in an officer's file is taken to have agreed to be written to about the place."""
    if not said.has_contact:
        return ""
    email, name = said.contact_email, said.contact_name
    for known in contacts_of(session, venue.id):
        if (email and known.email == email) or (not email and known.name == name):
            return ""
    contact = VenueContact(
        new_id("n"), venue.id, name, said.contact_role, email, said.contact_phone, bool(email)
    )
    keep_contact(session, contact, by=by, at=at)
    note(session, AuditLine(at, by, "contact kept", venue.id, new=contact.id))
    return contact.id
