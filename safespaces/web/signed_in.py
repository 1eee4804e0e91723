"""Who is signed in, from the cookie of this request. No public page sets or reads it."""

from datetime import datetime
from typing import cast

from flask import g, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.people.sign_in import SignedIn, Who, who_is
from safespaces.people.tokens import digest_of
from safespaces.store.known_browsers import KNOWN_FOR
from safespaces.web.dependencies import dependencies

COOKIE = "safespaces"
_BROWSER = "safespaces-browser"
_LONGEST = 100  # letters of a cookie that is worth looking up


def current_user() -> Who | None:
    """Who asks, looked up once a request; None for nobody."""
    if "who" not in g:
        cookie = session_cookie()
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


def session_cookie() -> str:
    """The secret of the session, "" for none: of this request, or one that it was just given."""
    return str(g.get("new_cookie") or request.cookies.get(cookie_name(COOKIE), ""))


def form_token() -> str:
    """The secret that a form carries, other in each session."""
    return digest_of(f"form {session_cookie()}")


def cookie_name(name: str) -> str:
    """With a prefix by which browsers take the cookie by HTTPS only, and where it goes to the whole
    host, from this host alone (RFC 6265bis, section 4.1.3).
    """
    if not is_secure():
        return name
    return f"__Secure-{name}" if name == _BROWSER or request.script_root else f"__Host-{name}"


def remember(response: Response, signed_in: SignedIn, now: datetime) -> None:
    """Give the browser the session's cookie, and one by which it is known when it asks for the next
    link.
    """
    give_session(response, signed_in.cookie, signed_in.ends_at, now)
    response.set_cookie(
        cookie_name(_BROWSER),
        signed_in.browser,
        max_age=KNOWN_FOR,
        path=url_for("sign.ask"),
        secure=is_secure(),
        httponly=True,
        samesite="Strict",
    )


def give_session(response: Response, cookie: str, ends_at: datetime, now: datetime) -> None:
    """Give the browser a session's cookie."""
    response.set_cookie(
        cookie_name(COOKIE),
        cookie,
        max_age=ends_at - now,
        path=_path(),
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )


def known_browser() -> str:
    """The secret of a browser that somebody has signed in with before; "" for none."""
    return request.cookies.get(cookie_name(_BROWSER), "")[:_LONGEST]


def _path() -> str:
    """So that nothing else on the same host is sent the session."""
    return request.script_root or "/"


def is_secure() -> bool:
    """Whether cookies may travel by HTTPS only."""
    return request.is_secure or dependencies().settings.address.startswith("https://")


def forget(response: Response) -> None:
    """Take the cookie away, and what the browser kept of the pages behind it."""
    response.delete_cookie(
        cookie_name(COOKIE), path=_path(), secure=is_secure(), httponly=True, samesite="Lax"
    )
    response.headers["Clear-Site-Data"] = '"cache"'
