"""What only the real server does: it reads broken requests, and may log nothing of them."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from safespaces.cli.serving import server_arguments
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from tests.web.conftest import TOWN


@dataclass
class Running:
    port: int
    log: Path

    def say(self, raw: bytes) -> bytes:
        """Send bytes and read what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(raw)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("running")
    url = f"sqlite:///{folder}/r.db"
    database = Database(url)
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, TOWN)
    database.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "log").open("w") as out:
        environment = {"SAFESPACES_DATABASE": url, "PATH": ""}
        server = subprocess.Popen(
            [sys.executable, *server_arguments("127.0.0.1", port, 1)],
            env=environment,
            stdout=out,
            stderr=out,
        )
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield Running(port, folder / "log")
        finally:
            server.terminate()
            server.wait(20)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /api/v1/nearest?q=CV1 5FB HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (
            "GET /api/v1/nearest?q=Foleshill\u00e9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode(),
            b"4",
        ),
        (
            b"GET /nearest?where=Foleshill HTTP/1.1\r\nHost: x\r\nBad Header: Foleshill\r\n\r\n",
            b"400",
        ),
        (b"GET /" + b"Foleshill" * 1000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"4"),
        (
            b"POST /nearest HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nzz\r\nFoleshill",
            b"400",
        ),
        (
            b"GET /static/" + b"a" * 300 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"404",
        ),
    ],
)
def test_a_broken_request_is_no_fault_of_ours_and_leaves_no_trace(
    running: Running, raw: bytes, status: bytes
) -> None:
    answer = running.say(raw)
    assert answer.startswith(b"HTTP/1.1 " + status), answer[:200]
    log = running.log.read_text()
    assert "Foleshill" not in log and "5FB" not in log and "127.0.0.1" not in log
