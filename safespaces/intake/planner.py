"""Making the plan of an import, row by row: which venue each is about, and what would change."""

from collections.abc import Iterable
from collections.abc import Mapping as ByKey
from dataclasses import replace
from datetime import date

from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.week_text import CODES
from safespaces.intake.beside import NOTHING_BESIDE
from safespaces.intake.duplicates import possible_duplicates
from safespaces.intake.guesses import without_wrong_guesses
from safespaces.intake.identity import are_apart, is_another_address, is_same_place
from safespaces.intake.known_venues import KnownVenues
from safespaces.intake.mapping import Mapping, is_our_file, make_mapping
from safespaces.intake.plan import LeftOut, Plan, PlannedChange, Progress, Rejected, field_changes
from safespaces.intake.read_row import ReadRow
from safespaces.intake.record import Table
from safespaces.intake.rows import RowReader
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.problems import Problem, Severity
from safespaces.venues.categories import KINDS
from safespaces.venues.draft import (
    FOREIGN_IDS,
    WEEK,
    WRITTEN_ID,
    VenueDraft,
    WeekRefused,
    changed_venue,
    key_of,
    new_venue,
    with_foreign_ids,
    with_week,
)
from safespaces.venues.odd_hours import long_session, odd_session
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of


def make_plan(
    table: Table,
    register: Iterable[Venue],
    said: tuple[str, ...] = (),
    progress: Progress | None = None,
    *,
    by_name: bool = False,
    today: date | None = None,
) -> Plan:
    """The plan for a table. Raises ImportRefused when its columns cannot be understood.

    `today` tells a place that is closed from one that will be. With `by_name` a name alone finds a
    venue, where only one has it: for a partner's few, never for a city's.
    """
    mapping = without_wrong_guesses(make_mapping(table.headers, said), table, said)
    reader = RowReader(table, mapping, today)
    planner = _Planner(
        Plan(
            table,
            unused=mapping.unused(table.headers),
            personal=mapping.personal(table.headers),
            says_status="status" in mapping.columns or "status" in mapping.fixed,
        ),
        list(register),
        mapping,
        by_name,
    )
    for number, row in enumerate(table.rows, 1):
        planner.take(reader.read(row))
        if progress and (number % 100 == 0 or number == len(table.rows)):
            progress(number, len(table.rows))
    return planner.finish()


def refuse_moved_on(plan: Plan, seen: ByKey[int, int], now: ByKey[str, int]) -> None:
    """Reject the rows whose venue is no longer as it was when the plan was read; `seen` by line,
    `now` by venue id.
    """
    rows = {row.line: row for row in plan.table.rows}
    plan.moved_on = [
        each for each in plan.changed if seen.get(each.line) != now.get(each.before.id)
    ]
    lines = {each.line for each in plan.moved_on}
    plan.changed = [each for each in plan.changed if each.line not in lines]
    for each in plan.moved_on:
        problem = Problem(
            "name",
            each.before.name,
            _("Somebody has changed it since you read this plan."),
            _("Read it again."),
            each.line,
        )
        plan.rejected.append(Rejected(rows[each.line], (problem,)))


