"""Times, weeks and dates as people write them. What can be meant in two ways is asked about, with the likely reading named."""

import itertools
from datetime import date

import pytest

from safespaces.errors import AskedHours, BadHours
from safespaces.hours.rules import Session
from safespaces.hours.week_text import session_text
from safespaces.hours.written import sessions_as_written, sessions_of
from safespaces.hours.written_dates import dates_of
from safespaces.hours.written_week import osm_text_of

TODAY = date(2026, 11, 28)

TAKEN = {
    "9am-5pm": "09:00-17:00", "9.00am - 5.30pm": "09:00-17:30", "9am–5pm": "09:00-17:00", "9a.m.-5p.m.": "09:00-17:00",
    "9 till 5pm": "09:00-17:00", "9-5pm": "09:00-17:00", "10-4pm": "10:00-16:00", "2-3.30pm": "14:00-15:30", "6.30-9.00pm": "18:30-21:00",
    "9.30-11.30am": "09:30-11:30", "12-2.30pm": "12:00-14:30", "9am-5": "09:00-17:00", "10am-3": "10:00-15:00", "6.30pm-9.00": "18:30-21:00",
    "noon-6.30": "12:00-18:30", "12 noon - 2pm": "12:00-14:00", "10am-noon": "10:00-12:00", "6pm-midnight": "18:00-24:00", "6pm-12 midnight": "18:00-24:00",
    "09:30-17:30": "09:30-17:30", "14.00 - 16.00": "14:00-16:00", "0900-1730": "09:00-17:30", "9 till 17:00": "09:00-17:00",
    "09:00:00-17:00:00": "09:00-17:00", "10-12": "10:00-12:00", "10.00-12.30": "10:00-12:30", "24 hours": "00:00-24:00",
    "9am-12, 1pm-5pm": "09:00-12:00,13:00-17:00", "12-2.30pm, 5.30pm-11pm": "12:00-14:30,17:30-23:00",
    "11:30-14:30 17:30-22:00": "11:30-14:30,17:30-22:00", "9:30-12:30 & 13:30-17:00": "09:30-12:30,13:30-17:00",
    "20:00-02:00": "20:00-02:00", "18:00-01:30": "18:00-01:30", "8pm-2am": "20:00-02:00", "8pm-2": "20:00-02:00",
    "00:00-24:00": "00:00-24:00", "6am-23:00": "06:00-23:00", "10am-4:59pm": "10:00-16:59", "5am-4pm": "05:00-16:00", "5am-8": "05:00-08:00",
    "5:00-5:00pm": "05:00-17:00", "11pm-11": "23:00-11:00", "18:00-06:00": "18:00-06:00", "8-12am": "20:00-24:00", "12:00-02:00 next day": "12:00-02:00",
    "8-12": "08:00-12:00", "8:00-12:30": "08:00-12:30",
    "18:00-24:00, 09:00-12:00": "09:00-12:00,18:00-24:00",
    "09:30-04:00 next day": "09:30-04:00", "closed": "", "CLOSED": "", "shut": "", "off": "",
}  # fmt: skip
ASKED = {
    "9.00-5.30": "09:00-17:30", "9:30 - 5:00": "09:30-17:00", "9-5": "09:00-17:00", "930-530": "09:30-17:30", "2-4": "14:00-16:00",
    "3.15-5.45": "15:15-17:45", "7.00-9.30": "19:00-21:30", "12.30-4.00": "12:30-16:00", "10.30-1.30": "10:30-13:30",
    "9:00-12:00 and 1:00-5:00": "09:00-12:00,13:00-17:00", "9.00-1.00 & 2.00-5.30": "09:00-13:00,14:00-17:30",
    "9-12, 1-17:00": "09:00-12:00,13:00-17:00", "10-2, 5-22:00": "10:00-14:00,17:00-22:00",
    "09:30-04:00": "09:30-16:00", "01:00-13:00": "01:00-13:00", "00:00-17:00": "00:00-17:00", "00:00-05:00": "00:00-05:00", "10:00-00:00": "10:00-17:00 or 10:00-24:00",
    "9am-12am": "09:00-12:00 or 09:00-24:00", "10:30pm - 12:30pm": "22:30-00:30", "7-7": "07:00-19:00",
    "17pm-5pm": "17:00-05:00", "23:00-11:00": "23:00-11:00", "1030-11pm": "22:30-23:00", "all day": "09:00-17:00 or 00:00-24:00",
}  # fmt: skip
REFUSED = ["by appointment", "Open", "8pm till late", "9am-5pm (term time only)", "phone first", "25:00-26:00", "10:60-11:00", "11 noon-2pm", "00:00-00:00", "10:75-11:00", "13pm", "x",
           "09:00-12:00, 11:00-14:00", "9", "-", "9am-5pm-6pm", "12:30am:00-1", "00:00-24:00, 00:00-24:00"]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), TAKEN.items())
