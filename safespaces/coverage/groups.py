"""Reach by group: by ward, by deprivation decile, inside the centre and outside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from safespaces.coverage.demand import DemandPoint
from safespaces.coverage.reach import Coverage
from safespaces.coverage.wording import grained
from safespaces.geo.earth import whole_metres_array, xyz, xyz_array
from safespaces.geo.point import Point
from safespaces.language import gettext as _

Key = TypeVar("Key", int, str)

CENTRE_M = 1_000  # straight line around the middle of town that counts as the centre


@dataclass(frozen=True, slots=True)
class GroupReach:
    """Of `total` people in a group who count at an hour, `reached` are within reach."""

    name: str
    reached: int
    total: int


def by_ward(coverage: Coverage, limit: int, hour: int) -> list[GroupReach]:
    """By the layer's groups, by name; points without one are left out."""
    return _grouped(coverage, limit, hour, lambda point: point.group or None, str)


def by_decile(coverage: Coverage, limit: int, hour: int) -> list[GroupReach]:
    """By deprivation decile, the most deprived tenth of England first."""
    return _grouped(coverage, limit, hour, lambda point: point.decile, _decile_words)


def by_centre(coverage: Coverage, limit: int, hour: int, middle: Point) -> list[GroupReach]:
    """Within a kilometre of the middle of town, and outside it."""
    lats, lons = (
        [getattr(each.point, name) for each in coverage.layer.points] for name in ("lat", "lon")
    )
    chords = ((xyz_array(lats, lons) - xyz(middle)) ** 2).sum(axis=1) ** 0.5
    is_inside = dict(
        zip(
            (each.code for each in coverage.layer.points),
            whole_metres_array(chords) <= CENTRE_M,
            strict=True,
        )
    )
    words = {
        0: _("Centre (within %(centre_m)s km)", centre_m=f"{CENTRE_M / 1000:g}"),
        1: _("Outside the centre"),
    }
    return _grouped(
        coverage,
        limit,
        hour,
        lambda point: 0 if is_inside[point.code] else 1,
        lambda key: words[key],
    )


def _grouped(
    coverage: Coverage,
    limit: int,
    hour: int,
    key_of: Callable[[DemandPoint], Key | None],
    words: Callable[[Key], str],
) -> list[GroupReach]:
    sums: dict[Key, list[int]] = {}
    reached, counting = coverage.reached(limit)[:, hour], coverage.counting[:, hour]
    for row, point in enumerate(coverage.layer.points):
        key = key_of(point)
        if key is not None and counting[row]:
            both = sums.setdefault(key, [0, 0])
            both[0] += point.count if reached[row] else 0
            both[1] += point.count
    grain = coverage.layer.grain
    return [
        GroupReach(words(key), grained(sums[key][0], grain), grained(sums[key][1], grain))
        for key in sorted(sums)
    ]


def _decile_words(decile: int) -> str:
    return {1: _("1 (most deprived)"), 10: _("10 (least deprived)")}.get(decile, str(decile))
