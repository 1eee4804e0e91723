"""Weeks, gaps, groups, and figures in words."""

from datetime import date

import pytest

from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.gaps import gaps_at
from safespaces.coverage.groups import by_centre, by_decile, by_ward
from safespaces.coverage.reach import Coverage
from safespaces.coverage.shading import legend, shade_of, step_of
from safespaces.coverage.summary import summary_of
from safespaces.coverage.week import (
    SchoolHoliday,
    Week,
    hour_words,
    ordinary_week,
    special_weeks,
    week_of,
)
from safespaces.coverage.wording import (
    count_cell,
    count_words,
    missed_words,
    percent,
    percent_cell,
    shade,
    share_cells,
    share_words,
)
from safespaces.hours.bank_holidays import bank_holiday
from tests.coverage.build import LONDON, MIDDLE, ORDINARY, a_layer, a_place, area

FRIDAY_NIGHT = 4 * 24 + 21


def test_the_ordinary_week_has_nothing_special_in_it() -> None:
    assert ordinary_week(date(2026, 11, 26), LONDON, bank_holiday).monday == date(2026, 11, 30)
    assert ordinary_week(date(2026, 12, 15), LONDON, bank_holiday).monday == date(2027, 1, 4)
    assert ordinary_week(date(2027, 1, 27), LONDON, bank_holiday).monday == date(2027, 2, 1)
    assert ordinary_week(date(2027, 3, 15), LONDON, bank_holiday).monday == date(
        2027, 4, 5
    )  # Easter, then the clocks
    half_term = SchoolHoliday("Half term", date(2027, 2, 15), date(2027, 2, 19))
    assert ordinary_week(date(2027, 2, 10), LONDON, bank_holiday, [half_term]).monday == date(
        2027, 2, 22
    )
    always = SchoolHoliday("No school", date(2026, 1, 1), date(2030, 1, 1))
    assert ordinary_week(date(2026, 11, 26), LONDON, bank_holiday, [always]).monday == date(
        2026, 11, 30
    )


def test_the_days_before_christmas_are_no_ordinary_week_even_where_it_ends_on_christmas_eve() -> (
    None
):
    assert ordinary_week(date(2028, 12, 13), LONDON, bank_holiday).monday == date(2029, 1, 8)


def test_special_weeks_are_named_after_what_is_in_them() -> None:
    half_term = SchoolHoliday("Half term", date(2027, 2, 15), date(2027, 2, 19))
    weeks = special_weeks(date(2026, 11, 26), bank_holiday, [half_term])
    assert [(week.monday, week.free) for week in weeks[:3]] == [
        (date(2026, 12, 21), ()), (date(2026, 12, 28), ()), (date(2027, 2, 15), (0, 1, 2, 3, 4)),
    ]  # fmt: skip
    assert "Christmas Day" in weeks[0].name and weeks[2].name == "Half term"
    assert special_weeks(date(2026, 12, 23), bank_holiday)[0].monday == date(
        2026, 12, 21
    )  # the present week too
    assert (
        week_of(date(2027, 2, 17), bank_holiday, [half_term]) == weeks[2]
        and hour_words(FRIDAY_NIGHT) == "Friday at 21:30"
    )
    assert weeks[0].when_words(4 * 24 + 19) == "Friday 25 December at 19:30"


def test_an_hour_has_its_instant_on_the_night_the_clocks_change() -> None:
    spring = Week(date(2026, 3, 23)).instants(LONDON)
    assert len(spring) == 168 and (spring[1:] >= spring[:-1]).all()
    assert [hour for hour in range(168) if Week(date(2026, 3, 23)).is_left_out(hour, LONDON)] == [
        6 * 24 + 1
    ]
    autumn = Week(date(2026, 10, 19)).instants(LONDON)
    assert autumn[6 * 24 + 2] - autumn[6 * 24 + 1] == 120  # 01:30 comes twice; the first counts


