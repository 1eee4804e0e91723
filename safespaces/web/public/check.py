"""What a sticker's code says: a Safe Space now, or a sticker that should come down; and where one
is that is open.
"""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.geo.point import Point
from safespaces.hours.status import State
from safespaces.hours.wording import status_text, walk_text
from safespaces.language import gettext as _
from safespaces.web.dependencies import dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.public.place_view import place_now

check_pages = Blueprint("check_pages", __name__)

_OTHERS = 3


@check_pages.get("/check")
def ask() -> Response | str:
    """A box for the code, for whoever cannot scan it."""
    return render_template("public/check.html", typed="", fault="")


@check_pages.post("/check")
def find() -> Response | tuple[str, int]:
    """From the box to the code's page."""
    typed = "".join(request.form.get("code", "").split()).lower()[:40]
    if not typed.isascii() or not typed.isalnum():
        return render_template(
            "public/check.html",
            typed=typed,
            fault=_("Type the letters and digits under the square on the sticker."),
        ), 400
    return redirect(url_for("check_pages.tell", code=typed), 303)


@check_pages.get("/check/<code>")
def tell(code: str) -> Response:
    """What is true of the sticker with this code."""
    deps = dependencies()
    sticker = deps.stickers.of(code)
    if sticker is None:
        return _answer(404, sticker=None, here=None, others=[])
    published = deps.snapshots.current() or abort(503)
    row = published.finder.row_of(sticker.slug) if sticker.is_right else None
    here = (
        place_now(published.finder, row, deps.now(), deps.settings.zone)
        if row is not None
        else None
    )
    needs_others = here is None or not here.is_open
    others = _open_near(sticker.point) if sticker.point and needs_others else []
    return _answer(200, sticker=sticker, here=here, others=others)


def _open_near(point: Point) -> list[dict[str, str]]:
    """Places that are open when somebody gets there from a sticker: its own place is where they
    stand, so nobody's position is used.
    """
    deps = dependencies()
    published, now, zone = deps.snapshots.current(), deps.now(), deps.settings.zone
    found = published.finder.nearest(point, now, _OTHERS) if published else []
    return [
        {
            "name": each.venue.name,
            "slug": each.venue.slug,
            "state": status_text(each.status, now, zone),
            "walk": walk_text(each.walk_minutes, each.distance_m, each.compass),
        }
        for each in found
        if each.status.state is State.OPEN and each.is_near
    ]


def _answer(status: int, **context: object) -> Response:
    answer = make_response(render_template("public/check_told.html", **context), status)
    answer.headers["Cache-Control"] = NO_STORE
    return answer
