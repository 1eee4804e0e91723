"""What promises less counts at once; what promises more never does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import Span, Spans, spans_between
from safespaces.hours.wall_time import minute_of_wall
from safespaces.hours.week_text import CODES
from safespaces.moderation.safer import Today, safer_hours, safer_part
from safespaces.venues.venue import OVER_16_ALONE
from safespaces.venues.weekly_hours import WeeklyHours, text_of
from tests.store.build import a_venue
from tests.venues.test_weekly_hours import START, WEEKS

TODAY = Today(date(2026, 11, 24), ZoneInfo("Europe/London"), bank_holiday)


def spans(text: str) -> Spans:
    """Laid out over ten weeks, and a few days before."""
    if not text:
        return Spans()
    start = minute_of_wall(START - timedelta(days=3), 0, TODAY.zone)
    return spans_between(parse_safe_hours(text), start, start + 75 * 1440, TODAY.zone, bank_holiday)


def minutes(some: Iterable[Span]) -> set[int]:
    return {minute for span in some for minute in range(span.start, span.end, 30)}


@pytest.mark.long
@given(WEEKS, WEEKS)
@settings(max_examples=80, deadline=None)
def test_nothing_is_open_or_unknown_at_once_that_was_not_before(
    old: WeeklyHours, new: WeeklyHours
) -> None:
    now, before = spans(safer_hours(text_of(old), text_of(new), TODAY)), spans(text_of(old))
    assert minutes(now.open) <= minutes(before.open)
    assert minutes(now.unknown) <= minutes(before.open) | minutes(before.unknown)


def _runs_into_the_next_day(hours: WeeklyHours, day: str) -> bool:
    """Whether a night of a day goes on when the next day's own hours have begun."""
    after = hours.days[CODES[(CODES.index(day) + 1) % 7]] or ()
    return any(
        night.end_min - 1440 > morning.start_min
        for night in hours.days[day] or ()
        for morning in after
    )


@given(WEEKS, st.sampled_from(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]))
@settings(max_examples=40, deadline=None)
def test_a_day_that_is_taken_out_is_taken_out_at_once(old: WeeklyHours, day: str) -> None:
    shorter = WeeklyHours({**old.days, day: ()}, old.bank_holidays, old.dates)
    doubtful = minutes(spans(text_of(old)).unknown)
    assume(
        not doubtful & minutes(spans(text_of(shorter)).open)
    )  # a night into a doubtful morning would be certain: an officer looks first
    # and so where a night into or out of that day is doubtful in a later year, as on a bank holiday
    eve = CODES[CODES.index(day) - 1]
    assume(not _runs_into_the_next_day(old, day) and not _runs_into_the_next_day(old, eve))
    assert minutes(spans(safer_hours(text_of(old), text_of(shorter), TODAY)).open) == minutes(
        spans(text_of(shorter)).open
    )


WEEK = "Mo-Sa 08:00-20:00; PH off"


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        (
            WEEK,
            f"{WEEK}; 2026 Nov 23 23:59-23:58",
        ),  # a session of yesterday that reaches into today
        (WEEK, f"{WEEK}; 2032 Jan 01 00:00-24:00"),  # later than anybody compares
        (f"{WEEK}; 2032 Jan 02 off", f"{WEEK}; 2032 Jan 03 off"),
        (
            "Mo-Su 20:00-04:00; PH off; 2026 Dec 08 off",
            "Mo,We-Su 20:00-04:00; PH off",
        ),  # the cut at midnight goes with the day
        ("Mo-Sa 08:00-20:00; PH off", "Mo-Sa 08:00-20:00; Su 00:00-24:00 unknown; PH off"),
        (WEEK, f'{WEEK}; 2026 Nov 29 off "MOVED, ring 07700 900123"'),
        ("Mo 10:00-34:00; PH off", "Mo 12:00-11:00; PH off"),
        (WEEK, f"{WEEK}; Feb 29 00:00-24:00"),
        (WEEK, f"{WEEK}; 3000-9999 00:00-24:00"),
        (WEEK, f"{WEEK}; 2015-9999/16 Mo 00:00-24:00"),
        (WEEK, f"{WEEK}; week 53 00:00-24:00"),
        (WEEK, f"{WEEK}; Dec 25 We 00:00-24:00"),
    ],
)
def test_no_spelling_promises_more_at_once(before: str, wanted: str) -> None:
    now = safer_hours(before, wanted, TODAY)
    assert minutes(spans(now).open) <= minutes(spans(before).open)
    assert (
        "MOVED" not in now
        and "2032 Jan 01" not in now
        and not set("9") & set(now)
        and "Feb" not in now
        and "week" not in now
        and "Dec 25" not in now
        and "unknown" not in now
    )
    assert ("2032 Jan 02 off" in now) == ("2032 Jan 02 off" in before)
    parse_safe_hours(now)


