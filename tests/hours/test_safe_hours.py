import pytest
from opening_hours import OpeningHours

from safespaces.errors import BadHours
from safespaces.hours.safe_hours import parse_safe_hours

REFUSED = [
    "", "   ", "\t\n", "open", "unknown", "Mo-Fr", "Mo-Fr 9-5", "Mon-Fri 9am-5pm", "09:00+", 'Mo-Fr 09:00-17:00 || "by appointment"',
    "24/7, Fr 18:00-20:00", "SH Mo-Fr 09:00-17:00", "PH Mo-Fr 10:00-12:00", "sunrise-sunset",
    "Mo-Fr 09.00-17.30", "Mo-Fr 09:00-17:30;; Sa 10:00-12:00", "Mo 10:00-10:00", "Mo 25:00-26:00", "Mo 10:00-16:00/02:00",
    'Mo 09:00-10:00 "a;b"', 'Mo 09:00-10:00 "a', "Mo-Fr 12:00-13:00 off", "x" * 1001, "\0", "<script>", "🙂 09:00-17:00", "Mo 09:00-17:00 " * 60,
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_accepted_is_refused_with_advice(text: str) -> None:
    with pytest.raises(BadHours) as refusal:
        parse_safe_hours(text)
    assert str(refusal.value).endswith(".") and len(str(refusal.value)) < 300


@pytest.mark.parametrize(
    "text",
    ["24/7", "Mo-Fr 09:00-17:30; Sa 10:00-16:00; PH off", "Mo[1] 10:00-12:00", "week 1-53/2 Fr 10:00-12:00", "easter +1 day off; Mo-Fr 09:00-17:00",
     "Dec 25-Jan 01 off; Mo-Su 10:00-20:00", "PH,Su 11:00-16:00", "08:00-23:00", "Fr-Sa 20:00-02:00", "Mo 08:00-12:00,13:00-17:00",
     "Mo-Fr 09:00-17:00, Fr 18:00-20:00", "Dec PH off", "Mo-Fr 09:00–17:30", "Mo-Fr 09:00-17:30;", "Apr-Oct Tu-Su,PH 10:00-17:00"],
)  # fmt: skip
def test_what_partners_write_is_accepted(text: str) -> None:
    assert parse_safe_hours(text).rules


def test_extra_spaces_are_tidied() -> None:
    assert (
        parse_safe_hours("  Mo-Fr   09:00-17:30 ;  Sa 10:00-16:00 ").text
        == "Mo-Fr 09:00-17:30 ; Sa 10:00-16:00"
    )


def test_only_24_7_alone_is_always_open() -> None:
    assert parse_safe_hours("24/7").always_open
    assert not parse_safe_hours("Mo-Su 00:00-24:00").always_open
    assert not parse_safe_hours("24/7; Dec 25 off").always_open


def test_saying_something_of_bank_holidays_is_noticed() -> None:
    assert parse_safe_hours("Mo-Fr 09:00-17:00; PH off").speaks_of_bank_holidays
    assert not parse_safe_hours("Mo-Fr 09:00-17:00").speaks_of_bank_holidays


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-17:30; Sa 10:00-16:00",
        "We[2,4] 10:00-12:00",
        "week 1-53/2 Fr 10:00-12:00",
        "Fr-Sa 20:00-02:00",
    ],
)
def test_ordinary_weeks_agree_with_the_parser_library(text: str) -> None:
    from datetime import date, datetime, timedelta

    from safespaces.hours.spans import spans_between
    from safespaces.hours.wall_time import to_minute
    from tests.hours.slow_reference import LONDON

    start = datetime.combine(
        date(2026, 11, 2), datetime.min.time(), LONDON
    )  # five weeks without a holiday or a clock change
    minutes = [to_minute(start) + n for n in range(0, 35 * 1440, 15)]
    spans = spans_between(
        parse_safe_hours(text), minutes[0], minutes[-1] + 1, LONDON, lambda on: None
    )
    theirs = OpeningHours(text)
    for number, minute in enumerate(minutes):
        wall = start.replace(tzinfo=None) + timedelta(minutes=15 * number)
        assert any(span.start <= minute < span.end for span in spans.open) == theirs.is_open(
            wall
        ), wall


