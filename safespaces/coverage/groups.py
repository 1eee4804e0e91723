"""Reach by group: by ward, by deprivation decile, inside the centre and outside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from safespaces.coverage.reach import Coverage
from safespaces.coverage.wording import grained_pair
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
    points = coverage.layer.points
    keys = [points[row].group or None for row in coverage.rows.tolist()]
    return _grouped(coverage, limit, hour, keys, str)


def by_decile(coverage: Coverage, limit: int, hour: int) -> list[GroupReach]:
    """By deprivation decile, the most deprived tenth of England first."""
    points = coverage.layer.points
    keys = [points[row].decile for row in coverage.rows.tolist()]
    return _grouped(coverage, limit, hour, keys, _decile_words)


def by_centre(coverage: Coverage, limit: int, hour: int, middle: Point) -> list[GroupReach]:
    """Within a kilometre of the middle of town, and outside it."""
    where = coverage.layer.where_they_are
    lats, lons = ([getattr(point, name) for point in where] for name in ("lat", "lon"))
    chords = ((xyz_array(lats, lons) - xyz(middle)) ** 2).sum(axis=1) ** 0.5
    is_inside = (whole_metres_array(chords) <= CENTRE_M).tolist()
    words = {
        0: _("Centre (within %(centre_m)s km)", centre_m=f"{CENTRE_M / 1000:g}"),
        1: _("Outside the centre"),
    }
    keys = [0 if inside else 1 for inside in is_inside]
    return _grouped(coverage, limit, hour, keys, lambda key: words[key])


def _grouped(
    coverage: Coverage,
    limit: int,
    hour: int,
    keys: Sequence[Key | None],
    words: Callable[[Key], str],
) -> list[GroupReach]:
    """`keys`: of each part its group, None for none."""
    sums: dict[Key, list[float]] = {}
    reached, counting = coverage.reached(limit)[:, hour], coverage.counting[:, hour]
    for key, count, is_reached, counts in zip(
        keys, coverage.counts.tolist(), reached.tolist(), counting.tolist(), strict=True
    ):
        if key is not None and counts:
            both = sums.setdefault(key, [0.0, 0.0])
            both[0] += count if is_reached else 0
            both[1] += count
    grain = coverage.layer.grain
    return [
        GroupReach(words(key), *grained_pair(sums[key][0], sums[key][1], grain))
        for key in sorted(sums)
    ]


def _decile_words(decile: int) -> str:
    return {1: _("1 (most deprived)"), 10: _("10 (least deprived)")}.get(decile, str(decile))
