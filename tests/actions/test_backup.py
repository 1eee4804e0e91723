"""Backups that prove themselves, on SQLite and a real PostgreSQL: restored into an empty place, refused where anything is wrong."""

import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import MetaData, String, create_engine, text

from safespaces.actions.operations.backup import Recipient, back_up, move, restore
from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import link_for, sign_in, who_is
from safespaces.actions.register.publish import publish
from safespaces.errors import BadInput, OutsideServiceError, StoreError
from safespaces.roles import Role
from safespaces.store.alembic_config import alembic_config
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.dump import dump_lines
from safespaces.store.reports import count_reports
from safespaces.store.snapshots import current_snapshot
from safespaces.store.uploads import Upload, add_upload
from safespaces.store.venues import add_venues, all_venues, count_venues
from tests.store.build import a_venue

NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC)


def fill(database: Database) -> str:
    """Some of everything that is hard to copy; returns the cookie of a session."""
    person = invite(
        database,
        email="o@c.example",
        name="Ö 'N\u2019\n",
        role=Role.PARTNER,
        by="t",
        at=NOW,
        site="x",
    )
    with database.writing() as session:
        venues = [a_venue(f"Café {n}", id=f"v-{n}", slug=f"CAFE-{n}-z") for n in (3, 1, 2)]
        add_venues(session, venues, at=NOW, author="Ünal", reason="“test”")
    publish(database, at=NOW)
    token = link_for(database, person.id, at=NOW, site="x").rpartition("/")[2]
    return sign_in(database, token=token, device="", at=NOW).cookie


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Database]]:
    """An empty place of each sort; a server's database of its own."""
    made: list[Database] = []

    def place(sort: str) -> Database:
        if sort == "sqlite":
            url = f"sqlite:///{tmp_path}/new{len(made)}/register.db"
        else:
            server = request.getfixturevalue("postgres_url")
            name = f"empty{os.getpid()}x{len(made)}x{random.randrange(10**9)}"
            _sql(server, f"CREATE DATABASE {name} LC_COLLATE 'C.UTF-8' TEMPLATE template0")
            url = server.replace("/postgres?", f"/{name}?")
        made.append(Database(url))
        return made[-1]

    yield place
    for each in made:
        each.close()


def _sql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("sort", ["sqlite", "postgresql"])
def test_what_was_backed_up_is_there_again_and_goes_on(
    database: Database, tmp_path: Path, empty: Callable[[str], Database], sort: str
) -> None:
    cookie = fill(database)
    file = tmp_path / "monday.dump"
    kept = back_up(database, file, at=NOW)
    assert kept["venues"].rows == 3 and file.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.glob(".*")] == []
    place = empty(sort)
    assert restore(file, place) == kept
    with database.reading() as before, place.reading() as after:
        assert all_venues(after) == all_venues(before)
        assert audit_lines(after) == audit_lines(before) != []
        assert current_snapshot(after) == current_snapshot(before) is not None
    assert place.is_current() and who_is(place, cookie, at=NOW) is None  # nobody is signed in by it
    with place.writing() as session:  # rows are numbered on, and the audit log is still kept
        add_venues(session, [a_venue("New")], at=NOW, author="t", reason="t")
    with pytest.raises(StoreError), place.writing() as session:
        session.execute(text("DELETE FROM audit"))
    again = tmp_path / "tuesday.dump"
    assert back_up(place, again, at=NOW)["venues"].rows == 4


def test_a_register_moves_to_postgresql_and_back_and_is_the_same(
    register: Database, empty: Callable[[str], Database]
) -> None:
    fill(register)
    server, back = empty("postgresql"), empty("sqlite")
    there = move(register, server, at=NOW)
    assert move(server, back, at=NOW) == there
    with pytest.raises(BadInput, match="a register already"):
        move(register, back, at=NOW)


def test_a_backup_is_of_one_moment_while_others_write(register: Database, tmp_path: Path) -> None:
    fill(register)
    stop, written = threading.Event(), [0]

    def write() -> None:
        while not stop.is_set():
            with register.writing() as session:
                number = written[0]
                venue = a_venue(f"W {number}", id=f"w-{number}", slug=f"w-{number}")
                add_venues(session, [venue], at=NOW, author="t", reason="t")
            written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            kept = back_up(register, tmp_path / f"{number}.dump", at=NOW)
            assert kept["venues"].rows == kept["venue_versions"].rows
    finally:
        stop.set()
        writer.join(20)
    assert written[0] > 0


