"""Coverage: one sentence and its number, the map, the gaps, the week, and what hangs on it. For the stakeholder group and the council."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, render_template

from safespaces.actions.measure import earlier_numbers
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.week import DAYS, clock_words
from safespaces.coverage.wording import percent
from safespaces.maps.outlines import CREDITS
from safespaces.web.coverage_asked import AGES, Look, the_coverage, the_look, weeks_to_choose
from safespaces.web.coverage_map import areas_geojson, coverage_map, marks_geojson
from safespaces.web.coverage_shown import shown
from safespaces.web.coverage_tables import area_rows, as_csv, gap_rows, group_rows, week_rows
from safespaces.web.coverage_view import TrendRow, band_rows, gap_cards, groups, provenance, summary, week_cells
from safespaces.web.ground import ground

coverage = Blueprint("coverage", __name__, url_prefix="/coverage")

MOST_GAPS = 10
LARGEST_GAPS = 5
_GEOJSON = "application/geo+json"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers."""

    days: tuple[str, ...]
    hours: list[tuple[int, str]]
    limits: tuple[int, ...]
    ages: dict[int, str]


CHOICES = Choices(DAYS, [(hour, clock_words(hour)) for hour in range(24)], LIMITS, AGES)


@coverage.get("")
def home() -> str:
    """The hour that is looked at, and the week around it."""
    look = the_look()
    now = the_coverage(look)
    gaps = gap_cards(look, now, MOST_GAPS)
    return render_template("coverage/home.html", trend=trend(look), **page_of(look, now, gaps))


def page_of(look: Look, now: Coverage, gaps: list) -> dict[str, object]:
    """What the page and the sheet both show."""
    return {
        "look": look,
        "choices": CHOICES,
        "weeks": weeks_to_choose(look.demand),
        "now": summary(look, now),
        "gaps": gaps,
        "map": coverage_map(look, now, gaps),
        "cells": week_cells(now, look.limit),
        "groups": groups(look, now),
        "percent": percent,
        "bands": band_rows([now], look.limit),
        "provenance": provenance(look),
        "credits": CREDITS,
        "drawing": ground().map_files.coverage_address,
    }


@coverage.get("/areas")
def areas() -> str:
    """Every area in a table: what the map shows."""
    look = the_look()
    return render_template("coverage/areas.html", look=look, rows=list(area_rows(look, shown(look).coverage)), provenance=provenance(look))


@coverage.get("/week.csv")
def week_csv() -> Response:
    """The week table."""
    look = the_look()
    return as_csv("week", look, ["day", "time", "reached", "counted", "share"], week_rows(look, shown(look).coverage))


@coverage.get("/gaps.csv")
def gaps_csv() -> Response:
    """The gaps."""
    look = the_look()
    rows = gap_rows(look, gap_cards(look, shown(look).coverage, MOST_GAPS))
    return as_csv("gaps", look, ["gap", "near", "ward", "out_of_reach", "lat", "lon", "nearest"], rows)


@coverage.get("/groups.csv")
def groups_csv() -> Response:
    """By ward, decile, centre."""
    look = the_look()
    return as_csv("groups", look, ["by", "group", "reached", "counted", "share"], group_rows(look, shown(look).coverage))


@coverage.get("/areas.csv")
def areas_csv() -> Response:
    """Every area."""
    look = the_look()
    header = ["code", "name", "ward", "decile", "count", "within_reach", "minutes_to_nearest_open"]
    return as_csv("areas", look, header, area_rows(look, shown(look).coverage))


@coverage.get("/bands.csv")
def bands_csv() -> Response:
    """Parts of the day."""
    look = the_look()
    rows = ([title, *shares] for title, shares in band_rows([shown(look).coverage], look.limit))
    return as_csv("bands", look, ["hours", "within_reach"], rows)


@coverage.get("/trend.csv")
def trend_csv() -> Response:
    """Earlier lists."""
    look = the_look()
    rows = ([row.on, row.number, str(row.places), row.percent] for row in trend(look))
    return as_csv("trend", look, ["published", "snapshot", "places", "within_reach"], rows)


@coverage.get("/areas.geojson")
def areas_file() -> Response:
    """Every area with its shade."""
    look = the_look()
    return Response(areas_geojson(look, shown(look).coverage), content_type=_GEOJSON)


@coverage.get("/marks.geojson")
def marks_file() -> Response:
    """Venues and gaps."""
    look = the_look()
    now = shown(look).coverage
    return Response(marks_geojson(look, now, gap_cards(look, now, MOST_GAPS)), content_type=_GEOJSON)


def trend(look: Look) -> list[TrendRow]:
    """What each month's last list would reach in the week and hour that are looked at: like compared with like."""
    base = ground()
    lists = [(number, at, base.coverage.of_earlier(base.database, number, look.asked)) for number, at in earlier_numbers(base.database)]
    lists.append((look.snapshot.number, look.snapshot.published_at, the_coverage(look)))
    return [_trend_row(look, number, at, then) for number, at, then in lists if then is not None]


def _trend_row(look: Look, number: str, at: datetime, then: Coverage) -> TrendRow:
    reached, total = int(then.table(look.limit)[look.hour]), int(then.totals[look.hour])
    on = f"{at.astimezone(ground().settings.zone):%d %B %Y}{', the present list' if number == look.snapshot.number else ''}"
    return TrendRow(on, number, len(then.facilities), percent(reached, total))
