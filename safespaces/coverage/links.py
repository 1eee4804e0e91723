"""Ways that are not there yet, on paper: a footbridge, a gate that is opened, a crossing."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.errors import BadField
from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.language import gettext as _

SHORTEST_M, LONGEST_M = 5, 1_000
MOST = 10  # in one what-if: each makes every walk of it slower
_TARGET = re.compile(r"^(-?\d+\.\d{5}),(-?\d+\.\d{5});(-?\d+\.\d{5}),(-?\d+\.\d{5})$")


class Link(NamedTuple):
    """A straight way between two points, walked in both directions."""

    one: Point
    other: Point

    @property
    def length_m(self) -> float:
        """Along the ground."""
        return geodesic_m(self.one, self.other)

    @property
    def target(self) -> str:
        """As a change of a what-if has it."""
        return ";".join(f"{point.lat:.5f},{point.lon:.5f}" for point in self)


def link_between(one: Point, other: Point) -> Link:
    """Raises BadField for one that is too short or too long to be a crossing."""
    found = Link(one, other)
    if not SHORTEST_M <= found.length_m <= LONGEST_M:
        raise BadField(
            "way_to",
            _(
                "A new way is %(shortest)s to %(longest)s m long; between these places are"
                " %(length)s m.",
                shortest=SHORTEST_M,
                longest=LONGEST_M,
                length=round(found.length_m),
            ),
        )
    return found


def link_of(target: str) -> Link | None:
    """From a change of a what-if; None where it is none."""
    found = _TARGET.match(target)
    if found is None:
        return None
    one_lat, one_lon, other_lat, other_lon = map(float, found.groups())
    return Link(Point(one_lat, one_lon), Point(other_lat, other_lon))


def shortest_by_links(
    to_ends: NDArray[np.int64],
    between_ends: NDArray[np.int64],
    from_ends: NDArray[np.int64],
    far: int,
) -> NDArray[np.int64]:
    """The shortest ways that use links: shape (froms, goals).

    `to_ends`: from each start to each end of a link, shape (froms, ends); `between_ends`: the same
    between them, links counted, shape (ends, ends); `from_ends`: shape (ends, goals). All in one
    unit, `far` where there is no way.
    """
    ends = between_ends.copy()
    for middle in range(len(ends)):  # Floyd, "Algorithm 97", Communications of the ACM 5, 1962
        ends = np.minimum(ends, ends[:, middle, None] + ends[middle])
    best = np.full((len(to_ends), from_ends.shape[1]), far, np.int64)
    for last in range(len(ends)):
        there = (to_ends + ends[:, last]).min(axis=1)
        best = np.minimum(best, there[:, None] + from_ends[last])
    return best
