"""What promises less counts at once; what promises more never does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import DayState, parse_safe_hours
from safespaces.moderation.safer import safer_hours, safer_part
from safespaces.venues.venue import OVER_16_ALONE
from safespaces.venues.weekly_hours import WeeklyHours, text_of
from tests.store.build import a_venue
from tests.venues.test_weekly_hours import START, WEEKS

TODAY = date(2026, 11, 24)


def open_minutes(text: str, on: date) -> set[int]:
    if not text:
        return set()
    day = parse_safe_hours(text).day(on, bank_holiday(on))
    return {m for s in day.sessions for m in range(s.start_min, s.end_min, 30)} if day.state is DayState.OPEN else set()


@given(WEEKS, WEEKS)
@settings(max_examples=60, deadline=None)
def test_at_once_is_open_only_what_both_say(old: WeeklyHours, new: WeeklyHours) -> None:
    now = safer_hours(text_of(old), text_of(new), TODAY, bank_holiday)
    for ahead in range(65):
        on = START + timedelta(days=ahead)
        both = open_minutes(text_of(old), on) & open_minutes(text_of(new), on)
        assert open_minutes(now, on) == both, (on, text_of(old), text_of(new), now)


@pytest.mark.parametrize(
    ("before", "wanted", "now"),
    [
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-16:00; PH off", "Mo-Fr 09:00-16:00; PH off"),
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-20:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 09:00-17:00", "", ""),
        ("", "24/7", ""),
        ("24/7", "Mo-Su 09:00-17:00; PH off", "Mo-Su 09:00-17:00; PH off"),
        ("Mo-Su 09:00-17:00; PH off", "24/7", "Mo-Su 09:00-17:00; PH off"),
        ("Mo 20:00-02:00; PH off", "Mo 20:00-23:00; PH off", "Mo 20:00-23:00; PH off"),
        ("Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
    ],
)
def test_shorter_counts_and_longer_waits(before: str, wanted: str, now: str) -> None:
    assert safer_hours(before, wanted, TODAY, bank_holiday) == now


def test_fewer_things_a_higher_age_and_the_law_count_at_once_and_the_rest_waits() -> None:
    venue = a_venue(kit=("charger", "seats"), access=("step_free",))
    wanted = replace(venue, name="Other", kit=("seats", "food"), access=(), minimum_age="11", postcode="CV1 2AA", phone="")
    assert safer_part(venue, wanted, TODAY, bank_holiday) == replace(venue, kit=("seats",), access=(), minimum_age="11")
    younger = replace(venue, minimum_age=OVER_16_ALONE)
    assert safer_part(younger, venue, TODAY, bank_holiday) == younger
    assert safer_part(venue, replace(venue, kind="licensed_premises"), TODAY, bank_holiday).kind == "licensed_premises"
    assert safer_part(venue, replace(venue, kind="library"), TODAY, bank_holiday).kind == "cafe"
