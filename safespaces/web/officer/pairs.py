"""Two records that may be one place: side by side, said to be two, or made one field by field."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.find_duplicates import two_places
from safespaces.actions.register.merging import Merge, merge
from safespaces.actions.register.register_view import VenueFile, venue_file
from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.moderation.changes import POINT, editable_cells
from safespaces.venues.fields import BY_NAME
from safespaces.venues.venue import ListingStatus
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import value_lines
from safespaces.web.forms.staff import signed_in_email
from safespaces.web.officer.forms import TwoPlacesForm
from safespaces.web.wall_clock import today

pairs = Blueprint("pairs", __name__, url_prefix="/officer/duplicates")

_GONE = (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)


@pairs.get("/<first_id>/<second_id>")
def pair(first_id: str, second_id: str) -> str:
    """Both side by side."""
    return _page(first_id, second_id)


@pairs.post("/<first_id>/<second_id>")
def two(first_id: str, second_id: str) -> Response | tuple[str, int]:
    """They are two places."""
    deps, form = dependencies(), TwoPlacesForm(request.form)
    if form.carry_out(
        lambda: two_places(
            deps.database,
            first_id,
            second_id,
            reason=form.reason.data,
            by=signed_in_email(),
            at=deps.clock(),
        )
    ):
        return redirect(f"{url_for('queue.waiting')}?kind=duplicate", 303)
    return _page(first_id, second_id, form), 400


@pairs.post("/<first_id>/<second_id>/one")
def one(first_id: str, second_id: str) -> Response | tuple[str, int]:
    """They are one place: one record is kept, with what was chosen of each."""
    deps, sent, ids = dependencies(), request.form, (first_id, second_id)
    kept = 1 if sent.get("keep") == "1" else 0
    other = str(1 - kept)
    taken = {
        name.removeprefix("from-")
        for name, side in sent.items()
        if name.startswith("from-") and side == other
    }
    seen = {venue_id: _number(sent.get(f"seen-{side}", "")) for side, venue_id in enumerate(ids)}
    wanted = Merge(ids[kept], ids[1 - kept], frozenset(taken), seen)
    try:
        merge(deps.database, wanted, by=signed_in_email(), at=deps.clock(), today=today())
    except BadInput as error:
        return _page(first_id, second_id, fault=str(error)), 400
    return redirect(url_for("officer.one_venue", venue_id=wanted.kept_id), 303)


def _page(first_id: str, second_id: str, form: TwoPlacesForm | None = None, fault: str = "") -> str:
    deps, form = dependencies(), form or TwoPlacesForm()
    files = [venue_file(deps.database, each, at=deps.clock()) for each in (first_id, second_id)]
    return render_template(
        "officer/pair.html",
        files=files,
        rows=_rows(files),
        keep=_likely(files),
        typed=request.form,
        form=form,
        faults=[*form.faults, *([("keep-0", fault)] if fault else [])],
        fault_of_keep=fault,
    )


def _rows(files: Sequence[VenueFile]) -> list[tuple[str, str, list[list[str]], bool]]:
    """Name, label, the words of both, and whether they differ; what neither has is left out."""
    cells = [editable_cells(file.venue) for file in files]
    rows = [
        (
            name,
            _(BY_NAME[name].label),
            [value_lines(name, its[name]) for its in cells],
            cells[0][name] != cells[1][name],
        )
        for name in cells[0]
        if name not in POINT and any(its[name] for its in cells)
    ]
    pins = [[f"{its['lat']}, {its['lon']}"] if its["lat"] else [] for its in cells]
    return [*rows, ("point", _("The pin"), pins, pins[0] != pins[1])] if any(pins) else rows


def _likely(files: Sequence[VenueFile]) -> int:
    """Which record one would keep: the listed one, or one that is not given up, or the first."""

    def rank(side: int) -> tuple[bool, bool]:
        status = files[side].venue.status
        return status is not ListingStatus.LISTED, status in _GONE

    return min((0, 1), key=rank)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
