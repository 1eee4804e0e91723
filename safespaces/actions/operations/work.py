"""The worker: what has to happen by itself, in one process that goes on, beside those that serve.

Links to sign in go within a second or two, in a thread of their own; the steps of a tick once a
minute in another, so that a slow mail server delays neither the other.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from safespaces.actions.operations.log_lines import fault_fields
from safespaces.actions.operations.send_messages import send_messages
from safespaces.actions.operations.tick import tick
from safespaces.clock import Clock
from safespaces.messages.transports import Send
from safespaces.people.message import Priority
from safespaces.settings import Settings
from safespaces.store.database import Database

LINKS_EVERY_S = 1.0
STEPS_EVERY_S = 60.0
STUCK_AFTER_S = 900.0  # fifty mails at a server that takes each to its timeout
_ENDS_WITHIN_S = 10.0
_NO_MORE: Mapping[str, Callable[[], object]] = {}

_log = logging.getLogger("safespaces.jobs")


@dataclass(slots=True)
class Loop:
    """Something done again and again, whatever came of it the time before."""

    do: Callable[[], object]
    every_s: float
    stop: threading.Event
    began: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Until it is told to stop."""
        while not self.stop.is_set():
            self.began = time.monotonic()
            try:
                self.do()
            except Exception as error:  # the database may be back the next time
                _log.error("not done", extra=fault_fields(error))
            self.stop.wait(self.every_s)

    @property
    def is_stuck(self) -> bool:
        """Whether one round has taken longer than any should."""
        return time.monotonic() - self.began > self.every_s + STUCK_AFTER_S


def work(
    database: Database,
    send: Send,
    settings: Settings,
    clock: Clock,
    stop: threading.Event,
    *,
    further: Mapping[str, Callable[[], object]] = _NO_MORE,
    made: datetime | None = None,
    after_each_tick: Callable[[], object] = lambda: None,
    links_every_s: float = LINKS_EVERY_S,
    steps_every_s: float = STEPS_EVERY_S,
) -> bool:
    """Work until `stop` is set, with `further` steps in each tick: True. False where a round got
    stuck, so that the process has to begin anew.
    """

    def links() -> None:
        send_messages(database, send, at=clock(), least=Priority.SIGN_IN)

    def steps() -> None:
        tick(database, send, settings, at=clock(), further=further, made=made)
        after_each_tick()

    loops = [Loop(links, links_every_s, stop), Loop(steps, steps_every_s, stop)]
    threads = [threading.Thread(target=loop.run, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    while not stop.wait(min(links_every_s, 1.0)):
        if any(loop.is_stuck for loop in loops):
            return False
    for thread in threads:  # what is being done comes to its end
        thread.join(_ENDS_WITHIN_S)
    return True
