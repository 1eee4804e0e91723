"""An officer imports a city's libraries in a real browser, as CSV and as the national schema's workbook; then the public is asked."""

import csv
import io
import json
import time
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from safespaces.actions.register.publish import publish
from safespaces.store.database import Database
from safespaces.store.venues import all_venues, change_venues
from safespaces.venues.venue import ListingStatus
from tests.browser.conftest import NOW, ROOT, Served
from tests.browser.test_every_page import faults
from tests.browser.test_staff import sign_in
from tests.intake.files import xlsx

REAL = ROOT.parent / "shared" / "data" / "poi" / "libraries.csv"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MADE_UP = (
    "name,address1,address2,postcode,type,year_opened,year_closed,monday,tuesday,wednesday,thursday,friday,saturday,sunday,url,email,lat,lon\n"
    "Red Library,1 Made-up Street,Coventry,CV1 1FY,LAL,,,09:00-19:00,09:00-19:00,09:00-19:00,09:00-19:00,09:00-19:00,09:00-16:30,12:00-16:00"
    ",https://red.example,red@red.example,52.409314,-1.513196\n"
    "Blue Library,2 Made-up Street,Coventry,CV2 4EA,LAL,,,10:00-00:00,10:00-14:00,,12:00-18:00,10:00-14:00,,17:00-19:00,,,52.409655,-1.487319\n"
    "Gone Library,3 Made-up Street,Coventry,CV6 6AS,LAL,,2016,,,,,,,,,,52.444469,-1.492507\n"
)
ASKED = [  # the day's column, the minute, and when that is
    ("sunday", 18 * 60, datetime(2026, 11, 29, 18, tzinfo=UTC)),
    ("wednesday", 11 * 60, datetime(2026, 12, 2, 11, tzinfo=UTC)),
    ("sunday", 15 * 60, datetime(2026, 11, 29, 15, tzinfo=UTC)),
    ("saturday", 10 * 60 + 30, datetime(2026, 11, 28, 10, 30, tzinfo=UTC)),
]


def national(content: str) -> bytes:
    """The same list in the schema of the national library data, as a workbook."""
    kinds = ("staffed", "unstaffed")
    headers = [
        "Local authority",
        "Library name",
        "Address 1",
        "Address 2",
        "Postcode",
        "Year closed",
        "Latitude",
        "Longitude",
    ]
    rows: list[list[object]] = [
        headers + [f"{day} {kind} hours" for kind in kinds for day in DAYS] + ["Notes"]
    ]
    for row in csv.DictReader(io.StringIO(content)):
        hours = [row[day.lower()] for day in DAYS]
        place = [
            row[name]
            for name in ("name", "address1", "address2", "postcode", "year_closed", "lat", "lon")
        ]
        rows.append(["Made-up Council", *place, *hours, *["07:00-22:00"] * 7, ""])
    return xlsx(rows)


@pytest.fixture(params=["made up", "the city's own"])
def libraries(request: pytest.FixtureRequest) -> str:
    """A council's list: a small one that is always there, and the city's own where it is."""
    if request.param == "made up":
        return MADE_UP
    if not REAL.is_file():
        pytest.skip(
            "the city's list lies outside the repository; the made-up one of the same layout always runs"
        )
    return REAL.read_text()