def test_times_that_have_one_reading_are_taken(text: str, right: str) -> None:
    assert ",".join(map(session_text, sessions_of(text))) == right


@pytest.mark.parametrize(("text", "offer"), ASKED.items())
def test_times_that_have_two_readings_are_asked_about(text: str, offer: str) -> None:
    with pytest.raises(AskedHours) as asked:
        sessions_of(text)
    assert asked.value.offer == offer and f"Do you mean {offer}?" in str(asked.value)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_a_time_is_refused_with_advice(text: str) -> None:
    with pytest.raises(BadHours) as refused:
        sessions_of(text)
    assert not isinstance(refused.value, AskedHours) and len(str(refused.value)) > 20


WEEKS = {
    "Mon-Fri 9am-5pm": "Mo-Fr 09:00-17:00", "Monday to Friday 9am-5pm": "Mo-Fr 09:00-17:00", "9am to 5pm Monday to Friday": "Mo-Fr 09:00-17:00",
    "Mo - Fr 09:00-17:00": "Mo-Fr 09:00-17:00", "Mo-Fr: 09:00-17:00": "Mo-Fr 09:00-17:00", "Mo-Fr 09:00–17:30": "Mo-Fr 09:00-17:30",
    "Mo-Fr 09:00-17:00;": "Mo-Fr 09:00-17:00", "Daily 10am-4pm": "Mo-Su 10:00-16:00", "Mon-Sun 8am-11pm": "Mo-Su 08:00-23:00",
    "24 / 7": "24/7", "opening_hours=24/7": "24/7", "Open 24 hours": "24/7", "Tuesday 14.00 – 15.00": "Tu 14:00-15:00",
    "Monday 9am - 5pm; Tuesday closed; Wednesday 9am - 1pm": "Mo 09:00-17:00; We 09:00-13:00",
    "Tuesdays and Thursdays 1pm-3pm": "Tu,Th 13:00-15:00", "Mon, Wed & Fri: 10am-noon": "Mo,We,Fr 10:00-12:00",
    "Weekdays 9am-5pm, Saturday 10am-2pm, Bank holidays closed": "Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off",
    "Mon 9am-5pm\nTues 9am-5pm\nSat 10am - 1pm": "Mo,Tu 09:00-17:00; Sa 10:00-13:00", "Fri 8pm-2am, Sat 8pm-3am": "Fr 20:00-02:00, Sa 20:00-03:00",
    "Mo-Fr 09:00-17:00, Sa 10:00-12:00": "Mo-Fr 09:00-17:00, Sa 10:00-12:00", "Apr-Sep Sa 10:00-16:00; PH off": "Apr-Sep Sa 10:00-16:00; PH off",
    "Thursday 1.30 - 3.30pm": "Th 13:30-15:30", "Mon-Fri 13:00-5:00pm": "Mo-Fr 13:00-17:00", "Mo-Su 10:00-02:00": "Mo-Su 10:00-02:00", "Mon-Thu 9am-5pm Fri 9am-4pm": "Mo-Th 09:00-17:00; Fr 09:00-16:00",
}  # fmt: skip
WEEKS_ASKED = {
    "Mon-Fri 9-5": "Mo-Fr 09:00-17:00", "Mo-Fr 9:00-5:00; PH off": "Mo-Fr 09:00-17:00; PH off", "Mo-Su 7:00-7:00": "Mo-Su 07:00-19:00",
    "Mo-Su 7:00-7:00; PH off": "Mo-Su 07:00-19:00; PH off",
    "Mo-Fr 12:30-2:30,6:00-10:00; PH off": "Mo-Fr 12:30-14:30,18:00-22:00; PH off", "9am-5pm": "Mo-Su 09:00-17:00",
    "24-Jul": "24/7, open day and night", "24/07/2016": "24/7, open day and night", "Mo 10:00-1:00": "Mo 10:00-13:00", "Mo-Su 9:00-04:00": "Mo-Su 09:00-16:00",
}  # fmt: skip
WEEKS_REFUSED = ["1st and 3rd Tuesday of the month 10am-12noon", "Park opening hours", "Times vary, please ring", "Mon-Fri 9am-5pm (term time only)",
                 "Mon-Fri", "62", "Tuesdays", "Mon-Fri 9am-5pm ring first", "Mon 9am-5pm, Mon 4pm-6pm", "until late", "Mon-Fri 9am till late"]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), WEEKS.items())
