"""What a page or file of coverage shows: the present list, or a what-if that the address names."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from safespaces.actions.measure import facilities_of
from safespaces.actions.scenarios import one_scenario
from safespaces.coverage.candidate import UsedHours, as_facility, hours_used
from safespaces.coverage.facility import Facility, digest_of
from safespaces.coverage.reach import Coverage
from safespaces.coverage.what_if import Scenario, change_words, changed_facilities
from safespaces.web.coverage_asked import Look, the_coverage
from safespaces.web.coverage_gains import the_candidates
from safespaces.web.ground import ground


@dataclass(frozen=True, slots=True)
class Names:
    """What changes can be about: present places, candidates as places (hours "" where not known), their hours, labels."""

    places: tuple[Facility, ...]
    candidates: Mapping[str, Facility]
    hours: Mapping[str, UsedHours]
    labels: Mapping[str, str]
    by_id: Mapping[str, str]

    def told(self, scenario: Scenario) -> list[str]:
        """A scenario's changes in words."""
        return [change_words(change, self.by_id, self.places, self.hours) for change in scenario.changes]


@dataclass(frozen=True, slots=True)
class Shown:
    """A coverage; of a what-if also that, its changes in words, and the places it has."""

    coverage: Coverage
    scenario: Scenario | None = None
    told: tuple[str, ...] = ()
    places: tuple[Facility, ...] | None = None


def names_of(look: Look) -> Names:
    """What changes can be about now."""
    places, found = facilities_of(look.snapshot), the_candidates()
    known = [each.candidate for each in found]
    used = [hours_used(each.candidate, each.standing, "") for each in found]
    areas = ground().areas
    return Names(
        places,
        {its.id: as_facility(its, hours) for its, hours in zip(known, used, strict=True)},
        {its.id: hours for its, hours in zip(known, used, strict=True)},
        {its.id: f"{its.name}, {areas.of(its.point)}" for its in known},
        {**{place.id: place.name for place in places}, **{its.id: its.name for its in known}},
    )


def coverage_of(look: Look, scenario: Scenario, names: Names) -> Coverage:
    """What a scenario would make of the present list; kept for as long as its places are the same."""
    places, memory = changed_facilities(names.places, scenario.changes, names.candidates), ground().coverage
    return memory.once(("what-if", digest_of(places), look.key), lambda: memory.of(places, look.layer, look.key))


def added_by(coverage: Coverage, names: Names) -> list[Facility]:
    """The places of a what-if that are not on the list now."""
    present = {place.id for place in names.places}
    return [place for place in coverage.facilities if place.id not in present]


def shown(look: Look) -> Shown:
    """What the address names. Raises NotFound for a what-if that is not there."""
    scenario_id = request.args.get("scenario", "")
    if not scenario_id:
        return Shown(the_coverage(look))
    scenario, names = one_scenario(ground().database, scenario_id), names_of(look)
    places = changed_facilities(names.places, scenario.changes, names.candidates)
    return Shown(coverage_of(look, scenario, names), scenario, tuple(names.told(scenario)), places)
