"""The nights and days on which services like this one go wrong, by name."""

from datetime import date

import pytest

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.days import Day
from safespaces.hours.rules import Session
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.spans import spans_between
from safespaces.hours.status import MARGIN_MIN, State, Status, status
from safespaces.hours.wall_time import minute_of_wall
from tests.hours.slow_reference import LONDON

LIBRARY = "Mo-Fr 09:00-19:00; Sa 09:00-16:30; Su 12:00-16:00"
LATE_BAR = "Mo-Su 20:00-01:30; PH 20:00-01:30"


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return minute_of_wall(date(year, month, day), hour * 60 + minute, LONDON)


def asked(hours: str, moment: int, walk: int = 0) -> Status:
    spans = spans_between(
        parse_safe_hours(hours), moment - 2 * 1440, moment + 9 * 1440, LONDON, bank_holiday
    )
    return status(spans, moment, moment + walk)


def test_on_boxing_day_a_library_that_says_nothing_of_bank_holidays_is_unknown_and_not_open() -> (
    None
):
    assert asked(LIBRARY, at(2026, 12, 26, 11)).state is State.UNKNOWN


def test_on_boxing_day_a_library_that_shuts_on_bank_holidays_opens_on_sunday() -> None:
    found = asked(LIBRARY + "; PH off", at(2026, 12, 26, 11))
    assert found == Status(State.OPENS_LATER, opens_at=at(2026, 12, 27, 12))


def test_bank_holiday_hours_are_open_on_easter_monday_and_not_known_on_boxing_day_which_they_do_not_name() -> (
    None
):
    hours = LIBRARY + "; PH 10:00-12:00"
    assert asked(hours, at(2027, 3, 29, 11)) == Status(State.OPEN, open_until=at(2027, 3, 29, 12))
    assert asked(hours, at(2026, 12, 26, 11)).state is State.UNKNOWN
    assert asked(hours + "; Dec 26 10:00-12:00", at(2026, 12, 26, 11)) == Status(
        State.OPEN, open_until=at(2026, 12, 26, 12)
    )


def test_on_the_monday_after_boxing_day_the_substitute_holiday_counts_too() -> None:
    assert asked(LIBRARY + "; PH off", at(2026, 12, 28, 11)).state is State.OPENS_LATER


@pytest.mark.parametrize(
    "day", [(2026, 1, 1), (2026, 4, 6), (2026, 8, 31), (2026, 12, 28), (2027, 12, 27)]
)
def test_the_holidays_that_the_parser_library_forgets_are_known(day: tuple[int, int, int]) -> None:
    assert asked("Mo-Su 09:00-19:00; PH off", at(*day, 11)).state is State.OPENS_LATER


def test_at_23_59_and_00_01_a_late_place_is_open_until_half_past_one() -> None:
    assert asked(LATE_BAR, at(2026, 11, 27, 23, 59)) == Status(
        State.OPEN, open_until=at(2026, 11, 28, 1, 30)
    )
    assert asked(LATE_BAR, at(2026, 11, 28, 0, 1)) == Status(
        State.OPEN, open_until=at(2026, 11, 28, 1, 30)
    )


def test_at_23_59_a_place_that_shuts_at_midnight_is_not_open_on_arrival() -> None:
    assert asked("Mo-Su 09:00-24:00", at(2026, 11, 27, 23, 59), walk=6).state is State.CLOSING
    assert asked("Mo-Su 09:00-24:00", at(2026, 11, 28, 0, 1)).state is State.OPENS_LATER


def test_a_door_that_shuts_less_than_ten_minutes_after_you_reach_it_is_closing() -> None:
    assert asked(LIBRARY, at(2026, 11, 27, 18, 45), walk=15 - MARGIN_MIN).state is State.OPEN
    assert asked(LIBRARY, at(2026, 11, 27, 18, 45), walk=16 - MARGIN_MIN).state is State.CLOSING


