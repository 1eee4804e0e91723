"""A part of a network and of its ground: what a phone takes where a town is too large for one file.

Nothing is moved: coordinates, lengths and the order of nodes and edges are those of the whole, so a
walk that stays within the part is the same to the decimetre.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from safespaces.streets.drawn import drawn_points
from safespaces.streets.ground import Ground
from safespaces.streets.network import FINE, Ints, Network, Plane

Whole = NDArray[Any]


class Part(NamedTuple):
    """South, west, north and east in hundred-thousandths of a degree."""

    south: int
    west: int
    north: int
    east: int

    def meets(self, plane: Plane, lats: Whole, lons: Whole, firsts: Whole) -> NDArray[np.bool_]:
        """Of each row of points, which begins at `firsts`, in parts of a degree from the origin of
        the plane: whether the box around it has anything in common with the part.
        """
        if not len(firsts):
            return np.zeros(0, bool)
        south, north = (side.reduceat(lats, firsts) + plane.south for side in _SIDES)
        west, east = (side.reduceat(lons, firsts) + plane.west for side in _SIDES)
        up = (south <= self.north) & (north >= self.south)
        return np.asarray(up & (west <= self.east) & (east >= self.west), bool)


_SIDES = (np.minimum, np.maximum)


def cut_network(
    network: Network, names: tuple[str, ...], part: Part
) -> tuple[Network, tuple[str, ...]]:
    """The edges that reach into the part, whole, with their names."""
    lats, lons, firsts = drawn_points(network)
    kept = part.meets(network.plane, lats, lons, firsts[:-1])
    rows = np.flatnonzero(kept)
    starts, ends = network.starts[rows], network.ends[rows]
    nodes = np.unique(np.concatenate((starts, ends)))
    counts = np.diff(network.shape_at)
    points = np.repeat(kept, counts)
    small = replace(
        network,
        lats=network.lats[nodes],
        lons=network.lons[nodes],
        starts=np.searchsorted(nodes, starts).astype(np.int32),
        ends=np.searchsorted(nodes, ends).astype(np.int32),
        lengths_dm=network.lengths_dm[rows],
        kinds=network.kinds[rows],
        is_lit=network.is_lit[rows],
        shape_at=_bounds(counts[rows]),
        shape_lats=network.shape_lats[points],
        shape_lons=network.shape_lons[points],
    )
    return small, tuple(names[row] for row in rows.tolist())


def cut_ground(ground: Ground, part: Part) -> Ground:
    """The shapes that reach into the part, whole, and the named places in it."""
    firsts = ground.point_at[ground.part_at[:-1]]
    kept = part.meets(ground.plane, ground.lats, ground.lons, firsts)
    rings = np.repeat(kept, np.diff(ground.part_at))
    points = np.repeat(rings, np.diff(ground.point_at))
    return replace(
        ground,
        kinds=ground.kinds[kept],
        part_at=_bounds(np.diff(ground.part_at)[kept]),
        point_at=_bounds(np.diff(ground.point_at)[rings]),
        lats=ground.lats[points],
        lons=ground.lons[points],
        places=tuple(
            place
            for place in ground.places
            if part.south <= place.lat * FINE <= part.north
            and part.west <= place.lon * FINE <= part.east
        ),
    )


def _bounds(counts: Whole) -> Ints:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
