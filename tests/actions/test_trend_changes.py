"""What changed from one month's list to the next is said beside its share."""

from dataclasses import replace

import pytest

from safespaces.actions.coverage.trend import changes_words
from tests.coverage.build import a_place

HUB, LIBRARY, CAFE = a_place("Hub"), a_place("Library"), a_place("Cafe")
MANY = [a_place(f"P{number}") for number in range(5)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([HUB], [HUB], ""),
        ([], [], ""),
        ([HUB], [HUB, LIBRARY, CAFE], "joined: Cafe, Library"),
        ([HUB, LIBRARY], [HUB], "left: Library"),
        ([HUB], [LIBRARY], "joined: Library; left: Hub"),
        ([HUB, CAFE], [replace(HUB, safe_hours=""), CAFE], "1 with other hours"),
        ([HUB], [replace(HUB, closures=((0, 9),))], ""),  # a closure is no change of the list
        ([], MANY, "joined: P0, P1, P2 and 2 more"),
    ],
)
def test_what_changed_is_said(before: list, after: list, said: str) -> None:
    assert changes_words(before, after) == said
