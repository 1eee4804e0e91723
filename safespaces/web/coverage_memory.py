"""Coverage in memory: worked out once for each snapshot, layer, week and age, then only looked up."""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from safespaces.actions.demand import Demand, city_outline, demand_of, demand_version
from safespaces.actions.measure import earlier_list, facilities_of
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import Facility
from safespaces.coverage.outlines import Outline, as_geojson, drawn_outlines
from safespaces.coverage.reach import Coverage
from safespaces.coverage.week import Week
from safespaces.maps.coverage_drawing import Drawing, drawing_of
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.venues.place_search import Place

T = TypeVar("T")
_KEPT = 96  # coverages, drawings and answers together; Coventry's are some 100 kB each


@dataclass(frozen=True, slots=True)
class Asked:
    """What a coverage depends on besides its places."""

    layer: DemandLayer
    demand_version: str
    week: Week
    age: int


class CoverageMemory:
    """One per process; thread safe. At worst two threads work the same thing out at once."""

    def __init__(
        self, zone: ZoneInfo, refresh_seconds: float, places: Iterable[Place] = (), area: str = "",
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._zone, self._every, self._seconds = zone, refresh_seconds, seconds
        self._places, self._area = tuple(places), area
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

    def of_snapshot(self, snapshot: Snapshot, asked: Asked) -> Coverage:
        """The coverage of a published list."""
        return self.once(("now", snapshot.number, *_key(asked)), lambda: self.of(facilities_of(snapshot), asked))

    def of_earlier(self, database: Database, number: str, asked: Asked) -> Coverage | None:
        """The coverage of an earlier list; None for one that cannot be read."""

        def made() -> Coverage | None:
            earlier = earlier_list(database, number)
            return self.of(earlier.facilities, asked) if earlier else None

        return self.once(("earlier", number, *_key(asked)), made)

    def of(self, facilities: tuple[Facility, ...], asked: Asked) -> Coverage:
        """The coverage of any places."""
        return Coverage(asked.layer, facilities, asked.week, self._zone, asked.age)

    def drawing(self, demand: Demand, layer: DemandLayer) -> Drawing:
        """The map's shapes of a layer."""
        points = [point.point for point in layer.points]
        return self.once(
            ("drawing", layer.key, demand.version), lambda: drawing_of(self._shapes(demand, layer), points, self._places, self._area)
        )

    def outlines(self, demand: Demand, layer: DemandLayer) -> dict[str, Any]:
        """GeoJSON geometries of a layer's areas by code."""
        key = ("outlines", layer.key, demand.version)
        return self.once(key, lambda: {each.code: json.loads(as_geojson(each)) for each in self._shapes(demand, layer)})

    def _shapes(self, demand: Demand, layer: DemandLayer) -> tuple[Outline, ...]:
        return self.once(("shapes", layer.key, demand.version), lambda: _outlines(demand, layer))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made where it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def _key(asked: Asked) -> tuple[str, str, date, tuple[int, ...], int]:
    return asked.layer.key, asked.demand_version, asked.week.monday, asked.week.free, asked.age


def _outlines(demand: Demand, layer: DemandLayer) -> tuple[Outline, ...]:
    """Imported outlines, else parts of the city around homes; schools and stops are points and have none."""
    if layer.where != "home":
        return ()
    given = demand.outlines.get(layer.key, ())
    known = {outline.code for outline in given}
    if all(point.code in known for point in layer.points):
        return given
    return (*given, *(each for each in drawn_outlines(layer.points, city_outline()) if each.code not in known))
