"""Find the missing points of venues: offline first, then by the online geocoder where one is
configured.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from safespaces.actions.reference.find_postcode import find_postcode
from safespaces.actions.register.publish import publish_in
from safespaces.errors import OutsideServiceError
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.geocoding.offline import offline_chain
from safespaces.geocoding.online import Ask, located_online
from safespaces.store.database import Database
from safespaces.store.geocode_cache import keep_answer, kept_answer
from safespaces.store.venues import all_venues, change_venues
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.pin import Found
from safespaces.venues.venue import ListingStatus, Venue

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Locating:
    """Which venues got a point, each with what it was found by, and which did not, each with the
    reason in words.
    """

    found: tuple[tuple[Venue, str], ...]
    missing: tuple[tuple[Venue, str], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    located: LocatedPoint
    label: str


def locate_missing(
    database: Database,
    gazetteer: Gazetteer,
    *,
    area: str,
    at: datetime,
    online: Ask | None = None,
    progress: Progress | None = None,
) -> Locating:
    """Give a point to every venue that has none, and publish.

    A venue that has a point is never touched.

    The postcode table comes first, then the online geocoder where there is one, then what is rough:
    postcode sectors, and names of places for addresses that say they are in `area`, because every
    town has a Warwick Road.
    """
    with database.reading() as session:
        waiting = [
            venue
            for venue in all_venues(session)
            if venue.located is None and venue.status is not ListingStatus.WITHDRAWN
        ]
    found: list[tuple[Venue, str]] = []
    missing: list[tuple[Venue, str]] = []
    for number, venue in enumerate(waiting, 1):
        answer = _locate(database, gazetteer, venue, area, online, at)
        if isinstance(answer, _Found):
            found.append((replace(venue, located=answer.located), answer.label))
        else:
            missing.append((venue, answer))
        if progress:
            progress(number, len(waiting))
    _keep(database, [venue for venue, _ in found], at)
    return Locating(tuple(found), tuple(missing))


def find_address(
    database: Database, gazetteer: Gazetteer, *, address: str, postcode: str, area: str
) -> Found | None:
    """Where an address or a postcode is, offline; None where it is not known or could be several
    places.
    """
    answer = _offline(database, gazetteer, address, postcode, area)
    if isinstance(answer, str):
        return None
    return Found(answer.located.point, answer.label, answer.located.precision_m or 0)


def _keep(database: Database, found: Iterable[Venue], at: datetime) -> None:
    with database.writing() as session:
        still = {venue.id: venue for venue in all_venues(session) if venue.located is None}
        placed = [
            replace(still[venue.id], located=venue.located) for venue in found if venue.id in still
        ]
        change_venues(session, placed, at=at, author="safespaces locate", reason="point found")
        publish_in(session, at=at)


def _locate(
    database: Database,
    gazetteer: Gazetteer,
    venue: Venue,
    area: str,
    online: Ask | None,
    at: datetime,
) -> _Found | str:
    """The point, or why there is none."""
    offline = _offline(database, gazetteer, venue.address, venue.postcode, area)
    if isinstance(offline, _Found) and offline.located.source is PointSource.POSTCODE:
        return offline
    query = ", ".join(filter(None, (venue.address, venue.postcode)))
    answer = _ask_once(database, query, online, at) if online and venue.address else None
    return answer or offline


def _offline(
    database: Database, gazetteer: Gazetteer, address: str, postcode: str, area: str
) -> _Found | str:
    with database.reading() as session:
        chain = offline_chain(gazetteer, lambda postcode: find_postcode(session, postcode))
        for query in filter(None, (postcode, *_streets(address, area))):
            answers = chain.find(query)
            if len(answers) > 1:
                return (
                    f"{query!r} could be {' or '.join(answer.address for answer in answers)}: give"
                    " a postcode or a point"
                )
            if answers:
                raw = answers[0].raw
                point = Point(answers[0].latitude, answers[0].longitude)
                return _Found(
                    LocatedPoint(point, raw["source"], raw["precision_m"]), answers[0].address
                )
    return (
        f"no postcode, and no street or place of {area}, in its address is known: give a postcode"
        " or a point"
    )


def _streets(address: str, area: str) -> list[str]:
    """The parts of an address in the area that may name a place, nearest first; not the area
    itself, a point for everything.
    """
    parts = [part.strip().lstrip("0123456789-/ ").strip() for part in address.split(",")]
    if not any(area.casefold() in part.casefold() for part in parts):
        return []
    return [part for part in parts if len(part) > 3 and part.casefold() != area.casefold()]


def _ask_once(database: Database, query: str, online: Ask, at: datetime) -> _Found | None:
    key = query[:500]
    with database.reading() as session:
        known, answer = kept_answer(session, key)
    if not known:
        try:
            answer = online(query)
        except OutsideServiceError:
            return None  # offline is better than nothing; asked again next time
        with database.writing() as session:
            keep_answer(session, key, answer, at)
    return _Found(located_online(answer), answer[2].partition("|")[2]) if answer else None
