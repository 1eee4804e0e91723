"""The worker goes on, whatever a step or a message does; a real process is started again when it dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safespaces.actions.operations import tick as tick_module
from safespaces.actions.operations.tick import tick
from safespaces.actions.operations.work import Loop, work
from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import ask_for_link
from safespaces.cli.server_hooks import Keeper
from safespaces.people.message import Message
from safespaces.people.second_factor import step_of_code
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.job_steps import job_steps
from safespaces.store.locks import keep_lock, take_lock
from safespaces.store.outbox import put_in_outbox

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SITE = "https://safe.example"


def soon(is_so: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def ask(database: Database, at: datetime = NOW) -> None:
    invite(database, email="o@c.example", name="", role=Role.OFFICER, by="test", at=at, site=SITE)
    ask_for_link(database, email="o@c.example", at=at, site=SITE)


def test_a_link_goes_at_once_although_a_step_hangs(database: Database) -> None:
    got: list[Message] = []
    stop, slow = threading.Event(), threading.Event()

    def send(message: Message) -> None:
        if message.subject == "slow":
            slow.wait(30)
        got.append(message)

    with database.writing() as session:
        put_in_outbox(session, Message("a@b.example", "slow", "x"), NOW)
    worker = threading.Thread(
        target=work,
        args=(database, send, Settings(), lambda: NOW, stop),
        kwargs={"links_every_s": 0.05, "steps_every_s": 0.05},
    )
    worker.start()
    try:
        time.sleep(0.3)  # the steps are at the slow one now
        ask(database)
        soon(lambda: any("Your link" in each.subject for each in got))
        assert not any(each.subject == "slow" for each in got)
    finally:
        slow.set()
        stop.set()
        worker.join(20)


def test_a_step_that_fails_in_whatever_way_leaves_the_others_and_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("SECRET words")

    monkeypatch.setattr(tick_module, "find_duplicates", broken)
    ask(database)
    got: list[Message] = []
    done = tick(database, got.append, Settings(), at=NOW)
    assert done.messages.sent == len(got) == 2
    assert done.troubles == ("It failed (ZeroDivisionError).",)
    monkeypatch.undo()
    with database.reading() as session:
        steps = {each.name: each for each in job_steps(session)}
    assert steps["duplicates"].done_at is None and steps["mail"].done_at == NOW
    later = NOW + timedelta(minutes=1)
    tick(database, got.append, Settings(), at=later)
    with database.reading() as session:
        steps = {each.name: each for each in job_steps(session)}
    assert steps["duplicates"].done_at == later and steps["duplicates"].trouble == ""


def test_a_lock_or_a_code_from_a_clock_that_was_ahead_bars_nobody(database: Database) -> None:
    with database.writing() as session:
        assert take_lock(session, "tick", NOW, NOW + timedelta(minutes=5))
        keep_lock(session, "tick", NOW + timedelta(days=1))
    assert not tick(database, lambda _: None, Settings(), at=NOW).is_busy
    secret, ahead = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", NOW + timedelta(hours=2)
    import pyotp

    code, step = pyotp.TOTP(secret).at(NOW), int(ahead.timestamp()) // 30
    assert step_of_code(secret, code, NOW, step) == int(NOW.timestamp()) // 30
    assert step_of_code(secret, code, NOW, int(NOW.timestamp()) // 30 + 1) is None


def test_a_round_that_fails_is_followed_by_the_next_and_one_that_hangs_is_noticed() -> None:
    stop, rounds = threading.Event(), [0]

    def fail() -> None:
        rounds[0] += 1
        raise RuntimeError

    loop = Loop(fail, 0.01, stop)
    threading.Thread(target=loop.run, daemon=True).start()
    soon(lambda: rounds[0] > 3)
    assert not loop.is_stuck
    stop.set()
    loop.began -= 10_000
    assert loop.is_stuck


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Path]:
    database = Database(f"sqlite:///{tmp_path}/register.db")
    database.prepare()
    ask(database, datetime.now(UTC))
    database.close()
    yield tmp_path


def start(folder: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "SAFESPACES_DATABASE": f"sqlite:///{folder}/register.db"}
    return subprocess.Popen(
        [sys.executable, *more], env=environment, stderr=subprocess.PIPE, text=True
    )


def test_the_real_worker_sends_a_link_within_seconds_and_ends_when_told(register: Path) -> None:
    worker = start(register, "-m", "safespaces", "work")
    assert worker.stderr
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(worker.stderr or []), daemon=True)
    reader.start()
    try:
        soon(lambda: any("/sign-in/" in line for line in said))
    finally:
        worker.terminate()
        assert worker.wait(20) == 0


PARENT = """
import os, subprocess, sys
command = ["-m", "safespaces", "work", "--with-parent", str(os.getpid())]
worker = subprocess.Popen([sys.executable, *command])
print(worker.pid, file=sys.stderr, flush=True)
worker.wait()
"""


def test_the_worker_ends_when_the_server_that_started_it_is_killed(register: Path) -> None:
    server = start(register, "-c", PARENT)
    assert server.stderr
    number = int(server.stderr.readline())
    try:
        soon(lambda: Path(f"/proc/{number}/cmdline").read_text())
        server.kill()
        server.wait(20)

        def is_gone() -> bool:
            state = Path(f"/proc/{number}/stat")
            return not state.exists() or ") Z " in state.read_text()

        soon(is_gone)
    finally:
        server.kill()
        if Path(f"/proc/{number}").exists():
            os.kill(number, signal.SIGKILL)


def test_a_worker_that_dies_is_started_again_and_one_that_cannot_start_is_tried_again(
    tmp_path: Path,
) -> None:
    mark = tmp_path / "starts"
    code = f"open({str(mark)!r}, 'a').write('x')"
    keeper = Keeper([sys.executable, "-c", code])
    threading.Thread(target=keeper.run, daemon=True).start()
    soon(lambda: mark.exists() and len(mark.read_text()) >= 2)
    keeper.stop()
    missing = tmp_path / "no-such-program"
    other = Keeper([str(missing)])
    threading.Thread(target=other.run, daemon=True).start()
    time.sleep(0.2)
    missing.write_text(f"#!/bin/sh\necho x >> {mark}.later\nsleep 60\n")
    missing.chmod(0o755)
    soon((tmp_path / "starts.later").exists)
    other.stop()
