"""Importing a file in the browser: send it, match its columns, read what it would do row by row, choose, do it; and undo it."""

import base64
import json
import zlib
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.browser_import import Uploaded, apply_upload, keep_upload, plan_upload, uploaded, versions_seen
from safespaces.actions.import_csv import SHEET
from safespaces.actions.import_judging import Judging, judging
from safespaces.actions.kept_mappings import MappingChoices, keep_mapping, kept_mappings
from safespaces.actions.undo_import import past_imports, undo_import, what_undoing_does
from safespaces.errors import BadInput, ImportRefused, NoNameColumn
from safespaces.intake.mapping import BLANK_DAYS, TARGETS
from safespaces.intake.meanings import MORE_TARGETS
from safespaces.intake.report import BLANK_DAYS_WORDS, faulty_rows_csv, gathered
from safespaces.intake.table import LARGEST_FILE
from safespaces.venues.categories import KINDS
from safespaces.venues.fields import FIELDS
from safespaces.venues.venue import Venue
from safespaces.venues.weekdays import DAY_LABELS
from safespaces.venues.weekly_hours import in_words, weekly_from_text
from safespaces.web.access import takes_file
from safespaces.web.ground import ground
from safespaces.web.officer_form import me
from safespaces.web.wall_clock import today

import_pages = Blueprint("import_pages", __name__, url_prefix="/officer/import")

_MOST_SHOWN = 200
_MOST_LEFT_OUT = 2_000
_MORE = ("kind_for_all", "field_for_all", "value_for_all", "blank_days", "sheet")  # beside what each column means
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
    base, file = ground(), request.files.get("file")
    try:
        if file is None or not file.filename:
            raise BadInput("Choose a file first.")
        kept = keep_upload(base.database, file_name=file.filename, content=file.read(), by=me(), at=base.clock())
    except BadInput as error:
        return _start(str(error)), 400
    return redirect(f"/officer/import/{kept}", 303)


@import_pages.get("/<upload_id>")
def plan(upload_id: str) -> Redirect | str | tuple[str, int]:
    """Its columns and what it would do; read as a file of the same sender was before, where that is asked."""
    choices = kept_mappings(ground().database).get(request.args.get("as", ""))
    if choices is None:
        return _plan(upload_id)
    return redirect(f"/officer/import/{upload_id}?{urlencode(_query_of(choices, _file(upload_id).headers))}", 303)


@import_pages.post("/<upload_id>/mapping")
def keep(upload_id: str) -> Redirect | tuple[str, int] | str:
    """Keep what the columns mean under a name, for the sender's next file."""
    file, sent = _file(upload_id), request.form
    columns = {header: sent.get(f"column-{number}", "") for number, header in enumerate(file.headers)}
    more = {name: sent[name] for name in _MORE if sent.get(name)}
    try:
        keep_mapping(ground().database, sent.get("mapping_name", ""), MappingChoices(columns, more), by=me(), at=ground().clock())
    except BadInput as error:
        return _plan(upload_id, str(error))
    return redirect(f"/officer/import/{upload_id}?{urlencode(_query_of(MappingChoices(columns, more), file.headers))}", 303)


@import_pages.get("/<upload_id>/faulty.csv")
def faulty(upload_id: str) -> Response:
    """The rows that cannot be taken, each with what to mend."""
    found = plan_upload(ground().database, upload_id, _mapping(_file(upload_id)), me(), _judging())
    headers = {"Content-Disposition": 'attachment; filename="faulty-rows.csv"'}
    return Response(faulty_rows_csv(found), headers=headers, content_type="text/csv; charset=utf-8")


