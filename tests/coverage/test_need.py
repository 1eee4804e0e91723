"""Need weights: what a pasted table means, what each part counts, and doubt is asked about."""

import random
import re
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from safespaces.coverage.demand import Part
from safespaces.coverage.need import (
    COUNT,
    RATE,
    NeedWeight,
    gain_by_need,
    share_by_need,
)
from safespaces.coverage.need_numbers import BY_AREA, BY_WARD, Numbers, read_numbers
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates
from safespaces.errors import BadField
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area, north
from tests.store.build import NOW

TOWN = a_layer(
    area("a", 0, 30, group="St Michael's"),
    area("b", 500, 10, group="St Michael's"),
    area("c", 3000, 60, group="Binley & Willenhall"),
)


def need(kind: str = RATE, by: str = BY_AREA, **numbers: float) -> NeedWeight:
    return NeedWeight("n1", "Buses", "home", kind, "made up", Numbers(by, numbers), "x", NOW)


TABLES = [
    ("a 1\nb 2\nc 3", {"a": 1, "b": 2, "c": 3}),
    ("Area a,1\nAREA B;2.5\narea c\t.5", {"a": 1, "b": 2.5, "c": 0.5}),
    ("\ncode,number\n a , 1 \nb,0\r\nc,7\n\n", {"a": 1, "b": 0, "c": 7}),
    ("a 1 %\nb\t2%\nc,7 %", {"a": 1, "b": 2, "c": 7}),
    ("a\u00a01\nArea b: 2\nc\u202f\t\u00a07", {"a": 1, "b": 2, "c": 7}),
    (
        "Incidents by area, 2025\n2024-25\nArea\tNumber\na\t1,100\nb\t1,000,000\nc\t1,234.5",
        {"a": 1100, "b": 1e6, "c": 1234.5},
    ),
    ('"a","1,100"\n"b","2"\nc,3', {"a": 1100, "b": 2, "c": 3}),
    ("a\tArea a\t4\nb\tArea b\t5\nc\tArea c\t6", {"a": 4, "b": 5, "c": 6}),
    ("\ta\t4\nb;;5\nc\t6", {"a": 4, "b": 5, "c": 6}),
]
WARDS = [
    "Ward\tNEET 2025\nSt Michael's Ward\t4\nBinley and  Willenhall\t1",
    '"St Michael\'s",4\n"Binley & Willenhall",1\n',
    "ST. MICHAEL’S\t4\nbinley & willenhall ward\t1",
    "E05001\tSt Michaels\t4\nE05002\tBinley and Willenhall\t1",
]


@pytest.mark.parametrize(("text", "numbers"), TABLES)
def test_a_pasted_table_of_areas_is_read(text: str, numbers: dict[str, float]) -> None:
    found = read_numbers(text, TOWN)
    assert (found.by, dict(found.of)) == (BY_AREA, numbers)


@pytest.mark.parametrize("text", WARDS)
def test_a_pasted_table_of_wards_is_read(text: str) -> None:
    found = read_numbers(text, TOWN)
    assert (found.by, dict(found.of)) == (BY_WARD, {"St Michael's": 4, "Binley & Willenhall": 1})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste a line for each"),
        ("code,number", "Paste a line for each"),
        ("x 1\ny 2", "Line 2: “y 2” begins with no ward or area of “Homes”"),
        ("E05001 4\nE05002 5", "Write wards by their names"),
        ("a 1\nb 2", "no number for 1 of them: c"),
        ("St Micheals 4\nBinley & Willenhall 1", "Taken for a heading: “St Micheals 4”"),
        ("Binley & Willenhall 1\nSt Micheals 4", "Do you mean St Michael's?"),
        ("a 1\nb 2\nc 3\na 4", "Line 4: a is there twice"),
        ("a 1\nArea a 2\nb 2\nc 3", "Line 2: Area a is there twice"),
        ("a 1\nb 2\nc -3", "Line 3: write a number from 0"),
        ("a 1\nb 2\nc 99999999999", "Line 3: write a number from 0"),
        ("a 1\nb 2\nc 1e400", "Line 3: “1e400” is no number"),
        ("a 1\nb 2\nc nan", "Line 3: “nan” is no number"),
        ("a 1\nb 2\nc \u0663", "is no number"),
        ("a 1\nb 2\nc", "Line 3: “c” is no number"),
        ("a\t<5\nb 2\nc 3", "Line 1: “<5” is no number. Where a number is held back"),
        ("a 1\nb\t*\nc 3", "Line 2: “*” is no number"),
        ("a 1\nb\t\nc 3", "Line 2: “b” is no number"),
        ("St Michael's\nBinley & Willenhall 1", "Line 1: “Michael's” is no number"),
        ("St Michael's ward <5\nBinley & Willenhall 1", "Line 1: “<5” is no number"),
        ("a 1\nb 2\nc 1,234", "is “1,234” one number?"),
        ("a 1\nb 2\nc,1,5", "is “1,5” one number?"),
        ("a 1\nb 2\nc\t1,5", "Line 3: “1,5” is no number"),
        ("a 0\nb 0\nc 0", "All numbers are 0"),
        ("a 1\nb 2\nc 3\nTotal 6", "Line 4: “Total 6” begins with no ward or area"),
        ("a 1\nb 2\nc 3\n* held back", "Line 4: “* held back” begins with no ward or area"),
        ("a 1\nb 2\nc 3\nSt Michael's 4", "begins with no ward or area"),
        ("a 1\nb 2 %\nc 3", "Line 2 has a per cent sign and others have none"),
        ("a\t1\t2\nb\t3\t4\nc\t5\t6", "Line 1 has two numbers: 1 and 2"),
        ('"a",£1,100\n"b",1\n"c",2', "Line 1 has two numbers: £1 and 100"),
        ("St Michael's 4", "no number for 1 of them: Binley & Willenhall"),
        ("x" * 200_001, "That is too long"),
        ("a 1\nb 2\nc" + " " * 300 + "3", "Line 3 is too long"),
    ],
)
def test_doubt_is_asked_about(text: str, said: str) -> None:
    with pytest.raises(BadField, match=re.escape(said)) as raised:
        read_numbers(text, TOWN)
    assert raised.value.field == "numbers"


