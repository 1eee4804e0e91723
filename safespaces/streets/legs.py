"""A way on foot as its legs: the streets it follows, how far, and how one turns into each.

static/js/streets/legs.js makes the same ones.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from safespaces.streets.network import Network
from safespaces.streets.search import Route, route
from safespaces.streets.snap import Snapped

_TOLD_DM, _UNNAMED_TOLD_DM = 250, 600  # shorter legs are left out: a crossing, a cut corner
_MOST = 5
_SEEN_M = 20.0  # of a street, before and after a corner: somebody there sees which way it goes
_STRAIGHT_RAD = math.pi / 6


class Turn(StrEnum):
    """Into a leg; the first has none."""

    NONE = ""
    LEFT = "left"
    RIGHT = "right"
    ON = "on"


Spot = tuple[float, float]  # metres east and north


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a way along one street; "" is one without a name."""

    name: str
    length_dm: int
    turn: Turn


@dataclass(slots=True)
class _Part:
    """The same with its points, before it is known what is told."""

    name: str
    length_dm: int
    spots: list[Spot]


def way_between(
    network: Network,
    names: tuple[str, ...],
    start: Snapped | None,
    end: Snapped | None,
    may_use: NDArray[np.bool_] | None,
) -> tuple[list[Leg], bool]:
    """`legs_of` the shortest way between two places by the edges that may be used; none where a
    place is not on the network, or no way leads there.
    """
    if start is None or end is None:
        return [], False
    found = route(network, start, end, may_use)
    return legs_of(network, names, found, start, end) if found else ([], False)


def legs_of(
    network: Network, names: tuple[str, ...], route: Route, start: Snapped, end: Snapped
) -> tuple[list[Leg], bool]:
    """The legs that are worth telling, in order, at most the first five; and whether more follow.

    A turn is all that one turns from the leg told before on, through what is left out between.
    """
    parts = _parts(network, names, route, start, end)
    told = [at for at, part in enumerate(parts) if _is_told(part)] or [0]
    legs = list[Leg]()
    last = 0
    for at in told:
        part = parts[at]
        if legs and legs[-1].name == part.name:  # only what is left out lies between
            before = legs.pop()
            legs.append(Leg(before.name, before.length_dm + part.length_dm, before.turn))
        else:
            turn = _turn(parts[last : at + 1]) if legs else Turn.NONE
            legs.append(Leg(part.name, part.length_dm, turn))
        last = at
    return legs[:_MOST], len(legs) > _MOST


def _is_told(part: _Part) -> bool:
    return part.length_dm >= (_TOLD_DM if part.name else _UNNAMED_TOLD_DM)


def _parts(
    network: Network, names: tuple[str, ...], route: Route, start: Snapped, end: Snapped
) -> list[_Part]:
    """Edge after edge; those along the same street are one."""
    parts = list[_Part]()
    last = len(route.edges) - 1
    for number, (edge, forwards) in enumerate(route.edges):
        length = int(network.lengths_dm[edge])
        if number == 0 == last:
            length = abs(end.start_dm - start.start_dm)
        elif number == 0:
            length = start.end_dm if forwards else start.start_dm
        elif number == last:
            length = end.start_dm if forwards else end.end_dm
        spots = _spots(network, edge, forwards)
        if parts and parts[-1].name == names[edge]:
            parts[-1].length_dm += length
            parts[-1].spots += spots[1:]
        else:
            parts.append(_Part(names[edge], length, spots))
    return parts


def _spots(network: Network, edge: int, forwards: bool) -> list[Spot]:
    """The points of an edge as it is walked."""
    plane = network.plane
    spots = [(lon * plane.east_m, lat * plane.north_m) for lat, lon in network.points_of(edge)]
    return spots if forwards else spots[::-1]


def _turn(parts: Sequence[_Part]) -> Turn:
    """From the first of them into the last: the sum of the turns at every corner between, and of
    what each street between turns by itself.
    """
    total = 0.0
    for one, other in pairwise(parts):
        goes = _heading(one.spots[::-1])
        comes = _heading(other.spots)
        if goes is not None and comes is not None:
            total += _between(goes + math.pi, comes)
    for part in parts[1:-1]:
        comes, goes = _heading(part.spots), _heading(part.spots[::-1])
        if goes is not None and comes is not None:
            total += _between(comes, goes + math.pi)
    if abs(total) <= _STRAIGHT_RAD:
        return Turn.ON
    return Turn.LEFT if total > 0 else Turn.RIGHT


def _heading(spots: Sequence[Spot]) -> float | None:
    """From the first spot to the first that is far enough to see, anticlockwise from east; None
    where all are one.
    """
    x, y = spots[0]
    found = None
    for east, north in spots[1:]:
        if (east - x, north - y) != (0, 0):
            found = math.atan2(north - y, east - x)
        if math.sqrt((east - x) ** 2 + (north - y) ** 2) >= _SEEN_M:
            break
    return found


def _between(one: float, other: float) -> float:
    """The turn from one heading to another, over -pi and at most pi."""
    turn = other - one
    while turn <= -math.pi:
        turn += 2 * math.pi
    while turn > math.pi:
        turn -= 2 * math.pi
    return turn
