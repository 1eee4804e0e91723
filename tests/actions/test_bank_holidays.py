"""Bank holidays by nation: the government's file, proclaimed days, and what the public sees of them without a restart."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from safespaces.actions.reference.bank_holidays import add_bank_holiday, import_bank_holidays
from safespaces.actions.reference.nations import nation_of
from safespaces.actions.register.publish import publish
from safespaces.errors import BadInput, ImportRefused
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.hours.bank_holidays import BUILT_IN, NATION_NAMES, Calendar, Nation
from safespaces.hours.status import State
from safespaces.hours.wall_time import minute_of_wall
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.snapshot import decode, encode
from safespaces.store.audit import audit_lines
from safespaces.store.calendar import calendar_of
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from safespaces.venues.venue import ListingStatus
from tests.hours.slow_reference import LONDON
from tests.store.build import a_venue

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
GOV_UK = Path(__file__).parents[3] / "shared" / "data" / "calendar" / "bank-holidays.json"


def a_file(**nations: dict[str, str]) -> bytes:
    """A file in GOV.UK's form."""
    return json.dumps(
        {
            nation.replace("_", "-"): {
                "division": nation,
                "events": [
                    {"title": name, "date": on, "notes": "", "bunting": True}
                    for on, name in days.items()
                ],
            }
            for nation, days in nations.items()
        }
    ).encode()


def state_on(database: Database, day: date, postcode: str = "") -> State:
    """The state of a listed library at noon, by what is published."""
    finder = Finder(publish(database, at=NOW), LONDON)
    at = minute_of_wall(day, 720, LONDON)
    row = next(
        row
        for row, venue in enumerate(finder.snapshot.venues)
        if not postcode or venue.postcode == postcode
    )
    return finder.state_now(row, at).state


@pytest.fixture
def library(register: Database) -> Database:
    """A register with a library in Coventry, one in Edinburgh and one in Belfast, all open on weekdays and shut on bank holidays."""
    with register.writing() as session:
        for number, postcode in enumerate(("CV1 5FB", "EH1 1YZ", "BT1 5GS")):
            located = LocatedPoint(Point(52.4, -1.5), PointSource.GIVEN)
            venue = a_venue(
                f"Library {number}",
                postcode=postcode,
                located=located,
                status=ListingStatus.LISTED,
                safe_hours="Mo-Fr 09:00-17:00; PH off",
            )
            add_venues(session, [venue], at=NOW, author="test", reason="")
    return register


@pytest.mark.parametrize(
    ("day", "coventry", "edinburgh", "belfast"),
    [
        (date(2026, 11, 30), True, False, True),  # St Andrew's Day
        (date(2027, 1, 4), True, False, True),  # 2 January, substitute
        (date(2027, 8, 30), False, True, False),  # the summer bank holiday is earlier in Scotland
        (date(2027, 8, 2), True, False, True),
        (date(2027, 3, 17), True, True, False),  # St Patrick's Day
        (date(2027, 7, 12), True, True, False),  # Battle of the Boyne
        (date(2027, 3, 29), False, True, False),  # Easter Monday is none in Scotland
        (date(2027, 5, 3), False, False, False),
    ],
)
def test_each_nation_has_its_own_bank_holidays(
    library: Database, day: date, coventry: bool, edinburgh: bool, belfast: bool
) -> None:
    states = [
        state_on(library, day, postcode) is State.OPEN
        for postcode in ("CV1 5FB", "EH1 1YZ", "BT1 5GS")
    ]
    assert states == [coventry, edinburgh, belfast]


def test_a_proclaimed_day_shuts_what_is_shut_on_bank_holidays_at_once_and_is_in_the_audit_log(
    library: Database,
) -> None:
    day = date(2027, 6, 14)
    assert state_on(library, day) is State.OPEN
    add_bank_holiday(
        library, day, "A proclaimed day", (Nation.ENGLAND_AND_WALES,), at=NOW, by="operator"
    )
    assert (
        state_on(library, day, "CV1 5FB") is State.OPENS_LATER
        and state_on(library, day, "EH1 1YZ") is State.OPEN
    )
    with library.reading() as session:
        assert any(
            "2027-06-14 A proclaimed day, England and Wales" in line.new
            for _, line in audit_lines(session)
        )
    with pytest.raises(BadInput):
        add_bank_holiday(library, day, "  ", tuple(Nation), at=NOW, by="operator")


