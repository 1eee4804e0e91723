"""The real server over the made-up town, on the loopback address."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safespaces.cli.serving import server_arguments
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from tests.web.conftest import TOWN


@dataclass
class Running:
    """Where it listens, the number of its master process, and what it logs."""

    port: int
    pid: int
    log: Path

    def say(self, raw: bytes) -> bytes:
        """Send bytes and read what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(raw)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer


@contextmanager
def running_server(folder: Path) -> Iterator[Running]:
    """Serve with one worker while inside; database and log are in the folder."""
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
            yield Running(port, server.pid, folder / "log")
        finally:
            server.terminate()
            server.wait(20)
