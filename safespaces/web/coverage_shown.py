"""What a page or file of coverage shows: the present list, or a what-if that the address names."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from safespaces.actions.candidates import all_candidates
from safespaces.actions.measure import facilities_of
from safespaces.actions.scenarios import one_scenario
from safespaces.coverage.candidate import USUAL_HOURS, as_facility
from safespaces.coverage.facility import Facility
from safespaces.coverage.reach import Coverage
from safespaces.coverage.what_if import Scenario, change_words, changed_facilities
from safespaces.web.coverage_asked import Look, the_coverage
from safespaces.web.ground import ground


@dataclass(frozen=True, slots=True)
class Names:
    """Candidates as places by id, and every name by id."""

    candidates: Mapping[str, Facility]
    by_id: Mapping[str, str]

    def told(self, scenario: Scenario) -> list[str]:
        """A scenario's changes in words."""
        return [change_words(change, self.by_id) for change in scenario.changes]


@dataclass(frozen=True, slots=True)
class Shown:
    """A coverage, and the scenario it is of, if it is of one, with its changes in words."""

    coverage: Coverage
    scenario: Scenario | None = None
    told: tuple[str, ...] = ()


def names_of(look: Look) -> Names:
    """What changes can be about."""
    asked = all_candidates(ground().database)
    places = {each.candidate.id: as_facility(each.candidate, each.standing, USUAL_HOURS) for each in asked}
    names = {venue.id: venue.name for venue in look.snapshot.venues}
    return Names(places, {**names, **{key: place.name for key, place in places.items()}})


def coverage_of(look: Look, scenario: Scenario, names: Names) -> Coverage:
    """What a scenario would make of the present list; kept while neither it nor its candidates change."""
    used = tuple(names.candidates.get(change.whom.partition(":")[2]) for change in scenario.changes if change.deed == "add")
    key = ("what-if", scenario.changes, used, look.snapshot.number, look.layer.key, look.demand.version, look.week, look.age)
    memory = ground().coverage
    return memory.once(
        key, lambda: memory.of(changed_facilities(facilities_of(look.snapshot), scenario.changes, names.candidates), look.asked)
    )


def shown(look: Look) -> Shown:
    """What the address names. Raises NotFound for a what-if that is not there."""
    scenario_id = request.args.get("scenario", "")
    if not scenario_id:
        return Shown(the_coverage(look))
    scenario, names = one_scenario(ground().database, scenario_id), names_of(look)
    return Shown(coverage_of(look, scenario, names), scenario, tuple(names.told(scenario)))
