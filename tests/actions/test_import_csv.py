import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import, plan_import
from safespaces.actions.register.export import Format, export_public, export_register
from safespaces.errors import ImportRefused, NotFound
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.imports import all_imports
from safespaces.store.snapshots import current_snapshot
from safespaces.store.venues import all_venues, change_venues, versions_of
from tests.intake.files import xlsx
from tests.store.build import NOW

TWO = b"""id,name,status,kind,postcode,lat,lon,point_source
a,Red Cafe,listed,cafe,CV1 5FB,52.4101,-1.5,given
b,Blue Cafe,candidate,cafe,CV2 4EA,52.4201,-1.5,given
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/register.db")
    opened.prepare()
    yield opened
    opened.close()


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return [venue.name for venue in all_venues(session)]


def test_planning_changes_nothing(database: Database) -> None:
    assert len(plan_import(database, UploadedFile(TWO, "two.csv")).added) == 2
    assert names(database) == []


def test_an_import_adds_records_and_publishes(database: Database) -> None:
    done = apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="officer")
    assert names(database) == ["Blue Cafe", "Red Cafe"]
    with database.reading() as session:
        (record,) = all_imports(session)
        assert (record.file_name, record.author, record.added, record.changed) == (
            "two.csv",
            "officer",
            2,
            0,
        )
        snapshot = current_snapshot(session)
        assert snapshot and [venue.name for venue in snapshot.venues] == ["Red Cafe"]
        assert (done.published.number, done.published.count) == (snapshot.number, 1)


def test_importing_again_changes_nothing_and_a_change_makes_a_version(database: Database) -> None:
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x")
    assert (
        len(apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x").plan.same) == 2
    )
    apply_import(
        database, UploadedFile(TWO.replace(b"Red", b"Green"), "two.csv"), at=NOW, author="x"
    )
    with database.reading() as session:
        assert [version.venue.name for version in versions_of(session, "a")] == [
            "Red Cafe",
            "Green Cafe",
        ]


def test_while_a_row_is_faulty_nothing_is_taken_unless_asked(database: Database) -> None:
    faulty = TWO + b"c,,listed,cafe,CV1 5FB,,\n"
    with pytest.raises(ImportRefused, match="1 of 3 rows"):
        apply_import(database, UploadedFile(faulty, "x.csv"), at=NOW, author="x")
    assert names(database) == []
    apply_import(database, UploadedFile(faulty, "x.csv"), at=NOW, author="x", skip_faulty=True)
    assert len(names(database)) == 2


def test_what_happened_since_the_dry_run_is_seen(database: Database) -> None:
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x")
    plan_import(database, UploadedFile(TWO, "two.csv"))
    with database.reading() as session:
        red = next(venue for venue in all_venues(session) if venue.id == "a")
    with database.writing() as session:
        change_venues(
            session, [replace(red, phone="024 7611 1111")], at=NOW, author="officer", reason="rang"
        )
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x")
    with database.reading() as session:
        assert (
            next(venue for venue in all_venues(session) if venue.id == "a").phone == "024 7611 1111"
        )


def test_an_exported_register_comes_back_without_a_change(database: Database) -> None:
    root = Path(__file__).parents[2]
    apply_import(
        database,
        UploadedFile((root / "data" / "venues.csv").read_bytes(), "venues.csv"),
        at=NOW,
        author="x",
    )
    plan = plan_import(database, UploadedFile(export_register(database), "back.csv"))
    assert len(plan.same) > 60 and not (plan.added or plan.changed or plan.rejected)


def test_the_public_export_holds_only_what_is_listed(database: Database) -> None:
    with pytest.raises(NotFound):
        export_public(database, Format.CSV)
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x")
    for form in Format:
        public = export_public(database, form)
        assert b"Red Cafe" in public and b"Blue Cafe" not in public


_IMPORTING = """
import sys
from datetime import UTC, datetime
from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.store.database import Database
print("begin", flush=True)
apply_import(Database(sys.argv[1]), UploadedFile(open(sys.argv[2], "rb").read(), "big.csv"), at=datetime.now(UTC), author="x")
print("done", flush=True)
"""


@pytest.mark.parametrize("after_s", [0.05, 0.2, 0.4, 0.6])
def test_an_import_that_is_killed_leaves_the_register_as_it_was_or_as_it_would_be(
    database: Database, tmp_path: Path, after_s: float
) -> None:
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x")
    big = tmp_path / "big.csv"
    big.write_text(
        "name,kind,lat,lon\n"
        + "".join(f"Cafe {n},cafe,{52 + n / 1e5:.5f},-1.5\n" for n in range(4000))
    )
    process = subprocess.Popen(
        [sys.executable, "-c", _IMPORTING, f"sqlite:///{tmp_path}/register.db", str(big)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stdout.readline()
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    process.stdout.close()
    assert len(names(database)) in (2, 4002)
    with database.reading() as session:
        assert len(all_imports(session)) == (1 if len(names(database)) == 2 else 2)


def test_what_somebody_does_while_thousands_of_rows_are_read_is_seen(database: Database) -> None:
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="x")

    rang: list[str] = []

    def meanwhile(done: int, total: int) -> None:
        if not rang:
            rang.append("024 7611 1111")
            with database.writing() as session:  # nobody waits for the reading of the file
                red = next(venue for venue in all_venues(session) if venue.id == "a")
                change_venues(
                    session, [replace(red, phone=rang[0])], at=NOW, author="officer", reason="rang"
                )

    done = apply_import(
        database,
        UploadedFile(TWO.replace(b"CV1 5FB", b"CV6 4FB"), "x.csv"),
        at=NOW,
        author="x",
        progress=meanwhile,
    )
    assert [planned.after.phone for planned in done.plan.changed] == ["024 7611 1111"]


def test_the_audit_log_counts_what_a_file_did(database: Database) -> None:
    apply_import(database, UploadedFile(TWO, "two.csv"), at=NOW, author="officer")
    with database.reading() as session:
        ((_, line),) = audit_lines(session, what="imported")
    assert (line.who, line.subject, line.new) == (
        "officer",
        "two.csv",
        "2 added, 0 changed, 0 rejected",
    )


@pytest.mark.parametrize(
    ("options", "name"),
    [(("kind:=cafe",), "North"), (("kind:=cafe", "sheet:= South "), "South")],
)
def test_a_sheet_is_named_among_the_options_and_other_options_name_none(
    database: Database, options: tuple[str, ...], name: str
) -> None:
    north, south = ([("name", "postcode"), (each, "CV1 5FB")] for each in ("North", "South"))
    content = xlsx(north, more={"South": south})
    plan = plan_import(database, UploadedFile(content, "x.xlsx", options))
    assert [(venue.name, venue.kind) for _, venue in plan.added] == [(name, "cafe")]
