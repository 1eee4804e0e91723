"""The coverage map of one hour: as shapes in the page, and as GeoJSON for the map that can be moved. Both show the same."""

import json
from dataclasses import dataclass

from safespaces.coverage.facility import Facility
from safespaces.coverage.reach import Coverage
from safespaces.coverage.shading import legend, shade_of, step_of
from safespaces.coverage.wording import count_words
from safespaces.maps.coverage_drawing import Frame, Name
from safespaces.web.coverage_asked import Look
from safespaces.web.coverage_view import GapCard
from safespaces.web.ground import ground


@dataclass(frozen=True, slots=True)
class Shape:
    """An area or a spot: its path ("" for a spot), where its middle is, and its shade, 0 to 5."""

    path: str
    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A venue ("open" or "shut"), a numbered gap ("gap") or a suggested place ("new")."""

    state: str
    sign: str
    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """What is drawn."""

    frame: Frame
    names: tuple[Name, ...]
    shapes: list[Shape]
    marks: list[Mark]
    legend: list[tuple[int, str]]
    unit: str


def coverage_map(look: Look, coverage: Coverage, gaps: list[GapCard], new: list[Facility] | None = None) -> CoverageMap:
    """The map of the hour that is looked at."""
    drawing = ground().coverage.drawing(look.demand, look.layer)
    missed = coverage.missed(look.limit, look.hour).tolist()
    step = step_of(missed)
    frame = drawing.frame
    shapes = [
        Shape(drawing.paths.get(point.code, ""), *frame.xy(point.point), shade_of(count, step))
        for point, count in zip(look.layer.points, missed, strict=True)
    ]
    marks = [_venue_mark(each, is_open, frame) for each, is_open in zip(coverage.facilities, coverage.left[:, look.hour] > 0)]
    marks += [Mark("gap", str(card.gap.number), *frame.xy(card.gap.point), f"Gap {card.gap.number}: {card.name}") for card in gaps]
    marks += [Mark("new", str(number), *frame.xy(each.point), each.name) for number, each in enumerate(new or [], 1)]
    return CoverageMap(frame, drawing.names, shapes, marks, legend(step), look.layer.unit)


def _venue_mark(venue: Facility, is_open: bool, frame: Frame) -> Mark:
    return Mark("open" if is_open else "shut", "", *frame.xy(venue.point), venue.name)


def areas_geojson(look: Look, coverage: Coverage) -> bytes:
    """Demand areas (points where there is no outline) with what the map shades them by; counts under ten are not in it."""
    missed, near = coverage.missed(look.limit, look.hour).tolist(), coverage.nearest_minutes(look.hour).tolist()
    reached = coverage.reached(look.limit)[:, look.hour].tolist()
    outlines = ground().coverage.outlines(look.demand, look.layer)
    step = step_of(missed)
    features = []
    for row, point in enumerate(look.layer.points):
        geometry = outlines.get(point.code) or {"type": "Point", "coordinates": [point.point.lon, point.point.lat]}
        told = count_words(point.count, look.layer.few)
        count = point.count if point.count == 0 or point.count >= look.layer.few else None
        properties = {
            "code": point.code, "name": point.name, "group": point.group, "decile": point.decile, "count": count, "reached": reached[row],
            "nearest_open_minutes": near[row] or None, "shade": shade_of(missed[row], step),
            "words": f"{point.name}: {told} {look.layer.unit}, {'within' if reached[row] else 'out of'} reach",
        }  # fmt: skip
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return _collection(features)


def marks_geojson(look: Look, coverage: Coverage, gaps: list[GapCard]) -> bytes:
    """Venues, open and shut at the hour, and the numbered gaps."""
    opened = (coverage.left[:, look.hour] > 0).tolist()
    features = [
        _mark(venue.point.lon, venue.point.lat, "open" if is_open else "shut", "", f"{venue.name}: {'open' if is_open else 'shut'}")
        for venue, is_open in zip(coverage.facilities, opened, strict=True)
    ]
    features += [
        _mark(card.gap.point.lon, card.gap.point.lat, "gap", str(card.gap.number), f"Gap {card.gap.number}: {card.name}, {card.count}")
        for card in gaps
    ]
    return _collection(features)


def _mark(lon: float, lat: float, state: str, sign: str, words: str) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": {"state": state, "sign": sign, "words": words}, "geometry": geometry}


def _collection(features: list[dict[str, object]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")).encode()
