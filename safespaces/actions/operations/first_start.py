"""What a first start needs, and what every later start leaves alone."""

from collections.abc import Callable
from datetime import datetime

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.imports.import_judging import of_the_service_itself
from safespaces.actions.people.secrets_kept import encrypt_what_is_clear
from safespaces.actions.register.publish import publish
from safespaces.settings import folder
from safespaces.store.database import Database
from safespaces.store.demonstration import mark_as_demonstration
from safespaces.store.streets import streets_number
from safespaces.store.venue_search import fill_search_words
from safespaces.store.venues import count_venues

Say = Callable[[str], None]


def make_ready(
    database: Database, *, at: datetime, say: Say, with_demonstration: bool = True
) -> None:
    """Tables in their newest form, the demonstration in an empty register where it is wanted, the
    register published.
    """
    database.prepare()
    encrypt_what_is_clear(database)
    with database.writing() as session:
        fill_search_words(session)
    with database.reading() as session:
        is_empty = count_venues(session) == 0
        has_streets = streets_number(session) != ""
    if is_empty and with_demonstration:
        sent = UploadedFile((folder("data") / "venues.csv").read_bytes(), "venues.csv")
        done = apply_import(
            database, sent, at=at, author="first start", judging=of_the_service_itself(at.date())
        )
        with database.writing() as session:
            mark_as_demonstration(session, (venue.id for _line, venue in done.plan.added))
        say(
            f"Imported {len(done.plan.added)} venues of demonstration data;"
            f" {done.published.count} are listed."
        )
    else:
        publish(database, at=at)
    if is_empty and not with_demonstration:
        say("The register is empty. Bring your places in: safespaces import FILE")
    if not has_streets:
        say("Walks are by the straight line. By the streets: safespaces streets fetch")
