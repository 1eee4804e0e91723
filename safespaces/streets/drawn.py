"""A network as it is drawn: every point of every edge in metres on its plane, one edge after the
other.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from safespaces.streets.network import Network


class Drawn:
    """`x`, `y`: metres east and north of the origin. `firsts[edge]` to `firsts[edge + 1]` are the
    points of an edge. A piece is the line from one point to the next of the same edge: it begins at
    the point `from_point[piece]`, belongs to `edge_of_piece`, and `before_dm` of its edge lie
    before it.
    """

    def __init__(self, network: Network) -> None:
        lats, lons, self.firsts = drawn_points(network)
        self.x: NDArray[np.floating[Any]] = lons * network.plane.east_m
        self.y: NDArray[np.floating[Any]] = lats * network.plane.north_m
        is_last = np.zeros(len(lats), bool)
        is_last[self.firsts[1:] - 1] = True
        self.from_point: NDArray[np.int64] = np.flatnonzero(~is_last)
        counts = np.diff(self.firsts) - 1
        self.edge_of_piece: NDArray[np.int64] = np.repeat(np.arange(network.edge_count), counts)
        lengths = piece_lengths_dm(self.x, self.y)[self.from_point]
        total = np.concatenate(([0], np.cumsum(lengths)))[:-1]
        first_piece = np.concatenate(([0], np.cumsum(counts)))[:-1]
        self.before_dm: NDArray[np.int64] = total - (
            total[first_piece[self.edge_of_piece]] if len(total) else total
        )


def drawn_points(
    network: Network,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Latitudes and longitudes of all points of edge after edge, ends too, in parts of a degree,
    and where each edge begins among them.
    """
    firsts = network.shape_at.astype(np.int64) + 2 * np.arange(network.edge_count + 1)
    lats, lons = np.zeros(firsts[-1], np.int64), np.zeros(firsts[-1], np.int64)
    inside = np.ones(firsts[-1], bool)
    inside[firsts[:-1]] = inside[firsts[1:] - 1] = False
    for into, nodes, shapes in (
        (lats, network.lats, network.shape_lats),
        (lons, network.lons, network.shape_lons),
    ):
        into[inside] = shapes
        into[firsts[:-1]] = nodes[network.starts]
        into[firsts[1:] - 1] = nodes[network.ends]
    return lats, lons, firsts


def piece_lengths_dm(
    x: NDArray[np.floating[Any]], y: NDArray[np.floating[Any]]
) -> NDArray[np.int64]:
    """From each point to the next, in whole decimetres, by the arithmetic that the phone does."""
    dx, dy = x[1:] - x[:-1], y[1:] - y[:-1]
    return np.asarray(np.floor(np.sqrt(dx * dx + dy * dy) * 10 + 0.5), np.int64)
