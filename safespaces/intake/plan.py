"""What an import would do, decided on data alone: nothing is read or written here."""

from collections.abc import Callable
from dataclasses import dataclass, field

from safespaces.intake.beside import Beside
from safespaces.intake.duplicates import PossibleDuplicate
from safespaces.intake.record import Row, Table
from safespaces.problems import Problem
from safespaces.venues.cells import venue_cells
from safespaces.venues.fields import FIELDS
from safespaces.venues.venue import Venue

Progress = Callable[[int, int], None]  # rows done, rows in all


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a venue before and after, as texts."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A venue that a row changes."""

    line: int
    before: Venue
    after: Venue
    changes: tuple[Change, ...]

    def with_after(self, after: Venue) -> "PlannedChange":
        """This change with another state after it."""
        return PlannedChange(self.line, self.before, after, field_changes(self.before, after))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken, with every reason."""

    row: Row
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no place to take in: a total below the table, a place that is closed for
    good.
    """

    line: int
    why: str


@dataclass(slots=True)
class Plan:
    """An import before it counts.

    `missing` are venues of the register that the file does not name: they are reported, never
    removed.
    """

    table: Table
    added: list[tuple[int, Venue]] = field(default_factory=list)
    changed: list[PlannedChange] = field(default_factory=list)
    same: list[tuple[int, Venue]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    missing: list[Venue] = field(default_factory=list)
    duplicates: list[PossibleDuplicate] = field(default_factory=list)
    unused: tuple[str, ...] = ()  # headers of columns that mean nothing here
    personal: tuple[str, ...] = ()  # those of them that are about people
    # rejected, because somebody changed the venue since the plan was read
    moved_on: list[PlannedChange] = field(default_factory=list)
    listed_unchecked: int = 0
    beside: dict[int, Beside] = field(default_factory=dict)  # by line, where a row says something
    says_status: bool = False  # the file has a column of it
    blank_days: int = (
        0  # new places of which the file leaves days blank, while nobody has said what that means
    )


def field_changes(before: Venue, after: Venue) -> tuple[Change, ...]:
    """Field by field, as our own files spell the values."""
    old, new = venue_cells(before), venue_cells(after)
    return tuple(
        Change(each.name, old[each.name], new[each.name])
        for each in FIELDS
        if old[each.name] != new[each.name]
    )