def test_when_clocks_go_back_a_door_that_shut_at_half_past_one_stays_shut() -> None:
    first_0130 = at(
        2026, 10, 25, 1, 30
    )  # BST; the same wall time comes again 60 minutes later in GMT
    assert asked(LATE_BAR, first_0130 - MARGIN_MIN) == Status(State.OPEN, open_until=first_0130)
    for minutes in (0, 30, 45, 59, 60, 89):
        assert asked(LATE_BAR, first_0130 + minutes).state is State.OPENS_LATER


def test_when_clocks_go_back_a_place_open_through_the_night_is_open_an_hour_longer() -> None:
    found = asked("Mo-Su 20:00-06:00", at(2026, 10, 25, 0, 30))
    assert (
        found == Status(State.OPEN, open_until=at(2026, 10, 25, 6))
        and found.open_until == at(2026, 10, 25, 0, 30) + 390
    )


def test_when_clocks_go_forward_a_door_that_shuts_at_half_past_one_shuts_at_the_change() -> None:
    change = at(2026, 3, 29, 2)  # 01:00 GMT becomes 02:00 BST
    assert asked(LATE_BAR, change - MARGIN_MIN) == Status(State.OPEN, open_until=change)
    assert asked(LATE_BAR, change).state is State.OPENS_LATER


def test_a_night_that_begins_on_a_shut_bank_holiday_is_shut_after_midnight_too() -> None:
    night = "Mo-Su 22:00-06:00; PH off"
    assert asked(night, at(2026, 8, 30, 23)) == Status(State.OPEN, open_until=at(2026, 8, 31, 0))
    assert asked(night, at(2026, 9, 1, 3)) == Status(State.OPENS_LATER, opens_at=at(2026, 9, 1, 22))


def test_a_dated_closure_is_shut_all_day_and_an_exception_beats_the_holiday() -> None:
    hours = (
        LIBRARY
        + '; PH off; 2026 Dec 24 10:00-12:00 open "Christmas Eve"; 2026 Dec 29-2026 Dec 31 off "Repairs"'
    )
    assert asked(hours, at(2026, 12, 24, 13)) == Status(
        State.OPENS_LATER, opens_at=at(2026, 12, 27, 12)
    )
    assert asked(hours, at(2026, 12, 30, 11)) == Status(
        State.OPENS_LATER, opens_at=at(2027, 1, 2, 9)
    )


def test_a_season_does_not_open_a_place_that_is_off_on_bank_holidays() -> None:
    assert (
        asked("Apr 01-Sep 30 10:00-18:00; PH off", at(2026, 8, 31, 11)).state is State.OPENS_LATER
    )


def test_day_and_night_is_open_on_every_holiday_and_has_no_closing_time() -> None:
    assert asked("24/7", at(2026, 12, 25, 3)) == Status(State.OPEN, open_until=None)


def test_hours_that_are_not_known_are_unknown_at_any_time() -> None:
    assert status(None, at(2026, 11, 27, 11), at(2026, 11, 27, 11)) == Status(State.UNKNOWN)


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        ("Mo-Fr 09:00-17:00; PH 10:00-16:00; Aug off", (2026, 8, 31)),
        ("Mo-Fr 09:00-17:00; PH 10:00-16:00; Dec 21-31 Mo-Fr off", (2026, 12, 25)),
        ("Mo-Fr 09:00-17:00; PH 10:00-16:00; week 52-53 off", (2026, 12, 25)),
        ("Mo-Fr 09:00-17:00; PH 10:00-16:00; 2027 off", (2027, 1, 1)),
        ("Mo-Fr 09:00-17:00; PH 10:00-16:00; May Mo[1] off", (2026, 5, 4)),
        ("Mo-Fr 09:00-17:00; PH off; Dec 24 09:00-13:00; week 52 off", (2026, 12, 24)),
        ("Mo-Fr 09:00-17:00; PH off; Dec 24 09:00-13:00; Dec off", (2026, 12, 24)),
        ("2026 Aug 31 off; Mo-Fr 09:00-17:00; PH 10:00-16:00", (2026, 8, 31)),
        ("2026 Sep 01-2027 Aug 31 10:00-18:00; PH off", (2026, 12, 25)),
        ("Apr 01-Dec 31 10:00-18:00; PH off", (2026, 12, 25)),
    ],
)
def test_what_somebody_wrote_down_as_shut_is_shut(hours: str, day: tuple[int, int, int]) -> None:
    assert asked(hours, at(*day, 11)).state not in (State.OPEN, State.CLOSING)


