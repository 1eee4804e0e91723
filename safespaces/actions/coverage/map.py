"""The coverage map of one hour: as shapes in the page, and as GeoJSON for the map that can be
moved. Both show the same.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from safespaces.actions.coverage.figures import GapCard, provenance
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.shown import ShownCoverage
from safespaces.coverage.areas import AreaReach, area_reach, is_telling_share
from safespaces.coverage.demand import DemandLayer, DemandPoint
from safespaces.coverage.facility import Facility
from safespaces.coverage.links import Link
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.shading import legend, shade_of
from safespaces.coverage.wording import count_words, missed_words, whole_people
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.maps.coverage_drawing import Drawing, Frame
from safespaces.maps.outlines import AREA_CREDITS
from safespaces.maps.place_names import Name

# of a place at an hour
STATES = {
    "open": marked("open"),
    "shut": marked("shut"),
    "unknown": marked("hours not known"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An area or a spot: its path ("" for a spot), where its middle is, its shade, 0 to 5, and what
    is told of it.
    """

    path: str
    x: int
    y: int
    shade: int
    words: str = ""


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
    drawn: int = 0  # how many shapes are not the true outline of their area
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
    missed = coverage.by_point(coverage.missed(query.limit, query.hour)).tolist()
    counting = coverage.by_point(coverage.counting[:, query.hour].astype(np.float64)) > 0
    step, frame = query.layer.step, drawing.frame
    shapes = [
        Shape(
            drawing.paths.get(point.code, ""),
            *frame.xy(point.point),
            shade_of(whole_people(count), step),
            _missed_words(query, name, point, count) if counts else _not_counted(name),
        )
        for name, point, count, counts in zip(
            area_names(reader, query.layer),
            query.layer.points,
            missed,
            counting.tolist(),
            strict=True,
        )
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
        _drawn(reader, query, drawing),
        frame.path(around) if around is not None else "",
        frame.roads([[(point.lon, point.lat) for point in link] for link in links]),
    )


def area_names(reader: CoverageReader, layer: DemandLayer) -> list[str]:
    """The part of town of each demand point, with its own name: "Spon End (Coventry 017C)"."""
    towns = reader.areas.names([point.point for point in layer.points])
    return [
        f"{town} ({point.name or point.code})"
        for town, point in zip(towns, layer.points, strict=True)
    ]


def _not_counted(name: str) -> str:
    return f"{name}: {_('not counted at this hour')}"


def _missed_words(query: CoverageQuery, name: str, point: DemandPoint, missed: float) -> str:
    few = query.layer.few
    if query.layer.where == "place":  # each is one
        return f"{name}: {_('out of reach') if missed else _('within reach')}"
    return _(
        "%(name)s: %(missed)s of %(count)s out of reach",
        name=name,
        missed=missed_words(point.count - whole_people(missed), point.count, few),
        count=count_words(point.count, few),
    )


def _drawn(reader: CoverageReader, query: CoverageQuery, drawing: Drawing) -> int:
    return len(drawing.paths.keys() - reader.memory.outlines(query.demand, query.layer).keys())


def states(query: CoverageQuery, coverage: Coverage) -> Iterator[tuple[Facility, str]]:
    """Each place with "open", "shut" or "unknown" at the hour."""
    yield from zip(coverage.facilities, coverage.states(query.hour), strict=True)


def areas_geojson(
    reader: CoverageReader,
    query: CoverageQuery,
    coverage: Coverage,
    shown: ShownCoverage | None = None,
) -> bytes:
    """Demand areas with what the map shades them by; counts under ten are not in it.

    An area without a true outline is its point: a shape that is drawn around a centre is not the
    area whose code it would carry.
    """
    outlines, layer = reader.memory.outlines(query.demand, query.layer), query.layer
    found = area_reach(coverage, query.limit, query.hour)
    features = []
    for each, point in zip(found, layer.points, strict=True):
        geometry = outlines.get(point.code) or {
            "type": "Point",
            "coordinates": [point.point.lon, point.point.lat],
        }
        area = reader.areas.of(point.point)
        properties = {
            "code": point.code,
            "name": point.name,
            "area": area,
            "group": point.group,
            "decile": point.decile,
            "count": point.count if point.count == 0 or point.count >= layer.few else None,
            "reached_share": _share_told(each, point, layer.few),
            "nearest_open_minutes": each.nearest,
            "furthest_open_minutes": each.furthest,
            "shade": shade_of(whole_people(each.missed), layer.step),
            "words": _words(area, layer, point, each),
        }
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return _collection(features, about(reader, query, shown))


def _words(area: str, layer: DemandLayer, point: DemandPoint, reach: AreaReach) -> str:
    said = _area_words(reach)
    if layer.where == "place":  # each is one
        return f"{area} ({point.name}): {said}"
    return _(
        "%(area)s (%(name)s): %(count)s %(unit)s, %(said)s",
        area=area,
        name=point.name,
        count=count_words(point.count, layer.few),
        unit=_(layer.unit),
        said=said,
    )


def _share_told(reach: AreaReach, point: DemandPoint, few: int) -> float | None:
    """The share within reach; None where it would give a small count away, or nobody counts."""
    if not reach.counts or is_telling_share(reach, point, few):
        return None
    return round(reach.share, 3)


def _area_words(area: AreaReach) -> str:
    if not area.counts:
        return _("not counted at this hour")
    if area.share >= 1:
        return _("within reach")
    if area.share <= 0:
        return _("out of reach")
    tenths = min(9, max(1, round(10 * area.share)))
    return _("about %(percent)s %% of them within reach", percent=10 * tenths)


def about(
    reader: CoverageReader, query: CoverageQuery, shown: ShownCoverage | None = None
) -> dict[str, str]:
    """What a file shows and where its figures are from, by name (a foreign member of GeoJSON,
    RFC 7946, section 6.1); of a what-if also its name and changes.
    """
    scenario = shown.scenario if shown else None
    what_if = f"{scenario.name}: {'; '.join(shown.changes)}" if shown and scenario else ""
    return {
        **({"What if": what_if} if what_if else {}),
        **dict(provenance(reader, query)),
        "credits": ". ".join(AREA_CREDITS),
    }


def marks_geojson(
    reader: CoverageReader,
    query: CoverageQuery,
    coverage: Coverage,
    gaps: list[GapCard],
    shown: ShownCoverage | None = None,
) -> bytes:
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
    return _collection(features, about(reader, query, shown))


def _mark(lon: float, lat: float, state: str, sign: str, words: str) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature",
        "properties": {"state": state, "sign": sign, "words": words},
        "geometry": geometry,
    }


def _collection(features: list[dict[str, object]], about_it: dict[str, str]) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "about": about_it, "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
