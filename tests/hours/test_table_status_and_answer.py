"""The table of a place's page, its status line and the answer say the same of the same instant: at every boundary of made-up weeks."""

import re
from datetime import date, timedelta

from hypothesis import given, settings

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Span, Spans
from safespaces.hours.status import MARGIN_MIN, State, Status, status
from safespaces.hours.wall_time import minute_of_wall
from safespaces.hours.week import Week, week_rows
from tests.hours.slow_reference import LONDON, Plan, plans
from tests.snapshot.build import a_public_venue, a_snapshot

FIRST = date(2026, 12, 22)
_TIMES = re.compile(r"(\d\d:\d\d|midnight) to (\d\d:\d\d|midnight)( \(next day\))?")


def table_says(text: str, clock: int) -> str:
    """What a row says of a minute after its midnight, read as a person reads it."""
    if text == "Open all day and night":
        return "open" if clock < 1440 else "closed"
    certain, _, doubtful = (
        text.partition("; not known ") if not text.startswith("Not known") else ("", "", text)
    )
    for words, state in ((doubtful, "unknown"), (certain, "open")):
        if "all day and night" in words and clock < 1440:
            return state
        for start, end, beyond in _TIMES.findall(words):
            until = (1440 if end == "midnight" else minutes(end)) + (1440 if beyond else 0)
            since = (
                1440 if start == "midnight" and beyond else minutes(start)
            )  # what is not known may begin when the day is over
            if since <= clock < until:
                return state
    return "closed"


def minutes(clock: str) -> int:
    return 0 if clock == "midnight" else int(clock[:2]) * 60 + int(clock[3:])


@settings(max_examples=60, deadline=None)
@given(plans(FIRST, 6))
def test_table_status_and_answer_agree_at_every_boundary(plan: Plan) -> None:
    from safespaces.snapshot.finder import Finder

    finder = Finder(a_snapshot(a_public_venue("Cafe", safe_hours=plan.text())), LONDON)
    spans = finder.timetable.spans(0, minute_of_wall(FIRST, 720, LONDON))
    assert spans is not None
    rows = week_rows(
        Week(parse_safe_hours(plan.text()), LONDON, bank_holiday), minute_of_wall(FIRST, 0, LONDON)
    )
    first, last = (
        minute_of_wall(FIRST + timedelta(days=1), 0, LONDON),
        minute_of_wall(FIRST + timedelta(days=6), 0, LONDON),
    )
    edges = {edge for span in (*spans.open, *spans.unknown) for edge in (span.start, span.end)}
    for at in sorted(
        edge + step for edge in edges for step in (-1, 0, 1) if first <= edge + step < last
    ):
        at_the_door = finder.state_now(0, at).state
        day, clock = divmod(at - minute_of_wall(FIRST, 0, LONDON), 1440)
        told = {table_says(rows[day].text, clock), table_says(rows[day - 1].text, clock + 1440)}
        table = "unknown" if "unknown" in told else "open" if "open" in told else "closed"
        assert table == {State.OPEN: "open", State.UNKNOWN: "unknown"}.get(at_the_door, "closed"), (
            plan.text(),
            at,
        )
        answer = status(spans, at, at)
        assert (
            answer.state is State.OPEN
            or at_the_door is not State.OPEN
            or answer.open_until - at < MARGIN_MIN
        )
        assert answer.state is not State.OPEN or at_the_door is State.OPEN


def test_an_opening_before_they_arrive_is_told_only_to_those_who_set_off_before_it() -> None:
    spans = Spans((Span(600, 1200),))
    assert status(spans, 590, 605) == Status(State.OPEN, 1200, 600)
    assert status(spans, 600, 605) == Status(State.OPEN, 1200, None)
