"""An import in the browser: the file is kept, its columns are matched, its plan is looked at, then
it is applied; or it is let go.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from safespaces.actions.imports.import_csv import (
    SHEET,
    Imported,
    UploadedFile,
    apply_import,
    plan_with_versions,
)
from safespaces.actions.imports.import_judging import Judging
from safespaces.errors import ImportRefused, NoNameColumn
from safespaces.intake.guesses import without_wrong_guesses
from safespaces.intake.mapping import BLANK_DAYS, TARGETS, guessed_mapping
from safespaces.intake.plan import Progress
from safespaces.intake.plan_shown import PlanShown, plan_shown
from safespaces.intake.record import Table
from safespaces.intake.report import faulty_rows_csv
from safespaces.intake.table import read_table
from safespaces.people.tokens import new_id
from safespaces.store.database import Database
from safespaces.store.uploads import Upload, add_upload, remove_upload, upload_with_id
from safespaces.venues.categories import KINDS
from safespaces.venues.fields import FIELDS

COLUMN = "column-"  # and the column's number, from 0: which field it means, "" for none
# what is chosen beside the columns
CHOICES = (
    "kind_for_all",
    "field_for_all",
    "value_for_all",
    "blank_days",
    "sheet",
)
FOR_ALL = {
    field.name: field.label
    for field in FIELDS
    if field.name not in ("id", "name", "lat", "lon", "kind")
}
_ROWS_SAMPLED = 20
Choices = Mapping[str, str]  # by the names above


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that was sent: its columns, and which field each means by its name ("" for none)."""

    id: str
    file_name: str
    content: bytes
    table: Table
    headers: tuple[str, ...]
    guesses: dict[str, str]
    samples: dict[str, str]  # the first value of each column that has one
    sheets: tuple[str, ...] = ()  # of a workbook, the one that was read first

    def chosen(self, choices: Choices) -> dict[str, str]:
        """What each header means: as it was chosen, else as it was guessed."""
        return {
            header: choices.get(f"{COLUMN}{number}", self.guesses.get(header, ""))
            for number, header in enumerate(self.headers)
        }


class UploadShown(TypedDict):
    """A file and its plan as the page shows them, in plain values; `plan` is None where it cannot
    be made.
    """

    id: str
    file_name: str
    headers: list[str]
    samples: dict[str, str]
    sheets: list[str]
    chosen: dict[str, str]
    needs_name: bool
    fault: str
    plan: PlanShown | None
    # line, and the version of the venue that it changes: what a person has seen who reads it
    seen: list[tuple[int, int]]
    faulty_csv: str


def keep_upload(
    database: Database, *, file_name: str, content: bytes, by: str, at: datetime
) -> str:
    """Keep a file; returns its id. Raises ImportRefused for what is no table."""
    rows = len(read_table(content).rows)
    upload = Upload(new_id("u"), by, at, file_name[:200] or "a file", content)
    with database.writing() as session:
        add_upload(session, upload, rows)
    return upload.id


def uploaded(database: Database, upload_id: str, by: str, sheet: str = "") -> Uploaded:
    """A file of one's own, read from the sheet that was chosen, or the fullest where there is no
    such sheet. Raises NotFound.
    """
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    try:
        table = read_table(upload.content, sheet)
    except ImportRefused:
        table = read_table(upload.content)
    headers = tuple(filter(None, table.headers))
    guesses = without_wrong_guesses(guessed_mapping(table.headers), table, ()).targets(
        table.headers
    )
    known = {header: target for header, target in guesses.items() if target}
    return Uploaded(
        upload.id,
        upload.file_name,
        upload.content,
        table,
        headers,
        known,
        _samples(table),
        table.sheets,
    )


def _samples(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table.rows[:_ROWS_SAMPLED]:
        for header, cell in zip(table.headers, row.cells):
            if cell.strip():
                found.setdefault(header, cell.strip()[:60])
    return found


def look_at_upload(
    database: Database,
    upload_id: str,
    choices: Choices,
    *,
    by: str,
    judging: Judging,
    progress: Progress | None = None,
) -> UploadShown:
    """What the file would do, read as it was chosen. Raises NotFound."""
    file = uploaded(database, upload_id, by, choices.get("sheet", ""))
    plan, versions, needs_name, fault = None, dict[str, int](), False, ""
    try:
        plan, versions = plan_with_versions(
            database, file.table, _options(file, choices), judging=judging, progress=progress
        )
    except NoNameColumn:
        needs_name = True
    except ImportRefused as error:
        fault = str(error)
    return UploadShown(
        id=file.id,
        file_name=file.file_name,
        headers=list(file.headers),
        samples=file.samples,
        sheets=list(file.sheets),
        chosen=file.chosen(choices),
        needs_name=needs_name,
        fault=fault,
        plan=plan_shown(plan) if plan else None,
        seen=[
            (each.line, versions[each.before.id])
            for each in plan.changed
            if each.before.id in versions
        ]
        if plan
        else [],
        faulty_csv=faulty_rows_csv(plan) if plan else "",
    )


def apply_upload(
    database: Database,
    upload_id: str,
    choices: Choices,
    *,
    leave_out: Collection[int],
    skip_faulty: bool,
    judging: Judging,
    seen: Mapping[int, int],
    by: str,
    at: datetime,
    progress: Progress | None = None,
) -> Imported:
    """Do it, and let go of the file.

    Raises NotFound, and ImportRefused while rows are faulty and `skip_faulty` is not given.
    """
    file = uploaded(database, upload_id, by, choices.get("sheet", ""))
    sheet = (f"{SHEET}{file.sheets[0]}",) if choices.get("sheet") and file.sheets else ()
    sent = UploadedFile(file.content, file.file_name, (*_options(file, choices), *sheet))
    done = apply_import(
        database,
        sent,
        at=at,
        author=by,
        skip_faulty=skip_faulty,
        leave_out=leave_out,
        judging=judging,
        seen=seen,
        progress=progress,
    )
    with database.writing() as session:
        remove_upload(session, upload_id)
    return done


def _options(file: Uploaded, choices: Choices) -> tuple[str, ...]:
    """Which column goes to which field (see intake/mapping.py); several columns of one field are
    joined where that makes sense.
    """
    columns: dict[str, list[str]] = {}
    for number, header in enumerate(file.headers):
        field = choices.get(f"{COLUMN}{number}", "")
        if field in TARGETS:
            columns.setdefault(field, []).append(header)
    fixed = [f"kind:={choices['kind_for_all']}"] if choices.get("kind_for_all") in KINDS else []
    value = choices.get("value_for_all", "").strip()
    if choices.get("field_for_all") in FOR_ALL and value:
        fixed.append(f"{choices['field_for_all']}:={value}")
    fixed += [f"{BLANK_DAYS}:=closed"] if choices.get("blank_days") == "closed" else []
    if not any(name.startswith(COLUMN) for name in choices):
        return tuple(fixed)
    untouched = [f"{field}=" for field in {*file.guesses.values()} - columns.keys()]
    return (
        *(f"{field}={'+'.join(headers)}" for field, headers in columns.items()),
        *untouched,
        *fixed,
    )