@pytest.fixture
def whole(register: Database, tmp_path: Path) -> bytes:
    fill(register)
    back_up(register, tmp_path / "whole.dump", at=NOW)
    return (tmp_path / "whole.dump").read_bytes()


def lines_of(packed: bytes) -> list[str]:
    return gzip.decompress(packed).decode().splitlines()


def packed(lines: list[str]) -> bytes:
    return gzip.compress("".join(f"{line}\n" for line in lines).encode())


def refused(damaged: bytes, tmp_path: Path) -> str:
    """What is said; nothing was made."""
    file, place = tmp_path / "damaged.dump", tmp_path / "place" / "register.db"
    file.write_bytes(damaged)
    database = Database(f"sqlite:///{place}")
    with pytest.raises(BadInput) as error:
        restore(file, database)
    database.close()
    if place.exists():
        with sqlite3.connect(place) as connection:
            assert connection.execute("SELECT * FROM sqlite_master").fetchall() == []
    return str(error.value)


def test_a_backup_that_is_cut_changed_or_something_else_is_refused_and_touches_nothing(
    whole: bytes, tmp_path: Path
) -> None:
    lines = lines_of(whole)
    row = next(number for number, line in enumerate(lines) if "Café 1" in line)
    for damaged in (
        b"",
        b"PK\x03\x04",
        b"name,kind\n",
        gzip.compress(b""),
        gzip.compress(b"[]\n"),
        gzip.compress(b'{"what": "something else"}\n'),
        packed([line.replace("Café 1", "Café 9") for line in lines]),
        packed([*lines[:row], *lines[row + 1 :]]),
        packed([*lines, lines[-1]]),
        packed(lines[:-1]),
        packed([lines[0].replace('"revision": "', '"revision": "9'), *lines[1:]]),
        packed([lines[0].replace('"format": 1', '"format": 2'), *lines[1:]]),
    ):
        assert refused(damaged, tmp_path)
    dice = random.Random(1)
    for _ in range(60):
        at = dice.randrange(len(whole))
        cut = whole[:at]
        flipped = whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :]
        refused(cut, tmp_path)
        file = tmp_path / "damaged.dump"
        file.write_bytes(flipped)
        place = Database(f"sqlite:///{tmp_path}/flipped{at}/register.db")
        try:  # a flipped bit is noticed, or is in what says nothing (gzip's own time and name)
            restore(file, place)
            assert lines_of(flipped) == lines
        except BadInput:
            pass
        place.close()


