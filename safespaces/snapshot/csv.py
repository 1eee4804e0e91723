"""The public list as CSV, with the headers that an import reads back."""

from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.csv_text import csv_text

COLUMNS = (
    "id",
    "name",
    "kind",
    "address",
    "postcode",
    "lat",
    "lon",
    "safe_hours",
    "kit",
    "access",
    "minimum_age",
    "website",
    "phone",
    "checked_on",
)


def places_csv(snapshot: Snapshot) -> bytes:
    """One row a Safe Space, in UTF-8. Empty safe_hours means not known."""
    rows = [
        list(COLUMNS),
        *([_cell(venue, column) for column in COLUMNS] for venue in snapshot.venues),
    ]
    return csv_text(rows).encode()


def _cell(venue: PublicVenue, column: str) -> str:
    value = getattr(venue, column)
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, tuple) else str(value)
