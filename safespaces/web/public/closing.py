"""The page behind a venue's closing link: one tap closes it for tonight, another opens it again.

The link itself is the key.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.closing_link import behind_link, close_by_link, reopen_by_link
from safespaces.errors import BadInput
from safespaces.hours.wall_time import from_minute
from safespaces.language import gettext as _
from safespaces.web.dependencies import dependencies
from safespaces.web.wall_clock import tonight, wall_clock

closing = Blueprint("closing", __name__)


@closing.get("/close/<token>")
def look(token: str) -> str:
    """What the link is about."""
    return _page(token)


@closing.post("/close/<token>")
def action(token: str) -> Response | tuple[str, int]:
    """Close it, or open it again."""
    deps, sent = dependencies(), request.form
    try:
        if sent.get("deed") == "open":
            reopen_by_link(deps.database, token, at=deps.clock(), site=deps.settings.address)
        else:
            is_chosen = sent.get("deed") == "until"
            if is_chosen and not sent.get("until", "").strip():
                raise BadInput(_("Say until when it is closed."))
            chosen = wall_clock(sent, "until", deps.settings.zone) if is_chosen else None
            close_by_link(
                deps.database,
                token,
                until=chosen or tonight(deps.clock()),
                at=deps.clock(),
                site=deps.settings.address,
            )
    except BadInput as error:
        return _page(token, str(error)), 400
    return redirect(url_for("closing.look", token=token), 303)


def _page(token: str, fault: str = "") -> str:
    deps = dependencies()
    behind = behind_link(deps.database, token, at=deps.clock())
    until = max((closure.end for closure in behind.closures), default=None)
    closed_until = from_minute(until) if until is not None else None
    return render_template(
        "public/close.html",
        venue=behind.venue,
        closed_until=closed_until,
        typed=request.form.get("until", "")[:40],
        fault=fault,
    )
