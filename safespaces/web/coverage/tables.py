"""A table of the coverage pages as a CSV file, with where its figures are from in its last
lines.
"""

from flask import Response

from safespaces.actions.coverage.figures import provenance
from safespaces.actions.coverage.tables import Rows
from safespaces.coverage.query import CoverageQuery
from safespaces.venues.csv_text import csv_text
from safespaces.web.coverage.query import present_list, shown
from safespaces.web.dependencies import dependencies


def as_csv(
    name: str, query: CoverageQuery, header: list[str], rows: Rows, *, is_of_list: bool = False
) -> Response:
    """A table as a file. Counts under ten are written <10; `is_of_list`: whatever what-if the
    address names, its figures are those of the published list.
    """
    what_if = present_list(query) if is_of_list else shown(query)
    changed = (
        [[f"# What if: {what_if.scenario.name}", "; ".join(what_if.changes)]]
        if what_if.scenario
        else []
    )
    where_from = [
        [],
        *changed,
        *([f"# {what}", said] for what, said in provenance(dependencies().coverage, query)),
    ]
    body = csv_text([header, *rows, *where_from])
    headers = {"Content-Disposition": f'attachment; filename="coverage-{name}.csv"'}
    return Response(body, headers=headers, content_type="text/csv; charset=utf-8")
