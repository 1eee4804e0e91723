"""The public list as CSV, with the headers that an import reads back."""

from dataclasses import fields

from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.csv_text import csv_text
from safespaces.venues.fields import FIELDS

_PUBLIC = {field.name for field in fields(PublicVenue)}
COLUMNS = tuple(field.name for field in FIELDS if field.name in _PUBLIC)


def places_csv(snapshot: Snapshot) -> bytes:
    """One row a Safe Space, in UTF-8. Empty safe_hours means not known. Places of neighbours
    are in their own services' files.
    """
    rows = [
        list(COLUMNS),
        *([_cell(venue, column) for column in COLUMNS] for venue in snapshot.own),
    ]
    return csv_text(rows).encode()


def _cell(venue: PublicVenue, column: str) -> str:
    value = getattr(venue, column)
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, tuple) else str(value)
