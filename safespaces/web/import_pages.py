"""Importing a file in the browser: send it, match its columns, read what it would do row by row, choose, do it; and undo it."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.browser_import import apply_upload, judge_of, keep_upload, plan_upload, uploaded
from safespaces.actions.undo_import import past_imports, undo_import, what_undoing_does
from safespaces.errors import BadInput, ImportRefused, NoNameColumn
from safespaces.intake.mapping import TARGETS
from safespaces.intake.report import faulty_rows_csv, gathered
from safespaces.intake.table import LARGEST_FILE
from safespaces.venues.categories import KINDS
from safespaces.venues.fields import FIELDS
from safespaces.venues.venue import Venue
from safespaces.venues.weekdays import DAY_LABELS
from safespaces.venues.weekly_hours import in_words, weekly_from_text
from safespaces.web.access import takes_file
from safespaces.web.form_pages import is_outside
from safespaces.web.ground import ground
from safespaces.web.officer_form import me
from safespaces.web.wall_clock import today

import_pages = Blueprint("import_pages", __name__, url_prefix="/officer/import")

_MOST_SHOWN = 200
_MOST_LEFT_OUT = 2_000
ROOM_FOR_A_FILE = LARGEST_FILE + 64 * 1024  # the file, and the form around it


@import_pages.get("")
def start() -> str:
    """A box for the file, and what was imported before."""
    return _start()


@import_pages.post("")
@takes_file(ROOM_FOR_A_FILE)
def send() -> Redirect | tuple[str, int]:
    """Keep the file, and go on to its columns."""
    base, file = ground(), request.files.get("file")
    try:
        if file is None or not file.filename:
            raise BadInput("Choose a file first.")
        kept = keep_upload(base.database, file_name=file.filename, content=file.read(), by=me(), at=base.clock())
    except BadInput as error:
        return _start(str(error)), 400
    return redirect(f"/officer/import/{kept}", 303)


@import_pages.get("/<upload_id>")
def plan(upload_id: str) -> str | tuple[str, int]:
    """Its columns and what it would do."""
    return _plan(upload_id)


@import_pages.get("/<upload_id>/faulty.csv")
def faulty(upload_id: str) -> Response:
    """The rows that cannot be taken, each with what to mend."""
    found = plan_upload(ground().database, upload_id, _mapping(upload_id), me(), _judging)
    headers = {"Content-Disposition": 'attachment; filename="faulty-rows.csv"'}
    return Response(faulty_rows_csv(found), headers=headers, content_type="text/csv; charset=utf-8")


@import_pages.post("/<upload_id>")
def apply(upload_id: str) -> Redirect | tuple[str, int] | str:
    """Do it."""
    base, sent = ground(), request.form
    leave_out = {int(line) for line in sent.getlist("leave_out")[:_MOST_LEFT_OUT] if line.isascii() and line.isdigit() and len(line) < 8}
    try:
        apply_upload(
            base.database, upload_id, _mapping(upload_id), leave_out=leave_out, skip_faulty=sent.get("skip_faulty") == "1",
            judging=_judging, by=me(),
            at=base.clock(),
        )  # fmt: skip
    except BadInput as error:
        return _plan(upload_id, str(error))
    return redirect("/officer/import", 303)


@import_pages.get("/undo/<int:number>")
def ask_undo(number: int) -> str:
    """What undoing would take away, and a button."""
    return render_template("officer/undo.html", found=what_undoing_does(ground().database, number))


@import_pages.post("/undo/<int:number>")
def undo(number: int) -> tuple[str, int] | str:
    """Undo one, and say what was left as it is."""
    base = ground()
    try:
        return _start(undone=undo_import(base.database, number, by=me(), at=base.clock(), today=today()))
    except BadInput as error:
        return _start(str(error)), 400


def _start(fault: str = "", undone: object = None) -> str:
    return render_template("officer/import.html", past=past_imports(ground().database), fault=fault, undone=undone)


def _plan(upload_id: str, fault: str = "") -> str | tuple[str, int]:
    file = uploaded(ground().database, upload_id, me())
    chosen = {header: request.values.get(f"column-{number}", file.guesses.get(header, "")) for number, header in enumerate(file.headers)}
    needs_name = False
    try:
        found = plan_upload(ground().database, upload_id, _mapping(upload_id), me(), _judging)
    except NoNameColumn:
        found, needs_name = None, True
    except ImportRefused as error:
        found, fault = None, str(error)
    kind = request.values.get("kind_for_all", "")
    query = {f"column-{number}": chosen[header] for number, header in enumerate(file.headers)} | {"kind_for_all": kind}
    page = render_template(
        "officer/import_plan.html", file=file, chosen=chosen, targets=_TARGET_LABELS, kinds=KINDS, kind_for_all=kind, plan=found,
        in_words=_in_words, needs_name=needs_name, fault=fault,
        most=_MOST_SHOWN,
        warnings=gathered(found.warnings) if found else [], left_out=request.form.getlist("leave_out"),
        query=query,
    )  # fmt: skip
    return (page, 400) if fault else page


_TARGET_LABELS = {**{field.name: field.label for field in FIELDS}, **DAY_LABELS}


def _in_words(venue: Venue) -> list[str]:
    """What will be true of a venue: its kind, its point, its week. Nothing counts that the officer could not see here."""
    located = venue.located
    point = f"Pin: {located.point.lat}, {located.point.lon}" if located else "No pin yet"
    weekly = weekly_from_text(venue.safe_hours) if venue.safe_hours else None
    hours = "; ".join(f"{days}: {times}" for days, times in in_words(weekly)) if weekly else venue.safe_hours
    return [KINDS[venue.kind], point, hours or "Hours not known", *([f"From age {venue.minimum_age}"] if venue.minimum_age else [])]


def _judging(session):  # type: ignore[no-untyped-def]  # a session of the store, which pages know nothing of
    """What this file may not do either."""
    return judge_of(session, today(), is_outside)


def _mapping(upload_id: str) -> tuple[str, ...]:
    """Which column goes to which field, as it was chosen; several columns of one field are joined."""
    file = uploaded(ground().database, upload_id, me())
    columns: dict[str, list[str]] = {}
    asked = any(name.startswith("column-") for name in request.values)
    for number, header in enumerate(file.headers):
        field = request.values.get(f"column-{number}", "")
        if field in TARGETS:
            columns.setdefault(field, []).append(header)
    kind = request.values.get("kind_for_all", "")
    fixed = (f"kind:={kind}",) if kind in KINDS else ()
    if not asked:
        return fixed
    untouched = [f"{field}=" for field in {*file.guesses.values()} - columns.keys()]
    return (*(f"{field}={'+'.join(headers)}" for field, headers in columns.items()), *untouched, *fixed)
