"""Nearest open: the order of snapshot/order.py against sorting everything the obvious way."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from safespaces.geo.distance import geodesic_m
from safespaces.geo.point import Point
from safespaces.geo.walking import walk_minutes
from safespaces.hours.status import State, Status, status
from safespaces.snapshot.finder import Finder, Wanted
from safespaces.snapshot.sections import sections
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import POOL_MEADOW, a_public_venue, a_snapshot, at

HOURS = [
    "Mo-Fr 09:00-19:00; PH off",
    "",
    "24/7",
    "Mo-Su 18:10-02:00",
    "Tu 08:00-18:20",
    "Sa 10:00-12:00",
    "2026 Dec 24 10:00-12:00",
    "Mo-Su 20:00-21:00",
]

venue_rows = st.lists(
    st.tuples(st.integers(-60, 60), st.integers(-60, 60), st.sampled_from(HOURS)), max_size=25
)


def finder_of(rows: list[tuple[int, int, str]]) -> Finder:
    venues = [
        a_public_venue(
            f"Cafe {n}",
            lat=round(52.41 + y / 2500, 5),
            lon=round(-1.507 + x / 2500, 5),
            safe_hours=hours,
        )
        for n, (y, x, hours) in enumerate(rows)
    ]
    return Finder(a_snapshot(*venues), LONDON)


def slow_order(finder: Finder, here: Point, when: int) -> list[tuple[int, Status]]:
    """Every venue's row and status, sorted by the words of the order."""
    standing = []
    for row, venue in enumerate(finder.snapshot.venues):
        metres = geodesic_m(here, venue.point)
        walk = walk_minutes(int(metres + 0.5))
        standing.append(
            (row, metres, walk, status(finder.timetable.spans(row, when), when, when + walk))
        )
    near_open = any(found.state is State.OPEN and walk <= 30 for _, _, walk, found in standing)
    ranks = {
        State.OPEN: 0,
        State.CLOSING: 2,
        State.UNKNOWN: 3 if near_open else 4,
        State.OPENS_LATER: 4 if near_open else 3,
        State.CLOSED: 5,
    }

    def key(each: tuple[int, float, int, Status]) -> tuple:
        row, metres, _, found = each
        soon = found.state is State.OPENS_LATER and found.opens_soon(when)
        later = found.state is State.OPENS_LATER and not soon
        return (
            1 if soon else ranks[found.state],
            found.opens_at if later else 0,
            round(metres, 4),
            row,
        )

    return [(row, found) for row, _, _, found in sorted(standing, key=key)]


@hypothesis_settings(max_examples=150, deadline=None)
@given(venue_rows, st.integers(0, 7 * 1440), st.integers(1, 30))
def test_the_order_is_that_of_sorting_everything(rows: list, ask: int, limit: int) -> None:
    finder, when = finder_of(rows), at(23, 0) + ask
    found = finder.nearest(POOL_MEADOW, when, limit)
    assert [(each.row, each.status) for each in found] == slow_order(finder, POOL_MEADOW, when)[
        :limit
    ]


def test_distance_walk_and_direction_are_told() -> None:
    finder = Finder(a_snapshot(a_public_venue("North", lat=52.4149, lon=-1.50676)), LONDON)
    found = finder.nearest(POOL_MEADOW, at(24, 11))[0]
    assert (found.distance_m, found.walk_minutes, found.bearing, found.compass) == (
        501,
        9,
        0,
        "north",
    )
    assert found.status == Status(State.OPEN, open_until=at(24, 19))


def test_a_door_that_shuts_before_you_reach_it_is_not_offered_first() -> None:
    near = a_public_venue("Near", safe_hours="Mo-Su 09:00-18:20", lat=52.4149)  # nine minutes away
    far = a_public_venue("Further", safe_hours="Mo-Su 09:00-21:00", lat=52.4180)
    found = Finder(a_snapshot(near, far), LONDON).nearest(POOL_MEADOW, at(24, 18, 15))
    assert [(each.venue.name, each.status.state) for each in found] == [
        ("Further", State.OPEN),
        ("Near", State.CLOSING),
    ]


@pytest.mark.parametrize(("shuts", "is_open"), [("18:34", True), ("18:33", False)])
def test_ten_minutes_after_arrival_are_enough_and_nine_are_not(shuts: str, is_open: bool) -> None:
    finder = Finder(
        a_snapshot(a_public_venue("Near", safe_hours=f"Mo-Su 09:00-{shuts}", lat=52.4149)), LONDON
    )  # nine minutes away
    places = finder.all_from(POOL_MEADOW, at(24, 18, 15))
    assert len(places.only(State.OPEN)) == is_open and len(places.only(State.CLOSING)) == (
        not is_open
    )
    assert finder.nearest(POOL_MEADOW, at(24, 18, 15))[0].status.state is (
        State.OPEN if is_open else State.CLOSING
    )


