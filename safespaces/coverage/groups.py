"""Reach by group: by ward, by deprivation decile, inside the centre and outside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.reach import Coverage, a_fifth_either_way
from safespaces.coverage.wording import grained_pair
from safespaces.geo.earth import whole_metres_array, xyz, xyz_array
from safespaces.geo.point import Point
from safespaces.language import gettext as _

Key = TypeVar("Key", int, str)

CENTRE_M = 1_000  # straight line around the middle of town that counts as the centre


@dataclass(frozen=True, slots=True)
class GroupReach:
    """Of `total` people in a group who count at an hour, `reached` are within reach: between `low`
    and `high` of them with a walk a fifth shorter and longer, and with each area whole at its
    centre.
    """

    name: str
    reached: int
    total: int
    low: int
    high: int


def _reached(
    coverage: Coverage, limit: int, hour: int, keys: Sequence[Key | None]
) -> dict[Key, float]:
    """How many of each group are reached at an hour."""
    counted = coverage.reached(limit)[:, hour] & coverage.counting[:, hour]
    return sums_by(keys, np.where(counted, coverage.counts, 0.0))


def sums_by(keys: Sequence[Key | None], people: NDArray[np.float64]) -> dict[Key, float]:
    """People of each part added up by their groups; those of no group are left out."""
    sums: dict[Key, float] = {}
    for key, count in zip(keys, people.tolist(), strict=True):
        if key is not None:
            sums[key] = sums.get(key, 0.0) + count
    return sums


def by_ward(coverage: Coverage, limit: int, hour: int) -> list[GroupReach]:
    """By the layer's groups, by name; points without one are left out."""
    return _grouped(
        coverage,
        limit,
        hour,
        keys_by_ward,
        str,
    )


def by_decile(coverage: Coverage, limit: int, hour: int) -> list[GroupReach]:
    """By deprivation decile, the most deprived tenth of England first."""
    found = by_decile_numbers(coverage, limit, hour)
    return [replace(its, name=decile_words(tenth)) for tenth, its in found.items()]


def by_decile_numbers(coverage: Coverage, limit: int, hour: int) -> dict[int, GroupReach]:
    """The same by the numbers of the tenths, 1 for the most deprived."""
    found = _grouped(
        coverage,
        limit,
        hour,
        keys_by_decile,
        str,
    )
    return {int(each.name): each for each in found}


def by_centre(coverage: Coverage, limit: int, hour: int, middle: Point) -> list[GroupReach]:
    """Within a kilometre of the middle of town, and outside it."""

    def keys(layer: DemandLayer) -> list[int | None]:
        where = layer.where_they_are
        lats, lons = ([getattr(point, name) for point in where] for name in ("lat", "lon"))
        chords = ((xyz_array(lats, lons) - xyz(middle)) ** 2).sum(axis=1) ** 0.5
        return [0 if inside else 1 for inside in (whole_metres_array(chords) <= CENTRE_M).tolist()]

    words = {
        0: _("Centre (within %(centre_m)s km)", centre_m=f"{CENTRE_M / 1000:g}"),
        1: _("Outside the centre"),
    }
    return _grouped(coverage, limit, hour, keys, lambda key: words[key])


def _grouped(
    coverage: Coverage,
    limit: int,
    hour: int,
    key_of: Callable[[DemandLayer], Sequence[Key | None]],
    words: Callable[[Key], str],
) -> list[GroupReach]:
    """`key_of`: of each part of a layer its group, None for none."""
    keys, whole, grain = key_of(coverage.layer), coverage.whole, coverage.layer.grain
    totals = sums_by(keys, np.where(coverage.counting[:, hour], coverage.counts, 0.0))
    nearer, wider = a_fifth_either_way(limit)
    readings = [
        _reached(coverage, limit, hour, keys),
        _reached(coverage, nearer, hour, keys),
        _reached(coverage, wider, hour, keys),
        _reached(whole, limit, hour, key_of(whole.layer)),
    ]

    def group_of(key: Key) -> GroupReach:
        total = totals[key]
        told = [grained_pair(each.get(key, 0.0), total, grain)[0] for each in readings]
        whole_of_it = grained_pair(0.0, total, grain)[1]
        return GroupReach(words(key), told[0], whole_of_it, min(told), max(told))

    return [group_of(key) for key in sorted(totals) if totals[key] > 0]


def keys_by_ward(layer: DemandLayer) -> list[str | None]:
    """The ward of each part, None for none."""
    return [layer.points[row].group or None for row in layer.rows.tolist()]


def keys_by_decile(layer: DemandLayer) -> list[int | None]:
    """The deprivation decile of each part, None where it is not known."""
    return [layer.points[row].decile for row in layer.rows.tolist()]


def decile_words(decile: int) -> str:
    """A tenth of England, its two ends said."""
    return {1: _("1 (most deprived)"), 10: _("10 (least deprived)")}.get(decile, str(decile))
