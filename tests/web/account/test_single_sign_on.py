"""Signing in with a council account through the real provider; and what is said when that does not work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from safespaces.actions.people.invite import invite
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.web.app import create_app
from safespaces.web.signed_in import COOKIE
from safespaces.web.sources import sources_of
from tests.oidc.real_provider import browse, start, stop
from tests.web.staff import Office, an_office, read


@pytest.fixture
def council(tmp_path: Path) -> Iterator[tuple[Office, Flask]]:
    """The office with a provider, at the present time: its tokens say when they were made."""
    run, provider = start(OIDC_ACCOUNT="ann@council.example")
    office = an_office(str(tmp_path))
    office.now[0] = datetime.now(UTC)
    settings = replace(
        Settings(), database=f"sqlite:///{tmp_path}/office.db", site="http://127.0.0.1:9", oidc_issuer=provider.issuer,
        oidc_client_id=provider.client_id, oidc_client_secret=provider.client_secret,
    )  # fmt: skip
    yield office, create_app(settings, lambda: office.now[0], sources_of(settings))
    office.database.close()
    stop(run)


def known(office: Office, role: Role) -> None:
    invite(
        office.database,
        email="ann@council.example",
        name="",
        role=role,
        by="test",
        at=office.now[0],
        site="http://x",
    )


@pytest.mark.parametrize(("role", "home"), [(Role.PARTNER, "/partner"), (Role.OFFICER, "/officer")])
def test_an_account_elsewhere_signs_in_and_the_second_factor_is_still_asked_for(
    council: tuple[Office, Flask], role: Role, home: str
) -> None:
    office, app = council
    known(office, role)
    browser = app.test_client()
    assert "Sign in with your council account" in read(browser.get("/sign-in")).words
    query = browse(str(browser.get("/sign-in/council").headers["Location"]))
    back = browser.get("/sign-in/council/back", query_string=query)
    assert (
        back.status_code == 303 and back.headers["Location"] == home and browser.get_cookie(COOKIE)
    )
    if role is Role.OFFICER:
        assert browser.get("/officer").headers["Location"].startswith("/sign-in/code")
    assert (
        "did not sign you in"
        in read(browser.get("/sign-in/council/back", query_string=query), 403).words
    )  # once only


def test_whom_nobody_invited_is_told_so(council: tuple[Office, Flask]) -> None:
    _, app = council
    browser = app.test_client()
    query = browse(str(browser.get("/sign-in/council").headers["Location"]))
    assert (
        "Ask an administrator"
        in read(browser.get("/sign-in/council/back", query_string=query), 403).words
    )
    assert not browser.get_cookie(COOKIE)


@pytest.mark.parametrize(
    "query", ["", "state=x", "state=x&code=y", "error=access_denied", "code=%00&state=%ff"]
)
def test_who_comes_from_nowhere_is_nobody(council: tuple[Office, Flask], query: str) -> None:
    office, app = council
    known(office, Role.PARTNER)
    for browser in (app.test_client(), app.test_client()):
        assert (
            "did not sign you in" in read(browser.get(f"/sign-in/council/back?{query}"), 403).words
        )


def test_a_provider_that_is_down_leaves_the_other_way(tmp_path: Path) -> None:
    settings = replace(
        Settings(),
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="x",
        oidc_client_secret="y",
        database=f"sqlite:///{tmp_path}/o.db",
    )
    app = create_app(settings, lambda: datetime.now(UTC), sources_of(settings))
    assert (
        "Use your e-mail address instead"
        in read(app.test_client().get("/sign-in/council"), 503).words
    )


def test_without_a_provider_there_is_no_such_page(office: Office) -> None:
    for path in ("/sign-in/council", "/sign-in/council/back"):
        assert office.app.test_client().get(path).status_code == 404
