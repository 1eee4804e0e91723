"""The page behind a reminder's link: one tap says that the facts of a place are still right.

The link can do nothing else.
"""

from flask import Blueprint, render_template, request

from safespaces.actions.register.venue_records import behind_confirm_link, confirm_by_link
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import facts_said

confirm_details = Blueprint("confirm_details", __name__)


@confirm_details.route("/still/<token>", methods=["GET", "POST"])
def still_right(token: str) -> str:
    """The facts and a button (mail scanners open links, and press nothing); or thanks."""
    deps = dependencies()
    venue = behind_confirm_link(deps.database, token, at=deps.clock())
    if request.method == "POST":
        confirm_by_link(deps.database, token, at=deps.clock())
    return render_template(
        "public/confirm_details.html",
        venue=venue,
        facts=facts_said(venue),
        done=request.method == "POST",
    )
