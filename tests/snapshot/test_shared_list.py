"""The list of one service as another takes it over: only what is public and whole goes across."""

import json
from dataclasses import replace

import pytest

from safespaces.errors import StoreError
from safespaces.snapshot.csv import places_csv
from safespaces.snapshot.geojson import places_geojson
from safespaces.snapshot.public_venue import check_whole
from safespaces.snapshot.shared_list import (
    read_shared_list,
    same_area,
    shared_list_json,
    taken_over,
)
from tests.snapshot.build import a_public_venue, a_snapshot

SITE = "https://warwick.example"
LIST = a_snapshot(
    a_public_venue("Abbey Library", closures=((10, 20),), kit=("charger",)),
    a_public_venue("Castle Cafe", kind="cafe", safe_hours="24/7", website="https://castle.example"),
)
SENT = shared_list_json(LIST, "Warwick", False)


def changed(**row: object) -> bytes:
    told = json.loads(SENT)
    told["venues"][0] |= row
    return json.dumps(told).encode()


def test_what_is_sent_is_what_is_read() -> None:
    read = read_shared_list(SENT)
    assert (read.area, read.is_demonstration, read.venues) == ("Warwick", False, LIST.venues)


def test_a_place_that_is_taken_over_says_whose_it_is_and_cannot_be_one_of_ours() -> None:
    place = taken_over(read_shared_list(SENT), SITE)[0]
    check_whole(place)
    assert (place.slug, place.list_of) == ("warwick--abbey-library", "Warwick")
    assert place.their_page == f"{SITE}/places/abbey-library"
    with pytest.raises(StoreError):  # a register never has such a slug
        check_whole(replace(place, list_of="", their_page=""))


def test_places_of_others_are_not_passed_on() -> None:
    both = a_snapshot(a_public_venue("Ours"), *taken_over(read_shared_list(SENT), SITE))
    assert [venue.name for venue in read_shared_list(shared_list_json(both, "X", True)).venues] == [
        "Ours"
    ]
    for made in (places_csv(both), places_geojson(both)):
        assert b"Ours" in made and b"Abbey" not in made


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"<!doctype html>",
        b"[" * 100_000,
        SENT[:-40],
        json.dumps({**json.loads(SENT), "format": 99}).encode(),
        json.dumps({**json.loads(SENT), "area": "--"}).encode(),
        json.dumps({**json.loads(SENT), "area": 7}).encode(),
        json.dumps({**json.loads(SENT), "demonstration": "no"}).encode(),
        json.dumps({**json.loads(SENT), "venues": {"a": 1}}).encode(),
        changed(lat=95),
        changed(lat=None),
        changed(name=" "),
        changed(name="x" * 201),
        changed(name=7),
        changed(slug="../sign-in"),
        changed(slug="castle-cafe"),
        changed(website="javascript:alert(1)"),
        changed(their_page="https://other.example/x", list_of="Other", slug="other--x"),
        changed(their_page="javascript:alert(1)", list_of="Other", slug="other--x"),
        changed(closures=[[20, 10]]),
        changed(closures="x"),
        changed(safe_hours=7),
        changed(closures=[["1", "2"]]),
        changed(closures=[[1.5, 2.5]]),
        changed(closures=[[1, 10**400]]),
        changed(closures=[[n, n + 1] for n in range(0, 900, 2)]),
        changed(minimum_age="9" * 5000),
        changed(minimum_age="999"),
        changed(lat=10**400),
        changed(name="\ud800"),
        changed(kind="<b>"),
        changed(kit=["x" * 61]),
        changed(kit=["charger"] * 60),
        changed(phone="0" * 201),
    ],
)
def test_what_is_not_a_whole_list_is_refused(content: bytes) -> None:
    with pytest.raises(StoreError):
        read_shared_list(content)


def test_hours_and_fields_of_another_version_are_not_guessed_at() -> None:
    venue = read_shared_list(changed(safe_hours="Mo-Fr sometimes", lanterns=3, kind="lido")).venues[
        0
    ]
    assert (venue.safe_hours, venue.kind) == ("", "lido")


def test_areas_are_the_same_whatever_the_case_and_the_marks() -> None:
    assert same_area("Stratford-on-Avon", "stratford on avon")
    assert not same_area("Warwick", "North Warwickshire")


def test_texts_are_tidied_as_our_own_are() -> None:
    venue = read_shared_list(changed(name="A\nB \u202eevil\0", address=" 1  Row ")).venues[0]
    assert (venue.name, venue.address) == ("A B evil", "1 Row")


def test_more_places_than_any_council_has_are_refused() -> None:
    told = json.loads(SENT)
    rows = [{**told["venues"][0], "id": f"i{n}", "slug": f"s{n}"} for n in range(5_001)]
    with pytest.raises(StoreError):
        read_shared_list(json.dumps({**told, "venues": rows}))
