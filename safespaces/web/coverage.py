"""Coverage: one sentence and its number, the map, the gaps, the week, and what hangs on it. For the stakeholder group and the council."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np
from flask import Blueprint, Response, render_template

from safespaces.actions.candidates import KnownCandidate
from safespaces.actions.measure import earlier_list, earlier_numbers, facilities_of, without_closures
from safespaces.coverage.candidate import as_facility, can_be_asked, hours_used
from safespaces.coverage.facility import Facility, openings
from safespaces.coverage.gaps import MOST_GAPS
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.walks import walks_within
from safespaces.coverage.week import DAYS, clock_words
from safespaces.coverage.wording import percent
from safespaces.maps.outlines import CREDITS
from safespaces.web.coverage_asked import AGES, Look, the_coverage, the_look, weeks_to_choose
from safespaces.web.coverage_gains import the_candidates
from safespaces.web.coverage_map import areas_geojson, coverage_map, marks_geojson
from safespaces.web.coverage_shown import shown
from safespaces.web.coverage_tables import area_rows, as_csv, gap_rows, group_rows, week_rows
from safespaces.web.coverage_turns import take_turns
from safespaces.web.coverage_view import GapCard, TrendRow, band_rows, gap_cards, groups, provenance, summary, week_cells, week_legend
from safespaces.web.ground import ground

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


CHOICES = Choices(DAYS, [(hour, clock_words(hour)) for hour in range(24)], LIMITS, AGES)


@coverage.get("")
def home() -> str:
    """The hour that is looked at, and the week around it."""
    look = the_look()
    now = the_coverage(look)
    gaps = gap_cards(look, now, MOST_GAPS)
    return render_template(
        "coverage/home.html", trend=trend(look), asked_near=_candidates_near(look, gaps), counting_hours=_counting_hours(look, now),
        is_left_out=look.week.is_left_out(look.hour, ground().settings.zone),
        **page_of(look, now, gaps),
    )  # fmt: skip


def _candidates_near(look: Look, gaps: list[GapCard]) -> dict[int, list[KnownCandidate]]:
    """By a gap's number the candidates within the walk of its middle that can be asked and would help then, the nearest first."""
    known = [each for each in the_candidates() if can_be_asked(each.standing)]
    places = [as_facility(each.candidate, hours_used(each.candidate, each.standing, "24/7")) for each in known]
    theirs = openings(places, look.week, ground().settings.zone)
    starts, ends = [card.gap.point for card in gaps], [place.point for place in places]
    walks = walks_within([p.lat for p in starts], [p.lon for p in starts], [p.lat for p in ends], [p.lon for p in ends], look.limit)
    open_on_arrival = theirs.of(walks.places, look.hour).on_arrival(walks.minutes)
    found: dict[int, list[KnownCandidate]] = {}
    for row in np.lexsort((walks.minutes, walks.points)).tolist():
        place = walks.places[row]
        if places[place].is_for(look.age) and open_on_arrival[row]:
            found.setdefault(gaps[walks.points[row]].gap.number, []).append(known[place])
    return found


def _counting_hours(look: Look, now: Coverage) -> list[int]:
    """Where nobody counts at the hour: a few hours at which somebody does, of the same day if there are any."""
    if now.totals[look.hour]:
        return []
    hours = np.flatnonzero(now.totals).tolist()
    return sorted(hours, key=lambda hour: (hour // 24 != look.hour // 24, hour))[:3]


def page_of(look: Look, now: Coverage, gaps: list[GapCard]) -> dict[str, object]:
    """What the page and the sheet both show."""
    return {
        "look": look,
        "choices": CHOICES,
        "weeks": weeks_to_choose(look.demand),
        "now": summary(look, now),
        "gaps": gaps,
        "map": coverage_map(look, now, gaps),
        "cells": week_cells(look, now),
        "week_legend": week_legend(),
        "groups": groups(look, now),
        "percent": percent,
        "bands": band_rows(look, [now]),
        "provenance": provenance(look),
        "credits": CREDITS,
        "drawing": ground().map_files.coverage_address,
        "is_demo": ground().settings.demo_banner,
    }


@coverage.get("/areas")
def areas() -> str:
    """Every area in a table: what the map shows."""
    look = the_look()
    it = shown(look)
    return render_template("coverage/areas.html", look=look, it=it, rows=list(area_rows(look, it.coverage)), provenance=provenance(look))


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
    header = ["code", "name", "area", "ward", "decile", "count", "within_reach", "minutes_to_nearest_open"]
    return as_csv("areas", look, header, area_rows(look, shown(look).coverage))


@coverage.get("/bands.csv")
def bands_csv() -> Response:
    """Parts of the day."""
    look = the_look()
    rows = ([title, *shares] for title, shares in band_rows(look, [shown(look).coverage]))
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
    """What the last list of each month would reach in the week and hour that are looked at: like compared with like, closures left out."""
    base = ground()
    rows = []
    for number, at in earlier_numbers(base.database, base.settings.zone):
        places = base.coverage.once(("list", number), partial(earlier_list, base.database, number))
        if places is not None:
            rows.append(_trend_row(look, number, at, places))
    return [*rows, _trend_row(look, look.snapshot.number, look.snapshot.published_at, facilities_of(look.snapshot))]


def _trend_row(look: Look, number: str, at: datetime, places: tuple[Facility, ...]) -> TrendRow:
    base = ground()

    def figures() -> tuple[int, int]:
        then = base.coverage.of(without_closures(places), look.layer, look.key)
        return int(then.table(look.limit)[look.hour]), int(then.totals[look.hour])

    reached, total = base.coverage.once(("trend", number, look.key, look.limit, look.hour), figures)
    is_present = number == look.snapshot.number
    on = f"{at.astimezone(base.settings.zone):%d %B %Y}{', the present list' if is_present else ''}"
    return TrendRow(on, number, len(places), percent(reached, total, look.layer.few))
