"""What the doctor says of the register and of how the service is set up."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safespaces.actions.operations import doctor
from safespaces.actions.operations.doctor import Finding, Level, examine
from safespaces.actions.operations.doctor_setup import examine_setup
from safespaces.actions.reference.bank_holidays import import_bank_holidays
from safespaces.actions.register.publish import publish
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.hours.bank_holidays import NATION_NAMES, Nation
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.postcodes import replace_postcodes
from safespaces.store.venues import add_venues
from safespaces.venues.venue import ListingStatus
from tests.store.build import a_venue

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "level"),
    [("Mo-Fr 09:00-17:00; PH off", Level.OK), ("Fr 22:00-04:00; PH off", Level.LOOK), ("24/7; 2026 off; 2026 off", Level.LOOK), ("", Level.OK)],
)  # fmt: skip
def test_hours_that_are_odd_for_a_kind_or_that_no_reader_takes_any_more_are_named(
    register: Database, hours: str, level: Level
) -> None:
    with register.writing() as session:
        add_venues(
            session,
            [a_venue(kind="library", safe_hours=hours)],
            at=AT,
            author="test",
            reason="test",
        )
    publish(register, at=AT)
    (check,) = [
        each for each in examine(register, Settings(), at=AT) if each.subject == "odd hours"
    ]
    assert check.level is level and ("Red Cafe" in check.finding) is (level is Level.LOOK)
    assert bool(check.remedy) is (level is Level.LOOK)


def test_it_says_whether_the_public_sees_what_the_register_says(register: Database) -> None:
    def found() -> tuple[Level, str]:
        (check,) = [
            each for each in examine(register, Settings(), at=AT) if each.subject == "snapshot"
        ]
        return check.level, check.finding

    assert found() == (Level.FAIL, "nothing is published, so the public sees no place")
    for name in ("Red Cafe", "Blue Hub"):
        with register.writing() as session:
            add_venues(session, [a_venue(name)], at=AT, author="test", reason="test")
        if name == "Red Cafe":
            publish(register, at=AT)
            assert found()[0] is Level.OK
    assert found()[0] is Level.FAIL and "is not what the register says now" in found()[1]


def one(register: Database, subject: str, at: datetime = AT) -> Finding:
    (found,) = [each for each in examine(register, Settings(), at=at) if each.subject == subject]
    return found


def test_tables_that_are_not_there_are_told_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/empty.db")
    found = list(examine(database, Settings(), at=AT))
    database.close()
    assert [(each.level, each.subject) for each in found] == [
        (Level.OK, "version"),
        (Level.FAIL, "database"),
    ]


def test_an_old_list_and_an_empty_one_are_worth_a_look(register: Database) -> None:
    publish(register, at=AT)
    assert one(register, "snapshot").level is Level.LOOK
    with register.writing() as session:
        add_venues(session, [a_venue()], at=AT, author="test", reason="test")
    publish(register, at=AT)
    levels = [one(register, "snapshot", AT + timedelta(days=days)).level for days in (30, 31)]
    assert levels == [Level.OK, Level.LOOK]


def test_a_listed_place_without_a_point_fails_and_says_what_to_run(register: Database) -> None:
    assert (one(register, "points").level, one(register, "points").remedy) == (Level.OK, "")
    with register.writing() as session:
        add_venues(session, [a_venue(located=None)], at=AT, author="test", reason="test")
    found = one(register, "points")
    assert (found.level, found.remedy) == (Level.FAIL, "Run: safespaces locate")
    assert "1 of 1" in found.finding and "Red Cafe" in found.finding


@pytest.mark.parametrize(("version", "level"), [("2026", Level.OK), ("", Level.LOOK)])
def test_without_any_postcodes_it_says_what_to_do(
    register: Database, monkeypatch: pytest.MonkeyPatch, version: str, level: Level
) -> None:
    monkeypatch.setattr(doctor, "uk_version", lambda: version)
    found = one(register, "postcodes")
    assert found.level is level and ("safespaces postcodes fetch" in found.remedy) is not bool(
        version
    )


def of_setup(subject: str, **settings: object) -> list[Level]:
    return [
        each.level
        for each in examine_setup(Settings(**settings))  # type: ignore[arg-type]
        if each.subject == subject
    ]


@pytest.mark.parametrize(
    ("database", "levels"),
    [
        ("postgresql+psycopg://u:p@db.example/s", [Level.FAIL]),
        ("postgresql+psycopg://u:p@db.example:5432/s?sslmode=require", [Level.FAIL]),
        ("postgresql+psycopg://u:p@db.example/s?sslmode=verify-full", [Level.OK]),
        ("postgresql+psycopg://u:p@localhost/s", []),
        ("postgresql+psycopg://u:p@127.0.0.1:5432/s", []),
        ("postgresql+psycopg://u:p@[::1]:5432/s", []),
        ("postgresql+psycopg://u:p@[2001:db8::1]/s", [Level.FAIL]),
        ("postgresql+psycopg:///s?host=::1", []),
        ("postgresql+psycopg://u:sslmode=verify-full@db.example/s", [Level.FAIL]),
        ("postgresql+psycopg:///s", []),
        ("postgresql+psycopg:///s?host=/run/postgresql", []),
        ("postgresql+psycopg:///s?user=u&host=db.example", [Level.FAIL]),
        ("postgresql+psycopg://u:p@localhost/s?host=db.example", [Level.FAIL]),
        ("sqlite:///nowhere/@db.example/register.db", []),
    ],
)
def test_a_connection_to_another_machine_has_to_be_encrypted(
    database: str, levels: list[Level]
) -> None:
    assert of_setup("database", database=database) == levels


@pytest.mark.parametrize(
    ("site", "level"),
    [("", Level.LOOK), ("http://safe.example", Level.FAIL), ("https://safe.example", Level.OK)],
)
def test_a_site_without_encryption_fails(site: str, level: Level) -> None:
    assert of_setup("site", site=site) == [level]


@pytest.mark.parametrize(
    ("site", "proxies", "level"),
    [
        ("https://safe.example", 0, Level.FAIL),
        ("https://safe.example", 1, Level.OK),
        ("http://safe.example", 0, Level.OK),
    ],
)
def test_behind_https_there_is_a_proxy(site: str, proxies: int, level: Level) -> None:
    assert of_setup("proxy", site=site, proxies=proxies) == [level]


@pytest.mark.parametrize(
    ("site", "mail", "level"),
    [
        ("https://safe.example", "console", Level.FAIL),
        ("https://safe.example", "smtp", Level.OK),
        ("http://safe.example", "console", Level.OK),
    ],
)
def test_where_people_come_mails_are_not_written_to_the_log(
    site: str, mail: str, level: Level
) -> None:
    assert of_setup("mail", site=site, mail=mail) == [level]


@pytest.mark.parametrize(
    ("mode", "level"), [(0o600, Level.OK), (0o640, Level.FAIL), (0o604, Level.FAIL)]
)
@pytest.mark.parametrize("name", ["register.db", "register.db-wal"])
def test_only_their_owner_reads_the_files_of_the_register(
    tmp_path: Path, name: str, mode: int, level: Level
) -> None:
    for each in ("register.db", "register.db-wal"):
        (tmp_path / each).touch(0o600)
    (tmp_path / name).chmod(mode)
    assert of_setup("files", database=f"sqlite:///{tmp_path}/register.db") == [level]


def test_of_a_register_that_is_not_there_no_file_is_looked_at(tmp_path: Path) -> None:
    assert of_setup("files", database=f"sqlite:///{tmp_path}/register.db") == []


@pytest.mark.parametrize(
    ("subject", "lacking"), [("hours", {"safe_hours": ""}), ("checks", {"checked_on": None})]
)
def test_what_listed_places_lack_is_worth_a_look_and_of_others_it_is_not(
    register: Database, subject: str, lacking: dict[str, object]
) -> None:
    with register.writing() as session:
        venues = [a_venue(), a_venue("Candidate", status=ListingStatus.CANDIDATE, **lacking)]
        add_venues(session, venues, at=AT, author="test", reason="test")
    found = one(register, subject)
    assert (found.level, found.remedy) == (Level.OK, "") and found.finding.startswith("0 of 1 ")
    with register.writing() as session:
        add_venues(session, [a_venue("Lacking", **lacking)], at=AT, author="test", reason="test")
    found = one(register, subject)
    assert found.level is Level.LOOK and found.remedy and found.finding.startswith("1 of 2 ")


@pytest.mark.parametrize(("count", "ends"), [(3, "Hall 2"), (4, "Hall 2 ...")])
def test_three_places_are_named_and_that_there_are_more(
    register: Database, count: int, ends: str
) -> None:
    with register.writing() as session:
        venues = [a_venue(f"Hall {number}", safe_hours="") for number in range(count)]
        add_venues(session, venues, at=AT, author="test", reason="test")
    assert one(register, "hours").finding.endswith(f": Hall 0, Hall 1, {ends}")


@pytest.mark.parametrize(("days", "level"), [(400, Level.OK), (401, Level.LOOK)])
def test_postcodes_of_an_old_import_are_worth_a_look(
    register: Database, days: int, level: Level
) -> None:
    with register.writing() as session:
        rows = [(Postcode("CV1", "5FB"), Point(52.4066, -1.5023))]
        replace_postcodes(session, rows, source="a file", at=AT)
    found = one(register, "postcodes", AT + timedelta(days=days))
    assert found.level is level and found.finding == f"1 from a file, {days} days ago"
    assert bool(found.remedy) is (level is Level.LOOK)


@pytest.mark.parametrize(("last", "level"), [(2026, Level.LOOK), (2027, Level.OK)])
def test_a_list_of_bank_holidays_that_ends_this_year_is_worth_a_look(
    register: Database, last: int, level: Level
) -> None:
    subject = f"bank holidays, {NATION_NAMES[Nation.SCOTLAND]}"
    assert "never imported" in one(register, subject).finding
    events = [{"date": f"{last}-12-25", "title": "Christmas Day"}]
    content = json.dumps({Nation.SCOTLAND.value: {"events": events}}).encode()
    import_bank_holidays(register, content, at=AT, by="test")
    found = one(register, subject)
    assert found.level is level and f"to the end of {last}" in found.finding
    assert bool(found.remedy) is (level is Level.LOOK)


@pytest.mark.parametrize(("is_on", "level"), [(True, Level.LOOK), (False, Level.OK)])
def test_pages_that_say_demonstration_are_worth_a_look(
    register: Database, is_on: bool, level: Level
) -> None:
    (found,) = [
        each
        for each in examine(register, Settings(demo_banner=is_on), at=AT)
        if each.subject == "banner"
    ]
    assert found.level is level
