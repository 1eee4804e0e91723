"""The snapshot that is public now, in memory: whatever hangs or breaks, what is held is served.

No request waits for a newer one but those that come before the very first.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Event, Lock
from zoneinfo import ZoneInfo

from safespaces.geo.point import Point
from safespaces.snapshot.snapshot import Snapshot
from safespaces.web.background import Background
from safespaces.web.snapshot_copy import SnapshotCopy
from safespaces.web.snapshots import NOWHERE, Published
from safespaces.web.streets_holder import Streets

_FIRST_WAIT_S = 3.0  # of a request that comes before anything was loaded
_REFUSED_FOR_S = 20.0  # building one takes seconds where there are many places

_FEW_NEW = 3  # places whose walks are worked out before the list is public

_log = logging.getLogger("safespaces.web")


@dataclass(frozen=True, slots=True)
class HolderState:
    """How the last look went: seconds since one that succeeded (None: none did), what was wrong
    with the last ("" for nothing), whether what is held came from the copy on disk, and whether the
    database answered at all.
    """

    seconds: float | None
    trouble: str
    is_copy: bool
    is_answered: bool


class SnapshotHolder:
    """Looks for a newer snapshot in the background, builds it completely, and only then swaps to it
    whole. One that cannot be built is not taken.
    """

    def __init__(
        self,
        current_number: Callable[[], str | None],
        current_snapshot: Callable[[Snapshot | None], Snapshot | None],
        zone: ZoneInfo,
        background: Background,
        today: Callable[[], date],
        copy: SnapshotCopy | None = None,
        seconds: Callable[[], float] = time.monotonic,
        make_more: Callable[[Published], object] = lambda _published: None,
        home: Point = NOWHERE,
        streets: Callable[[], Streets | None] = lambda: None,
    ) -> None:
        self._number, self._load, self._copy = current_number, current_snapshot, copy
        self._zone, self._background, self._today = zone, background, today
        self._seconds, self._make_more, self._home = seconds, make_more, home
        self._streets = streets
        self._held: Published | None = None
        self._is_copy, self._trouble, self._is_answered = False, "", False
        # number of one that could not be had or built, and when it is tried again
        self._refused = ("", 0.0)
        self._looked_at: float | None = None
        self._lock, self._first = Lock(), Event()
        background.add(self.refresh)

    def current(self) -> Published | None:
        """What is published now; None before the first snapshot."""
        self._background.see_to(self.refresh)
        if self._held is None:
            self._first.wait(_FIRST_WAIT_S)
        return self._held

    def state(self) -> HolderState:
        """How the last look went."""
        looked = self._looked_at
        since = None if looked is None else self._seconds() - looked
        return HolderState(since, self._trouble, self._is_copy, self._is_answered)

    def refresh(self) -> None:
        """Look once. Whatever goes wrong, what is held stays."""
        with self._lock:
            if self._held is None:
                self._take_copy()
            for step in (self._look, self._take_streets):
                try:
                    step()
                except Exception as error:  # the one in memory is still good
                    self._note(type(error).__name__)
                finally:
                    self._first.set()

    def _look(self) -> None:
        self._is_answered = False
        number, held = self._number(), self._held
        self._is_answered = True
        if held and number == held.snapshot.number:
            held.directory(self._today())  # made anew after midnight, before anybody asks
        elif number is not None:
            refused, again_at = self._refused
            if number == refused and self._seconds() < again_at:
                return
            self._refused = number, self._seconds() + _REFUSED_FOR_S
            self._swap_to(self._load(held.snapshot if held else None))
        self._note("")
        self._refused, self._is_copy = ("", 0.0), False
        self._looked_at = self._seconds()

    def _swap_to(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        held = self._published(snapshot, self._held)
        self._held = held
        if self._copy:
            self._copy.keep(snapshot)
        held.make_files()
        self._make_more(held)

    def _published(self, snapshot: Snapshot, before: Published | None) -> Published:
        # working the walks to many places out takes seconds, in which a closure would wait
        is_quick = before is not None and _new_places(before.snapshot, snapshot) <= _FEW_NEW
        streets = before.streets if before and is_quick else None
        made = Published(snapshot, self._zone, before, self._home, streets)
        return made.made_for(self._today())

    def _take_streets(self) -> None:
        """Once there is a list: working the walks out takes a second or two."""
        held, streets = self._held, self._streets()
        if held and held.streets is not streets:
            made = Published(held.snapshot, self._zone, held, self._home, streets)
            self._held = made.made_for(self._today())

    def _take_copy(self) -> None:
        if not self._copy:
            return
        try:
            snapshot = self._copy.read()
            if snapshot:
                self._held = self._published(snapshot, None)
                self._is_copy = True
                self._first.set()
        except Exception as error:  # a copy that is damaged is none
            _log.error("copy of the snapshot not read", extra={"problem": type(error).__name__})

    def _note(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            _log.error("snapshot not refreshed", extra={"problem": trouble})
        self._trouble = trouble


def _new_places(before: Snapshot, after: Snapshot) -> int:
    known = {(venue.lat, venue.lon) for venue in before.venues}
    return len({(venue.lat, venue.lon) for venue in after.venues} - known)
