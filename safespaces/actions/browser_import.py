"""An import in the browser: the file is kept, its columns are matched, its plan is looked at, then it is applied; or it is let go."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.import_csv import Imported, Judging, Sent, apply_import, plan_import
from safespaces.geo.point import Point
from safespaces.intake.guesses import without_wrong_guesses
from safespaces.intake.mapping import guessed_mapping
from safespaces.intake.plan import Judge, Plan, judge_plan
from safespaces.intake.table import Table, read_table
from safespaces.people.tokens import new_id
from safespaces.problems import Problem
from safespaces.store.database import Database
from safespaces.store.records import venues_with_failed_visit
from safespaces.store.uploads import Upload, add_upload, remove_upload, upload_with_id
from safespaces.store.verifications import standing_checks
from safespaces.venues.venue import ListingStatus, Venue

_ROWS_SAMPLED = 20


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that was sent: its columns, and which field each means by its name ("" for none)."""

    upload: Upload
    headers: tuple[str, ...]
    guesses: dict[str, str]
    samples: dict[str, str]  # the first value of each column that has one


def keep_upload(database: Database, *, file_name: str, content: bytes, by: str, at: datetime) -> str:
    """Keep a file; returns its id. Raises ImportRefused for what is no table."""
    read_table(content)
    upload = Upload(new_id("u"), by, at, file_name[:200] or "a file", content)
    with database.writing() as session:
        add_upload(session, upload)
    return upload.id


def uploaded(database: Database, upload_id: str, by: str) -> Uploaded:
    """A file of one's own. Raises NotFound."""
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    table = read_table(upload.content)
    headers = tuple(filter(None, table.headers))
    guesses = without_wrong_guesses(guessed_mapping(table.headers), table, ()).targets(table.headers)
    return Uploaded(upload, headers, {header: target for header, target in guesses.items() if target}, _samples(table))


def _samples(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table.rows[:_ROWS_SAMPLED]:
        for header, cell in zip(table.headers, row.cells):
            if cell.strip():
                found.setdefault(header, cell.strip()[:60])
    return found


def judge_of(session: Session, today: date, is_outside: Callable[[Point], bool]) -> Judge:
    """What an officer's file may not do either: list a place that no check speaks for, put a pin outside the area, date a check ahead."""
    checked = {venue_id for venue_id, last in standing_checks(session).items() if last.last_day >= today}
    checked -= venues_with_failed_visit(session)

    def judge(before: Venue | None, after: Venue) -> Problem | None:
        is_listed_now = before is not None and before.status is ListingStatus.LISTED
        if after.status is ListingStatus.LISTED and not is_listed_now and after.id not in checked:
            return Problem(
                "status", "listed", "No check of this place counts today.", "Leave it empty, keep a check on its page, then list it."
            )
        if after.status is ListingStatus.LISTED and not is_listed_now and after.located is None:
            return Problem("status", "listed", "The place has no point yet.", "Give it one, or list it on its page once its pin is placed.")
        if after.checked_on and after.checked_on > today:
            return Problem("checked_on", after.checked_on.isoformat(), "That day is still to come.", "Write the day of the last check.")
        if after.located and (before is None or before.located != after.located) and is_outside(after.located.point):
            where = f"{after.located.point.lat}, {after.located.point.lon}"
            return Problem("lat", where, "The point is outside the area.", "Correct it, or leave it empty.")
        return None

    return judge


def plan_upload(database: Database, upload_id: str, mapping: tuple[str, ...], by: str, judging: Judging) -> Plan:
    """What the file would do. Raises NotFound and ImportRefused."""
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    plan = plan_import(database, Sent(upload.content, upload.file_name, mapping))
    with database.reading() as session:
        judge_plan(plan, judging(session))
    return plan


def apply_upload(
    database: Database, upload_id: str, mapping: tuple[str, ...], *, leave_out: Collection[int], skip_faulty: bool,
    judging: Judging, by: str, at: datetime,
) -> Imported:  # fmt: skip
    """Do it, and let go of the file. Raises NotFound, and ImportRefused while rows are faulty and `skip_faulty` is not given."""
    with database.reading() as session:
        upload = upload_with_id(session, upload_id, by)
    sent = Sent(upload.content, upload.file_name, mapping)
    done = apply_import(database, sent, at=at, author=by, skip_faulty=skip_faulty, leave_out=leave_out, judging=judging)
    with database.writing() as session:
        remove_upload(session, upload_id)
    return done