@pytest.mark.parametrize("as_workbook", [False, True], ids=["csv", "xlsx"])
def test_an_officer_imports_a_library_list_and_the_public_is_told_the_right_hours(
    browser: Browser,
    browser_context_args: dict,
    empty: Served,
    libraries: str,
    tmp_path: Path,
    as_workbook: bool,
) -> None:
    file = tmp_path / ("libraries.xlsx" if as_workbook else "libraries.csv")
    file.write_bytes(national(libraries) if as_workbook else libraries.encode())
    rows = [row for row in csv.DictReader(io.StringIO(libraries)) if not row["year_closed"]]
    context = browser.new_context(**{**browser_context_args, "base_url": empty.address})
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    sign_in(page, empty, "officer@council.example")
    import_it(page, file, len(rows))
    context.close()
    list_all(empty)
    wait_until_listed(empty, rows[-1]["name"])
    for day, minute, at in ASKED:
        with empty.at(at):
            told = states(empty, rows)
        assert {name for name, state in told.items() if state == "open"} == {
            row["name"] for row in rows if is_open(row[day], minute)
        }, at
        assert "unknown" not in told.values()
    with empty.at(
        datetime(2026, 12, 24, 11, tzinfo=UTC)
    ):  # whatever the week says, nobody has named Christmas Eve
        told = states(empty, rows)
    assert {name for name, state in told.items() if state == "unknown"} == {
        row["name"] for row in rows if is_open(row["thursday"], 11 * 60)
    }
    assert "open" not in told.values()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_file_of_thousands_of_rows_shows_how_far_it_is_and_is_done_in_the_background(
    browser: Browser, browser_context_args: dict, empty: Served, tmp_path: Path, script: bool
) -> None:
    file = tmp_path / "large.csv"
    places = [
        f"Hall {number},community_centre,{number} Made-up Street,CV1 1FY,Mo-Fr 09:00-17:00; PH off"
        for number in range(4_000)
    ]
    file.write_text("\n".join(["name,kind,address,postcode,safe_hours", *places]))
    context = browser.new_context(
        **{**browser_context_args, "base_url": empty.address, "java_script_enabled": script}
    )
    page = context.new_page()
    sign_in(page, empty, "officer@council.example")
    page.goto("/officer/import")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Show me what it would do").tap()
    for heading, button in (
        ("The file is being read", "Import it"),
        ("The file is being imported", "Show me what it would do"),
    ):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_role("progressbar", name="How far it is")).to_be_visible()
        shown = page.get_by_role("button", name=button)
        expect(shown).to_be_visible(timeout=60_000)
        if button == "Import it":
            expect(page.locator("main")).to_contain_text("4000 to add")
            shown.tap()
    expect(page.locator("main")).to_contain_text("4000 added, 0 changed")
    context.close()


def import_it(page: Page, file: Path, count: int) -> None:
    """Choose the file, say what kind they are and what blank means, read the plan, press the button."""
    page.goto("/officer/import")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Show me what it would do").tap()
    page.get_by_label("All rows are").select_option("library")
    page.get_by_role("button", name="Read it again").first.tap()
    page.get_by_label("Closed on that day").check()
    page.get_by_role("form", name="What a blank day means").get_by_role(
        "button", name="Read it again"
    ).tap()
    expect(page.locator("p.lead")).to_have_text(
        f"{count} to add, 0 to change, 0 as before, 0 rejected."
    )
    expect(page.locator("main")).to_contain_text(
        "10:00-17:00 or 10:00-24:00"
    )  # the slip in the list is asked about
    expect(page.locator("main")).to_contain_text("closed for good")
    assert faults(page) == []
    page.get_by_role("button", name="Import it").tap()
    expect(page.locator("main")).to_contain_text(f"{count} added, 0 changed")


def list_all(served: Served) -> None:
    """Put them on the list, as if each had been checked: how that is done is tested elsewhere."""
    database = Database(f"sqlite:///{served.database}")
    with database.writing() as session:
        venues = [replace(venue, status=ListingStatus.LISTED) for venue in all_venues(session)]
        change_venues(session, venues, at=NOW, author="test", reason="test")
    publish(database, at=NOW)
    database.close()


def wait_until_listed(served: Served, name: str) -> None:
    """The server looks for a newer list every few seconds."""
    for _ in range(100):
        table = urllib.request.urlopen(f"{served.address}/places.csv", timeout=20).read().decode()
        if name in table:
            return
        time.sleep(0.2)
    raise AssertionError(f"{name} is not on the list after 20 seconds")


def states(served: Served, rows: list[dict[str, str]]) -> dict[str, str]:
    """What the public is told of each place by somebody who stands at its door."""
    found = {}
    for row in rows:
        address = f"{served.address}/api/v1/nearest?lat={row['lat']}&lon={row['lon']}&limit=50"
        told = json.load(urllib.request.urlopen(address, timeout=20))
        found[row["name"]] = next(
            each["state"] for each in told["results"] if each["name"] == row["name"]
        )
    return found


def is_open(cell: str, minute: int) -> bool:
    """Whether a cell of the list covers a minute and ten more."""
    spells = [
        [int(clock[:2]) * 60 + int(clock[3:]) for clock in spell.split("-")]
        for spell in cell.split(",")
        if spell
    ]
    return any(start <= minute <= end - 10 for start, end in spells)
