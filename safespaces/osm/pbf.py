"""The ways that people walk on, from an OpenStreetMap extract (needs the extra `streets`).

Only what lies in an area is kept, so that an extract of a country takes no more memory than the
places of its nodes.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from safespaces.errors import BadInput, SettingsError
from safespaces.streets.build import MapWay
from safespaces.streets.foot import stops_people, walk_of
from safespaces.venues.tidy import tidy

_KEYS = ("highway", "railway", "public_transport", "man_made")
_AT_A_NODE = ("barrier", "access", "foot")
_LONGEST_NAME = 100  # letters


@dataclass(frozen=True, slots=True)
class Box:
    """South, west, north and east in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a place lies in it."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(slots=True)
class Extract:
    """What was read: ways by their number (files that overlap have one twice), and closed nodes."""

    ways: dict[tuple[int, int], MapWay] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    made_on: int = 0  # the newest date, yyyymmdd

    def read(self, path: Path, box: Box | None = None) -> None:
        """Add what is in a file. Raises BadInput for what is no extract, and SettingsError without
        the library.
        """
        with reading(path) as osmium:
            self._read_ways(osmium, path, box)

    def _read_ways(self, osmium: Any, path: Path, box: Box | None) -> None:
        filters = osmium.filter.KeyFilter(*_KEYS, *_AT_A_NODE)
        processor = osmium.FileProcessor(str(path)).with_locations().with_filter(filters)
        self.made_on = max(self.made_on, date_of(processor.header))
        for thing in processor:
            if thing.is_node():
                if stops_people(dict(thing.tags)):
                    self.closed.add(thing.id)
            elif thing.is_way():
                for part, way in enumerate(_ways_of(thing, box)):
                    self.ways[thing.id, part] = way


@contextmanager
def reading(path: Path) -> Iterator[Any]:
    """The library, for a file that is an extract. Raises BadInput for what is none or is damaged,
    and SettingsError without the library.
    """
    osmium = _osmium()
    try:
        with path.open("rb") as file:
            _check_beginning(file.read(64), path.name)
        yield osmium
    except (RuntimeError, OSError, ValueError) as error:
        raise BadInput(
            f"{path.name} cannot be read as OpenStreetMap data ({error}). Download it again."
        ) from error


def short_name(name: str) -> str:
    """As it is written on a map and in the way: tidy, and of a bearable length."""
    return tidy(name)[:_LONGEST_NAME]


def _ways_of(thing: Any, box: Box | None) -> Iterator[MapWay]:
    """The parts of a way that lie in the area; none where people do not walk on it."""
    walk = walk_of(dict(thing.tags))
    if walk is None:
        return
    walk = replace(walk, name=short_name(walk.name))
    places = [(node.ref, *_place(node.location)) for node in thing.nodes]

    def is_inside(place: tuple[int, float, float]) -> bool:
        """A node that is missing is nowhere: the way is cut there."""
        return place[1] == place[1] and (box is None or box.holds(*place[1:]))

    for inside, some in groupby(places, is_inside):
        part = list(some)
        if inside and len(part) > 1:
            yield MapWay(walk, tuple(p[0] for p in part), tuple(p[1:] for p in part))


def _place(location: Any) -> tuple[float, float]:
    return (location.lat, location.lon) if location.valid() else (math.nan, math.nan)


def date_of(header: Any) -> int:
    """The date of a file's data, yyyymmdd; 0 where its header says none."""
    said = header.get("osmosis_replication_timestamp") or header.get("timestamp") or ""
    try:
        return int(f"{datetime.fromisoformat(said).astimezone(UTC):%Y%m%d}")
    except (ValueError, OverflowError):
        return 0


def _check_beginning(beginning: bytes, name: str) -> None:
    if b"OSMHeader" not in beginning:
        what = "an XML file" if beginning.lstrip().startswith(b"<") else "no such file"
        raise BadInput(
            f"{name} is {what}. An extract of OpenStreetMap in the form .osm.pbf is needed."
        )


def _osmium() -> Any:
    try:
        import osmium  # only there with the extra
    except ImportError:
        raise SettingsError(
            "Reading streets needs the extra streets: pip install 'safespaces[streets]'."
        ) from None
    return osmium
