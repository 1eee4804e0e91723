"""What an import would do, decided on data alone: nothing is read or written here."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from safespaces.intake.duplicates import PossibleDuplicate, possible_duplicates
from safespaces.intake.mapping import make_mapping
from safespaces.intake.rows import ReadRow, RowReader
from safespaces.intake.table import Row, Table
from safespaces.problems import Problem, Severity
from safespaces.venues.cells import venue_cells
from safespaces.venues.draft import VenueDraft, WeekRefused, changed_venue, key_of, new_venue, with_week
from safespaces.venues.fields import FIELDS
from safespaces.venues.place_search import words_of
from safespaces.venues.venue import ListingStatus, Venue

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


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken, with every reason."""

    row: Row
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Plan:
    """An import before it counts. `missing` are venues of the register that the file does not name: they are reported, never removed."""

    table: Table
    added: list[tuple[int, Venue]] = field(default_factory=list)
    changed: list[PlannedChange] = field(default_factory=list)
    same: list[tuple[int, Venue]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    missing: list[Venue] = field(default_factory=list)
    duplicates: list[PossibleDuplicate] = field(default_factory=list)
    unused: tuple[str, ...] = ()  # headers of columns that were not understood


def make_plan(
    table: Table, register: Iterable[Venue], said: tuple[str, ...] = (), progress: Progress | None = None, by_name: bool = False
) -> Plan:
    """The plan for a table. Raises ImportRefused when its columns cannot be understood.

    With `by_name` a name alone finds a venue, where only one has it: for a partner's few, never for a city's.
    """
    mapping = make_mapping(table.headers, said)
    reader = RowReader(table, mapping)
    planner = _Planner(table, list(register), mapping.unused(table.headers), by_name)
    for number, row in enumerate(table.rows, 1):
        planner.take(reader.read(row))
        if progress and (number % 100 == 0 or number == len(table.rows)):
            progress(number, len(table.rows))
    return planner.finish()


Judge = Callable[[Venue | None, Venue], Problem | None]  # a venue before (None for a new one) and after: why the row is not taken


def judge_plan(plan: Plan, judge: Judge) -> None:
    """Reject what a judge of more than the row's own text does not take."""
    rows = {row.line: row for row in plan.table.rows}

    def is_taken(line: int, before: Venue | None, after: Venue) -> bool:
        problem = judge(before, after)
        if problem:
            plan.rejected.append(Rejected(rows[line], (replace(problem, line=line),)))
        return problem is None

    plan.added = [(line, venue) for line, venue in plan.added if is_taken(line, None, venue)]
    plan.changed = [each for each in plan.changed if is_taken(each.line, each.before, each.after)]


class _Planner:
    def __init__(self, table: Table, register: list[Venue], unused: tuple[str, ...], by_name: bool) -> None:
        self._register = register
        names = Counter(words_of(venue.name) for venue in register)
        self._by_name = {words_of(v.name): v for v in register if names[words_of(v.name)] == 1} if by_name else {}
        self._by_id = {venue.id: venue for venue in register}
        self._by_key = {key_of(venue): venue for venue in register}
        self._slugs = {venue.slug for venue in register}
        self._line_of: dict[object, int] = {}  # venue id, and name with postcode -> line that spoke of it
        self._plan = Plan(table, unused=unused)

    def take(self, read: ReadRow) -> None:
        self._plan.warnings += [problem for problem in read.problems if problem.severity is Severity.WARNING]
        if read.is_rejected:
            self._reject(read, read.problems)
            return
        known = self._by_id.get(read.draft.get("id")) or (
            None if read.draft.get("id") else self._by_key.get(read.draft.key) or self._by_name.get(read.draft.key[0])
        )
        try:
            draft = with_week(read.draft, known.safe_hours if known else "")
        except WeekRefused as error:
            self._reject(read, (Problem("the days of the week", "", str(error), "", read.row.line),))
            return
        venue = changed_venue(known, draft) if known else new_venue(draft, self._slugs)
        if not self._may_stand(read, known, venue):
            return
        self._line_of[venue.id] = self._line_of[key_of(venue)] = read.row.line
        self._place(read.row.line, known, venue)

    def _known(self, draft: VenueDraft) -> Venue | None:
        """The venue that a row is about: by its id, else by name and postcode."""
        if draft.get("id"):
            return self._by_id.get(draft.get("id"))
        return self._by_key.get(draft.key) or self._by_name.get(draft.key[0])

    def _may_stand(self, read: ReadRow, known: Venue | None, venue: Venue) -> bool:
        if known is None and venue.id in self._by_id:
            message = f"It was in the register under this name; now it is called {self._by_id[venue.id].name}."
            self._reject(read, (Problem("name", venue.name, message, f"Write the id {venue.id} in a column called id.", read.row.line),))
            return False
        first = self._line_of.get(venue.id) or (None if read.draft.get("id") else self._line_of.get(key_of(venue)))
        if first is not None:
            self._reject(read, (Problem("name", venue.name, f"Line {first} is about the same place.", "Keep one of them.", read.row.line),))
        elif not (venue.address or venue.postcode or venue.located):
            self._reject(
                read, (Problem("address", "", "Nobody could find the place.", "Give an address, a postcode or a point.", read.row.line),)
            )
        else:
            return True
        return False

    def _place(self, line: int, known: Venue | None, venue: Venue) -> None:
        if known is None:
            self._slugs.add(venue.slug)
            self._plan.added.append((line, venue))
        elif changes := field_changes(known, venue):
            self._plan.changed.append(PlannedChange(line, known, venue, changes))
        else:
            self._plan.same.append((line, venue))

    def _reject(self, read: ReadRow, problems: tuple[Problem, ...]) -> None:
        self._plan.rejected.append(Rejected(read.row, tuple(p for p in problems if p.severity is Severity.ERROR)))

    def finish(self) -> Plan:
        standing = (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)
        self._plan.missing = [v for v in self._register if v.id not in self._line_of and v.status not in standing]
        self._plan.duplicates = possible_duplicates([venue for _, venue in self._plan.added], self._register)
        return self._plan


def field_changes(before: Venue, after: Venue) -> tuple[Change, ...]:
    """Field by field, as our own files spell the values."""
    old, new = venue_cells(before), venue_cells(after)
    return tuple(Change(each.name, old[each.name], new[each.name]) for each in FIELDS if old[each.name] != new[each.name])
