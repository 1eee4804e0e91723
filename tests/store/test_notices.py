"""A list that is published is told to every process at once, on a real PostgreSQL; SQLite has nothing to tell with."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from sqlalchemy import text

from safespaces.store import notices
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from safespaces.web.background import Background
from tests.snapshot.build import a_public_venue, a_snapshot

PATIENT_S, SHORT_S = 10.0, 0.5


@pytest.fixture
def heard(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """What a listener hears; it begins with one word, for what came before it listened."""
    monkeypatch.setattr(notices, "_AGAIN_AFTER_S", 0.2)
    listener, words = Database(postgres_url), Queue[float]()
    listener.prepare()
    threading.Thread(
        target=listener.listen, args=(lambda: words.put(time.monotonic()),), daemon=True
    ).start()
    words.get(timeout=PATIENT_S)
    yield words


def is_silent(words: Queue) -> bool:
    try:
        words.get(timeout=SHORT_S)
    except Empty:
        return True
    return False


def test_whoever_listens_hears_of_a_list_once_it_is_kept(postgres_url: str, heard: Queue) -> None:
    database = Database(postgres_url)
    with database.writing() as session:
        keep_snapshot(session, a_snapshot(a_public_venue("Hall")))
        session.flush()
        assert is_silent(heard)
    heard.get(timeout=PATIENT_S)
    assert is_silent(heard)
    database.close()


def test_nothing_is_told_of_what_is_not_kept(postgres_url: str, heard: Queue) -> None:
    database = Database(postgres_url)
    with pytest.raises(RuntimeError), database.writing() as session:
        keep_snapshot(session, a_snapshot(a_public_venue("Barn")))
        session.flush()
        raise RuntimeError
    assert is_silent(heard)
    database.close()


def test_a_listener_that_is_cut_off_listens_again(postgres_url: str, heard: Queue) -> None:
    database = Database(postgres_url)
    with database.writing() as session:
        session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query LIKE '%SELECT 1%' AND pid <> pg_backend_pid()")
        )  # fmt: skip
    heard.get(timeout=PATIENT_S)
    with database.writing() as session:
        keep_snapshot(session, a_snapshot(a_public_venue("Mill")))
    heard.get(timeout=PATIENT_S)
    database.close()


def test_sqlite_has_no_word_and_keeps_nobody(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/register.db")
    database.prepare()
    database.listen(lambda: pytest.fail("nothing is told"))
    with database.writing() as session:
        keep_snapshot(session, a_snapshot(a_public_venue("Hall")))
    database.close()


def test_what_is_heard_has_the_steps_done_at_once() -> None:
    background, done, call = Background(3600), Queue[float](), Queue()
    background.add(lambda: done.put(time.monotonic()))
    background.watch(call.put)
    background.begin()
    done.get(timeout=PATIENT_S)
    heard = call.get(timeout=PATIENT_S)
    assert is_silent(done)
    for _ in range(20):
        heard()
    done.get(timeout=PATIENT_S)
    assert is_silent(done)  # a burst is one round
