"""The coverage map of one hour: as shapes in the page, and as GeoJSON for the map that can be
moved. Both show the same.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from safespaces.actions.coverage.figures import GapCard
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.facility import Facility
from safespaces.coverage.links import Link
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.shading import legend, shade_of
from safespaces.coverage.wording import count_words
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.maps.coverage_drawing import Frame
from safespaces.maps.place_names import Name

# of a place at an hour
STATES = {
    "open": marked("open"),
    "shut": marked("shut"),
    "unknown": marked("hours not known, counted as shut"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An area or a spot: its path ("" for a spot), where its middle is, and its shade, 0 to 5."""

    path: str
    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A venue ("open", "shut" or "unknown"), a numbered gap ("gap") or a suggested place
    ("new").
    """

    state: str
    sign: str
    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """What is drawn, for which hour, and which states of marks are on it."""

    frame: Frame
    ground: str
    roads: str
    names: tuple[Name, ...]
    shapes: list[Shape]
    marks: list[Mark]
    legend: list[tuple[int, str]]
    unit: str
    when: str
    states: set[str]
    around: str = ""  # the ground within a walk of one place
    links: str = ""  # ways that are not there yet


def coverage_map(
    reader: CoverageReader,
    query: CoverageQuery,
    coverage: Coverage,
    gaps: list[GapCard],
    new: list[Facility] | None = None,
    around: BaseGeometry | None = None,
    links: Sequence[Link] = (),
) -> CoverageMap:
    """The map of the hour that is looked at; `around`: ground to be outlined, in degrees; `links`:
    ways that are not there yet.
    """
    drawing = reader.memory.drawing(query.demand, query.layer)
    missed, step, frame = (
        coverage.missed(query.limit, query.hour).tolist(),
        query.layer.step,
        drawing.frame,
    )
    shapes = [
        Shape(drawing.paths.get(point.code, ""), *frame.xy(point.point), shade_of(count, step))
        for point, count in zip(query.layer.points, missed, strict=True)
    ]
    marks = [
        Mark(state, "", *frame.xy(place.point), place.name)
        for place, state in states(query, coverage)
    ]
    marks += [
        Mark(
            "gap",
            str(card.gap.number),
            *frame.xy(card.gap.point),
            _("Gap %(number)s: %(name)s", number=card.gap.number, name=card.name),
        )
        for card in gaps
    ]
    marks += [
        Mark("new", str(number), *frame.xy(each.point), each.name)
        for number, each in enumerate(new or [], 1)
    ]
    largest = max((point.count for point in query.layer.points), default=0)
    when = query.week.when_words(query.hour)
    return CoverageMap(
        frame,
        drawing.ground,
        drawing.roads,
        drawing.names,
        shapes,
        marks,
        legend(step, largest),
        _(query.layer.unit),
        when,
        {mark.state for mark in marks},
        frame.path(around) if around is not None else "",
        frame.roads([[(point.lon, point.lat) for point in link] for link in links]),
    )


def states(query: CoverageQuery, coverage: Coverage) -> Iterator[tuple[Facility, str]]:
    """Each place with "open", "shut" or "unknown" at the hour."""
    for place, left in zip(
        coverage.facilities, coverage.openings.left[:, query.hour].tolist(), strict=True
    ):
        yield place, "open" if left else "shut" if place.safe_hours else "unknown"


def areas_geojson(reader: CoverageReader, query: CoverageQuery, coverage: Coverage) -> bytes:
    """Demand areas (points where there is no outline) with what the map shades them by; counts
    under ten are not in it.
    """
    missed, near = (
        coverage.missed(query.limit, query.hour).tolist(),
        coverage.nearest_minutes(query.hour).tolist(),
    )
    reached, counting = (
        each[:, query.hour].tolist() for each in (coverage.reached(query.limit), coverage.counting)
    )
    outlines, layer = reader.memory.outlines(query.demand, query.layer), query.layer
    features = []
    for row, point in enumerate(layer.points):
        geometry = outlines.get(point.code) or {
            "type": "Point",
            "coordinates": [point.point.lon, point.point.lat],
        }
        is_reached, area = reached[row] if counting[row] else None, reader.areas.of(point.point)
        said = {
            True: _("within reach"),
            False: _("out of reach"),
            None: _("not counted at this hour"),
        }[is_reached]
        properties = {
            "code": point.code,
            "name": point.name,
            "area": area,
            "group": point.group,
            "decile": point.decile,
            "count": point.count if point.count == 0 or point.count >= layer.few else None,
            "reached": is_reached,
            "nearest_open_minutes": near[row] or None,
            "shade": shade_of(missed[row], layer.step),
            "words": _(
                "%(area)s (%(name)s): %(count)s %(unit)s, %(said)s",
                area=area,
                name=point.name,
                count=count_words(point.count, layer.few),
                unit=_(layer.unit),
                said=said,
            ),
        }
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return _collection(features)


def marks_geojson(query: CoverageQuery, coverage: Coverage, gaps: list[GapCard]) -> bytes:
    """Venues, open, shut or not known at the hour, and the numbered gaps."""
    features = [
        _mark(
            place.point.lon,
            place.point.lat,
            state,
            "",
            _(
                "%(name)s: %(said)s on %(when_words)s",
                name=place.name,
                said=_(STATES[state]),
                when_words=query.week.when_words(query.hour),
            ),
        )
        for place, state in states(query, coverage)
    ]
    features += [
        _mark(
            card.gap.point.lon,
            card.gap.point.lat,
            "gap",
            str(card.gap.number),
            _(
                "Gap %(number)s: %(name)s, %(count)s",
                number=card.gap.number,
                name=card.name,
                count=card.count,
            ),
        )
        for card in gaps
    ]
    return _collection(features)


def _mark(lon: float, lat: float, state: str, sign: str, words: str) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature",
        "properties": {"state": state, "sign": sign, "words": words},
        "geometry": geometry,
    }


def _collection(features: list[dict[str, object]]) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
