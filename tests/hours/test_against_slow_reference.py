"""The spans, and the status read from them, against minute by minute: generated timetables, years, holidays, both clock changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Spans, spans_between
from safespaces.hours.status import State, status
from tests.hours.slow_reference import LONDON, Plan, minute_states, plans

DAYS = 5
INTERESTING = {
    "Christmas and Boxing Day 2026": date(2026, 12, 23),
    "New Year 2027": date(2026, 12, 30),
    "Easter 2026": date(2026, 4, 2),
    "August bank holiday 2027": date(2027, 8, 28),
    "clocks go forward 2027": date(2027, 3, 26),
    "clocks go back 2026": date(2026, 10, 23),
    "leap day 2028": date(2028, 2, 27),
    "an ordinary week": date(2026, 11, 24),
}


def holidays_around(first: date) -> dict[date, str]:
    dates = (first + timedelta(days=n) for n in range(-4, DAYS + 4))
    return {on: name for on in dates if (name := bank_holiday(on))}


def fast_states(spans: Spans, minutes: list[int]) -> list[str]:
    words = {State.OPEN: "open", State.CLOSING: "open", State.UNKNOWN: "unknown"}
    return [words.get(status(spans, minute, minute).state, "closed") for minute in minutes]


def check(plan: Plan, first: date) -> None:
    slow = list(minute_states(plan, first, DAYS, holidays_around(first)))
    minutes = [minute for minute, _ in slow]
    spans = spans_between(
        parse_safe_hours(plan.text()), minutes[0], minutes[-1] + 1, LONDON, bank_holiday
    )
    assert fast_states(spans, minutes) == [state for _, state in slow], plan.text()


@pytest.mark.parametrize("first", INTERESTING.values(), ids=INTERESTING.keys())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_open_is_the_same_minute_by_minute(first: date, data: st.DataObject) -> None:
    check(data.draw(plans(first, DAYS)), first)


@settings(max_examples=40, deadline=None)
@given(first=st.dates(date(2024, 1, 1), date(2035, 12, 20)), data=st.data())
def test_open_is_the_same_in_any_week_of_twelve_years(first: date, data: st.DataObject) -> None:
    check(data.draw(plans(first, DAYS)), first)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), ask=st.integers(0, 3 * 1440))
def test_opens_at_and_open_until_are_the_next_changes(data: st.DataObject, ask: int) -> None:
    first = date(2026, 12, 24)
    plan = data.draw(plans(first, DAYS))
    slow = dict(minute_states(plan, first, DAYS, holidays_around(first)))
    start, end = min(slow), max(slow) + 1
    spans = spans_between(parse_safe_hours(plan.text()), start, end, LONDON, bank_holiday)
    at = start + ask
    found = status(spans, at, at, margin=0)
    later = [
        minute for minute in range(at, end) if (slow[minute] == "open") != (slow[at] == "open")
    ]
    change = later[0] if later else None
    if found.state is State.OPEN:
        assert found.open_until == (change if change is not None else end)
    elif found.state is State.OPENS_LATER:
        assert found.opens_at == change
    else:
        assert slow[at] == "unknown" or change is None
