"""All of a partner's places at once: branches that wait to be completed, special days, and places
that are given to them.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.locate import find_address
from safespaces.actions.submissions.branch_list import AGES
from safespaces.actions.submissions.branches_together import (
    Together,
    begun_branches,
    complete_branches,
)
from safespaces.actions.submissions.partner_sending import now_in
from safespaces.actions.submissions.partner_work import partner_venues
from safespaces.actions.submissions.passing_on import end_offer, take_venue
from safespaces.actions.submissions.special_days import (
    DaysSent,
    places_with_hours,
    send_special_days,
)
from safespaces.errors import BadFields, BadInput
from safespaces.geo.point import Point
from safespaces.venues.pin import Found, PinCheck, check_pin
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.reading import read_special_days
from safespaces.web.forms.wizard import special_day_boxes
from safespaces.web.partner.home import acting_partner
from safespaces.web.wall_clock import today

partner_together = Blueprint("partner_together", __name__, url_prefix="/partner")

_LONGEST = 100  # letters of a box that are looked at and shown again


@partner_together.get("/branches")
def branches() -> str:
    """Those that were begun, with their pins on one map."""
    return _branches_page({})


@partner_together.post("/branches")
def complete() -> Response | tuple[str, int]:
    """Keep what is said of them, and send those that are whole."""
    deps = dependencies()
    days, faults = read_special_days(request.form, today())
    said = Together(
        _typed("pin-"),
        frozenset(_typed("sure-")),
        request.form.get("ages", ""),
        days,
        request.form.get("agreed") == "1",
    )
    now = now_in(deps.settings.zone, deps.clock(), deps.settings.address)
    try:
        if faults:
            raise BadFields(faults)
        _sent, waiting = complete_branches(
            deps.database, acting_partner(), said, _found, _check, now=now
        )
    except BadFields as error:
        return _branches_page(error.faults), 400
    except BadInput as error:
        return _branches_page({"agreed": str(error)}), 400
    where = "partner_together.branches" if waiting else "partner.home"
    return redirect(url_for(where), 303)


@partner_together.get("/special-days")
def special_days() -> str:
    """The hours of Christmas, New Year and Easter, for many places at once."""
    return _days_page({})


@partner_together.post("/special-days")
def send_days() -> Response | str | tuple[str, int]:
    """Send them."""
    deps = dependencies()
    days, faults = read_special_days(request.form, today())
    now = now_in(deps.settings.zone, deps.clock(), deps.settings.address)
    try:
        if faults:
            raise BadFields(faults)
        ids = request.form.getlist("venue")
        done = send_special_days(deps.database, acting_partner(), ids, days, now=now)
    except BadFields as error:
        return _days_page(error.faults), 400
    except BadInput as error:
        return _days_page({error.field: str(error)}), 400
    return _days_page({}, done) if done.left else redirect(url_for("partner.home"), 303)


@partner_together.post("/offers/<venue_id>/yes")
def take_offer(venue_id: str) -> Response:
    """Take a place that another partner gives."""
    deps = dependencies()
    at, site = deps.clock(), deps.settings.address
    take_venue(deps.database, acting_partner(), venue_id, at=at, site=site)
    return redirect(url_for("partner_place.place", venue_id=venue_id), 303)


@partner_together.post("/offers/<venue_id>/no")
def no_offer(venue_id: str) -> Response:
    """Do not take it, or take an own offer back."""
    deps = dependencies()
    end_offer(deps.database, acting_partner(), venue_id, at=deps.clock())
    return redirect(url_for("partner.home"), 303)


def _branches_page(faults: Mapping[str, str]) -> str:
    deps = dependencies()
    begun = begun_branches(deps.database, acting_partner(), _found)
    return render_template(
        "partner/branches.html",
        branches=begun,
        faults=faults,
        typed=request.form,
        ages=AGES,
        special_days=special_day_boxes(),
        drawing=deps.map_files.marks_address,
    )


def _days_page(faults: Mapping[str, str], done: DaysSent | None = None) -> str:
    venues = places_with_hours(partner_venues(dependencies().database, acting_partner()))
    return render_template(
        "partner/special_days.html",
        venues=venues,
        ticked=request.form.getlist("venue") if request.form else [each.id for each in venues],
        faults=faults,
        done=done,
        typed=request.form,
        special_days=special_day_boxes(),
    )


def _typed(start: str) -> dict[str, str]:
    """What was typed in the boxes of all branches, by branch."""
    return {
        name.removeprefix(start): text[:_LONGEST]
        for name, text in request.form.items()
        if name.startswith(start)
    }


def _found(values: Mapping[str, str]) -> Found | None:
    deps = dependencies()
    return find_address(
        deps.database,
        deps.sources.gazetteer,
        address=values.get("address", ""),
        postcode=values.get("postcode", ""),
        area=deps.settings.area,
    )


def _check(pin: Point, found: Found | None) -> PinCheck:
    deps = dependencies()
    return check_pin(pin, found, deps.sources.gazetteer, deps.settings.area)
