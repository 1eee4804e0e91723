"""What an officer looks at: the register filtered, and one venue with its closures and history.

Reads only.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from safespaces.actions.operations.job_health import job_health
from safespaces.actions.operations.remind_special_days import is_silent
from safespaces.actions.submissions.queue import queue
from safespaces.geo.point import Point
from safespaces.hours.wall_time import to_minute
from safespaces.language import marked
from safespaces.moderation.verification import Verification
from safespaces.pages import page_of
from safespaces.store.closures import closures_after
from safespaces.store.database import Database
from safespaces.store.outbox import waiting_count
from safespaces.store.queue import last_trainings, running_out
from safespaces.store.reports import open_reports
from safespaces.store.venue_search import (
    Beside,
    Spot,
    Wanted,
    beside,
    count_by_status,
    count_lacking,
    count_wanted,
    some_venues,
    spots_of,
)
from safespaces.store.venues import (
    VenueVersion,
    hours_of_listed,
    venue_with_id,
    venues_with_ids,
    versions_of,
)
from safespaces.store.verifications import verifications_of
from safespaces.venues.closure import Closure
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of


@dataclass(frozen=True, slots=True)
class Month:
    """How many checks and trainings of listed places run out in a month, by its first day."""

    first: date
    checks: int
    trainings: int


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
    troubles: tuple[str, ...]  # of mail and jobs
    by_kind: Mapping[str, int]  # what waits, by the kinds of the queue
    coming: tuple[Month, ...]  # the next months
    silent: int  # listed, and nobody has said the hours of the next Christmas and New Year


@dataclass(frozen=True, slots=True)
class VenueFile:
    """One venue, closures that are not over, and every version, newest first."""

    venue: Venue
    closures: tuple[Closure, ...]
    versions: tuple[VenueVersion, ...]
    verifications: tuple[Verification, ...]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A venue as a line of the register."""

    venue: Venue
    area: str
    beside: Beside


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some venues of the register, and where they stand among those that fit."""

    venues: list[Venue]
    count: int
    page: int
    pages: int
    lines: tuple[RegisterLine, ...] = ()


LACKING = (
    marked("point"),
    marked("hours"),
    marked("check"),
    marked("training"),
    marked("partner"),
    marked("contact"),
)
_A_PAGE = 100
_MONTHS = 6
_ASKED_FROM = 11  # the month from which the hours of Christmas are asked for
UTC_ZONE = ZoneInfo("UTC")
AreasOf = Callable[[Sequence[Point]], Sequence[str]]


def _no_areas(points: Sequence[Point]) -> Sequence[str]:
    return [""] * len(points)


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter of the register as people choose it: codes and texts, "" for whatever."""

    status: str = ""
    kind: str = ""
    area: str = ""
    lacking: str = ""
    check: str = ""
    training: str = ""
    since: str = ""  # changed since that day, as a page's form writes it
    words: str = ""
    sort: str = "name"
    imported: str = ""  # the number of an import

    def wanted(self, today: date, zone: ZoneInfo) -> Wanted:
        """As the database is asked; the area is looked at beside it."""
        try:
            day = date.fromisoformat(self.since) if self.since else None
        except ValueError:
            day = None
        return Wanted(
            self.status,
            self.lacking,
            words_of(self.words),
            self.kind,
            self.check,
            self.training,
            datetime.combine(day, time(), zone) if day else None,
            today,
            self.sort,
            int(self.imported) if re.fullmatch("[0-9]{1,9}", self.imported) else None,
        )


def overview(database: Database, today: date, at: datetime) -> Overview:
    """Counts of the whole register; what lacks something is counted among listed venues."""
    with database.reading() as session:
        counted, lacking = count_by_status(session), count_lacking(session)
        waiting, reports = waiting_count(session), open_reports(session)
        troubles = tuple(job_health(session, at).troubles(at))
        coming, silent = _coming(session, today), _silent(session, today)
    counts = queue(database, today=today).counts
    to_do = sum(count for kind, count in counts.items() if kind != "asked")
    return Overview(
        {status: counted.get(status, 0) for status in ListingStatus},
        lacking["point"],
        lacking["hours"],
        lacking["check"],
        waiting,
        reports,
        to_do,
        troubles,
        counts,
        coming,
        silent,
    )


def _coming(session: Session, today: date) -> tuple[Month, ...]:
    """The months that begin with this one; one in which nothing runs out is there too."""
    firsts = [_month_after(today.replace(day=1), number) for number in range(_MONTHS)]
    last = _month_after(firsts[-1], 1) - timedelta(days=1)
    checks = Counter(day.replace(day=1) for _id, _name, day in running_out(session, last))
    trainings = Counter(
        training.last_day.replace(day=1)
        for _id, _name, training in last_trainings(session)
        if training.trained
    )
    return tuple(Month(first, checks[first], trainings[first]) for first in firsts)


def _month_after(first: date, number: int) -> date:
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def _silent(session: Session, today: date) -> int:
    """Asked for in the last weeks of a year only."""
    if today.month < _ASKED_FROM:
        return 0
    hours = hours_of_listed(session)
    return sum(count for each, count in hours.items() if is_silent(each, today.year))


def find_venues(
    database: Database,
    asked: Asked | None = None,
    *,
    page: int = 1,
    today: date = date.max,
    zone: ZoneInfo = UTC_ZONE,
    areas_of: AreasOf = _no_areas,
    **plain: str,
) -> RegisterPage:
    """A page of the venues that fit a filter; the nearest page there is. `plain` are fields of
    Asked where none is given.
    """
    asked = asked or Asked(**plain)
    wanted = asked.wanted(today, zone)
    with database.reading() as session:
        if asked.area:  # areas are no column: the venues' points are looked at
            ids = [each.id for each in in_area(spots_of(session, wanted), asked.area, areas_of)]
            at = page_of(len(ids), _A_PAGE, page)
            shown = ids[at.skipped : at.skipped + at.size]
            found, count = venues_with_ids(session, shown), len(ids)
            venues = [found[venue_id] for venue_id in shown]
        else:
            count = count_wanted(session, wanted)
            at = page_of(count, _A_PAGE, page)
            venues = some_venues(session, wanted, at.skipped, at.size)
        known = beside(session, [venue.id for venue in venues])
    named = dict(zip([v.id for v in venues if v.located], _areas(venues, areas_of), strict=True))
    lines = tuple(RegisterLine(v, named.get(v.id, ""), known[v.id]) for v in venues)
    return RegisterPage(venues, count, at.page, at.pages, lines)


def ids_wanted(
    database: Database, asked: Asked, *, today: date, zone: ZoneInfo, areas_of: AreasOf = _no_areas
) -> list[str]:
    """The ids of all venues that fit a filter, in their order."""
    with database.reading() as session:
        spots = spots_of(session, asked.wanted(today, zone))
    return [each.id for each in in_area(spots, asked.area, areas_of)]


def venues_of(database: Database, ids: Sequence[str]) -> list[Venue]:
    """Those with some ids, in their order; an id that there is not is left out."""
    with database.reading() as session:
        found = venues_with_ids(session, ids)
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def in_area(spots: Sequence[Spot], area: str, areas_of: AreasOf) -> Sequence[Spot]:
    """Those of an area; all of them where none is asked for."""
    if not area:
        return spots
    there = [(each, each.point) for each in spots if each.point]
    names = areas_of([point for _spot, point in there])
    return [each for (each, _point), name in zip(there, names, strict=True) if name == area]


def _areas(venues: Sequence[Venue], areas_of: AreasOf) -> Sequence[str]:
    return areas_of([venue.located.point for venue in venues if venue.located])


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
