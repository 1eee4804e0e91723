"""Walking time at another pace: the same for pages, phones and coverage."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from safespaces.errors import SettingsError
from safespaces.geo import walking
from safespaces.settings import Settings, settings_from
from safespaces.web.app import create_app


@pytest.fixture(autouse=True)
def usual_again() -> Iterator[None]:
    yield
    walking.use_pace(walking.USUAL_PACE_M_PER_MIN)


def test_every_walk_takes_longer_at_a_slower_pace() -> None:
    assert (walking.walk_minutes(1200), walking.walk_minutes_by_street(1200)) == (20, 15)
    walking.use_pace(60)
    assert (walking.walk_minutes(1200), walking.walk_minutes_by_street(1200)) == (26, 20)
    some = np.array([0, 1, 60, 61, 1200, 9999])
    for many, one in (
        (walking.walk_minutes_array, walking.walk_minutes),
        (walking.walk_minutes_by_street_array, walking.walk_minutes_by_street),
    ):
        assert many(some).tolist() == [one(int(metres)) for metres in some]
    assert (
        walking.walk_minutes(walking.reach_m(10))
        <= 10
        < walking.walk_minutes(walking.reach_m(10) + 1)
    )


def test_a_page_tells_the_phone_of_another_pace_only(tmp_path: Path) -> None:
    def first_page(settings: Settings) -> str:
        app = create_app(settings)
        return app.test_client().get("/what-is-a-safe-space").text

    url = f"sqlite:///{tmp_path}/register.db"
    assert "data-pace" not in first_page(Settings(database=url))
    assert ' data-pace="60"' in first_page(Settings(database=url, walking_pace=60))
    assert walking.pace_m_per_min() == 60


@pytest.mark.parametrize("value", ["0", "29", "121", "4.8", "fast", ""])
def test_a_pace_that_nobody_walks_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="SAFESPACES_WALKING_PACE"):
        settings_from({"SAFESPACES_WALKING_PACE": value})
