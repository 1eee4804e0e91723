from datetime import date

import pytest

from safespaces.errors import BadTime
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.hours.when import (
    When,
    clock_minutes,
    days_to_choose,
    minute_chosen,
    minute_meant,
    split_when,
)
from tests.hours.slow_reference import LONDON

TUESDAY_2140 = minute_of_wall(date(2026, 11, 24), 21 * 60 + 40, LONDON)


@pytest.mark.parametrize(
    ("typed", "when", "place"),
    [
        ("Friday 21:30, Foleshill Road", When("fri", 1290), "Foleshill Road"),
        ("Broadgate in 20 mins", When("", None, ahead=20), "Broadgate"),
        ("Broadgate half past 9", When("", 570, either=True), "Broadgate"),
        ("Foleshill Road, Friday 21:30", When("fri", 1290), "Foleshill Road"),
        ("Broadgate at 12", When("", 720, either=True), "Broadgate"),
        ("Broadgate at 13", When("", 780), "Broadgate"),
        ("Broadgate at 1", When("", 60, either=True), "Broadgate"),
        ("Broadgate at 9 Friday", When("fri", 540, either=True), "Broadgate"),
        ("tomorrow Broadgate at 9", When("tomorrow", 540, either=True), "Broadgate"),
        ("Friday, Broadgate half past 9", When("fri", 570, either=True), "Broadgate"),
        ("fri 9pm CV1 5FB", When("fri", 1260), "CV1 5FB"),
        ("tomorrow at 8.30am, Earlsdon", When("tomorrow", 510), "Earlsdon"),
        ("tomorrow, Earlsdon", When("tomorrow", None), "Earlsdon"),
        ("Earlsdon at noon", When("", 720), "Earlsdon"),
        ("Friday midnight Stoke", When("fri", 1440), "Stoke"),
        ("Sun Street", None, "Sun Street"),
        ("5 High Street", None, "5 High Street"),
        ("Monks Road", None, "Monks Road"),
        ("52.40, -1.51", None, "52.40, -1.51"),
        ("Friday " + "x" * 300, None, "Friday " + "x" * 300),
        ("Friday, " + "x" * 192, When("fri", None), "x" * 192),
        ("Friday, " + "x" * 193, None, "Friday, " + "x" * 193),
        ("", None, ""),
    ],
)
def test_a_time_before_or_after_a_place_is_taken_out(
    typed: str, when: When | None, place: str
) -> None:
    assert split_when(typed) == (when, place)


@pytest.mark.parametrize(
    "text", ["25:00", "21:60", "0pm", "13pm", "half past nine", "", "9", "21:30:15"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    if text == "9":
        assert clock_minutes(text) == 540
        return
    with pytest.raises(BadTime):
        clock_minutes(text)


@pytest.mark.parametrize(
    ("when", "day", "minutes"),
    [
        (When("fri", 1290), date(2026, 11, 27), 1290),
        (When("tue", 1320), date(2026, 11, 24), 1320),  # later tonight
        (When("tue", 540), date(2026, 12, 1), 540),  # this morning has passed: next week
        (When("", 540), date(2026, 11, 25), 540),  # and a time alone is tomorrow's
        (When("tomorrow", None), date(2026, 11, 25), 21 * 60 + 40),
        (When("", 21 * 60 + 30), date(2026, 11, 24), 21 * 60 + 40),  # ten minutes ago means now
    ],
)
def test_the_next_such_time_is_meant(when: When, day: date, minutes: int) -> None:
    assert minute_meant(when, TUESDAY_2140, LONDON) == minute_of_wall(day, minutes, LONDON)


def test_today_at_a_time_long_past_is_asked_about() -> None:
    with pytest.raises(BadTime):
        minute_meant(When("today", 540), TUESDAY_2140, LONDON)


def test_a_form_can_choose_the_next_seven_days() -> None:
    days = days_to_choose(TUESDAY_2140, LONDON)
    assert (days[0], days[-1]) == (date(2026, 11, 24), date(2026, 11, 30))
    assert minute_chosen("2026-11-30", "09:00", TUESDAY_2140, LONDON) == minute_of_wall(
        date(2026, 11, 30), 540, LONDON
    )


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("2026-12-01", "09:00"),
        ("2026-11-23", "09:00"),
        ("2026-11-24", "09:00"),
        ("nonsense", "09:00"),
        ("", "x"),
    ],
)
def test_a_form_refuses_other_days_and_times_past(day: str, time: str) -> None:
    with pytest.raises(BadTime):
        minute_chosen(day, time, TUESDAY_2140, LONDON)


@pytest.mark.parametrize(
    "typed",
    [
        "in an hour Broadgate", "Broadgate tmrw 7pm", "7pm tmrw Broadgate", "2moro 7pm Broadgate", "half seven Broadgate", "Broadgate at nine",
        "half past 9 Broadgate", "tonite Broadgate", "Broadgate ten pm", "nine o'clock Broadgate", "Broadgate on the 5th", "until 9 Broadgate friday",
        "tomorrow after school Broadgate", "in two hours, Broadgate", "in 20 minutes", "later", "Broadgate in 20 mins later",
    ],
)  # fmt: skip
def test_a_time_that_is_not_read_is_asked_about_wherever_it_stands(typed: str) -> None:
    with pytest.raises(BadTime):
        split_when(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Five Ways",
        "Half Moon Lane",
        "Ten Shilling Drive",
        "By Pass Road",
        "One Stop",
        "about canley",
        "12 Five Ways",
    ],
)
def test_names_that_hold_such_words_are_names(typed: str) -> None:
    assert split_when(typed) == (None, typed)


