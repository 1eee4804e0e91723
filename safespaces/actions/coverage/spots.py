"""Where one more open place would do most good, with who could be asked there."""

import json
from dataclasses import dataclass

from safespaces.actions.coverage.candidates import KnownCandidate
from safespaces.actions.coverage.map import about
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.candidate import can_be_asked
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.surface import Surface, best_spots, surface_of
from safespaces.coverage.wording import count_words, grained

SPOTS = 5


@dataclass(frozen=True, slots=True)
class SpotCard:
    """A spot in words, and the candidates within its walk that can be asked, nearest first."""

    area: str
    lat: float
    lon: float
    count: str
    near: list[KnownCandidate]


def spot_cards(reader: CoverageReader, query: CoverageQuery, coverage: Coverage) -> list[SpotCard]:
    """The best spots at the hour."""
    found = best_spots(coverage, _surface(reader, query), query.limit, query.hour, SPOTS)
    asked = [each for each in reader.candidates() if can_be_asked(each.standing)]
    starts = [spot.point for spot in found]
    walks = reader.paths.within(starts, [each.candidate.point for each in asked], query.limit)
    near: list[list[tuple[int, int]]] = [[] for _spot in found]
    for row, place, minutes in zip(*(each.tolist() for each in walks), strict=True):
        near[row].append((minutes, place))
    grain, few = query.layer.grain, query.layer.few
    return [
        SpotCard(
            reader.areas.of(spot.point),
            spot.point.lat,
            spot.point.lon,
            count_words(grained(spot.people, grain), few),
            [asked[place] for _minutes, place in sorted(those)],
        )
        for spot, those in zip(found, near, strict=True)
    ]


def surface_geojson(reader: CoverageReader, query: CoverageQuery, coverage: Coverage) -> bytes:
    """Every point of the surface at which an open place would reach somebody more, with how many;
    those of fewer than are told are left out.
    """
    surface = _surface(reader, query)
    gains = surface.gains(coverage.missed(query.limit, query.hour)).tolist()
    features = [
        {
            "type": "Feature",
            "properties": {"more_within_reach": grained(gain, query.layer.grain)},
            "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        }
        for point, gain in zip(surface.points, gains, strict=True)
        if gain >= query.layer.few
    ]
    told = {**about(reader, query), "metres between points": str(surface.step_m or "")}
    collection = {"type": "FeatureCollection", "about": told, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _surface(reader: CoverageReader, query: CoverageQuery) -> Surface:
    key = ("surface", query.layer.key, query.demand.version, query.limit)
    return reader.memory.once(key, lambda: surface_of(query.layer, query.limit, reader.paths))
