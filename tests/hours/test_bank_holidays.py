import json
from datetime import date
from pathlib import Path

import pytest

from safespaces.hours.bank_holidays import bank_holiday

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