@import_pages.post("/<upload_id>")
def apply(upload_id: str) -> Redirect | tuple[str, int] | str:
    """Do it."""
    base, sent = ground(), request.form
    leave_out = {int(line) for line in sent.getlist("leave_out")[:_MOST_LEFT_OUT] if line.isascii() and line.isdigit() and len(line) < 8}
    try:
        apply_upload(
            base.database, upload_id, _mapping(_file(upload_id)), leave_out=leave_out, skip_faulty=sent.get("skip_faulty") == "1",
            judging=_judging(), seen=_seen(sent.get("seen", "")), by=me(), at=base.clock(),
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
    file = _file(upload_id)
    chosen = {header: request.values.get(f"column-{number}", file.guesses.get(header, "")) for number, header in enumerate(file.headers)}
    needs_name, found = False, None
    try:
        found = plan_upload(ground().database, upload_id, _mapping(file), me(), _judging())
    except NoNameColumn:
        needs_name = True
    except ImportRefused as error:
        fault = str(error)
    more = {name: request.values.get(name, "") for name in _MORE}
    page = render_template(
        "officer/import_plan.html", file=file, chosen=chosen, targets=_TARGET_LABELS, kinds=KINDS, more=more, plan=found,
        fields=_FOR_ALL, in_words=_in_words, needs_name=needs_name, fault=fault, most=_MOST_SHOWN, blank_days_words=BLANK_DAYS_WORDS,
        kept=sorted(kept_mappings(ground().database)), seen=_packed(versions_seen(ground().database, found)) if found else "",
        warnings=gathered(found.warnings) if found else [], left_out=request.form.getlist("leave_out"),
        query={f"column-{number}": chosen[header] for number, header in enumerate(file.headers)} | more,
    )  # fmt: skip
    return (page, 400) if fault else page


def _query_of(choices: MappingChoices, headers: tuple[str, ...]) -> dict[str, str]:
    """The page's parameters for what was chosen; a column that was not there then is not used."""
    by_name = {header.casefold(): target for header, target in choices.columns.items()}
    columns = {f"column-{number}": by_name.get(header.casefold(), "") for number, header in enumerate(headers)}
    return columns | {name: value for name, value in choices.more.items() if name in _MORE}


def _file(upload_id: str) -> Uploaded:
    """A file of the officer's own, read from the sheet that was chosen; from the fullest one where there is no such sheet."""
    sheet = request.values.get("sheet", "")
    try:
        return uploaded(ground().database, upload_id, me(), sheet)
    except ImportRefused:
        return uploaded(ground().database, upload_id, me())


_TARGET_LABELS = {**{field.name: field.label for field in FIELDS}, **DAY_LABELS, **MORE_TARGETS}
_FOR_ALL = {field.name: field.label for field in FIELDS if field.name not in ("id", "name", "lat", "lon", "kind")}


def _in_words(venue: Venue) -> list[str]:
    """What will be true of a venue: its kind, its point, its week. Nothing counts that the officer could not see here."""
    located = venue.located
    point = f"Pin: {located.point.lat}, {located.point.lon}" if located else "No pin yet"
    weekly = weekly_from_text(venue.safe_hours) if venue.safe_hours else None
    hours = "; ".join(f"{days}: {times}" for days, times in in_words(weekly)) if weekly else venue.safe_hours
    return [KINDS[venue.kind], point, hours or "Hours not known", *([f"From age {venue.minimum_age}"] if venue.minimum_age else [])]


def _judging() -> Judging:
    return judging(ground().sources.gazetteer, today())


def _mapping(file: Uploaded) -> tuple[str, ...]:
    """Which column goes to which field, as it was chosen; several columns of one field are joined where that makes sense."""
    columns: dict[str, list[str]] = {}
    sent = request.values
    for number, header in enumerate(file.headers):
        field = sent.get(f"column-{number}", "")
        if field in TARGETS:
            columns.setdefault(field, []).append(header)
    fixed = [f"kind:={sent['kind_for_all']}"] if sent.get("kind_for_all") in KINDS else []
    if sent.get("field_for_all") in _FOR_ALL and sent.get("value_for_all", "").strip():
        fixed.append(f"{sent['field_for_all']}:={sent['value_for_all'].strip()}")
    fixed += [f"{BLANK_DAYS}:=closed"] if sent.get("blank_days") == "closed" else []
    fixed += [f"{SHEET}{file.sheets[0]}"] if sent.get("sheet") and file.sheets else []
    if not any(name.startswith("column-") for name in sent):
        return tuple(fixed)
    untouched = [f"{field}=" for field in {*file.guesses.values()} - columns.keys()]
    return (*(f"{field}={'+'.join(headers)}" for field, headers in columns.items()), *untouched, *fixed)


def _packed(versions: dict[int, int]) -> str:
    """Versions by line, short enough for a form of thousands of rows."""
    return base64.b64encode(zlib.compress(json.dumps(list(versions.items())).encode())).decode()


def _seen(text: str) -> dict[int, int]:
    """The other way round; of anything else nothing was seen, so every changed row has to be read again."""
    try:
        pairs = json.loads(zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _LARGEST_SEEN))
        return {int(line): int(version) for line, version in pairs}
    except (ValueError, TypeError, zlib.error, RecursionError):
        return {}
