"""What each place alone reaches at an hour, and who would be left if it shut.

Backup coverage: Hogan and ReVelle, "Concepts and applications of backup coverage", Management
Science 32, 1986.
"""

from typing import NamedTuple

import numpy as np

from safespaces.coverage.reach import Coverage


class PlaceReach(NamedTuple):
    """Of one facility, by its row: how many who count at the hour find it open within the limit,
    and how many of them find no other.
    """

    row: int
    reached: float
    only: float


def reached_by_one(coverage: Coverage, limit: int, hour: int) -> float:
    """How many who are within reach at an hour have one open place and no other."""
    return sum(each.only for each in place_reach(coverage, limit, hour))


def place_reach(
    coverage: Coverage, limit: int, hour: int, *, unknown_too: bool = False
) -> list[PlaceReach]:
    """Of every facility, in their order; with `unknown_too` as if each were open whenever nobody
    knows.
    """
    walks = coverage.walks.within(limit)
    openings = coverage.possible if unknown_too else coverage.openings
    is_good = openings.of(walks.places, hour).on_arrival(walks.minutes)
    is_good &= coverage.counting[walks.points, hour]
    points, places = walks.points[is_good], walks.places[is_good]
    choices = np.bincount(points, minlength=len(coverage.counts))
    counts, facilities = coverage.counts[points], len(coverage.facilities)
    reached = np.bincount(places, weights=counts, minlength=facilities)
    alone = choices[points] == 1
    only = np.bincount(places[alone], weights=counts[alone], minlength=facilities)
    return [
        PlaceReach(row, float(all_of_them), float(of_its_own))
        for row, (all_of_them, of_its_own) in enumerate(zip(reached, only, strict=True))
    ]
