"""Importing a file in the browser: send it, match its columns, read what it would do row by row,
choose, do it; and undo it.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.imports.browser_import import (
    CHOICES,
    COLUMN,
    FOR_ALL,
    UploadShown,
    apply_upload,
    keep_upload,
    look_at_upload,
    uploaded,
)
from safespaces.actions.imports.import_judging import Judging, judging
from safespaces.actions.imports.kept_mappings import MappingChoices, keep_mapping, kept_mappings
from safespaces.actions.imports.large_imports import (
    NOT_KEPT,
    apply_job,
    choices_of,
    forget_failed_look,
    import_job,
    is_large,
    left_out_of,
    look_job,
    refused_apply,
    shown_by,
    start_worker,
)
from safespaces.actions.imports.undo_import import past_imports, undo_import, what_undoing_does
from safespaces.errors import BadInput, NotFound
from safespaces.intake.meanings import MORE_TARGETS
from safespaces.intake.plan_shown import MOST_SHOWN
from safespaces.intake.report import BLANK_DAYS_WORDS
from safespaces.intake.table import LARGEST_FILE
from safespaces.language import gettext as _
from safespaces.store.import_jobs import ImportJob
from safespaces.venues.categories import KINDS
from safespaces.venues.fields import FIELDS
from safespaces.venues.weekdays import DAY_LABELS
from safespaces.web.access import takes_file
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.staff import signed_in_email
from safespaces.web.wall_clock import today

import_pages = Blueprint("import_pages", __name__, url_prefix="/officer/import")

_MOST_LEFT_OUT = 2_000
STALE = "stale"  # in the address, when what somebody has read is not kept any more
_LARGEST_SEEN = 4 * 2**20  # bytes of versions, unpacked
ROOM_FOR_A_FILE = LARGEST_FILE + 64 * 1024  # the file, and the form around it


@import_pages.get("")
def start() -> str:
    """A box for the file, and what was imported before."""
    return _start()


@import_pages.post("")
@takes_file(ROOM_FOR_A_FILE)
def send() -> Redirect | tuple[str, int]:
    """Keep the file, and go on to its columns."""
    deps, file = dependencies(), request.files.get("file")
    try:
        if file is None or not file.filename:
            raise BadInput(_("Choose a file first."))
        kept = keep_upload(
            deps.database,
            file_name=file.filename,
            content=file.read(),
            by=signed_in_email(),
            at=deps.clock(),
        )
    except BadInput as error:
        return _start(str(error)), 400
    return redirect(url_for("import_pages.plan", upload_id=kept), 303)


@import_pages.get("/<upload_id>")
def plan(upload_id: str) -> Redirect | str | tuple[str, int]:
    """Its columns and what it would do; read as a file of the same sender was before, where that is
    asked.
    """
    choices = kept_mappings(dependencies().database).get(request.args.get("as", ""))
    if choices is None:
        return _plan(upload_id)
    return _to_plan(
        upload_id,
        _query_of(choices, uploaded(dependencies().database, upload_id, signed_in_email()).headers),
    )


@import_pages.post("/<upload_id>/mapping")
def keep(upload_id: str) -> Redirect | tuple[str, int] | str:
    """Keep what the columns mean under a name, for the sender's next file."""
    choices, deps = _choices(), dependencies()
    file = uploaded(deps.database, upload_id, signed_in_email(), choices.get("sheet", ""))
    more = {name: choices[name] for name in CHOICES if choices.get(name)}
    kept = MappingChoices(
        file.chosen({f"{COLUMN}{number}": "" for number in range(len(file.headers))} | choices),
        more,
    )
    try:
        keep_mapping(
            deps.database,
            request.form.get("mapping_name", ""),
            kept,
            by=signed_in_email(),
            at=deps.clock(),
        )
    except BadInput as error:
        return _plan(upload_id, str(error))
    return _to_plan(upload_id, _query_of(kept, file.headers))


@import_pages.get("/<upload_id>/faulty.csv")
def faulty(upload_id: str) -> Response:
    """The rows that cannot be taken, each with what to mend; of a large file as a look has shown
    them.
    """
    looked = request.args.get("looked", "")
    shown = (
        shown_by(import_job(dependencies().database, looked, signed_in_email()))
        if looked
        else _look(upload_id)[0]
    )
    if shown is None:
        abort(404)
    headers = {"Content-Disposition": 'attachment; filename="faulty-rows.csv"'}
    return Response(shown["faulty_csv"], headers=headers, content_type="text/csv; charset=utf-8")


@import_pages.post("/<upload_id>")
def apply(upload_id: str) -> Redirect | tuple[str, int] | str:
    """Import the uploaded file in one transaction; a large one in a process of its own."""
    deps, sent, choices = dependencies(), request.form, _choices()
    leave_out = {
        int(line)
        for line in sent.getlist("leave_out")[:_MOST_LEFT_OUT]
        if line.isascii() and line.isdigit() and len(line) < 8
    }
    said: dict[str, Any] = {
        "leave_out": leave_out,
        "skip_faulty": sent.get("skip_faulty") == "1",
        "by": signed_in_email(),
        "at": deps.clock(),
    }
    try:
        if is_large(deps.database, upload_id, signed_in_email()):
            job = apply_job(deps.database, sent.get("looked", ""), start=_start_worker, **said)
            return redirect(url_for("import_pages.doing", job_id=job.id), 303)
        apply_upload(
            deps.database,
            upload_id,
            choices,
            judging=_judging(),
            seen=_seen(sent.get("seen", "")),
            **said,
        )
    except NotFound:
        return _start(
            _("That file is not here any more: it was imported, or let go. Look below.")
        ), 404
    except BadInput as error:
        if str(error) == _(NOT_KEPT):
            return _to_plan(upload_id, {**choices, STALE: "1"})
        return _plan(upload_id, str(error))
    return redirect(url_for("import_pages.start"), 303)


