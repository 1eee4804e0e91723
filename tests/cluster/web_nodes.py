"""Two web nodes with a worker behind nginx, as systemd would run them: what ends is started again after a second."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from safespaces.actions.operations.first_start import make_ready
from safespaces.clock import utc_now
from safespaces.people.keyring import new_key
from safespaces.store.database import Database
from tests.certificate import write_certificate
from tests.web.test_proxies import ROOT, nginx

WEB = (1, 2)


def free_port() -> int:
    """Nobody listens on it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class WebNodes:
    """Use as a context manager; a register is made in the database first."""

    def __init__(self, folder: Path, database: str, limits: str) -> None:
        self.folder, self._database = folder, database
        self.https, http = free_port(), free_port()
        self.ports = {node: free_port() for node in WEB}
        write_certificate(folder / "safe.pem", folder / "safe.key")
        self._environment = {
            **{name: value for name, value in os.environ.items() if "SAFESPACES" not in name},
            "SAFESPACES_DATABASE": database,
            "SAFESPACES_SITE": f"https://127.0.0.1:{self.https}",
            "SAFESPACES_PROXIES": "1",
            "SAFESPACES_LIMITS": limits,
            "SAFESPACES_SECRET_KEY": new_key(),
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": str(ROOT),
        }
        command = nginx(folder, self.https, http, self.ports[1])
        file = folder / "nginx.conf"
        first = f"server 127.0.0.1:{self.ports[1]} max_conns=48;"
        assert first in file.read_text()
        both = f"{first} server 127.0.0.1:{self.ports[2]} max_conns=48;"
        file.write_text(file.read_text().replace(first, both))
        self._commands = {
            "nginx": (command, folder),
            "worker": ([sys.executable, "-m", "safespaces", "work"], self._home("worker")),
            **{
                f"web{node}": (
                    [
                        "env",
                        f"PORT={self.ports[node]}",
                        sys.executable,
                        "-m",
                        "safespaces",
                        "run",
                        "--workers",
                        "1",
                    ],
                    self._home(f"web{node}"),
                )
                for node in WEB
            },
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._stop = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "WebNodes":
        database = Database(self._database)
        make_ready(database, at=utc_now(), say=lambda _: None)
        database.close()
        for name in self._commands:
            self._start(name)
        try:
            for port in (*self.ports.values(), self.https):
                self._wait_for(port)
        except RuntimeError:
            self.__exit__()
            raise
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._keeper.is_alive():
            self._keeper.join(10)
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            if process.poll() is None:
                process.kill()
                process.wait()

    def kill(self, name: str) -> None:
        """The whole of it, signal 9: a machine that loses its power."""
        with suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, signal.SIGKILL)

    def kill_workers(self) -> None:
        """Every process that does what happens by itself, those that the web nodes keep too."""
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command = (folder / "cmdline").read_bytes().split(b"\0")
                if b"work" in command and str(self.folder) in os.readlink(folder / "cwd"):
                    os.kill(int(folder.name), signal.SIGKILL)

    def _start(self, name: str) -> None:
        command, folder = self._commands[name]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=folder, env=self._environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def _keep(self) -> None:
        while not self._stop.wait(1):
            for name, process in list(self.running.items()):
                if process.poll() is not None and not self._stop.is_set():
                    self._start(name)

    def _home(self, name: str) -> Path:
        """Its own folder: the copy of the list is each node's own."""
        folder = self.folder / name
        folder.mkdir()
        return folder

    def _wait_for(self, port: int) -> None:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if self._stop.wait(0.1):
                break
        logs = "".join(path.read_text()[-2000:] for path in self.folder.glob("*.log"))
        raise RuntimeError(f"nothing listens on {port}:\n{logs}")
