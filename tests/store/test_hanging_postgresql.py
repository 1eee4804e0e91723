"""A real PostgreSQL that stops without a word: whoever waits is told within the time they have."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from safespaces.errors import StoreError
from safespaces.store.database import Database, Patience

SHORT = Patience(connect_s=2, answer_s=1, lock_s=1)  # psycopg waits at least two for a connection


@pytest.fixture
def patient(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    database.prepare()
    yield database
    database.close()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def test_a_server_process_that_is_halted_is_given_up_and_the_next_question_is_answered(
    patient: Database, postgres_url: str
) -> None:
    database, halted = Database(postgres_url, SHORT), []
    try:
        with (
            within(10),
            pytest.raises(StoreError, match="does not answer"),
            database.reading() as session,
        ):
            halted.append(session.scalar(text("SELECT pg_backend_pid()")))
            os.kill(halted[0], signal.SIGSTOP)
            with database.reading() as other:  # that one is in use, so this is a new one
                assert other.scalar(text("SELECT 1")) == 1
            session.scalar(text("SELECT 2"))
    finally:
        os.kill(halted[0], signal.SIGCONT)
    with database.reading() as session:
        assert session.scalar(text("SELECT 3")) == 3
    database.close()


def test_a_halted_server_process_that_waits_in_the_pool_is_given_up(
    patient: Database, postgres_url: str
) -> None:
    database = Database(postgres_url, SHORT)
    with database.reading() as session:
        number = session.scalar(text("SELECT pg_backend_pid()"))
    os.kill(number, signal.SIGSTOP)
    try:
        with within(10), database.reading() as session:  # found out by the first question, replaced
            assert session.scalar(text("SELECT pg_backend_pid()")) != number
    finally:
        os.kill(number, signal.SIGCONT)
    database.close()


def test_a_question_that_takes_too_long_is_ended_by_the_server(
    patient: Database, postgres_url: str
) -> None:
    database = Database(postgres_url, SHORT)
    with within(8), pytest.raises(StoreError, match="timeout"), database.reading() as session:
        session.execute(text("SELECT pg_sleep(20)"))
    with patient.writing() as session:  # holds the lock of all writers
        session.execute(text("DELETE FROM attempts"))
        with within(8), pytest.raises(StoreError, match="timeout"), database.writing() as other:
            other.execute(text("DELETE FROM attempts"))
    with database.writing() as session:
        session.execute(text("DELETE FROM attempts"))
    database.close()


def test_a_server_that_takes_a_call_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        database = Database(f"postgresql+psycopg://a@127.0.0.1:{port}/a", SHORT)
        with within(8), pytest.raises(StoreError), database.reading() as session:
            session.scalar(text("SELECT 1"))
        database.close()