def test_nothing_is_put_over_a_register_and_no_file_is_overwritten(
    register: Database, whole: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "whole.dump"
    with register.reading() as session:
        before = all_venues(session), count_reports(session)
    with pytest.raises(BadInput, match="a register already"):
        restore(file, register)
    with pytest.raises(BadInput, match="there already"):
        back_up(register, file, at=NOW)
    with register.reading() as session:
        assert (all_venues(session), count_reports(session)) == before
    with pytest.raises(BadInput, match="cannot be read"):
        restore(tmp_path / "nowhere", register)
    assert file.read_bytes() == whole


def test_a_backup_of_an_earlier_version_is_brought_to_the_newest_form(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/older.db")
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0020")
        tables = MetaData()
        tables.reflect(connection)
        venues = tables.tables["venues"]
        some = {
            column.name: "red" if isinstance(column.type, String) else None
            for column in venues.columns
        }
        connection.execute(venues.insert().values(some))
        lines = "\n".join(dump_lines(connection, NOW))
    (tmp_path / "older.dump").write_bytes(packed(lines.split("\n")))
    place = Database(f"sqlite:///{tmp_path}/old/register.db")
    restore(tmp_path / "older.dump", place)
    assert place.is_current()
    with place.reading() as session:
        assert count_venues(session) == 1
    place.close()
    engine.dispose()


@pytest.fixture
def gnupg_home(tmp_path: Path) -> Iterator[Path]:
    """A folder for GnuPG's keys; the agent it leaves running is ended."""
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700)
    yield home
    if shutil.which("gpgconf"):
        command = ["gpgconf", "--homedir", str(home), "--kill", "all"]
        subprocess.run(command, capture_output=True, check=True)


@pytest.mark.parametrize("program", ["age", "gpg"])
def test_an_encrypted_backup_opens_with_its_key_alone(
    register: Database,
    tmp_path: Path,
    gnupg_home: Path,
    program: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"no {program} on this machine (Debian: apt install {program})")
    fill(register)
    file, key = tmp_path / "sealed.dump", tmp_path / "key"
    monkeypatch.setenv("GNUPGHOME", str(gnupg_home))
    if program == "age":
        made = subprocess.run(["age-keygen", "-o", key], capture_output=True, text=True, check=True)
        name = made.stderr.split()[-1]
    else:
        name = "operator@council.example"
        subprocess.run(
            [
                "gpg",
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                name,
                "default",
                "default",
                "never",
            ],
            capture_output=True,
            check=True,
        )
    kept = back_up(register, file, at=NOW, recipient=Recipient(program, name))
    assert b"Caf" not in file.read_bytes() and not file.read_bytes().startswith(b"\x1f\x8b")
    place = Database(f"sqlite:///{tmp_path}/place/register.db")
    assert restore(file, place, identity=key) == kept
    place.close()
    other = Database(f"sqlite:///{tmp_path}/other/register.db")
    if program == "age":
        with pytest.raises(BadInput, match="--identity"):
            restore(file, other)
        subprocess.run(["age-keygen", "-o", tmp_path / "wrong"], capture_output=True, check=True)
    else:
        monkeypatch.setenv("GNUPGHOME", str(tmp_path))
    with pytest.raises(OutsideServiceError):
        restore(file, other, identity=tmp_path / "wrong")
    with pytest.raises(OutsideServiceError):
        back_up(register, tmp_path / "x", at=NOW, recipient=Recipient(program, "nobody"))
    assert not (tmp_path / "x").exists() and not list(tmp_path.glob(".*dump*"))
    with pytest.raises(OutsideServiceError, match="apt install"):
        monkeypatch.setenv("PATH", "")
        back_up(register, tmp_path / "x", at=NOW, recipient=Recipient(program, name))
    other.close()


def test_a_file_that_is_swapped_under_a_running_service_is_used_from_then_on(
    register: Database, tmp_path: Path
) -> None:
    """What is written afterwards is in the file that is there."""
    fill(register)
    other = Database(f"sqlite:///{tmp_path}/other.db")
    other.prepare()
    other.close()
    for more in ("-wal", "-shm"):
        (tmp_path / f"register.db{more}").unlink(missing_ok=True)
    os.replace(tmp_path / "other.db", tmp_path / "register.db")
    with register.writing() as session:
        add_venues(session, [a_venue("After")], at=NOW, author="t", reason="t")
    with sqlite3.connect(tmp_path / "register.db") as connection:
        assert connection.execute("SELECT name FROM venues").fetchall() == [("After",)]
    (tmp_path / "register.db").unlink()
    with pytest.raises(StoreError), register.reading() as session:
        all_venues(session)


def test_uploads_are_kept_byte_for_byte(register: Database, tmp_path: Path) -> None:
    content = bytes(range(256)) * 10
    with register.writing() as session:
        add_upload(session, Upload("u-1", "o", NOW, "x.csv", content), 1)
    back_up(register, tmp_path / "u.dump", at=NOW)
    place = Database(f"sqlite:///{tmp_path}/place/register.db")
    restore(tmp_path / "u.dump", place)
    with place.reading() as session:
        (kept,) = session.execute(text("SELECT content FROM uploads")).scalars()
    assert kept == content
    place.close()


def test_a_backup_goes_into_a_folder_that_is_there_and_over_no_file(
    register: Database, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="There is no folder"):
        back_up(register, tmp_path / "nowhere" / "monday.dump", at=NOW)
    (tmp_path / "old.dump").write_bytes(b"precious")
    with pytest.raises(BadInput, match="is there already"):
        back_up(register, tmp_path / "old.dump", at=NOW)
    assert (tmp_path / "old.dump").read_bytes() == b"precious"


def test_a_database_without_a_register_is_not_backed_up(tmp_path: Path) -> None:
    """A command that lacks the service's settings makes a file of its own."""
    empty = Database(f"sqlite:///{tmp_path}/var.db")
    with pytest.raises(BadInput, match="SAFESPACES_DATABASE"):
        back_up(empty, tmp_path / "kept.dump", at=NOW)
    assert not (tmp_path / "kept.dump").exists()
    empty.close()
