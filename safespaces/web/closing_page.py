"""The page behind a venue's closing link: one tap closes it for tonight, another opens it again. The link itself is the key."""

from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.closing_link import behind_link, close_by_link, reopen_by_link
from safespaces.errors import BadInput
from safespaces.hours.wall_time import from_minute, minute_of_wall
from safespaces.web.ground import ground
from safespaces.web.headers import NO_STORE
from safespaces.web.wall_clock import wall_clock

closing = Blueprint("closing", __name__)

_MORNING_MIN = 6 * 60  # "tonight" ends at 6 in the morning


@closing.after_request
def keep_nothing(response: Response) -> Response:
    """The address is a key: it is kept nowhere and told to nobody."""
    response.headers["Cache-Control"] = NO_STORE
    return response


@closing.get("/close/<token>")
def look(token: str) -> str:
    """What the link is about."""
    return _page(token)


@closing.post("/close/<token>")
def deed(token: str) -> Response | tuple[str, int]:
    """Close it, or open it again."""
    base, sent = ground(), request.form
    try:
        if sent.get("deed") == "open":
            reopen_by_link(base.database, token, at=base.clock(), site=base.settings.address)
        else:
            is_chosen = sent.get("deed") == "until"
            if is_chosen and not sent.get("until", "").strip():
                raise BadInput("Say until when it is closed.")
            chosen = wall_clock(sent, "until", base.settings.zone) if is_chosen else None
            close_by_link(base.database, token, until=chosen or tonight(base.clock()), at=base.clock(), site=base.settings.address)
    except BadInput as error:
        return _page(token, str(error)), 400
    return redirect(url_for("closing.look", token=token), 303)


def tonight(now: datetime) -> datetime:
    """The next 6 o'clock in the morning, in the venues' own time."""
    zone = ground().settings.zone
    here = now.astimezone(zone)
    ahead = 0 if here.hour * 60 + here.minute < _MORNING_MIN else 1
    return from_minute(minute_of_wall(here.date() + timedelta(days=ahead), _MORNING_MIN, zone)).astimezone(zone)


def _page(token: str, fault: str = "") -> str:
    base = ground()
    behind = behind_link(base.database, token, at=base.clock())
    until = max((closure.end for closure in behind.closures), default=None)
    closed_until = from_minute(until) if until is not None else None
    return render_template(
        "close/page.html", venue=behind.venue, closed_until=closed_until, typed=request.form.get("until", "")[:40], fault=fault
    )
