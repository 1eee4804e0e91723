"""The next of each special day: today's is one, and one that is over is next year's."""

from datetime import date

import pytest

from safespaces.hours.special_days import special_day, special_days_from

EASTER = date(2027, 3, 28)


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 12, 24), date(2026, 12, 24)), (date(2026, 12, 27), date(2026, 12, 31)), (EASTER, EASTER)],
)  # fmt: skip
def test_the_next_special_days_begin_with_todays(today: date, first: date) -> None:
    found = special_days_from(today)
    assert found[0] == first and len(found) == 6 and all(map(special_day, found))


def test_the_easter_after_easter_is_next_years() -> None:
    assert date(2028, 4, 16) in special_days_from(date(2027, 3, 29))
