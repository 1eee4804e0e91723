"""Against a real OpenID Connect provider, panva's oidc-provider, run by Node on the loopback address."""

import base64
import hmac
import json
import random
from dataclasses import replace

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import RSAKey

from safespaces.oidc.provider import LoginState, NotSignedIn, ProviderDown, begin, finish
from tests.oidc.real_provider import ID, browse, start, stop

KEPT = LoginState.of("a secret of more than 32 letters here")


@pytest.fixture(scope="module", params=["", "1"], ids=["email by userinfo", "email in ID token"])
def provider(request):
    run, provider = start(OIDC_EMAIL_IN_ID_TOKEN=request.param, OIDC_ACCOUNT="env@council.example")
    yield provider
    stop(run)


def come_back(provider, who="ann@council.example"):
    return browse(begin(provider, KEPT, login_hint=who))


def swap_token(monkeypatch, change):
    """Have the token endpoint's answer changed on its way."""
    honest = OAuth2Session.fetch_token
    monkeypatch.setattr(
        OAuth2Session,
        "fetch_token",
        lambda *a, **k: (t := honest(*a, **k)) and {**t, "id_token": change(t["id_token"])},
    )


def parts(token):
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_someone_signs_in(provider):
    claims = finish(provider, KEPT, come_back(provider))
    assert (claims.email, claims.email_verified, claims.subject) == (
        "ann@council.example",
        True,
        "ann@council.example",
    )


def test_the_environment_names_who_signs_in(provider):
    assert finish(provider, KEPT, come_back(provider, None)).email == "env@council.example"


def test_no_secret_is_no_tie_to_a_browser():
    for secret in ("", "x" * 31):
        with pytest.raises(NotSignedIn, match="secret"):
            LoginState.of(secret)
    kept = LoginState.of("é\ud800" * 20)
    assert len({kept.state, kept.nonce, kept.verifier}) == 3


@pytest.mark.parametrize("state", ["", "other", "é", "\ud800", None])
def test_another_state(provider, state):
    answer = come_back(provider)
    answer.pop("state") if state is None else answer.update(state=state)
    with pytest.raises(NotSignedIn, match="state"):
        finish(provider, KEPT, answer)


def test_another_nonce(provider):
    with pytest.raises(NotSignedIn, match="nonce"):
        finish(provider, replace(KEPT, nonce="0" * 64), come_back(provider))


def test_another_verifier(provider):
    with pytest.raises(NotSignedIn, match="invalid_grant"):
        finish(provider, replace(KEPT, verifier="0" * 64), come_back(provider))


def test_a_code_twice(provider):
    answer = come_back(provider)
    finish(provider, KEPT, answer)
    with pytest.raises(NotSignedIn, match="invalid_grant"):
        finish(provider, KEPT, answer)


@pytest.mark.parametrize("code", ["", "x", "é", "a b&c=d%", "\x00", "\ud800", "x" * 5000])
def test_a_code_of_nobody(provider, code):
    with pytest.raises(NotSignedIn):
        finish(provider, KEPT, {**come_back(provider), "code": code})


def test_another_issuer_in_the_answer(provider):
    with pytest.raises(NotSignedIn, match="iss"):
        finish(provider, KEPT, {**come_back(provider), "iss": "https://evil.example"})


def test_a_wrong_client_secret(provider):
    with pytest.raises(NotSignedIn, match="invalid_client"):
        finish(replace(provider, client_secret="other"), KEPT, come_back(provider))


def test_an_expired_token(provider):
    answer = come_back(provider)
    with pytest.raises(NotSignedIn, match="expired"):
        finish(provider, KEPT, answer, now=4_000_000_000)


@pytest.mark.parametrize(
    "claim",
    [
        {"email": "boss@council.example"},
        {"sub": "boss"},
        {"aud": "x"},
        {"iss": "https://evil.example"},
        {"nonce": ""},
    ],
)
def test_a_changed_token(provider, monkeypatch, claim):
    def change(token):
        head, said = parts(token)
        return ".".join((encoded(head), encoded({**said, **claim}), token.split(".")[2]))

    swap_token(monkeypatch, change)
    with pytest.raises(NotSignedIn, match="signature"):
        finish(provider, KEPT, come_back(provider))


