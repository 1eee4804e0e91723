"""Where two readings of a text compete, only what both promise counts: by name, one line a kind. Judged by opening_hours.js and the specification."""

from datetime import date, datetime, timedelta

import pytest

from safespaces.errors import BadHours
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.status import State
from tests.hours.test_nights_and_holidays import asked, at

SHUT, OPEN, UNKNOWN = {State.OPENS_LATER, State.CLOSED}, {State.OPEN}, {State.UNKNOWN}

PH_IN_A_SEASON = [
    ("Apr-Oct Tu-Su,PH 10:00-17:00", "2026-12-25 12:00", SHUT),
    ("Oct-Mar Mo-Fr 10:00-16:00; PH off; Apr-Sep Mo-Fr,PH 10:00-18:00", "2026-12-28 12:00", SHUT),
    ("2026 May 01-2026 Sep 30 Sa-Su,PH 11:00-16:00", "2027-05-03 12:00", SHUT),
    ("week 1-26 Mo,PH 10:00-12:00", "2026-12-28 11:00", SHUT),
    ("Mo-Su,PH 10:00-16:00; Nov-Mar Mo-Fr,PH off", "2027-05-03 12:00", OPEN),
    ("Mar-Oct Mo-Fr,PH 09:00-17:00", "2027-05-03 11:00", OPEN),
    ("Dec PH off; Mo-Su 10:00-16:00", "2026-12-28 11:00", SHUT),
]
LAST_WINS = [
    ("Mo-Su 10:00-22:00; PH 10:00-22:00; Dec 24-Jan 02 11:00-15:00", "2026-12-25 18:00", SHUT),
    ("Mo-Su 10:00-17:00; PH 10:00-17:00; Dec 25-26 12:00-16:00", "2026-12-26 10:30", SHUT),
    ("Mo-Su 10:00-22:00; PH 10:00-22:00; Aug Mo[-1] 11:00-15:00", "2027-08-30 18:00", SHUT),
    ("Mo-Fr 09:00-17:00; PH 09:00-17:00; easter +1 day 10:00-13:00", "2027-03-29 15:00", SHUT),
    ("Mo-Su 10:00-17:00; PH 10:00-17:00; week 53 11:00-14:00", "2026-12-28 16:00", SHUT),
    ("Tu-Su 10:00-17:00; PH 11:00-17:00; Mo off", "2027-05-03 12:00", SHUT),
    ("Tu-Su 10:00-17:00; Mo off; PH 11:00-17:00", "2027-05-03 12:00", OPEN),
    ("Mo-Fr 08:00-18:00; PH 09:00-13:00; Mo[-1] off", "2027-08-30 10:00", SHUT),
]
SHUT_STAYS_SHUT = [
    ("Mo-Su 10:00-20:00; PH off; Dec 24-Jan 02 11:00-15:00", "2026-12-28 12:00", SHUT),
    ("Mo-Su 10:00-20:00; PH off; Dec 26 11:00-15:00", "2026-12-26 12:00", OPEN),
    ("Mo-Su 10:00-17:00; PH off; Mo 10:00-17:00", "2027-05-03 12:00", SHUT),
    ("2026 Dec 03 off; Mo-Su 10:00-17:00", "2026-12-03 12:00", SHUT),
]
COMMENTS = [
    ('Mo-Fr 09:00-17:00 "by appointment"', "2026-11-30 12:00", UNKNOWN),
    ('24/7 "call first"', "2026-12-05 03:00", UNKNOWN),
    ('Fr 09:00-17:00 "ring, Sa too", Sa 10:00-12:00', "2026-12-04 11:00", UNKNOWN),
    ('Fr 09:00-17:00 "ring, Sa too", Sa 10:00-12:00', "2026-12-05 11:00", OPEN),
    ('Mo-Fr 09:00-17:00; Sa 10:00-12:00 open "side door"; PH off', "2026-12-05 11:00", OPEN),
    ('Mo-Fr 09:00-17:00; 2026 Dec 24 10:00-12:00 "Christmas Eve"', "2026-12-24 11:00", UNKNOWN),
    ('Mo-Fr 09:00-17:00; 2026 Dec 24 10:00-12:00 open "Christmas Eve"', "2026-12-24 11:00", OPEN),
    ('Mo-Fr 09:00-17:00; 2026 Dec 03 off "ring the bell"', "2026-12-03 11:00", SHUT),
]
NIGHTS = [
    (
        "Fr 22:00-04:00; Sa 21:00-04:00",
        "2026-12-05 01:00",
        SHUT,
    ),  # the specification: Saturday's own hours put an end to Friday's at midnight
    ("Fr 22:00-04:00, Sa 21:00-04:00", "2026-12-05 01:00", OPEN),
    ("Fr,Sa 22:00-04:00", "2026-12-05 01:00", OPEN),
    ("Mo-Su 22:00-06:00; PH off", "2026-09-01 03:00", SHUT),
]