def test_weeks_as_councils_write_them_are_taken(text: str, right: str) -> None:
    assert osm_text_of(text) == right


@pytest.mark.parametrize(("text", "offer"), WEEKS_ASKED.items())
def test_weeks_with_two_readings_are_asked_about(text: str, offer: str) -> None:
    with pytest.raises(AskedHours) as asked:
        osm_text_of(text)
    assert asked.value.offer == offer


@pytest.mark.parametrize("text", WEEKS_REFUSED)
def test_a_text_with_a_word_that_is_not_understood_is_refused_whole(text: str) -> None:
    with pytest.raises(BadHours):
        osm_text_of(text)


@pytest.mark.parametrize(
    "text", ["1st and 3rd Tuesday of the month 10am-12noon", "Last Friday 8pm-11pm", "every other Monday 9am-5pm"]
)  # fmt: skip
def test_a_day_of_some_weeks_only_is_told_how_to_be_written(text: str) -> None:
    with pytest.raises(BadHours, match="names only some of the weeks"):
        osm_text_of(text)


DATES = {
    "24 December 2026": [date(2026, 12, 24)], "24 Dec": [date(2026, 12, 24)], "24th December": [date(2026, 12, 24)], "24/12/2026": [date(2026, 12, 24)],
    "2026-12-24": [date(2026, 12, 24)], "Thursday 24 December 2026": [date(2026, 12, 24)], "1 Jan": [date(2027, 1, 1)], "24 December 2029": [date(2029, 12, 24)], "December 24": [date(2026, 12, 24)],
    "30 Dec 2026 to 1 Jan 2027": [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)], "30 Dec – 1 Jan": [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)],
}  # fmt: skip


@pytest.mark.parametrize(("text", "right"), DATES.items())
def test_dates_in_words_and_ranges(text: str, right: list[date]) -> None:
    assert dates_of(text, TODAY) == right


@pytest.mark.parametrize(
    ("text", "words"),
    [("2025-12-24", "is over. Do you mean 24 December 2026"), ("2025-01-02", "is over. Do you mean 2 January 2027"), ("1926-12-24", "is over"), ("Friday 24 December 2026", "is a Thursday"), ("31 Feb", "no such day"),
     ("soon", "not a date"), ("2 Jan to 1 Jan", "longer than"), ("24 Dec 2040", "too far"), ("1 Dec 2026 to 1 Jun 2027", "longer than")],
)  # fmt: skip
def test_dates_that_are_over_or_wrong_are_refused(text: str, words: str) -> None:
    with pytest.raises(BadHours, match=words):
        dates_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mon-Fri 9am-5pm; Wed closed", "Mo,Tu,Th,Fr 09:00-17:00"),
        ("9am-5pm Mon-Fri, closed Wed", "Mo,Tu,Th,Fr 09:00-17:00"),
        ("Daily 10am-4pm; Mon closed", "Tu-Su 10:00-16:00"),
        ("Every day 10am-4pm; Sunday: closed; bank holidays: closed", "Mo-Sa 10:00-16:00; PH off"),
        ("Wednesday closed; Monday to Friday 9am-5pm", "Mo,Tu,Th,Fr 09:00-17:00"),
        ("Fri 10pm-midnight, midnight-2am", "Fr 22:00-02:00"),
    ],
)
def test_a_day_that_is_said_to_be_closed_is_closed_and_a_night_is_one_night(
    text: str, read: str
) -> None:
    assert osm_text_of(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Mon 10am-4pm, Tue -, Wed 10am-4pm", "Mon - 10am-4pm Tue - Wed - 10am-4pm", "Mon-Wed-Fri 10am-12pm", "All day", "Mon-Fri all day",
        "Mo-Fr 13:00-5:00", "Mon-Sun 12am-11pm", "Mon 11:00-1:00am", "Mo 7:00-7:00", "9am-5pm next day",
    ],
)  # fmt: skip
def test_what_a_dash_or_a_lost_half_of_the_day_makes_doubtful_is_never_taken(text: str) -> None:
    with pytest.raises(BadHours) as asked:
        osm_text_of(text)
    assert "Mo-Su off" not in str(asked.value)


