"""Signing in without a password: a one-time link by e-mail, a session, a second factor for the
council's people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy.orm import Session

from safespaces.errors import BadInput, TooManyTries
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.message import Message
from safespaces.people.person import Person, clean_email
from safespaces.people.sign_in_rules import (
    LINK_LASTS,
    LINK_WINDOW,
    LINKS_AN_HOUR,
    is_idle,
    session_ends,
)
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import person_with_email, person_with_id
from safespaces.store.sign_in import (
    KeptSession,
    add_link,
    add_session,
    end_session,
    link_owner,
    note_try,
    session_with,
    touch_session,
    tries_since,
    use_link,
)

_TOUCH_EVERY = timedelta(minutes=1)  # a session that is in use writes no oftener
_OVER = marked("This link has been used, or is older than 15 minutes. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a person and their session.

    `is_full` once a second factor, where the role needs one, was given.
    """

    person: Person
    session_id: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session and the secret for its cookie."""

    who: Who
    cookie: str
    ends_at: datetime


def ask_for_link(
    database: Database, *, email: str, at: datetime, site: str, then: str = ""
) -> None:
    """Send a link to an address if somebody may sign in with it, leading on to the path `then`.

    The same is said either way.

    Raises BadInput for what is no address, and TooManyTries, counted in the database, so on all
    nodes together.
    """
    address = clean_email(email)
    subject = digest_of(f"link {address}")
    with database.writing() as session:
        if tries_since(session, subject, at - LINK_WINDOW) >= LINKS_AN_HOUR:
            raise TooManyTries(
                _(
                    "That address was asked for several times this hour. Look for the mail,"
                    " also among unwanted ones, or wait an hour."
                )
            )
        note_try(session, subject, at)
        person = person_with_email(session, address)
        if person and person.is_active:
            token = new_token()
            add_link(session, digest_of(token), person.id, at + LINK_LASTS)
            put_in_outbox(
                session,
                _link_message(
                    person, f"{site}/sign-in/{token}" + (f"?then={quote(then)}" if then else "")
                ),
                at,
            )


def link_for(database: Database, person_id: str, *, at: datetime, site: str) -> str:
    """A sign-in link to hand over by hand (the first administrator's, the demonstration's).

    Raises NotFound.
    """
    token = new_token()
    with database.writing() as session:
        add_link(session, digest_of(token), person_with_id(session, person_id).id, at + LINK_LASTS)
    return f"{site}/sign-in/{token}"


def is_good_link(database: Database, token: str, *, at: datetime) -> bool:
    """Whether a link would sign somebody in.

    Looking uses nothing up: mail scanners look at every link.
    """
    with database.reading() as session:
        return link_owner(session, digest_of(token), at) is not None


def sign_in(database: Database, *, token: str, device: str, at: datetime) -> SignedIn:
    """Use a link up and begin a session.

    Raises BadInput for a link that is used, over, or never was.
    """
    digest = digest_of(token)
    with database.writing() as session:
        owner = link_owner(session, digest, at)
        if owner is None or not use_link(session, digest, at):
            raise BadInput(_(_OVER))
        person = person_with_id(session, owner)
        if not person.is_active:
            raise BadInput(_(_OVER))
        return begin_session(session, person, device=device, how="signed in", at=at)


def begin_session(
    session: Session, person: Person, *, device: str, how: str, at: datetime
) -> SignedIn:
    """Begin a session, in a transaction of the caller's, who has made sure that it is this
    person.
    """
    cookie, ends_at = new_token(), session_ends(person.role, at)
    kept = KeptSession(
        new_id("s"), person.id, not person.role.needs_second_factor, at, at, ends_at, device[:60]
    )
    add_session(session, digest_of(cookie), kept)
    note(session, AuditLine(at, person.email, how, person.id, new=kept.device))
    return SignedIn(Who(person, kept.id, kept.is_full), cookie, ends_at)


def who_is(database: Database, cookie: str, *, at: datetime) -> Who | None:
    """Who has this cookie: nobody once the session is over, left alone too long, ended, or its
    person removed.
    """
    with database.reading() as session:
        kept = session_with(session, digest_of(cookie))
        person = person_with_id(session, kept.person_id) if kept else None
    if (
        kept is None
        or person is None
        or not person.is_active
        or kept.ends_at <= at
        or is_idle(person.role, kept.seen_at, at)
    ):
        return None
    if at - kept.seen_at >= _TOUCH_EVERY:
        with database.writing() as session:
            touch_session(session, kept.id, at)
    return Who(person, kept.id, kept.is_full)


def sign_out(database: Database, who: Who, *, at: datetime) -> None:
    """End the session that asks."""
    with database.writing() as session:
        end_session(session, who.session_id, who.person.id)
        note(session, AuditLine(at, who.person.email, "signed out", who.person.id))


def _link_message(person: Person, link: str) -> Message:
    body = _(
        "Open this link and press the button to sign in to Safe Spaces:"
        "\n\n%(link)s\n\nIt works once, within 15 minutes. Nobody from Safe Spaces"
        " will ever ask you for it.\nIf you did not ask for it, you need to do"
        " nothing.\n",
        link=link,
    )
    return Message(person.email, _("Your link to sign in to Safe Spaces"), body, is_secret=True)
