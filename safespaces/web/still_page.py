"""The page behind a reminder's link: one tap says that the facts of a place are still right. The link can do nothing else."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.venue_records import behind_confirm_link, confirm_by_link
from safespaces.web.form_answers import facts_said
from safespaces.web.ground import ground
from safespaces.web.headers import NO_STORE

still = Blueprint("still", __name__)


@still.after_request
def keep_nothing(response: Response) -> Response:
    """The address is a key: it is kept nowhere and told to nobody."""
    response.headers["Cache-Control"] = NO_STORE
    return response


@still.route("/still/<token>", methods=["GET", "POST"])
def still_right(token: str) -> str:
    """The facts and a button (mail scanners open links, and press nothing); or thanks."""
    base = ground()
    venue = behind_confirm_link(base.database, token, at=base.clock())
    if request.method == "POST":
        confirm_by_link(base.database, token, at=base.clock())
    return render_template("partner/still.html", venue=venue, facts=facts_said(venue), done=request.method == "POST")
