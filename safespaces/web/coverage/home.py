"""Coverage: one sentence and its number, the map, the gaps, the week, and what hangs on it.

For the stakeholder group and the council.
"""

from dataclasses import dataclass

import numpy as np
from flask import Blueprint, Response, render_template

from safespaces.actions.coverage.answers import answers
from safespaces.actions.coverage.figures import (
    GapCard,
    band_rows,
    band_shares,
    by_street_and_straight,
    gap_cards,
    groups,
    provenance,
    summary,
    week_cells,
    week_legend,
)
from safespaces.actions.coverage.gains import candidates_near
from safespaces.actions.coverage.hours_file import hours_file
from safespaces.actions.coverage.map import areas_geojson, coverage_map, marks_geojson
from safespaces.actions.coverage.needs import every_need
from safespaces.actions.coverage.tables import area_rows, gap_rows, group_rows, week_rows
from safespaces.actions.coverage.trend import trend
from safespaces.coverage.demand import older_by
from safespaces.coverage.gaps import MOST_GAPS
from safespaces.coverage.query import AGES, WHICH, CoverageQuery
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.week import DAYS, clock_words
from safespaces.dates import weekday_name
from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.maps.outlines import AREA_CREDITS
from safespaces.web.coverage.query import (
    coverage_query,
    present_coverage,
    reader,
    shown,
    weeks_to_choose,
)
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns
from safespaces.web.dependencies import dependencies

coverage = take_turns(Blueprint("coverage", __name__, url_prefix="/coverage"))

