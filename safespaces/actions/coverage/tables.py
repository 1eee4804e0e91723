"""The tables of the coverage pages as rows of texts."""

from collections.abc import Iterable

from safespaces.actions.coverage.figures import GapCard, groups
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.areas import area_reach, is_telling_share
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.week import HOURS, clock_words
from safespaces.coverage.wording import (
    count_cell,
    grained,
    grained_pair,
    share_cells,
)
from safespaces.dates import weekday_name
from safespaces.language import gettext as _

Rows = Iterable[Iterable[str]]


def week_rows(query: CoverageQuery, coverage: Coverage) -> Rows:
    """Rows of day, time, reached, counted, share, and the share if whatever is not known were
    open.
    """
    table, totals = coverage.table(query.limit).tolist(), coverage.totals.tolist()
    most = coverage.at_most(query.limit).tolist()
    for hour in range(HOURS):
        yield [
            weekday_name(hour // 24),
            clock_words(hour),
            *_cells(query, table[hour], totals[hour]),
            _cells(query, most[hour], totals[hour])[2],
        ]


def _cells(query: CoverageQuery, reached: float, total: float) -> tuple[str, str, str]:
    return share_cells(*grained_pair(reached, total, query.layer.grain), query.layer.few)


def group_rows(reader: CoverageReader, query: CoverageQuery, coverage: Coverage) -> Rows:
    """Rows of by, group, reached, counted, share, and between which shares it may lie."""
    for title, _labels, rows in groups(reader, query, coverage):
        for row in rows:
            few = query.layer.few
            ends = (share_cells(each, row.total, few)[2] for each in (row.low, row.high))
            yield [title, row.name, *share_cells(row.reached, row.total, few), *ends]


def gap_rows(query: CoverageQuery, gaps: list[GapCard]) -> Rows:
    """Rows of number, near, ward, out of reach, lat, lon, nearest."""
    for card in gaps:
        point = card.gap.point
        count = count_cell(grained(card.gap.count, query.layer.grain), query.layer.few)
        nearest = card.nearest or _("none is known to be open within two hours’ walk")
        yield [
            str(card.gap.number),
            card.name,
            card.ward,
            count,
            f"{point.lat:.5f}",
            f"{point.lon:.5f}",
            nearest,
        ]


def area_rows(reader: CoverageReader, query: CoverageQuery, coverage: Coverage) -> Rows:
    """Rows of code, name, part of town, ward, decile, count, share within reach, and the minutes to
    the nearest open place, from the part that has the shortest walk to the one that has the
    longest.
    """
    found = area_reach(coverage, query.limit, query.hour)
    for each, point in zip(found, query.layer.points, strict=True):
        count, area = count_cell(point.count, query.layer.few), reader.areas.of(point.point)
        share = "" if is_telling_share(each, point, query.layer.few) else each.share_words
        said = [share, each.walk_words] if each.counts else [_("not counted"), ""]
        yield [point.code, point.name, area, point.group, str(point.decile or ""), count, *said]
