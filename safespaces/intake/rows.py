"""From a row to a draft, or to problems that name line, column, value and remedy."""

import html
from dataclasses import dataclass, replace
from typing import Any

from safespaces.geo.great_britain import in_great_britain
from safespaces.hours.rules import Session
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.intake.mapping import Mapping
from safespaces.intake.table import Row, Table
from safespaces.problems import Problem, Severity
from safespaces.venues.csv_text import plain
from safespaces.venues.draft import CLEARED, WEEK, VenueDraft
from safespaces.venues.fields import BY_NAME, Unclean, tidy
from safespaces.venues.weekdays import sessions_of_cell


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read: its draft, and what is wrong with it. With an error among the problems it is rejected."""

    row: Row
    draft: VenueDraft
    problems: tuple[Problem, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


class RowReader:
    """Reads the rows of one table by one mapping."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._headers, self._mapping = table.headers, mapping

    def read(self, row: Row) -> ReadRow:
        """The row's draft and problems."""
        problems: list[Problem] = []
        values: dict[str, Any] = {}
        self._check_length(row, problems)
        for name in (*self._mapping.columns, *self._mapping.fixed):
            self._read_field(name, row, values, problems)
        if self._mapping.weekdays:
            self._read_week(row, values, problems)
        draft = VenueDraft(values)
        self._check_together(row, draft, problems)
        return ReadRow(row, draft, tuple(problems))

    def _read_field(self, name: str, row: Row, values: dict[str, Any], problems: list[Problem]) -> None:
        text = self._text_of(name, row)
        if not text:
            return  # a blank cell says nothing; see CLEARED
        if text == CLEARED:
            if name in _NEVER_EMPTY:
                problems.append(self._problem(row, self._column_of(name), text, "It cannot be empty.", "Write the new value instead."))
            values[name] = None
            return
        try:
            values[name] = BY_NAME[name].clean(text)
        except Unclean as wrong:
            costs = Severity.ERROR if name in _COSTS_THE_ROW else Severity.WARNING
            lost = "" if costs is Severity.ERROR else _LEFT_OUT
            problems.append(self._problem(row, self._column_of(name), text, f"{lost}{wrong.message}", wrong.remedy, costs))

    def _text_of(self, name: str, row: Row) -> str:
        if name in self._mapping.fixed:
            return self._mapping.fixed[name]
        pieces = (_told(row, place) for place in self._mapping.columns[name])
        return ", ".join(filter(None, pieces))

    def _column_of(self, name: str) -> str:
        places = self._mapping.columns.get(name)
        return " + ".join(self._headers[place] for place in places) if places else name

    def _read_week(self, row: Row, values: dict[str, Any], problems: list[Problem]) -> None:
        week: dict[str, tuple[Session, ...]] = {}
        for day, places in self._mapping.weekdays.items():
            text = "-".join(filter(None, (_told(row, place) for place in places)))
            if not text or text == CLEARED:
                continue  # a blank cell says nothing
            try:
                week[day] = sessions_of_cell(text, values.get("kind") or "")
            except Unclean as wrong:
                column = " + ".join(self._headers[place] for place in places)
                problems.append(self._problem(row, column, text, wrong.message, wrong.remedy))
        if week:
            values[WEEK] = week

    def _check_length(self, row: Row, problems: list[Problem]) -> None:
        extra = [cell for cell in row.cells[len(self._headers) :] if cell.strip()]
        if extra:
            message = f"The row has {len(row.cells)} values for {len(self._headers)} columns."
            problems.append(
                self._problem(row, "(after the last column)", extra[0], message, "Put a value that holds a comma in quotation marks.")
            )
        elif len(row.cells) < len(self._headers) and len(row.cells) < len(self._headers) / 2:
            message = f"The row stops after {len(row.cells)} of {len(self._headers)} columns."
            problems.append(self._problem(row, self._headers[len(row.cells)], "", message, "Complete the row, or take it out."))

    def _check_together(self, row: Row, draft: VenueDraft, problems: list[Problem]) -> None:
        faulty = {problem.column for problem in problems}
        if not draft.get("address") and draft.get("lat") is None:  # nothing else says where it is
            postcode = self._column_of("postcode")
            problems[:] = [_as_error(each) if each.column == postcode else each for each in problems]
        for name in ("name",):  # a new place needs a kind too, which the plan asks for: a known one has it
            column = self._column_of(name)
            if not draft.get(name) and column not in faulty:
                problems.append(self._problem(row, column, "", "It is missing.", _MISSING[name]))
        lat, lon = draft.get("lat"), draft.get("lon")
        if (lat is None) != (lon is None) and not {self._column_of("lat"), self._column_of("lon")} & faulty:
            column = self._column_of("lat" if lat is None else "lon")
            problems.append(self._problem(row, column, "", "Only half of the point is given.", "Give latitude and longitude, or neither."))
        if lat is not None and lon is not None and not in_great_britain(lat, lon):
            problems.append(
                self._problem(row, self._column_of("lat"), f"{lat}, {lon}", "The point is not in Great Britain.", _swapped_hint(lat, lon))
            )
        hours = draft.get("safe_hours")
        if hours and not parse_safe_hours(hours).speaks_of_bank_holidays:
            column = self._column_of("safe_hours") if "safe_hours" in self._mapping.columns else "safe_hours"
            problems.append(self._problem(row, column, hours, "Nothing is said of bank holidays.", _HOLIDAYS, Severity.WARNING))

    @staticmethod
    def _problem(row: Row, column: str, value: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        return Problem(column, value, message, remedy, row.line, severity)


_LEFT_OUT = "It is left out. "  # said before what is wrong with a value that does not cost the row
_NEVER_EMPTY = {"name", "kind", "status", "id"}
_COSTS_THE_ROW = {"name", "kind", "status", "id", "lat", "lon", "checked_on", "minimum_age"}  # without it a promise would be wrong
# Written where there is nothing to say; a spreadsheet's errors too. "-" is CLEARED: it empties a value.
_BLANKS = {
    "na", "n/a", "#n/a", "null", "none", "nil", "tbc", "not known",
    "not relevant", "no information held", "[unknown]", "#value!", "#name?", "#ref!",
}  # fmt: skip
_MISSING = {"name": "Write the name over the door."}


def _as_error(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.ERROR, message=problem.message.removeprefix(_LEFT_OUT))


def _told(row: Row, place: int) -> str:
    """A cell's text; "" where it says nothing."""
    text = tidy(html.unescape(plain(row.cells[place]))) if place < len(row.cells) else ""
    return "" if text.lower() in _BLANKS else text


_HOLIDAYS = 'They are shown as not known. Add "; PH off" or "; PH 10:00-16:00".'


def _swapped_hint(lat: float, lon: float) -> str:
    return (
        "Latitude and longitude look swapped."
        if in_great_britain(lon, lat)
        else "For Coventry latitude is about 52.4 and longitude about -1.5."
    )
