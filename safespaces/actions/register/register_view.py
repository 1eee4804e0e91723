"""What an officer looks at: the register filtered, and one venue with its closures and history.

Reads only.
"""

from dataclasses import dataclass
from datetime import date, datetime

from safespaces.actions.operations.job_health import job_health
from safespaces.actions.submissions.queue import queue
from safespaces.hours.wall_time import to_minute
from safespaces.language import marked
from safespaces.moderation.verification import Verification
from safespaces.pages import page_of
from safespaces.store.closures import closures_after
from safespaces.store.database import Database
from safespaces.store.outbox import waiting_count
from safespaces.store.reports import open_reports
from safespaces.store.venue_search import (
    Wanted,
    count_by_status,
    count_lacking,
    count_wanted,
    some_venues,
)
from safespaces.store.venues import VenueVersion, venue_with_id, versions_of
from safespaces.store.verifications import verifications_of
from safespaces.venues.closure import Closure
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of


@dataclass(frozen=True, slots=True)
class Overview:
    """What needs doing, at a glance."""

    counts: dict[ListingStatus, int]
    without_point: int
    without_hours: int
    never_checked: int
    waiting_messages: int
    open_reports: int
    waiting: int  # in the queue
    troubles: tuple[str, ...] = ()  # of mail and jobs


@dataclass(frozen=True, slots=True)
class VenueFile:
    """One venue, closures that are not over, and every version, newest first."""

    venue: Venue
    closures: tuple[Closure, ...]
    versions: tuple[VenueVersion, ...]
    verifications: tuple[Verification, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some venues of the register, by name, and where they stand among those that fit."""

    venues: list[Venue]
    count: int
    page: int
    pages: int


LACKING = (marked("point"), marked("hours"), marked("check"))
_A_PAGE = 100


def overview(database: Database, today: date, at: datetime) -> Overview:
    """Counts of the whole register; what lacks something is counted among listed venues."""
    with database.reading() as session:
        counted, lacking = count_by_status(session), count_lacking(session)
        waiting, reports = waiting_count(session), open_reports(session)
        troubles = tuple(job_health(session, at).troubles(at))
    to_do = sum(queue(database, today=today).counts.values())
    return Overview(
        {status: counted.get(status, 0) for status in ListingStatus},
        lacking["point"],
        lacking["hours"],
        lacking["check"],
        waiting,
        reports,
        to_do,
        troubles,
    )


def find_venues(
    database: Database, *, status: str = "", lacking: str = "", words: str = "", page: int = 1
) -> RegisterPage:
    """A page of the venues of a status, that lack something, whose name, address, postcode or id
    holds the beginnings of some words; the nearest page there is.
    """
    wanted = Wanted(status, lacking, words_of(words))
    with database.reading() as session:
        count = count_wanted(session, wanted)
        at = page_of(count, _A_PAGE, page)
        venues = some_venues(session, wanted, at.skipped, at.size)
    return RegisterPage(venues, count, at.page, at.pages)


def venue_file(database: Database, venue_id: str, *, at: datetime) -> VenueFile:
    """Everything about one venue. Raises NotFound."""
    with database.reading() as session:
        venue = venue_with_id(session, venue_id)
        closures = closures_after(session, to_minute(at)).get(venue_id, ())
        return VenueFile(
            venue,
            closures,
            tuple(reversed(versions_of(session, venue_id))),
            verifications_of(session, venue_id),
        )
