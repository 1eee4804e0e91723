import json
from datetime import date

from safespaces.hours.spans import Span, Spans
from safespaces.hours.status import status
from safespaces.snapshot.directory import ROUGH, STEP_FREE, directory_json
from safespaces.snapshot.finder import Finder
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_public_venue, a_snapshot, at


def directory(*venues: object, today: date = date(2026, 11, 24)) -> dict:
    return json.loads(directory_json(Finder(a_snapshot(*venues), LONDON), today))  # type: ignore[arg-type]


def spans_of(kept: dict, row: int) -> Spans | None:
    """What a phone reads back."""
    schedule = kept["schedules"][kept["venues"]["schedule"][row]]
    return (
        None
        if schedule is None
        else Spans(*(tuple(_spans(flat, kept["start"])) for flat in schedule))
    )


def _spans(flat: list[int], last: int) -> list[Span]:
    spans = []
    for gap, length in zip(flat[::2], flat[1::2], strict=True):
        spans.append(Span(last + gap, last + gap + length))
        last += gap + length
    return spans


def test_venues_are_columns_and_share_schedules() -> None:
    kept = directory(
        a_public_venue("A"), a_public_venue("B", kind="cafe"), a_public_venue("C", safe_hours="")
    )
    assert kept["venues"]["name"] == ["A", "B", "C"] and kept["venues"]["schedule"] == [0, 0, 1]
    assert (
        kept["schedules"][1] is None
        and kept["kinds"] == [["cafe", "Cafe"], ["library", "Library"]]
        and kept["venues"]["kind"] == [1, 0, 1]
    )
    assert (
        kept["venues"]["lat"][0] == 5241040
        and kept["venues"]["lon"][0] == -150676
        and kept["venues"]["address"][0] == "1 Made-up Street, Coventry, CV1 5FB"
    )


def test_flags_tell_step_free_and_rough_and_each_place_its_youngest_age() -> None:
    pub, adults = (
        a_public_venue("B", kind="licensed_premises"),
        a_public_venue("C", minimum_age="18"),
    )
    venues = directory(a_public_venue("A", access=("step_free",), rough=True), pub, adults)[
        "venues"
    ]
    assert venues["flags"] == [STEP_FREE + ROUGH, 0, 0] and venues["age"] == [0, 16, 18]


def test_the_ready_made_spans_give_the_same_status_as_the_timetable_for_a_week() -> None:
    hours = ["Mo-Fr 09:00-19:00", "Mo-Su 20:00-01:30; PH off", "24/7", "Sa 10:00-12:00", ""]
    for today in (date(2026, 12, 21), date(2026, 10, 20), date(2027, 3, 24)):
        finder = Finder(
            a_snapshot(*[a_public_venue(f"V{n}", safe_hours=text) for n, text in enumerate(hours)]),
            LONDON,
        )
        kept = json.loads(directory_json(finder, today))
        for row in range(len(hours)):
            for minute in range(kept["start"], kept["start"] + 7 * 1440 - 60, 45):
                for walk in (0, 20):
                    assert status(spans_of(kept, row), minute, minute + walk) == status(
                        finder.timetable.spans(row, minute), minute, minute + walk
                    )


def test_clock_changes_within_the_window_are_told() -> None:
    kept = directory(a_public_venue("A"), today=date(2026, 10, 20))
    assert kept["offsets"] == [[0, 60], [at(25, 1, month=10) + 60 - kept["start"], 0]]
    assert directory(a_public_venue("A"), today=date(2026, 10, 8))["offsets"] == [[0, 60]]
