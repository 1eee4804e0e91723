"""What an officer looks at: the register filtered, and one venue with its closures and history.

Reads only.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from safespaces.actions.operations.job_health import job_health
from safespaces.actions.submissions.queue import queue
from safespaces.hours.wall_time import to_minute
from safespaces.language import marked
from safespaces.moderation.verification import Verification
from safespaces.store.closures import closures_after
from safespaces.store.database import Database
from safespaces.store.outbox import waiting_count
from safespaces.store.reports import open_reports
from safespaces.store.venues import VenueVersion, all_venues, venue_with_id, versions_of
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


LACKING = {
    marked("point"): lambda v: v.located is None,
    marked("hours"): lambda v: not v.safe_hours,
    marked("check"): lambda v: v.checked_on is None,
}


def overview(database: Database, today: date, at: datetime) -> Overview:
    """Counts of the whole register; what lacks something is counted among listed venues."""
    with database.reading() as session:
        venues, waiting, reports = (
            all_venues(session),
            waiting_count(session),
            open_reports(session),
        )
        troubles = tuple(job_health(session, at).troubles(at))
    counted = Counter(venue.status for venue in venues)
    listed = [venue for venue in venues if venue.status is ListingStatus.LISTED]
    lacking = {name: sum(map(test, listed)) for name, test in LACKING.items()}
    to_do = sum(queue(database, today=today).counts.values())
    return Overview(
        {status: counted[status] for status in ListingStatus},
        lacking["point"],
        lacking["hours"],
        lacking["check"],
        waiting,
        reports,
        to_do,
        troubles,
    )


def find_venues(
    database: Database, *, status: str = "", lacking: str = "", words: str = ""
) -> list[Venue]:
    """Venues of a status, that lack something, whose name, address, postcode or id holds the
    beginnings of some words.
    """
    typed = words_of(words)
    with database.reading() as session:
        venues = all_venues(session)
    return [
        venue
        for venue in venues
        if (not status or venue.status == status)
        and (lacking not in LACKING or LACKING[lacking](venue))
        and all(
            any(
                its.startswith(word)
                for its in words_of(f"{venue.name} {venue.address} {venue.postcode} {venue.id}")
            )
            for word in typed
        )
    ]


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
