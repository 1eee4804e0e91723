"""Where the pages' data comes from: the store and the gazetteer, behind a few functions, so that a
test can hand in its own.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from safespaces.actions.reference.find_postcode import (
    find_postcode,
    outward_postcodes,
    postcodes_version,
)
from safespaces.errors import StoreError
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.settings import Settings
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store import snapshots
from safespaces.store.database import Database
from safespaces.venues.gazetteer import Gazetteer

OutwardPoints = list[tuple[str, float, float]]

_log = logging.getLogger("safespaces.web")


@dataclass(frozen=True, slots=True)
class Sources:
    """Functions may raise StoreError, but for postcode_point: without a table a look-up goes on
    with postcode sectors.
    """

    gazetteer: Gazetteer
    current_number: Callable[[], str | None]
    current_snapshot: Callable[[], Snapshot | None]
    postcode_point: Callable[[Postcode], Point | None]
    postcodes_version: Callable[[], str]  # changes when the postcode table does; "" without one
    outward_points: Callable[[str], OutwardPoints]  # (inward code, lat, lon), in order
    database: Database | None = None  # for the pages behind sign-in


def sources_of(settings: Settings) -> Sources:
    """The sources that settings name: the database, and the gazetteer in the data folder."""
    database = Database(settings.database)

    def reading(read: Callable[..., Any]) -> Callable[..., Any]:
        def in_session(*values: object) -> Any:
            with database.reading() as session:
                return read(session, *values)

        return in_session

    return Sources(
        gazetteer=read_gazetteer(),
        current_number=reading(snapshots.current_number),
        current_snapshot=reading(snapshots.current_snapshot),
        postcode_point=or_none(reading(find_postcode)),
        postcodes_version=reading(postcodes_version),
        outward_points=reading(outward_postcodes),
        database=database,
    )


def or_none(read: Callable[[Postcode], Point | None]) -> Callable[[Postcode], Point | None]:
    """The function, but a database that does not answer counts as a postcode that is not known."""

    def point(postcode: Postcode) -> Point | None:
        try:
            return read(postcode)
        except StoreError as error:
            _log.error("postcode table not read", extra={"problem": type(error).__name__})
            return None

    return point
