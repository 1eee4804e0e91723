"""What an inspector sees: listed places, as everybody knows them, and the visits they kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.moderation.record import Visit
from safespaces.pages import page_of
from safespaces.store import records
from safespaces.store.database import Database
from safespaces.store.venue_search import Wanted, count_wanted, some_venues
from safespaces.store.venues import venue_with_id
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of

_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ToVisit:
    """Some listed places, and where they stand among those that fit."""

    venues: Sequence[Venue]
    count: int
    page: int
    pages: int


def places_to_visit(database: Database, words: str, page: int) -> ToVisit:
    """Listed places by name; those whose name, address or postcode has these words."""
    wanted = Wanted(status=ListingStatus.LISTED.value, words=words_of(words))
    with database.reading() as session:
        count = count_wanted(session, wanted)
        at = page_of(count, _A_PAGE, page)
        venues = some_venues(session, wanted, at.skipped, at.size)
    return ToVisit(venues, count, at.page, at.pages)


def place_to_visit(database: Database, venue_id: str) -> Venue:
    """A listed place. Raises NotFound for every other."""
    with database.reading() as session:
        venue = venue_with_id(session, venue_id)
    if venue.status is not ListingStatus.LISTED:
        raise NotFound(_("That place is not on the list, so there is nothing to visit."))
    return venue


def own_visits(database: Database, email: str, since: date) -> list[tuple[Visit, str]]:
    """The visits that somebody kept since a day, the newest first, with the name of the place."""
    with database.reading() as session:
        kept = [each for each in records.visits_since(session, since) if each.by == email]
        return [(each, venue_with_id(session, each.venue_id).name) for each in kept]
