"""To somebody's own provider and back: authorization code flow with PKCE (OpenID Connect Core 1.0,
section 3.1; RFC 7636, RFC 9207).

Nothing is kept here: the caller keeps one secret, in a cookie.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import is_secure_transport
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException
from requests.auth import HTTPBasicAuth

from safespaces.errors import NotAllowed, OutsideServiceError

# no "none", no shared secret
_ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
)
_TIMEOUT = (3.05, 10)  # seconds to connect, to read
_SECRET_LETTERS = 32  # at least, of a random secret
_LEEWAY_S = 60  # by which the two clocks may differ


class ProviderDown(OutsideServiceError):
    """The provider does not answer, or not as its kind does: nobody's fault who signs in."""


class NotSignedIn(NotAllowed):
    """The provider, or whoever says to come from there, vouches for nobody."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The operator's settings of an OpenID Connect provider."""

    issuer: str  # exactly as the provider writes it, also the slash at its end
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    # take an address of which is not said whether it is verified (Entra ID says it of none)
    trusts_email: bool = False


@dataclass(frozen=True, slots=True)
class LoginState:
    """What must be the same when somebody comes back.

    All from one secret, which a cookie can hold: none of these leads back to it.
    """

    state: str
    nonce: str
    verifier: str = field(repr=False)

    @classmethod
    def of(cls, secret: str) -> "LoginState":
        """Raises NotSignedIn without a secret: what anybody can work out would tie the answer to no
        browser.
        """
        if len(secret) < _SECRET_LETTERS:
            raise NotSignedIn("secret")
        uses = (
            f"{use} {secret}".encode("utf-8", "surrogatepass")
            for use in ("state", "nonce", "verifier")
        )
        return cls(*(hashlib.sha256(use).hexdigest() for use in uses))


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom the provider vouches for."""

    email: str
    email_verified: bool
    subject: str  # the provider's own name for them: stays when the address changes


def begin(provider: Provider, kept: LoginState, *, login_hint: str | None = None) -> str:
    """Where to send somebody. Raises ProviderDown."""
    with _session(provider) as session:
        address = _metadata(session, provider)["authorization_endpoint"]
        return session.create_authorization_url(
            address,
            state=kept.state,
            nonce=kept.nonce,
            code_verifier=kept.verifier,
            login_hint=login_hint,
        )[0]


def finish(
    provider: Provider, kept: LoginState, answer: Mapping[str, str], *, now: int | None = None
) -> Claims:
    """Who came back with `answer`, the query of the redirect.

    Raises NotSignedIn and ProviderDown.
    """
    if not hmac.compare_digest(
        answer.get("state", "").encode("utf-8", "replace"), kept.state.encode()
    ):
        raise NotSignedIn("state")
    if answer.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
        raise NotSignedIn("iss")
    if "error" in answer or not answer.get("code"):
        raise NotSignedIn(f"error {answer.get('error', 'no code')}"[:100])
    with _session(provider) as session:
        metadata = _metadata(session, provider)
        keys = _json(session, metadata["jwks_uri"], withhold_token=True)
        try:
            # Authlib does not quote them
            login = HTTPBasicAuth(
                quote_plus(provider.client_id), quote_plus(provider.client_secret)
            )
            token = session.fetch_token(
                metadata["token_endpoint"],
                code=answer["code"],
                code_verifier=kept.verifier,
                auth=login,
            )
            claims = _id_token(provider, kept, token, keys, now)
            said: Mapping[str, Any] = claims
            if "email" not in claims and "userinfo_endpoint" in metadata:
                said = _json(session, metadata["userinfo_endpoint"])
                if said.get("sub") != claims["sub"]:
                    raise NotSignedIn("sub of userinfo")
        except RequestException as error:
            raise ProviderDown(str(error)) from error
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
            raise NotSignedIn(f"{type(error).__name__}: {error}") from error
    email, verified = said.get("email"), said.get("email_verified", provider.trusts_email)
    if not isinstance(email, str) or not email or verified is not True:
        raise NotSignedIn("email not verified")
    return Claims(email, verified, claims["sub"])


def _id_token(
    provider: Provider, kept: LoginState, token: Mapping[str, Any], keys: Any, now: int | None
) -> CodeIDToken:
    """The claims of the ID token, once its signature, issuer, audience, times, nonce and at_hash
    are right.
    """
    registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
    decoded = jwt.decode(token["id_token"], KeySet.import_key_set(keys), registry=registry)
    must_be = {"iss": provider.issuer, "aud": provider.client_id}
    wanted = {
        "sub": {"essential": True},
        **{name: {"essential": True, "value": value} for name, value in must_be.items()},
    }
    known = {
        "nonce": kept.nonce,
        "client_id": provider.client_id,
        "access_token": token["access_token"],
    }
    claims = CodeIDToken(decoded.claims, decoded.header, wanted, known)
    claims.validate(now=now, leeway=_LEEWAY_S)
    return claims


def _session(provider: Provider) -> OAuth2Session:
    session = OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope="openid email",
        redirect_uri=provider.redirect_uri,
        code_challenge_method="S256",
        leeway=0,
        default_timeout=_TIMEOUT,
    )
    session.max_redirects = 0  # a secret goes to the address it is meant for, or nowhere
    return session


def _metadata(session: OAuth2Session, provider: Provider) -> dict[str, Any]:
    """The provider's discovery document, once it is this provider's and all it names is encrypted
    (or on this machine).
    """
    if not is_secure_transport(provider.issuer):
        raise ProviderDown("the issuer is not https")
    found = _json(
        session,
        provider.issuer.rstrip("/") + "/.well-known/openid-configuration",
        withhold_token=True,
    )
    if found.get("issuer") != provider.issuer:
        raise ProviderDown(f"another issuer: {found.get('issuer')!r}")
    for name in (
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        *(["userinfo_endpoint"] if "userinfo_endpoint" in found else []),
    ):
        if not is_secure_transport(str(found.get(name))):
            raise ProviderDown(f"{name} is missing or not https")
    return found


def _json(session: OAuth2Session, address: str, **options: Any) -> dict[str, Any]:
    try:
        answer = session.get(address, **options)
        answer.raise_for_status()
        found = answer.json()
    except (RequestException, ValueError) as error:
        raise ProviderDown(str(error)) from error
    if not isinstance(found, dict):
        raise ProviderDown("not a JSON object")
    return found
