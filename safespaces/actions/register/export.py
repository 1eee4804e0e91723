"""Write the list out: what the public reads, or the whole register for the operator."""

from enum import StrEnum

from safespaces.errors import NotFound
from safespaces.snapshot.csv import places_csv
from safespaces.snapshot.geojson import places_geojson
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import all_venues
from safespaces.venues.cells import venue_cells
from safespaces.venues.csv_text import csv_text
from safespaces.venues.fields import FIELDS


class Format(StrEnum):
    """The forms that the public list can be written in."""

    CSV = "csv"
    GEOJSON = "geojson"


def export_public(database: Database, form: Format) -> bytes:
    """The published list. Raises NotFound before the first publication."""
    with database.reading() as session:
        snapshot: Snapshot | None = current_snapshot(session)
    if snapshot is None:
        raise NotFound("Nothing is published yet. Run: safespaces publish")
    return places_csv(snapshot) if form is Format.CSV else places_geojson(snapshot)


def export_register(database: Database) -> bytes:
    """Every venue with every field, private ones too, as a CSV that `safespaces import` reads back
    without a change.
    """
    with database.reading() as session:
        venues = all_venues(session)
    header = [field.name for field in FIELDS]
    return csv_text([header, *(list(venue_cells(venue).values()) for venue in venues)]).encode()
