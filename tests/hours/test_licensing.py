"""Licensing Act 2003, section 145: nobody is sent to a place that sells alcohol to drink there between midnight and 5 am."""

from datetime import date

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.licensing import barred_nights
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Span, clipped, spans_between
from safespaces.hours.wall_time import minute_of_wall
from tests.hours.slow_reference import LONDON


def test_midnight_to_five_is_cut_out_also_on_the_long_night() -> None:
    start, end = (minute_of_wall(date(2026, 10, day), 0, LONDON) for day in (24, 26))
    spans = spans_between(parse_safe_hours("24/7"), start, end, LONDON, bank_holiday)
    left = clipped(spans, barred_nights(start, end, LONDON)).open
    wall = [
        (
            minute_of_wall(date(2026, 10, day), 300, LONDON),
            minute_of_wall(date(2026, 10, day), 1440, LONDON),
        )
        for day in (24, 25)
    ]
    assert left == tuple(Span(*each) for each in wall)
