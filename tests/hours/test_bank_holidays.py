import json
from datetime import date
from pathlib import Path

import pytest

from safespaces.hours.bank_holidays import Calendar, Nation, bank_holiday, holidays_in

GOV_UK = Path(__file__).parents[3] / "shared" / "data" / "calendar" / "bank-holidays.json"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "New Year's Day"),
        ("2026-04-06", "Easter Monday"),
        ("2026-12-26", "Boxing Day"),
        ("2026-12-28", "Boxing Day (bank holiday)"),
    ],
)
def test_england_has_its_own_holidays_by_name(day: str, name: str) -> None:
    assert bank_holiday(date.fromisoformat(day)) == name


@pytest.mark.parametrize("day", ["2026-01-02", "2026-03-17", "2026-11-30", "2026-12-24"])
def test_scottish_and_irish_holidays_and_ordinary_days_are_none(day: str) -> None:
    assert bank_holiday(date.fromisoformat(day)) is None


def test_the_coronation_of_2023_is_one() -> None:
    assert bank_holiday(date(2023, 5, 8))


def test_where_the_government_lists_a_substitute_day_the_weekend_day_itself_counts_too() -> None:
    listed = {
        date(2027, 12, 27): "Christmas Day",
        date(2027, 12, 28): "Boxing Day",
        date(2028, 1, 3): "New Year’s Day",
    }
    name = Calendar(listed={Nation.ENGLAND_AND_WALES: listed}).of(Nation.ENGLAND_AND_WALES)
    assert [name(date(2027, 12, 25)), name(date(2027, 12, 26)), name(date(2028, 1, 1))] == [
        "Christmas Day",
        "Boxing Day",
        "New Year’s Day",
    ]
    assert [
        name(date(2027, 12, 24)),
        name(date(2027, 11, 27)),
        name(date(2028, 1, 2)),
        name(date(2028, 12, 25)),
    ] == [None] * 4


def test_only_the_days_on_which_the_list_and_the_library_disagree_are_differences() -> None:
    listed = {
        on: "x"
        for on in holidays_in(Nation.ENGLAND_AND_WALES, (2027, 2028))
        if on != date(2027, 3, 29)
    } | {date(2027, 6, 7): "x"}
    differences = Calendar(listed={Nation.ENGLAND_AND_WALES: listed}).differences(
        Nation.ENGLAND_AND_WALES
    )
    assert differences == [date(2027, 3, 29), date(2027, 6, 7)]


@pytest.mark.skipif(
    not GOV_UK.exists(),
    reason="the GOV.UK file lies outside the repository; the dates above always run",
)
def test_every_date_of_the_government_list_is_known() -> None:
    events = json.loads(GOV_UK.read_text())["england-and-wales"]["events"]
    assert len(events) > 30
    assert [
        event["date"] for event in events if not bank_holiday(date.fromisoformat(event["date"]))
    ] == []