@pytest.mark.parametrize(
    ("number", "is_taken"), [("3", True), ("3.0", True), ("1.5", False), ("3 %", False)]
)
def test_how_many_there_are_is_a_whole_number(number: str, is_taken: bool) -> None:
    text = "\n".join(f"{code}\t{number}" for code in "abc")
    assert read_numbers(text, TOWN).of
    if is_taken:
        assert read_numbers(text, TOWN, only_whole=True).of
    else:
        with pytest.raises(BadField, match=r"Line 1: .* is not how many there are"):
            read_numbers(text, TOWN, only_whole=True)


@pytest.mark.parametrize(
    "line",
    [
        " " * 290 + "x",
        "a" + " " * 290,
        "," * 299,
        "a " + ",1" * 140 + "x",
        '"' * 250,
        "a" + "\t" * 250,
        "5" * 299,
    ],
)
def test_lines_that_are_made_to_be_slow_are_read_quickly(line: str) -> None:
    """Some 660 of them are the most that is taken: none may cost more than its letters."""
    calls = Counter[str]()
    tracer = sys.getprofile()
    sys.setprofile(lambda _frame, event, _arg: calls.update([event]))
    try:
        with pytest.raises(BadField):
            read_numbers(f"{line}\n" * 20, TOWN)
    finally:
        sys.setprofile(tracer)
    assert sum(calls.values()) < 20_000


@given(some.text(some.sampled_from("\0ab c,;:\t\n\r12.%+-\"'x\u00a0\u0663"), max_size=60))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        found = read_numbers(text, TOWN)
    except BadField as error:
        assert error.field == "numbers"
    else:
        assert found.of.keys() == {"a", "b", "c"}
        assert need(COUNT, **found.of).counts(TOWN).sum() > 0


def test_areas_of_one_name_need_their_codes() -> None:
    twins = a_layer(area("a"), area("b"))
    twins = a_layer(*(type(each)(each.code, "Park", each.point, 5) for each in twins.points))
    assert dict(read_numbers("a 1\nb 2", twins).of) == {"a": 1, "b": 2}
    with pytest.raises(BadField, match=r"is there twice|no ward or area"):
        read_numbers("a 1\nPark 1\nPark 2", twins)


def test_areas_without_a_ward_are_not_counted_by_ward() -> None:
    some = a_layer(area("a", group="North"), area("b"))
    with pytest.raises(BadField, match="areas without a ward"):
        read_numbers("North 3", some)


@pytest.mark.parametrize(
    ("weight", "counted"),
    [
        (need(RATE, a=1, b=2, c=0.5), [30, 20, 30]),
        (need(COUNT, a=1, b=2, c=7), [1, 2, 7]),
        (need(COUNT, a=1e-12, b=2e-12, c=7e-12), [1, 2, 7]),
        (need(COUNT, BY_WARD, **{"St Michael's": 8, "Binley & Willenhall": 2}), [6, 2, 2]),
        (need(RATE, BY_WARD, **{"St Michael's": 2, "Binley & Willenhall": 0}), [60, 20, 0]),
    ],
)
def test_what_each_area_counts(weight: NeedWeight, counted: list[float]) -> None:
    """In all as much as there are people, whatever the scale of the numbers."""
    found = weight.counts(TOWN)
    assert found.sum() == pytest.approx(100)
    assert found.tolist() == pytest.approx([100 * each / sum(counted) for each in counted])


