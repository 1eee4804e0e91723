"""Whether the poorer are reached as often as the richer, in one number.

The gap between the two fifths at the ends is what a person understands; the concentration index
(Wagstaff, Paci and van Doorslaer, "On the measurement of inequalities in health", Social Science
and Medicine 33, 1991) looks at all tenths between them.
"""

from dataclasses import dataclass

import numpy as np

from safespaces.coverage.groups import GroupReach, by_decile_numbers
from safespaces.coverage.reach import Coverage

_POOREST, _RICHEST = (1, 2), (9, 10)  # tenths of England, most deprived first


@dataclass(frozen=True, slots=True)
class EquityGap:
    """Shares within reach, 0 to 1, in the most and the least deprived fifth of England's areas, and
    between which numbers of percentage points the gap (most less least deprived) lies.
    """

    poorest: float
    richest: float
    low: float
    high: float
    concentration: float

    @property
    def points(self) -> float:
        """Percentage points that the most deprived fifth is ahead (behind where below 0)."""
        return 100 * (self.poorest - self.richest)


def equity_gap(coverage: Coverage, limit: int, hour: int) -> EquityGap | None:
    """The gap at an hour; None where a layer has nobody in one of the fifths."""
    tenths = by_decile_numbers(coverage, limit, hour)
    ends = [_fifth(tenths, which) for which in (_POOREST, _RICHEST)]
    if not all(end and end.total > 0 for end in ends):
        return None
    poor, rich = ends
    return EquityGap(
        poor.reached / poor.total,
        rich.reached / rich.total,
        100 * (poor.low / poor.total - rich.high / rich.total),
        100 * (poor.high / poor.total - rich.low / rich.total),
        concentration_index(
            [each.reached for each in tenths.values()], [each.total for each in tenths.values()]
        ),
    )


def _fifth(tenths: dict[int, GroupReach], which: tuple[int, ...]) -> GroupReach:
    found = [tenths[each] for each in which if each in tenths]
    sums = [
        sum(getattr(each, name) for each in found) for name in ("reached", "total", "low", "high")
    ]
    return GroupReach("", *sums)


def concentration_index(reached: list[float], people: list[float]) -> float:
    """From -1 (only the first group is reached) to 1 (only the last), 0 where all are alike; groups
    from the poorest on. Twice the covariance of rank and share, over the mean share.
    """
    counts = np.array(people, dtype=np.float64)
    total, all_reached = counts.sum(), float(sum(reached))
    if total <= 0 or all_reached <= 0:
        return 0.0
    ranks = (np.cumsum(counts) - counts / 2) / total
    shares = np.divide(reached, counts, out=np.zeros_like(counts), where=counts > 0)
    mean = all_reached / total
    return float(2 / (mean * total) * (counts * shares) @ ranks - 1)