@pytest.mark.parametrize(
    ("part", "words"),
    [(0, "none"), (1, "fewer than 1 in 20"), (50, "1 in 20"), (111, "1 in 9"), (220, "1 in 5"), (250, "1 in 4"), (300, "3 in 10"), (333, "1 in 3"), (400, "2 in 5"), (500, "1 in 2"),
     (660, "2 in 3"), (750, "3 in 4"), (800, "4 in 5"), (900, "9 in 10"), (960, "nearly all"), (1000, "all")],
)  # fmt: skip
def test_shares_are_what_a_person_can_picture(part: int, words: str) -> None:
    assert share_words(part, 1000) == words


def test_small_counts_are_not_told_and_percentages_do_not_round_to_all_or_nothing() -> None:
    assert [count_words(n) for n in (0, 1, 9, 10, 1234)] == [
        "none",
        "fewer than 10",
        "fewer than 10",
        "10",
        "1,234",
    ]
    assert [count_cell(n) for n in (0, 9, 10)] == ["0", "<10", "10"] and count_cell(3, 1) == "3"
    assert [percent(n, 1000) for n in (0, 1, 500, 999, 1000)] == [
        "0 %",
        "under 1 %",
        "50 %",
        "over 99 %",
        "100 %",
    ] and percent(0, 0) == "–"
    assert [percent(n, 1000) for n in (9, 10, 11, 989, 990, 991)] == [
        "under 1 %",
        "1 %",
        "1 %",
        "99 %",
        "99 %",
        "over 99 %",
    ]
    assert [percent_cell(n, 1000) for n in (0, 1, 500, 999)] == ["0", "<1", "50", ">99"]
    assert (percent(9, 15, 10), percent(10, 15, 10)) == ("few", "nearly all")
    assert share_cells(0, 0) == ("0", "0", "")
    assert (
        [shade(n, 100) for n in (0, 1, 10, 24, 25, 60, 80)] == [0, 1, 2, 2, 3, 4, 5]
        and share_words(1, 0) == "none"
        and (shade(1, 0), shade(0, 1), shade(1, 1)) == (0, 0, 5)
    )


LIVES = a_layer(
    area("a", 0, 100, group="North", decile=1),
    area("b", 1000, 60, group="South", decile=1),
    area("c", 1100, 140, group="South", decile=10),
)


def coverage(*places, layer=LIVES) -> Coverage:  # type: ignore[no-untyped-def]
    return Coverage(layer, places, ORDINARY, LONDON, UNDER_16)


def test_the_sentence_changes_with_the_hour() -> None:
    base = coverage(a_place(hours="Mo-Su 09:00-17:00"))
    noon = summary_of(base, 10, 4 * 24 + 12, "Coventry")
    night = summary_of(base, 10, FRIDAY_NIGHT, "Coventry")
    assert (
        noon.sentence
        == "On Friday at 12:30, 1 in 3 young people in Coventry lives within 10 minutes’ walk of an open Safe Space."
    )
    assert (
        night.sentence
        == "On Friday at 21:30, none of the young people in Coventry live within 10 minutes’ walk of an open Safe Space."
    )
    assert (noon.reached, noon.missed, noon.percent, night.missed) == (100, 200, "33 %", 300)
    assert (noon.nearer, noon.wider) == ((8, 100, 100), (12, 100, 100)) and noon.unknown == ()


def test_a_layer_that_counts_nobody_at_an_hour_says_so() -> None:
    school = a_layer(area(hours="Mo-Fr 15:00-17:00"), where="school", unit="pupils")
    assert (
        "none of the pupils in Coventry count"
        in summary_of(coverage(layer=school), 10, FRIDAY_NIGHT, "Coventry").sentence
    )


def test_gaps_gather_neighbours_and_count_nobody_twice() -> None:
    base = coverage(
        a_place("Library", 0, "Mo-Su 09:00-17:00"), a_place("Hub", 0, "Mo-Su 09:00-23:00")
    )
    first, *others = gaps_at(base, 10, FRIDAY_NIGHT)
    assert (first.number, first.count, set(first.points), others) == (1, 200, {1, 2}, [])
    assert base.facilities[first.nearest].name == "Hub" and first.walk_minutes in (
        17,
        18,
    )  # about 1,000 to 1,100 m
    nobody_open = gaps_at(base, 10, 3)
    assert [gap.count for gap in nobody_open] == [200, 100] and nobody_open[0].nearest is None


