"""The files of a long directory: its index, and a cell's when a phone asks for it."""

from datetime import date
from functools import cached_property
from operator import is_
from threading import Lock

from safespaces.geo.point import Point
from safespaces.snapshot.cells import MOST, Box, Cells, cells_of
from safespaces.snapshot.changed_rows import are_where_they_were
from safespaces.snapshot.directory import cell_json, index_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.recent import Recent
from safespaces.web.ready_file import ReadyFile, ready_file

_KEPT = 128  # files of some 200 KB each, packed and not

_Made = tuple[tuple[PublicVenue, ...], ReadyFile]


class CellFiles:
    """Made when they are asked for, and kept. A cell in which nothing has changed since `before` is
    not made again.
    """

    def __init__(
        self,
        finder: Finder,
        before: "CellFiles | None" = None,
        rows: list[int] | None = None,
    ) -> None:
        self._finder, self._making = finder, Lock()
        self._made: Recent[tuple[str, date], _Made] = Recent(_KEPT)
        is_alike = before and before._finder.snapshot.calendar == finder.snapshot.calendar
        self._before: Recent[tuple[str, date], _Made] | None = None
        if before and is_alike:
            self._before = before._made
        old, new = before._finder.snapshot.venues if before else (), finder.snapshot.venues
        self._same: Cells | None = None  # as before, where nobody has moved
        if before and are_where_they_were(old, new, rows):
            self._same = before._known

    @property
    def is_needed(self) -> bool:
        """Whether there are more places than every phone should have."""
        return len(self._finder.snapshot.venues) > MOST

    @property
    def names(self) -> list[str]:
        """Of all cells with something in them."""
        return list(self._cells.boxes)

    def index(self, today: date, home: Point, streets: str) -> bytes:
        """How the directory is cut (snapshot/directory.py)."""
        return index_json(self._finder, today, self._cells, home, streets)

    def name_at(self, point: Point) -> str:
        """The name of the cell that a point lies in; "" for an empty one, or without cells."""
        return self._cells.at(point.lat, point.lon) if self.is_needed else ""

    def box(self, name: str) -> Box | None:
        """Where a cell lies; None where there is no such cell."""
        return self._cells.boxes.get(name) if self.is_needed else None

    def of(self, name: str, today: date) -> ReadyFile | None:
        """A cell's file; None where there is no such cell."""
        if self.box(name) is None:
            return None
        if kept := self._made.kept((name, today)):
            return kept[1]
        with self._making:  # one after the other: whoever asks for many holds up those who do
            return self._made.get((name, today), lambda: self._make(name, today))[1]

    @property
    def _known(self) -> Cells | None:
        cells: Cells | None = self.__dict__.get("_cells", self._same)
        return cells

    @cached_property
    def _cells(self) -> Cells:
        if self._same:
            return self._same
        venues = self._finder.snapshot.venues
        return cells_of([venue.lat for venue in venues], [venue.lon for venue in venues])

    def _make(self, name: str, today: date) -> _Made:
        rows = self._cells.rows(name).tolist()
        venues = tuple(self._finder.snapshot.venues[row] for row in rows)
        kept = self._before.kept((name, today)) if self._before else None
        if kept and len(kept[0]) == len(venues) and all(map(is_, kept[0], venues)):
            return venues, kept[1]
        file = ready_file(cell_json(self._finder, today, rows), "application/json", tight=False)
        return venues, file
