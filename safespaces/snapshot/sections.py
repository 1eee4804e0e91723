"""How an answer page is laid out: what comes first, what comes after it, and what to say when
nothing near is open.
"""

from dataclasses import dataclass

from safespaces.geo.point import Point
from safespaces.geo.walking import NEAR_MINUTES
from safespaces.hours.status import State
from safespaces.snapshot.finder import ANYTHING, Finder, Found, Wanted

FAR_AWAY_M = 20_000  # further than this from every Safe Space: outside the area we know
_NEXT = 4
_OPENING = 3
_PERHAPS = 3


@dataclass(frozen=True, slots=True)
class Sections:
    """The answer in parts; each holds places in the order of snapshot/order.py.

    On the phone: static/js/public/finder.js.
    """

    first: Found | None  # open within half an hour's walk, and still open on arrival
    others: tuple[Found, ...]  # the next four after `first`
    far_open: tuple[Found, ...]  # only when there is no `first`: open, but a longer walk
    opening: tuple[Found, ...]  # only when there is no `first`: the next to open within 20 km
    # only when there is no `first`: hours not known, or shutting too soon; within half an hour's
    # walk
    perhaps: tuple[Found, ...]
    # whole kilometres to the nearest Safe Space when that is more than 20 km
    far_away_km: int | None

    @property
    def every(self) -> tuple[Found, ...]:
        """The places of all parts."""
        first = (self.first,) if self.first else ()
        return (*first, *self.others, *self.far_open, *self.opening, *self.perhaps)


def sections(finder: Finder, point: Point, at: int, wanted: Wanted = ANYTHING) -> Sections:
    """The parts of an answer for somebody at `point` who sets off at `at` (minutes since 1970
    UTC).
    """
    found = finder.nearest(point, at, 1 + _NEXT, wanted)
    is_open = bool(found) and found[0].status.state is State.OPEN
    if is_open and found[0].is_near:
        return Sections(found[0], tuple(found[1:]), (), (), (), None)
    nearest = finder.nearest_m(point)
    if nearest is not None and nearest > FAR_AWAY_M:
        return Sections(None, (), (), (), (), (nearest + 500) // 1000)
    # whole metres, as above and on the phone
    around = finder.all_from(point, at, wanted, FAR_AWAY_M + 0.49)
    opening = around.next_to_open().first(_OPENING)
    perhaps = around.only(State.UNKNOWN, State.CLOSING, within=NEAR_MINUTES).first(_PERHAPS)
    far = found[:1] if is_open else []
    return Sections(None, (), tuple(far), tuple(opening), tuple(perhaps), None)
