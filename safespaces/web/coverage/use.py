"""How the scheme is used, beside its coverage: counts by month, reason, kind and area; visits;
checks running out.
"""

from flask import Blueprint, Response, render_template

from safespaces.actions.coverage.figures import band_rows, provenance
from safespaces.actions.coverage.use import RUNNING_OUT_DAYS, UseFigures, count_text, use_figures
from safespaces.venues.csv_text import csv_text
from safespaces.web.coverage.query import coverage_query, present_coverage, reader
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies
from safespaces.web.wall_clock import today

coverage_use = take_turns(Blueprint("coverage_use", __name__, url_prefix="/coverage"))


@coverage_use.get("/use")
def use() -> str:
    """How often each place was used, as counted by partners."""
    query = coverage_query()
    return render_template(
        "coverage/use.html",
        query=query,
        use=_figures(),
        count_text=count_text,
        within_days=RUNNING_OUT_DAYS,
        bands=band_rows(query, [present_coverage(query)]),
        provenance=provenance(reader(), query),
    )


@coverage_use.get("/use.csv")
def use_csv() -> Response:
    """The counts as a table."""
    use = _figures()
    parts = (
        ("month", use.months),
        ("reason", use.reasons),
        ("kind", use.kinds),
        ("area", use.areas),
    )
    rows = [[by, name, count] for by, counts in parts for name, count in counts]
    rows += [
        ["visits", f"{each.who}: {what}", str(count)]
        for each in use.visits
        for what, count in each.counts
    ]
    rows += [["check ends", venue.name, last.isoformat()] for venue, last in use.running_out]
    headers = {"Content-Disposition": 'attachment; filename="use.csv"'}
    return Response(
        csv_text(
            [
                ["by", "what", "value"],
                *rows,
                [],
                ["# Worked out", today().isoformat()],
                ["# Uses and visits", "of the last 365 days"],
            ]
        ),
        headers=headers,
        content_type="text/csv; charset=utf-8",
    )


def _figures() -> UseFigures:
    deps = dependencies()
    return use_figures(deps.database, today=today(), area_of=deps.areas.of)
