"""Places one by one: how many each reaches at the hour, who would find no other, and the ground
around it.
"""

import json
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from safespaces.actions.coverage.map import STATES, about, states
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.place_reach import PlaceReach, place_reach
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.wording import count_cell, count_words, grained
from safespaces.errors import NotFound
from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with its counts in words, and as cells of a table ("" where nobody knows whether it
    is open).
    """

    slug: str
    name: str
    area: str
    state: str
    reached: str
    only: str
    cells: tuple[str, str]


def place_rows(reader: CoverageReader, query: CoverageQuery, coverage: Coverage) -> list[PlaceRow]:
    """Every place, those first whose loss would leave most."""
    found = place_reach(coverage, query.limit, query.hour)
    state_of = {place.id: state for place, state in states(query, coverage)}
    slugs = {venue.id: venue.slug for venue in query.snapshot.venues}
    rows = []
    for each in sorted(found, key=lambda each: (-each.only, -each.reached, each.row)):
        place = coverage.facilities[each.row]
        area = reader.areas.of(place.point)
        state = _(STATES[state_of[place.id]])
        words, cells = (_("not known"),) * 2, ("", "")
        if state_of[place.id] != "unknown":
            words, cells = _counts(query, each), _cells(query, each)
        rows.append(PlaceRow(slugs.get(place.id, ""), place.name, area, state, *words, cells))
    return rows


def place_at_limits(
    query: CoverageQuery, coverage: Coverage, row: int
) -> list[tuple[int, str, str]]:
    """Of one place: each limit in minutes, whom it reaches within that, and who finds no other."""
    if coverage.states(query.hour)[row] == "unknown":
        return [(limit, _("not known"), _("not known")) for limit in LIMITS]
    return [
        (limit, *_counts(query, place_reach(coverage, limit, query.hour)[row])) for limit in LIMITS
    ]


def row_of_place(query: CoverageQuery, coverage: Coverage, slug: str) -> int:
    """Where a place stands among the facilities. Raises NotFound for one that is not there, or
    does not count for somebody of that age.
    """
    ids = {venue.slug: venue.id for venue in query.snapshot.venues}
    for row, place in enumerate(coverage.facilities):
        if slug in ids and place.id == ids[slug]:
            return row
    raise NotFound(
        _(
            "There is no such place among those that are looked at, or it does not count at this"
            " age."
        )
    )


def ground_of_place(
    reader: CoverageReader, query: CoverageQuery, coverage: Coverage, row: int
) -> BaseGeometry:
    """The ground within the limit of a place, in degrees."""
    place = coverage.facilities[row]
    key = ("ground", place.point, query.limit)
    return reader.memory.once(key, lambda: reader.paths.within_reach(place.point, query.limit))


def grounds_geojson(
    reader: CoverageReader, query: CoverageQuery, coverage: Coverage, row: int
) -> bytes:
    """The ground within each limit, the largest first."""
    place = coverage.facilities[row]
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": place.name,
                "minutes": limit,
                "by_street": reader.paths.by_street,
            },
            "geometry": json.loads(
                shapely.to_geojson(
                    shapely.set_precision(reader.paths.within_reach(place.point, limit), 1e-5)
                )
            ),
        }
        for limit in reversed(LIMITS)
    ]
    collection = {
        "type": "FeatureCollection",
        "about": about(reader, query),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _cells(query: CoverageQuery, found: PlaceReach) -> tuple[str, str]:
    grain, few = query.layer.grain, query.layer.few
    return (
        count_cell(grained(found.reached, grain), few),
        count_cell(grained(found.only, grain), few),
    )


def _counts(query: CoverageQuery, found: PlaceReach) -> tuple[str, str]:
    grain, few = query.layer.grain, query.layer.few
    return (
        count_words(grained(found.reached, grain), few),
        count_words(grained(found.only, grain), few),
    )