@pytest.mark.parametrize(
    "date_nobody_has",
    [
        "Nov 31 09:00-13:00",
        "Sep 31 off",
        "Feb 30 09:00-13:00",
        "2027 Feb 29 09:00-13:00",
        "Jun 10-31 off",
    ],
)
def test_a_date_that_no_year_has_is_refused_because_it_would_match_every_day(
    date_nobody_has: str,
) -> None:
    with pytest.raises(BadHours, match="There is no"):
        parse_safe_hours(f"Mo-Fr 09:00-17:00; PH off; {date_nobody_has}")
    assert parse_safe_hours("Mo-Fr 09:00-17:00; PH off; Feb 29 09:00-13:00")


@pytest.mark.parametrize(
    "slip", ["Dec 28-Jan 48:00-16:00", "Mo-Fr 09:00-17:00; Dec 28-Jan 48:00-16:00"]
)
def test_days_that_cannot_be_read_alone_are_refused_when_they_come_in_and_not_when_somebody_asks(
    slip: str,
) -> None:
    with pytest.raises(BadHours):
        parse_safe_hours(slip)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("  ", "are blank"),
        ("Mo-Fr", "'Mo-Fr' has no times"),
        ("Mo-Fr 09:00-17:00; 2027 Feb 29 off", "There is no Feb 29 in 2027"),
        ("Jan-Mar, Oct-Dec Mo-Fr 10:00-16:00; PH off", "Jan-Mar,Oct-Dec Mo-Fr"),
        ("Apr-Sep Mo-Fr, Sa 10:00-16:00; PH off", "Apr-Sep Mo-Fr,Sa"),
        ("week 1-10, week 20-30 Mo 10:00-12:00", "has no times"),
        ("Mo-Su 10:00-17:00; Dec 25,26 off", "Dec 25,Dec 26"),
        ("easter -2 days-easter +1 day 10:00-12:00", "Easter is read in two ways"),
        ("2026 Oct 10:00-12:00", "give the days too"),
        ("Jan Mo[1,3] 10:00-12:00", "one numbered weekday"),
        ("Sa[-1] +3 days 10:00-12:00", "counts from a weekday"),
        ("24/7, Fr 18:00-20:00", "semicolon"),
        ("Mo-Fr unknown, Sa 10:00-12:00", "has no times"),
    ],
)
def test_what_readers_take_in_two_ways_is_refused_with_the_part_that_is_wrong(
    text: str, advice: str
) -> None:
    with pytest.raises(BadHours, match=advice.replace("(", "\\(")):
        parse_safe_hours(text)


def test_hours_written_out_of_order_read_the_same() -> None:
    (out_of_order,) = parse_safe_hours("Mo 14:00-16:00,09:00-12:00").rules
    (in_order,) = parse_safe_hours("Mo 09:00-12:00,14:00-16:00").rules
    assert out_of_order == in_order


def test_the_longest_text_of_hours_is_a_thousand_letters() -> None:
    longest = 'Mo-Fr 09:00-17:00 open "' + "x" * (1000 - 25) + '"'
    assert len(longest) == 1000 and parse_safe_hours(longest).text == longest
    with pytest.raises(BadHours, match="longer than 1000 letters"):
        parse_safe_hours(longest.replace('x"', 'xx"'))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Apr 14-13 09:00-17:00", "Apr 14-May 13"), ("Dec 24-2 off; Mo 09:00-17:00", "Dec 24-Jan 2"), ("Dec 20+ 10:00-14:00", "Give the dates"),
        ("2026 Dec 20+ 10:00-14:00", "Give the dates"), ("Mo 10:00-12:00; Jan 29 +1 day off", "Give the dates"),
        ("Oct 1517:00-24:00", "Cannot read"), ("week 01,0508:00-17:00", "Cannot read"),
    ],
)  # fmt: skip
def test_dates_that_opening_hours_js_does_not_read_are_refused(text: str, advice: str) -> None:
    with pytest.raises(BadHours, match=advice):
        parse_safe_hours(text)