@pytest.mark.parametrize(
    ("text", "when", "right"), PH_IN_A_SEASON + LAST_WINS + SHUT_STAYS_SHUT + COMMENTS + NIGHTS
)
def test_only_what_both_readings_promise_counts(text: str, when: str, right: set[State]) -> None:
    moment = datetime.fromisoformat(when)
    assert (
        asked(text, at(moment.year, moment.month, moment.day, moment.hour, moment.minute)).state
        in right
    )


SPECIAL = [
    date(2026, 12, 24),
    date(2026, 12, 25),
    date(2026, 12, 26),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 3, 28),
]


@pytest.mark.parametrize("on", SPECIAL)
@pytest.mark.parametrize(
    "general",
    [
        "Mo-Su 10:00-16:00",
        "Mo-Su,PH 10:00-16:00",
        "Mo-Su 10:00-16:00; PH 10:00-16:00",
        "Mo-Su,PH 00:00-24:00",
    ],
)
def test_on_a_special_day_hours_that_do_not_name_it_are_not_known(on: date, general: str) -> None:
    assert asked(general, at(on.year, on.month, on.day, 12)).state is State.UNKNOWN
    named = f"{general}; {on:%Y %b %d} 10:00-14:00"
    assert asked(named, at(on.year, on.month, on.day, 12)).state is State.OPEN
    assert asked("24/7", at(on.year, on.month, on.day, 12)).state is State.OPEN


def test_a_short_range_names_its_days_and_a_season_does_not() -> None:
    assert (
        asked("Mo-Su 10:00-16:00; Dec 24-Jan 02 11:00-15:00", at(2026, 12, 25, 12)).state
        is State.OPEN
    )
    assert (
        asked("Mo-Su 10:00-16:00; Oct 01-Dec 31 11:00-15:00", at(2026, 12, 25, 12)).state
        is State.UNKNOWN
    )
    assert asked("Mo-Su 10:00-16:00; PH off", at(2026, 12, 25, 12)).state in SHUT
    assert (
        asked("Mo-Sa 10:00-16:00; PH off", at(2027, 3, 28, 12)).state in SHUT
    )  # shut on Sundays: shut on Easter Sunday


@pytest.mark.parametrize(("last", "state"), [("Jan 04", State.OPEN), ("Jan 05", State.UNKNOWN)])
def test_sixteen_days_name_each_of_them_and_seventeen_do_not(last: str, state: State) -> None:
    hours = f"Mo-Su 10:00-16:00; Dec 20-{last} 11:00-15:00"
    assert asked(hours, at(2026, 12, 25, 12)).state is state


def test_what_runs_into_a_special_day_is_not_known_from_midnight() -> None:
    night = "Mo-Su 20:00-04:00"
    assert asked(night, at(2026, 12, 23, 23)).state is State.OPEN
    assert asked(night, at(2026, 12, 24, 1)).state is State.UNKNOWN


def test_a_special_day_has_its_name_in_the_day() -> None:
    names = [parse_safe_hours("Mo-Su 10:00-16:00").day(on, bank_holiday).name for on in SPECIAL]
    assert names == [
        "Christmas Eve",
        "Christmas Day",
        "Boxing Day",
        "New Year’s Eve",
        "New Year's Day",
        "Easter Sunday",
    ]
    assert (
        parse_safe_hours("Mo-Su 10:00-16:00").day(SPECIAL[0] - timedelta(days=1), bank_holiday).name
        == ""
    )


@pytest.mark.parametrize("hours", ["24/7; 2026 off; 2026 off", "24/7; 2026 Mo-Tu off; 2026 off"])
def test_two_rules_for_whole_years_are_refused_for_the_standards_own_reader_ends_them_oddly(
    hours: str,
) -> None:
    with pytest.raises(BadHours, match="whole years"):
        parse_safe_hours(hours)


@pytest.mark.parametrize(
    "hours",
    [
        "24/7; 2026 Tu-Mo off",
        "24/7; 2026 off",
        "24/7; 2026-2027 off",
        "Mo-Sa 00:00-24:00; 2026 Mo-Fr off",
    ],
)
def test_a_year_that_is_shut_beside_days_without_an_end_is_refused_for_its_end_is_read_oddly_too(
    hours: str,
) -> None:
    with pytest.raises(BadHours, match="2026 Jan 01-2026 Dec 31 off"):
        parse_safe_hours(hours)


@pytest.mark.parametrize(
    "hours",
    ["24/7; 2026 Jan 01-2026 Dec 31 off", "Mo-Su 09:00-17:00; 2026 off", "24/7; Dec 25 off"],
)
def test_a_year_by_its_dates_or_beside_days_that_end_is_read(hours: str) -> None:
    assert parse_safe_hours(hours)
