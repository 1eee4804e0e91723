"""Coverage in memory: worked out once for each snapshot, layer, week and age, then only looked
up.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from threading import Lock
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import shapely

from safespaces.actions.coverage.demand import city_outline, demand_of, demand_version
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import Facility, digest_of
from safespaces.coverage.gaps import walks_between
from safespaces.coverage.layers import Demand
from safespaces.coverage.links import Link
from safespaces.coverage.outlines import Outline, as_geojson, drawn_outlines
from safespaces.coverage.query import CoverageKey
from safespaces.coverage.reach import Coverage
from safespaces.coverage.walks import STRAIGHT, Paths, Walks
from safespaces.maps.coverage_drawing import Drawing, drawing_of
from safespaces.store.database import Database
from safespaces.venues.place_search import Place

T = TypeVar("T")
# of what is kept; a coverage of Coventry takes some 0.2 MB, one of 10,000 points and 2,000 places
# 27 MB
MOST_BYTES = 256 * 2**20
_SMALL = 50_000  # bytes that anything else is taken for


class CoverageMemory:
    """One per process; thread safe. At worst two threads work the same thing out at once."""

    def __init__(
        self,
        zone: ZoneInfo,
        refresh_seconds: float,
        places: Iterable[Place] = (),
        area: str = "",
        seconds: Callable[[], float] = time.monotonic,
        paths: Callable[[], Paths] = lambda: STRAIGHT,
    ) -> None:
        self._zone, self._every, self._seconds = zone, refresh_seconds, seconds
        self._places, self._area = tuple(places), area
        self.paths = paths
        self._demand: Demand | None = None
        self._look_at = float("-inf")
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def demand(self, database: Database) -> Demand:
        """What counts now; looked at anew at most every `refresh_seconds`."""
        held = self._demand
        if held is None or self._seconds() >= self._look_at:
            if held is None or demand_version(database) != held.version:
                held = self._demand = demand_of(database)
            self._look_at = self._seconds() + self._every
        return held

    def of_list(
        self, facilities: tuple[Facility, ...], layer: DemandLayer, key: CoverageKey
    ) -> Coverage:
        """The coverage of the places of a published list."""
        return self.once(
            ("now", digest_of(facilities), key), lambda: self.of(facilities, layer, key)
        )

    def by_straight_line(
        self, facilities: tuple[Facility, ...], layer: DemandLayer, key: CoverageKey
    ) -> Coverage:
        """The same as if no streets were known."""
        return self.once(
            ("straight", digest_of(facilities), key),
            lambda: Coverage(layer, facilities, key.week, self._zone, key.age, STRAIGHT),
        )

    def of(
        self,
        facilities: tuple[Facility, ...],
        layer: DemandLayer,
        key: CoverageKey,
        links: Sequence[Link] = (),
    ) -> Coverage:
        """The coverage of any places, with ways that are not there yet."""
        paths = self.paths().with_links(links)
        return Coverage(layer, facilities, key.week, self._zone, key.age, paths)

    def near(self, demand: Demand, layer: DemandLayer, limit: int) -> Walks:
        """The walks between a layer's own points, which gaps are gathered by."""
        return self.once(
            ("near", layer.key, demand.version, limit),
            lambda: walks_between(layer, limit, self.paths()),
        )

    def drawing(self, demand: Demand, layer: DemandLayer) -> Drawing:
        """The map's shapes of a layer."""
        points = [point.point for point in layer.points]
        key = ("drawing", layer.key, demand.version)
        return self.once(
            key,
            lambda: drawing_of(
                self._shapes(demand, layer),
                points,
                self._places,
                self._area,
                city_outline(),
                self.paths().roads(),
            ),
        )

    def outlines(self, demand: Demand, layer: DemandLayer) -> dict[str, Any]:
        """GeoJSON geometries of a layer's areas by code: of those whose true outline is known."""
        key = ("outlines", layer.key, demand.version)
        return self.once(
            key,
            lambda: {
                each.code: json.loads(as_geojson(each))
                for each in demand.outlines.get(layer.key, ())
            },
        )

    def _shapes(self, demand: Demand, layer: DemandLayer) -> tuple[Outline, ...]:
        return self.once(("shapes", layer.key, demand.version), lambda: _outlines(demand, layer))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made where it is not there.

        Under other streets everything is another. What was not asked for longest makes room for the
        new.
        """
        key = (self.paths().number, key)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key][0])
        made = make()
        size = _size(made)
        if made is not None and size < MOST_BYTES // 2:
            with self._lock:
                self._kept[key] = (made, size)
                while sum(each for _, each in self._kept.values()) > MOST_BYTES:
                    self._kept.popitem(last=False)
        return made


def _size(made: object) -> int:
    """About how many bytes it takes."""
    if isinstance(made, Walks):
        return sum(each.nbytes for each in made)
    if isinstance(made, dict):  # geometries by code
        return 8 * sum(len(str(each)) for each in made.values())
    if isinstance(made, tuple) and made and isinstance(made[0], Outline):
        return 32 * int(shapely.get_num_coordinates([each.shape for each in made]).sum())
    return getattr(made, "nbytes", _SMALL)


def _outlines(demand: Demand, layer: DemandLayer) -> tuple[Outline, ...]:
    """Imported outlines, else parts of the city around homes; schools and stops are points and have
    none.
    """
    if layer.where != "home":
        return ()
    given = demand.outlines.get(layer.key, ())
    known = {outline.code for outline in given}
    if all(point.code in known for point in layer.points):
        return given
    return (
        *given,
        *(each for each in drawn_outlines(layer.points, city_outline()) if each.code not in known),
    )
