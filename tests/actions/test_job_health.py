"""What an operator is told of the worker and of mail."""

from datetime import datetime, timedelta

import pytest

from safespaces.actions.operations.job_health import job_health
from safespaces.actions.operations.tick import tick
from safespaces.errors import OutsideServiceError
from safespaces.people.message import Message
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.job_steps import note_step
from safespaces.store.outbox import put_in_outbox
from tests.store.build import NOW

HELLO = Message("cook@red.example", "Hello", "A line.\n")


def troubles(register: Database, at: datetime = NOW) -> list[str]:
    with register.reading() as session:
        return job_health(session, at).troubles(at)


def down(_: Message) -> None:
    raise OutsideServiceError("nobody answers")


def put(register: Database) -> None:
    with register.writing() as session:
        put_in_outbox(session, HELLO, NOW)


def test_where_no_worker_has_run_that_is_said(register: Database) -> None:
    (said,) = troubles(register)
    assert said.startswith("No worker has run yet. Run: safespaces work")


@pytest.mark.parametrize(("seconds", "is_told"), [(300, False), (301, True)])
def test_a_worker_is_missed_after_five_minutes(
    register: Database, seconds: int, is_told: bool
) -> None:
    tick(register, lambda _: None, Settings(), at=NOW)
    said = troubles(register, NOW + timedelta(seconds=seconds))
    assert said == ["No worker has run since 2026-11-24 09:30 UTC. Run: safespaces work"] * is_told


def test_a_step_that_failed_is_named(register: Database) -> None:
    with register.writing() as session:
        note_step(session, "mail", NOW, "")
        note_step(session, "duplicates", NOW, "It failed (KeyError).")
    assert troubles(register) == ["The step “duplicates” failed: It failed (KeyError)."]


@pytest.mark.parametrize(("minutes", "is_told"), [(20, False), (20.1, True)])
def test_mail_that_waits_is_told_after_twenty_minutes(
    register: Database, minutes: float, is_told: bool
) -> None:
    put(register)
    tick(register, down, Settings(), at=NOW)
    at = NOW + timedelta(minutes=minutes)
    with register.writing() as session:
        note_step(session, "mail", at, "")
    said = "1 mail waits, the oldest since 2026-11-24 09:30 UTC: nobody answers"
    assert troubles(register, at) == [said] * is_told


def test_mail_that_waits_without_a_try_is_told_without_a_reason(register: Database) -> None:
    put(register)
    at = NOW + timedelta(minutes=21)
    with register.writing() as session:
        note_step(session, "mail", at, "")
    assert troubles(register, at) == ["1 mail waits, the oldest since 2026-11-24 09:30 UTC"]
