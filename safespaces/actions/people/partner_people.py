"""Who acts for a partner: somebody who does asks a colleague, and the colleague says yes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.submissions.partner_work import Actor
from safespaces.errors import BadInput, NotFound, TooManyTries
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.message import Message
from safespaces.people.person import Person, clean_email
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.roles import Role
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import (
    Partner,
    add_invite,
    invite_with,
    invited_to,
    partner_of,
    people_of,
    put_person_with,
    remove_invites,
)
from safespaces.store.people import add_person, person_with_email
from safespaces.store.sign_in import note_try, tries_since

INVITES_LAST = timedelta(days=14)
_A_DAY = timedelta(days=1)
_INVITES_A_DAY = 10
_OVER = marked(
    "This invitation was answered already, or is older than two weeks. Ask"
    " your colleague for a new one."
)


def colleagues(database: Database, actor: Actor) -> tuple[list[Person], list[str]]:
    """Who acts for the same partner, and addresses that were asked and have not said yes."""
    with database.reading() as session:
        return people_of(session, actor.partner.id), invited_to(session, actor.partner.id)


def ask_colleague(database: Database, actor: Actor, email: str, *, at: datetime, site: str) -> None:
    """Ask an address to act for the partner too: known or not, it is written to alike and has to
    say yes. Raises BadInput, TooManyTries.
    """
    address = clean_email(email)
    with database.writing() as session:
        subject = digest_of(f"invites {actor.partner.id}")
        if tries_since(session, subject, at - _A_DAY) >= _INVITES_A_DAY:
            raise TooManyTries(
                _("That is enough invitations for a day. Go on tomorrow, or ask the council.")
            )
        note_try(session, subject, at)
        ask_in(session, actor.partner, address, by=actor.email, at=at, site=site)


def ask_in(
    session: Session, partner: Partner, address: str, *, by: str, at: datetime, site: str
) -> None:
    """Ask an address by mail to act for a partner, in a transaction of the caller's."""
    token = new_token()
    add_invite(session, digest_of(token), partner.id, address, by=by, at=at)
    note(session, AuditLine(at, by, "colleague asked", partner.id, new=address))
    body = _(
        "%(by)s asks you to look after places in Safe Spaces.\n\nLook, and say yes"
        " here:\n\n%(link)s\n\nIf you do not know them, you"
        " need to do nothing.\n",
        by=by,
        link=f"{site}/join/colleague/{token}",
    )
    put_in_outbox(
        session,
        Message(
            address, _("You are asked to look after places in Safe Spaces"), body, is_secret=True
        ),
        at,
    )


def invitation_behind(database: Database, token: str, *, at: datetime) -> tuple[Partner, str]:
    """The partner and the address of an invitation. Raises NotFound."""
    with database.reading() as session:
        found = invite_with(session, digest_of(token), at - INVITES_LAST)
    if found is None:
        raise NotFound(_(_OVER))
    return found


def say_yes(database: Database, token: str, *, at: datetime) -> Partner:
    """Whoever has the mailbox acts for the partner from now on.

    Raises NotFound, BadInput for who acts for somebody else.
    """
    with database.writing() as session:
        found = invite_with(session, digest_of(token), at - INVITES_LAST)
        if found is None:
            raise NotFound(_(_OVER))
        partner, email = found
        person = person_with_email(session, email)
        if person is None:
            person = Person(new_id("p"), email, "", Role.PARTNER, True, False, at)
            add_person(session, person)
        own = partner_of(session, person.id)
        if (
            person.role is not Role.PARTNER
            or not person.is_active
            or (own and own.id != partner.id)
        ):
            raise BadInput(
                _(
                    "This address acts for somebody else already, or was removed. Use"
                    " another one, or ask the council."
                )
            )
        put_person_with(session, partner.id, person.id)
        remove_invites(session, partner.id, email)
        note(session, AuditLine(at, email, "joined", partner.id, new=partner.name))
    return partner
