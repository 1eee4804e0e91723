"""What a partner sends is put into a venue field by field, and what nobody here knows stays where it is."""

import pytest

from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.moderation.changes import chosen, differences, what_differs, with_values
from safespaces.venues.cleaners import Unclean
from tests.store.build import a_venue


def test_a_code_that_only_a_newer_version_knows_stays_where_the_venue_has_it_and_comes_in_nowhere_else() -> (
    None
):
    venue = a_venue(kit=("charger", "newer"), access=("newest",))
    assert with_values(venue, {"kit": "seats newer charger"}).kit == ("seats", "charger", "newer")
    assert with_values(venue, {"access": "newest"}) == venue
    assert with_values(venue, {"kit": ""}).kit == ()
    with pytest.raises(Unclean):
        with_values(venue, {"kit": "charger newest"})


@pytest.mark.parametrize(
    "half", [{"lat": "", "lon": "-1.5"}, {"lat": "52.4", "lon": ""}, {"lat": "", "lon": ""}]
)
def test_half_a_pin_is_no_difference_to_decide_on(half: dict[str, str]) -> None:
    assert differences(a_venue(), half) == [] and with_values(a_venue(), half) == a_venue()


def test_a_pin_is_one_difference_of_two_numbers() -> None:
    (pin,) = differences(a_venue(), {"lat": "52.5", "lon": "-1.507"})
    assert (pin.name, pin.old, pin.new) == ("point", "52.41, -1.507", "52.5, -1.507")
    (first,) = differences(a_venue(located=None), {"lat": "52.5", "lon": "-1.507"})
    assert first.old == ""


def test_only_what_a_partner_may_say_and_what_says_something_else_is_a_difference() -> None:
    sent = {"name": "Redder Cafe", "kind": "cafe", "note": "mine", "status": "listed"}
    assert what_differs(a_venue(), sent) == {"name": "Redder Cafe"}
    assert what_differs(a_venue(), {"lat": "52.5"}) == {"lat": "52.5"}
    assert with_values(a_venue(), sent) == a_venue(
        name="Redder Cafe", id="id-red-cafe", slug="red-cafe"
    )


def test_a_pin_that_is_sent_was_put_there_by_a_person() -> None:
    assert with_values(a_venue(), {"lat": "52.5", "lon": "-1.5"}).located == LocatedPoint(
        Point(52.5, -1.5), PointSource.PERSON
    )
    assert what_differs(a_venue(), {"lat": "52.5", "lon": "-1.507"}) == {
        "lat": "52.5",
        "lon": "-1.507",
    }
    assert chosen({"lat": "52.5", "lon": "-1.5", "name": "x", "kit": "y"}, ["point", "kit"]) == {
        "lat": "52.5",
        "lon": "-1.5",
        "kit": "y",
    }
