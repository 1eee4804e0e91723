"""Trouble is posted to the operator's own address, once a day, without a word of anybody; an address that does not take it is told of."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from safespaces.actions.operations.alarm import sound_alarm
from safespaces.actions.operations.tick import tick
from safespaces.errors import OutsideServiceError
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.job_steps import job_steps, note_step
from tests.store.build import NOW


class Pager:
    """A server of the operator's that notes what it is sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.status = 200
        pager = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                pager.sent.append(self.rfile.read(length).decode())
                self.send_response(pager.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def settings(self) -> Settings:
        return Settings(alarm_url=f"http://127.0.0.1:{self.server.server_address[1]}/x")


@pytest.fixture
def pager() -> Iterator[Pager]:
    made = Pager()
    yield made
    made.server.shutdown()
    made.server.server_close()


def fails(database: Database, name: str = "mail", why: str = "nobody answers") -> None:
    with database.writing() as session:
        note_step(session, name, NOW, why)


def test_trouble_is_posted_once_a_day_while_it_stays_the_same(
    register: Database, pager: Pager
) -> None:
    fails(register)
    assert sound_alarm(register, pager.settings, at=NOW)
    (said,) = pager.sent
    assert "Safe Spaces Coventry" in said and "The step “mail” failed: nobody answers" in said
    assert not sound_alarm(register, pager.settings, at=NOW + timedelta(minutes=1))
    fails(register, "duplicates", "It failed (KeyError).")
    assert sound_alarm(register, pager.settings, at=NOW + timedelta(minutes=2))
    with register.writing() as session:
        for name in ("mail", "duplicates"):
            note_step(session, name, NOW + timedelta(hours=25), "")
        note_step(session, "mail", NOW + timedelta(hours=25), "nobody answers")
    assert sound_alarm(register, pager.settings, at=NOW + timedelta(hours=25))
    assert len(pager.sent) == 3


def test_where_all_is_well_or_no_address_is_set_nothing_is_posted(
    register: Database, pager: Pager
) -> None:
    tick(register, lambda _: None, pager.settings, at=NOW)
    assert pager.sent == [] and not sound_alarm(register, pager.settings, at=NOW)
    fails(register)
    assert not sound_alarm(register, Settings(), at=NOW)


@pytest.mark.parametrize("status", [500, 403])
def test_an_address_that_does_not_take_it_is_trouble_itself_and_tried_again(
    register: Database, pager: Pager, status: int
) -> None:
    fails(register)
    pager.status = status
    with pytest.raises(OutsideServiceError, match="SAFESPACES_ALARM_URL"):
        sound_alarm(register, pager.settings, at=NOW)
    pager.status = 200
    assert sound_alarm(register, pager.settings, at=NOW)


def test_an_address_where_nobody_is_costs_the_other_steps_nothing(register: Database) -> None:
    settings = Settings(alarm_url="http://127.0.0.1:9/x")
    fails(register, "something else")
    assert "SAFESPACES_ALARM_URL" in " ".join(
        tick(register, lambda _: None, settings, at=NOW).troubles
    )
    with register.reading() as session:
        steps = {each.name: each.trouble for each in job_steps(session)}
    assert steps["mail"] == "" and "alarm" in steps


def test_a_redirect_is_not_followed_and_takes_nothing(register: Database, pager: Pager) -> None:
    fails(register)
    pager.status = 302
    with pytest.raises(OutsideServiceError, match="302"):
        sound_alarm(register, pager.settings, at=NOW)
    assert len(pager.sent) == 1
