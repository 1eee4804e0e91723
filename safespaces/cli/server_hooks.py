"""What the server does beside serving: it keeps `safespaces work` running, in a process of its own.

These are gunicorn's settings.
"""

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from importlib import import_module
from typing import Any

from safespaces.errors import SafeSpacesError
from safespaces.settings import settings_from
from safespaces.store.database import Database, sqlite_file

_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0
_SOUND_S = 60.0  # one that lived so long is started again at once
_ENDS_WITHIN_S = 8.0

_log = logging.getLogger("safespaces.jobs")


class Keeper:
    """Starts the worker again whenever it ends, a little later each time it ends soon."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Until it is told to stop; whatever goes wrong with one start, the next is tried."""
        wait = _FIRST_WAIT_S
        while not self._stopped.is_set():
            began = time.monotonic()
            try:
                self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)
                self._process.wait()
            except OSError as error:  # no memory or no process to be had just now
                _log.error("worker not started", extra={"problem": type(error).__name__})
            is_sound = time.monotonic() - began > _SOUND_S
            wait = _FIRST_WAIT_S if is_sound else min(wait * 2, _LONGEST_WAIT_S)
            self._stopped.wait(wait)

    def stop(self) -> None:
        """End the worker, and start no other."""
        self._stopped.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()


_keeper = Keeper([sys.executable, "-m", "safespaces", "work", "--with-parent", str(os.getpid())])


def when_ready(server: object) -> None:
    """Begin when the server listens."""
    threading.Thread(target=_keeper.run, daemon=True, name="worker").start()


def post_worker_init(worker: Any) -> None:
    """A process begins to keep its list up to date before anybody asks."""
    worker.wsgi.extensions["safespaces"].background.begin()


def child_exit(server: object, worker: Any) -> None:
    """A process that has ended counts no more (web/metrics.py)."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        processes: Any = import_module("prometheus_client.multiprocess")  # it has no types
        processes.mark_process_dead(worker.pid)


def _settle() -> None:
    """SQLite puts what it keeps beside its file into it when the last connection is closed: a
    process that was ended closes none, and somebody may copy the one file.
    """
    try:
        url = settings_from().database
        path = sqlite_file(url)
        if path is None or not path.is_file():
            return
        database = Database(url)
        database.is_current()
        database.close()
    except SafeSpacesError as error:  # it is gone: there is nothing to put together
        _log.warning("database not closed", extra={"problem": type(error).__name__})


def on_exit(server: object) -> None:
    """End with the server."""
    _keeper.stop()
    _settle()
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    if "safespaces-figures-" in folder:
        shutil.rmtree(folder, ignore_errors=True)