def test_the_governments_list_wins_over_the_library_where_a_day_is_moved_and_hand_made_days_stay(
    library: Database,
) -> None:
    add_bank_holiday(
        library, date(2028, 3, 1), "By hand", (Nation.ENGLAND_AND_WALES,), at=NOW, by="operator"
    )
    moved = {
        "2028-01-03": "New Year’s Day",
        "2028-05-08": "Early May bank holiday",
        "2028-12-25": "Christmas Day",
    }
    import_bank_holidays(library, a_file(england_and_wales=moved), at=NOW, by="operator")
    assert state_on(library, date(2028, 5, 1), "CV1 5FB") is State.OPEN  # the library's day
    assert state_on(library, date(2028, 5, 8), "CV1 5FB") is State.OPENS_LATER
    assert state_on(library, date(2028, 3, 1), "CV1 5FB") is State.OPENS_LATER
    with library.reading() as session:
        calendar = calendar_of(session)
    assert (
        calendar.known_until(Nation.ENGLAND_AND_WALES) == 2028
        and calendar.known_until(Nation.SCOTLAND) is None
    )
    assert date(2028, 5, 1) in calendar.differences(Nation.ENGLAND_AND_WALES)


def test_the_calendar_travels_with_the_snapshot(library: Database) -> None:
    add_bank_holiday(library, date(2027, 6, 14), "A day", tuple(Nation), at=NOW, by="operator")
    snapshot = publish(library, at=NOW)
    assert (
        decode(encode(snapshot).content, NOW) == snapshot
        and snapshot.calendar.of(Nation.SCOTLAND)(date(2027, 6, 14)) == "A day"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1]",
        b"PK\x03\x04",
        b'{"england-and-wales": {"events": [{"date": "soon", "title": "x"}]}}',
        b"[" * 100_000,
    ],
)
def test_another_file_is_refused_by_name(library: Database, content: bytes) -> None:
    with pytest.raises(ImportRefused, match=r"GOV\.UK"):
        import_bank_holidays(library, content, at=NOW, by="operator")


def test_a_file_that_is_much_larger_than_the_governments_is_not_read(library: Database) -> None:
    good = a_file(scotland={"2028-01-03": "New Year's Day"})
    with pytest.raises(ImportRefused, match=r"GOV\.UK"):
        import_bank_holidays(library, good + b" " * 2**20, at=NOW, by="operator")
    assert import_bank_holidays(library, good + b" " * 2**19, at=NOW, by="operator")


def test_a_point_tells_the_nation_where_no_postcode_does() -> None:
    def at(lat: float, lon: float) -> Nation:
        return nation_of()(
            a_venue("A", postcode="", located=LocatedPoint(Point(lat, lon), PointSource.GIVEN))
        )

    assert [at(52.4, -1.5), at(57.1, -2.1), at(54.6, -5.93), at(51.5, -3.2)] == [
        Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND, Nation.ENGLAND_AND_WALES
    ]  # fmt: skip
    assert nation_of(Nation.SCOTLAND)(a_venue("A", postcode="", located=None)) is Nation.SCOTLAND
    glasgow, jura, ballycastle = at(55.86, -4.25), at(55.9, -5.95), at(55.2, -6.24)
    assert (glasgow, jura, ballycastle) == (
        Nation.SCOTLAND, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
    )  # fmt: skip


@pytest.mark.skipif(
    not GOV_UK.exists(),
    reason="the government's own file is not here; files of the same form above are",
)
def test_the_governments_own_file_is_read_and_agrees_with_the_library(library: Database) -> None:
    listed = import_bank_holidays(library, GOV_UK.read_bytes(), at=NOW, by="operator")
    assert {nation: len(dates) for nation, dates in listed.items()} == {
        Nation.ENGLAND_AND_WALES: 32, Nation.SCOTLAND: 36, Nation.NORTHERN_IRELAND: 40
    }  # fmt: skip
    calendar = Calendar(listed)
    for nation in Nation:
        assert all(BUILT_IN.of(nation)(on) or calendar.of(nation)(on) for on in listed[nation])


def test_a_list_that_was_imported_is_in_the_audit_log(register: Database) -> None:
    file = {
        nation.value: {"division": nation.value, "events": [{"date": "2026-12-25", "title": "Christmas Day"}]}
        for nation in Nation
    }  # fmt: skip
    import_bank_holidays(register, json.dumps(file).encode(), at=NOW, by="test")
    with register.reading() as session:
        ((_, line),) = audit_lines(session, what="bank holidays imported")
    assert (line.who, line.subject) == ("test", "bank holidays")
    assert line.new == ", ".join(f"{NATION_NAMES[nation]} 1" for nation in Nation)
