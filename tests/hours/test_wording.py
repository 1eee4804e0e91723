from datetime import date

import pytest

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.status import State, Status
from safespaces.hours.wall_time import minute_of_wall
from safespaces.hours.week import DayRow, Week, week_rows
from safespaces.hours.wording import (
    HOURS_UNKNOWN,
    clock_text,
    day_text,
    distance_text,
    status_text,
    walk_text,
)
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
        (Status(State.OPEN, open_until=at(27, 0)), "Open until midnight on Thursday night"),
        (Status(State.OPEN, open_until=at(26, 0)), "Open until midnight tomorrow night"),
        (Status(State.OPEN, open_until=at(27, 2)), "Open until 02:00 on Thursday night"),
        (Status(State.OPEN), "Open day and night"),
        (
            Status(State.OPEN, at(24, 21), at(24, 18, 5)),
            "Opens at 18:05, before you get there. Open until 21:00",
        ),
        (
            Status(State.CLOSING, open_until=at(24, 18, 5)),
            "Closes at 18:05: too soon for you to get there",
        ),
        (Status(State.OPENS_LATER, opens_at=at(24, 18, 30)), "Opens soon: at 18:30"),
        (Status(State.OPENS_LATER, opens_at=at(24, 18, 31)), "Opens at 18:31"),
        (Status(State.OPENS_LATER, opens_at=at(25, 9)), "Opens tomorrow at 09:00"),
        (Status(State.OPENS_LATER, opens_at=at(28, 9)), "Opens Saturday at 09:00"),
        (Status(State.CLOSED), "Closed. No opening known in the next 7 days"),
        (Status(State.UNKNOWN), HOURS_UNKNOWN),
        (
            Status(State.UNKNOWN, opens_at=at(25, 9)),
            "Hours not known. Sure to open tomorrow at 09:00",
        ),
        (
            Status(State.UNKNOWN, at(24, 19), at(27, 9)),
            "Usually open until 19:00, but it may be shut today. Sure to open Friday at 09:00",
        ),
    ],
)
def test_every_state_has_its_words(status: Status, text: str) -> None:
    assert status_text(status, NOW, LONDON) == text


def test_a_door_that_shuts_soon_after_arrival_says_so() -> None:
    until_seven = Status(State.OPEN, open_until=at(24, 19))
    assert status_text(until_seven, NOW, LONDON, NOW, at(24, 18, 30)) == "Open until 19:00"
    assert (
        status_text(until_seven, NOW, LONDON, NOW, at(24, 18, 31))
        == "Open until 19:00: closes soon after you get there"
    )


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


def test_a_walk_of_more_than_5_km_is_said_in_hours() -> None:
    assert walk_text(157, 9_100, "north") == "over 2 hours’ walk, 9.1 km, north"
    assert walk_text(87, 5_010, "north") == "over 1 hour’s walk, 5.0 km, north"
    assert walk_text(86, 5_000, "north") == "about 86 minutes’ walk, 5.0 km, north"
    assert walk_text(121, 7_000, "north") == "over 2 hours’ walk, 7.0 km, north"
    assert walk_text(120, 6_950, "north") == "over 1 hour’s walk, 7.0 km, north"


def test_days_are_named_from_now() -> None:
    assert [day_text(at(day, 9), NOW, LONDON) for day in (24, 25, 27)] == [
        "today",
        "tomorrow",
        "Friday",
    ]


def week_of(text: str, day: date, hour: int = 12) -> list[DayRow]:
    return week_rows(
        Week(parse_safe_hours(text), LONDON, bank_holiday), minute_of_wall(day, hour * 60, LONDON)
    )


