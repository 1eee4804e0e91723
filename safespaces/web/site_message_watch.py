"""The message on every public page, as it was at the last look some seconds ago."""

from collections.abc import Callable
from datetime import datetime

from safespaces.store.site_messages import SiteMessage
from safespaces.web.background import Background


class SiteMessageWatch:
    """No page waits for it."""

    def __init__(self, read: Callable[[], SiteMessage | None], background: Background) -> None:
        self._read, self._background = read, background
        self._held: SiteMessage | None = None
        background.add(self._look)

    def current(self, at: datetime) -> SiteMessage | None:
        """The message, while it is not over."""
        self._background.see_to(self._look)
        held = self._held
        return held if held and held.words and held.until > at else None

    def _look(self) -> None:
        self._held = self._read()
