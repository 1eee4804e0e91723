"""A phone's clock that is wrong, by a position that is rough, by day and at night: what the page says in each case, and that no door it
promises is shut. The table is kept beside this file for people to read.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from safespaces.geo.point import Point
from safespaces.geo.walking import walk_minutes
from safespaces.hours.status import MARGIN_MIN
from safespaces.hours.wall_time import to_minute
from safespaces.snapshot.finder import Finder
from tests.browser.conftest import NOW, ROOT, Served

TABLE = Path(__file__).with_name("clocks_and_positions.md")
HERE = Point(52.4104, -1.5068)
CLOCKS = {
    "right": timedelta(0),
    "5 hours slow": timedelta(hours=-5),
    "1 day slow": timedelta(days=-1),
    "1 day fast": timedelta(days=1),
    "10 days fast": timedelta(days=10),
    "year 2015": datetime(2015, 1, 1, tzinfo=NOW.tzinfo) - NOW,
}
ACCURACIES = {"20 m": 20, "300 m": 300, "2 km": 2_000, "25 km": 25_000}
TIMES = {"open near": NOW, "nothing open": NOW + timedelta(hours=5)}
HEAD = "| clock | position known to | by day or night | the page says | beside it | note |\n|---|---|---|---|---|---|\n"


def said(page: Page, accuracy: int) -> tuple[str, str, str]:
    """Heading, the first place with its state and walk, and the note."""
    page.goto("/")
    page.evaluate(
        "([lat, lon, accuracy]) => { navigator.geolocation.getCurrentPosition = (ok) => ok({ coords: { latitude: lat, longitude: lon, accuracy } }) }",
        [HERE.lat, HERE.lon, accuracy],
    )
    page.get_by_role("button", name="Use where I am").tap()
    page.locator(".answer, .which").first.wait_for()
    if page.locator(".which").count():
        return page.locator(".which h2").inner_text(), "", ""
    first = page.locator(".answer .card-first")
    named = (
        ", ".join(first.locator(each).inner_text() for each in (".name", ".state", ".walk"))
        if first.count()
        else "the numbers to call, then places that open later"
    )
    note = page.locator(".answer [data-slot=note]")
    return (
        page.locator("#answer-heading").inner_text(),
        named,
        note.inner_text() if note.count() else "",
    )


def is_kept(finder: Finder, name: str, at: int, accuracy: int) -> bool:
    """Whether the place that is promised is open when somebody arrives who sets out from as far off as the phone may be wrong."""
    (found,) = [each for each in finder.all_from(HERE, at).first(100) if each.venue.name == name]
    arrive = at + walk_minutes(found.distance_m + accuracy)
    row = finder.row_of(found.venue.slug)
    assert row is not None
    return all(
        finder.state_now(row, arrive + later).state.value == "open" for later in range(MARGIN_MIN)
    )


def cells(page: Page, served: Served) -> Iterator[tuple[str, str, int, int, tuple[str, str, str]]]:
    for when, true in TIMES.items():
        with served.at(true):
            for clock, wrong in CLOCKS.items():
                page.clock.set_fixed_time(true + wrong)
                for known, accuracy in ACCURACIES.items():
                    row = f"| {clock} | {known} | {when} |"
                    yield row, clock, accuracy, to_minute(true), said(page, accuracy)


@pytest.mark.long
def test_no_clock_and_no_position_promises_a_door_that_is_shut(page: Page, served: Served) -> None:
    page.set_default_timeout(10_000)
    finder, table, promised = served.finder(), HEAD, 0
    for row, clock, accuracy, at, (heading, named, note) in cells(page, served):
        note = note.replace("\u00a0", " ")
        table += f"{row} {heading} | {named} | {note} |\n".replace("\u00a0", " ")
        if heading == "Open when you get there":
            promised += 1
            assert is_kept(finder, named.split(", ")[0], at, accuracy), (row, named)
        if not heading.startswith("Your phone knows"):
            assert accuracy <= 1_000, row  # rougher than that is asked about
            assert ("clock is wrong" in note) == (clock != "right"), (row, note)
            assert ("300 m" in note) == (accuracy == 300), (row, note)
    assert promised >= 12
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / TABLE.name).write_text(
        table
    )  # to be looked at and kept, where the words have changed
    assert TABLE.read_text() == table
