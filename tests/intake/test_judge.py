"""What a file may not do, by the register, the area and the day; the same on every road."""

from datetime import date

import pytest

from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.intake.judge import Judge, judge_plan
from safespaces.intake.plan import Plan
from safespaces.intake.planner import make_plan
from safespaces.intake.table import read_table
from safespaces.venues.pin import Found
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import a_venue

MIDDLE = Point(52.4093, -1.5132)
TODAY = date(2026, 11, 28)


def judged(rows: str, *register: Venue, **more: object) -> Plan:
    judge = Judge(
        TODAY,
        lambda pin: geodesic_m(pin, MIDDLE) > 10_000,
        lambda postcode: Found(MIDDLE, postcode, 100),
        **more,
    )  # type: ignore[arg-type]
    plan = make_plan(read_table(rows.encode()), register)
    judge_plan(plan, judge)
    return plan


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("52.409314,1.513196,", "Do you mean 52.409314, -1.513196?"),
        ("51.500012,-0.120034,", "outside the area"),
        ("52.409314,-1.513196,2030-02-01", "still to come"),
        ("52.409314,-1.513196,2026-11-29", "still to come"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_the_likely_reading(
    cells: str, says: str
) -> None:
    (rejected,) = judged(
        f"name,kind,postcode,lat,lon,checked_on\nA,cafe,CV1 1FY,{cells}\n"
    ).rejected
    assert says in str(rejected.problems[0]) and rejected.problems[0].line == 2


def test_a_point_far_from_its_postcode_is_worth_a_look_and_one_near_it_is_not() -> None:
    plan = judged(
        "name,kind,postcode,lat,lon\nFar,cafe,CV1 1FY,52.44001,-1.55002\nNear,cafe,CV1 1FY,52.40951,-1.51332\n"
    )
    (warning,) = plan.warnings
    assert (warning.line, len(plan.added)) == (
        2,
        2,
    ) and "4.2 km from the middle of CV1 1FY" in warning.message


LISTED = "name,status,kind,postcode,lat,lon\nNew,listed,cafe,CV1 1FY,52.40951,-1.51332\n"


def test_a_file_lists_nothing_that_no_check_speaks_for() -> None:
    plan = judged(LISTED)
    assert (
        plan.added[0][1].status is ListingStatus.CANDIDATE
        and "not listed" in plan.warnings[0].message
    )
    known = plan.added[0][1]
    checked = judged(LISTED, known, checked=frozenset({known.id}))
    assert checked.changed[0].after.status is ListingStatus.LISTED and not checked.warnings
    assert (
        judged(LISTED, known).same
        and judged(LISTED.replace(",52.40951,-1.51332", ",,")).added[0][1].status
        is ListingStatus.CANDIDATE
    )


def test_an_operator_may_list_by_name_and_it_is_said_and_counted() -> None:
    plan = judged(LISTED, lists_unchecked=True)
    assert (
        plan.added[0][1].status is ListingStatus.LISTED
        and plan.listed_unchecked == 1
        and "without a check" in plan.warnings[0].message
    )


@pytest.mark.parametrize(
    "status", [ListingStatus.PAUSED, ListingStatus.WITHDRAWN, ListingStatus.DECLINED]
)
def test_an_older_file_that_takes_a_step_back_is_pointed_out_with_who_took_it_and_why(
    status: ListingStatus,
) -> None:
    known = a_venue(status=status)
    row = "id,name,status,kind\nid-red-cafe,Red Cafe,listed,cafe\n"
    plan = judged(row, known, last_step=lambda _: "officer, 1 November 2026: water damage")
    assert not plan.changed and any(
        f"It is {status} in the register (officer, 1 November 2026: water damage)" in w.message
        for w in plan.warnings
    )