@pytest.mark.parametrize(
    "cell",
    [
        "09:00-05:00",
        "10:00-04:00",
        "08:00-06:00",
        "12:00-02:30, 05:30-10:00",
        "2am-5pm",
        "13:00-5:00",
    ],
)
def test_hours_of_half_a_clock_are_asked_about_at_late_places_too(cell: str) -> None:
    with pytest.raises(AskedHours):
        sessions_of(cell, is_late=True)


@pytest.mark.parametrize(
    ("cell", "offer"),
    [
        ("12am-5", "12:00-17:00"), ("1am-5", "13:00-17:00"), ("12am-12pm", "12:00-24:00"), ("8-2am next day", "20:00-02:00"),
        ("11-11 next day", "23:00-11:00"), ("9am 5pm", "9am-5pm"), ("12am-12am", "00:00-12:00 or 00:00-24:00"),
    ],
)  # fmt: skip
def test_other_slips_of_noon_and_of_the_next_day_are_asked_about(cell: str, offer: str) -> None:
    with pytest.raises(AskedHours) as asked:
        sessions_of(cell)
    assert asked.value.offer == offer


@pytest.mark.parametrize("cell", ["24:00-02:00", "24-2", "24:00-06:00"])
def test_a_session_that_begins_at_the_end_of_the_day_belongs_to_the_next(cell: str) -> None:
    with pytest.raises(BadHours, match="which is the next day"):
        sessions_of(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "from 9am to 5pm",
        "between 9am and 5pm",
        "open 9am-5pm",
        "0900hrs-1700hrs",
        "9 'til 5pm",
        "9am ’til 5pm",
    ],
)
def test_words_around_times_do_not_matter(cell: str) -> None:
    assert sessions_of(cell) == (Session(9 * 60, 17 * 60),)


@pytest.mark.parametrize("text", ["Mon-Fri 9am-5pm; Wed 6pm-8pm", "Daily 10am-4pm; Sun 5pm-8pm"])
def test_a_day_that_is_told_twice_is_asked_about_for_osm_readers_take_the_later_times_alone(
    text: str,
) -> None:
    with pytest.raises(AskedHours, match="can be read in two ways"):
        osm_text_of(text)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("09:00-05:00", [(540, 1740)]),
        ("9:00-5:00", [(540, 1740)]),
        ("17:00-02:00, 05:30-10:00", [(330, 600), (1020, 1560)]),
    ],
)
def test_what_somebody_says_is_right_is_read_by_the_24_hour_clock(
    written: str, minutes: list[tuple[int, int]]
) -> None:
    assert sessions_as_written(written) == tuple(Session(*each) for each in minutes)


@pytest.mark.parametrize(
    "written",
    [
        "9-5",
        "9am-5pm",
        "09:75-10:00",
        "25:00-26:00",
        "09:00-09:00",
        "09:00-05:00, 18:00-00:00",
        "closed",
    ],
)
def test_what_the_24_hour_clock_does_not_read_cannot_be_said_to_be_right(written: str) -> None:
    assert sessions_as_written(written) is None


@pytest.mark.parametrize("text", ["24/7", "24/7; Dec 25 off", "24/7; PH off"])
def test_day_and_night_names_every_day(text: str) -> None:
    assert osm_text_of(text) == text


@pytest.mark.parametrize("text", ["09:00-17:00", "09:00-17:00; PH off", "09:00-12:00,13:00-17:00"])
def test_times_that_name_no_day_are_asked_about(text: str) -> None:
    with pytest.raises(AskedHours, match=r"names no days\. Do you mean Mo-Su"):
        osm_text_of(text)


