"""Let somebody in: they get a role, and a message that says where to sign in."""

from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.people.email_address import clean_email
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.people.tokens import new_id
from safespaces.roles import Role, may_go_together
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import (
    partner_of,
    people_of,
    remove_invites_by,
    take_person_out,
)
from safespaces.store.people import add_person, change_person, person_with_email, person_with_id
from safespaces.store.sign_in import end_sessions_of
from safespaces.venues.tidy import tidy

_LONGEST_NAME = 100


def invite(
    database: Database,
    *,
    email: str,
    name: str,
    role: Role,
    by: str,
    at: datetime,
    site: str,
    may_change: bool = True,
    besides: bool = False,
) -> Person:
    """The person, new or given the role: in place of what they had, or `besides` it.

    Raises BadInput for an address that is none, for roles that do not go together, and where
    somebody has another role already and neither is said: what they would lose is told.
    """
    address, called = clean_email(email), tidy(name)[:_LONGEST_NAME]
    with database.writing() as session:
        known = person_with_email(session, address)
        had = known.roles if known and known.is_active else frozenset()
        if known and known.email == by and had != {role}:
            raise BadInput(
                _("You cannot change what you may do yourself. Ask another administrator.")
            )
        if known and had and besides:
            person = _given_besides(session, known, role, called, by=by, at=at)
            put_in_outbox(session, invitation(person, site), at)
            return person
        if known and had and had != {role} and not may_change:
            raise BadField("change", _what_they_are(session, known, role))
        if known is None:
            person = Person(new_id("p"), address, called, role, True, False, at)
            add_person(session, person)
            note(session, AuditLine(at, by, "invited", person.id, new=f"{address} as {role}"))
        else:
            change_person(session, known.id, role=role, is_active=True, name=called or known.name)
            note(
                session,
                AuditLine(
                    at, by, "role changed", known.id, old=_audit_text(known), new=f"{role}, active"
                ),
            )
            if known.roles != {role}:
                take_person_out(session, known.id)  # an officer acts for no partner
                # a session that began with less, or more, does not go on
                end_sessions_of(session, known.id)
            person = person_with_id(session, known.id)
        put_in_outbox(session, invitation(person, site), at)
    return person


def _given_besides(
    session: Session, known: Person, role: Role, called: str, *, by: str, at: datetime
) -> Person:
    """One role more. Their sessions end: they may have begun without a second factor."""
    if not may_go_together(known.roles | {role}):
        raise BadField(
            "besides",
            _(
                "%(now)s and %(role)s do not go together: who acts for a partner decides on"
                " nobody’s places. Let them use two addresses.",
                now=_(known.role),
                role=_(role),
            ),
        )
    also = (known.also | {role}) - {known.role}
    change_person(
        session, known.id, role=known.role, is_active=True, name=called or known.name, also=also
    )
    person = person_with_id(session, known.id)
    line = AuditLine(
        at, by, "role changed", known.id, old=_audit_text(known), new=_audit_text(person)
    )
    note(session, line)
    if person.roles != known.roles:
        end_sessions_of(session, known.id)
    return person


def _roles_text(person: Person) -> str:
    return " + ".join([person.role, *sorted(person.also)])


def roles_said(person: Person) -> str:
    """Their roles in words, the first one first."""
    return ", ".join(_(role) for role in (person.role, *sorted(person.also)))


def _what_they_are(session: Session, known: Person, role: Role) -> str:
    """What somebody is now, and what another role would leave behind."""
    said = {"email": known.email, "now": roles_said(known), "role": _(role)}
    partner = partner_of(session, known.id)
    if partner is None:
        return _(
            "%(email)s is %(now)s now. Tick “Change what they may do” to make them %(role)s,"
            " or “Besides” to let them be both.",
            **said,
        )
    others = [
        each for each in people_of(session, partner.id) if each.is_active and each.id != known.id
    ]
    left = (
        _("Others act for it too.")
        if others
        else _("Nobody else acts for it: its places would be nobody’s.")
    )
    return _(
        "%(email)s is %(now)s now, for %(partner)s. %(left)s Tick “Change what they may do” to"
        " make them %(role)s.",
        **said,
        partner=partner.name,
        left=left,
    )


def remove_person(database: Database, person_id: str, *, by: str, at: datetime) -> Person:
    """Let somebody in no longer: every session ends now.

    Their record stays: deeds are signed with it. Raises NotFound, BadInput.
    """
    with database.writing() as session:
        person = person_with_id(session, person_id)
        if person.email == by:
            raise BadInput(_("You cannot remove yourself. Ask another administrator."))
        change_person(session, person_id, role=person.role, is_active=False, name=person.name)
        end_sessions_of(session, person_id)
        remove_invites_by(session, person.email)
        note(
            session,
            AuditLine(
                at,
                by,
                "removed",
                person_id,
                old=_audit_text(person),
                new=f"{person.role}, not active",
            ),
        )
        return person_with_id(session, person_id)


def _audit_text(person: Person) -> str:
    return f"{_roles_text(person)}, {'active' if person.is_active else 'not active'}"


def invitation(person: Person, site: str) -> Message:
    """The mail that says where to sign in."""
    body = _(
        "You can now sign in to Safe Spaces as %(role)s.\n\nGo to %(link)s"
        " and type this e-mail address. You will get a link; there is no"
        " password.\n\nIf you did not expect this, you can ignore it.\n",
        role=roles_said(person),
        link=f"{site}/sign-in",
    )
    return Message(person.email, _("You can sign in to Safe Spaces"), body)
