"""Whether a candidate is one that is known already: the same name, and near or of the same postcode."""

from dataclasses import replace

import pytest

from safespaces.coverage.candidate import Candidate, KnownPlaces
from safespaces.geo.point import Point

HERE = Candidate(
    id="one", name="Corner Cafe", kind="cafe", point=Point(52.41, -1.51), postcode="CV1 5FB"
)


@pytest.mark.parametrize(
    ("north", "east", "postcode", "is_known"),
    [
        (0, 0, "", True),
        (0.0029, 0, "", True),
        (0.0031, 0, "", False),
        (-0.0031, 0, "", False),
        (0, 0.0049, "", True),
        (0, 0.0051, "", False),
        (0, -0.0051, "", False),
        (0, -0.9, "", False),
        (1, 1, "CV1 5FB", True),
        (1, 1, "CV1 1AA", False),
    ],
)
def test_the_same_name_near_by_or_of_the_same_postcode(
    north: float, east: float, postcode: str, is_known: bool
) -> None:
    point = Point(HERE.point.lat + north, HERE.point.lon + east)
    other = replace(HERE, id="two", name="CORNER cafe", point=point, postcode=postcode)
    assert KnownPlaces([HERE]).holds(other) == is_known


def test_another_name_is_another_place() -> None:
    assert not KnownPlaces([HERE]).holds(replace(HERE, name="Corner Shop"))
