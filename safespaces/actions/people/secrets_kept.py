"""Secrets at rest: encrypted with the first key, whatever they were kept with before."""

from safespaces.store.database import Database
from safespaces.store.people import people_with_secrets, second_factor_of, set_second_factor


def encrypt_again(database: Database) -> int:
    """Encrypt every second factor with the first key; returns how many there are.

    Raises WrongKey.
    """
    with database.writing() as session:
        found = people_with_secrets(session)
        for person_id in found:
            set_second_factor(session, person_id, *second_factor_of(session, person_id))
    return len(found)


def encrypt_what_is_clear(database: Database) -> None:
    """Encrypt what an earlier version kept in clear."""
    with database.reading() as session:
        is_clear = bool(people_with_secrets(session, only_clear=True))
    if is_clear:
        encrypt_again(database)
