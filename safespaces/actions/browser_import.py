"""An import in the browser: the file is kept, its columns are matched, its plan is looked at, then it is applied; or it is let go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from safespaces.actions.import_csv import Imported, Sent, apply_import, plan_import
from safespaces.actions.import_judging import Judging
from safespaces.intake.guesses import without_wrong_guesses
from safespaces.intake.mapping import guessed_mapping
from safespaces.intake.plan import Plan
from safespaces.intake.record import Table
from safespaces.intake.table import read_table
from safespaces.people.tokens import new_id
from safespaces.store.database import Database
from safespaces.store.uploads import Upload, add_upload, remove_upload, upload_with_id
from safespaces.store.venues import last_versions

_ROWS_SAMPLED = 20


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that was sent: its columns, and which field each means by its name ("" for none)."""

    upload: Upload
    headers: tuple[str, ...]
    guesses: dict[str, str]
    samples: dict[str, str]  # the first value of each column that has one
    sheets: tuple[str, ...] = ()  # of a workbook, the one that is read first


def keep_upload(database: Database, *, file_name: str, content: bytes, by: str, at: datetime) -> str:
    """Keep a file; returns its id. Raises ImportRefused for what is no table."""
    read_table(content)
    upload = Upload(new_id("u"), by, at, file_name[:200] or "a file", content)
    with database.writing() as session:
        add_upload(session, upload)
    return upload.id


def uploaded(database: Database, upload_id: str, by: str, sheet: str = "") -> Uploaded:
    """A file of one's own; `sheet` names one of a workbook's. Raises NotFound."""
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    table = read_table(upload.content, sheet)
    headers = tuple(filter(None, table.headers))
    guesses = without_wrong_guesses(guessed_mapping(table.headers), table, ()).targets(table.headers)
    return Uploaded(upload, headers, {header: target for header, target in guesses.items() if target}, _samples(table), table.sheets)


def _samples(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table.rows[:_ROWS_SAMPLED]:
        for header, cell in zip(table.headers, row.cells):
            if cell.strip():
                found.setdefault(header, cell.strip()[:60])
    return found


def plan_upload(database: Database, upload_id: str, mapping: tuple[str, ...], by: str, judging: Judging) -> Plan:
    """What the file would do. Raises NotFound and ImportRefused."""
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    return plan_import(database, Sent(upload.content, upload.file_name, mapping), judging=judging)


def versions_seen(database: Database, plan: Plan) -> dict[int, int]:
    """The versions of the venues that a plan changes, by line: what a person has seen who reads it."""
    with database.reading() as session:
        now = last_versions(session, [each.before.id for each in plan.changed])
    return {each.line: now[each.before.id] for each in plan.changed if each.before.id in now}


def apply_upload(
    database: Database, upload_id: str, mapping: tuple[str, ...], *, leave_out: Collection[int], skip_faulty: bool,
    judging: Judging, seen: Mapping[int, int] | None, by: str, at: datetime,
) -> Imported:  # fmt: skip
    """Do it, and let go of the file. Raises NotFound, and ImportRefused while rows are faulty and `skip_faulty` is not given."""
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    sent = Sent(upload.content, upload.file_name, mapping)
    done = apply_import(database, sent, at=at, author=by, skip_faulty=skip_faulty, leave_out=leave_out, judging=judging, seen=seen)
    with database.writing() as session:
        remove_upload(session, upload_id)
    return done
