"""Who acts for a partner: somebody who does asks a colleague, and the colleague says yes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.people.allowing import count, to_mailbox
from safespaces.actions.submissions.partner_work import Actor
from safespaces.errors import BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.allowances import INVITES_BY_A_PARTNER
from safespaces.people.email_address import clean_email
from safespaces.people.message import Message
from safespaces.people.person import Person
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
    remove_invites_by,
    take_person_out,
)
from safespaces.store.people import add_person, person_with_email, person_with_id
from safespaces.store.sign_in import end_sessions_of

INVITES_LAST = timedelta(days=14)
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
        too_many = _("That is enough invitations for a day. Go on tomorrow, or ask the council.")
        asked = [(INVITES_BY_A_PARTNER, actor.partner.id), *to_mailbox(address)]
        count(session, asked, at, too_many=too_many)
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


def take_colleague_out(database: Database, actor: Actor, person_id: str, *, at: datetime) -> None:
    """Somebody acts for the partner no more: they are signed out at once, what they asked others
    counts no more, and both are told by mail.

    Raises NotFound for nobody of the partner's, BadInput for oneself.
    """
    with database.writing() as session:
        person = person_with_id(session, person_id)
        own = partner_of(session, person_id)
        if own is None or own.id != actor.partner.id:
            raise NotFound(_("They do not act for you any more."))
        if person.email == actor.email:
            raise BadInput(_("You cannot take yourself out. Ask a colleague, or the council."))
        take_person_out(session, person_id)
        remove_invites_by(session, person.email)
        end_sessions_of(session, person_id)
        note(session, AuditLine(at, actor.email, "colleague taken out", own.id, old=person.email))
        told = _(
            "%(email)s cannot sign in for %(name)s in Safe Spaces any more. %(by)s has taken them"
            " out.\n\nThe closing link at the counter still works for whoever knows it: ask the"
            " council for a new one if that matters.\n",
            email=person.email,
            name=own.name,
            by=actor.email,
        )
        for address in (person.email, actor.email):
            subject = _("Who can sign in for %(name)s", name=own.name)
            put_in_outbox(session, Message(address, subject[:200], told), at)


def take_invitation_back(database: Database, actor: Actor, email: str, *, at: datetime) -> None:
    """The link that an address was sent opens nothing any more; they are told. Raises NotFound."""
    with database.writing() as session:
        if email not in invited_to(session, actor.partner.id):
            raise NotFound(_("That invitation was answered or taken back already."))
        remove_invites(session, actor.partner.id, email)
        note(
            session,
            AuditLine(at, actor.email, "invitation taken back", actor.partner.id, old=email),
        )
        body = _(
            "%(by)s has taken back the invitation to look after places of %(name)s in Safe Spaces."
            " You need to do nothing.\n",
            by=actor.email,
            name=actor.partner.name,
        )
        put_in_outbox(session, Message(email, _("Your invitation was taken back"), body), at)


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
            Role.PARTNER not in person.roles
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
