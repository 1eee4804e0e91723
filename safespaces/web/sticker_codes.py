"""The codes of all stickers in memory: the square on a window says what is true while the database
is gone.
"""

from collections.abc import Callable

from safespaces.store.stickers import StickerSeen
from safespaces.web.background import Background


class StickerCodes:
    """As they were at the last look."""

    def __init__(self, read: Callable[[], dict[str, StickerSeen]], background: Background) -> None:
        self._read, self._background = read, background
        self._held: dict[str, StickerSeen] | None = None
        background.add(self._refresh)

    def of(self, code: str) -> StickerSeen | None:
        """What the sticker with a code says; None for a code that is none of ours.

        Raises StoreError where they could never be read.
        """
        self._background.see_to(self._refresh)
        if self._held is None:
            self._held = self._read()
        return self._held.get(code.strip().lower())

    def _refresh(self) -> None:
        self._held = self._read()
