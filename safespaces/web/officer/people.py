"""For administrators: who may sign in, and what was done by whom."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from safespaces.actions.people.account import end_every_session
from safespaces.actions.people.invite import invite, remove_person
from safespaces.actions.people.people_view import audit_csv, everybody_who_signs_in, read_audit
from safespaces.actions.people.second_factor import take_app_away
from safespaces.errors import BadInput
from safespaces.roles import Role
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.staff import signed_in_email

people = Blueprint("people", __name__, url_prefix="/officer")


@people.get("/people")
def everybody() -> str:
    """Everybody who may sign in."""
    return _page()


@people.post("/people")
def let_in() -> Redirect | tuple[str, int]:
    """Invite somebody, or give them another role."""
    deps, sent = dependencies(), request.form
    try:
        role = Role(sent.get("role", ""))
        invite(
            deps.database,
            email=sent.get("email", ""),
            name=sent.get("name", ""),
            role=role,
            by=signed_in_email(),
            at=deps.clock(),
            site=deps.settings.address,
        )
    except ValueError:
        return _page("Choose what they may do.", "role"), 400
    except BadInput as error:
        return _page(str(error), error.field or "email"), 400
    return redirect(url_for("people.everybody"), 303)


@people.post("/people/<person_id>/remove")
def remove(person_id: str) -> Redirect | tuple[str, int]:
    """Let somebody in no longer."""
    try:
        remove_person(
            dependencies().database, person_id, by=signed_in_email(), at=dependencies().clock()
        )
    except BadInput as error:
        return _page(str(error), f"remove-{person_id}"), 400
    return redirect(url_for("people.everybody"), 303)


@people.post("/people/<person_id>/take-app-away")
def new_app(person_id: str) -> Redirect | tuple[str, int]:
    """Let somebody who has lost the phone set up a new authenticator app."""
    try:
        take_app_away(
            dependencies().database, person_id, by=signed_in_email(), at=dependencies().clock()
        )
    except BadInput as error:
        return _page(str(error), f"app-{person_id}"), 400
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
    return render_template(
        "officer/audit.html",
        lines=read_audit(
            dependencies().database, who=asked["who"], what=asked["what"], subject=asked["subject"]
        ),
        asked=asked,
    )


@people.get("/audit.csv")
def audit_table() -> Response:
    """The audit lines as a table."""
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(
        audit_csv(dependencies().database, **_asked()),
        headers=headers,
        content_type="text/csv; charset=utf-8",
    )


def _page(fault: str = "", field: str = "") -> str:
    typed = {name: request.form.get(name, "")[:300] for name in ("email", "name", "role")}
    return render_template(
        "officer/people.html",
        people=everybody_who_signs_in(dependencies().database),
        roles=list(Role),
        typed=typed,
        fault=fault,
        fault_field=field,
    )


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "").strip()[:300] for name in ("who", "what", "subject")}
