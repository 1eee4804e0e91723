"""A partner's pages: their places, what is with the council, changing a place, sending and
answering.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.people.partner_people import (
    ask_colleague,
    colleagues,
    take_colleague_out,
    take_invitation_back,
)
from safespaces.actions.submissions.partner_leaving import take_submission_back
from safespaces.actions.submissions.partner_sending import now_in, send_own
from safespaces.actions.submissions.partner_work import (
    Actor,
    SubmissionHistory,
    actor_for,
    begin_change,
    begin_new,
    drop_own,
    keep_in_own,
    own_submission,
    partner_venues,
    sent_by,
    values_shown,
)
from safespaces.actions.submissions.passing_on import offered_to
from safespaces.codes import Labels
from safespaces.errors import BadField, BadInput, NotFound, TooManyTries
from safespaces.language import marked
from safespaces.moderation.join_form import missing
from safespaces.moderation.submission import Contact, SubmissionState
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import answers
from safespaces.web.forms.wizard import TITLES, WizardForm, asked_here, form_page
from safespaces.web.partner.forms import ColleagueForm
from safespaces.web.signed_in import signed_in_user
from safespaces.web.wall_clock import today

partner = Blueprint("partner", __name__, url_prefix="/partner")


@partner.get("")
def home() -> str:
    """What needs doing, and every place."""
    return _home()


@partner.post("/people")
def add_colleague() -> Response | tuple[str, int]:
    """Ask a colleague."""
    deps, form = dependencies(), ColleagueForm(request.form)
    try:
        is_done = form.carry_out(
            lambda: ask_colleague(
                deps.database,
                acting_partner(),
                form.email.data,
                at=deps.clock(),
                site=deps.settings.address,
            )
        )
    except TooManyTries as error:
        form.refuse(BadField("email", str(error)))
        return _home(form), 429
    return redirect(f"{url_for('partner.home')}#people", 303) if is_done else (_home(form), 400)


@partner.post("/people/<person_id>/out")
def take_out(person_id: str) -> Response:
    """Take a colleague out."""
    deps = dependencies()
    take_colleague_out(deps.database, acting_partner(), person_id, at=deps.clock())
    return redirect(f"{url_for('partner.home')}#people", 303)


@partner.post("/invitations/back")
def take_back() -> Response:
    """Take an invitation back."""
    deps, email = dependencies(), request.form.get("email", "")
    take_invitation_back(deps.database, acting_partner(), email, at=deps.clock())
    return redirect(f"{url_for('partner.home')}#people", 303)


@partner.post("/new")
def new() -> Response:
    """Begin a form for another place."""
    form = begin_new(dependencies().database, acting_partner(), at=dependencies().clock())
    return redirect(url_for("partner.page", sent_id=form.id, page="place"), 303)


@partner.post("/venues/<venue_id>/change")
def change(venue_id: str) -> Response:
    """Begin to change a place."""
    form = begin_change(
        dependencies().database, acting_partner(), venue_id, at=dependencies().clock()
    )
    return redirect(url_for("partner.check", sent_id=form.id), 303)


@partner.route("/sent/<sent_id>/check", methods=["GET", "POST"])
def check(sent_id: str) -> Response | str | tuple[str, int]:
    """All answers, and sending them."""
    deps, sent = dependencies(), request.form
    if request.method == "GET":
        return _check_page(own_submission(deps.database, acting_partner(), sent_id))
    if sent.get("go") in TITLES:  # to another page, with what is written so far
        keep_in_own(
            deps.database,
            acting_partner(),
            sent_id,
            {},
            at=deps.clock(),
            answer=sent.get("words", ""),
        )
        return redirect(
            f"{url_for('partner.page', sent_id=sent_id, page=sent['go'])}?back=check", 303
        )
    try:
        send_own(
            deps.database,
            acting_partner(),
            sent_id,
            words=sent.get("words", ""),
            agreed=sent.get("agreed") == "1",
            now=now_in(deps.settings.zone, deps.clock(), deps.settings.address),
        )
    except BadInput as error:
        return _check_page(
            own_submission(deps.database, acting_partner(), sent_id), str(error)
        ), 400
    return redirect(url_for("partner.home"), 303)


@partner.post("/sent/<sent_id>/drop")
def drop(sent_id: str) -> Response:
    """Throw away what was begun and never sent."""
    drop_own(dependencies().database, acting_partner(), sent_id)
    return redirect(url_for("partner.home"), 303)


@partner.post("/sent/<sent_id>/back")
def back(sent_id: str) -> Response | tuple[str, int]:
    """Take back what is with the council."""
    deps = dependencies()
    at, site = deps.clock(), deps.settings.address
    try:
        take_submission_back(
            deps.database, acting_partner(), sent_id, at=at, today=today(), site=site
        )
    except BadInput as error:
        form = ColleagueForm()
        form.refused = str(error)
        return _home(form), 400
    return redirect(url_for("partner.home"), 303)


@partner.get("/sent/<sent_id>")
def form_start(sent_id: str) -> Response:
    """A form begins, and goes on, at its answers."""
    return redirect(url_for("partner.check", sent_id=sent_id), 303)


@partner.route("/sent/<sent_id>/<page>", methods=["GET", "POST"])
def page(sent_id: str, page: str) -> Response | str | tuple[str, int]:
    """One page of a form."""
    return form_page(
        _wizard(own_submission(dependencies().database, acting_partner(), sent_id)), page
    )


def acting_partner() -> Actor:
    """Who acts, and for whom. Raises NotFound for somebody who acts for no partner."""
    who = signed_in_user().person
    return actor_for(dependencies().database, who.id, who.email)


def _home(form: ColleagueForm | None = None) -> str:
    deps, form = dependencies(), form or ColleagueForm()
    who = signed_in_user().person
    try:
        actor = acting_partner()
    except NotFound:
        return render_template("partner/nobody.html", email=who.email)
    sent, (people, asked) = sent_by(deps.database, actor), colleagues(deps.database, actor)
    waiting = {
        each.submission.venue_id: each
        for each in sent
        if each.submission.state.is_open and each.submission.venue_id
    }
    return render_template(
        "partner/home.html",
        partner=actor.partner,
        venues=partner_venues(deps.database, actor),
        sent=sent,
        waiting=waiting,
        states=STATES,
        people=people,
        own_email=who.email,
        asked=asked,
        offers=offered_to(deps.database, actor, at=deps.clock()),
        form=form,
        faults=form.faults,
    )


STATES = Labels(
    {
        SubmissionState.DRAFT: marked("not sent yet"),
        SubmissionState.HELD: marked("waits for a yes by mail"),
        SubmissionState.SENT: marked("with the council"),
        SubmissionState.ASKED: marked("the council asks"),
        SubmissionState.ACCEPTED: marked("accepted"),
        SubmissionState.DECLINED: marked("declined"),
        SubmissionState.REPLACED: marked("replaced by what you sent later"),
    }
)


def _wizard(sent: SubmissionHistory) -> WizardForm:
    deps, actor, form_id = dependencies(), acting_partner(), sent.submission.id

    def keep(values: Mapping[str, str], _contact: Contact | None) -> object:
        return keep_in_own(deps.database, actor, form_id, values, at=deps.clock())

    return WizardForm(
        url_for("partner.form_start", sent_id=form_id),
        values_shown(sent),
        None,
        keep,
        is_staff=True,
    )


def _check_page(sent: SubmissionHistory, fault: str = "") -> str:
    wizard, form = _wizard(sent), sent.submission
    asked = [remark for remark in sent.remarks if remark.what == "asked"]
    is_asked = form.state is SubmissionState.ASKED
    return render_template(
        "join/check.html",
        wizard=wizard,
        answers=answers(wizard),
        lacking=missing(wizard.values, None),
        fault=fault,
        asks_to_agree=form.is_new and not form.venue_id,
        agreed=request.form.get("agreed") == "1",
        asked=asked_here(),
        question=asked[-1].words if is_asked and asked else "",
        words=request.form.get("words", form.answer)[:2000],
        at_once=not form.is_new,
        is_sent=form.state not in (SubmissionState.DRAFT, SubmissionState.ASKED),
    )