def test_a_number_of_an_area_is_spread_over_its_parts() -> None:
    parts = (
        Part(0, north(0), 0.25),
        Part(0, north(900), 0.75),
        *(Part(r, north(9), 1.0) for r in (1, 2)),
    )
    in_parts = a_layer(*TOWN.points, parts=parts)
    assert need(COUNT, a=8, b=1, c=1).counts(in_parts).tolist() == pytest.approx([20, 60, 10, 10])


def test_a_ward_where_nobody_lives_is_spread_evenly() -> None:
    empty = a_layer(area("a", 0, 0, group="Park"), area("b", 9, 0, group="Park"))
    assert need(COUNT, BY_WARD, Park=6).counts(empty).tolist() == [3, 3]


@pytest.mark.parametrize("changed", [a_layer(area("a"), area("new")), a_layer(area("a"), key="x")])
def test_where_the_areas_are_others_by_now_nothing_is_worked_out(changed: object) -> None:
    assert need(a=1, b=2, c=3).counts(changed) is None


def test_numbers_that_are_all_the_same_change_nothing() -> None:
    coverage = Coverage(TOWN, [a_place()], ORDINARY, LONDON)
    weighed = coverage.with_counts(need(a=3, b=3, c=3).counts(TOWN))
    assert weighed.table(10) == pytest.approx(coverage.table(10))
    assert weighed.at_most(10) == pytest.approx(coverage.at_most(10))
    assert coverage.table(10)[0] == 40  # itself is as before


def test_by_need_as_a_slow_loop_has_it() -> None:
    told = random.Random(1)
    for _ in range(20):
        points = [area(f"a{n}", told.randrange(4000), told.randrange(1, 90)) for n in range(8)]
        layer = a_layer(*points)
        numbers = {point.code: told.choice([0, 0.5, 3, 40]) for point in points}
        places = [
            a_place(f"P{n}", told.randrange(4000), told.choice(["24/7", "Mo-Fr 09:00-17:00", ""]))
            for n in range(3)
        ]
        coverage = Coverage(layer, places, ORDINARY, LONDON)
        weighed = coverage.with_counts(need(COUNT, **numbers).counts(layer))
        for hour in (10, 100, 167):
            for limit, table, reached in (
                (10, weighed.table(10), coverage.reached(10)),
                (10, weighed.at_most(10), coverage.perhaps_reached(10)),
            ):
                slow = sum(numbers[p.code] for row, p in enumerate(points) if reached[row, hour])
                scale = sum(p.count for p in points) / max(sum(numbers.values()), 1e-9)
                assert table[hour] == pytest.approx(slow * scale), limit


def test_a_set_by_need_is_another_than_by_people() -> None:
    coverage = Coverage(TOWN, [], ORDINARY, LONDON)
    candidates = Candidates(coverage, [a_place("Near", 0), a_place("Far", 3000)], 10)
    weighed = candidates.with_counts(need(COUNT, a=50, b=5, c=1).counts(TOWN))
    assert [candidates.hours_of(row)[0] for row in (0, 1)] == [40, 60]
    assert [weighed.hours_of(row)[0] for row in (0, 1)] == pytest.approx([100 * 55 / 56, 100 / 56])
    assert weighed.coverage.whole.totals[0] == pytest.approx(100)
    assert weighed.coverage.whole.counts.tolist() == weighed.coverage.counts.tolist()


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((0, 0, 0), "–"),
        ((0, 0, 9), "0 %"),
        ((1, 1, 4), "25 %"),
        ((1, 2, 4), "25 %, up to 50 %"),
        ((1e-9, 1e-9, 4), "under 1 %"),
        ((4, 4, 4), "100 %"),
        ((3.9999, 4, 4), "over 99 %, up to 100 %"),
        ((1e7 - 1, 1e7 - 1, 1e7), "over 99 %"),
    ],
)
def test_a_share_by_need_in_words(figures: tuple[float, float, float], said: str) -> None:
    assert share_by_need(*figures) == said


@pytest.mark.parametrize(
    ("gain", "of_all", "said"),
    [
        (4.0, 4.0, "100 %"),
        (5.0, 4.0, "125 %"),
        (0.0, 4.0, "0 %"),
        (1e-9, 4.0, "0 %"),
        (0.0, 0.0, "–"),
    ],
)
def test_what_a_set_adds_beside_another(gain: float, of_all: float, said: str) -> None:
    assert gain_by_need(gain, of_all) == said
