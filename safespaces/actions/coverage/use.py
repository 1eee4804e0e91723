"""What the group sees of how the scheme is used: counts only, by month, reason, kind and area;
visits; checks running out. Reads only.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from safespaces.coverage.wording import count_words
from safespaces.dates import month_and_year
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.moderation.record import REASONS, VISITORS, Visit
from safespaces.store.database import Database
from safespaces.store.records import uses_since, visits_since
from safespaces.store.venues import all_venues
from safespaces.store.verifications import standing_checks
from safespaces.venues.categories import KINDS
from safespaces.venues.venue import ListingStatus, Venue

FEWEST = 5  # a smaller count might point at somebody
RUNNING_OUT_DAYS = 60
_DAYS = 365

AreaOf = Callable[[Point], str]
Counts = list[tuple[str, str]]  # what, and how often in words


@dataclass(frozen=True, slots=True)
class VisitCount:
    """Visits by one sort of visitor: passed, not passed, and of those still to be put right."""

    who: str
    passed: int
    failed: int
    open: int

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Each with its name."""
        return (
            ("passed", self.passed),
            (_("not passed"), self.failed),
            (_("still to be put right"), self.open),
        )


@dataclass(frozen=True, slots=True)
class UseFigures:
    """Of the last twelve months; `running_out` are listed places whose check ends within sixty
    days, the first to end first.
    """

    total: int
    months: Counts
    reasons: Counts
    kinds: Counts
    areas: Counts
    visits: list[VisitCount]
    running_out: list[tuple[Venue, date]]
    unchecked: int
    listed: int


def use_figures(database: Database, *, today: date, area_of: AreaOf) -> UseFigures:
    """The figures. Uses of places that left the register count by what it still says of them."""
    since = today - timedelta(days=_DAYS)
    with database.reading() as session:
        venues = {venue.id: venue for venue in all_venues(session)}
        uses, visits, checks = (
            uses_since(session, since),
            visits_since(session, since),
            standing_checks(session),
        )
    listed = [venue for venue in venues.values() if venue.status is ListingStatus.LISTED]
    valid = [
        (venue, checks[venue.id].last_day)
        for venue in listed
        if venue.id in checks and checks[venue.id].last_day >= today
    ]
    soon = [
        (venue, last) for venue, last in valid if last <= today + timedelta(days=RUNNING_OUT_DAYS)
    ]
    months = dict.fromkeys(months_until(today), 0) | Counter(
        month_and_year(on) for _, on, _ in uses
    )
    return UseFigures(
        len(uses),
        told_together(months.items()),
        _ranked(REASONS.get(reason, reason) for _, _, reason in uses),
        _ranked(KINDS[venues[each].kind] for each, _, _ in uses if each in venues),
        _ranked(_area(venues[each], area_of) for each, _, _ in uses if each in venues),
        [_visit_count(who, said, visits) for who, said in VISITORS.items()],
        sorted(soon, key=lambda pair: (pair[1], pair[0].name)),
        len(listed) - len(valid),
        len(listed),
    )


def months_until(today: date) -> list[str]:
    """The names of the months that the last 365 days touch, oldest first."""
    day = today - timedelta(days=_DAYS)
    return list(
        dict.fromkeys(month_and_year(day + timedelta(days=ahead)) for ahead in range(_DAYS + 1))
    )


def count_text(count: int) -> str:
    """A count as it may be shown."""
    return count_words(count, FEWEST) if count else "0"


def told_together(counts: Iterable[tuple[str, int]]) -> Counts:
    """Counts that add up to a total that is told: where those that are hidden could be had from it,
    the next smallest is hidden too.
    """
    rows = list(counts)
    hidden = {name: count for name, count in rows if 0 < count < FEWEST}
    others = sorted((count, name) for name, count in rows if count >= FEWEST)
    while others and _give_themselves_away(hidden):
        count, name = others.pop(0)
        hidden[name] = count
    return [
        (
            name,
            count_text(count)
            if name not in hidden
            else _("fewer than %(fewest)s", fewest=FEWEST)
            if count < FEWEST
            else _("not told"),
        )
        for name, count in rows
    ]


def _give_themselves_away(hidden: dict[str, int]) -> bool:
    """Whether the sum of the hidden counts leaves no choice: one alone, or all as small or as large
    as they can be.
    """
    together, all_small = sum(hidden.values()), all(count < FEWEST for count in hidden.values())
    return len(hidden) == 1 or (
        bool(hidden) and all_small and together in (len(hidden), (FEWEST - 1) * len(hidden))
    )


def _ranked(keys: Iterable[str]) -> Counts:
    return told_together(sorted(Counter(keys).items(), key=lambda pair: (-pair[1], pair[0])))


def _area(venue: Venue, area_of: AreaOf) -> str:
    return area_of(venue.located.point) if venue.located else _("Not located")


def _visit_count(who: str, said: str, visits: list[Visit]) -> VisitCount:
    its = [visit for visit in visits if visit.who == who]
    failed = [visit for visit in its if not visit.passed]
    return VisitCount(
        said, len(its) - len(failed), len(failed), sum(visit.mended_at is None for visit in failed)
    )
