"""A week as a form has it says the same as its OSM text, and comes back from it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.special_days import special_day
from safespaces.venues.weekly_hours import CODES, WeeklyHours, in_words, text_of, weekly_from_text

START = date(2026, 11, 23)
TIMES = st.integers(0, 47).map(lambda half: half * 30)


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Session, ...]:
    """Up to two spells of one day that do not overlap, the last maybe past midnight."""
    marks = sorted(draw(st.lists(TIMES, min_size=0, max_size=4, unique=True)))
    found = [Session(a, b) for a, b in zip(marks[::2], marks[1::2])]
    if found and draw(st.booleans()) and found[-1].start_min > 0:
        found[-1] = Session(
            found[-1].start_min, 1440 + min(found[0].start_min, found[-1].start_min - 30)
        )
    return tuple(found)


WEEKS = st.builds(
    WeeklyHours,
    st.fixed_dictionaries({code: sessions() for code in CODES}),
    st.one_of(st.none(), sessions()),
    st.dictionaries(
        st.integers(0, 60).map(lambda ahead: START + timedelta(days=ahead)), sessions(), max_size=3
    ),
)


@given(WEEKS)
def test_the_text_says_on_every_date_what_the_form_says(week: WeeklyHours) -> None:
    hours = parse_safe_hours(text_of(week))
    for ahead in range(70):
        on = START + timedelta(days=ahead)
        told, tomorrow = week.on(on, bank_holiday(on) is not None), on + timedelta(days=1)
        if special_day(on) and on not in week.dates:
            told = ()  # not known, unless a date of its own says it
        is_named = on in week.dates  # its own rule, after the week's and that of bank holidays
        has_own_hours = special_day(tomorrow) or (
            bank_holiday(tomorrow) and week.bank_holidays is not None
        )
        is_shut = bank_holiday(tomorrow) and week.bank_holidays == ()
        if tomorrow in week.dates or is_shut or (has_own_hours and not is_named):
            told = tuple(
                Session(each.start_min, min(each.end_min, MINUTES_A_DAY)) for each in told
            )  # the night ends at midnight
        assert hours.day(on, bank_holiday).open == _joined(told), (on, text_of(week))


def _joined(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """Sessions that touch are one."""
    found: list[Session] = []
    for each in sessions:
        if found and found[-1].end_min >= each.start_min:
            found[-1] = Session(found[-1].start_min, each.end_min)
        else:
            found.append(each)
    return tuple(found)


@given(WEEKS)
def test_a_form_comes_back_from_its_text(week: WeeklyHours) -> None:
    if (
        week.days == dict.fromkeys(CODES, (Session(0, 1440),))
        and not week.dates
        and week.bank_holidays is None
    ):
        return
    assert weekly_from_text(text_of(week)) == week


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo[1] 10:00-12:00",
        "Apr 01-Sep 30 10:00-18:00",
        "Dec 25 off",
        'Mo 10:00-12:00 "by request"',
        "Mo 10:00-12:00 unknown",
    ],
)
def test_what_the_form_has_no_box_for_is_left_as_text(text: str) -> None:
    assert weekly_from_text(text) is None


def test_hours_of_the_shipped_kind_are_read() -> None:
    week = weekly_from_text("Mo-Fr 09:00-17:30; Sa 10:00-16:00; PH off; 2026 Dec 24 09:00-12:00")
    assert week is not None and in_words(week) == [
        ("Monday to Friday", "09:00 to 17:30"), ("Saturday", "10:00 to 16:00"), ("Sunday", "Closed"), ("Bank holidays", "Closed"),
        ("Thursday 24 December 2026", "09:00 to 12:00"),
    ]  # fmt: skip