LARGEST_GAPS = 5
_GEOJSON = "application/geo+json"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers."""

    days: tuple[str, ...]
    hours: list[tuple[int, str]]
    limits: tuple[int, ...]
    ages: dict[int, str]
    which: dict[str, str]


def choices() -> Choices:
    """What may be chosen, in words."""
    days = tuple(map(weekday_name, range(DAYS)))
    return Choices(days, [(hour, clock_words(hour)) for hour in range(24)], LIMITS, AGES, WHICH)


@coverage.get("")
def home() -> str:
    """The hour that is looked at, and the week around it."""
    query = coverage_query()
    now = present_coverage(query)
    gaps = gap_cards(reader(), query, now, MOST_GAPS)
    return render_template(
        "coverage/home.html",
        trend=trend(reader(), query),
        near=candidates_near(reader(), query, gaps),
        counting_hours=_counting_hours(query, now),
        is_left_out=query.week.is_left_out(query.hour, dependencies().settings.zone),
        **page_of(query, now, gaps),
    )


def _counting_hours(query: CoverageQuery, now: Coverage) -> list[int]:
    """Where nobody counts at the hour: a few hours at which somebody does, of the same day if there
    are any.
    """
    if now.totals[query.hour]:
        return []
    hours = np.flatnonzero(now.totals).tolist()
    return sorted(hours, key=lambda hour: (hour // 24 != query.hour // 24, hour))[:3]


def page_of(
    query: CoverageQuery, now: Coverage, gaps: list[GapCard], is_what_if: bool = False
) -> dict[str, object]:
    """What the page and the sheet both show."""
    return {
        "query": query,
        "choices": choices(),
        "weeks": weeks_to_choose(query),
        "compared": by_street_and_straight(reader(), query),
        "checked": reader().checked(query),
        "listed": len(query.snapshot.venues),
        "now": summary(reader(), query, now, is_what_if),
        "gaps": gaps,
        "map": coverage_map(reader(), query, now, gaps),
        "cells": week_cells(query, now),
        "week_legend": week_legend(),
        "groups": groups(reader(), query, now),
        "answers": answers(query, now, every_need(dependencies().database)),
        "older": older_by(query.layer, query.week.monday.year),
        "bands": band_rows(query, [now]),
        "provenance": provenance(reader(), query),
        "credits": AREA_CREDITS,
        "drawing": dependencies().map_files.coverage_address,
        "is_demo": dependencies().settings.demo_banner,
    }


@coverage.get("/areas")
def areas() -> str:
    """Every area in a table: what the map shows."""
    query = coverage_query()
    it = shown(query)
    return render_template(
        "coverage/areas.html",
        query=query,
        it=it,
        rows=list(area_rows(reader(), query, it.coverage)),
        provenance=provenance(reader(), query),
    )


@coverage.get("/week.csv")
def week_csv() -> Response:
    """The share reached at each hour of the week, as a table."""
    query = coverage_query()
    return as_csv(
        "week",
        query,
        ["day", "time", "reached", "counted", "share", "share_if_unknown_were_open"],
        week_rows(query, shown(query).coverage),
    )


@coverage.get("/gaps.csv")
def gaps_csv() -> Response:
    """The gaps at the hour, as a table."""
    query = coverage_query()
    rows = gap_rows(query, gap_cards(reader(), query, shown(query).coverage, MOST_GAPS))
    return as_csv(
        "gaps", query, ["gap", "near", "ward", "out_of_reach", "lat", "lon", "nearest"], rows
    )


@coverage.get("/groups.csv")
def groups_csv() -> Response:
    """The share reached by ward, deprivation and centre, as a table."""
    query = coverage_query()
    return as_csv(
        "groups",
        query,
        ["by", "group", "reached", "counted", "share", "share_low", "share_high"],
        group_rows(reader(), query, shown(query).coverage),
    )


@coverage.get("/areas.csv")
def areas_csv() -> Response:
    """Every demand area with its count and reach, as a table."""
    query = coverage_query()
    header = [
        "code",
        "name",
        "area",
        "ward",
        "decile",
        "count",
        "share_within_reach",
        "minutes_to_nearest_open",
    ]
    return as_csv("areas", query, header, area_rows(reader(), query, shown(query).coverage))


@coverage.get("/bands.csv")
def bands_csv() -> Response:
    """Parts of the day."""
    query = coverage_query()
    coverage_of = shown(query).coverage
    words = band_rows(query, [coverage_of])
    rows = (
        [title, said, low, high]
        for (title, (said,)), (_title, low, high) in zip(
            words, band_shares(query, coverage_of), strict=True
        )
    )
    header = ["hours", "within_reach", "share", "share_if_unknown_were_open"]
    return as_csv("bands", query, header, rows)


@coverage.get("/answers.csv")
def answers_csv() -> Response:
    """What a chair asks of the hour, as a table of figures."""
    query, needs = coverage_query(), every_need(dependencies().database)
    rows = (
        [answer.question, name, figure]
        for answer in answers(query, shown(query).coverage, needs)
        for name, figure in answer.figures
    )
    return as_csv("answers", query, ["question", "figure", "value"], rows)


@coverage.get("/trend.csv")
def trend_csv() -> Response:
    """What earlier lists would reach, as a table."""
    query = coverage_query()
    rows = (
        [row.on, row.number, str(row.places), row.percent, row.gap, row.changes]
        for row in trend(reader(), query)
    )
    return as_csv(
        "trend",
        query,
        ["published", "snapshot", "places", "within_reach", "deprivation_gap", "changes"],
        rows,
        is_of_list=True,
    )


@coverage.get("/areas.geojson")
def areas_file() -> Response:
    """Every area with its shade."""
    query = coverage_query()
    it = shown(query)
    return Response(areas_geojson(reader(), query, it.coverage, it), content_type=_GEOJSON)


@coverage.get("/hours.json")
def hours() -> Response:
    """What the page needs to work out any hour of the week by itself. Raises NotFound where that
    would be too much for it.
    """
    query = coverage_query()
    key = ("hours", query.snapshot.number, query.key, query.which)
    made = reader().memory.once(key, lambda: hours_file(query, present_coverage(query)))
    if made is None:
        raise NotFound(_("There are too many walks for one file. Choose hours from the list."))
    return Response(made, content_type="application/json")


@coverage.get("/marks.geojson")
def marks_file() -> Response:
    """Venues and gaps as GeoJSON."""
    query = coverage_query()
    it = shown(query)
    gaps = gap_cards(reader(), query, it.coverage, MOST_GAPS)
    return Response(marks_geojson(reader(), query, it.coverage, gaps, it), content_type=_GEOJSON)
