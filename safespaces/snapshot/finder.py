"""The answer to "where is the nearest Safe Space that is open when I get there?" from one snapshot."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from zoneinfo import ZoneInfo

import numpy as np

from safespaces.geo.earth import bearing_deg, compass_word, whole_metres
from safespaces.geo.nearest import NearestIndex
from safespaces.geo.point import Point
from safespaces.geo.walking import NEAR_MINUTES, walk_minutes
from safespaces.hours.status import State, Status, status
from safespaces.snapshot.moment import NEVER, Moment
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot
from safespaces.snapshot.timetable import Timetable
from safespaces.venues.categories import SELLS_ALCOHOL_TO_DRINK_THERE
from safespaces.venues.venue import OVER_16_ALONE

_KEPT_MOMENTS = 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for. Places for over-16s are offered only to somebody who said they are 16 or over (Licensing Act 2003, s145)."""

    kind: str = ""  # "" is every kind
    step_free: bool = False
    over_16: bool = False

    def allows(self, venue: PublicVenue) -> bool:
        """Whether a venue is offered at all."""
        return (
            (not self.kind or venue.kind == self.kind)
            and (not self.step_free or "step_free" in venue.access)
            and (self.over_16 or not for_over_16s(venue))
        )


ANYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Found:
    """A venue as an answer: distance in whole metres, walk in whole minutes (about), bearing in degrees and in words."""

    row: int
    venue: PublicVenue
    distance_m: int
    walk_minutes: int
    bearing: int
    compass: str
    status: Status

    @property
    def is_near(self) -> bool:
        """Within half an hour's walk."""
        return self.walk_minutes <= NEAR_MINUTES


class Finder:
    """Asked by many threads at once; everything it keeps is immutable or behind a lock."""

    def __init__(self, snapshot: Snapshot, zone: ZoneInfo) -> None:
        self.snapshot, self.zone = snapshot, zone
        self.timetable = Timetable(snapshot.venues, zone)
        self._index = NearestIndex([v.lat for v in snapshot.venues], [v.lon for v in snapshot.venues])
        self._rows = {venue.slug: row for row, venue in enumerate(snapshot.venues)}
        self._moments: OrderedDict[tuple[int, Wanted], Moment] = OrderedDict()
        self._lock = Lock()

    def nearest(self, point: Point, at: int, limit: int = 5, wanted: Wanted = ANYTHING) -> list[Found]:
        """The first `limit` venues for somebody who sets off from `point` at `at` (minutes since 1970 UTC), in the order of moment.py."""
        moment = self._moment(at, wanted)
        return [self._found(moment, point, row, chord) for row, chord in moment.ranked(point, limit)]

    def state_now(self, row: int, at: int) -> Status:
        """The status of one venue for somebody standing at its door."""
        return status(self.timetable.spans(row, at), at, at)

    def row_of(self, slug: str) -> int | None:
        """The row of the venue with a slug, or None."""
        return self._rows.get(slug)

    def nearest_m(self, point: Point) -> int | None:
        """Metres to the nearest Safe Space of all, open or not; None when there is none."""
        first = self._index.nearest(point, 1)
        return whole_metres(first[0][1]) if first else None

    def _found(self, moment: Moment, point: Point, row: int, chord_m: float) -> Found:
        venue = self.snapshot.venues[row]
        distance = whole_metres(chord_m)
        walk, bearing = walk_minutes(distance), bearing_deg(point, venue.point)
        state = moment.state(row, walk)
        until, opens = int(moment.open_until[row]), int(moment.opens_at[row])
        reckoned = Status(
            state,
            open_until=until if state in (State.OPEN, State.CLOSING) and until != NEVER else None,
            opens_at=opens if state is State.OPENS_LATER else None,
        )
        return Found(row, venue, distance, walk, bearing, compass_word(bearing), reckoned)

    def _moment(self, at: int, wanted: Wanted) -> Moment:
        with self._lock:
            kept = self._moments.get((at, wanted))
        return kept or self._keep(at, wanted, self._work_out(at, wanted))

    def _keep(self, at: int, wanted: Wanted, moment: Moment) -> Moment:
        with self._lock:
            self._moments[at, wanted] = moment
            while len(self._moments) > _KEPT_MOMENTS:
                self._moments.popitem(last=False)
        return moment

    def _work_out(self, at: int, wanted: Wanted) -> Moment:
        venues = self.snapshot.venues
        by_schedule = [status(spans, at, at) for spans in self.timetable.window(at)]
        standing = [by_schedule[number] for number in self.timetable.schedule_of]
        return Moment(
            index=self._index,
            at=at,
            open_until=np.array([_until(each) for each in standing], np.int64),
            opens_at=np.array([NEVER if each.opens_at is None else each.opens_at for each in standing], np.int64),
            unknown=np.array([each.state is State.UNKNOWN for each in standing], bool),
            offered=np.array([wanted.allows(venue) for venue in venues], bool),
        )


def _until(standing: Status) -> int:
    if standing.state is not State.OPEN:
        return 0
    return NEVER if standing.open_until is None else standing.open_until


def for_over_16s(venue: PublicVenue) -> bool:
    """Whether the law or the venue keeps out people under 16 without an adult."""
    if venue.minimum_age == OVER_16_ALONE or venue.kind in SELLS_ALCOHOL_TO_DRINK_THERE:
        return True
    return venue.minimum_age.isdigit() and int(venue.minimum_age) >= 16
