"""Never open where the standard says shut: every text we accept against opening_hours.js, which we did not write."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from safespaces.errors import BadHours
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import SafeHours, parse_safe_hours
from safespaces.hours.spans import Span, merged, spans_between
from safespaces.hours.wall_time import to_minute
from tests.hours.opening_hours_texts import texts
from tests.node import node

UTC_ZONE = ZoneInfo("UTC")
FIRST, LAST = (
    date(2026, 11, 1),
    date(2028, 1, 1),
)  # fourteen months: two Christmases, one Easter, every bank holiday
MANY = 3_200  # of which about seven in ten are accepted and differ


def opened_by_us(hours: SafeHours, first: date = FIRST, last: date = LAST) -> tuple[Span, ...]:
    start, end = (
        to_minute(datetime(on.year, on.month, on.day, tzinfo=UTC)) for on in (first, last)
    )
    return spans_between(hours, start, end, UTC_ZONE, bank_holiday).open


def opened_by_js(
    them: list[str], first: date = FIRST, last: date = LAST
) -> list[tuple[Span, ...] | str]:
    """The certain open spans of each text, or why it cannot be read."""
    asked = {"from": f"{first}T00:00:00Z", "to": f"{last}T00:00:00Z", "texts": them}
    ran = node("tests/hours/opening_hours_js.mjs", input=json.dumps(asked), timeout=600)
    assert ran.returncode == 0, ran.stderr
    return [
        found
        if isinstance(found, str)
        else merged(Span(a, b) for a, b, unknown in found if not unknown)
        for found in json.loads(ran.stdout)
    ]


def beyond(ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> Span | None:
    """The first of our open spans that is not wholly within theirs."""
    return next(
        (
            span
            for span in ours
            if not any(other.start <= span.start and span.end <= other.end for other in theirs)
        ),
        None,
    )


def accepted(many: list[str]) -> dict[str, SafeHours]:
    found = {}
    for text in many:
        try:
            found[text] = parse_safe_hours(text)
        except BadHours:
            continue
    return found


def disagreements(hours: dict[str, SafeHours]) -> list[str]:
    wrong = []
    with ThreadPoolExecutor(1) as pool:  # Node works while we do
        waiting = pool.submit(opened_by_js, list(hours))
        ours = [opened_by_us(its) for its in hours.values()]
    for text, mine, theirs in zip(hours, ours, waiting.result(), strict=True):
        if isinstance(theirs, str):
            wrong.append(f"{text!r}: accepted, though opening_hours.js says {theirs}")
        elif span := beyond(mine, theirs):
            wrong.append(
                f"{text!r}: open at {datetime.fromtimestamp(span.start * 60, UTC):%a %Y-%m-%d %H:%M}, not so by opening_hours.js"
            )
    return wrong


@pytest.mark.long
def test_open_means_open_in_opening_hours_js_too() -> None:
    made: list[str] = []

    @settings(
        max_examples=MANY,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts())
    def collect(text: str) -> None:
        made.append(text)

    collect()
    hours = accepted(made)
    assert len(hours) >= 2_000, f"only {len(hours)} of {len(made)} made-up texts are accepted"
    wrong = disagreements(hours)
    assert not wrong, f"{len(wrong)} of {len(hours)}:\n" + "\n".join(sorted(wrong, key=len)[:20])
