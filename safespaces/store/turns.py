"""How many threads of a process may be at the database at the same time: where it hangs, the others
go on.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from safespaces.errors import StoreError

_WAIT_S = 1.0


class StoreBusy(StoreError):
    """As many as may are at the database already."""


class Turns:
    """One turn for each thread that has a session open, however many it opens; 0 is no limit."""

    def __init__(self, at_once: int) -> None:
        self._free = threading.BoundedSemaphore(at_once) if at_once else None
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises StoreBusy where none comes free soon."""
        depth = getattr(self._mine, "depth", 0)
        if self._free and not depth and not self._free.acquire(timeout=_WAIT_S):
            raise StoreBusy("The database is slow just now. Try again in a moment.")
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            if self._free and not depth:
                self._free.release()
