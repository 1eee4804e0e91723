"""Who acts for a partner: colleagues let each other in."""

from datetime import datetime

from safespaces.actions.invite import invitation
from safespaces.actions.partner_work import Actor
from safespaces.people.person import Person, clean_email
from safespaces.people.tokens import new_id
from safespaces.roles import Role
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import people_of, put_person_with
from safespaces.store.people import add_person, person_with_email


def colleagues(database: Database, actor: Actor) -> list[Person]:
    """Who acts for the same partner."""
    with database.reading() as session:
        return people_of(session, actor.partner.id)


def let_in_colleague(database: Database, actor: Actor, email: str, *, at: datetime, site: str) -> None:
    """Let somebody act for the partner too, and write to them.

    An address that signs in already is left as it is, whoever's it is: the page says the same, and the audit log says what happened.
    Raises BadInput for no address.
    """
    address = clean_email(email)
    with database.writing() as session:
        if person_with_email(session, address):
            note(session, AuditLine(at, actor.email, "colleague not added", actor.partner.id, new=f"{address} signs in already"))
            return
        person = Person(new_id("p"), address, "", Role.PARTNER, True, False, at)
        add_person(session, person)
        put_person_with(session, actor.partner.id, person.id)
        note(session, AuditLine(at, actor.email, "invited", person.id, new=f"{address} for {actor.partner.name}"))
        put_in_outbox(session, invitation(person, site), at)
