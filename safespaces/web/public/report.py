"""Something wrong here? A short choice and a box; no name wanted, 999 first."""

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.register.reporting import report
from safespaces.errors import BadInput, NotFound, TooManyTries
from safespaces.language import gettext as _
from safespaces.moderation.report import WHAT
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.web.dependencies import dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.visitor import network

reports = Blueprint("reports", __name__)


@reports.route("/places/<slug>/report", methods=["GET", "POST"])
def tell(slug: str) -> Response:
    """The form, or thanks."""
    deps, venue, fault, field, status, sent = dependencies(), _venue(slug), "", "", 200, False
    if venue.their_page:  # it is for those who keep that list
        return redirect(f"{venue.their_page}/report")
    what, words = request.form.get("what", ""), request.form.get("words", "")
    if request.method == "POST":
        try:
            report(
                deps.database,
                venue.id,
                what=what,
                words=words,
                at=deps.clock(),
                site=deps.settings.address,
                network=network(),
            )
            sent = True
        except BadInput as error:
            fault, field, status = str(error), error.field, 400
        except TooManyTries as error:
            fault, status = str(error), 429
    page = render_template(
        "public/report.html",
        venue=venue,
        choices=WHAT,
        what=what,
        words=words[:2000],
        fault=fault,
        fault_field=field,
        sent=sent,
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = NO_STORE
    return answer


def _venue(slug: str) -> PublicVenue:
    published = dependencies().snapshots.current() or abort(503)
    row = published.finder.row_of(slug)
    if row is None:
        raise NotFound(_("There is no Safe Space here now. It may have closed or left the scheme."))
    return published.snapshot.venues[row]