@pytest.mark.parametrize(
    "cell", ["00:00-23:59", "0.00 \u2013 23.59", "00:00 to 23:59", "0000-2359"]
)
def test_the_last_minute_of_the_day_stands_for_its_end(cell: str) -> None:
    assert sessions_of(cell) == (Session(0, 24 * 60),)


@pytest.mark.parametrize(
    ("text", "on"), [("28 November", date(2026, 11, 28)), ("27 November", date(2027, 11, 27))]
)
def test_a_date_without_a_year_is_the_next_such_day_and_today_is_one(text: str, on: date) -> None:
    assert dates_of(text, TODAY) == [on]


@pytest.mark.parametrize(
    ("cell", "end_min"), [("9am-17:00", 17 * 60), ("20:00-02:00", 26 * 60), ("8pm-14:00", 38 * 60)]
)
def test_a_time_after_the_start_is_on_the_same_day_and_any_other_on_the_next(
    cell: str, end_min: int
) -> None:
    assert [each.end_min for each in sessions_of(cell)] == [end_min]


@pytest.mark.parametrize(
    ("cell", "minutes"), [("11:00-04:00", (660, 1680)), ("11:00-06:00", (660, 1800))]
)
def test_a_night_that_is_written_out_is_a_night_at_a_late_place_and_asked_about_elsewhere(
    cell: str, minutes: tuple[int, int]
) -> None:
    assert sessions_of(cell, is_late=True) == (Session(*minutes),)
    with pytest.raises(AskedHours):
        sessions_of(cell)


def test_every_reading_that_is_offered_can_be_taken() -> None:
    clocks = ("9", "12", "1", "5", "2:30", "14:00", "10pm", "24:00")
    spells = [f"{start}-{end}" for start, end in itertools.product(clocks, repeat=2)]
    offers = 0
    for pair in itertools.product(spells, repeat=2):
        try:
            sessions_of(", ".join(pair))
        except AskedHours as asked:
            for offer in asked.offer.split(" or "):
                assert sessions_as_written(offer), (pair, offer)
                offers += 1
        except BadHours:
            pass
    assert offers > 1_000


@pytest.mark.parametrize("text", ["9-1, 12-14:00", "12:30-2:30, 1:00-17:00"])
def test_times_that_overlap_in_the_likely_reading_too_are_not_offered(text: str) -> None:
    with pytest.raises(BadHours, match="overlap") as refused:
        sessions_of(text)
    assert not isinstance(refused.value, AskedHours)


@pytest.mark.parametrize(
    "text",
    ["Closed Mondays", "Mo off", "PH off", "Bank holidays closed", "PH 10:00-16:00", "Dec 25 off", "Closed Sat and Sun", "Mon closed, Tue closed", "Aug off", "Mo-Sa off; PH off"],
)  # fmt: skip
def test_a_text_that_says_only_when_a_place_is_shut_is_no_week(text: str) -> None:
    """Taken at its word it would be shut on every other day too."""
    with pytest.raises(BadHours, match="does not say when it is open"):
        osm_text_of(text)


@pytest.mark.parametrize("text", ["Mo-Su off", "Daily closed", "Mo-Fr off; Sa,Su off"])
def test_a_place_that_is_shut_on_every_day_may_say_so(text: str) -> None:
    assert "off" in osm_text_of(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [("Mon-Fri 9am-5pm, closed bank hols", "Mo-Fr 09:00-17:00; PH off"), ("Mon-Sat 9-5pm, closed Sundays and bank holidays", "Mo-Sa 09:00-17:00; PH off"),
     ("Mon-Sun 9am-5pm; shut on Wednesdays", "Mo,Tu,Th-Su 09:00-17:00"), ("Closed Mondays, Tue-Sun 10am-4pm", "Tu-Su 10:00-16:00"),
     ("bank hols 10am-2pm, Mon-Fri 9am-5pm", "Mo-Fr 09:00-17:00; PH 10:00-14:00")],
)  # fmt: skip
def test_closed_may_stand_before_its_days(text: str, right: str) -> None:
    assert osm_text_of(text) == right


@pytest.mark.parametrize("text", ["Mon-Fri 9am-5pm, closed Wed 1pm-2pm", "Mon-Fri 9am-5pm, closed"])
def test_what_is_closed_for_a_part_of_a_day_is_not_dropped(text: str) -> None:
    with pytest.raises(BadHours):
        osm_text_of(text)
