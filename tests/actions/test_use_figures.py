"""What the group sees of checks that run out, of visits, and of how often places are used."""

from datetime import date, timedelta

import pytest

from safespaces.actions.coverage.use import RUNNING_OUT_DAYS, months_until, use_figures
from safespaces.actions.register.venue_records import count_use, keep_visit, note_mended
from safespaces.actions.register.verifying import Check, verify
from safespaces.moderation.record import Visit
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from tests.store.build import NOW, a_venue

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("days", "is_running_out", "unchecked"),
    [
        (0, True, 0),
        (RUNNING_OUT_DAYS, True, 0),
        (RUNNING_OUT_DAYS + 1, False, 0),
        (-1, False, 1),
    ],
)
def test_a_check_runs_out_in_its_last_sixty_days(
    register: Database, days: int, is_running_out: bool, unchecked: int
) -> None:
    last_day = TODAY + timedelta(days=days)
    with register.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
    verify(
        register,
        "id-red-cafe",
        Check(TODAY - timedelta(days=100), "visit", ("trained",), last_day),
        by="officer@council.example",
        at=NOW,
        today=TODAY,
    )
    figures = use_figures(register, today=TODAY, area_of=lambda _: "Foleshill")
    assert [last for _, last in figures.running_out] == [last_day] * is_running_out
    assert (figures.unchecked, figures.listed) == (unchecked, 1)


def visited(register: Database, visit_id: str, *, passed: bool, who: str = "officer") -> None:
    until = None if passed else TODAY
    visit = Visit(visit_id, "id-red-cafe", TODAY, who, passed, "a loose step", until, "an officer")
    keep_visit(register, visit, at=NOW, today=TODAY, site="http://x")


def test_visits_are_counted_by_who_went_and_what_is_mended_is_not_open_any_more(
    register: Database,
) -> None:
    with register.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
    visited(register, "w1", passed=True)
    for number in (2, 3, 4):
        visited(register, f"w{number}", passed=False)
    visited(register, "w5", passed=False, who="police")
    note_mended(register, "w2", by="an officer", at=NOW, site="http://x")
    figures = use_figures(register, today=TODAY, area_of=lambda _: "Foleshill")
    assert [(each.passed, each.failed, each.open) for each in figures.visits] == [
        (1, 3, 2),
        (0, 0, 0),
        (0, 1, 1),
    ]


@pytest.mark.parametrize(("days_ago", "total"), [(0, 1), (365, 1), (366, 0)])
def test_uses_of_the_last_365_days_are_counted(
    register: Database, days_ago: int, total: int
) -> None:
    with register.writing() as session:
        add_venues(session, [a_venue()], at=NOW, author="test", reason="test")
    count_use(register, "id-red-cafe", "phone", today=TODAY - timedelta(days=days_ago))
    figures = use_figures(register, today=TODAY, area_of=lambda _: "Foleshill")
    assert figures.total == total
    assert (len(figures.reasons), len(figures.kinds), len(figures.areas)) == (total,) * 3


def test_reasons_kinds_and_areas_are_told_by_how_often_and_a_place_without_a_point_has_no_area(
    register: Database,
) -> None:
    with register.writing() as session:
        venues = [a_venue(), a_venue("Lost", kind="library", located=None)]
        add_venues(session, venues, at=NOW, author="test", reason="test")
    for venue_id, reason, times in (
        ("id-lost", "phone", 6),
        ("id-red-cafe", "other", 7),
        ("id-red-cafe", "fare", 7),
    ):
        for _ in range(times):
            count_use(register, venue_id, reason, today=TODAY)
    figures = use_figures(register, today=TODAY, area_of=lambda _: "Foleshill")
    assert figures.reasons == [
        ("Lost the fare, or missed the last bus", "7"),
        ("Something else", "7"),
        ("Phone was flat", "6"),
    ]
    assert figures.areas == [("Foleshill", "14"), ("Not located", "6")]
    assert [count for _, count in figures.kinds] == ["14", "6"]
    assert figures.months[-1] == ("November 2026", "20") and figures.months[0] == (
        "November 2025",
        "0",
    )
    assert len(figures.months) == 13


@pytest.mark.parametrize(
    ("today", "first", "last", "count"),
    [
        (date(2026, 11, 30), "November 2025", "November 2026", 13),
        (date(2026, 12, 1), "December 2025", "December 2026", 13),
        (date(2025, 2, 28), "February 2024", "February 2025", 13),
    ],
)
def test_the_months_are_those_that_the_last_365_days_touch(
    today: date, first: str, last: str, count: int
) -> None:
    months = months_until(today)
    assert (months[0], months[-1], len(months)) == (first, last, count)
