"""Small made towns: nodes in metres from a corner, and the ways between them as a map has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from safespaces.geo.point import Point
from safespaces.streets.build import Built, MapWay, build
from safespaces.streets.foot import stops_people, walk_of

SOUTH, WEST = 52.4, -1.51
M_PER_LAT, M_PER_LON = 111_260.0, 67_990.0  # at 52.4 north

Tags = Mapping[str, str]
STREET = {"highway": "residential"}


def at(east_m: float, north_m: float) -> Point:
    """A point so far from the corner, as finely as a map has it."""
    return Point(round(SOUTH + north_m / M_PER_LAT, 7), round(WEST + east_m / M_PER_LON, 7))


@dataclass(frozen=True)
class Town:
    """`nodes`: name to (east, north) in metres; `ways`: (names of nodes, tags); `points`: tags of nodes."""

    nodes: Mapping[str, tuple[float, float]]
    ways: tuple[tuple[str, Tags], ...]  # "a b c"
    points: Mapping[str, Tags] = None  # type: ignore[assignment]

    @property
    def numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.nodes, 1)}

    def built(self, fewest_segments: int = 300) -> Built:
        """Its network."""
        walked = ((names.split(), walk_of(tags)) for names, tags in self.ways)
        ways = [self._way(names, walk) for names, walk in walked if walk]
        tagged = (self.points or {}).items()
        closed = {self.numbers[name] for name, tags in tagged if stops_people(tags)}
        return build(ways, closed, 20260101, fewest_segments)

    def _way(self, names: list[str], walk: object) -> MapWay:
        places = tuple((p.lat, p.lon) for p in (at(*self.nodes[name]) for name in names))
        return MapWay(walk, tuple(self.numbers[name] for name in names), places)  # type: ignore[arg-type]

    def write(self, path: Path, made: str = "2026-01-01T00:00:00Z", first: int = 1) -> Path:
        """As an extract; the ways are numbered from `first`."""
        header = osmium.io.Header()
        header.set("osmosis_replication_timestamp", made)
        tagged = self.points or {}
        with osmium.SimpleWriter(str(path), header=header, overwrite=True) as writer:
            for name, (east, north) in self.nodes.items():
                point = at(east, north)
                writer.add_node(
                    Node(
                        id=self.numbers[name],
                        location=(point.lon, point.lat),
                        tags=dict(tagged.get(name, {})),
                    )
                )
            for number, (names, tags) in enumerate(self.ways, first):
                nodes = [self.numbers[name] for name in names.split()]
                writer.add_way(Way(id=number, nodes=nodes, tags=dict(tags)))
        return path


def grid(columns: int, rows: int, step_m: float = 100.0) -> Town:
    """Streets of a chessboard town: "3:2" is column 3, row 2."""
    nodes = {f"{c}:{r}": (c * step_m, r * step_m) for c in range(columns) for r in range(rows)}
    along = [
        (" ".join(f"{c}:{r}" for c in range(columns)), {**STREET, "name": f"Row {r}"})
        for r in range(rows)
    ]
    up = [
        (" ".join(f"{c}:{r}" for r in range(rows)), {**STREET, "name": f"Column {c}"})
        for c in range(columns)
    ]
    return Town(nodes, (*along, *up))


def named(pairs: Iterable[tuple[str, Tags]]) -> tuple[tuple[str, Tags], ...]:
    """Ways as a Town wants them."""
    return tuple(pairs)
