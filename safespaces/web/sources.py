"""Where the pages' data comes from: the store and the gazetteer, behind a few functions, so that a
test can hand in its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from safespaces.actions.operations.job_health import JobHealth, job_health
from safespaces.actions.operations.key_file import keyring_from
from safespaces.actions.reference.find_postcode import outward_postcodes, postcodes_version
from safespaces.clock import utc_now
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.settings import Settings
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store import snapshots
from safespaces.store.database import Database, Patience
from safespaces.store.site_messages import SiteMessage, newest_site_message
from safespaces.store.stickers import StickerSeen, every_sticker
from safespaces.store.streets import StreetFiles, street_files, streets_number
from safespaces.venues.gazetteer import Gazetteer

OutwardPoints = list[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Functions may raise StoreError. None is called while a page for the public waits, but for
    the postcodes of an outward code that nobody has asked for before.
    """

    gazetteer: Gazetteer
    current_number: Callable[[], str | None]
    # given the one that is held: of a long one only what is not held yet is read
    current_snapshot: Callable[[Snapshot | None], Snapshot | None]
    postcodes_version: Callable[[], str]  # changes when the postcode table does; "" without one
    outward_points: Callable[[str], OutwardPoints]  # (inward code, lat, lon), in order
    stickers: Callable[[], dict[str, StickerSeen]] = dict  # by code, those that were replaced too
    job_health: Callable[[], JobHealth | None] = lambda: None
    site_message: Callable[[], SiteMessage | None] = lambda: None
    streets_number: Callable[[], str] = str  # changes when the walking network does; "" without
    street_files: Callable[[], StreetFiles | None] = lambda: None
    # calls what it is given for each list that is published, and does not return where it can
    listen: Callable[[Callable[[], None]], None] = lambda _heard: None
    database: Database | None = None  # for the pages behind sign-in


# threads of a process are left for the public whatever the pages behind sign-in wait for
_FOR_PEOPLE = Patience(connect_s=3, answer_s=15, lock_s=5, at_once=4)
_FOR_THE_PUBLIC = Patience(connect_s=2, answer_s=2, lock_s=2, at_once=2)
_IN_THE_BACKGROUND = Patience(connect_s=3, answer_s=60, lock_s=5)


def sources_of(settings: Settings) -> Sources:
    """The sources that settings name: the database, and the gazetteer in the data folder."""
    background = Database(settings.database, _IN_THE_BACKGROUND)
    at_once = Database(settings.database, _FOR_THE_PUBLIC)

    def reading(read: Callable[..., Any], database: Database = background) -> Callable[..., Any]:
        def in_session(*values: object) -> Any:
            with database.reading() as session:
                return read(session, *values)

        return in_session

    return Sources(
        gazetteer=read_gazetteer(),
        current_number=reading(snapshots.current_number),
        current_snapshot=reading(snapshots.current_snapshot),
        postcodes_version=reading(postcodes_version),
        outward_points=reading(outward_postcodes, at_once),
        stickers=reading(every_sticker),
        job_health=reading(lambda session: job_health(session, utc_now())),
        site_message=reading(newest_site_message),
        streets_number=reading(streets_number),
        street_files=reading(street_files),
        listen=background.listen,
        database=Database(settings.database, _FOR_PEOPLE, keyring_from(settings)),
    )
