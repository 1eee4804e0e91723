"""Many venues at once: what to do, what it would do, done, and undone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.bulk import (
    BulkPlan,
    bulk_deed,
    do_bulk,
    last_bulk_deeds,
    plan_bulk,
    undo_bulk,
)
from safespaces.actions.register.bulk_deeds import (
    NAMES,
    UNDOABLE,
    Acting,
    Deed,
    check_deed,
    close_deed,
    field_deed,
    invite_deed,
    letter_deed,
    status_deed,
    training_deed,
)
from safespaces.actions.register.register_view import ids_wanted, venues_of
from safespaces.actions.register.verifying import Check
from safespaces.errors import BadField, BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.venues.lasting import usual_last_day
from safespaces.venues.venue import Venue
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.boxes import StaffForm
from safespaces.web.forms.staff import signed_in_email
from safespaces.web.officer.forms import (
    CheckForm,
    LetterForm,
    ManyCloseForm,
    ManyFieldForm,
    ManyStatusForm,
    ManyTrainingForm,
)
from safespaces.web.officer.register_asked import as_query, register_asked
from safespaces.web.pack import packs_page
from safespaces.web.wall_clock import today

many = Blueprint("many", __name__, url_prefix="/officer/many")

_FORMS: Mapping[str, type[StaffForm]] = {
    "close": ManyCloseForm,
    "pause": ManyStatusForm,
    "list": ManyStatusForm,
    "withdraw": ManyStatusForm,
    "check": CheckForm,
    "training": ManyTrainingForm,
    "field": ManyFieldForm,
    "invite": StaffForm,
    "letter": LetterForm,
}
_MOST_PACKS = 60  # places whose sheets a browser lays out in some seconds
_OF_THE_PAGE = ("form_token", "plan_seen", "deed", "ids")


@many.get("")
def lately() -> str:
    """What was done to many venues, the newest first."""
    deeds = last_bulk_deeds(dependencies().database)
    return render_template("officer/many_lately.html", deeds=deeds, names=NAMES)


@many.post("")
def choose() -> Response | str:
    """What is to be done to the venues that are ticked, or to all of a filter; the register again
    where none is ticked.
    """
    name, ids = _name(), _chosen()
    if not ids:
        query: dict[str, Any] = as_query(register_asked(request.form))
        return redirect(url_for("register.venues", **query, ticked="none"), 303)
    return _form_page(name, _FORMS[name](), ids)


@many.post("/packs")
def packs() -> Response | str:
    """What each of them prints, on one page; the register again where none is ticked."""
    query: dict[str, Any] = as_query(register_asked(request.form))
    ids, back = _chosen(), url_for("register.venues", **query)
    venues = venues_of(dependencies().database, ids[:_MOST_PACKS])
    if not venues:
        return redirect(back, 303)
    return packs_page(venues, signed_in_email(), back, max(0, len(ids) - _MOST_PACKS))


@many.post("/plan")
def plan() -> str | tuple[str, int]:
    """What it would do to each."""
    name, ids = _name(), _ids()
    form, planned = _FORMS[name](request.form), list[BulkPlan]()

    def action() -> None:
        planned.append(plan_bulk(dependencies().database, ids, _deed(name, form)))

    if not form.carry_out(action):
        return _form_page(name, form, ids), 400
    return _plan_page(name, ids, planned[0])


@many.post("/do")
def do() -> Response | str | tuple[str, int]:
    """Do it, as planned; where somebody has changed one of them, the plan is shown anew."""
    deps, name, ids = dependencies(), _name(), _ids()
    form, done = _FORMS[name](request.form), list[int]()
    acting = Acting(signed_in_email(), deps.clock(), today())

    def action() -> None:
        deed, seen = _deed(name, form), request.form.get("plan_seen", "")
        done.append(do_bulk(deps.database, ids, name, deed, seen=seen, acting=acting))

    if form.carry_out(action):
        return redirect(url_for("many.deed", number=done[0]), 303)
    try:
        planned = plan_bulk(deps.database, ids, _deed(name, form))
    except BadInput:
        return _form_page(name, form, ids), 400
    return _plan_page(name, ids, planned, form.faults[0][1]), 400


@many.get("/<int:number>")
def deed(number: int) -> str:
    """A deed that was done, and its venues."""
    return _deed_page(number)


@many.post("/<int:number>/undo")
def undo(number: int) -> str | tuple[str, int]:
    """Take it back."""
    deps = dependencies()
    by, at = signed_in_email(), deps.clock()
    try:
        undone = undo_bulk(deps.database, number, by=by, at=at, today=today())
    except BadInput as error:
        return _deed_page(number, fault=str(error)), 400
    return _deed_page(number, left=undone.left)


def _deed_page(number: int, fault: str = "", left: Sequence[Venue] = ()) -> str:
    record, venues = bulk_deed(dependencies().database, number)
    return render_template(
        "officer/many_done.html",
        record=record,
        venues=venues,
        left=left,
        fault=fault,
        can_undo=record.deed in UNDOABLE and not record.undone_at,
        names=NAMES,
    )


def _form_page(name: str, form: StaffForm, ids: Sequence[str]) -> str:
    return render_template(
        "officer/many.html",
        name=name,
        title=NAMES[name],
        form=form,
        faults=form.faults,
        ids=ids,
    )


def _plan_page(name: str, ids: Sequence[str], planned: BulkPlan, fault: str = "") -> str:
    kept = [
        (key, value) for key, value in request.form.items(multi=True) if key not in _OF_THE_PAGE
    ]
    return render_template(
        "officer/many_plan.html",
        name=name,
        title=NAMES[name],
        plan=planned,
        ids=ids,
        kept=kept,
        fault=fault,
    )


def _name() -> str:
    """Raises NotFound for no deed that there is."""
    name = request.form.get("deed", "")
    if name not in _FORMS:
        raise NotFound(_("Choose what to do."))
    return name


def _chosen() -> list[str]:
    """The ids of those that are ticked, or of all that fit the filter."""
    deps = dependencies()
    if request.form.get("all") != "1":
        return request.form.getlist("id")
    return ids_wanted(
        deps.database,
        register_asked(request.form),
        today=today(),
        zone=deps.settings.zone,
        areas_of=deps.areas.near,
    )


def _ids() -> list[str]:
    return request.form.get("ids", "").split()


def _deed(name: str, form: StaffForm) -> Deed:
    """Raises BadInput."""
    makers: Mapping[str, Callable[[StaffForm], Deed]] = {
        "close": _close,
        "check": _check,
        "training": _training,
        "field": lambda form: field_deed(form["field"].data, form["value"].data),
        "invite": lambda _form: invite_deed(dependencies().settings.address),
        "letter": lambda form: letter_deed(form["subject"].data, form["letter"].data),
    }
    if name in makers:
        return makers[name](form)
    return status_deed(name, form["reason"].data, today())


def _close(form: StaffForm) -> Deed:
    now, end = dependencies().clock(), form["end"].data
    if end is None:
        raise BadField("end", _("Say until when they are closed."))
    return close_deed(form["start"].data or now, end, form["why"].data, now)


def _check(form: StaffForm) -> Deed:
    on = form["on"].data or today()
    until = form["last_day"].data or usual_last_day(on)
    return check_deed(Check(on, form["how"].data, tuple(form["found"].data), until), today())


def _training(form: StaffForm) -> Deed:
    on, trained, staff = (form[name].data for name in ("trained_on", "trained", "staff"))
    return training_deed(on, trained, staff, today())
