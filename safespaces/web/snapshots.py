"""The current snapshot, held in memory with everything that is made from it once."""

import logging
import time
from collections.abc import Callable
from datetime import date
from functools import cached_property
from threading import Lock
from zoneinfo import ZoneInfo

from safespaces.errors import StoreError
from safespaces.snapshot.csv import places_csv
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.geojson import places_geojson
from safespaces.snapshot.nearest_json import Fragments
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.categories import KINDS
from safespaces.venues.gazetteer import Gazetteer
from safespaces.web.ready_file import ReadyFile, ready_file

_log = logging.getLogger("safespaces.web")


class Published:
    """One snapshot with its finder and ready-made files.

    Safe across threads: at worst two threads make the same file at once.
    """

    def __init__(self, snapshot: Snapshot, zone: ZoneInfo) -> None:
        self.snapshot = snapshot
        self.finder = Finder(snapshot, zone)
        self._directory: tuple[date, ReadyFile] | None = None
        self._named: tuple[Gazetteer, Gazetteer] | None = None

    def directory(self, today: date) -> ReadyFile:
        """The directory for phones from local midnight of `today`; made once a day."""
        kept = self._directory
        if kept is None or kept[0] != today:
            kept = self._directory = (
                today,
                ready_file(directory_json(self.finder, today), "application/json"),
            )
        return kept[1]

    @cached_property
    def geojson(self) -> ReadyFile:
        """All Safe Spaces as GeoJSON."""
        return ready_file(places_geojson(self.snapshot), "application/geo+json")

    @cached_property
    def csv(self) -> ReadyFile:
        """All Safe Spaces as a table."""
        return ready_file(places_csv(self.snapshot), "text/csv; charset=utf-8")

    @cached_property
    def kinds(self) -> list[tuple[str, str]]:
        """Code and label of every kind in use, by label."""
        return sorted(
            {(venue.kind, KINDS[venue.kind]) for venue in self.snapshot.venues},
            key=lambda pair: pair[1],
        )

    def named_in(self, gazetteer: Gazetteer) -> Gazetteer:
        """A gazetteer with the names of these Safe Spaces; made once."""
        if self._named is None or self._named[0] is not gazetteer:
            self._named = (gazetteer, gazetteer.with_venues(self.snapshot.names))
        return self._named[1]

    @cached_property
    def fragments(self) -> Fragments:
        """What the API says of each venue, encoded."""
        return Fragments(self.snapshot.venues)


class SnapshotHolder:
    """Looks for a newer snapshot at most every `refresh_seconds`, and swaps to it whole."""

    def __init__(
        self,
        current_number: Callable[[], str | None],
        current_snapshot: Callable[[], Snapshot | None],
        zone: ZoneInfo,
        refresh_seconds: float,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._number, self._load = current_number, current_snapshot
        self._zone, self._every, self._seconds = zone, refresh_seconds, seconds
        self._held: Published | None = None
        self._look_at = float("-inf")
        self._lock = Lock()

    def current(self) -> Published | None:
        """What is published now; None before the first snapshot."""
        if self._seconds() >= self._look_at and self._lock.acquire(blocking=self._held is None):
            try:  # while one thread looks, the others go on with what is held
                self._refresh()
            finally:
                self._lock.release()
        return self._held

    def _refresh(self) -> None:
        if self._seconds() < self._look_at:
            return
        try:
            number = self._number()
            if number is not None and (self._held is None or number != self._held.snapshot.number):
                snapshot = self._load()
                self._held = Published(snapshot, self._zone) if snapshot else self._held
        except StoreError as error:  # the one in memory is still good
            _log.error("snapshot not refreshed", extra={"problem": type(error).__name__})
        self._look_at = self._seconds() + self._every
