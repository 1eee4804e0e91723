"""Who gains and who loses, against a loop over everybody."""

import pytest

from safespaces.coverage.demand_parts import CodedPart, parts_for
from safespaces.coverage.difference import by_decile, by_ward, difference
from safespaces.coverage.reach import Coverage
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area, north

NOON, NIGHT, SCHOOL = 12, 23, 15
AREAS = (
    area("a", 0, 100, group="West", decile=1),
    area("b", 2_000, 60, group="East", decile=9),
    area("c", 5_000, 40, group="East", decile=1),
    area("d", 0, 30, group="", hours="Mo-Fr 15:00-17:00"),
)
DAY, EVENING = (
    a_place("Day", 0, "Mo-Su 09:00-18:00"),
    a_place("Evening", 2_000, "Mo-Su 18:00-23:59"),
)


def town(*places: object, **given: object) -> Coverage:
    return Coverage(a_layer(*AREAS, **given), places, ORDINARY, LONDON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"), [(NOON, NIGHT), (NIGHT, NOON), (NOON, NOON), (SCHOOL, 19)]
)
@pytest.mark.parametrize("limit", [5, 10, 20])
def test_it_is_that_of_a_loop_over_everybody(one: int, other: int, limit: int) -> None:
    coverage, more = town(DAY, EVENING), town(DAY, EVENING, a_place("New", 5_000))
    for before, after in ((coverage, coverage), (coverage, more), (more, coverage)):
        found = difference(before, one, after, other, limit)
        gained, lost = [0.0] * 4, [0.0] * 4
        for row, point in enumerate(AREAS):
            if before.counting[row, one] and after.counting[row, other]:
                was, will = before.reached(limit)[row, one], after.reached(limit)[row, other]
                gained[row] = point.count if will and not was else 0.0
                lost[row] = point.count if was and not will else 0.0
        assert (found.gained.tolist(), found.lost.tolist()) == (gained, lost)


def test_wards_and_tenths_in_which_something_changes() -> None:
    coverage = town(DAY, EVENING)
    found = difference(coverage, NOON, coverage, 20, 10)
    assert [(each.key, each.gained, each.lost) for each in by_ward(coverage, found)] == [
        ("East", 60, 0),
        ("West", 0, 100),
    ]
    assert [(each.key, each.gained, each.lost) for each in by_decile(coverage, found)] == [
        (1, 0, 100),
        (9, 60, 0),
    ]
    same = difference(coverage, NOON, coverage, NOON, 10)
    assert by_ward(coverage, same) == by_decile(coverage, same) == []


def test_parts_gain_and_lose_apart() -> None:
    layer = a_layer(*AREAS)
    parts = parts_for(layer, [CodedPart("a", north(0), 0.25), CodedPart("a", north(2_000), 0.75)])
    split = Coverage(a_layer(*AREAS, parts=parts), [DAY, EVENING], ORDINARY, LONDON)
    found = difference(split, NOON, split, 20, 10)
    assert split.by_point(found.gained).tolist() == [75, 60, 0, 0]
    assert split.by_point(found.lost).tolist() == [25, 0, 0, 0]


def test_who_may_keep_or_may_have_had_a_place_is_counted_apart() -> None:
    """Nobody knows whether the hub near a is open, ever; its day neighbour is open by day."""
    before, after = town(DAY, a_place("Hub", 0, "")), town(a_place("Hub", 0, ""))
    gone = difference(before, NOON, after, NOON, 10)
    assert (gone.lost.sum(), gone.perhaps_keep, gone.perhaps_had) == (100, 100, 0)
    come = difference(after, NOON, before, NOON, 10)
    assert (come.gained.sum(), come.perhaps_had, come.perhaps_keep) == (100, 100, 0)
    plain = difference(town(DAY), NOON, town(), NOON, 10)
    assert (plain.lost.sum(), plain.perhaps_keep) == (100, 0)
