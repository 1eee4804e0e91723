"""Walks of coverage by the streets: the lengths that the public's look-up tells. Between two places
that streets do not join nobody walks.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from safespaces.coverage.isochrone import ground_around
from safespaces.coverage.links import Link, shortest_by_links
from safespaces.coverage.walks import STRAIGHT, Walks, in_order
from safespaces.geo.point import Point
from safespaces.geo.walking import pace_m_per_min, walk_minutes_by_street_array
from safespaces.streets.foot import Kind
from safespaces.streets.network import FINE, Network
from safespaces.streets.search import FAR_DM, to_every_node
from safespaces.streets.snap import Snapped, Snapper

_AT_ONCE = 128  # places whose ways to every node are held: 12 MB in a city


class StreetPaths:
    """By one network; `number` tells networks apart. A point that no street is near is walked from
    in a straight line. Thread safe.
    """

    by_street = True

    def __init__(self, network: Network, number: str, links: Sequence[Link] = ()) -> None:
        self.number = number + "".join(f" {link.target}" for link in links)
        self._network, self._snapper = network, Snapper.of(network)
        # streets that a link led to may be gone by now
        self._links = tuple(link for link in links if all(map(self.leads_to, link)))

    def with_links(self, links: Sequence[Link]) -> "StreetPaths":
        """The same with ways that are not there yet."""
        return StreetPaths(self._network, self.number, links) if links else self

    def leads_to(self, point: Point) -> bool:
        """Whether a street is near."""
        return self._snapper.snap(point) is not None

    def within_reach(self, point: Point, minutes: int) -> BaseGeometry:
        """The ground within so many minutes' walk, in degrees (lon, lat): what lies beside the
        streets that are walked in that time.
        """
        place = self._snapper.snap(point)
        if place is None:
            return STRAIGHT.within_reach(point, minutes)
        return ground_around(self._network, place, minutes * pace_m_per_min() * 10)

    def roads(self) -> list[list[tuple[float, float]]]:
        """Through roads as lines of (lon, lat)."""
        network = self._network
        south, west = network.plane.south, network.plane.west
        return [
            [((lon + west) / FINE, (lat + south) / FINE) for lat, lon in network.points_of(edge)]
            for edge in np.flatnonzero(network.kinds == Kind.MAJOR).tolist()
        ]

    def within(self, starts: Sequence[Point], ends: Sequence[Point], minutes: int) -> Walks:
        """Every walk of at most so many minutes."""
        froms, tos = ([self._snapper.snap(point) for point in side] for side in (starts, ends))
        by_street = (
            self._turned(tos, froms, minutes)
            if len(tos) < len(froms)
            else self._walks(froms, tos, minutes)
        )
        return in_order([by_street, *_straight(starts, ends, froms, tos, minutes)], len(ends))

    def _turned(
        self, froms: Sequence[Snapped | None], tos: Sequence[Snapped | None], minutes: int
    ) -> Walks:
        """The same from the other side: ways are as long in both directions."""
        found = self._walks(froms, tos, minutes)
        return Walks(found.places, found.points, found.minutes)

    def _walks(
        self, froms: Sequence[Snapped | None], tos: Sequence[Snapped | None], minutes: int
    ) -> Walks:
        rows = np.array([row for row, place in enumerate(froms) if place], np.int64)
        columns = np.array([column for column, place in enumerate(tos) if place], np.int64)
        goals = [place for place in tos if place]
        points, places, walked = [], [], []
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            lengths = self._lengths([froms[row] for row in some.tolist()], goals, minutes)
            metres = np.floor(lengths / 10 + 0.5).astype(np.int64)
            taken = walk_minutes_by_street_array(metres)
            near = (lengths < FAR_DM) & (taken <= minutes)
            row, column = np.nonzero(near)
            points.append(some[row])
            places.append(columns[column])
            walked.append(taken[near])
        if not points:
            return Walks(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int16))
        minutes_of = np.concatenate(walked).astype(np.int16)
        return Walks(np.concatenate(points), np.concatenate(places), minutes_of)

    def _lengths(
        self, froms: list[Snapped], goals: list[Snapped], minutes: int
    ) -> NDArray[np.int64]:
        """Decimetres from each to each, FAR_DM where it is further than the minutes: shape
        (froms, goals).
        """
        found = self._by_street(froms, goals, minutes)
        if not self._links:
            return found
        snapped = [self._snapper.snap(point) for link in self._links for point in link]
        ends = [place for place in snapped if place]
        between = self._by_street(ends, ends, minutes)
        for number, link in enumerate(self._links):
            one, other = 2 * number, 2 * number + 1
            length = min(int(between[one, other]), round(link.length_m * 10))
            between[one, other] = between[other, one] = length
        by_links = shortest_by_links(
            self._by_street(froms, ends, minutes),
            between,
            self._by_street(ends, goals, minutes),
            int(FAR_DM),
        )
        return np.minimum(found, by_links)

    def _by_street(
        self, froms: list[Snapped], goals: list[Snapped], minutes: int
    ) -> NDArray[np.int64]:
        """The same by the streets that are there."""
        network = self._network
        most_dm = (minutes + 1) * pace_m_per_min() * 10
        to_nodes = to_every_node(network, froms, most_dm=most_dm).astype(np.int64)
        edges = np.array([goal.edge for goal in goals], np.int64)
        start_dm, end_dm, off_dm = (
            np.array([getattr(goal, name) for goal in goals], np.int64)
            for name in ("start_dm", "end_dm", "off_dm")
        )
        by_start = to_nodes[:, network.starts[edges]] + start_dm
        by_end = to_nodes[:, network.ends[edges]] + end_dm
        found = np.minimum(by_start, by_end)
        for row, place in enumerate(froms):  # along one edge, without a node between
            same = np.flatnonzero(edges == place.edge)
            along = np.abs(start_dm[same] - place.start_dm)
            found[row, same] = np.minimum(found[row, same], along)
        own_off = np.array([place.off_dm for place in froms], np.int64)
        return np.where(found >= FAR_DM, FAR_DM, found + off_dm + own_off[:, None])


def _straight(
    starts: Sequence[Point],
    ends: Sequence[Point],
    froms: Sequence[Snapped | None],
    tos: Sequence[Snapped | None],
    minutes: int,
) -> list[Walks]:
    """From points that no street is near, and to such ones from the others."""
    lost = [row for row, place in enumerate(froms) if place is None]
    there = [row for row, place in enumerate(froms) if place is not None]
    gone = [column for column, place in enumerate(tos) if place is None]
    every = list(range(len(ends)))
    found = []
    for rows, columns in ((lost, every), (there, gone)):
        if rows and columns:
            part = STRAIGHT.within([starts[r] for r in rows], [ends[c] for c in columns], minutes)
            points, places = np.array(rows)[part.points], np.array(columns)[part.places]
            found.append(Walks(points, places, part.minutes))
    return found
