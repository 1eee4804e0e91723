"""What the group sees of checks that run out."""

from datetime import timedelta

import pytest

from safespaces.actions.coverage.use import RUNNING_OUT_DAYS, use_figures
from safespaces.actions.register.verifying import Check, verify
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
