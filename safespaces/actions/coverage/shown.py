"""What a page or file of coverage shows: the present list, or a what-if."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.scenarios import one_scenario
from safespaces.coverage.candidate import UsedHours, as_facility, hours_used
from safespaces.coverage.facility import Facility, digest_of
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.what_if import (
    Scenario,
    change_words,
    changed_facilities,
    links_of,
)
from safespaces.geo.point import Point


@dataclass(frozen=True, slots=True)
class WhatIfTargets:
    """What changes can be about: present places, candidates as places (hours "" where not known),
    their hours, labels.
    """

    places: tuple[Facility, ...]
    candidates: Mapping[str, Facility]
    hours: Mapping[str, UsedHours]
    labels: Mapping[str, str]
    by_id: Mapping[str, str]
    place_words: Callable[[Point], str]  # where the end of a new way is

    def changes_in_words(self, scenario: Scenario) -> list[str]:
        """A scenario's changes in words."""
        ends = {
            f"{point.lat:.5f},{point.lon:.5f}": self.place_words(point)
            for link in links_of(scenario.changes)
            for point in link
        }
        return [
            change_words(change, {**self.by_id, **ends}, self.places, self.hours)
            for change in scenario.changes
        ]


@dataclass(frozen=True, slots=True)
class ShownCoverage:
    """A coverage; of a what-if also that, its changes in words, and the places it has."""

    coverage: Coverage
    scenario: Scenario | None = None
    changes: tuple[str, ...] = ()
    places: tuple[Facility, ...] | None = None


def what_if_targets(reader: CoverageReader, query: CoverageQuery) -> WhatIfTargets:
    """What the changes of a what-if can be about now."""
    places, found = reader.places(query), reader.candidates()
    known = [each.candidate for each in found]
    used = [hours_used(each.candidate, each.standing, "") for each in found]
    return WhatIfTargets(
        places,
        {each.id: as_facility(each, hours) for each, hours in zip(known, used, strict=True)},
        {each.id: hours for each, hours in zip(known, used, strict=True)},
        {each.id: f"{each.name}, {reader.areas.of(each.point)}" for each in known},
        {**{place.id: place.name for place in places}, **{each.id: each.name for each in known}},
        lambda point: f"{reader.areas.of(point)} ({point.lat:.5f}, {point.lon:.5f})",
    )


def what_if_coverage(
    reader: CoverageReader, query: CoverageQuery, scenario: Scenario, targets: WhatIfTargets
) -> Coverage:
    """What a scenario would make of the present list; kept for as long as its places are the
    same.
    """
    places = changed_facilities(targets.places, scenario.changes, targets.candidates)
    links = links_of(scenario.changes)
    return reader.memory.once(
        ("what-if", digest_of(places), links, query.key),
        lambda: reader.of_places(query, places, links),
    )


def added_by(coverage: Coverage, targets: WhatIfTargets) -> list[Facility]:
    """The places of a what-if that are not on the list now."""
    present = {place.id for place in targets.places}
    return [place for place in coverage.facilities if place.id not in present]


def barred_of(query: CoverageQuery, scenario: Scenario, targets: WhatIfTargets) -> list[str]:
    """Names of the candidates that a what-if adds and that count for nobody of the age."""
    added = (targets.candidates.get(each.target.partition(":")[2]) for each in scenario.changes)
    return [place.name for place in added if place and not place.is_for(query.age)]


def shown_coverage(reader: CoverageReader, query: CoverageQuery, scenario_id: str) -> ShownCoverage:
    """The coverage of a what-if, or of the present list for "".

    Raises NotFound for a what-if that is not there.
    """
    if not scenario_id:
        return ShownCoverage(reader.of_list(query))
    scenario, targets = one_scenario(reader.database, scenario_id), what_if_targets(reader, query)
    places = changed_facilities(targets.places, scenario.changes, targets.candidates)
    return ShownCoverage(
        what_if_coverage(reader, query, scenario, targets),
        scenario,
        tuple(targets.changes_in_words(scenario)),
        places,
    )