class _Planner:
    def __init__(self, plan: Plan, register: list[Venue], mapping: Mapping, by_name: bool) -> None:
        self._plan, self._register, self._mapping = plan, register, mapping
        self._is_ours = is_our_file(plan.table.headers)
        self._known = KnownVenues(register, by_name=by_name)
        self._said = NOTHING_BESIDE  # by the row that is taken
        self._slugs = {venue.slug for venue in register}
        self._line_of: dict[str, int] = {}  # venue id -> line that spoke of it
        self._names: dict[str, tuple[str, ...]] = {}  # of the venues that lines spoke of
        self._foreign_ids: dict[
            str, tuple[int, str]
        ] = {}  # somebody else's number -> line that has it, and of what place
        self._seen: dict[
            object, tuple[int, Venue]
        ] = {}  # name with postcode -> line that spoke of it, and of what

    def take(self, read: ReadRow) -> None:
        if read.left_out:
            self._plan.left_out.append(LeftOut(read.row.line, read.left_out))
            return
        self._plan.warnings += [
            problem for problem in read.problems if problem.severity is Severity.WARNING
        ]
        if read.is_rejected:
            self._reject(read, read.problems)
            return
        read = self._with_foreign_id(read)
        known = self._known.meant_by(read.draft)
        if known is None and not read.draft.get("kind"):
            remedy = _("Write for example library or fast_food, or choose one kind for all rows.")
            self._reject(
                read,
                (Problem("kind", "", _("A new place needs its kind."), remedy, read.row.line),),
            )
            return
        if (
            known
            and read.draft.get("id") == known.id
            and not is_same_place(known, read.draft, self._is_ours)
        ):
            message = _(
                "In the register %(id)s is %(name)s, %(postcode)s: another name and another place.",
                id=known.id,
                name=known.name,
                postcode=known.postcode or known.address,
            )
            remedy = _(
                "Leave the column of ids out if it is somebody else's numbering. A new"
                " name for this place needs its postcode beside it."
            )
            self._reject(read, (Problem("id", known.id, message, remedy, read.row.line),))
            return
        try:
            draft = with_week(
                read.draft, known.safe_hours if known else "", self._mapping.blank_days
            )
            draft = with_foreign_ids(draft, known.external_id if known else "")
        except WeekRefused as error:
            self._reject(
                read, (Problem(_("the days of the week"), "", str(error), "", read.row.line),)
            )
            return
        venue = changed_venue(known, draft) if known else new_venue(draft, self._slugs)
        if not self._may_stand(read, known, venue):
            return
        self._line_of[venue.id] = read.row.line
        self._names[venue.id] = words_of(venue.name)
        self._seen[key_of(venue)] = (read.row.line, venue)
        venue = self._without_odd_hours(read.row.line, known, venue)
        self._point_out_a_move(read.row.line, known, venue)
        days = set(read.draft.get(WEEK) or ()) - {"PH"}
        self._plan.blank_days += (
            known is None and bool(days) and days != set(CODES) and not self._mapping.blank_days
        )
        self._said = read.beside
        self._place(read.row.line, known, venue)

    def _point_out_a_move(self, line: int, known: Venue | None, venue: Venue) -> None:
        """An address that is quite another than before, with the same name and postcode."""
        if known and is_another_address(known.address, venue.address):
            words = (
                _("It is quite another address than before."),
                _("See that it is the same place."),
            )
            self._plan.warnings.append(
                Problem("address", venue.address, *words, line, Severity.WARNING)
            )

    def _without_odd_hours(self, line: int, known: Venue | None, venue: Venue) -> Venue:
        """The venue without new hours that its kind hardly ever keeps; a very long day at a place
        that is open late is pointed out.
        """
        if not venue.safe_hours or (known and known.safe_hours == venue.safe_hours):
            return venue
        hours = parse_safe_hours(venue.safe_hours)
        if odd := odd_session(hours, venue.kind):
            message = _(
                "It is left out. A %(kinds)s hardly ever keeps such hours.",
                kinds=KINDS[venue.kind].lower(),
            )
            self._plan.warnings.append(
                Problem("safe_hours", odd, message, _(_ODD), line, Severity.WARNING)
            )
            return replace(venue, safe_hours=known.safe_hours if known else "")
        if long := long_session(hours):
            words = _("It is a very long day."), _("See that it is no slip of the pen.")
            self._plan.warnings.append(Problem("safe_hours", long, *words, line, Severity.WARNING))
        return venue

    def _with_foreign_id(self, read: ReadRow) -> ReadRow:
        """The row with an id that is none of this register's as what it is, a number in somebody
        else's list.
        """
        number = read.draft.get(WRITTEN_ID)
        values = {name: value for name, value in read.draft.values.items() if name != WRITTEN_ID}
        if not number or self._known.with_id(values["id"]):
            return replace(read, draft=VenueDraft(values))
        del values["id"]
        header = (
            " + ".join(
                self._plan.table.headers[place] for place in self._mapping.columns.get("id", ())
            )
            or "id"
        )
        first, name = self._foreign_ids.setdefault(number, (read.row.line, read.draft.get("name")))
        if words_of(name) == words_of(read.draft.get("name")):
            values[FOREIGN_IDS] = (f"{header} {number}", *values.get(FOREIGN_IDS, ()))
        else:
            message = _(
                "It is left out. It stands on line %(first)s too, for %(name)s.",
                first=first,
                name=name,
            )
            remedy = _("See that they are two places.")
            self._plan.warnings.append(
                Problem(header, number, message, remedy, read.row.line, Severity.WARNING)
            )
        return replace(read, draft=VenueDraft(values))

    def _may_stand(self, read: ReadRow, known: Venue | None, venue: Venue) -> bool:
        if known is None and (renamed := self._known.with_id(venue.id)):
            message = _(
                "It was in the register under this name; now it is called %(name)s.",
                name=renamed.name,
            )
            self._reject(
                read,
                (
                    Problem(
                        "name",
                        venue.name,
                        message,
                        _("Write the id %(id)s in a column called id.", id=venue.id),
                        read.row.line,
                    ),
                ),
            )
            return False
        first = self._line_of.get(venue.id) or (
            None if read.draft.get("id") else self._seen_line(venue)
        )
        if (
            first is not None
            and read.draft.get("id")
            and self._names.get(venue.id) != words_of(venue.name)
        ):
            message = _(
                "The id %(id)s stands on line %(first)s too, for another place.",
                id=venue.id,
                first=first,
            )
            self._reject(
                read,
                (
                    Problem(
                        "id",
                        venue.id,
                        message,
                        _("Leave the column of ids out if it is not ours."),
                        read.row.line,
                    ),
                ),
            )
        elif first is not None:
            self._reject(read, (self._told_twice(first, venue, read.row.line),))
        elif not (venue.address or venue.postcode or venue.located):
            self._reject(
                read,
                (
                    Problem(
                        "address",
                        "",
                        _("Nobody could find the place."),
                        _("Give an address, a postcode or a point."),
                        read.row.line,
                    ),
                ),
            )
        else:
            return True
        return False

    def _told_twice(self, first: int, venue: Venue, line: int) -> Problem:
        other = self._seen.get(key_of(venue), (first, venue))[1]
        if words_of(other.address) != words_of(venue.address):
            words = _(
                "Line %(first)s has the same name and postcode, and another address.", first=first
            )
            return Problem(
                "name",
                venue.name,
                words,
                _("If they are two places, give each a name of its own, or its point."),
                line,
            )
        return Problem(
            "name",
            venue.name,
            _("Line %(first)s is about the same place.", first=first),
            _(_ONE_LINE),
            line,
        )

    def _seen_line(self, venue: Venue) -> int | None:
        """The line that spoke of the same name and postcode, where it is no other place."""
        seen = self._seen.get(key_of(venue))
        if seen is None or are_apart(seen[1], venue):
            return None
        return seen[0]

    def _place(self, line: int, known: Venue | None, venue: Venue) -> None:
        if self._said != NOTHING_BESIDE:
            self._plan.beside[line] = self._said
        if known is None:
            self._slugs.add(venue.slug)
            self._plan.added.append((line, venue))
        elif changes := field_changes(known, venue):
            self._plan.changed.append(PlannedChange(line, known, venue, changes))
        else:
            self._plan.same.append((line, venue))

    def _reject(self, read: ReadRow, problems: tuple[Problem, ...]) -> None:
        self._plan.rejected.append(
            Rejected(read.row, tuple(p for p in problems if p.severity is Severity.ERROR))
        )

    def finish(self) -> Plan:
        standing = (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)
        self._plan.missing = [
            v for v in self._register if v.id not in self._line_of and v.status not in standing
        ]
        self._plan.duplicates = possible_duplicates(
            [venue for _, venue in self._plan.added], self._register
        )
        return self._plan


_ONE_LINE = marked("Keep one of them, with all its days and hours.")
_ODD = marked(
    "Is it a slip of the pen? Put it right in the file; if it is true, write"
    " it on the place's page after the import."
)
