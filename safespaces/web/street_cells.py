"""The street files of one cell of a long directory (snapshot/cells.py): a phone takes these, with
the margin around the cell, and not a country's.

A walk that is no longer than the way to the margin's edge stays within the file, so it is the same
as by the whole network; what is further off a phone leaves out (static/js/public/finder.js).
"""

from threading import Lock

from safespaces.snapshot.cells import Box
from safespaces.snapshot.recent import Recent
from safespaces.streets.codec import encode_network
from safespaces.streets.cut import Part, cut_ground, cut_network
from safespaces.streets.ground import Ground
from safespaces.streets.ground_codec import encode_ground
from safespaces.streets.names_codec import encode_names
from safespaces.streets.network import Network
from safespaces.web.ready_file import ReadyFile, ready_file

TYPE = "application/octet-stream"
_KEPT = 32  # cells, of some 200 KB each, packed and not
_BESIDE = 1_200  # hundred-thousandths of a degree: a street further from a place is not its own
_MOST_EDGES = 200_000  # a phone has no memory for more: walks there are by the straight line

Files = dict[str, ReadyFile]


class StreetCells:
    """Of one network: made when they are asked for, and kept."""

    def __init__(self, network: Network, names: tuple[str, ...], ground: Ground | None) -> None:
        self._network, self._names, self._ground = network, names, ground
        self._kept: Recent[Box, Files] = Recent(_KEPT)
        self._making = Lock()

    def of(self, box: Box) -> Files:
        """ "network", "names" and, where there is one, "ground"; nothing where it has no street, or
        too many.
        """
        if kept := self._kept.kept(box):
            return kept
        with self._making:  # one after the other: whoever asks for many holds up those who do
            return self._kept.get(box, lambda: self._make(box))

    def _make(self, box: Box) -> Files:
        south, west, north, east = box.with_margin()
        part = Part(south - _BESIDE, west - _BESIDE, north + _BESIDE, east + _BESIDE)
        network, names = cut_network(self._network, self._names, part)
        if not 0 < network.edge_count <= _MOST_EDGES:
            return {}
        parts = {"network": encode_network(network), "names": encode_names(names)}
        if self._ground:
            parts["ground"] = encode_ground(cut_ground(self._ground, part))
        return {name: ready_file(content, TYPE, tight=False) for name, content in parts.items()}
