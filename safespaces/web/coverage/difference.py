"""Two hours, two weeks, or a list and a what-if: who gains and who loses from one to the other."""

from flask import Blueprint, Response, render_template, request

from safespaces.actions.coverage.difference import PALETTE, Side, shown_difference
from safespaces.actions.coverage.figures import provenance
from safespaces.actions.coverage.shown import shown_coverage
from safespaces.coverage.query import CoverageQuery
from safespaces.language import gettext as _
from safespaces.web.coverage.home import choices
from safespaces.web.coverage.query import coverage_query, other_hour, reader, weeks_to_choose
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns

coverage_difference = take_turns(
    Blueprint("coverage_difference", __name__, url_prefix="/coverage/difference")
)


@coverage_difference.get("")
def difference() -> str:
    """The two in a sentence, a map and tables."""
    before, after = _sides()
    return render_template(
        "coverage/difference.html",
        query=before.query,
        then=after.query,
        before=before,
        after=after,
        found=shown_difference(reader(), before, after),
        palette=PALETTE,
        choices=choices(),
        weeks=weeks_to_choose(before.query),
        sides=_kept(),
        provenance=provenance(reader(), before.query),
    )


@coverage_difference.get("/difference.csv")
def difference_csv() -> Response:
    """Who gains and who loses by group, as a table."""
    before, after = _sides()
    found = shown_difference(reader(), before, after)
    rows = [[title, row.name, *row.cells] for title, _column, its in found.groups for row in its]
    rows += [
        ["all", "", *found.cells],
        ["all, of whom nobody knows", "", *found.doubt_cells],
        [],
        [f"# From: {before.name}"],
    ]
    return as_csv(
        "difference",
        before.query,
        ["by", "group", "gain", "lose"],
        [*rows, [f"# To: {after.name}"]],
    )


def _sides() -> tuple[Side, Side]:
    query = coverage_query()
    then = other_hour(query)
    first, second = (request.args.get(name, "") for name in ("before", "scenario"))
    return _side(query, first), _side(then, second)


def _side(query: CoverageQuery, scenario_id: str) -> Side:
    shown = shown_coverage(reader(), query, scenario_id)
    when = query.week.when_words(query.hour)
    if not shown.scenario:
        return Side(when, query, shown.coverage)
    name = _("%(when)s, what if: %(name)s", when=when, name=shown.scenario.name)
    return Side(name, query, shown.coverage)


def _kept() -> dict[str, str]:
    """The what-ifs of the address, kept by the form."""
    return {name: request.args[name] for name in ("before", "scenario") if request.args.get(name)}
