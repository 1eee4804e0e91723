"""Who is signed in, from the cookie of this request. No public page sets or reads it."""

from datetime import datetime
from typing import cast

from flask import g, request
from werkzeug.wrappers import Response

from safespaces.actions.people.sign_in import SignedIn, Who, who_is
from safespaces.people.tokens import digest_of
from safespaces.web.dependencies import dependencies

COOKIE = "safespaces"
_LONGEST = 100  # letters of a cookie that is worth looking up


def current_user() -> Who | None:
    """Who asks, looked up once a request; None for nobody."""
    if "who" not in g:
        cookie = request.cookies.get(COOKIE, "")
        deps = dependencies()
        g.who = (
            who_is(deps.database, cookie, at=deps.clock()) if 0 < len(cookie) <= _LONGEST else None
        )
    return cast("Who | None", g.who)


def signed_in_user() -> Who:
    """Who asks, on a page that is only shown to somebody signed in."""
    who = current_user()
    assert who is not None, "the page's declared access lets nobody else in"
    return who


def form_token() -> str:
    """The secret that a form carries, other in each session."""
    return digest_of(f"form {request.cookies.get(COOKIE, '')}")


def remember(response: Response, signed_in: SignedIn, now: datetime) -> None:
    """Give the browser the session's cookie."""
    response.set_cookie(
        COOKIE,
        signed_in.cookie,
        max_age=signed_in.ends_at - now,
        path=_path(),
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _path() -> str:
    """So that nothing else on the same host is sent the session."""
    return request.script_root or "/"


def is_secure() -> bool:
    """Whether cookies may travel by HTTPS only."""
    return request.is_secure or dependencies().settings.address.startswith("https://")


def forget(response: Response) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, path=_path(), httponly=True, samesite="Lax")