def test_on_a_bank_holiday_a_place_whose_hours_are_silent_is_unknown_and_one_that_is_off_is_not() -> (
    None
):
    silent, off = (
        a_public_venue("Silent", safe_hours="Mo-Fr 09:00-19:00"),
        a_public_venue("Off", safe_hours="Mo-Fr 09:00-19:00; PH off"),
    )
    places = Finder(a_snapshot(silent, off), LONDON).all_from(POOL_MEADOW, at(28, 11, month=12))
    assert [each.venue.name for each in places.only(State.UNKNOWN).first(2)] == ["Silent"]
    assert [each.venue.name for each in places.only(State.OPENS_LATER).first(2)] == ["Off"]


@pytest.mark.parametrize(("minute", "found"), [(0, 1), (-1, 0)])
def test_the_next_opening_is_looked_for_a_week_ahead_to_the_minute(minute: int, found: int) -> None:
    finder = Finder(
        a_snapshot(a_public_venue("Tuesdays", safe_hours="Tu 11:00-12:00; 2026 Nov 24 off")), LONDON
    )
    when = at(24, 11) + minute
    assert len(finder.all_from(POOL_MEADOW, when).next_to_open()) == found
    assert finder.nearest(POOL_MEADOW, when)[0].status.state is (
        State.OPENS_LATER if found else State.CLOSED
    )


def test_places_for_over_16s_are_offered_only_to_those_who_say_so() -> None:
    pub = a_public_venue("Pub", kind="licensed_premises", safe_hours="Mo-Su 10:00-23:00")
    adult = a_public_venue("Club", minimum_age="16 and over alone", safe_hours="24/7")
    finder = Finder(a_snapshot(pub, adult), LONDON)
    assert finder.nearest(POOL_MEADOW, at(24, 11)) == []
    assert {
        each.venue.name
        for each in finder.nearest(POOL_MEADOW, at(24, 11), wanted=Wanted(over_16=True))
    } == {"Pub", "Club"}


def test_a_place_from_17_on_is_offered_to_nobody_for_nobody_is_asked_their_age() -> None:
    adults = a_public_venue("Adults", minimum_age="18", safe_hours="24/7")
    bar = a_public_venue(
        "Bar", kind="licensed_premises", minimum_age="18", safe_hours="Mo-Su 10:00-23:00"
    )
    youth = a_public_venue("Youth", minimum_age="15", safe_hours="24/7")
    finder = Finder(a_snapshot(adults, bar, youth), LONDON)
    assert [
        each.venue.name
        for each in finder.nearest(POOL_MEADOW, at(24, 11), wanted=Wanted(over_16=True))
    ] == ["Youth"]
    assert len(finder.nearest(POOL_MEADOW, at(24, 11), wanted=Wanted(any_age=True))) == 3


def test_after_midnight_a_licensed_place_is_shut_to_everybody_until_five() -> None:
    finder = Finder(
        a_snapshot(a_public_venue("Bar", kind="licensed_premises", safe_hours="24/7")), LONDON
    )
    found = finder.nearest(POOL_MEADOW, at(24, 0, 30), wanted=Wanted(over_16=True))[0]
    assert found.status == Status(State.OPENS_LATER, opens_at=at(24, 5))


@pytest.mark.parametrize(
    ("kind", "alcohol", "is_shut"),
    [
        ("cafe", "", False),
        ("cafe", "no", False),
        ("cafe", "yes", True),
        ("restaurant", "", True),
        ("restaurant", "yes", True),
        ("restaurant", "no", False),
        ("licensed_premises", "no", True),
        ("cafe", "perhaps", False),
    ],
)
def test_what_a_place_says_of_alcohol_counts_before_its_kind(
    kind: str, alcohol: str, is_shut: bool
) -> None:
    venue = a_public_venue("A", kind=kind, alcohol=alcohol, safe_hours="24/7")
    finder = Finder(a_snapshot(venue), LONDON)
    found = finder.nearest(POOL_MEADOW, at(24, 0, 30), wanted=Wanted(any_age=True))[0]
    assert (found.status.state is State.OPENS_LATER) == is_shut


def test_step_free_and_kind_are_filters() -> None:
    venues = (a_public_venue("A", access=("step_free",)), a_public_venue("B", kind="cafe"))
    finder = Finder(a_snapshot(*venues), LONDON)
    assert [
        f.venue.name for f in finder.nearest(POOL_MEADOW, at(24, 11), wanted=Wanted(step_free=True))
    ] == ["A"]
    assert [
        f.venue.name for f in finder.nearest(POOL_MEADOW, at(24, 11), wanted=Wanted(kind="cafe"))
    ] == ["B"]


def test_hours_that_cannot_be_read_are_unknown_and_never_open() -> None:
    finder = Finder(a_snapshot(a_public_venue("Odd", safe_hours="whenever")), LONDON)
    assert finder.nearest(POOL_MEADOW, at(24, 11))[0].status == Status(State.UNKNOWN)


def test_an_empty_snapshot_answers_with_nothing() -> None:
    finder = Finder(a_snapshot(), LONDON)
    assert finder.nearest(POOL_MEADOW, at(24, 11)) == [] and finder.nearest_m(POOL_MEADOW) is None
    parts = sections(finder, POOL_MEADOW, at(24, 11))
    assert parts.first is None and parts.far_away_km is None


