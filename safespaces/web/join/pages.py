"""Joining: what is asked of a Safe Space, and the form behind its own link, before anybody signs
in.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.people.partner_people import invitation_behind, say_yes
from safespaces.actions.submissions.joining import (
    begin_form,
    change_held,
    confirm_form,
    form_behind,
    form_to_confirm,
    keep_in_form,
    mail_form,
    send_form,
)
from safespaces.errors import BadInput, TooManyTries
from safespaces.moderation.join_form import missing
from safespaces.moderation.submission import Contact, Submission, SubmissionState
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import answers
from safespaces.web.forms.wizard import WizardForm, asked_here, form_page
from safespaces.web.visitor import network

join = Blueprint("join", __name__, url_prefix="/join")


@join.get("")
def about() -> str:
    """What is asked of a Safe Space."""
    return render_template("join/about.html", asked=asked_here())


@join.post("")
def begin() -> Response:
    """Begin a form."""
    token = begin_form(dependencies().database, at=dependencies().clock(), network=network())
    return redirect(url_for("join.page", token=token, page="place"), 303)


@join.get("/<token>")
def resume(token: str) -> Response:
    """Go on where it was left: at the first page that lacks something."""
    form = form_behind(dependencies().database, token)
    lacking = missing(form.values, form.contact)
    return redirect(
        url_for("join.page", token=token, page=lacking[0][0] if lacking else "check"), 303
    )


@join.route("/<token>/<page>", methods=["GET", "POST"])
def page(token: str, page: str) -> Response | str | tuple[str, int]:
    """One page of the form."""
    form = form_behind(dependencies().database, token)
    if form.state is not SubmissionState.DRAFT:
        return _sent_page(token, form)
    return form_page(_wizard(token), page)


@join.route("/<token>/check", methods=["GET", "POST"])
def check(token: str) -> Response | str | tuple[str, int]:
    """All answers, and sending them."""
    deps, form = dependencies(), form_behind(dependencies().database, token)
    if form.state is not SubmissionState.DRAFT:
        return _sent_page(token, form)
    if request.method == "GET":
        return _check_page(token)
    try:
        send_form(
            deps.database,
            token,
            agreed=request.form.get("agreed") == "1",
            at=deps.clock(),
            site=deps.settings.address,
            network=network(),
        )
    except (BadInput, TooManyTries) as error:
        return _check_page(token, str(error)), 429 if isinstance(error, TooManyTries) else 400
    return redirect(url_for("join.sent", token=token), 303)


@join.route("/<token>/sent", methods=["GET", "POST"])
def sent(token: str) -> Response | str:
    """One more step, in the mail; or back to the form, to correct it."""
    if request.method == "POST":
        change_held(dependencies().database, token, at=dependencies().clock())
        return redirect(url_for("join.check", token=token), 303)
    return _sent_page(token, form_behind(dependencies().database, token))


@join.route("/confirm/<token>", methods=["GET", "POST"])
def confirm(token: str) -> Response | str | tuple[str, int]:
    """The link in the mail: what would be sent, and a button (mail scanners open links, and press
    nothing).
    """
    deps, fault = dependencies(), ""
    form = form_to_confirm(deps.database, token)
    if request.method == "POST":
        try:
            confirm_form(deps.database, token, at=deps.clock(), site=deps.settings.address)
            return render_template("join/confirmed.html")
        except BadInput as error:
            fault = str(error)
    shown = WizardForm("", form.values, form.contact, lambda *_: None, is_staff=False)
    page = render_template("join/confirm.html", answers=answers(shown), fault=fault)
    return (page, 400) if fault else page


@join.route("/colleague/<token>", methods=["GET", "POST"])
def colleague(token: str) -> Response | str | tuple[str, int]:
    """Say yes to a colleague."""
    deps, fault = dependencies(), ""
    partner, _ = invitation_behind(deps.database, token, at=deps.clock())
    if request.method == "POST":
        try:
            say_yes(deps.database, token, at=deps.clock())
            return redirect(f"{url_for('sign.ask')}?then=/partner", 303)
        except BadInput as error:
            fault = str(error)
    page = render_template("join/colleague.html", partner=partner, fault=fault)
    return (page, 400) if fault else page


@join.route("/<token>/later", methods=["GET", "POST"])
def later(token: str) -> Response | str | tuple[str, int]:
    """The link to go on with, by mail."""
    deps, fault, status = dependencies(), "", 200
    typed = request.form.get("email", "")[:300]
    form = form_behind(deps.database, token)
    if request.method == "POST":
        try:
            mail_form(
                deps.database,
                token,
                email=typed,
                at=deps.clock(),
                site=deps.settings.address,
                network=network(),
            )
            return render_template(
                "join/later.html",
                base=url_for("join.resume", token=token),
                done=True,
                typed=typed,
                fault="",
            )
        except (BadInput, TooManyTries) as error:
            fault = str(error)
            status = 429 if isinstance(error, TooManyTries) else 400
    page = render_template(
        "join/later.html",
        base=url_for("join.resume", token=token),
        done=False,
        typed=typed or form.contact.email,
        fault=fault,
    )
    return (page, status) if fault else page


def _sent_page(token: str, form: Submission) -> str:
    return render_template(
        "join/sent.html",
        base=url_for("join.resume", token=token),
        is_held=form.state is SubmissionState.HELD,
    )


def _wizard(token: str) -> WizardForm:
    deps, form = dependencies(), form_behind(dependencies().database, token)

    def keep(values: Mapping[str, str], contact: Contact | None) -> object:
        return keep_in_form(deps.database, token, values=values, contact=contact, at=deps.clock())

    return WizardForm(
        url_for("join.resume", token=token), form.values, form.contact, keep, is_staff=False
    )


def _check_page(token: str, fault: str = "") -> str:
    wizard = _wizard(token)
    return render_template(
        "join/check.html",
        wizard=wizard,
        answers=answers(wizard),
        lacking=missing(wizard.values, wizard.contact),
        fault=fault,
        asks_to_agree=True,
        agreed=request.form.get("agreed") == "1",
        asked=asked_here(),
        question="",
        words="",
        at_once=False,
        is_sent=False,
    )
