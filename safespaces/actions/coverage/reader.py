"""What coverage is worked out from: the register, what is kept in memory, the names of areas, and
the clock of the town.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from safespaces.actions.coverage.candidates import (
    KnownCandidate,
    all_candidates,
    without_a_point,
)
from safespaces.actions.coverage.measure import facilities_of
from safespaces.actions.coverage.memory import CoverageMemory
from safespaces.actions.coverage.standing import Standing, standing_on
from safespaces.coverage.facility import Facility
from safespaces.coverage.layers import Demand
from safespaces.coverage.links import Link
from safespaces.coverage.query import CHECKED, CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.walks import Paths
from safespaces.store.database import Database
from safespaces.venues.areas import Areas
from safespaces.venues.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class CoverageReader:
    """Reads only. `area` is the town's name, `now` the instant at which a page is made."""

    database: Database
    memory: CoverageMemory
    areas: Areas
    gazetteer: Gazetteer
    area: str
    zone: ZoneInfo
    now: datetime

    def demand(self) -> Demand:
        """Whom coverage counts now."""
        return self.memory.demand(self.database)

    def candidates(self) -> list[KnownCandidate]:
        """All candidates, read from the register on each call (not cached)."""
        return all_candidates(self.database)

    def without_a_point(self) -> list[tuple[str, str]]:
        """Id and name of candidates that cannot be counted, because they have no point."""
        return without_a_point(self.database)

    @property
    def paths(self) -> Paths:
        """What walks are along now."""
        return self.memory.paths()

    def of_list(self, query: CoverageQuery) -> Coverage:
        """The coverage of the list that the query is about, as published."""
        return self.memory.of_list(self.places(query), query.layer, query.key)

    def places(self, query: CoverageQuery) -> tuple[Facility, ...]:
        """The places of the list that the query is about: all, or those that were checked."""
        listed = facilities_of(query.snapshot)
        if not query.which:
            return listed
        standing = self.standing(query)
        return tuple(each for each in listed if standing.counts(each.id, query.which))

    def standing(self, query: CoverageQuery) -> Standing:
        """Which places are checked, and where somebody is trained, today, or on the first day of a
        later week that was chosen (not cached).
        """
        today = self.now.astimezone(self.zone).date()
        on = max(today, query.week.monday) if query.week_said else today
        return standing_on(self.database, on)

    def checked(self, query: CoverageQuery) -> int:
        """How many listed places have a check that is in date."""
        standing = self.standing(query)
        return sum(standing.counts(venue.id, CHECKED) for venue in query.snapshot.venues)

    def of_places(
        self, query: CoverageQuery, facilities: tuple[Facility, ...], links: Sequence[Link] = ()
    ) -> Coverage:
        """The coverage of any places, with ways that are not there yet (not cached)."""
        return self.memory.of(facilities, query.layer, query.key, links)