def test_an_answer_with_an_open_place_has_it_first_and_four_more() -> None:
    finder = finder_of([(n, 0, "24/7") for n in range(8)])
    parts = sections(finder, POOL_MEADOW, at(24, 21, 40))
    assert parts.first is not None and parts.first.venue.name == "Cafe 1" and len(parts.others) == 4
    assert parts.opening == parts.far_open == parts.perhaps == ()


def test_an_answer_with_nothing_open_near_says_what_opens_next_and_what_might_be_open() -> None:
    finder = finder_of(
        [
            (1, 0, HOURS[0]),
            (2, 0, ""),
            (60, 60, "24/7"),
            (3, 0, "Sa 10:00-12:00"),
            (4, 0, "Tu 08:00-21:41"),
        ]
    )
    parts = sections(finder, POOL_MEADOW, at(24, 21, 40))
    assert parts.first is None and [f.venue.name for f in parts.far_open] == ["Cafe 2"]
    assert [f.venue.name for f in parts.opening] == ["Cafe 0", "Cafe 3"]
    assert {f.venue.name for f in parts.perhaps} == {"Cafe 1", "Cafe 4"}


def test_a_point_in_france_is_told_how_far_it_is() -> None:
    parts = sections(finder_of([(0, 0, "24/7")]), Point(48.8566, 2.3522), at(24, 11))
    assert (
        parts.first is None
        and parts.far_open == ()
        and parts.far_away_km is not None
        and 470 < parts.far_away_km < 490
    )


@pytest.mark.parametrize(
    ("metres", "far_km"), [(20_000, None), (20_001, 20), (20_499, 20), (20_500, 21)]
)
def test_the_note_that_it_is_far_away_begins_beyond_twenty_kilometres(
    monkeypatch: pytest.MonkeyPatch, metres: int, far_km: int | None
) -> None:
    finder = finder_of([(0, 0, "Sa 10:00-12:00")])
    monkeypatch.setattr(Finder, "nearest_m", lambda *_: metres)
    assert sections(finder, POOL_MEADOW, at(24, 11)).far_away_km == far_km


@pytest.mark.parametrize(
    ("age", "to_all", "to_over_16s"),
    [("15", True, True), ("16", False, True), ("17", False, False)],
)
def test_an_age_is_kept_to_the_year(age: str, to_all: bool, to_over_16s: bool) -> None:
    venue = a_public_venue("Club", minimum_age=age)
    assert (Wanted().allows(venue), Wanted(over_16=True).allows(venue)) == (to_all, to_over_16s)


@pytest.mark.parametrize(("minute", "first"), [(0, "Soon"), (-1, "Closing")])
def test_a_place_that_opens_in_half_an_hour_comes_before_one_that_shuts_too_soon(
    minute: int, first: str
) -> None:
    closing = a_public_venue("Closing", safe_hours="Mo-Su 09:00-18:05")
    soon = a_public_venue("Soon", safe_hours="Mo-Su 18:30-21:00", lat=52.42)
    finder = Finder(a_snapshot(closing, soon), LONDON)
    assert finder.nearest(POOL_MEADOW, at(24, 18) + minute)[0].venue.name == first


def test_only_the_last_moments_that_were_asked_about_are_kept() -> None:
    finder = finder_of([(0, 0, "24/7")])
    for minute in range(70):
        finder.nearest(POOL_MEADOW, at(24, 11, minute))
    kept = [(at(24, 11, minute), Wanted()) for minute in range(6, 70)]
    assert list(finder._moments._values) == kept


@pytest.mark.parametrize(("minute", "found"), [(58, 1), (59, 0)])
def test_doubt_ends_with_its_last_minute(minute: int, found: int) -> None:
    doubtful = a_public_venue("Doubtful", safe_hours="Tu 10:00-12:00 unknown; We 10:00-12:00")
    places = Finder(a_snapshot(doubtful), LONDON).all_from(POOL_MEADOW, at(24, 11, minute))
    assert len(places.only(State.UNKNOWN)) == found  # a minute's walk away


def test_only_the_last_weeks_that_were_asked_about_are_kept() -> None:
    timetable = finder_of([(0, 0, "24/7")]).timetable
    for week in range(8):
        timetable.arrivals(at(23, 11) + week * 7 * 1440)
    assert len(timetable._windows) == 6
    assert timetable.arrivals(at(23, 11)).spans[0] is not None


def test_the_last_opening_of_the_last_place_is_its_own() -> None:
    venues = (
        a_public_venue("Day and night", kind="cafe", safe_hours="24/7"),
        a_public_venue("Wednesday", safe_hours="2026 Nov 25 10:00-12:00", lat=52.42),
        a_public_venue("Thursday", safe_hours="2026 Nov 26 10:00-12:00"),
    )
    places = Finder(a_snapshot(*venues), LONDON).all_from(POOL_MEADOW, at(24, 11))
    assert [each.venue.name for each in places.next_to_open().first(3)] == ["Wednesday", "Thursday"]
