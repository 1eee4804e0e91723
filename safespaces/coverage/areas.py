"""Reach by demand area: of its people the share that is within reach, and how far they walk."""

from dataclasses import dataclass

import numpy as np

from safespaces.coverage.demand import DemandPoint
from safespaces.coverage.reach import FURTHEST_MIN, Coverage
from safespaces.coverage.wording import is_telling, whole_people
from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class AreaReach:
    """Of one demand area at an hour: the share within reach, 0 to 1, how many are out of reach, and
    the minutes to the nearest open place from its nearest and its furthest part (None: over 24).
    """

    counts: bool
    share: float
    missed: float
    nearest: int | None
    furthest: int | None

    @property
    def share_words(self) -> str:
        """The share as a number for a table."""
        return f"{self.share:.2f}"

    @property
    def walk_words(self) -> str:
        """ "7 to 12", "7 to over 24", "over 24"."""
        beyond = _("over %(minutes)s", minutes=FURTHEST_MIN)
        low, high = (
            beyond if each is None else str(each) for each in (self.nearest, self.furthest)
        )
        return low if low == high else _("%(low)s to %(high)s", low=low, high=high)


def is_telling_share(reach: AreaReach, point: DemandPoint, few: int) -> bool:
    """Whether the share would give a count under `few` away: that of those who are within reach, or
    of the rest, where the count is told; where it is not, any but none and all.
    """
    if point.count < few:
        return 0 < reach.share < 1
    return is_telling(point.count - whole_people(reach.missed), point.count, few)


def area_reach(coverage: Coverage, limit: int, hour: int) -> list[AreaReach]:
    """Of every demand area, in their order."""
    points = len(coverage.layer.points)
    counting = np.zeros(points, dtype=bool)
    counting[coverage.rows] = coverage.counting[:, hour]
    minutes = coverage.nearest_minutes(hour)
    minutes = np.where(minutes == 0, FURTHEST_MIN + 1, minutes)
    nearest = np.full(points, FURTHEST_MIN + 1, dtype=np.int64)
    furthest = np.zeros(points, dtype=np.int64)
    np.minimum.at(nearest, coverage.rows, minutes)
    np.maximum.at(furthest, coverage.rows, minutes)
    missed = coverage.by_point(coverage.missed(limit, hour))
    is_in = coverage.reached(limit)[:, hour] & coverage.counting[:, hour]
    shares = coverage.by_point(coverage.shares * is_in)
    columns = (each.tolist() for each in (counting, shares, missed, nearest, furthest))
    return [
        AreaReach(counts, round(share, 9), out, _known(near), _known(far))
        for counts, share, out, near, far in zip(*columns, strict=True)
    ]


def _known(minutes: int) -> int | None:
    return None if minutes > FURTHEST_MIN else minutes