def test_one_person_is_a_gap_and_a_point_without_people_is_in_none() -> None:
    (gap,) = gaps_at(coverage(layer=a_layer(area("a", 0, 1), area("b", 100, 0))), 10, FRIDAY_NIGHT)
    assert (gap.count, gap.points) == (1, (0,))


def test_an_empty_directory_is_all_gaps() -> None:
    assert [gap.count for gap in gaps_at(coverage(), 10, FRIDAY_NIGHT)] == [200, 100]
    assert gaps_at(Coverage(a_layer(), [], ORDINARY, LONDON), 10, 0) == []


def test_reach_by_ward_decile_and_centre() -> None:
    base = coverage(a_place("Library", 0))
    assert [(g.name, g.reached, g.total) for g in by_ward(base, 10, FRIDAY_NIGHT)] == [
        ("North", 100, 100),
        ("South", 0, 200),
    ]
    assert [(g.name, g.reached, g.total) for g in by_decile(base, 10, FRIDAY_NIGHT)] == [
        ("1 (most deprived)", 100, 160),
        ("10 (least deprived)", 0, 140),
    ]
    assert [(g.reached, g.total) for g in by_centre(base, 10, FRIDAY_NIGHT, MIDDLE)] == [
        (100, 160),
        (0, 140),
    ]


def test_a_share_gives_no_small_count_away_neither_its_own_nor_the_rests() -> None:
    assert share_cells(7, 160) == ("<10", "160", "") and share_cells(153, 160) == (
        "nearly all",
        "160",
        "",
    )
    assert share_cells(0, 160) == ("0", "160", "0.000") and share_cells(40, 160) == (
        "40",
        "160",
        "0.250",
    )
    assert [percent(part, 160, 10) for part in (7, 153, 40, 160)] == [
        "few",
        "nearly all",
        "25 %",
        "100 %",
    ]
    assert [missed_words(part, 160) for part in (7, 153, 40, 160)] == [
        "nearly all",
        "fewer than 10",
        "120",
        "none",
    ]


def test_shades_have_round_borders_never_finer_than_what_is_told() -> None:
    assert [step_of([largest]) for largest in (0, 3, 5, 6, 443, 1001)] == [
        1,
        1,
        1,
        2,
        100,
        500,
    ] and step_of([12], least=10) == 10
    assert [shade_of(count, 100) for count in (0, 1, 100, 101, 500, 900)] == [0, 1, 1, 2, 5, 5]
    assert legend(100, 250) == [
        (0, "none"),
        (1, "1 to 100"),
        (2, "101 to 200"),
        (3, "201 to 300"),
    ] and legend(1, 1) == [
        (0, "none"),
        (1, "1"),
    ]


def test_who_is_older_is_told_what_is_open_to_them_and_a_week_with_a_date_names_it() -> None:
    older = Coverage(LIVES, [a_place()], ORDINARY, LONDON, FROM_16)
    assert (
        "a Safe Space that is open to somebody of 16 or 17"
        in summary_of(older, 10, FRIDAY_NIGHT, "Coventry").sentence
    )
    christmas = Coverage(
        LIVES, [a_place(hours="")], week_of(date(2026, 12, 25), bank_holiday), LONDON
    )
    told = summary_of(christmas, 10, FRIDAY_NIGHT, "Coventry")
    assert told.sentence.startswith("On Friday 25 December at 21:30, none") and told.unknown == (
        "Library",
    )


@pytest.mark.parametrize(
    ("counts", "grain"), [((9, 100), 10), ((1, 100), 10), ((10, 100), 1), ((0, 100), 1)]
)
def test_sums_are_told_in_tens_where_a_point_holds_fewer_than_that(
    counts: tuple[int, ...], grain: int
) -> None:
    points = [area(str(count), count=count) for count in counts]
    assert a_layer(*points).grain == grain and a_layer(*points, where="place").grain == 1
