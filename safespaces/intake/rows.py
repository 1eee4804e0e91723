"""From a row to a draft, or to problems that name line, column, value and remedy."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from safespaces.geo.postcode import postcode_inside
from safespaces.hours.rules import Session
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.intake.beside import BESIDE_TARGETS, read_beside
from safespaces.intake.caveats import (
    is_called_closed,
    may_be_closing,
    says_closed,
    says_gone,
    says_not_open,
    takes_back,
)
from safespaces.intake.cells import (
    cell_text,
    check_letters,
    day_text,
    is_no_address,
    meant_by_garbled,
)
from safespaces.intake.date_order import check_order, month_first
from safespaces.intake.mapping import Mapping, is_our_file
from safespaces.intake.meanings import CLOSED, MORE_TARGETS, OPEN_DAYS
from safespaces.intake.no_place import is_no_place
from safespaces.intake.points import PLACES, read_point
from safespaces.intake.read_row import ReadRow
from safespaces.intake.record import Row, Table
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.problems import Problem, Severity
from safespaces.venues.cleaners import Unclean, is_id
from safespaces.venues.draft import CLEARED, FOREIGN_IDS, WEEK, WRITTEN_ID, VenueDraft
from safespaces.venues.fields import BY_NAME
from safespaces.venues.weekdays import sessions_of_cell


class RowReader:
    """Reads the rows of one table by one mapping."""

    def __init__(self, table: Table, mapping: Mapping, today: date | None = None) -> None:
        self._today = today  # without it every year counts as past
        self._headers, self._mapping = table.headers, mapping
        self._is_ours = is_our_file(table.headers)
        dates = mapping.columns.get("checked_on", ())
        self._month_first = month_first(cell_text(row, p) for p in dates for row in table.rows)
        used = {
            place
            for places in (*mapping.columns.values(), *mapping.weekdays.values())
            for place in places
        }
        said = {place for name in ("note", OPEN_DAYS) for place in mapping.columns.get(name, ())}
        self._beside = [
            place for place in range(len(table.headers)) if place in said or place not in used
        ]

    def read(self, row: Row) -> ReadRow:
        """The row's draft and problems."""
        problems: list[Problem] = []
        values: dict[str, Any] = {}
        if left_out := self._why_left_out(row):
            return ReadRow(row, VenueDraft(values), (), left_out)
        self._check_length(row, problems)
        for name in (*self._mapping.columns, *self._mapping.fixed):
            if name not in _READ_TOGETHER:
                self._read_field(name, row, values, problems)
        self._read_point(row, values, problems)
        if self._mapping.weekdays:
            self._read_week(row, values, problems)
        draft = VenueDraft(values)
        self._check_together(row, draft, problems)
        beside, faults = read_beside(self._cells_beside(row), row.line)
        return ReadRow(row, draft, (*problems, *faults), beside=beside)

    def _cells_beside(self, row: Row) -> dict[str, tuple[str, str]]:
        """Of what is kept beside the facts: the column and its text."""
        return {
            name: (self._column_of(name), text)
            for name in BESIDE_TARGETS
            if name in self._mapping.columns and (text := self._text_of(name, row))
        }

    def _why_left_out(self, row: Row) -> str:
        """Why a row is no place, or one that is closed for good."""
        if why := is_no_place(row, len(self._headers)):
            return why
        for place in self._mapping.columns.get(CLOSED, ()):
            if says_closed(cell_text(row, place), self._today):
                name = self._text_of("name", row) if "name" in self._mapping.columns else ""
                return _(
                    "%(name)s: the file says that it is closed for good (%(column)s: %(cell)s).",
                    name=name,
                    column=self._headers[place],
                    cell=cell_text(row, place),
                )
        return ""

    def _read_field(
        self, name: str, row: Row, values: dict[str, Any], problems: list[Problem]
    ) -> None:
        text = self._text_of(name, row)
        if not text:
            return  # a blank cell says nothing; see CLEARED
        if name in _NUMBERS and not self._is_ours:
            self._read_number(name, text, row, values, problems)
            return
        if text == CLEARED:
            if name in _NEVER_EMPTY:
                problems.append(
                    self._problem(
                        row,
                        self._column_of(name),
                        text,
                        _("It cannot be empty."),
                        _("Write the new value instead."),
                    )
                )
            values[name] = None
            return
        try:
            check_letters(text)
            if name == "checked_on":
                check_order(text, self._month_first)
            values[name] = BY_NAME[name].clean(
                self._with_days(text, row) if name == "safe_hours" else text
            )
            self._remark(name, text, row, problems)
        except Unclean as wrong:
            costs = Severity.ERROR if name in _COSTS_THE_ROW else Severity.WARNING
            lost = "" if costs is Severity.ERROR else _(_LEFT_OUT)
            problems.append(
                self._problem(
                    row, self._column_of(name), text, f"{lost}{wrong.message}", wrong.remedy, costs
                )
            )

    def _read_number(
        self, name: str, text: str, row: Row, values: dict[str, Any], problems: list[Problem]
    ) -> None:
        """An id or a number of a file that is not our own export: it may be one of ours, and is
        somebody else's otherwise.
        """
        column = self._column_of(name)
        if text == CLEARED:
            return
        if _SHORTENED.fullmatch(text):
            problems.append(
                self._worth_a_look(
                    row,
                    column,
                    text,
                    _("%(left_out)sThe spreadsheet has shortened it.", left_out=_(_LEFT_OUT)),
                    "",
                )
            )
        elif name == "id" and is_id(text):
            values |= {"id": text.lower(), WRITTEN_ID: text}
        else:
            said = text.split("; ") if column == name == "external_id" else [f"{column} {text}"]
            numbers = tuple(each.replace(";", ",").strip()[:_LONGEST_FOREIGN_ID] for each in said)
            values[FOREIGN_IDS] = (*values.get(FOREIGN_IDS, ()), *filter(None, numbers))

    def _remark(self, name: str, text: str, row: Row, problems: list[Problem]) -> None:
        said = BY_NAME[name].remark(text)
        if name == "address" and is_no_address(text):
            said = _("Is it an address?")
        if meant := meant_by_garbled(text):
            said = _("Its letters look garbled. Do you mean %(meant)s?", meant=meant)
        if said:
            problems.append(self._worth_a_look(row, self._column_of(name), text, said, ""))

    def _with_days(self, text: str, row: Row) -> str:
        """Times with the days that stand in a column of their own."""
        days = " ".join(
            filter(
                None, (cell_text(row, place) for place in self._mapping.columns.get(OPEN_DAYS, ()))
            )
        )
        return f"{days} {text}" if days else text

    def _text_of(self, name: str, row: Row) -> str:
        if name in self._mapping.fixed:
            return self._mapping.fixed[name]
        pieces: list[str] = []
        for place in self._mapping.columns.get(name, ()):
            piece = cell_text(row, place)
            known = {part.strip().lower() for each in pieces for part in each.split(",")}
            if piece and piece.lower() not in known:  # the town may stand in the address already
                pieces.append(piece)
        return ", ".join(pieces)

    def _column_of(self, name: str) -> str:
        places = self._mapping.columns.get(name)
        return " + ".join(self._headers[place] for place in places) if places else name

    def _read_point(self, row: Row, values: dict[str, Any], problems: list[Problem]) -> None:
        cells = {
            name: self._text_of(name, row)
            for name in PLACES
            if name in self._mapping.columns or name in self._mapping.fixed
        }
        if CLEARED in (cells.get("lat"), cells.get("lon")):
            values |= {name: None for name in ("lat", "lon") if cells.get(name) == CLEARED}
            cells = {name: "" if text == CLEARED else text for name, text in cells.items()}
            if not any(cells.values()):
                return
        point = read_point(cells, is_exact=self._is_ours and bool(values.get("point_source")))
        for fault in point.faults:
            message = f"{_(_LEFT_OUT)}{fault.message}" if point.is_left_out else fault.message
            problems.append(
                self._worth_a_look(
                    row, self._column_of(fault.target), fault.value, message, fault.remedy
                )
            )
        if point.lat is not None:
            values |= {"lat": point.lat, "lon": point.lon}
        if point.precision_m is not None and not values.get("precision_m"):
            values["precision_m"] = point.precision_m

    def _read_week(self, row: Row, values: dict[str, Any], problems: list[Problem]) -> None:
        week: dict[str, tuple[Session, ...] | None] = {}
        for day, places in self._mapping.weekdays.items():
            text = day_text([cell_text(row, place) for place in places])
            if not text or text == CLEARED:
                continue  # a blank cell says nothing
            try:
                check_letters(text)
                week[day] = sessions_of_cell(text, values.get("kind") or "")
            except Unclean as wrong:
                column = " + ".join(self._headers[place] for place in places)
                problems.append(
                    self._worth_a_look(
                        row, column, text, f"{_(_LEFT_OUT)}{wrong.message}", wrong.remedy
                    )
                )
                week[day] = None  # something is said, and nobody knows what
        if week:
            values[WEEK] = week

    def _check_length(self, row: Row, problems: list[Problem]) -> None:
        extra = [cell for cell in row.cells[len(self._headers) :] if cell.strip()]
        if extra:
            message = _(
                "The row has %(number)s values for %(number_2)s columns.",
                number=len(row.cells),
                number_2=len(self._headers),
            )
            problems.append(
                self._problem(
                    row,
                    _("(after the last column)"),
                    extra[0],
                    message,
                    _("Put a value that holds a comma in quotation marks."),
                )
            )
        elif len(row.cells) < len(self._headers) and len(row.cells) < len(self._headers) / 2:
            message = _(
                "The row stops after %(number)s of %(number_2)s columns.",
                number=len(row.cells),
                number_2=len(self._headers),
            )
            problems.append(
                self._problem(
                    row,
                    self._headers[len(row.cells)],
                    "",
                    message,
                    _("Complete the row, or take it out."),
                )
            )

    def _check_together(self, row: Row, draft: VenueDraft, problems: list[Problem]) -> None:
        faulty = {problem.column for problem in problems}
        self._take_postcode_from_address(draft)
        if draft.get("lat") is None and (
            not draft.get("address") or is_no_address(draft.get("address"))
        ):
            others = () if draft.get("postcode") else ("address", *PLACES)
            vital = {self._column_of(name) for name in ("postcode", *others)}
            # nothing else says where it is
            problems[:] = [_as_error(each) if each.column in vital else each for each in problems]
        # a new place needs a kind too, which the plan asks for: a known one has it
        column = self._column_of("name")
        if not draft.get("name") and column not in faulty:
            problems.append(
                self._problem(
                    row, column, "", _("It is missing."), _("Write the name over the door.")
                )
            )
        hours = draft.get("safe_hours")
        if hours and not parse_safe_hours(hours).speaks_of_bank_holidays:
            column = (
                self._column_of("safe_hours")
                if "safe_hours" in self._mapping.columns
                else "safe_hours"
            )
            problems.append(
                self._worth_a_look(
                    row, column, hours, _("Nothing is said of bank holidays."), _(_HOLIDAYS)
                )
            )
        for place in self._mapping.columns.get(CLOSED, ()):
            if may_be_closing(text := cell_text(row, place), self._today):
                problems.append(
                    self._worth_a_look(
                        row, self._headers[place], text, _("Is it closed for good?"), ""
                    )
                )
        self._point_out_who_left(row, problems)
        if hours or draft.get(WEEK):
            self._point_out_caveats(row, problems)
        for name in ("name", "address"):
            if is_called_closed(draft.get(name) or ""):
                problems.append(
                    self._worth_a_look(
                        row, self._column_of(name), draft.get(name), _("Is it still open?"), ""
                    )
                )

    def _take_postcode_from_address(self, draft: VenueDraft) -> None:
        """A file without a column of postcodes has them in its addresses."""
        found = (
            None
            if "postcode" in self._mapping.columns
            else postcode_inside((draft.get("address") or "").upper())
        )
        if found and not draft.get("postcode"):
            draft.values["postcode"] = str(found)

    def _point_out_who_left(self, row: Row, problems: list[Problem]) -> None:
        """A column that is not used can still be the only one that says it."""
        for place in self._beside:
            if says_gone(self._headers[place], text := cell_text(row, place)):
                problems.append(
                    self._worth_a_look(
                        row,
                        self._headers[place],
                        text,
                        _("Does it still take part? The column is not used."),
                        _("If it does not, pause or withdraw the place."),
                    )
                )

    def _point_out_caveats(self, row: Row, problems: list[Problem]) -> None:
        for place in self._beside:
            text = cell_text(row, place)
            if says_gone(self._headers[place], text):
                continue  # said already
            if text and (
                takes_back(text)
                or takes_back(self._headers[place])
                or says_not_open(self._headers[place], text)
            ):
                problems.append(
                    self._worth_a_look(
                        row, self._headers[place], text, _(_CAVEAT), _(_CAVEAT_REMEDY)
                    )
                )

    @classmethod
    def _worth_a_look(
        cls, row: Row, column: str, value: str, message: str, remedy: str = ""
    ) -> Problem:
        return cls._problem(row, column, value, message, remedy, Severity.WARNING)

    @staticmethod
    def _problem(
        row: Row,
        column: str,
        value: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        return Problem(column, value, message, remedy, row.line, severity)


# said before what is wrong with a value that does not cost the row
_LEFT_OUT = marked("It is left out. ")
_LONGEST_FOREIGN_ID = 100
_NUMBERS = {"id", "external_id"}
_SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)  # 1.00071E+11
_READ_TOGETHER = {*PLACES, *MORE_TARGETS}
_NEVER_EMPTY = {"name", "kind", "status", "id"}
_COSTS_THE_ROW = {"name", "kind", "id", "minimum_age"}  # without it a promise would be wrong
_CAVEAT = marked("It may take away hours that the row gives.")
_CAVEAT_REMEDY = marked("See that the hours are right with it.")
_HOLIDAYS = marked('They are shown as not known. Add "; PH off" or "; PH 10:00-16:00".')


def _as_error(problem: Problem) -> Problem:
    return replace(
        problem, severity=Severity.ERROR, message=problem.message.removeprefix(_(_LEFT_OUT))
    )
