"""Every route is tried as every role: closed unless the table here says open."""

import re
import threading
from typing import NoReturn

import pytest
from flask import Flask

from safespaces.errors import NotFound, SettingsError
from safespaces.roles import Role
from safespaces.web.access import STAFF_AT_ONCE, Open, access_of
from safespaces.web.signed_in import COOKIE
from tests.web.conftest import an_app
from tests.web.staff import Office

EVERYBODY = "everybody"
ANY_SESSION = "any session"
COUNCIL = {Role.OFFICER, Role.ADMINISTRATOR}
# The first that fits counts.
TABLE: list[tuple[str, object]] = [
    (r"/sign-in/(code|app)$", ANY_SESSION), (r"/sign-out$", ANY_SESSION), (r"/sign-in", EVERYBODY), (r"/account|/parked/", set(Role)),
    (r"/officer/(people|audit|message|templates)", {Role.ADMINISTRATOR}), (r"/officer", COUNCIL), (r"/partner", {Role.PARTNER}),
    (r"/inspect", {Role.INSPECTOR}), (r"/coverage", COUNCIL | {Role.STAKEHOLDER}),
    (r"/$|/nearest$|/map|/places|/close/|/join|/check|/still/|/help$|/what-|/kept/|/service-worker\.js$|/manifest\.webmanifest$|/privacy$|/accessibility$|/directory|/shared-list\.json$|/streets/|/gazetteer|/postcodes|/api/|/healthz$|/readyz$|/metrics$|/\.well-known/security\.txt$|/static/", EVERYBODY),
]  # fmt: skip


def expected(path: str) -> object:
    found = next((who for pattern, who in TABLE if re.match(pattern, path)), None)
    assert found is not None, f"{path} is not in the table of this test"
    return found


def routes(app: Flask) -> list[tuple[str, str]]:
    """Every path with something in its gaps, and each method."""
    filled = [
        (
            re.sub(r"<(int:)?[^>]+>", lambda gap: "1" if gap[1] else "x", rule.rule),
            rule.methods or set(),
        )
        for rule in app.url_map.iter_rules()
    ]
    return sorted(
        {(path, method) for path, methods in filled for method in methods & {"GET", "POST"}}
    )


@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_as_every_role(office: Office, role: Role | None) -> None:
    tried = routes(office.app)
    assert len(tried) > 40
    for path, method in tried:
        visitor = office.as_(role)
        answer = visitor.client.get(path) if method == "GET" else visitor.post(path)
        allowed = expected(path)
        is_let_in = answer.status_code != 403 and not (
            answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?")
        )
        should = allowed == EVERYBODY or (
            role is not None and (allowed == ANY_SESSION or role in allowed)
        )  # type: ignore[operator]
        assert is_let_in == should, (method, path, role, answer.status_code)
        assert answer.status_code < 500, (method, path, role)


@pytest.mark.parametrize("role", sorted(COUNCIL))
def test_before_the_second_factor_the_council_sees_nothing(office: Office, role: Role) -> None:
    visitor = office.as_(role, full=False)
    for path, method in routes(office.app):
        if isinstance(expected(path), set):
            answer = visitor.client.get(path) if method == "GET" else visitor.post(path)
            assert answer.status_code == 303 and answer.headers["Location"].startswith(
                "/sign-in/code"
            ), path


def test_before_the_second_factor_a_page_is_gone_on_to_and_a_form_is_not(office: Office) -> None:
    officer = office.as_(Role.OFFICER, full=False)
    assert (
        officer.client.get("/officer/venues?q=red").headers["Location"]
        == "/sign-in/code?then=/officer/venues%3Fq%3Dred"
    )
    assert officer.post("/officer/venues/id-red-cafe/status").headers["Location"] == "/sign-in/code"


def test_a_form_without_the_secret_of_its_session_changes_nothing(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    for path, method in routes(office.app):
        if method == "POST" and expected(path) != EVERYBODY:
            for token in ("", "x", "0" * 64):
                assert admin.post(path, token=token).status_code == 403, path
            assert admin.client.post(path).status_code == 403, (
                path
            )  # what another site's form sends: no secret at all


def test_a_view_that_declares_nothing_does_not_start() -> None:
    with pytest.raises(SettingsError, match="declare"):
        access_of("new.view", lambda: None, {"other": Open.PUBLIC})
    app = an_app()

    @app.get("/late")
    def late() -> str:
        return "secret"

    assert app.test_client().get("/late").status_code == 500


def test_pages_behind_sign_in_leave_threads_for_the_public(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    def slow(*_: object) -> NoReturn:
        inside.release()
        leave.wait(20)
        raise NotFound("slow")

    monkeypatch.setitem(office.app.view_functions, "officer.reports", slow)
    officer = office.as_(Role.OFFICER)
    statuses: list[int] = []

    def press() -> None:
        client = office.app.test_client()
        client.set_cookie(COOKIE, officer.cookie)
        statuses.append(client.get("/officer/reports").status_code)

    threads = [threading.Thread(target=press) for _ in range(STAFF_AT_ONCE)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert inside.acquire(timeout=10)
    assert officer.client.get("/officer").status_code == 429
    assert office.app.test_client().get("/places").status_code == 200
    leave.set()
    for thread in threads:
        thread.join(10)
    assert statuses == [404] * STAFF_AT_ONCE
    assert officer.client.get("/officer").status_code == 200
