"""When the server ends, everything is in the one file of SQLite, whatever became of its processes: somebody may copy it."""

import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from tests.running_server import running_server
from tests.web.staff import NOON


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_copy_of_the_file_is_whole_after_the_server_has_ended(
    tmp_path: Path, how: signal.Signals
) -> None:
    with running_server(tmp_path) as server:
        server.say(b"GET /directory.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        for _ in range(100):  # its processes have the file open
            if (tmp_path / "r.db-shm").exists():
                break
            time.sleep(0.1)
        database = Database(f"sqlite:///{tmp_path}/r.db")
        with database.writing() as session:
            note(session, AuditLine(NOON, "test", "last words", "x"))
        database.close()
        processes = children(server.pid)
        assert processes
        os.kill(server.pid, signal.SIGTERM)
        for each in processes:
            os.kill(each, how)
    assert not (tmp_path / "r.db-wal").exists() or not (tmp_path / "r.db-wal").stat().st_size
    copy = tmp_path / "copy.db"
    copy.write_bytes((tmp_path / "r.db").read_bytes())
    with sqlite3.connect(copy) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM audit WHERE what = 'last words'")
    assert count == 1
