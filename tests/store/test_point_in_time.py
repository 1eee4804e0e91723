"""PostgreSQL's own way back to any minute (docs/operating.md), tried whole: a base backup, the archive of what was written after it, a mistake,
and the register as it was the moment before."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from safespaces.store.database import Database
from safespaces.store.venues import add_venues, all_venues
from tests.databases import _as_other_user, _wait_for
from tests.store.build import a_venue

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def programs() -> str:
    initdb = shutil.which("initdb")
    if initdb is None:
        pytest.skip("no PostgreSQL programs on this machine (Debian: apt install postgresql)")
    return os.path.dirname(os.path.realpath(initdb))


@contextmanager
def running(programs: str, folder: str, data: str, run: dict) -> Iterator[str]:
    """A server over the data, with the settings that docs/operating.md names."""
    settings = {
        "listen_addresses": "",
        "archive_mode": "on",
        "archive_command": f"test ! -f {folder}/archive/%f && cp %p {folder}/archive/%f",
        "archive_timeout": "60",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with open(f"{folder}/log", "a") as log:
        server = subprocess.Popen([f"{programs}/postgres", "-D", data, "-k", folder, *options], stderr=log, **run)  # fmt: skip
    try:
        _wait_for(server, folder)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def names(url: str) -> list[str]:
    database = Database(url)
    with database.reading() as session:
        found = sorted(venue.name for venue in all_venues(session))
    database.close()
    return found


def add(database: Database, name: str) -> None:
    with database.writing() as session:
        add_venues(session, [a_venue(name)], at=NOW, author="x", reason="x")


@pytest.mark.long
def test_a_register_comes_back_as_it_was_the_moment_before_a_mistake(programs: str) -> None:
    folder = tempfile.mkdtemp(prefix="sspit")
    run = _as_other_user(folder)
    quiet = {"check": True, "stdout": subprocess.DEVNULL, **run}
    data, base = f"{folder}/data", f"{folder}/base"
    try:
        subprocess.run([f"{programs}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8"], **quiet)  # fmt: skip
        subprocess.run(["mkdir", f"{folder}/archive"], **quiet)
        with running(programs, folder, data, run) as url:
            database = Database(url)
            database.prepare()
            add(database, "Before the backup")
            subprocess.run([f"{programs}/pg_basebackup", "-h", folder, "-U", "postgres", "-D", base, "-c", "fast"], **quiet)  # fmt: skip
            add(database, "After the backup")
            time.sleep(1.1)
            with database.reading() as session:
                good = session.scalar(text("SELECT now()::text"))
            time.sleep(1.1)
            with database.writing() as session:
                session.execute(text("UPDATE venues SET name = 'A mistake'"))
            with database.writing() as session:
                session.execute(text("SELECT pg_switch_wal()"))
            assert names(url) == ["A mistake", "A mistake"]
            database.close()
        told = (
            f"restore_command = 'cp {folder}/archive/%f %p'\n"
            f"recovery_target_time = '{good}'\nrecovery_target_action = 'promote'\n"
        )
        with Path(base, "postgresql.auto.conf").open("a") as file:
            file.write(told)
        subprocess.run(["touch", f"{base}/recovery.signal"], **quiet)
        with running(programs, folder, base, run) as url:
            for _ in range(100):
                database = Database(url)
                with database.reading() as session:
                    is_over = not session.scalar(text("SELECT pg_is_in_recovery()"))
                database.close()
                if is_over:
                    break
                time.sleep(0.1)
            assert names(url) == ["After the backup", "Before the backup"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
