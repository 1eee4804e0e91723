"""What the headline of an hour would be under other readings: how sure it is, and what would change
it.
"""

from dataclasses import dataclass, replace

from safespaces.actions.coverage.needs import by_needs, every_need
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.shown import ShownCoverage
from safespaces.coverage.place_reach import place_reach
from safespaces.coverage.query import CHECKED, WHICH, CoverageQuery
from safespaces.coverage.reach import Coverage, a_fifth_either_way
from safespaces.coverage.summary import share_up_to
from safespaces.coverage.wording import grained_pair, percent
from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition in words, and the share within reach under it."""

    condition: str
    share: str


def readings(reader: CoverageReader, query: CoverageQuery, shown: ShownCoverage) -> list[Reading]:
    """The figure as it is told, then each other reading of it; none where nobody counts."""
    coverage, hour, limit = shown.coverage, query.hour, query.limit
    if not coverage.totals[hour]:
        return []
    nearer, wider = a_fifth_either_way(limit)
    found = [
        Reading(_("As it is told"), _share(query, coverage, float(coverage.table(limit)[hour]))),
        Reading(
            _("If every place of which nobody knows were open"),
            _share(query, coverage, float(coverage.at_most(limit)[hour])),
        ),
        *(
            Reading(
                _("With a walk of %(minutes)s minutes", minutes=each),
                share_up_to(coverage, each, hour),
            )
            for each in (nearer, wider)
        ),
    ]
    if coverage.layer.parts:
        whole = coverage.whole
        condition = _("If everybody lived at the centre of their area")
        found.append(Reading(condition, share_up_to(whole, limit, hour)))
    if not shown.scenario and query.which != CHECKED:
        checked = reader.of_list(replace(query, which=CHECKED))
        condition = _("Of the places, only %(which)s", which=_(WHICH[CHECKED]))
        found.append(Reading(condition, share_up_to(checked, limit, hour)))
    by_need = [
        Reading(
            _("By “%(name)s” (%(source)s)", name=each.need.name, source=each.need.source),
            each.share,
        )
        for each in by_needs(query, coverage, every_need(reader.database))
    ]
    return [*found, *_without_the_worst(query, coverage), *by_need]


def _without_the_worst(query: CoverageQuery, coverage: Coverage) -> list[Reading]:
    places = place_reach(coverage, query.limit, query.hour)
    worst = max(places, key=lambda each: each.only, default=None)
    if worst is None or not worst.only:
        return []
    left = float(coverage.table(query.limit)[query.hour]) - worst.only
    name = coverage.facilities[worst.row].name
    return [Reading(_("Without %(name)s", name=name), _share(query, coverage, left))]


def _share(query: CoverageQuery, coverage: Coverage, reached: float) -> str:
    total = float(coverage.totals[query.hour])
    return percent(*grained_pair(reached, total, query.layer.grain), query.layer.few)
