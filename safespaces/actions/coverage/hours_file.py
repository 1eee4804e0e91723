"""What a page needs to work out any hour of its week by itself: one file for a list, a layer, a
week and an age (static/js/coverage/week-reach.js reads it).
"""

import json
from collections.abc import Iterable
from itertools import chain

import numpy as np

from safespaces.coverage.facility import spans_in_week
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.hours.spans import Span
from safespaces.hours.status import MARGIN_MIN

MOST_WALKS = 200_000  # a larger file would take a phone longer than a page


def hours_file(query: CoverageQuery, coverage: Coverage) -> bytes | None:
    """JSON of `list` (the published list's number), `people` (of each demand point), `rows` and
    `shares` (of each part), `counting` (of each part a text of 168 "0" and "1"; empty where all
    count always), `walks` (ordered by part: part, place, minutes), `places` (`open` and `unknown`:
    starts and ends in minutes from the first of `instants`), `margin` (minutes that a place has to
    stay open after arrival), and how counts are told. None where it would be too large.
    """
    walks = coverage.walks.within(max(LIMITS))
    if len(walks.points) > MOST_WALKS:
        return None
    instants = coverage.week.instants(coverage.zone)
    first = int(instants[0])
    spans = [spans_in_week(each, coverage.week, coverage.zone) for each in coverage.facilities]
    layer = query.layer
    content = {
        "list": query.snapshot.number,
        "people": [point.count for point in layer.points],
        "rows": coverage.rows.tolist(),
        "shares": coverage.shares.tolist(),
        "counting": _counting(coverage),
        "walks": [each.tolist() for each in (walks.points, walks.places, walks.minutes)],
        "instants": (instants - first).tolist(),
        "margin": MARGIN_MIN,
        "places": [
            {"open": _flat(each.open, first), "unknown": _flat(each.unknown, first)}
            for each in spans
        ],
        "few": layer.few,
        "grain": layer.grain,
        "step": layer.step,
    }
    return json.dumps(content, separators=(",", ":")).encode()


def _counting(coverage: Coverage) -> list[str]:
    """Of each part the hours at which it counts; nothing where all count always."""
    if coverage.counting.all():
        return []
    return ["".join(row) for row in np.where(coverage.counting, "1", "0").tolist()]


def _flat(spans: Iterable[Span], first: int) -> list[int]:
    return list(chain.from_iterable((each.start - first, each.end - first) for each in spans))
