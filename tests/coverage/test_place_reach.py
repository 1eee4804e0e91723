"""What each place alone reaches, and who has no other: the same as counting one after the other."""

import random
from dataclasses import replace

import pytest

from safespaces.coverage.place_reach import place_reach
from safespaces.coverage.reach import Coverage
from safespaces.geo.point import Point
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area
from tests.streets.towns import at

HOURS = ("24/7", "Mo-Fr 09:00-17:00; PH off", "Mo-Su 10:00-21:32", "")


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_counting_gives(seed: int) -> None:
    dice = random.Random(seed)

    def spot() -> Point:
        return at(dice.uniform(0, 3_000), dice.uniform(0, 3_000))

    layer = a_layer(
        *(replace(area(f"A{n}", count=dice.randint(1, 90)), point=spot()) for n in range(80))
    )
    places = [replace(a_place(f"P{n}", hours=dice.choice(HOURS)), point=spot()) for n in range(12)]
    coverage = Coverage(layer, places, ORDINARY, LONDON)
    for limit in (5, 10, 20):
        for hour in (0, 12, 13, 21, 24 * 5 + 10):
            by_hand = [[0, 0] for _ in places]
            for point, count in enumerate(coverage.counts.tolist()):
                rows = [
                    row
                    for p, row, minutes in zip(*map(list, coverage.walks), strict=True)
                    if p == point
                    and minutes <= limit
                    and coverage.openings.of([row], hour).on_arrival(minutes)[0]  # type: ignore[list-item]
                ]
                for row in rows:
                    by_hand[row][0] += count
                    by_hand[row][1] += count if len(rows) == 1 else 0
            found = place_reach(coverage, limit, hour)
            assert [[each.reached, each.only] for each in found] == by_hand
            assert [each.row for each in found] == list(range(len(places)))
