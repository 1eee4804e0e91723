"""Every table of the coverage pages as CSV, with where its figures are from in its last lines."""

from collections.abc import Iterable

from flask import Response

from safespaces.coverage.reach import FURTHEST_MIN, Coverage
from safespaces.coverage.week import DAYS, HOURS, clock_words
from safespaces.coverage.wording import count_cell, grained, share_cells
from safespaces.venues.csv_text import csv_text
from safespaces.web.coverage_asked import Look
from safespaces.web.coverage_shown import shown
from safespaces.web.coverage_view import GapCard, groups, provenance
from safespaces.web.ground import ground

Rows = Iterable[Iterable[str]]


def as_csv(name: str, look: Look, header: list[str], rows: Rows) -> Response:
    """A table as a file. Counts under ten are written <10."""
    what_if = shown(look)
    changed = [[f"# What if: {what_if.scenario.name}", "; ".join(what_if.told)]] if what_if.scenario else []
    where_from = [[], *changed, *([f"# {what}", said] for what, said in provenance(look))]
    body = csv_text([header, *rows, *where_from])
    headers = {"Content-Disposition": f'attachment; filename="coverage-{name}.csv"'}
    return Response(body, headers=headers, content_type="text/csv; charset=utf-8")


def week_rows(look: Look, coverage: Coverage) -> Rows:
    """day, time, reached, counted, share"""
    table, totals = coverage.table(look.limit).tolist(), coverage.totals.tolist()
    for hour in range(HOURS):
        yield [
            DAYS[hour // 24],
            clock_words(hour),
            *share_cells(grained(table[hour], look.layer.grain), grained(totals[hour], look.layer.grain), look.layer.few),
        ]


def group_rows(look: Look, coverage: Coverage) -> Rows:
    """by, group, reached, counted, share"""
    for title, _, rows in groups(look, coverage):
        for row in rows:
            yield [title, row.name, *share_cells(row.reached, row.total, look.layer.few)]


def gap_rows(look: Look, gaps: list[GapCard]) -> Rows:
    """number, near, ward, out of reach, lat, lon, nearest"""
    for card in gaps:
        point = card.gap.point
        count = count_cell(card.gap.count, look.layer.few)
        nearest = card.nearest or "none is open within two hours’ walk"
        yield [str(card.gap.number), card.name, card.ward, count, f"{point.lat:.5f}", f"{point.lon:.5f}", nearest]


def area_rows(look: Look, coverage: Coverage) -> Rows:
    """code, name, part of town, ward, decile, count, within reach, minutes to the nearest open place"""
    reached, near = coverage.reached(look.limit)[:, look.hour].tolist(), coverage.nearest_minutes(look.hour).tolist()
    counting = coverage.counting[:, look.hour].tolist()
    for row, point in enumerate(look.layer.points):
        count, area = count_cell(point.count, look.layer.few), ground().areas.of(point.point)
        said = ["yes" if reached[row] else "no", str(near[row] or f"none within {FURTHEST_MIN}")] if counting[row] else ["not counted", ""]
        yield [point.code, point.name, area, point.group, str(point.decile or ""), count, *said]