def test_what_both_say_is_never_too_long_to_read() -> None:
    even, odd = (
        f"{WEEK}; " + "; ".join(f"2027 Jan {day:02d} off" for day in range(first, 31, 2))
        for first in (2, 1)
    )
    more_even, more_odd = (
        text + "; " + text.partition("; PH off; ")[2].replace("Jan", "Mar").replace("2027", "2028")
        for text in (even, odd)
    )
    assert len(more_even) < 1000 and parse_safe_hours(safer_hours(more_even, more_odd, TODAY))


@pytest.mark.parametrize(
    ("before", "wanted", "now"),
    [
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-16:00; PH off", "Mo-Fr 09:00-16:00; PH off"),
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-20:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00", "", "Mo-Fr 09:00-17:00"),
        ("", "24/7", ""),
        ("24/7", "Mo-Su 09:00-17:00; PH off", "Mo-Su 09:00-17:00; PH off"),
        ("Mo-Su 09:00-17:00; PH off", "24/7", "Mo-Su 09:00-17:00; PH off"),
        ("Mo 20:00-02:00; PH off", "Mo 20:00-23:00; PH off", "Mo 20:00-23:00; PH off"),
        ("Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 10:00-18:00", "Mo-Fr 10:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00", "Mo-Fr 10:00-18:00; PH 10:00-12:00", "Mo-Fr 10:00-17:00"),
        (
            "Mo-Fr 09:00-17:00; PH off",
            "Mo-Fr 10:00-18:00; PH off; 2020 Jan 01 off",
            "Mo-Fr 10:00-17:00; PH off",
        ),
        (
            "2026 Dec 01 10:00-12:00",
            "2026 Dec 01 10:00-12:00; 2026 Dec 02 10:00-12:00",
            "Mo-Su off; 2026 Dec 01 10:00-12:00; 2026 Dec 02 off",
        ),
    ],
)
def test_shorter_counts_and_longer_waits(before: str, wanted: str, now: str) -> None:
    assert safer_hours(before, wanted, TODAY) == now


def test_fewer_things_a_higher_age_and_the_law_count_at_once_and_the_rest_waits() -> None:
    venue = a_venue(kit=("charger", "seats"), access=("step_free",))
    wanted = replace(
        venue,
        name="Other",
        kit=("seats", "food"),
        access=(),
        minimum_age="11",
        postcode="CV1 2AA",
        phone="",
    )
    assert safer_part(venue, wanted, TODAY) == replace(
        venue, kit=("seats",), access=(), minimum_age="11"
    )
    younger = replace(venue, minimum_age=OVER_16_ALONE)
    assert safer_part(younger, venue, TODAY) == younger
    assert (
        safer_part(venue, replace(venue, kind="licensed_premises"), TODAY).kind
        == "licensed_premises"
    )
    assert safer_part(venue, replace(venue, kind="library"), TODAY).kind == "cafe"
    assert safer_part(venue, replace(venue, kind="restaurant"), TODAY).kind == "restaurant"
    assert (
        safer_part(
            replace(venue, kind="licensed_premises"), replace(venue, kind="restaurant"), TODAY
        ).kind
        == "licensed_premises"
    )


@pytest.mark.parametrize(
    ("kind", "before", "wanted", "at_once"),
    [
        ("cafe", "", "yes", "yes"),
        ("cafe", "yes", "no", "yes"),
        ("cafe", "yes", "", "yes"),
        ("cafe", "", "no", "no"),
        ("restaurant", "", "no", ""),
        ("restaurant", "yes", "no", "yes"),
        ("restaurant", "no", "", ""),
        ("restaurant", "no", "yes", "yes"),
        ("licensed_premises", "", "no", "no"),  # it is a pub whatever it says
    ],
)
def test_that_alcohol_is_sold_counts_at_once_and_that_none_is_waits(
    kind: str, before: str, wanted: str, at_once: str
) -> None:
    venue = replace(a_venue(), kind=kind, alcohol=before)
    assert safer_part(venue, replace(venue, alcohol=wanted), TODAY).alcohol == at_once


@pytest.mark.parametrize(
    "more",
    [
        "2028 Feb 29 09:00-23:00",
        "2029 Dec 28 09:00-23:00",
        "2027 Apr 05 09:00-23:00",
        "2030 Nov 27 09:00-23:00",  # the first day that is not compared any more
    ],
)
def test_hours_that_promise_more_only_years_from_now_wait_too(more: str) -> None:
    before = "Mo-Fr 09:00-17:00; PH off"
    assert "23:00" not in safer_hours(before, f"{before}; {more}", TODAY)
