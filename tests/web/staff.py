"""The app over a real register, and people signed in to it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from safespaces.actions.people.invite import invite
from safespaces.actions.people.second_factor import begin_app, confirm_app
from safespaces.actions.people.sign_in import link_for, sign_in
from safespaces.actions.register.publish import publish
from safespaces.people.person import Person
from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.sign_in import complete_session
from safespaces.store.venues import add_venues
from safespaces.web.app import create_app
from safespaces.web.signed_in import COOKIE
from safespaces.web.sources import sources_of
from tests.store.build import a_venue
from tests.web.page import Page, keep_the_house_rules, page_of

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass
class Office:
    """The service with a register; its clock can be put on."""

    database: Database
    app: Flask
    now: list[datetime]

    def later(self, **span: int) -> None:
        self.now[0] += timedelta(**span)

    def as_(self, role: Role | None, full: bool = True, email: str = "") -> "Visitor":
        """Somebody of a role, signed in; nobody for None."""
        if role is None:
            return Visitor(self.app.test_client(), "")
        person = invite(
            self.database,
            email=email or f"{role}@council.example",
            name="",
            role=role,
            by="test",
            at=self.now[0],
            site="http://x",
        )
        return self.session_of(person, full)

    def session_of(self, person: Person, full: bool = True) -> "Visitor":
        """A new session of somebody, with the second factor given where one is needed."""
        client = self.app.test_client()
        token = link_for(self.database, person.id, at=self.now[0], site="http://x").rpartition("/")[
            2
        ]
        done = sign_in(self.database, token=token, device="Test", at=self.now[0])
        cookie = done.cookie
        if full and done.who.person.has_second_factor:
            with self.database.writing() as session:
                complete_session(session, done.who.session_id, digest_of(done.cookie), self.now[0])
        elif full and not done.who.is_full:
            _codes, renewed = confirm_app(
                self.database,
                done.who,
                pyotp.TOTP(begin_app(self.database, done.who)).at(self.now[0]),
                at=self.now[0],
            )
            cookie = renewed.cookie
        for prefix in ("", "__Host-", "__Secure-"):  # whichever the site's address asks for
            client.set_cookie(prefix + COOKIE, cookie)
        return Visitor(client, cookie)


@dataclass
class Visitor:
    """A browser with a session."""

    client: FlaskClient
    cookie: str

    def get(self, address: str, status: int = 200) -> Page:
        return read(self.client.get(address), status)

    def post(self, address: str, /, token: str | None = None, **fields: str) -> TestResponse:
        sent = {
            "form_token": digest_of(f"form {self.cookie}") if token is None else token,
            **fields,
        }
        return self.client.post(address, data=sent)


def read(answer: TestResponse, status: int = 200) -> Page:
    """A page behind sign-in: kept nowhere, and held to the rules of the house but for the public pages' own."""
    assert answer.status_code == status, answer.get_data(as_text=True)[:500]
    assert (
        answer.headers["Cache-Control"] == "no-store"
        and answer.headers["Referrer-Policy"] == "same-origin"
    )
    page = page_of(answer.get_data(as_text=True))
    keep_the_house_rules(page, is_public=False)
    return page


def an_office(
    folder: str, site: str = "http://localhost", *, is_empty: bool = False, **more: str
) -> Office:
    settings = Settings(
        database=f"sqlite:///{folder}/office.db", refresh_seconds=0, site=site, **more
    )  # type: ignore[arg-type]
    database = Database(settings.database)
    database.prepare()
    with database.writing() as session:
        venues = [] if is_empty else [a_venue(), a_venue("Lost", located=None)]
        add_venues(session, venues, at=NOON, author="test", reason="first")
    publish(database, at=NOON)
    now = [NOON]
    app = create_app(replace(settings), lambda: now[0], sources_of(settings))
    return Office(database, app, now)
