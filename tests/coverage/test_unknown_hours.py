"""Whether a place is open is known or not, hour by hour: told apart in every figure, never as shut."""

from datetime import date

import pytest

from safespaces.coverage.bands import one_hour
from safespaces.coverage.reach import Coverage
from safespaces.coverage.summary import Summary, summary_of
from safespaces.coverage.week import Week
from safespaces.coverage.wording import percent_range, percent_up_to
from tests.coverage.build import CHRISTMAS, LONDON, ORDINARY, a_layer, a_place, area

FRIDAY_NOON, FRIDAY_NIGHT = 4 * 24 + 12, 4 * 24 + 21
SILENT = "Mo-Sa 09:00-18:00"  # says nothing of bank holidays
SAID = "Mo-Sa 09:00-18:00; PH off"


def told(
    *places: tuple[str, float, str], week: Week = ORDINARY, hour: int = FRIDAY_NOON
) -> Summary:
    """Two areas of 100, three kilometres apart."""
    layer = a_layer(area("a"), area("b", 3_000))
    found = [a_place(name, metres, hours) for name, metres, hours in places]
    return summary_of(Coverage(layer, found, week, LONDON), 10, hour, "Coventry")


@pytest.mark.parametrize(
    ("hours", "week", "hour", "state", "reached", "at_most"),
    [
        (SAID, ORDINARY, FRIDAY_NOON, "open", 100, 100),
        (SAID, ORDINARY, FRIDAY_NIGHT, "shut", 0, 0),
        ("", ORDINARY, FRIDAY_NIGHT, "unknown", 0, 100),
        (SAID, CHRISTMAS, FRIDAY_NOON, "shut", 0, 0),
        (SILENT, CHRISTMAS, FRIDAY_NOON, "unknown", 0, 100),
        (SILENT, CHRISTMAS, FRIDAY_NIGHT, "shut", 0, 0),  # its hours of the week are over
        ("nonsense", ORDINARY, FRIDAY_NOON, "unknown", 0, 100),
    ],
)
def test_unknown_is_a_third_state_at_each_hour(
    hours: str, week: Week, hour: int, state: str, reached: int, at_most: int
) -> None:
    coverage = Coverage(a_layer(area("a")), [a_place(hours=hours)], week, LONDON)
    assert coverage.states(hour) == [state]
    assert (coverage.table(10)[hour], coverage.at_most(10)[hour]) == (reached, at_most)
    band = one_hour(hour)
    assert (coverage.band_sums(10, band)[0], coverage.most_of_band(10, band)) == (reached, at_most)


def test_what_is_shut_by_law_or_closed_is_open_in_no_reading() -> None:
    layer, night = a_layer(area("a")), 4 * 24 + 2
    pub = Coverage(layer, [a_place(hours="", kind="restaurant")], ORDINARY, LONDON)
    assert (pub.at_most(10)[night], pub.at_most(10)[FRIDAY_NOON]) == (0, 100)
    start, end = ORDINARY.bounds(LONDON)
    gone = Coverage(layer, [a_place(hours="", closures=((start, end),))], ORDINARY, LONDON)
    assert gone.at_most(10).sum() == 0 and gone.states(FRIDAY_NOON) == ["shut"]


def test_the_sentence_and_its_number_say_what_is_not_known() -> None:
    now = told(("Hub", 0, ""), ("Library", 3_000, SAID))
    assert (now.reached, now.at_most, now.total) == (100, 200, 200)
    assert now.unknown == ("Hub",) and now.percent == "50 %, up to 100 %"
    assert "within 10 minutes’ walk of a Safe Space that is known to be open" in now.sentence
    night = told(("Hub", 0, ""), ("Library", 3_000, SAID), hour=FRIDAY_NIGHT)
    assert night.percent == "0 %, up to 50 %" and "none of the young people" in night.sentence
    sure = told(("Library", 0, SAID))
    assert sure.unknown == () and sure.percent == "50 %"
    assert "of an open Safe Space" in sure.sentence


def test_a_place_that_is_not_known_to_be_open_beside_an_open_one_changes_nothing() -> None:
    now = told(("Hub", 0, ""), ("Library", 0, SAID))
    assert (now.reached, now.at_most, now.percent) == (100, 100, "50 %")
    assert now.unknown == ("Hub",)


@pytest.mark.parametrize("which", ["checked", "trained"])
def test_the_sentence_says_which_places_are_looked_at(which: str) -> None:
    coverage = Coverage(a_layer(area("a")), [a_place()], ORDINARY, LONDON)
    said = summary_of(coverage, 10, FRIDAY_NOON, "Coventry", which).sentence
    thing = {"checked": "check", "trained": "training"}[which]
    assert f"an open Safe Space whose {thing} is in date" in said


def test_a_week_of_the_past_is_not_more_certain_than_its_hours() -> None:
    week = Week(date(2027, 3, 29))  # Easter Monday
    coverage = Coverage(a_layer(area("a")), [a_place(hours=SILENT)], week, LONDON)
    assert [coverage.states(hour) for hour in (12, 36)] == [["unknown"], ["open"]]


def test_shares_with_an_end_that_is_not_known() -> None:
    assert percent_up_to(320, 1000, 400) == "32 %, up to 40 %"
    assert percent_up_to(320, 1000, 320) == percent_up_to(320, 1000, 321) == "32 %"
    assert percent_up_to(0, 1000, 1, 1) == "0 %, up to under 1 %"
    assert percent_up_to(0, 0, 0) == "–"
    assert percent_range(50, 140, 1000) == "5 to 14 %"
    assert percent_range(0, 5, 1000) == "0 to under 1 %"
    assert percent_range(50, 50, 1000) == "5 %" and percent_range(0, 1000, 1000) == "0 to 100 %"
