"""How mail and jobs are, as they were at the last look some seconds ago."""

import time
from collections.abc import Callable
from datetime import datetime

from safespaces.actions.operations.job_health import JobHealth
from safespaces.store.outbox import OutboxState
from safespaces.web.background import Background

_EVERY_S = 15.0


class JobWatch:
    """Looks seldom: nobody waits for it."""

    def __init__(self, read: Callable[[], JobHealth | None], background: Background) -> None:
        self._read, self._background = read, background
        self._held: JobHealth | None = None
        self._again_at = float("-inf")
        background.add(self._look)

    def troubles(self, at: datetime) -> list[str]:
        """What is wrong, each in a sentence."""
        self._background.see_to(self._look)
        return self._held.troubles(at) if self._held else []

    def outbox(self) -> OutboxState | None:
        """The outbox; None before the first look."""
        self._background.see_to(self._look)
        return self._held.outbox if self._held else None

    def _look(self) -> None:
        if self._background.every_s and time.monotonic() < self._again_at:
            return
        self._again_at = time.monotonic() + _EVERY_S
        self._held = self._read()
