"""The answer to "where is the nearest Safe Space that is open when I get there?" from one
snapshot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.earth import Horizon, Xyz, compass_word, whole_metres, xyz
from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.geo.walking import NEAR_MINUTES
from safespaces.hours.status import State, Status, status
from safespaces.snapshot.changed_rows import are_called_as_they_were, are_where_they_were
from safespaces.snapshot.moment import Moment
from safespaces.snapshot.order import Order, Way, Ways, mixed_ways, walks_of
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.recent import Recent
from safespaces.snapshot.snapshot import Snapshot
from safespaces.snapshot.street_walks import StreetWalks
from safespaces.snapshot.timetable import Timetable
from safespaces.streets.network import Network

_KEPT_MOMENTS = 64
_KEPT_OFFERS = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for.

    Somebody of whom nothing is known may be 15, so a place for people from 16 on is offered only to
    who said they are 16 or over, and one for people from 17 on to nobody, for nobody is asked their
    age. A rule about a younger age is told on the card.
    """

    kind: str = ""  # "" is every kind
    step_free: bool = False
    over_16: bool = False
    any_age: bool = False  # for lists that hide nothing and tell the rule
    no_steps: bool = False  # by ways without steps, where walks are by the streets

    def allows(self, venue: PublicVenue) -> bool:
        """Whether a venue is offered at all."""
        return (
            (not self.kind or venue.kind == self.kind)
            and (not self.step_free or "step_free" in venue.access)
            and (self.any_age or venue.youngest_alone <= (16 if self.over_16 else 15))
        )


ANYTHING = Wanted()


class Found(NamedTuple):
    """A venue as an answer: distance in whole metres, walk in whole minutes (about), bearing in
    degrees; `by_street`: distance and walk follow the streets.
    """

    row: int
    venue: PublicVenue
    distance_m: int
    walk_minutes: int
    bearing: int
    status: Status
    by_street: bool = False
    only_by_steps: bool = False  # of an answer without steps: none is known without

    @property
    def compass(self) -> str:
        """The bearing in words."""
        return compass_word(self.bearing)

    @property
    def is_near(self) -> bool:
        """Within half an hour's walk."""
        return self.walk_minutes <= NEAR_MINUTES


@dataclass(frozen=True, slots=True)
class All:
    """Every venue that is offered, in order.

    Only those that are asked for are told: of a nation's places a page shows five.
    """

    order: Order
    _tell: Callable[[Order, int], list[Found]]

    def __len__(self) -> int:
        return len(self.order)

    def only(self, *states: State, within: int | None = None) -> "All":
        """Those in one of the states, and within so many minutes' walk."""
        return All(self.order.only(*states, within=within), self._tell)

    def next_to_open(self) -> "All":
        """Those that are not open on arrival and have a certain opening within a week, by its
        time.
        """
        return All(self.order.next_to_open(), self._tell)

    def first(self, count: int) -> list[Found]:
        """The first so many."""
        return self._tell(self.order, count)


