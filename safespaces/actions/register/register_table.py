"""The register as a table for officers: the facts of each venue, and what the council keeps beside
them. It is not for the public: it says who can be reached.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from safespaces.actions.register.register_view import AreasOf, Asked, ids_wanted
from safespaces.store.audit import AuditLine, note
from safespaces.store.contacts import contacts_of
from safespaces.store.database import Database
from safespaces.store.venue_search import beside
from safespaces.store.venues import venues_with_ids
from safespaces.venues.cells import venue_cells
from safespaces.venues.csv_text import csv_text
from safespaces.venues.fields import FIELDS

_NAMES = tuple(each.name for each in FIELDS)
_BESIDE = (
    "area",
    "check_until",
    "training_until",
    "partner",
    "contact_name",
    "contact_role",
    "contact_email",
    "contact_phone",
    "contact_may_be_written_to",
)
_AT_ONCE = 1_000


def register_csv(
    database: Database,
    asked: Asked,
    *,
    today: date,
    zone: ZoneInfo,
    areas_of: AreasOf,
    by: str,
    at: datetime,
) -> str:
    """CSV of all venues that fit a filter, in its order; a venue with several contacts has a line
    for each. Who took it along stands in the audit log.
    """
    ids = ids_wanted(database, asked, today=today, zone=zone, areas_of=areas_of)
    with database.writing() as session:
        words = f"{len(ids)} venues with contacts"
        note(session, AuditLine(at, by, "register taken along", "register", new=words))
    with database.reading() as session:
        return csv_text([(*_NAMES, *_BESIDE), *_rows(session, ids, areas_of)])


def _rows(session: Session, ids: Sequence[str], areas_of: AreasOf) -> Iterator[list[str]]:
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        venues, known = venues_with_ids(session, some), beside(session, some)
        for venue_id in some:
            venue, facts = venues[venue_id], known[venue_id]
            cells = venue_cells(venue)
            area = areas_of([venue.located.point])[0] if venue.located else ""
            told = [facts.check_until or "", facts.training_until or "", facts.partner]
            people = [
                [each.name, each.role, each.email, each.phone, "yes" if each.may_write else "no"]
                for each in contacts_of(session, venue_id)
            ]
            for person in people or [[""] * 5]:
                yield [*(cells[name] for name in _NAMES), area, *map(str, told), *person]