def test_one_day_written_after_a_shut_month_is_open() -> None:
    assert (
        asked("Mo-Fr 09:00-17:00; PH off; Dec off; Dec 24 09:00-13:00", at(2026, 12, 24, 11)).state
        is State.OPEN
    )


SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("hours", "on", "certain", "doubtful"),
    [
        ("Sa 10:00-12:00,11:00-13:00", SATURDAY, [(600, 780)], []),
        ("Sa 10:00-12:00, Mo-Su 20:00-02:00", SATURDAY, [(600, 720), (1200, 1560)], []),
        ("Fr 20:00-04:00, Sa 02:00-12:00", date(2026, 11, 27), [(1200, 1680)], []),
        # a spell of doubt within certain hours leaves what comes after it certain
        (
            "Sa 10:00-18:00, Sa 12:00-14:00 unknown",
            SATURDAY,
            [(600, 720), (840, 1080)],
            [(720, 840)],
        ),
        # hours of a day that end before midnight are not made longer by a shut day after it
        ("2026 Nov 28 10:00-22:00; Mo-Su 10:00-18:00; Su off", SATURDAY, [(600, 1080)], []),
        # a doubtful night that a later rule puts aside is doubtful after midnight all the same
        ("Sa 20:00-26:00 unknown; Sa 20:00-02:00", SATURDAY, [(1200, 1440)], [(1440, 1560)]),
        # but not where the next day is a bank holiday on which the place is shut
        ('Th 18:00-26:00 "ring"; PH off', date(2026, 12, 24), [], [(1080, 1440)]),
        ("Fr 20:00-26:00 unknown; PH off", date(2026, 12, 25), [], []),
        # what is shut on bank holidays stays so though the week goes on behind a comma
        ("PH 10:00-14:00, PH off, Sa 00:00-24:00", date(2026, 12, 26), [], []),
    ],
)
def test_what_two_readings_of_a_day_both_say_counts(
    hours: str, on: date, certain: list[tuple[int, int]], doubtful: list[tuple[int, int]]
) -> None:
    found = parse_safe_hours(hours).day(on, bank_holiday)
    assert (found.open, found.unknown) == (
        tuple(Session(*each) for each in certain),
        tuple(Session(*each) for each in doubtful),
    )


def test_a_day_that_nothing_is_said_of_is_shut_and_not_settled() -> None:
    assert parse_safe_hours("Mo 10:00-12:00").day(SATURDAY, bank_holiday) == Day()


def test_a_day_of_doubt_has_no_usual_end_even_where_it_is_an_hour_short() -> None:
    easter = "Mo-Su 00:00-24:00; PH 00:00-24:00"  # Easter Sunday 2027, when clocks go forward
    assert asked(easter, at(2027, 3, 28, 12)) == Status(State.UNKNOWN, opens_at=at(2027, 3, 29, 0))


@pytest.mark.parametrize(
    ("hours", "on", "is_settled"),
    [
        ("PH off", date(2026, 12, 25), True),
        ("2026 Nov 28 off", SATURDAY, True),
        ("Sa off", SATURDAY, False),
    ],
)
def test_a_day_is_settled_by_its_date_or_as_a_bank_holiday_and_not_by_the_week(
    hours: str, on: date, is_settled: bool
) -> None:
    assert parse_safe_hours(hours).day(on, bank_holiday).is_settled is is_settled