class Finder:
    """Asked by many threads at once; everything it keeps is immutable or behind a lock.

    `before` is that of the snapshot before: what has not changed since is not made again. `rows`
    are those at which another venue stands (changed_rows.py). With a `network` walks are by its
    streets wherever it reaches.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        zone: ZoneInfo,
        before: "Finder | None" = None,
        rows: list[int] | None = None,
        network: Network | None = None,
    ) -> None:
        self.snapshot, self.zone = snapshot, zone
        self.street_walks: StreetWalks | None = None
        if network:
            points = [venue.point for venue in snapshot.venues]
            self.street_walks = StreetWalks(
                network, points, before.street_walks if before else None
            )
        self.timetable: Timetable = Timetable(
            snapshot.venues, zone, snapshot.calendar, before.timetable if before else None, rows
        )
        self._schedule_of = np.array(self.timetable.schedule_of, np.int64)
        venues = snapshot.venues
        self._index: NearestIndex
        self._xyz: list[Xyz | None]  # of those that were told of
        self._rows: dict[str, int]
        if before and are_where_they_were(before.snapshot.venues, venues, rows):
            self._index, self._xyz = before._index, before._xyz
        else:
            lats, lons = [venue.lat for venue in venues], [venue.lon for venue in venues]
            self._index = NearestIndex(lats, lons)
            self._xyz = [None] * len(venues)
        if before and are_called_as_they_were(before.snapshot.venues, venues, rows):
            self._rows = before._rows
        else:
            self._rows = {venue.slug: row for row, venue in enumerate(venues)}
        self._moments: Recent[tuple[int, Wanted], Moment] = Recent(_KEPT_MOMENTS)
        self._offers: Recent[Wanted, NearestIndex] = Recent(_KEPT_OFFERS)

    def nearest(
        self, point: Point, at: int, limit: int = 5, wanted: Wanted = ANYTHING
    ) -> list[Found]:
        """The first `limit` venues for somebody who sets off from `point` at `at` (minutes since
        1970 UTC), in the order of order.py.
        """
        moment = self._moment(at, wanted)
        by_street = self._ranked_by_street(moment, point, limit, wanted)
        ranked = moment.ranked(point, limit) if by_street is None else by_street
        no_steps = by_street is not None and wanted.no_steps
        return self._found_at(moment, point, ranked, no_steps)

    def all_from(
        self, point: Point, at: int, wanted: Wanted = ANYTHING, metres: float = np.inf
    ) -> "All":
        """All venues that are offered within so many metres, in the same order, to be told part by
        part.
        """
        moment = self._moment(at, wanted)
        walks = self.street_walks
        ways = self._ways(walks, moment, point, wanted) if walks else None
        order = (
            moment.in_order(ways.at(np.flatnonzero(ways.metres <= metres)))
            if ways
            else moment.order(point, metres)
        )
        no_steps = bool(ways) and wanted.no_steps
        return All(
            order, lambda part, count: self._found_at(moment, point, part.first(count), no_steps)
        )

    def state_now(self, row: int, at: int) -> Status:
        """The status of one venue for somebody standing at its door."""
        return status(self.timetable.spans(row, at), at, at, margin=0)

    def open_now(self, at: int) -> NDArray[np.bool_]:
        """By row: whether somebody standing at its door at `at` finds it open."""
        arrivals = self.timetable.arrivals(at)
        count = len(arrivals.is_unknown)
        is_open = arrivals.open.until(np.arange(count), np.full(count, at)) > at
        return np.asarray(is_open[self._schedule_of], bool)

    def row_of(self, slug: str) -> int | None:
        """The row of the venue with a slug, or None."""
        return self._rows.get(slug)

    def nearest_m(self, point: Point) -> int | None:
        """Metres to the nearest Safe Space of all, open or not; None when there is none."""
        first = self._index.nearest(point, 1)
        return whole_metres(first[0][1]) if first else None

    def _found_at(
        self, moment: Moment, point: Point, ways: list[Way], no_steps: bool = False
    ) -> list[Found]:
        bearing_deg, venues, place = Horizon(point).bearing_deg, self.snapshot.venues, self._place
        return [
            Found(
                row,
                venues[row],
                distance,
                walk,
                bearing_deg(place(row)),
                moment.status(row, walk),
                by_street,
                no_steps and not by_street,
            )
            for row, distance, walk, by_street in ways
        ]

    def _ranked_by_street(
        self, moment: Moment, point: Point, limit: int, wanted: Wanted
    ) -> list[Way] | None:
        """The ways by the streets to the first `limit`; None where walks are reckoned by the
        straight line.

        What is within a ring is known whole: once as many are open there, nothing further off comes
        before them.
        """
        walks = self.street_walks
        if walks is None:
            return None
        for most_m in walks.rings_m[:-1]:
            ways = self._ways_within(walks, moment, point, wanted, most_m)
            found = moment.in_order(ways).only(State.OPEN) if ways else None
            if found is not None and len(found) >= limit:
                return found.first(limit)
        ways = self._ways(walks, moment, point, wanted)
        return moment.in_order(ways).first(limit) if ways else None

    def _ways_within(
        self, walks: StreetWalks, moment: Moment, point: Point, wanted: Wanted, most_m: float
    ) -> Ways | None:
        """Those by the streets of so many metres at most; None where a place is near to which no
        street leads.
        """
        rows, chords = moment.index.within(point, most_m)
        metres = walks.metres_to(rows, point, most_m, wanted.no_steps)
        near = rows[walks_of(chords) <= NEAR_MINUTES]
        if metres is None or not walks.leads_to(near, point).all():
            return None
        reached = np.flatnonzero(np.isfinite(metres))
        return mixed_ways(rows, metres, chords).at(reached)

    def _ways(
        self, walks: StreetWalks, moment: Moment, point: Point, wanted: Wanted
    ) -> Ways | None:
        """The ways by the streets to every place that is offered; None where walks are reckoned by
        the straight line: also where a place may be near that no street leads to, so that it is
        never put behind one that is further off.
        """
        most_m = walks.rings_m[-1]
        rows, chords = moment.index.rows, moment.index.chords(point)
        near = rows if np.isinf(most_m) else rows[chords <= most_m]
        found = walks.metres_to(near, point, most_m)
        if found is None:
            return None
        metres = _spread(found, near, rows)
        if _is_near_without_street(metres, chords):
            return None
        if wanted.no_steps:
            found = walks.metres_to(near, point, most_m, without_steps=True)
            if found is None:
                return None
            metres = _spread(found, near, rows)
        return mixed_ways(rows, metres, chords)

    def _place(self, row: int) -> Xyz:
        place = self._xyz[row]
        if place is None:
            place = self._xyz[row] = xyz(self.snapshot.venues[row].point)
        return place

    def _moment(self, at: int, wanted: Wanted) -> Moment:
        return self._moments.get((at, wanted), lambda: self._work_out(at, wanted))

    def _work_out(self, at: int, wanted: Wanted) -> Moment:
        index = self._offers.get(wanted, lambda: self._offered(wanted))
        return Moment(index, at, self.timetable.arrivals(at), self._schedule_of)

    def _offered(self, wanted: Wanted) -> NearestIndex:
        """The places that a filter leaves, the same at every minute."""
        allowed = np.array([wanted.allows(venue) for venue in self.snapshot.venues], bool)
        return self._index if allowed.all() else self._index.only(allowed)


def _is_near_without_street(metres: NDArray[np.float64], chords: NDArray[np.float64]) -> bool:
    return bool((np.isinf(metres) & (walks_of(chords) <= NEAR_MINUTES)).any())


def _spread(
    metres: NDArray[np.float64], some: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The metres of some rows, among all rows; infinite for the others."""
    if some is rows:
        return metres
    found = np.full(len(rows), np.inf)
    found[np.searchsorted(rows, some)] = metres
    return found
