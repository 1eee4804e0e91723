"""Setting up an authenticator app, and giving its codes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.people.allowing import count
from safespaces.actions.people.sign_in import Who
from safespaces.actions.people.sign_in_trouble import tell_of_trouble
from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people import second_factor as rules
from safespaces.people.allowances import CODES
from safespaces.people.keyring import WrongKey
from safespaces.people.message import Message
from safespaces.people.tokens import digest_of, new_token, stretched
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import (
    person_with_id,
    second_factor_of,
    set_recovery_codes,
    set_second_factor,
    use_recovery_code,
)
from safespaces.store.sign_in import (
    complete_session,
    end_other_sessions,
    end_sessions_of,
    new_secret_of,
    set_new_secret,
)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The secret for a session's new cookie."""

    cookie: str
    ends_at: datetime


_WRONG = marked(
    "That code is not right, or was used already. Type the six digits your"
    " app shows now, and look whether your phone's clock is right."
)
_NO_KEY = marked(
    "Codes cannot be checked just now, because a key of this service is missing. Tell an"
    " administrator: safespaces doctor says what to do."
)
_TAKEN_AWAY = marked(
    "An administrator has taken away the authenticator app of your Safe"
    " Spaces account. When you sign in next, you set up a new one.\n\nIf you"
    " did not ask for this, tell the council at once.\n"
)


def begin_app(database: Database, who: Who) -> str:
    """The secret to share with a new authenticator app; the same until its first code is given."""
    with database.writing() as session:
        secret = new_secret_of(session, who.session_id) or rules.new_secret()
        set_new_secret(session, who.session_id, secret)
    return secret


def confirm_app(
    database: Database, who: Who, code: str, *, at: datetime
) -> tuple[list[str], Renewed]:
    """Take the app into use with its first code; returns recovery codes, to be shown this once, and
    the session's new cookie.

    Raises BadInput, TooManyTries.
    """
    _count(database, who, at)
    codes = rules.new_recovery_codes()
    with database.writing() as session:
        if second_factor_of(session, who.person.id)[0]:
            raise BadInput(_("An authenticator app is set up already. Type a code of that one."))
        secret = new_secret_of(session, who.session_id)
        step = rules.step_of_code(secret, code, at, 0) if secret else None
        if step is None:
            raise BadInput(_(_WRONG))
        set_second_factor(session, who.person.id, secret, step)
        set_new_secret(session, who.session_id, "")
        set_recovery_codes(
            session, who.person.id, [stretched(each, who.person.id) for each in codes]
        )
        end_other_sessions(session, who.person.id, but=who.session_id)
        renewed = _complete(session, who, at)
        note(session, AuditLine(at, who.person.email, "second factor set up", who.person.id))
    return codes, renewed


def give_code(database: Database, who: Who, code: str, *, at: datetime) -> Renewed:
    """Complete a session with a code of the app or a recovery code; it gets a new cookie.

    Raises BadInput, TooManyTries.
    """
    _count(database, who, at)
    with database.writing() as session:
        if _is_right(session, who, code, at):
            return _complete(session, who, at)
        tell_of_trouble(session, who.person, "wrong code", at)
    raise BadInput(_(_WRONG))


def _is_right(session: Session, who: Who, code: str, at: datetime) -> bool:
    try:
        secret, last = second_factor_of(session, who.person.id)
    except WrongKey:
        raise BadInput(_(_NO_KEY)) from None
    step = rules.step_of_code(secret, code, at, last) if secret else None
    if step is not None:
        set_second_factor(session, who.person.id, secret, step)
        return True
    if _is_recovery_code(session, who.person.id, rules.plain_recovery_code(code)):
        note(session, AuditLine(at, who.person.email, "recovery code used", who.person.id))
        return True
    return False


def _is_recovery_code(session: Session, person_id: str, code: str) -> bool:
    """Those that were made before they were stretched are good until they are used."""
    digests = (stretched(code, person_id), digest_of(code))
    return any(use_recovery_code(session, person_id, digest) for digest in digests)


def _complete(session: Session, who: Who, at: datetime) -> Renewed:
    """Somebody who had seen the cookie before the second step has nothing of it now."""
    cookie = new_token()
    return Renewed(cookie, complete_session(session, who.session_id, digest_of(cookie), at))


def take_app_away(database: Database, person_id: str, *, by: str, at: datetime) -> None:
    """For somebody whose phone is lost, codes and all: the next sign-in sets up a new app.

    They are told by mail.

    Raises NotFound, and BadInput for oneself: whoever holds a stolen session must not be able to
    put another app in.
    """
    with database.writing() as session:
        person = person_with_id(session, person_id)
        if person.email == by:
            raise BadInput(_("You cannot do that for yourself. Ask another administrator."))
        if not person.has_second_factor:
            raise BadInput(_("%(email)s has no authenticator app set up.", email=person.email))
        set_second_factor(session, person_id, "", 0)
        set_recovery_codes(session, person_id, [])
        end_sessions_of(session, person_id)
        note(session, AuditLine(at, by, "second factor taken away", person_id))
        put_in_outbox(
            session,
            Message(person.email, _("Your authenticator app was taken away"), _(_TAKEN_AWAY)),
            at,
        )


def _count(database: Database, who: Who, at: datetime) -> None:
    """In a transaction of its own, so that a wrong code is counted although it changes nothing
    else.
    """
    too_many = _("Too many codes in a short time. Wait a quarter of an hour, then try again.")
    with database.writing() as session:
        count(session, [(CODES, who.person.id)], at, too_many=too_many)
