"""Which parts of a network hang together. static/js/streets/parts.js does the same."""

import numpy as np
from numpy.typing import NDArray

from safespaces.streets.network import Ints, Network


def parts_of(network: Network, may_use: NDArray[np.bool_] | None = None) -> Ints:
    """By node: one node of its part, by the edges that may be used."""
    above = list(range(network.node_count))

    def top(node: int) -> int:
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    used = slice(None) if may_use is None else may_use
    ends = zip(network.starts[used].tolist(), network.ends[used].tolist(), strict=True)
    for start, end in ends:
        above[top(start)] = top(end)
    return np.array([top(node) for node in range(network.node_count)], np.int32)
