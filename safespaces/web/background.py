"""What is kept up to date while requests go on: a thread of each process looks every few seconds,
so that no request waits for a database.
"""

import logging
import os
import time
import weakref
from collections.abc import Callable
from threading import Event, Lock, Thread

from safespaces.language import ENGLISH, use

Step = Callable[[], None]
Watch = Callable[[Step], None]

_GATHER_S = 0.2  # many reasons within it are one: a burst of changes is looked at once
_REST = 5  # times as long as a round took, so that changes without end leave time for visitors

_log = logging.getLogger("safespaces.web")


class Background:
    """Does its steps every `every_s` seconds from the first request on; 0: each step whenever it is
    asked for, in the request itself.
    """

    def __init__(self, every_s: float, language: str = ENGLISH) -> None:
        self.every_s, self.language = every_s, language
        self._steps: list[Step] = []
        self._wake = Event()
        self._watch: Watch | None = None
        self._lock, self._process = Lock(), 0

    def add(self, step: Step) -> None:
        """One more step; what it raises is logged, and keeps no other step from being done."""
        self._steps.append(step)

    def watch(self, watch: Watch) -> None:
        """Have something look out, in a thread of its own, for a reason to do the steps at once:
        it is given what to call, and goes on for ever.
        """
        self._watch = watch

    def begin(self) -> None:
        """Begin in this process, if it has not: a server need not wait for the first request."""
        if self.every_s and self._process != os.getpid():
            self._begin()

    def see_to(self, step: Step) -> None:
        """Have a step done: now, where nothing is done in the background."""
        if not self.every_s:
            self._do(step)
        else:
            self.begin()

    def do_all(self) -> None:
        """Every step once."""
        for step in self._steps:
            self._do(step)

    @staticmethod
    def _do(step: Step) -> None:
        try:
            step()
        except Exception as error:  # what is held is still good
            _log.error("not refreshed", extra={"problem": type(error).__name__})

    def _begin(self) -> None:
        with self._lock:
            if self._process == os.getpid():
                return
            self._process = os.getpid()  # a thread does not come along when a process forks
            self._wake = Event()
            if self._watch:
                Thread(target=self._watch, args=(self._wake.set,), daemon=True).start()
            Thread(target=_again_and_again, args=(weakref.ref(self),), daemon=True).start()


def _again_and_again(reference: "weakref.ref[Background]") -> None:
    """For as long as anybody has it."""
    while (background := reference()) is not None:
        use(background.language)  # what is made here is as it would be in a request
        began = time.monotonic()
        background.do_all()
        took = time.monotonic() - began
        every_s, wake = background.every_s, background._wake
        del background
        if wake.wait(every_s):
            time.sleep(min(every_s, max(_GATHER_S, _REST * took)))
        wake.clear()
