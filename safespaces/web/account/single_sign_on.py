"""Signing in with the council's own accounts, where the operator has set it up: there and back."""

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.people.single_sign_on import sign_in_vouched
from safespaces.errors import BadInput, NotAllowed, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.tokens import new_token
from safespaces.settings import Settings
from safespaces.web.account.sign_in import device_of, home_of
from safespaces.web.dependencies import dependencies
from safespaces.web.logs import log_fault
from safespaces.web.signed_in import is_secure, remember

if TYPE_CHECKING:
    from safespaces.oidc.provider import Provider

single_sign_on = Blueprint("single_sign_on", __name__, url_prefix="/sign-in/council")

_COOKIE = "safespaces-there"
_LASTS_S = 600


@single_sign_on.get("")
def there() -> Response | tuple[str, int]:
    """To the provider, with a secret of this browser's.

    A link, not a form: the content policy lets no form lead elsewhere.
    """
    provider, secret = _provider(), new_token()
    from safespaces.oidc.provider import (  # only whoever uses it has Authlib
        LoginState,
        ProviderDown,
        begin,
    )

    try:
        response = redirect(begin(provider, LoginState.of(secret)), 303)
    except ProviderDown as error:
        return _instead(error, _(_DOWN), 503)
    response.set_cookie(
        _COOKIE,
        secret,
        max_age=_LASTS_S,
        path=url_for("single_sign_on.there"),
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@single_sign_on.get("/back")
def back() -> Response | tuple[str, int]:
    """Back from the provider: a session for whoever it vouches for."""
    provider, deps, now = _provider(), dependencies(), dependencies().clock()
    from safespaces.oidc.provider import LoginState, NotSignedIn, ProviderDown, finish

    try:
        claims = finish(
            provider,
            LoginState.of(request.cookies.get(_COOKIE, "")),
            request.args,
            now=int(now.timestamp()),
        )
        done = sign_in_vouched(
            deps.database, email=claims.email, device=device_of(request.user_agent.string), at=now
        )
    except ProviderDown as error:
        return _instead(error, _(_DOWN), 503)
    except NotSignedIn as error:
        return _instead(error, _(_NOBODY), 403)
    except (NotAllowed, BadInput) as error:
        return _instead(error, str(error), 403)
    response = redirect(home_of(done.who.person.role), 303)
    remember(response, done, now)
    response.delete_cookie(
        _COOKIE, path=url_for("single_sign_on.there"), httponly=True, samesite="Lax"
    )
    return response


_DOWN = marked("Your council account cannot be asked just now. Use your e-mail address instead.")
_NOBODY = marked(
    "Your council account did not sign you in. Try once more, or use your e-mail address."
)


def _instead(error: Exception, words: str, status: int) -> tuple[str, int]:
    """The other way to sign in, and why it is needed; the operator finds the kind of error in the
    log.
    """
    log_fault(error)
    return render_template(
        "account/sign_in.html", then="", late=False, typed="", fault=words
    ), status


def _provider() -> "Provider":
    settings = _set_up(dependencies().settings)
    from safespaces.oidc.provider import Provider

    return Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        f"{settings.address}/sign-in/council/back",
        settings.oidc_trusts_email,
    )


def _set_up(settings: Settings) -> Settings:
    if not settings.oidc_issuer:
        raise NotFound(_("There is no such way to sign in here. Use your e-mail address."))
    return settings
