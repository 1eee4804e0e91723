"""Who may see which page.

Closed unless said: an app with a view that declares nothing does not start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Blueprint, Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.people.saved_posts import park
from safespaces.errors import Busy, NotAllowed, SettingsError
from safespaces.language import gettext as _
from safespaces.people.person import Person
from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.store.turns import StoreBusy, Turns
from safespaces.web.dependencies import dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.limits import Limit
from safespaces.web.signed_in import (
    current_user,
    form_token,
    session_cookie,
    signed_in_user,
)

View = TypeVar("View", bound=Callable[..., Any])


class Open(Enum):
    """Pages that no role is needed for."""

    PUBLIC = "everybody"
    SIGNING_IN = "whoever has a session, complete or not"


Access = Open | frozenset[Role]
_MARK = "access"
_LARGEST = "largest"
_CODE_AGAIN = "code again"
CODE_COUNTS = timedelta(minutes=15)
STAFF_AT_ONCE = 5  # of the eight threads that a worker has
_staff_turns = Turns(STAFF_AT_ONCE)


def everybody(view: View) -> View:
    """Mark a view that is nobody's blueprint as public."""
    return _marked(view, access=Open.PUBLIC)


def signing_in(view: View) -> View:
    """Mark a view for whoever has a session, before the second factor too."""
    return _marked(view, access=Open.SIGNING_IN)


def only(*roles: Role) -> Callable[[View], View]:
    """Mark a view for these roles, in place of what its blueprint declares."""
    return partial(_marked, access=frozenset(roles))


def asks_code_again(view: View) -> View:
    """Mark a view whose deed is dangerous in the hands of whoever finds a session open: the second
    factor is asked for again, unless it was given in the last minutes (OWASP ASVS 5.0, 7.5.3).
    """
    setattr(view, _CODE_AGAIN, True)
    return view


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
        if not request.endpoint:
            return None
        asked = _guard(guarded[request.endpoint])
        if asked is None and guarded[request.endpoint] is not Open.PUBLIC:
            _take_turn()
        again = hasattr(app.view_functions[request.endpoint], _CODE_AGAIN)
        return _code_again() if asked is None and again else asked

    @app.teardown_request
    def leave_turn(_error: BaseException | None) -> None:
        turn = g.pop("staff_turn", None)
        if turn is not None:
            turn.__exit__(None, None, None)

    @app.after_request
    def keep_nothing(response: Response) -> Response:
        if g.get("who") is not None or request.blueprint in not_kept:
            response.headers["Cache-Control"] = NO_STORE
        return response

    app.jinja_env.globals["form_token"] = form_token


def _take_turn() -> None:
    """Pages behind sign-in leave threads for the public, whatever somebody asks of them and however
    often they press.
    """
    turn = _staff_turns.turn()
    try:
        turn.__enter__()
    except StoreBusy:
        raise Busy(
            _("Several people are working with these pages right now. Try again in a few seconds.")
        ) from None
    g.staff_turn = turn


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
        raise NotAllowed(_not_as(who.person, access))
    _check_form()
    return None


def _not_as(person: Person, access: frozenset[Role]) -> str:
    others = sorted(person.also & access)
    if not others:
        return _("This page is for others. If you need it, ask the council.")
    return _(
        "You work as %(now)s now. This page is for you as %(other)s: change on “Your account”.",
        now=_(person.role),
        other=_(others[0]),
    )


def _code_again() -> Response | None:
    """To the second factor, with what was sent waiting for them."""
    who, deps = signed_in_user(), dependencies()
    if request.method != "POST" or not who.person.needs_second_factor:
        return None
    if who.factor_at and deps.clock() - who.factor_at <= CODE_COUNTS:
        return None
    token = park(
        deps.database, session_cookie(), path=request.path, fields=_typed(), at=deps.clock()
    )
    then = f"/parked/{token}" if token else ""
    return redirect(f"{url_for('sign.code')}?again=1&then={quote(then)}", 303)


def _typed() -> list[tuple[str, str]]:
    """What is in the form, without the secret that it carries."""
    return [(name, value) for name, value in request.form.items(multi=True) if name != "form_token"]


def _here() -> str:
    """The page that was asked for, with its filter or hour, to go on to after signing in."""
    return request.full_path if request.query_string else request.path


def _ask_again() -> Response:
    """Somebody's session ended half-way through a form: what they typed waits for them.

    Anything else that is posted is let go.
    """
    cookie, form = session_cookie(), request.form
    is_theirs = (
        bool(cookie) and form.get("form_token") == digest_of(f"form {cookie}") and not request.files
    )
    deps = dependencies()
    token = (
        park(deps.database, cookie, path=request.path, fields=_typed(), at=deps.clock())
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
    if request.form.get("form_token") != form_token():
        raise NotAllowed(
            _(
                "This form was open too long, or came from elsewhere. Go back, load the"
                " page again, and send it once more."
            )
        )
