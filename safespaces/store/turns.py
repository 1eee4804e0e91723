"""How many threads of a process may be at the database at the same time: where it hangs, the others
go on.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from safespaces.errors import StoreError

_WAIT_S = 1.0
_REFUSED_FOR_S = 5.0


class StoreBusy(StoreError):
    """As many as may are at the database already."""


class Turns:
    """One turn for each thread that has a session open, however many it opens; 0 is no limit.

    One thread at a time waits for a turn, and not for long; after it waited in vain others are told
    at once, for some seconds: threads are left for what needs no database.
    """

    def __init__(self, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = threading.BoundedSemaphore(at_once) if at_once else None
        self._waits, self._clock = threading.Lock(), clock
        self._refused_until = float("-inf")
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises StoreBusy where none comes free soon."""
        depth = getattr(self._mine, "depth", 0)
        if self._free and not depth and not self._taken(self._free):
            raise StoreBusy("The database is slow just now. Try again in a moment.")
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            if self._free and not depth:
                self._free.release()

    def _taken(self, free: threading.BoundedSemaphore) -> bool:
        if free.acquire(blocking=False):
            return True
        if self._clock() < self._refused_until or not self._waits.acquire(blocking=False):
            return False
        try:
            is_taken = free.acquire(timeout=_WAIT_S)
            if not is_taken:
                self._refused_until = self._clock() + _REFUSED_FOR_S
            return is_taken
        finally:
            self._waits.release()