def meant(typed: str, hour: int) -> str:
    """What is meant on a Tuesday at that hour, as day and time; "asked" where it is asked about."""
    now = minute_of_wall(date(2026, 12, 1), hour * 60, LONDON)
    try:
        when, _ = split_when(typed)
        assert when is not None
        return f"{local(minute_meant(when, now, LONDON), LONDON):%a %H:%M}"
    except BadTime:
        return "asked"


@pytest.mark.parametrize(
    ("typed", "hour", "told"),
    [
        ("canley friday night 9:30", 15, "Fri 21:30"), ("canley tomorrow evening 7:30", 15, "Wed 19:30"), ("friday afternoon 3:30 canley", 15, "Fri 15:30"),
        ("canley tomorrow night 12:30", 15, "Thu 00:30"), ("canley tonight 11:45", 8, "Tue 23:45"), ("canley at 9:30 tonight", 15, "Tue 21:30"),
        ("canley 9:30", 15, "Tue 21:30"), ("canley tomorrow 9:30", 15, "asked"), ("canley friday morning 9pm", 15, "asked"),
        ("canley friday evening 5pm", 15, "Fri 17:00"), ("canley friday evening 4pm", 15, "asked"),
        ("canley tomorrow afternoon 9am", 15, "asked"), ("canley tonight at 1", 10, "Wed 01:00"), ("canley tonight at 3", 14, "Wed 03:00"),
        ("canley tonight at 3", 2, "Tue 03:00"), ("canley at 9 tonight", 23, "asked"), ("canley tonight", 2, "asked"), ("canley tonight", 21, "Tue 21:00"),
        ("canley tonight 2am", 1, "Tue 02:00"), ("canley saturday night 2am", 15, "Sun 02:00"), ("canley tomorrow night at 9", 15, "Wed 21:00"),
        ("canley tonight midnight", 15, "Wed 00:00"), ("canley today 9:30", 23, "asked"), ("canley 10:30 tonight", 15, "Tue 22:30"),
        ("canley tomorrow 10:30", 15, "Wed 10:30"), ("canley tomorrow 09:30", 15, "Wed 09:30"),
        ("canley in the morning", 15, "asked"), ("canley this morning", 15, "asked"), ("canley tuesday morning", 15, "Tue 09:00"),
        ("canley this afternoon", 23, "asked"), ("canley this evening", 20, "Tue 20:00"), ("canley tomorrow morning", 15, "Wed 09:00"),
        ("2130 canley", 15, "asked"), ("tomorrow 1900 canley", 15, "asked"), ("canley 2130", 15, "Tue 21:30"), ("canley tomorrow in 20 minutes", 15, "asked"),
        ("canley half past 9pm", 15, "asked"), ("canley 5/12 9pm", 15, "asked"), ("canley christmas day at 5pm", 15, "asked"), ("9am or 9pm canley", 15, "asked"),
        ("canley a week on friday", 15, "asked"), ("canley 2026-12-05 21:30", 15, "asked"), ("canley 6pm.", 15, "Tue 18:00"), ("canley 6pm please", 15, "Tue 18:00"),
    ],
)  # fmt: skip
def test_a_part_of_the_day_says_which_half_is_meant_and_what_may_be_two_is_asked_about(
    typed: str, hour: int, told: str
) -> None:
    assert meant(typed, hour) == told


@pytest.mark.parametrize(
    ("text", "minutes"), [("1pm", 780), ("12am", 0), ("12pm", 720), ("midnight", 1440)]
)
def test_half_a_clock_goes_from_twelve_to_eleven(text: str, minutes: int) -> None:
    assert clock_minutes(text) == minutes


def test_there_is_no_hour_after_the_twenty_third() -> None:
    assert split_when("Broadgate at 23") == (When("", 1380), "Broadgate")
    with pytest.raises(BadTime, match="not a time of day"):
        split_when("Broadgate at 24")


@pytest.mark.parametrize(
    ("part", "usual", "last", "beyond"),
    [("morning", 540, 719, 720), ("afternoon", 900, 1080, 1081), ("evening", 1140, 1440, None),
     ("night", 1200, 1440, None)],
)  # fmt: skip
def test_each_part_of_a_day_has_its_usual_hour_and_its_last(
    part: str, usual: int, last: int, beyond: int | None
) -> None:
    tomorrow = date(2026, 11, 25)
    for minutes, meant in ((None, usual), (last, last)):
        assert minute_meant(
            When("tomorrow", minutes, part=part), TUESDAY_2140, LONDON
        ) == minute_of_wall(tomorrow, meant, LONDON)
    if beyond:
        with pytest.raises(BadTime, match=f"no time of the {part}"):
            minute_meant(When("tomorrow", beyond, part=part), TUESDAY_2140, LONDON)


def test_tonight_is_asked_about_before_five_in_the_morning_and_means_this_evening_from_then_on() -> (
    None
):
    five = minute_of_wall(date(2026, 11, 24), 5 * 60, LONDON)
    with pytest.raises(BadTime, match="Now, or this evening"):
        minute_meant(When("tonight", None), five - 1, LONDON)
    assert minute_meant(When("tonight", None), five, LONDON) == five + 15 * 60


def test_tonight_at_midnight_asked_at_midnight_is_now() -> None:
    midnight = minute_of_wall(date(2026, 11, 24), 0, LONDON)
    assert minute_meant(When("tonight", 1440), midnight, LONDON) == midnight
