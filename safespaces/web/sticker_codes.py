"""The codes of all stickers in memory, and in a file beside the snapshot: the square on a window
says what is true while the database is gone, also after a start without it.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from threading import Event

from safespaces.errors import StoreError
from safespaces.geo.point import Point
from safespaces.store.stickers import StickerSeen
from safespaces.web.background import Background
from safespaces.web.snapshot_copy import write_whole

_FIRST_WAIT_S = 3.0  # of a request that comes before anything was read
# times as long as reading them took nothing is read: a hundred thousand codes take half a second
_REST = 50


class StickerCodes:
    """As they were at the last look. Nothing is read while a visitor waits."""

    def __init__(
        self,
        read: Callable[[], dict[str, StickerSeen]],
        background: Background,
        copy: Path | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._background, self._copy = read, background, copy
        self._seconds = seconds
        self._held: dict[str, StickerSeen] | None = None
        self._first, self._again_at = Event(), float("-inf")
        background.add(self._refresh)

    def of(self, code: str) -> StickerSeen | None:
        """What the sticker with a code says; None for a code that is none of ours.

        Raises StoreError where they could never be read.
        """
        self._background.see_to(self._refresh)
        if self._held is None:
            self._first.wait(_FIRST_WAIT_S)
        if self._held is None:
            raise StoreError("The codes of stickers could not be read yet.")
        return self._held.get(code.strip().lower())

    def _refresh(self) -> None:
        if self._background.every_s and self._seconds() < self._again_at:
            return
        began = self._seconds()
        try:
            found = self._read()
        except StoreError:
            if self._held is None:
                self._held = self._kept()
            raise
        finally:
            self._first.set()
        self._again_at = self._seconds() + _REST * (self._seconds() - began)
        if self._copy and found != self._held:
            write_whole(self._copy, json.dumps({code: asdict(it) for code, it in found.items()}))
        self._held = found

    def _kept(self) -> dict[str, StickerSeen] | None:
        """Those of the file; None where there is none, or it is damaged."""
        if self._copy is None:
            return None
        try:
            kept = json.loads(self._copy.read_text(encoding="utf-8"))
            return {code: _seen(values) for code, values in kept.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def _seen(values: dict[str, object]) -> StickerSeen:
    point = values["point"]
    at = Point(point["lat"], point["lon"]) if isinstance(point, dict) else None
    return StickerSeen(str(values["slug"]), str(values["name"]), at, values["is_right"] is True)
