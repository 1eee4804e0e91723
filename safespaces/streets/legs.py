"""A way on foot as its legs: the streets it follows, how far, and how one turns into each.

static/js/streets/legs.js makes the same ones.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from safespaces.streets.network import Network
from safespaces.streets.search import Route
from safespaces.streets.snap import Snapped

_TOLD_DM, _UNNAMED_TOLD_DM = 250, 600  # shorter legs are left out: a crossing, a cut corner
_MOST = 5


class Turn(StrEnum):
    """Into a leg; the first has none."""

    NONE = ""
    LEFT = "left"
    RIGHT = "right"
    ON = "on"


Direction = tuple[float, float]  # metres east and north


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a way along one street; "" is one without a name. `comes` and `goes` are the
    directions in which it begins and ends.
    """

    name: str
    length_dm: int
    turn: Turn
    comes: Direction
    goes: Direction


def legs_of(
    network: Network, names: tuple[str, ...], route: Route, start: Snapped, end: Snapped
) -> list[Leg]:
    """The legs that are worth telling, in order: at most five, the longest."""
    legs = list[Leg]()
    last = len(route.edges) - 1
    for number, (edge, forwards) in enumerate(route.edges):
        length = int(network.lengths_dm[edge])
        if number == 0 == last:
            length = abs(end.start_dm - start.start_dm)
        elif number == 0:
            length = start.end_dm if forwards else start.start_dm
        elif number == last:
            length = end.start_dm if forwards else end.end_dm
        comes, goes = _directions(network, edge, forwards)
        _add(legs, Leg(names[edge], length, Turn.NONE, comes, goes))
    told = [leg for leg in legs if leg.length_dm >= (_TOLD_DM if leg.name else _UNNAMED_TOLD_DM)]
    told = _merged(told or legs[:1])
    longest = sorted(range(len(told)), key=lambda at: (-told[at].length_dm, at))[:_MOST]
    few = [told[at] for at in sorted(longest)]
    return [
        replace(leg, turn=_turn(few[at - 1].goes, leg.comes) if at else Turn.NONE)
        for at, leg in enumerate(few)
    ]


def _merged(legs: list[Leg]) -> list[Leg]:
    found = list[Leg]()
    for leg in legs:
        _add(found, leg)
    return found


def _add(legs: list[Leg], leg: Leg) -> None:
    """To the leg before, where that is along the same street."""
    if legs and legs[-1].name == leg.name:
        before = legs.pop()
        leg = replace(leg, length_dm=before.length_dm + leg.length_dm, comes=before.comes)
    legs.append(leg)


def _directions(network: Network, edge: int, forwards: bool) -> tuple[Direction, Direction]:
    """Of the first and the last piece of an edge as it is walked."""
    points = network.points_of(edge)
    if not forwards:
        points.reverse()
    plane = network.plane

    def direction(one: tuple[int, int], other: tuple[int, int]) -> Direction:
        return (other[1] - one[1]) * plane.east_m, (other[0] - one[0]) * plane.north_m

    return direction(points[0], points[1]), direction(points[-2], points[-1])


def _turn(goes: Direction, comes: Direction) -> Turn:
    """Within 30 degrees, whose tangent squared is a third, it is straight on."""
    cross = goes[0] * comes[1] - goes[1] * comes[0]
    along = goes[0] * comes[0] + goes[1] * comes[1]
    if along > 0 and 3 * cross * cross <= along * along:
        return Turn.ON
    return Turn.LEFT if cross > 0 else Turn.RIGHT
