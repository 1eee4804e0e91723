import pytest

from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.venues.odd_hours import odd_session


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Mo-Fr 09:00-17:00; PH off", ""), ("Mo-Su 06:00-22:00", ""), ("Fr 18:00-02:00", ""), ("24/7", ""), ("Mo-Su 00:00-24:00", ""),
        ("Tu 09:30-04:00", "09:30-04:00"), ("We 01:00-13:00", "01:00-13:00"), ("Sa 00:00-17:00", "00:00-17:00"), ("Mo 12:00-01:00", "12:00-01:00"),
        ("Mo-Su 05:00-22:00", "05:00-22:00"), ("Fr 22:00-04:00", "22:00-04:00"), ("Mo-Fr 09:00-17:00; PH 01:00-05:00", "01:00-05:00"),
    ],
)  # fmt: skip
def test_hours_that_a_library_never_keeps_are_found_and_a_late_place_may_keep_them(
    text: str, odd: str
) -> None:
    assert odd_session(parse_safe_hours(text), "library") == odd
    assert odd_session(parse_safe_hours(text), "fast_food") == ""
