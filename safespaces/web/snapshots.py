"""A snapshot in memory, with everything that is made from it once."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from zoneinfo import ZoneInfo

from safespaces.errors import StoreError
from safespaces.geo.point import Point
from safespaces.snapshot.changed_rows import (
    are_called_as_they_were,
    are_where_they_were,
    changed_rows,
)
from safespaces.snapshot.csv import places_csv
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.geojson import places_geojson
from safespaces.snapshot.nearest_json import Fragments
from safespaces.snapshot.public_venue import PublicVenue, check_apart, check_whole
from safespaces.snapshot.shared_list import shared_list_json
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.areas import Areas
from safespaces.venues.categories import KINDS
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import Place
from safespaces.web.cell_files import CellFiles
from safespaces.web.ready_file import ReadyFile, ready_file
from safespaces.web.streets_holder import Streets

Venues = tuple[PublicVenue, ...]
NOWHERE = Point(0, 0)


def _check(venues: Venues, before: Venues, rows: list[int] | None) -> None:
    """Raises StoreError or BadPoint for a list that is damaged; but for `rows` it was looked at
    before.
    """
    for row in range(len(venues)) if rows is None else rows:
        check_whole(venues[row])
    if not are_called_as_they_were(before, venues, rows):
        check_apart(venues)


class Published:
    """One snapshot with its finder and ready-made files.

    Safe across threads: at worst two threads make the same file at once. What has not changed
    since `before` is not made again. `home` is the middle of the town. Raises whatever is wrong
    with the snapshot.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        zone: ZoneInfo,
        before: "Published | None" = None,
        home: Point = NOWHERE,
        streets: Streets | None = None,
    ) -> None:
        known = before.snapshot.venues if before else ()
        rows = changed_rows(known, snapshot.venues) if before else None
        _check(snapshot.venues, known, rows)
        self.snapshot: Snapshot = snapshot
        self.finder: Finder = Finder(
            snapshot,
            zone,
            before.finder if before else None,
            rows,
            streets.network if streets else None,
        )
        self.streets: Streets | None = streets
        if self.finder.timetable.unread:
            raise StoreError(
                "The snapshot holds hours that cannot be read. Run: safespaces publish"
            )
        self.fragments: Fragments = Fragments(
            snapshot.venues, before.fragments if before else None, rows
        )
        self.cell_files: CellFiles = CellFiles(
            self.finder, before.cell_files if before else None, rows
        )
        self.home: Point = home
        self._files: dict[str, ReadyFile] = {}
        self._making = Lock()
        self._directory: tuple[date, ReadyFile] | None = None
        self._in_areas: list[tuple[str, int]] | None = None
        self._named: tuple[Gazetteer, Sequence[Place], Gazetteer] | None = None
        if before and are_where_they_were(known, snapshot.venues, rows):
            self._in_areas = before._in_areas
            if are_called_as_they_were(known, snapshot.venues, rows):
                self._named = before._named

    def directory(self, today: date) -> ReadyFile:
        """The directory for phones from local midnight of `today`, a long one as an index of its
        cells; made once a day.
        """
        kept = self._directory
        if kept is None or kept[0] != today:
            cells = self.cell_files
            made = (
                cells.index(today, self.home, self.streets_number)
                if cells.is_needed
                else directory_json(self.finder, today, self.streets_number)
            )
            cells.of(cells.name_at(self.home), today)  # which every phone asks for next
            kept = self._directory = (today, ready_file(made, "application/json"))
        return kept[1]

    @property
    def streets_number(self) -> str:
        """Of the walking network that walks are by; "" where they are by the straight line."""
        return self.streets.number if self.streets else ""

    @property
    def geojson(self) -> ReadyFile:
        """All Safe Spaces as GeoJSON."""
        return self._file("geojson", places_geojson, "application/geo+json")

    @property
    def csv(self) -> ReadyFile:
        """All Safe Spaces as a table."""
        return self._file("csv", places_csv, "text/csv; charset=utf-8")

    def shared_list(self, area: str, is_demonstration: bool) -> ReadyFile:
        """Our own Safe Spaces for neighbours."""
        return self._file(
            "shared list",
            lambda snapshot: shared_list_json(snapshot, area, is_demonstration),
            "application/json",
        )

    def _file(self, name: str, make: Callable[[Snapshot], bytes], content_type: str) -> ReadyFile:
        """Made once. That of a country takes seconds, in which others are told so instead of
        holding a thread each. Raises StoreError for these.
        """
        if name not in self._files:
            if not self._making.acquire(blocking=not self.cell_files.is_needed):
                raise StoreError("The file is being made. Ask again in a few seconds.")
            try:
                if name not in self._files:
                    self._files[name] = ready_file(make(self.snapshot), content_type)
            finally:
                self._making.release()
        return self._files[name]

    @cached_property
    def kinds(self) -> list[tuple[str, str]]:
        """Code and label of every kind in use, by label."""
        return sorted(
            {(venue.kind, KINDS[venue.kind]) for venue in self.snapshot.venues},
            key=lambda pair: pair[1],
        )

    def in_areas(self, areas: Areas) -> list[tuple[str, int]]:
        """Every row with its area, in the order of the list by area; made once."""
        if self._in_areas is None:
            venues = self.snapshot.venues
            found = areas.in_order([venue.point for venue in venues])
            named = [(venues[row].list_of or area, row) for area, row in found]
            # ours first, then the neighbours' by name; sorting keeps the order within each
            self._in_areas = sorted(named, key=lambda pair: venues[pair[1]].list_of)
        return self._in_areas

    def named_in(self, gazetteer: Gazetteer, streets: Sequence[Place] = ()) -> Gazetteer:
        """A gazetteer with the names of these Safe Spaces and of streets; made once."""
        held = self._named
        if held is None or held[0] is not gazetteer or held[1] is not streets:
            made = gazetteer.with_places((*self.snapshot.names, *streets))
            held = self._named = (gazetteer, streets, made)
        return held[2]

    def made_for(self, today: date) -> "Published":
        """With what people and phones ask for, so that nobody waits for it, and nothing that cannot
        be made is ever shown. Raises whatever is wrong with the snapshot.
        """
        self.directory(today)
        return self

    def make_files(self) -> None:
        """The files for maps and tables, which few ask for: made when the list is public, those of
        a long one when somebody asks.
        """
        if self.cell_files.is_needed:
            return
        for made in ("geojson", "csv", "kinds"):
            getattr(self, made)