@import_pages.get("/doing/<job_id>")
def doing(job_id: str) -> Redirect | str:
    """How far a large import is; when it is done the list of imports, when it was refused its plan
    again.
    """
    job = import_job(dependencies().database, job_id, signed_in_email())
    if not job.is_over:
        return _progress(job)
    return (
        _to_plan(job.upload_id, choices_of(job))
        if job.fault
        else redirect(url_for("import_pages.start"), 303)
    )


@import_pages.get("/undo/<int:number>")
def ask_undo(number: int) -> str:
    """What undoing would take away, and a button."""
    return render_template(
        "officer/undo.html", found=what_undoing_does(dependencies().database, number)
    )


@import_pages.post("/undo/<int:number>")
def undo(number: int) -> tuple[str, int] | str:
    """Undo one, and say what was left as it is."""
    deps = dependencies()
    try:
        return _start(
            undone=undo_import(
                deps.database, number, by=signed_in_email(), at=deps.clock(), today=today()
            )
        )
    except BadInput as error:
        return _start(str(error)), 400


def _start(fault: str = "", undone: object = None) -> str:
    return render_template(
        "officer/import.html",
        past=past_imports(dependencies().database),
        fault=fault,
        undone=undone,
    )


def _plan(upload_id: str, fault: str = "") -> str | tuple[str, int]:
    """The plan, or how far its reading is."""
    shown, job = _look(upload_id)
    fault = fault or (_(NOT_KEPT) if request.args.get(STALE) else "")
    if job and job.fault:
        forget_failed_look(dependencies().database, upload_id)
        return _start(_("The file could not be read. %(fault)s", fault=job.fault)), 400
    if shown is None:
        return _progress(job, fault)
    choices, deps = _choices(), dependencies()
    refused = (
        refused_apply(deps.database, upload_id, choices, signed_in_email(), deps.clock())
        if job
        else None
    )
    fault = fault or shown["fault"] or (refused.fault if refused else "")
    more = {name: choices.get(name, "") for name in CHOICES}
    page = render_template(
        "officer/import_plan.html",
        file=shown,
        plan=shown["plan"],
        fault=fault,
        most=MOST_SHOWN,
        blank_days_words=_(BLANK_DAYS_WORDS),
        targets=_target_labels(),
        kinds=KINDS,
        fields={name: _(label) for name, label in FOR_ALL.items()},
        more=more,
        kept=sorted(kept_mappings(deps.database)),
        seen="" if job else _packed(shown["seen"]),
        looked=job.id if job else "",
        left_out=left_out_of(refused) if refused else request.form.getlist("leave_out"),
        query={
            f"{COLUMN}{number}": shown["chosen"][header]
            for number, header in enumerate(shown["headers"])
        }
        | more,
    )
    return (page, 400) if fault else page


def _look(upload_id: str) -> tuple[UploadShown | None, ImportJob | None]:
    """What the file would do; of a large file with the job that reads it, and None while that is at
    work.
    """
    deps, choices = dependencies(), _choices()
    if not is_large(deps.database, upload_id, signed_in_email()):
        return look_at_upload(
            deps.database, upload_id, choices, by=signed_in_email(), judging=_judging()
        ), None
    job = look_job(
        deps.database,
        upload_id,
        choices,
        by=signed_in_email(),
        at=deps.clock(),
        start=_start_worker,
    )
    return (shown_by(job) if job.is_over and not job.fault else None), job


def _progress(job: ImportJob | None, fault: str = "") -> str:
    return render_template("officer/import_progress.html", job=job, fault=fault)


def _start_worker() -> None:
    start_worker(dependencies().settings.database)


def _to_plan(upload_id: str, choices: Mapping[str, str]) -> Redirect:
    return redirect(
        f"{url_for('import_pages.plan', upload_id=upload_id)}?{urlencode(choices)}", 303
    )


def _query_of(choices: MappingChoices, headers: tuple[str, ...]) -> dict[str, str]:
    """The page's parameters for what was chosen; a column that was not there then is not used."""
    by_name = {header.casefold(): target for header, target in choices.columns.items()}
    columns = {
        f"{COLUMN}{number}": by_name.get(header.casefold(), "")
        for number, header in enumerate(headers)
    }
    return columns | {name: value for name, value in choices.more.items() if name in CHOICES}


def _target_labels() -> dict[str, str]:
    """What a column can mean, in words."""
    labels = {field.name: _(field.label) for field in FIELDS}
    return {**labels, **DAY_LABELS, **MORE_TARGETS}


def _judging() -> Judging:
    return judging(dependencies().sources.gazetteer, today())


def _choices() -> dict[str, str]:
    """What was chosen on the page: what each column means, and what is said of all rows.

    Another sheet has other columns.
    """
    sent = request.values
    is_another = sent.get("read_sheet", sent.get("sheet")) != sent.get("sheet")
    return {
        name: value
        for name, value in sent.items()
        if (name.startswith(COLUMN) and not is_another) or name in CHOICES
    }


def _packed(versions: list[tuple[int, int]]) -> str:
    """Versions by line, short enough for a form of thousands of rows."""
    return base64.b64encode(zlib.compress(json.dumps(versions).encode())).decode()


def _seen(text: str) -> dict[int, int]:
    """The other way round; of anything else nothing was seen, so every changed row has to be read
    again.
    """
    try:
        pairs = json.loads(
            zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _LARGEST_SEEN)
        )
        return {int(line): int(version) for line, version in pairs}
    except (ValueError, TypeError, zlib.error, RecursionError):
        return {}
