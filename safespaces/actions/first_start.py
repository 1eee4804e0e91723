"""What a first start needs, and what every later start leaves alone."""

from collections.abc import Callable
from datetime import datetime

from safespaces.actions.fetch_postcodes import fetch_postcodes, should_try
from safespaces.actions.import_csv import Sent, apply_import
from safespaces.actions.publish import publish
from safespaces.errors import SafeSpacesError
from safespaces.settings import folder
from safespaces.store.database import Database
from safespaces.store.venues import count_venues

_AREA = "CV"  # the outward codes of the shipped venues
_BUDGET_S = 20  # a start does not wait longer for a download

Say = Callable[[str], None]


def make_ready(database: Database, *, at: datetime, say: Say) -> None:
    """Tables in their newest form, venues in an empty register, the register published, postcodes tried once."""
    database.prepare()
    with database.reading() as session:
        is_empty = count_venues(session) == 0
    if is_empty:
        sent = Sent((folder("data") / "venues.csv").read_bytes(), "venues.csv")
        done = apply_import(database, sent, at=at, author="first start")
        say(f"Imported {len(done.plan.added)} venues of demonstration data; {len(done.snapshot.venues)} are listed.")
    else:
        publish(database, at=at)
    if should_try(database, at=at):
        _try_postcodes(database, at, say)


def _try_postcodes(database: Database, at: datetime, say: Say) -> None:
    try:
        done = fetch_postcodes(database, at=at, area=_AREA, budget_s=_BUDGET_S)
        say(f"Fetched {done.count:,} postcodes from Ordnance Survey.")
    except SafeSpacesError:
        say("Postcodes could not be fetched, so they are found to their sector only. Later: safespaces postcodes fetch")
