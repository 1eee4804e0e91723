"""Where two streets meet, by the words of their names.

static/js/streets/corners.js finds the same.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.geo.point import Point
from safespaces.streets.network import FINE, Network

_GAP_M = 35  # of a roundabout, or a road of two carriageways, between one street and the other
_ONE_CORNER_M = 250  # streets that meet again further away meet in two places

Words = tuple[str, ...]


class Corner(NamedTuple):
    """A corner, and the names of both streets as they are written."""

    point: Point
    one: str
    other: str


class Corners:
    """Of one network; `words_of` gives the words that names are compared by. Immutable."""

    def __init__(
        self, network: Network, names: tuple[str, ...], words_of: Callable[[str], Words]
    ) -> None:
        self._network = network
        self._names: dict[Words, str] = {}
        edges = defaultdict[Words, list[int]](list)
        words = {name: _without_the(words_of(name)) for name in dict.fromkeys(names) if name}
        for edge, name in enumerate(names):
            if name:
                self._names.setdefault(words[name], name)
                edges[words[name]].append(edge)
        self._nodes = {
            each: np.unique(np.concatenate((network.starts[some], network.ends[some])))
            for each, some in edges.items()
        }

    def of(self, one: Words, other: Words) -> Corner | None:
        """Where streets of these names meet, without "the" before them; None where they do not, in
        two places far apart, or where there is no such street.
        """
        if one == other or one not in self._nodes or other not in self._nodes:
            return None
        meets = self._meeting(self._nodes[one], self._nodes[other])
        if not len(meets):
            return None
        plane = self._network.plane
        north = self._network.lats[meets] * plane.north_m
        east = self._network.lons[meets] * plane.east_m
        if np.hypot(np.ptp(north), np.ptp(east)) > _ONE_CORNER_M:
            return None
        node = int(meets[0])
        lat = (int(self._network.lats[node]) + plane.south) / FINE
        lon = (int(self._network.lons[node]) + plane.west) / FINE
        return Corner(Point(lat, lon), self._names[one], self._names[other])

    def _meeting(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int32]:
        """Nodes of the one street that are also of the other, or else as near to it as a crossing
        is wide.
        """
        both = np.intersect1d(one, other)
        if len(both):
            return both
        plane, network = self._network.plane, self._network
        north = (network.lats[one][:, None] - network.lats[other]) * plane.north_m
        east = (network.lons[one][:, None] - network.lons[other]) * plane.east_m
        near = (north * north + east * east <= _GAP_M**2).any(axis=1)
        return np.asarray(one[near], np.int32)


def _without_the(words: Words) -> Words:
    return words[1:] if len(words) > 1 and words[0] == "the" else words
