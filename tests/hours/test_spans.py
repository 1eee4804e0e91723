"""Spans are cut to what was asked for, and none is empty."""

from datetime import date

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Span, Spans, clipped, merged, spans_between
from safespaces.hours.wall_time import minute_of_wall
from tests.hours.slow_reference import LONDON

TUESDAY = minute_of_wall(date(2026, 11, 24), 0, LONDON)


def test_a_window_that_ends_in_the_middle_of_a_day_holds_that_days_morning() -> None:
    hours = parse_safe_hours("Tu 10:00-12:00")
    found = spans_between(hours, TUESDAY, TUESDAY + 11 * 60, LONDON, bank_holiday)
    assert found == Spans((Span(TUESDAY + 600, TUESDAY + 660),))


def test_no_span_is_empty() -> None:
    assert merged([Span(5, 5), Span(9, 7)]) == ()
    assert clipped(Spans((Span(0, 10), Span(20, 30))), [Span(5, 10), Span(20, 25)]) == Spans(
        (Span(0, 5), Span(25, 30))
    )
