"""Who may see which page.

Closed unless said: an app with a view that declares nothing does not start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Blueprint, Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.people.saved_posts import park
from safespaces.errors import NotAllowed, SettingsError
from safespaces.language import gettext as _
from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.web.dependencies import dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.limits import Limit
from safespaces.web.signed_in import COOKIE, current_user, form_token

View = TypeVar("View", bound=Callable[..., Any])


class Open(Enum):
    """Pages that no role is needed for."""

    PUBLIC = "everybody"
    SIGNING_IN = "whoever has a session, complete or not"


Access = Open | frozenset[Role]
_MARK = "access"
_LARGEST = "largest"


def everybody(view: View) -> View:
    """Mark a view that is nobody's blueprint as public."""
    return _marked(view, access=Open.PUBLIC)


def signing_in(view: View) -> View:
    """Mark a view for whoever has a session, before the second factor too."""
    return _marked(view, access=Open.SIGNING_IN)


def only(*roles: Role) -> Callable[[View], View]:
    """Mark a view for these roles, in place of what its blueprint declares."""
    return partial(_marked, access=frozenset(roles))


def takes_file(largest: int) -> Callable[[View], View]:
    """Mark a view that is sent a file, of so many bytes at most."""

    def marked(view: View) -> View:
        setattr(view, _LARGEST, largest)
        return view

    return marked


def _marked(view: View, access: Access) -> View:
    setattr(view, _MARK, access)
    return view


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of a blueprint: who may see its pages (None: each view says so), how often,
    and whether anybody may keep one.
    """

    access: Access | None
    reads: Limit
    kept: bool


def serve(
    app: Flask,
    *blueprints: Blueprint,
    seen_by: Access | None,
    reads: Limit = Limit.FORMS,
    kept: bool = True,
) -> None:
    """Register blueprints with what is declared of them.

    Pages that are not `kept` are for nobody's cache: their addresses are keys.
    """
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
        declared(app)[blueprint.name] = Declared(seen_by, reads, kept)


def declared(app: Flask) -> dict[str, Declared]:
    """What is declared of each blueprint, by its name."""
    found: dict[str, Declared] = app.extensions.setdefault("declared", {})
    return found


def add_access(app: Flask) -> None:
    """Guard every request. Raises SettingsError for a view without a declaration."""
    by_name = {name: it.access for name, it in declared(app).items() if it.access is not None}
    guarded = {
        endpoint: access_of(endpoint, view, by_name)
        for endpoint, view in app.view_functions.items()
    }
    app.extensions["access"] = guarded
    not_kept = {name for name, it in declared(app).items() if not it.kept}

    @app.before_request
    def guard() -> Response | None:
        largest = getattr(app.view_functions.get(request.endpoint or ""), _LARGEST, None)
        if largest:
            request.max_content_length = largest
        return _guard(guarded[request.endpoint]) if request.endpoint else None

    @app.after_request
    def keep_nothing(response: Response) -> Response:
        if g.get("who") is not None or request.blueprint in not_kept:
            response.headers["Cache-Control"] = NO_STORE
        return response

    app.jinja_env.globals["form_token"] = form_token


def access_of(endpoint: str, view: Callable[..., Any], by_name: dict[str, Access]) -> Access:
    """What is declared for a view: its own mark, else its blueprint's."""
    access: Access | None = getattr(view, _MARK, by_name.get(endpoint.rpartition(".")[0]))
    if access is None:
        raise SettingsError(f"The view {endpoint!r} does not declare who may see it.")
    return access


def _guard(access: Access) -> Response | None:
    if access is Open.PUBLIC:
        return None
    who = current_user()
    if who is None:
        return (
            redirect(f"{url_for('sign.ask')}?then={quote(_here())}", 303)
            if request.method == "GET"
            else _ask_again()
        )
    if access is not Open.SIGNING_IN and not who.is_full:
        return redirect(
            url_for("sign.code") + (f"?then={quote(_here())}" if request.method == "GET" else ""),
            303,
        )
    if isinstance(access, frozenset) and who.person.role not in access:
        raise NotAllowed(_("This page is for others. If you need it, ask the council."))
    _check_form()
    return None


def _here() -> str:
    """The page that was asked for, with its filter or hour, to go on to after signing in."""
    return request.full_path if request.query_string else request.path


def _ask_again() -> Response:
    """Somebody's session ended half-way through a form: what they typed waits for them.

    Anything else that is posted is let go.
    """
    cookie, form = request.cookies.get(COOKIE, ""), request.form
    is_theirs = (
        bool(cookie) and form.get("form_token") == digest_of(f"form {cookie}") and not request.files
    )
    typed = [(name, value) for name, value in form.items(multi=True) if name != "form_token"]
    deps = dependencies()
    token = (
        park(deps.database, cookie, path=request.path, fields=typed, at=deps.clock())
        if is_theirs
        else None
    )
    return redirect(
        (
            f"{url_for('sign.ask')}?then=/parked/{token}&late=1"
            if token
            else f"{url_for('sign.ask')}?late=1"
        ),
        303,
    )


def _check_form() -> None:
    """A form that changes something carries a secret of its session, so that no other site can send
    it.
    """
    if request.method != "POST":
        return
    expected = digest_of(f"form {request.cookies.get(COOKIE, '')}")
    if request.form.get("form_token") != expected:
        raise NotAllowed(
            _(
                "This form was open too long, or came from elsewhere. Go back, load the"
                " page again, and send it once more."
            )
        )
