"""A form whose session ended while it was filled in: kept for a day, for the person whose session
it was and for nobody else.
"""

from datetime import datetime, timedelta

from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.people.tokens import digest_of, new_token
from safespaces.store.database import Database
from safespaces.store.parked import (
    Fields,
    add_parked,
    forget_oldest_parked,
    parked_by,
    parked_form,
)
from safespaces.store.people import person_with_id
from safespaces.store.sign_in import session_with

FORMS_KEPT = timedelta(days=1)
_LONGEST = 60_000  # letters in all
_LONGEST_PATH, _MOST = 300, 20


def park(database: Database, cookie: str, *, path: str, fields: Fields, at: datetime) -> str | None:
    """Keep a form for the owner of a session that has run out; returns the secret of its link.

    None for a session nobody ever had, one that was ended on purpose (its row is gone), and for
    more than a form holds.
    """
    if (
        len(path) > _LONGEST_PATH
        or sum(len(name) + len(value) for name, value in fields) > _LONGEST
    ):
        return None
    with database.writing() as session:
        kept = session_with(session, digest_of(cookie))
        if kept is None or not person_with_id(session, kept.person_id).is_active:
            return None
        while parked_by(session, kept.person_id) >= _MOST:
            forget_oldest_parked(session, kept.person_id)
        token = new_token()
        add_parked(session, digest_of(token), kept.person_id, path, fields, at)
    return token


def take_parked(database: Database, token: str, person_id: str) -> tuple[str, Fields]:
    """Where one's form was sent, and what was in it. Raises NotFound."""
    with database.reading() as session:
        found = parked_form(session, digest_of(token), person_id)
    if found is None:
        raise NotFound(
            _("What you typed is not here any more: it is kept for a day, for whoever typed it.")
        )
    return found
