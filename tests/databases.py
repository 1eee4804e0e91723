"""The same tests on SQLite and on a real PostgreSQL, which refuses root and so runs as another user."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from safespaces.store.database import Database
from safespaces.store.rows import every_table


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty server that lives for this run, listening on a socket in its own folder."""
    initdb = shutil.which("initdb")
    if initdb is None:
        pytest.skip("no PostgreSQL programs on this machine (Debian: apt install postgresql)")
    programs, folder = os.path.dirname(os.path.realpath(initdb)), tempfile.mkdtemp(prefix="sspg")
    run = _as_other_user(folder)
    subprocess.run([f"{programs}/initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-N", "--locale=C.UTF-8", "-E", "UTF8"],
                   check=True, stdout=subprocess.DEVNULL, **run)  # fmt: skip
    with open(f"{folder}/log", "w") as log:
        server = subprocess.Popen([f"{programs}/postgres", "-D", f"{folder}/data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
                                  stderr=log, **run)  # fmt: skip
    try:
        _wait_for(server, folder)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _as_other_user(folder: str) -> dict:
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}


def _wait_for(server: subprocess.Popen, folder: str) -> None:
    for _ in range(100):
        try:
            psycopg.connect(host=folder, user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None:
                raise RuntimeError(Path(folder, "log").read_text()) from None
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start within 10 seconds")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A prepared, empty database of each sort."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path}/register.db")
    else:
        opened = Database(request.getfixturevalue("postgres_url"))
    opened.prepare()
    yield opened
    if request.param == "postgresql":
        with opened.writing() as session:
            session.execute(
                text("SET session_replication_role = replica")
            )  # the audit log refuses to be emptied otherwise
            for table in reversed(every_table().sorted_tables):
                session.execute(table.delete())
    opened.close()
