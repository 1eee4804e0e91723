from datetime import date

import pytest

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.status import State, Status
from safespaces.hours.wall_time import minute_of_wall
from safespaces.hours.week import week_rows
from safespaces.hours.wording import HOURS_UNKNOWN, day_text, distance_text, status_text, walk_text
from tests.hours.slow_reference import LONDON


def at(day: int, hour: int, minute: int = 0) -> int:
    return minute_of_wall(date(2026, 11, day), hour * 60 + minute, LONDON)


NOW = at(24, 18, 0)  # a Tuesday


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status(State.OPEN, open_until=at(24, 19)), "Open until 19:00"),
        (Status(State.OPEN, open_until=at(25, 0)), "Open until midnight"),
        (Status(State.OPEN, open_until=at(25, 2)), "Open until 02:00"),
        (Status(State.OPEN, open_until=at(25, 9)), "Open until 09:00 tomorrow"),
        (Status(State.OPEN, open_until=at(27, 9)), "Open until 09:00 on Friday"),
        (Status(State.OPEN), "Open day and night"),
        (Status(State.CLOSING, open_until=at(24, 18, 5)), "Closes at 18:05, before you could walk there"),
        (Status(State.OPENS_LATER, opens_at=at(24, 18, 30)), "Opens soon: at 18:30"),
        (Status(State.OPENS_LATER, opens_at=at(24, 18, 31)), "Opens at 18:31"),
        (Status(State.OPENS_LATER, opens_at=at(25, 9)), "Opens tomorrow at 09:00"),
        (Status(State.OPENS_LATER, opens_at=at(28, 9)), "Opens Saturday at 09:00"),
        (Status(State.CLOSED), "Closed. No opening known in the next 7 days"),
        (Status(State.UNKNOWN), HOURS_UNKNOWN),
    ],
)
def test_every_state_has_its_words(status: Status, text: str) -> None:
    assert status_text(status, NOW, LONDON) == text


@pytest.mark.parametrize(
    ("metres", "text"),
    [
        (0, "0 m"),
        (4, "0 m"),
        (5, "10 m"),
        (450, "450 m"),
        (994, "990 m"),
        (995, "1.0 km"),
        (1249, "1.2 km"),
        (1250, "1.3 km"),
        (120_400, "120 km"),
    ],
)
def test_distances_are_short(metres: int, text: str) -> None:
    assert distance_text(metres) == text


def test_a_walk_says_about() -> None:
    assert walk_text(8, 450, "north-east") == "about 8 minutes’ walk, 450 m, north-east"
    assert walk_text(1, 30, "east") == "about 1 minute’s walk, 30 m, east"


def test_days_are_named_from_now() -> None:
    assert [day_text(at(day, 9), NOW, LONDON) for day in (24, 25, 27)] == ["today", "tomorrow", "Friday"]


def test_the_week_names_holidays_exceptions_and_what_is_not_known() -> None:
    hours = parse_safe_hours('Mo-Fr 09:00-12:00,13:00-17:00; Sa 20:00-02:00; 2026 Dec 24 10:00-12:00 "Christmas Eve"')
    rows = [(row.on.day, row.text, row.name) for row in week_rows(hours, date(2026, 12, 24), bank_holiday)]
    assert rows == [
        (24, "10:00 to 12:00", "Christmas Eve"),
        (25, "Not known: it may be shut", "Christmas Day"),
        (26, "Not known: it may be shut", "Boxing Day"),
        (27, "Closed", ""),
        (28, "Not known: it may be shut", "Boxing Day (bank holiday)"),
        (29, "09:00 to 12:00, 13:00 to 17:00", ""),
        (30, "09:00 to 12:00, 13:00 to 17:00", ""),
    ]
    assert [row.is_today for row in week_rows(hours, date(2026, 12, 24), bank_holiday)] == [True] + [False] * 6


def test_the_week_tells_nights_and_round_the_clock() -> None:
    night = week_rows(parse_safe_hours("Mo-Su 20:00-02:00"), date(2026, 11, 24), lambda on: None)
    assert night[0].text == "20:00 to 02:00 (next day)"
    assert week_rows(parse_safe_hours("24/7"), date(2026, 11, 24), lambda on: None)[0].text == "Open all day and night"
    assert week_rows(parse_safe_hours("09:00-24:00"), date(2026, 11, 24), lambda on: None)[0].text == "09:00 to midnight"
