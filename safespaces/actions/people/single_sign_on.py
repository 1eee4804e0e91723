"""Signing in with an account elsewhere: the provider vouches for an address, and whoever has it
here begins a session.
"""

from datetime import datetime

from safespaces.actions.people.sign_in import SignedIn, begin_session
from safespaces.errors import NotAllowed
from safespaces.language import gettext as _
from safespaces.people.email_address import clean_email
from safespaces.store.database import Database
from safespaces.store.people import person_with_email


def sign_in_vouched(database: Database, *, email: str, device: str, at: datetime) -> SignedIn:
    """Begin a session for an address that a provider vouches for; a second factor is asked for all
    the same. NotAllowed, BadInput.
    """
    with database.writing() as session:
        person = person_with_email(session, clean_email(email))
        if person is None or not person.is_active:
            raise NotAllowed(
                _("Nobody signs in here with that address. Ask an administrator to invite you.")
            )
        return begin_session(
            session, person, device=device, how="signed in with an account elsewhere", at=at
        )
