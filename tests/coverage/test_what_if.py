"""What if: places added, taken away, open longer or shorter, on paper."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from safespaces.coverage.candidate import UsedHours
from safespaces.coverage.changed_hours import HoursChange
from safespaces.coverage.facility import Facility
from safespaces.coverage.reach import Coverage
from safespaces.coverage.week import Week
from safespaces.coverage.what_if import (
    Change,
    change_words,
    changed_facilities,
    clean_scenario_name,
)
from safespaces.errors import BadInput
from tests.coverage.build import CHRISTMAS, LONDON, ORDINARY, a_layer, a_place, area

PLACES = (
    a_place("Central Library", hours="Mo-Fr 09:00-17:00; PH off"), a_place("McDonald's, North", kind="fast_food", hours="Mo-Su 07:00-23:00"),
    a_place("McDonald's, South", kind="fast_food", hours="Mo-Su 07:00-23:00"),
)  # fmt: skip


def open_hours(
    *changes: HoursChange, hours: str = "Mo-Fr 09:00-17:00; PH off", week=ORDINARY
) -> list[list[int]]:  # type: ignore[no-untyped-def]
    place = Facility("x", "X", "library", area().point, hours, changes=changes)
    table = Coverage(a_layer(area()), [place], week, LONDON).table(10).reshape(7, 24)
    return [np.flatnonzero(day).tolist() for day in table]


def span(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


WEDNESDAY = (2,)


@pytest.mark.parametrize(
    ("change", "wednesday"),
    [
        (HoursChange(WEDNESDAY, is_shut=True), []), (HoursChange(WEDNESDAY, shuts=20 * 60), span(9, 19)),
        (HoursChange(WEDNESDAY, shuts=12 * 60), span(9, 11)), (HoursChange(WEDNESDAY, opens=7 * 60), span(7, 16)),
        (HoursChange(WEDNESDAY, opens=18 * 60), []), (HoursChange(WEDNESDAY, 10 * 60, 12 * 60), span(10, 11)),
        (HoursChange(WEDNESDAY, shuts=24 * 60), span(9, 23)),
    ],
)  # fmt: skip
def test_one_day_changes_and_no_other(change: HoursChange, wednesday: list[int]) -> None:
    before, after = open_hours(), open_hours(change)
    assert after[2] == wednesday and [day for number, day in enumerate(after) if number != 2] == [
        before[i] for i in (0, 1, 3, 4, 5, 6)
    ]


def test_a_closing_time_in_the_small_hours_is_on_the_next_day_and_one_by_day_cuts() -> None:
    after = open_hours(HoursChange((4,), shuts=2 * 60))
    assert after[4] == span(9, 23) and after[5] == [0, 1]
    assert open_hours(HoursChange((4,), shuts=8 * 60))[4] == []  # before it opens
    split = "Mo-Fr 09:00-12:00,14:00-18:00; PH off"
    assert open_hours(HoursChange((4,), shuts=13 * 60), hours=split)[4] == span(9, 11)
    assert open_hours(HoursChange((4,), shuts=20 * 60), hours=split)[4] == [
        *span(9, 11),
        *span(14, 19),
    ]
    assert open_hours(HoursChange((4,), opens=13 * 60), hours=split)[4] == span(14, 17)
    assert open_hours(HoursChange((4,), opens=7 * 60), hours=split)[4] == [
        *span(7, 11),
        *span(14, 17),
    ]
    assert open_hours(HoursChange((4,), shuts=11 * 60), hours=split)[4] == span(9, 10)


def test_a_closing_time_of_six_in_the_morning_is_on_the_next_day() -> None:
    after = open_hours(HoursChange((4,), shuts=6 * 60))
    assert after[4:6] == [span(9, 23), span(0, 5)]


@pytest.mark.parametrize("opens", [17 * 60, 18 * 60])
def test_a_day_that_a_change_has_emptied_is_not_opened_again_by_a_later_closing_time(
    opens: int,
) -> None:
    assert (
        open_hours(HoursChange(WEDNESDAY, opens=opens), HoursChange(WEDNESDAY, shuts=20 * 60))[2]
        == []
    )


def test_both_times_are_the_whole_day() -> None:
    assert open_hours(HoursChange((4,), 18 * 60, 20 * 60))[4] == [18, 19]
    assert open_hours(HoursChange((4,), 22 * 60, 2 * 60))[4:6] == [[22, 23], [0, 1]]


def test_a_shut_day_opens_only_with_both_times_and_a_bank_holiday_not_at_all() -> None:
    assert open_hours(HoursChange((6,), shuts=20 * 60))[6] == []
    assert open_hours(HoursChange((6,), 10 * 60, 16 * 60))[6] == span(10, 15)
    assert open_hours(HoursChange((4, 5), 10 * 60, 16 * 60), week=CHRISTMAS)[4:6] == [
        [],
        [],
    ]  # 25 and 26 December 2026
    weekdays = open_hours(
        HoursChange((5,), 10 * 60, 16 * 60), hours="Mo-Fr 09:00-17:00", week=CHRISTMAS
    )
    assert (
        weekdays[5] == []
    )  # Saturday 26 December is a bank holiday, of which these hours say nothing
    spoken = "Mo-Fr 09:00-17:00; PH 10:00-12:00"
    assert (
        open_hours(HoursChange((4,), 10 * 60, 16 * 60), hours=spoken, week=CHRISTMAS)[4] == []
    )  # bank-holiday hours do not name 25 December
    easter_monday = open_hours(
        HoursChange((0,), 10 * 60, 16 * 60), hours=spoken, week=Week(date(2027, 3, 29))
    )
    assert easter_monday[0] == span(10, 15)
    silent = open_hours(
        HoursChange((4,), 10 * 60, 16 * 60), hours="Mo-Fr 09:00-17:00", week=CHRISTMAS
    )
    assert (
        silent[4] == []
    )  # nothing is known of bank holidays, and a what-if does not make it known


def test_hours_that_are_not_known_can_be_given() -> None:
    assert open_hours(HoursChange((0,), 10 * 60, 12 * 60), hours="")[0] == [10, 11]
    assert open_hours(HoursChange((0,), shuts=12 * 60), hours="")[0] == []


def test_a_chain_leaves_all_libraries_change_and_a_candidate_comes() -> None:
    cafe = a_place("New Cafe", 500)
    names = [
        each.name for each in changed_facilities(PLACES, [Change("remove", "name:mcdonald")], {})
    ]
    assert names == ["Central Library"]
    longer = changed_facilities(PLACES, [Change("hours", "kind:library", (0,), None, 20 * 60)], {})
    assert (
        longer[0].changes == (HoursChange((0,), None, 20 * 60, False),) and longer[1:] == PLACES[1:]
    )
    added = changed_facilities(
        PLACES,
        [Change("add", f"candidate:{cafe.id}"), Change("add", f"candidate:{cafe.id}")],
        {cafe.id: cafe},
    )
    assert added == (*PLACES, cafe)
    gone = changed_facilities(
        PLACES,
        [
            Change("add", "candidate:gone"),
            Change("remove", "venue:gone"),
            Change("remove", "name:'"),
        ],
        {},
    )
    assert gone == PLACES


def test_later_changes_go_on_from_earlier_ones() -> None:
    changes = [
        Change("hours", "venue:central library", (0,), None, 20 * 60),
        Change("hours", "venue:central library", (0,), 11 * 60),
    ]
    changed = changed_facilities(PLACES, changes, {})
    table = Coverage(a_layer(area()), changed[:1], ORDINARY, LONDON).table(10).reshape(7, 24)
    assert np.flatnonzero(table[0]).tolist() == span(11, 19)


@pytest.mark.parametrize(
    "given",
    [("drop", "venue:x"), ("remove", ""), ("remove", "venue:"), ("add", "venue:x"), ("remove", "candidate:x"), ("hours", "kind:library"), ("hours", "kind:library", (1,)), ("hours", "kind:library", (12,), 600, 700), ("hours", "kind:library", (1,), 600, 600), ("hours", "kind:library", (1,), 600, 2000)],
)  # fmt: skip
def test_a_change_that_says_too_little_is_refused(given: tuple) -> None:
    with pytest.raises(BadInput):
        Change(*given)


def test_changes_in_words() -> None:
    names = {"central library": "Central Library", "c1": "New Cafe"}
    until = "Every library: open until 20:00 on Wed, where they are open that day"
    assert change_words(Change("hours", "kind:library", (2,), None, 1200), names) == until
    assert change_words(Change("hours", "kind:library", (2,), None, 120), names).startswith(
        "Every library: open until 02:00 the next day"
    )
    assert (
        change_words(Change("hours", "kind:library", (2,), 1080, 120), names)
        == "Every library: open from 18:00 until 02:00 the next day on Wed"
    )
    assert (
        change_words(Change("hours", "venue:central library", tuple(range(7)), is_shut=True), names)
        == "Central Library: shut on every day"
    )
    assert (
        change_words(Change("remove", "name:McDonald"), names)
        == "Take away every place called “McDonald …”"
    )
    assert change_words(Change("add", "candidate:c1"), names) == "Add New Cafe"
    silent, known, guessed = (
        {"c1": UsedHours(*own)}
        for own in (("", True), ("24/7", False), ("Mo-Su 12:00-23:00", True))
    )
    assert (
        change_words(Change("add", "candidate:c1"), names, (), guessed)
        == "Add New Cafe (its hours are assumed: Mo-Su 12:00-23:00)"
    )
    assert "10:00 to 22:00 assumed" in change_words(
        Change("add", "candidate:c1", hours="Mo-Su,PH 10:00-22:00"), names, (), silent
    )
    assert "it counts in “up to” only" in change_words(
        Change("add", "candidate:c1"), names, (), silent
    )
    assert (
        change_words(Change("add", "candidate:c1", hours="24/7"), names, (), known)
        == "Add New Cafe"
    )
    assert "no longer there" in change_words(Change("remove", "venue:gone"), names)


def test_what_a_change_cannot_show_is_said() -> None:
    unknown = a_place("Hub", hours="")
    assert "so this changes “up to” only" in change_words(
        Change("remove", "venue:hub"), {"hub": "Hub"}, [unknown]
    )
    both = [unknown, a_place("Library", hours="24/7"), a_place("Cafe", hours="", kind="cafe")]
    assert "the hours of 1 of 2 are not known" in change_words(
        Change("remove", "kind:library"), {}, both
    )


def test_a_name_is_needed() -> None:
    assert clean_scenario_name("  Libraries   open late ") == "Libraries open late"
    for text in ("", "  ", "x" * 81):
        with pytest.raises(BadInput):
            clean_scenario_name(text)


def test_a_day_that_no_change_says_all_of_stays_not_known() -> None:
    """Saturdays from 20:00 to 02:00 of a place whose hours nobody knows: its Mondays are as before."""
    change = Change("hours", "venue:hub", (5,), 20 * 60, 2 * 60)
    (hub,) = changed_facilities([a_place("Hub", hours="")], [change], {})
    coverage = Coverage(a_layer(area("a")), [hub], ORDINARY, LONDON)
    saturday, monday = 5 * 24, 0
    assert coverage.states(saturday + 21) == ["open"] and coverage.states(saturday + 12) == ["shut"]
    assert coverage.states(monday + 12) == ["unknown"]
    longer = replace(change, shuts=None)  # longer than what nobody knows is not known either
    (silent,) = changed_facilities([a_place("Hub", hours="")], [longer], {})
    other = Coverage(a_layer(area("a")), [silent], ORDINARY, LONDON)
    assert other.states(saturday + 21) == ["unknown"]
    assert "not known" not in change_words(change, {"hub": "Hub"}, [a_place("Hub", hours="")])
    assert "“up to” only" in change_words(longer, {"hub": "Hub"}, [a_place("Hub", hours="")])