def test_the_week_names_holidays_exceptions_and_what_is_not_known() -> None:
    week = week_of(
        'Mo-Fr 09:00-12:00,13:00-17:00; Sa 20:00-02:00; 2026 Dec 24 10:00-12:00 open "Christmas Eve"',
        date(2026, 12, 24),
    )
    usually = "Not known: usually 09:00 to 12:00, 13:00 to 17:00, but it may be shut"
    assert [(row.on.day, row.text, row.name) for row in week] == [
        (24, "10:00 to 12:00", "Christmas Eve"),
        (25, usually, "Christmas Day"),
        (26, "Not known: usually 20:00 to 02:00 (next day), but it may be shut", "Boxing Day"),
        (27, "Closed", ""),
        (28, usually, "Boxing Day (bank holiday)"),
        (29, "09:00 to 12:00, 13:00 to 17:00", ""),
        (30, "09:00 to 12:00, 13:00 to 17:00", ""),
    ]
    assert [row.is_today for row in week] == [True] + [False] * 6


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ("24/7 unknown", "Not known"),
        ("00:00-24:00 unknown", "Not known"),
        ("00:00-23:59 unknown", "Not known: usually midnight to 23:59, but it may be shut"),
    ],
)
def test_of_a_whole_day_that_nobody_knows_there_are_no_usual_hours(hours: str, text: str) -> None:
    assert {row.text for row in week_of(hours, date(2026, 12, 7))} == {text}


def test_the_week_tells_nights_and_round_the_clock() -> None:
    assert week_of("Mo-Su 20:00-02:00", date(2026, 11, 24))[0].text == "20:00 to 02:00 (next day)"
    assert week_of("24/7", date(2026, 11, 24))[0].text == "Open all day and night"
    assert week_of("09:00-24:00", date(2026, 11, 24))[0].text == "09:00 to midnight"


def test_the_week_ends_a_night_where_the_status_does() -> None:
    assert (
        week_of("Mo-Su 20:00-04:00; PH off; 2026 Nov 29 off", date(2026, 11, 28))[0].text
        == "20:00 to midnight"
    )
    bar = Week(parse_safe_hours("Mo-Su 18:00-02:00"), LONDON, bank_holiday, is_licensed=True)
    assert week_rows(bar, at(24, 12))[1].text == "18:00 to midnight"


def test_hours_that_end_at_midnight_before_a_special_day_are_told_as_they_are() -> None:
    before_christmas_eve = week_of("Mo-Su 10:00-20:00; We 10:00-24:00", date(2026, 12, 23))
    assert before_christmas_eve[0].text == "10:00 to midnight"


def test_the_week_says_what_still_runs_from_last_night() -> None:
    friday_night = week_of("Fr 20:00-05:00; PH off", date(2026, 11, 28), hour=3)
    assert friday_night[0].text == "until 05:00, from Friday"
    assert week_of("Fr 20:00-05:00; PH off", date(2026, 11, 28), hour=6)[0].text == "Closed"
    assert (
        week_of("Mo-Su 20:00-05:00; PH off", date(2026, 11, 28), hour=3)[0].text
        == "until 05:00, from Friday; 20:00 to 05:00 (next day)"
    )


def test_the_night_before_ends_at_six_in_the_morning() -> None:
    assert clock_text(at(25, 2), at(24, 6), LONDON, at(24, 6)) == "02:00"
    assert clock_text(at(25, 2), at(24, 5, 59), LONDON, at(24, 5, 59)) == "02:00 on Tuesday night"
    assert clock_text(at(25, 6), at(24, 6), LONDON, at(24, 6)) == "06:00 tomorrow"


def test_tomorrow_is_seen_from_where_the_reader_is_in_time() -> None:
    opens = Status(State.OPENS_LATER, opens_at=at(26, 9))
    assert status_text(opens, at(25, 18), LONDON, NOW) == "Opens Thursday at 09:00"
    assert status_text(opens, at(25, 18), LONDON) == "Opens tomorrow at 09:00"


def test_a_long_way_is_told_in_whole_kilometres() -> None:
    assert (distance_text(19_949), distance_text(19_950)) == ("19.9 km", "20 km")
    assert (distance_text(480_400), distance_text(480_500)) == ("480 km", "481 km")
