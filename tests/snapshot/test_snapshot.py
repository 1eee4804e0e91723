import csv
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from safespaces.errors import BadPoint, StoreError
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.hours.bank_holidays import BUILT_IN
from safespaces.snapshot.csv import places_csv
from safespaces.snapshot.geojson import places_geojson
from safespaces.snapshot.parts import Manifest
from safespaces.snapshot.public_venue import PublicVenue, check_apart, check_whole, public_venue
from safespaces.snapshot.snapshot import decode, encode, take_snapshot
from safespaces.venues.venue import ListingStatus, Venue

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
VENUE = Venue(
    id="v1", slug="red-cafe", name="Red Cafe", kind="cafe", status=ListingStatus.LISTED, address="1 Made-up Street", postcode="CV1 5FB",
    located=LocatedPoint(Point(52.4104123, -1.5067689), PointSource.POSTCODE, 100), safe_hours="24/7", kit=("charger",), access=("step_free",),
    website="https://red.example", source="SOURCE-PRIVATE", checked_on=date(2026, 10, 1), note="NOTE-PRIVATE",
)  # fmt: skip


def test_only_listed_venues_with_a_point_are_public() -> None:
    others = [
        replace(VENUE, id=status, slug=status, status=status)
        for status in ListingStatus
        if status is not ListingStatus.LISTED
    ]
    lost = replace(VENUE, id="lost", slug="lost", located=None)
    assert [venue.id for venue in take_snapshot([VENUE, lost, *others], NOW).venues] == ["v1"]


def test_equal_content_has_an_equal_number_and_any_change_another() -> None:
    other = replace(VENUE, id="v2", slug="blue-cafe", name="Blue Cafe")
    first, again = (
        take_snapshot([VENUE, other], NOW),
        take_snapshot([other, VENUE], datetime(2027, 1, 1, tzinfo=UTC)),
    )
    assert first.number == again.number and first.venues == again.venues
    assert take_snapshot([replace(VENUE, safe_hours=""), other], NOW).number != first.number


def test_a_note_or_a_source_changes_nothing_public() -> None:
    assert take_snapshot([replace(VENUE, note="x", source="y")], NOW) == take_snapshot([VENUE], NOW)


@pytest.mark.parametrize(
    ("kept", "published"),
    [("24/7", "24/7"), ("", ""), ("Mo-Su 99:99-xx", ""), ("when we like", "")],
)
def test_hours_that_cannot_be_read_are_published_as_not_known(kept: str, published: str) -> None:
    (venue,) = take_snapshot([replace(VENUE, safe_hours=kept)], NOW).venues
    assert venue.safe_hours == published


def test_a_kept_snapshot_comes_back_the_same() -> None:
    snapshot = take_snapshot([VENUE], NOW)
    assert decode(encode(snapshot).content, NOW) == snapshot
    assert "PRIVATE" not in encode(snapshot).content


def test_the_public_type_has_no_field_for_a_private_fact() -> None:
    assert not {"note", "source", "status", "contact", "email"} & {
        field.name for field in fields(PublicVenue)
    }


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format":1,"venues":[{}]}', '{"format":1}'])
def test_a_damaged_snapshot_says_what_to_run(content: str) -> None:
    with pytest.raises(StoreError, match="safespaces publish"):
        decode(content, NOW)


def test_the_list_as_a_file_has_codes_in_one_cell_and_nothing_for_what_is_not_known() -> None:
    snapshot = take_snapshot([replace(VENUE, kit=("charger", "seats"), checked_on=None)], NOW)
    (row,) = csv.DictReader(places_csv(snapshot).decode().splitlines())
    assert (row["kit"], row["access"], row["checked_on"], row["minimum_age"]) == (
        "charger seats",
        "step_free",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("access", "step_free"), [((), None), (("step_free",), True), (("hearing_loop",), False)]
)
def test_on_a_map_nothing_said_about_steps_is_not_a_no(
    access: tuple[str, ...], step_free: bool | None
) -> None:
    snapshot = take_snapshot([replace(VENUE, access=access)], NOW)
    (feature,) = json.loads(places_geojson(snapshot))["features"]
    assert feature["properties"]["step_free"] is step_free


def test_a_list_in_a_form_of_which_the_meaning_is_not_known_is_not_read() -> None:
    kept = json.loads(encode(take_snapshot([VENUE], NOW)).content)
    for unknown in (3, 4, 99, 0, -1, "2", None, 2.5):
        with pytest.raises(StoreError, match="safespaces publish"):
            decode(json.dumps({**kept, "format": unknown}), NOW)
    assert decode(json.dumps({**kept, "format": 1}), NOW).venues
    parts = Manifest(("a" * 24,), 1, BUILT_IN).encode()
    with pytest.raises(StoreError, match="format 4"):
        decode(parts.replace('"format":3', '"format":4'), NOW)


@pytest.mark.parametrize(
    "spoiled",
    [{"website": "javascript:alert(1)"}, {"website": "www.x.example"}, {"website": "https:///"}, {"name": " "}, {"id": ""}, {"slug": "../../x"}, {"slug": ""}, {"slug": "A b"},
     {"lat": True}, {"rough": "no"}, {"closures": ((20, 10),)}, {"closures": ((True, 10),)}, {"name": 7}],
    ids=str,
)  # fmt: skip
def test_what_no_register_lets_in_is_a_damaged_list(spoiled: dict) -> None:
    venue = public_venue(VENUE)
    check_whole(venue)
    with pytest.raises((StoreError, BadPoint)):
        check_whole(replace(venue, **spoiled))


def test_two_places_with_one_address_are_a_damaged_list() -> None:
    one = public_venue(VENUE)
    check_apart([one, replace(one, id="other", slug="other")])
    for name in ("id", "slug"):
        other = replace(one, **{"id": "other", "slug": "other", name: getattr(one, name)})
        with pytest.raises(StoreError, match="twice"):
            check_apart([one, other])


def test_a_website_that_is_none_is_not_published() -> None:
    for website, published in (("javascript:alert(1)", ""), ("www.x.example", ""), ("https://x.example/a", "https://x.example/a")):  # fmt: skip
        assert public_venue(replace(VENUE, website=website)).website == published
