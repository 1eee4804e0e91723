"""The walking network in memory, with the files that phones get of it. Looked at in the background:
a newer one is taken whole, and a damaged one never.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import brotli

from safespaces.coverage.street_paths import StreetPaths
from safespaces.coverage.walks import STRAIGHT, Paths
from safespaces.errors import StoreError
from safespaces.maps.street_sketch import StreetSketch
from safespaces.snapshot.street_names import AreasOf, street_places
from safespaces.store.streets import StreetFiles
from safespaces.streets.codec import decode_network
from safespaces.streets.corners import Corner, Corners
from safespaces.streets.ground_codec import decode_ground
from safespaces.streets.named_streets import NamedStreets
from safespaces.streets.names_codec import decode_names
from safespaces.streets.network import Network
from safespaces.venues.fear_words import NO_FEAR_WORDS, FearWords
from safespaces.venues.place_search import Place
from safespaces.venues.words import words_of
from safespaces.web.background import Background
from safespaces.web.ready_file import ReadyFile, packed_file
from safespaces.web.snapshot_copy import write_whole_bytes
from safespaces.web.street_cells import TYPE, StreetCells

_LARGEST = 50_000_000  # bytes unpacked: a phone has no memory for more

_log = logging.getLogger("safespaces.web")


@dataclass(frozen=True, slots=True)
class Streets:
    """One network, the name of each of its edges, and all as files; `number` is their digest."""

    number: str
    network: Network
    names: tuple[str, ...]
    paths: StreetPaths  # for coverage
    corners: Corners
    sketch: StreetSketch  # for small maps
    places: tuple[Place, ...]  # by their names
    files: dict[str, ReadyFile]  # "network", "names" and, where there is one, "ground"
    cells: StreetCells  # the same cut for a long directory


class StreetsHolder:
    """Holds the network that is there now, for all threads."""

    def __init__(
        self,
        number: Callable[[], str],
        load: Callable[[], StreetFiles | None],
        background: Background,
        copy: Path | None = None,
        areas_of: AreasOf = lambda points: [""] * len(points),
        fear: FearWords = NO_FEAR_WORDS,
    ) -> None:
        self._fear = fear
        self._areas_of = areas_of
        self._number, self._load, self._copy = number, load, copy
        self._background = background
        self._held: Streets | None = None
        self._refused: str | None = None  # the number of one that is damaged
        self._is_first = True
        background.add(self.look)

    def current(self) -> Streets | None:
        """The network; None where there is none."""
        if not self._background.every_s:
            self._background.see_to(self.look)
        return self._held

    def paths(self) -> Paths:
        """What walks of coverage are along."""
        held = self.current()
        return held.paths if held else STRAIGHT

    def corner(self, one: tuple[str, ...], other: tuple[str, ...]) -> Corner | None:
        """Where streets of these names meet (streets/corners.py); None without a network."""
        held = self.current()
        return held.corners.of(one, other) if held else None

    def look(self) -> None:
        """Look once. Raises what the database raises; what is held then stays."""
        if self._is_first:
            self._is_first = False
            self._take_copy()
        number = self._number()
        if number == (self._held.number if self._held else "") or number == self._refused:
            return
        files = self._load() if number else None
        try:
            self._held = _streets(files, self._areas_of, self._fear) if files else None
            self._keep_copy(files)
        except StoreError as error:
            self._refused = number
            _log.error("streets not taken", extra={"problem": type(error).__name__})

    def _keep_copy(self, files: StreetFiles | None) -> None:
        if self._copy is None:
            return
        if files is None:
            self._copy.unlink(missing_ok=True)
            return
        parts = (files.network, files.names, files.ground)
        head = {"number": files.number, "sizes": [len(part) for part in parts]}
        content = json.dumps(head).encode() + b"\n" + b"".join(parts)
        write_whole_bytes(self._copy, content)

    def _take_copy(self) -> None:
        """For a start without a database."""
        if self._copy is None or not self._copy.is_file():
            return
        try:
            head, _newline, content = self._copy.read_bytes().partition(b"\n")
            kept = json.loads(head)
            ends = [0, *accumulate(int(size) for size in kept["sizes"])]
            network, names, ground = (content[begin:end] for begin, end in pairwise(ends))
            self._held = _streets(
                StreetFiles(str(kept["number"]), network, names, ground), self._areas_of, self._fear
            )
        except (OSError, ValueError, KeyError, TypeError, StoreError) as error:
            _log.error("copy of the streets not read", extra={"problem": type(error).__name__})


def _streets(files: StreetFiles, areas_of: AreasOf, fear: FearWords) -> Streets:
    """Raises StoreError for files that are damaged."""
    network_bytes, names_bytes = _unpacked(files.network), _unpacked(files.names)
    network = decode_network(network_bytes)
    names = decode_names(names_bytes, network.edge_count)
    packed = {"network": (network_bytes, files.network), "names": (names_bytes, files.names)}
    if files.ground:
        packed["ground"] = (_unpacked(files.ground), files.ground)
    ground = decode_ground(packed["ground"][0]) if files.ground else None
    return Streets(
        files.number,
        network,
        names,
        StreetPaths(network, files.number),
        Corners(network, names, words_of),
        StreetSketch(network, names, ground),
        street_places(
            list(NamedStreets(network, names, words_of).each()),
            ground.places if ground else (),
            areas_of,
            fear,
        ),
        {name: packed_file(*contents, TYPE) for name, contents in packed.items()},
        StreetCells(network, names, ground),
    )


def _unpacked(content: bytes) -> bytes:
    try:
        plain: bytes = brotli.decompress(content)
    except brotli.error as error:
        raise StoreError("The street file is damaged.") from error
    if len(plain) > _LARGEST:
        raise StoreError("The street file is too large.")
    return plain
