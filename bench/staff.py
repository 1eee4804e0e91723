"""Somebody who is signed in, for what is measured behind sign-in."""

from datetime import UTC, datetime

from safespaces.actions.people.sign_in import link_for, sign_in
from safespaces.people.person import Person
from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.people import add_person
from safespaces.store.sign_in import complete_session

AT = datetime.now(UTC)


def signed_in(database: Database) -> str:
    """The cookie of an officer, who is added."""
    with database.writing() as session:
        add_person(
            session, Person("p-bench", "officer@bench.example", "", Role.OFFICER, True, False, AT)
        )
    done = sign_in(
        database,
        token=link_for(database, "p-bench", at=AT, site="").rpartition("/")[2],
        device="bench",
        at=AT,
    )
    with database.writing() as session:
        complete_session(session, done.who.session_id, digest_of(done.cookie), AT)
    return done.cookie
