"""Places to visit, and a form for what was found: on a phone, at the door."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.inspecting import own_visits, place_to_visit, places_to_visit
from safespaces.actions.register.venue_records import keep_visit, new_visit
from safespaces.language import marked
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.boxes import DayBox, LinesBox, StaffForm
from safespaces.web.forms.staff import passed_or_not, signed_in_email
from safespaces.web.page_asked import page_asked
from safespaces.web.wall_clock import today

inspector = Blueprint("inspector", __name__, url_prefix="/inspect")

_SHOWN_DAYS = 90


class InspectForm(StaffForm):
    """What a visit found."""

    otherwise = "found"
    found = LinesBox(marked("What did you find?"), marked("No names of people"))
    follow_up = DayBox(marked("If something is wrong: to be mended by"))


@inspector.get("")
def home() -> str:
    """Places to visit, and the visits of the last months."""
    database, words = dependencies().database, request.args.get("words", "")[:200]
    return render_template(
        "inspector/home.html",
        listed=places_to_visit(database, words, page_asked()),
        words=words,
        visits=own_visits(database, signed_in_email(), today() - timedelta(days=_SHOWN_DAYS)),
        is_kept=request.args.get("done") == "1",
    )


@inspector.get("/<venue_id>")
def place(venue_id: str) -> str:
    """One place."""
    return _page(venue_id, InspectForm())


@inspector.post("/<venue_id>")
def keep(venue_id: str) -> Response | tuple[str, int]:
    """Keep a visit of today; one that was not passed takes the place off the list."""
    deps, form = dependencies(), InspectForm(request.form)
    venue = place_to_visit(deps.database, venue_id)

    def action() -> object:
        made = new_visit(
            venue.id,
            on=today(),
            who="young_inspector",
            passed=passed_or_not("found"),
            found=form.found.data,
            follow_up=form.follow_up.data,
            by=signed_in_email(),
        )
        at, site = deps.clock(), deps.settings.address
        return keep_visit(deps.database, made, at=at, today=today(), site=site)

    if form.carry_out(action):
        return redirect(url_for("inspector.home", done=1), 303)
    return _page(venue_id, form), 400


def _page(venue_id: str, form: InspectForm) -> str:
    venue = place_to_visit(dependencies().database, venue_id)
    return render_template("inspector/place.html", venue=venue, form=form, faults=form.faults)
