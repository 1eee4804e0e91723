"""For administrators: who may sign in, and what was done by whom."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.operations.site_message import (
    current_site_message,
    end_site_message,
    set_site_message,
)
from safespaces.actions.people.account import end_every_session
from safespaces.actions.people.invite import invite, remove_person
from safespaces.actions.people.invite_many import invite_many
from safespaces.actions.people.people_view import (
    AuditAsked,
    audit_csv,
    everybody_who_signs_in,
    names_of,
    read_audit,
)
from safespaces.actions.people.second_factor import take_app_away
from safespaces.actions.submissions.answer_templates import (
    DEEDS,
    all_templates,
    drop_template,
    keep_template,
)
from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.roles import Role
from safespaces.web.access import asks_code_again
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.staff import signed_in_email
from safespaces.web.officer.forms import InviteForm, InviteManyForm, MessageForm, TemplateForm

_FILTERS = ("who", "what", "subject", "since", "until")
people = Blueprint("people", __name__, url_prefix="/officer")


@people.get("/people")
def everybody() -> str:
    """Everybody who may sign in."""
    return _page()


@people.route("/message", methods=["GET", "POST"])
def message() -> Redirect | str | tuple[str, int]:
    """A message on every public page, until a time."""
    deps, form = dependencies(), MessageForm(request.form)
    database, by, at = deps.database, signed_in_email(), deps.clock()
    if request.method == "GET":
        return _message_page(MessageForm())
    if request.form.get("deed") == "end":
        end_site_message(database, by=by, at=at)
        return redirect(url_for("people.message"), 303)
    is_done = form.carry_out(
        lambda: set_site_message(
            database, words=form.words.data, until=form.until.data, by=by, at=at
        )
    )
    return redirect(url_for("people.message"), 303) if is_done else (_message_page(form), 400)


@people.route("/templates", methods=["GET", "POST"])
def templates() -> Redirect | str | tuple[str, int]:
    """Sentences that officers ask or decline with."""
    deps, form = dependencies(), TemplateForm(request.form)
    by, at = signed_in_email(), deps.clock()
    if request.method == "GET":
        return _templates_page(TemplateForm())
    drop = request.form.get("drop", "")
    if drop.isascii() and drop.isdigit() and len(drop) < 10:
        drop_template(deps.database, int(drop), by=by, at=at)
        return redirect(url_for("people.templates"), 303)
    is_done = form.carry_out(
        lambda: keep_template(deps.database, form.deed.data, form.words.data, by=by, at=at)
    )
    done = redirect(url_for("people.templates"), 303)
    return done if is_done else (_templates_page(form), 400)


def _templates_page(form: TemplateForm) -> str:
    return render_template(
        "officer/templates.html",
        form=form,
        faults=form.faults,
        templates=all_templates(dependencies().database),
        deeds=DEEDS,
    )


def _message_page(form: MessageForm) -> str:
    deps = dependencies()
    return render_template(
        "officer/message.html",
        form=form,
        faults=form.faults,
        now=current_site_message(deps.database, at=deps.clock()),
    )


@people.post("/people")
@asks_code_again
def let_in() -> Redirect | tuple[str, int]:
    """Invite somebody, or give them another role."""
    deps, form = dependencies(), InviteForm(request.form)
    is_done = form.carry_out(
        lambda: invite(
            deps.database,
            email=form.email.data,
            name=form.name.data,
            role=_role(form.role.data),
            by=signed_in_email(),
            at=deps.clock(),
            site=deps.settings.address,
            may_change=form.change.data,
            besides=form.besides.data,
        )
    )
    return redirect(url_for("people.everybody"), 303) if is_done else (_page(form), 400)


@people.post("/people/many")
@asks_code_again
def let_many_in() -> Redirect | str | tuple[str, int]:
    """Invite a list of people."""
    deps, form = dependencies(), InviteManyForm(request.form)
    left = list[tuple[str, str]]()

    def action() -> None:
        role = _role(form.role_for_all.data, "role_for_all")
        by, at, site = signed_in_email(), deps.clock(), deps.settings.address
        _done, faulty = invite_many(
            deps.database, form.lines.data, role=role, by=by, at=at, site=site
        )
        left.extend(faulty)

    if not form.carry_out(action):
        return _page(many=form), 400
    if left:
        return _page(many=InviteManyForm(lines="\n".join(line for line, _why in left)), left=left)
    return redirect(url_for("people.everybody"), 303)


def _role(text: str, box: str = "role") -> Role:
    try:
        return Role(text)
    except ValueError:
        raise BadField(box, _("Choose what they may do.")) from None


@people.post("/people/<person_id>/remove")
@asks_code_again
def remove(person_id: str) -> Redirect | tuple[str, int]:
    """Let somebody in no longer."""
    return _done_to(person_id, "remove", remove_person)


@people.post("/people/<person_id>/take-app-away")
@asks_code_again
def new_app(person_id: str) -> Redirect | tuple[str, int]:
    """Let somebody who has lost the phone set up a new authenticator app."""
    return _done_to(person_id, "app", take_app_away)


def _done_to(
    person_id: str, button: str, action: Callable[..., object]
) -> Redirect | tuple[str, int]:
    """Do it to somebody; what is wrong is said at the button."""
    deps = dependencies()
    try:
        action(deps.database, person_id, by=signed_in_email(), at=deps.clock())
    except BadInput as error:
        return _page(faults=[(f"{button}-{person_id}", str(error))]), 400
    return redirect(url_for("people.everybody"), 303)


@people.post("/people/<person_id>/end-sessions")
def end_sessions(person_id: str) -> Redirect:
    """Sign somebody out everywhere."""
    end_every_session(
        dependencies().database, person_id, by=signed_in_email(), at=dependencies().clock()
    )
    return redirect(url_for("people.everybody"), 303)


@people.get("/audit")
def audit() -> str:
    """What was done, newest first, filtered by its address."""
    asked = _asked()
    lines = read_audit(dependencies().database, _audit_asked(asked))
    names = names_of(dependencies().database, lines)
    return render_template("officer/audit.html", lines=lines, asked=asked, names=names)


@people.get("/audit.csv")
def audit_table() -> Response:
    """The audit lines as a table."""
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(
        audit_csv(dependencies().database, _audit_asked(_asked())),
        headers=headers,
        content_type="text/csv; charset=utf-8",
    )


def _page(
    sent: InviteForm | None = None,
    faults: list[tuple[str, str]] | None = None,
    many: InviteManyForm | None = None,
    left: list[tuple[str, str]] | None = None,
) -> str:
    form, many = sent or InviteForm(), many or InviteManyForm()
    return render_template(
        "officer/people.html",
        people=everybody_who_signs_in(
            dependencies().database, words=request.args.get("words", "")[:200]
        ),
        words=request.args.get("words", "")[:200],
        form=form,
        many=many,
        left=left,
        faults=faults or form.faults or many.faults,
    )


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "").strip()[:300] for name in _FILTERS}


def _audit_asked(asked: dict[str, str]) -> AuditAsked:
    """Days are whole, where the venues are; one that cannot be read is none."""
    since, until = (_day(asked[name]) for name in ("since", "until"))
    return AuditAsked(
        asked["who"],
        asked["what"],
        asked["subject"],
        since,
        until + timedelta(days=1) if until else None,
    )


def _day(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
        return datetime.combine(day, time(), dependencies().settings.zone)
    except ValueError:
        return None
