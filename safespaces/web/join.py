"""Joining: what is asked of a Safe Space, and the form behind its own link, before anybody signs in."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.joining import begin_form, form_behind, keep_in_form, mail_form, send_form
from safespaces.errors import BadInput, TooManyTries
from safespaces.moderation.join_form import ASKED_OF_A_SAFE_SPACE, missing
from safespaces.moderation.submission import SubmissionState
from safespaces.web.form_answers import answers
from safespaces.web.form_pages import Road, form_page
from safespaces.web.ground import ground
from safespaces.web.headers import NO_STORE

join = Blueprint("join", __name__, url_prefix="/join")


@join.after_request
def keep_nothing(response: Response) -> Response:
    """The address of a form is a key, and what is typed is private."""
    response.headers["Cache-Control"] = NO_STORE
    return response


@join.get("")
def about() -> str:
    """What is asked of a Safe Space."""
    return render_template("join/about.html", asked=ASKED_OF_A_SAFE_SPACE)


@join.post("")
def begin() -> Response:
    """Begin a form."""
    token = begin_form(ground().database, at=ground().clock())
    return redirect(f"/join/{token}/place", 303)


@join.get("/<token>")
def resume(token: str) -> Response:
    """Go on where it was left: at the first page that lacks something."""
    form = form_behind(ground().database, token)
    lacking = missing(form.values, form.contact)
    return redirect(f"/join/{token}/{lacking[0][0] if lacking else 'check'}", 303)


@join.route("/<token>/<page>", methods=["GET", "POST"])
def page(token: str, page: str) -> Response | str | tuple[str, int]:
    """One page of the form."""
    form = form_behind(ground().database, token)
    if form.state is not SubmissionState.DRAFT:
        return render_template("join/sent.html")
    return form_page(_road(token), page)


@join.route("/<token>/check", methods=["GET", "POST"])
def check(token: str) -> Response | str | tuple[str, int]:
    """All answers, and sending them."""
    base, form = ground(), form_behind(ground().database, token)
    if form.state is not SubmissionState.DRAFT:
        return render_template("join/sent.html")
    if request.method == "GET":
        return _check_page(token)
    try:
        send_form(base.database, token, agreed=request.form.get("agreed") == "1", at=base.clock(), site=base.settings.address)
    except (BadInput, TooManyTries) as error:
        return _check_page(token, str(error)), 429 if isinstance(error, TooManyTries) else 400
    return redirect(f"/join/{token}/sent", 303)


@join.get("/<token>/sent")
def sent(token: str) -> Response | str:
    """It is with the council."""
    form_behind(ground().database, token)
    return render_template("join/sent.html")


@join.route("/<token>/later", methods=["GET", "POST"])
def later(token: str) -> Response | str | tuple[str, int]:
    """The link to go on with, by mail."""
    base, fault, typed = ground(), "", request.form.get("email", "")[:300]
    form = form_behind(base.database, token)
    if request.method == "POST":
        try:
            mail_form(base.database, token, email=typed, at=base.clock(), site=base.settings.address)
            return render_template("join/later.html", base=f"/join/{token}", done=True, typed=typed, fault="")
        except (BadInput, TooManyTries) as error:
            fault = str(error)
    page = render_template("join/later.html", base=f"/join/{token}", done=False, typed=typed or form.contact.email, fault=fault)
    return (page, 400) if fault else page


def _road(token: str) -> Road:
    base, form = ground(), form_behind(ground().database, token)

    def keep(values, contact):  # type: ignore[no-untyped-def]  # as form_pages.Keep
        return keep_in_form(base.database, token, values=values, contact=contact, at=base.clock())

    return Road(f"/join/{token}", form.values, form.contact, keep, is_staff=False)


def _check_page(token: str, fault: str = "") -> str:
    road = _road(token)
    return render_template(
        "join/check.html", road=road, answers=answers(road), lacking=missing(road.values, road.contact), fault=fault, asks_to_agree=True,
        agreed=request.form.get("agreed") == "1", asked=ASKED_OF_A_SAFE_SPACE, question="", words="", at_once=False, is_sent=False,
    )  # fmt: skip
