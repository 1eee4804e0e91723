"""Who gains an open place within the walk, and who loses one, between two hours, weeks or lists of
places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.groups import Key, keys_by_decile, keys_by_ward, sums_by
from safespaces.coverage.reach import Coverage


@dataclass(frozen=True, slots=True)
class Difference:
    """People of each part who gain, and who lose: shape (parts,). Whoever counts at one of the two
    only is in neither.

    Of those who gain, `perhaps_had` may have had a place before: nobody knows; of those who lose,
    `perhaps_keep` may have one after.
    """

    gained: NDArray[np.float64]
    lost: NDArray[np.float64]
    perhaps_had: float = 0.0
    perhaps_keep: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """How many of a group gain and lose."""

    key: str | int
    gained: float
    lost: float


def difference(
    before: Coverage, before_hour: int, after: Coverage, after_hour: int, limit: int
) -> Difference:
    """Between two coverages of one layer, each at an hour of its week."""
    counts = before.counting[:, before_hour] & after.counting[:, after_hour]
    was = before.reached(limit)[:, before_hour]
    will_be = after.reached(limit)[:, after_hour]
    people = before.counts
    gained = np.where(counts & ~was & will_be, people, 0.0)
    lost = np.where(counts & was & ~will_be, people, 0.0)
    had = before.perhaps_reached(limit)[:, before_hour]
    keep = after.perhaps_reached(limit)[:, after_hour]
    return Difference(gained, lost, float(gained @ had), float(lost @ keep))


def by_ward(coverage: Coverage, found: Difference) -> list[GroupDifference]:
    """By ward, those in which anybody gains or loses."""
    return _by(keys_by_ward(coverage.layer), found)


def by_decile(coverage: Coverage, found: Difference) -> list[GroupDifference]:
    """By deprivation decile, the most deprived first."""
    return _by(keys_by_decile(coverage.layer), found)


def _by(keys: Sequence[Key | None], found: Difference) -> list[GroupDifference]:
    gained, lost = sums_by(keys, found.gained), sums_by(keys, found.lost)
    return [
        GroupDifference(key, gained[key], lost[key])
        for key in sorted(gained)
        if gained[key] or lost[key]
    ]
