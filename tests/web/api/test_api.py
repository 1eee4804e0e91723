"""GET /api/v1/nearest, for other systems."""

import json

import pytest

from safespaces.geo.point import Point
from safespaces.snapshot.finder import Finder
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import at as minute
from tests.web.conftest import TOWN, Reader, an_app

HERE = "lat=52.4104&lon=-1.50676"
KEYS = [
    "id",
    "slug",
    "name",
    "kind",
    "lat",
    "lon",
    "distance_m",
    "walk_minutes",
    "by_street",
    "bearing",
    "state",
    "open_until",
    "opens_at",
    "address",
    "url",
]


def ask(reader: Reader, query: str, status: int = 200) -> dict:
    answer = reader.answer(f"/api/v1/nearest?{query}")
    assert answer.status_code == status, answer.data
    assert (
        answer.headers["Content-Type"] == "application/json"
        and answer.headers["Cache-Control"] == "no-store"
    )
    assert (
        answer.headers["Access-Control-Allow-Origin"] == "*" and "Set-Cookie" not in answer.headers
    )

    def no_constants(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    return json.loads(answer.data, parse_constant=no_constants)


def test_the_answer_has_the_promised_shape(reader: Reader) -> None:
    body = ask(reader, HERE)
    assert set(body) == {"snapshot", "results", "help"} and body["snapshot"] == TOWN.number
    first = body["results"][0]
    assert list(first) == KEYS
    assert (first["name"], first["state"], first["open_until"], first["opens_at"]) == (
        "Central Library",
        "open",
        "2026-11-24T19:00:00+00:00",
        None,
    )
    assert (
        first["url"] == "http://127.0.0.1:8000/places/central-library"
        and first["address"] == "1 Made-up Street, Coventry, CV1 5FB"
    )
    assert {"name", "call", "use", "note"} <= set(body["help"][0])


def test_the_order_is_the_finders_own(reader: Reader) -> None:
    found = Finder(TOWN, LONDON).nearest(Point(52.4104, -1.50676), minute(24, 21, 40), 5)
    body = ask(reader, f"{HERE}&at=2026-11-24T21:40")
    assert [
        (r["slug"], r["distance_m"], r["walk_minutes"], r["bearing"], r["state"])
        for r in body["results"]
    ] == [
        (f.venue.slug, f.distance_m, f.walk_minutes, f.bearing, f.status.state.value) for f in found
    ]


def test_a_name_or_postcode_may_stand_in_place_of_the_point(reader: Reader) -> None:
    assert ask(reader, "q=Pool+Meadow")["results"] == ask(reader, HERE)["results"]
    assert ask(reader, "q=cv15fb")["results"][0]["name"] == "Central Library"
    assert "rough" in ask(reader, "q=CV1+5ZZ")["note"]


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-11-24T12:00", "open"),
        ("2026-11-24T12:00:00%2B00:00", "open"),
        ("2026-11-24T12:00:00+00:00", "open"),  # the + arrives as a space
        ("2026-11-24T12:00:00Z", "open"),
        ("2026-07-07T18:30", "open"),  # British Summer Time: 17:30 UTC
        ("2026-07-07T18:30Z", "opens_later"),
        ("2026-12-28T12:00", "opens_later"),  # Boxing Day's bank holiday
    ],
)
def test_times_are_iso_8601_in_the_towns_own_clock_unless_they_name_a_zone(
    reader: Reader, at: str, state: str
) -> None:
    found = {r["name"]: r for r in ask(reader, f"{HERE}&at={at}&limit=50")["results"]}
    assert found["Central Library"]["state"] == state


def test_now_is_meant_when_no_time_is_given(at_night: Reader) -> None:
    assert ask(at_night, HERE)["results"][0]["name"] == "Late Cafe"


def test_limit_and_filters(reader: Reader) -> None:
    assert len(ask(reader, f"{HERE}&limit=1")["results"]) == 1
    assert [r["name"] for r in ask(reader, f"{HERE}&step_free=1")["results"]] == ["Central Library"]
    assert "Old Pub" in [r["name"] for r in ask(reader, f"{HERE}&over_16=1")["results"]]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "lat and lon"), ("lat=52.4", "Longitude"), ("lon=1", "Latitude"), ("lat=nan&lon=1", "Latitude"), ("lat=1e999&lon=1", "Latitude"),
        ("lat=-inf&lon=1", "Latitude"), ("lat=91&lon=1", "Latitude"), ("lat=52&lon=181", "Longitude"), ("lat=x&lon=1", "not a number"),
        ("lat=%00&lon=1", "not a number"), (f"{HERE}&at=yesterday", "ISO 8601"), (f"{HERE}&at=0001-01-01T00:00", "five years"),
        (f"{HERE}&at=9999-12-31T23:59:59-23:59", "at "), (f"{HERE}&at={'1' * 9000}", "ISO 8601"), (f"{HERE}&limit=0", "limit"), (f"{HERE}&limit=51", "limit"),
        (f"{HERE}&limit=-1", "limit"), (f"{HERE}&limit=1e3", "limit"), (f"{HERE}&limit=٣", "limit"), (f"{HERE}&over_16=yes", "over_16"),
        ("q=", "Type a postcode"), ("q=%00", "Type a postcode"), ("q=" + "x" * 10_000, "too long"), ("q=%F0%9F%99%82", "do not know"),
        ("q=<script>", "do not know"), ("a&" * 200, "parameters"), ("q=952.4,1", "not a place"),
    ],
)  # fmt: skip
def test_a_bad_value_is_400_with_what_to_do(reader: Reader, query: str, says: str) -> None:
    assert says in ask(reader, query, 400)["error"]


def test_an_ambiguous_name_comes_back_as_choices_that_can_be_asked(reader: Reader) -> None:
    body = ask(reader, "q=station", 400)
    assert {each["label"] for each in body["choices"]} == {"Canley station", "Town station"}
    assert ask(reader, f"q={body['choices'][0]['q']}")["results"]


@pytest.mark.parametrize("here", ["lat=48.8566&lon=2.3522", "lat=53.5&lon=-4.9", "lat=-90&lon=180"])
def test_a_point_far_off_gets_an_answer_and_a_note(reader: Reader, here: str) -> None:
    body = ask(reader, here)
    assert (
        body["note"].startswith("We only know places around Coventry. The nearest is ")
        and body["results"]
    )


def test_of_a_parameter_given_twice_the_first_counts(reader: Reader) -> None:
    assert len(ask(reader, f"{HERE}&limit=1&limit=4")["results"]) == 1


def test_before_the_first_snapshot_it_says_so() -> None:
    assert "being prepared" in ask(Reader(an_app(None)), HERE, 503)["error"]


def test_a_strange_host_cannot_break_the_json(reader: Reader) -> None:
    answer = reader.answer(f"/api/v1/nearest?{HERE}", headers={"Host": 'a"b\\'})
    assert answer.status_code in (200, 400) and json.loads(answer.data)
