"""Import a file of venues: shown first, then all or nothing."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.imports.import_beside import keep_beside
from safespaces.actions.imports.import_judging import Judging
from safespaces.actions.register.listing import settle_form
from safespaces.actions.register.publish import Publication, publish_in
from safespaces.errors import ImportRefused
from safespaces.intake.judge import judge_plan
from safespaces.intake.plan import Plan, Progress
from safespaces.intake.planner import make_plan, refuse_moved_on
from safespaces.intake.record import Table
from safespaces.intake.table import read_table, without_lines
from safespaces.language import gettext as _
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.imports import ImportRecord, add_import
from safespaces.store.register_state import register_state
from safespaces.store.undoing import keep_touched
from safespaces.store.venues import add_venues, all_venues, change_venues, last_versions

SHEET = "sheet:="  # an option among the mapping's: which sheet of a workbook


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was sent: its bytes, its name, and the sender's mapping options (see
    intake/mapping.py).
    """

    content: bytes
    file_name: str
    mapping: tuple[str, ...] = ()

    def table(self) -> Table:
        """The file as a table. Raises ImportRefused."""
        sheet = next(
            (option.removeprefix(SHEET) for option in self.mapping if option.startswith(SHEET)), ""
        )
        return read_table(self.content, sheet.strip())

    def options(self) -> tuple[str, ...]:
        """The mapping without what is about the file itself."""
        return tuple(option for option in self.mapping if not option.startswith(SHEET))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and what it published."""

    plan: Plan
    published: Publication


def plan_import(
    database: Database,
    sent: UploadedFile,
    *,
    judging: Judging | None = None,
    progress: Progress | None = None,
) -> Plan:
    """What the file would do; changes nothing.

    Raises ImportRefused when it cannot be read as a table of venues.
    """
    return plan_table(database, sent.table(), sent.options(), judging=judging, progress=progress)


def plan_table(
    database: Database,
    table: Table,
    options: tuple[str, ...],
    *,
    judging: Judging | None = None,
    progress: Progress | None = None,
) -> Plan:
    """What a file that was read already would do; `options` are the mapping's."""
    with database.reading() as session:
        return _plan(session, table, options, judging, progress)


def plan_with_versions(
    database: Database,
    table: Table,
    options: tuple[str, ...],
    *,
    judging: Judging | None = None,
    progress: Progress | None = None,
) -> tuple[Plan, dict[str, int]]:
    """The plan, and the versions of the venues as they were before it was made: what somebody has
    seen who reads it.
    """
    with database.reading() as session:
        # first: who changes a venue from now on changes what nobody has seen
        versions = last_versions(session)
        plan = _plan(session, table, options, judging, progress)
    return plan, {
        each.before.id: versions[each.before.id]
        for each in plan.changed
        if each.before.id in versions
    }


def _plan(
    session: Session,
    table: Table,
    options: tuple[str, ...],
    judging: Judging | None,
    progress: Progress | None,
) -> Plan:
    judge = judging(session) if judging else None
    plan = make_plan(
        table, all_venues(session), options, progress, today=judge.today if judge else None
    )
    if judge:
        judge_plan(plan, judge)
    return plan


def apply_import(
    database: Database,
    sent: UploadedFile,
    *,
    at: datetime,
    author: str,
    skip_faulty: bool = False,
    leave_out: Collection[int] = (),
    judging: Judging | None = None,
    seen: Mapping[int, int] | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Add and change what the file says, in one transaction, and publish.

    Raises ImportRefused, having changed nothing, while a row is rejected and `skip_faulty` is not
    given. The plan is made before the transaction, so that nobody else has to wait for thousands of
    rows to be read, and anew inside it where the register has moved on. `leave_out` are lines of
    the file not to be taken, `judging` rejects rows for what the register says. `seen` are the
    versions of the venues by line, as they were when somebody read the plan: a row whose venue has
    moved on since is rejected.
    """
    table = without_lines(sent.table(), leave_out)
    with database.reading() as session:
        state, plan = (
            register_state(session),
            _plan(session, table, sent.options(), judging, progress),
        )
    with database.writing() as session:
        if register_state(session) != state:
            # `progress` may want to write
            plan = _plan(session, table, sent.options(), judging, None)
        if seen is not None:
            refuse_moved_on(
                plan, seen, last_versions(session, [each.before.id for each in plan.changed])
            )
        if plan.rejected and not skip_faulty:
            raise ImportRefused(
                f"{len(plan.rejected)} of {len(table.rows)} rows cannot be taken, so nothing was"
                f" changed.{_moved_on(plan)}"
            )
        reason = f"import of {sent.file_name}"[:200]
        made = add_venues(
            session, [venue for _, venue in plan.added], at=at, author=author, reason=reason
        )
        made |= change_venues(
            session,
            [planned.after for planned in plan.changed],
            at=at,
            author=author,
            reason=reason,
        )
        kept = _keep_beside(session, plan, author, at)
        for planned in plan.changed:
            if planned.after.status is not planned.before.status:
                settle_form(session, planned.after, by=author, at=at, words=reason)
        keep_touched(session, add_import(session, _record(sent, plan, at, author)), made, kept)
        counts = (
            f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.rejected)} rejected"
        )
        counts += f", {len(kept)} with checks, trainings or contacts" if kept else ""
        counts += (
            f", {plan.listed_unchecked} listed without a check" if plan.listed_unchecked else ""
        )
        note(session, AuditLine(at, author, "imported", sent.file_name[:100], new=counts))
        return Imported(plan, publish_in(session, at=at))


def _keep_beside(session: Session, plan: Plan, by: str, at: datetime) -> dict[str, list[str]]:
    """What rows say beside the facts; by venue id what was kept of it."""
    taken = [
        *plan.added,
        *((each.line, each.after) for each in plan.changed),
        *plan.same,
    ]
    kept = {
        venue.id: keep_beside(session, venue, plan.beside[line], by=by, at=at, today=at.date())
        for line, venue in taken
        if line in plan.beside
    }
    return {venue_id: made for venue_id, made in kept.items() if made}


def _moved_on(plan: Plan) -> str:
    names = [planned.after.name for planned in plan.moved_on]
    return (
        _(
            " Somebody has changed %(names)s since you read the plan: read it again below.",
            names=", ".join(names[:5]),
        )
        if names
        else ""
    )


def _record(sent: UploadedFile, plan: Plan, at: datetime, author: str) -> ImportRecord:
    digest = hashlib.sha256(sent.content).hexdigest()
    return ImportRecord(
        at,
        author,
        sent.file_name[:200],
        digest,
        len(plan.added),
        len(plan.changed),
        len(plan.same),
        len(plan.rejected),
    )