def test_a_token_of_another_key_of_no_key_and_of_the_public_key_as_a_password(
    provider, monkeypatch
):
    public = RSAKey.import_key(
        requests.get(f"{provider.issuer}/jwks", timeout=10).json()["keys"][0]
    ).as_pem(private=False)
    other = RSAKey.generate_key(2048)

    def with_password(head, said):
        text = f"{encoded({**head, 'alg': 'HS256'})}.{encoded(said)}"
        return f"{text}.{base64.urlsafe_b64encode(hmac.digest(public, text.encode(), 'sha256')).rstrip(b'=').decode()}"

    for reason, forge in [
        ("BadSignature", lambda head, said: jwt.encode(head, said, other)),
        ("InvalidKeyId", lambda head, said: jwt.encode({**head, "kid": "other"}, said, other)),
        (
            "UnsupportedAlgorithm",
            lambda head, said: f"{encoded({**head, 'alg': 'none'})}.{encoded(said)}.",
        ),
        ("UnsupportedAlgorithm", with_password),
    ]:
        with monkeypatch.context() as patch, pytest.raises(NotSignedIn, match=reason):
            swap_token(patch, lambda token, forge=forge: forge(*parts(token)))
            finish(provider, KEPT, come_back(provider))


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://evil.example"}, "iss"), ({"aud": "x"}, "aud"), ({"aud": ["x", "y"], "azp": ID}, "aud"), ({"aud": [ID, "x"]}, "azp"),
        ({"aud": [ID, "x"], "azp": "x"}, "azp"), ({"nonce": ""}, "nonce"), ({"nonce": None}, "nonce"), ({"exp": None}, "exp"),
        ({"exp": 1}, "expired"), ({"exp": "9"}, "exp"), ({"iat": 4_000_000_000}, "future"), ({"at_hash": "x"}, "at_hash"), ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"), ({"iss": [1]}, "iss"),
    ],
)  # fmt: skip
def test_a_rightly_signed_token_of_wrong_claims(provider, monkeypatch, claims, reason):
    """Signed by a key of ours, which the provider is made to show."""
    key, honest = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True), requests.Response.json
    shown = {"keys": [key.as_dict(private=False)]}
    monkeypatch.setattr(
        requests.Response,
        "json",
        lambda self: shown if self.url.endswith("/jwks") else honest(self),
    )
    more = {}
    swap_token(
        monkeypatch,
        lambda token: jwt.encode(
            {"alg": "RS256", "kid": key.kid}, {**parts(token)[1], **more}, key
        ),
    )
    finish(provider, KEPT, come_back(provider))  # the honest claims pass with this key
    more.update(claims)
    with pytest.raises(NotSignedIn, match=reason):
        finish(provider, KEPT, come_back(provider))


def test_rubbish_for_a_token_is_nobody(provider, monkeypatch):
    honest = OAuth2Session.fetch_token
    tokens = []
    monkeypatch.setattr(
        OAuth2Session, "fetch_token", lambda *a, **k: tokens.append(honest(*a, **k)) or tokens[-1]
    )
    answer = come_back(provider)
    finish(provider, KEPT, answer)
    good, chance = tokens[0], random.Random(1)
    for rubbish in [None, 7, "", ".", "..", "...", "a.b.c", "é.é.é", {}, [], "x" * 10, *range(200)]:
        if isinstance(rubbish, int) and rubbish != 7:
            letters = list(good["id_token"])
            letters[chance.randrange(len(letters) - 8)] = chance.choice(".=+\0é")
            rubbish = "".join(letters)
        monkeypatch.setattr(
            OAuth2Session,
            "fetch_token",
            lambda *a, rubbish=rubbish, **k: {**good, "id_token": rubbish},
        )
        with pytest.raises(NotSignedIn):
            finish(provider, KEPT, answer)


def test_an_address_that_is_not_verified(provider):
    with pytest.raises(NotSignedIn, match="email not verified"):
        finish(provider, KEPT, come_back(provider, "unverified@council.example"))
    with pytest.raises(
        NotSignedIn, match="email not verified"
    ):  # said to be unverified: trusted by no setting
        finish(
            replace(provider, trusts_email=True),
            KEPT,
            come_back(provider, "unverified@council.example"),
        )


def test_an_address_of_which_nothing_is_said(provider):
    with pytest.raises(NotSignedIn, match="email not verified"):
        finish(provider, KEPT, come_back(provider, "unsaid@council.example"))
    assert (
        finish(
            replace(provider, trusts_email=True),
            KEPT,
            come_back(provider, "unsaid@council.example"),
        ).email
        == "unsaid@council.example"
    )


def test_somebody_refused(provider):
    with pytest.raises(NotSignedIn, match="access_denied"):
        finish(provider, KEPT, come_back(provider, "refused@council.example"))


def test_settings_that_are_not_this_provider(provider):
    for issuer in (provider.issuer + "/", provider.issuer.replace("127.0.0.1", "localhost")):
        with pytest.raises(ProviderDown, match="another issuer"):
            begin(replace(provider, issuer=issuer), KEPT)
    with pytest.raises(ProviderDown):
        begin(replace(provider, issuer=provider.issuer + "/nowhere"), KEPT)


@pytest.mark.parametrize(
    "name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"]
)
def test_a_provider_without_encryption(provider, monkeypatch, name):
    honest = requests.Response.json
    monkeypatch.setattr(
        requests.Response, "json", lambda self: {**honest(self), name: "http://council.example/x"}
    )
    with pytest.raises(ProviderDown, match=f"{name} is missing or not https"):
        begin(provider, KEPT)
    with pytest.raises(ProviderDown, match="issuer is not https"):
        begin(replace(provider, issuer="http://council.example"), KEPT)


def test_a_provider_that_is_down():
    run, provider = start()
    answer = come_back(provider)
    stop(run)
    with pytest.raises(ProviderDown):
        begin(provider, KEPT)
    with pytest.raises(ProviderDown):
        finish(provider, KEPT, answer)
