"""`make kills`: processes are killed while they write, and nothing that was acknowledged may be lost.

    python -m tests.kills [--kills 1000] [--database sqlite|postgresql]

Three processes write lines of the audit log, each with a number, and say the number once it is committed. One after the other
is killed (signal 9) at a random moment and another begins; at the end every number that was said has to be in the database.
Then the same with the real server and its worker: what is killed is a process that serves, the master, or the worker, while forms are begun
over HTTP. Not part of `make test`: some minutes.
"""

import argparse
import os
import random
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import requests

from safespaces.actions.operations.first_start import make_ready
from safespaces.people.tokens import digest_of
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.submissions import submission_with_key

WRITERS = 3
DICE = random.Random(7)


@contextmanager
def place(sort: str) -> Iterator[str]:
    """The address of an empty database."""
    if sort == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/register.db"
        return
    from tests.databases import postgres_url

    server = postgres_url.__wrapped__()  # type: ignore[attr-defined]
    try:
        yield next(server)
    finally:
        next(server, None)


def write(url: str, writer: int, said: int) -> None:
    """Write lines until killed, and say each number once it is kept."""
    database, number = Database(url), 0
    while True:
        number += 1
        text = f"{writer}:{os.getpid()}:{number}"
        with database.writing() as session:
            note(session, AuditLine(datetime.now(UTC), "kills", "written", text))
        os.write(said, f"{text}\n".encode())


class Writer:
    """One process that writes, forked so that the next begins at once."""

    def __init__(self, url: str, number: int) -> None:
        self.said, end = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                write(url, number, end)
            finally:
                os._exit(1)
        os.close(end)

    def kill(self) -> list[str]:
        """Kill it; what it has said until then, whole lines only."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        told = b""
        while select.select([self.said], [], [], 0)[0] and (piece := os.read(self.said, 65536)):
            told += piece
        os.close(self.said)
        return (
            told.decode().splitlines() if told.endswith(b"\n") else told.decode().split("\n")[:-1]
        )


def kill_writers(url: str, kills: int) -> tuple[int, int]:
    """How many lines were acknowledged, and how many of them are lost."""
    writers, acknowledged = [Writer(url, number) for number in range(WRITERS)], list[str]()
    for _ in range(kills):
        time.sleep(DICE.uniform(0.01, 0.08))
        which = DICE.randrange(WRITERS)
        acknowledged += writers[which].kill()
        writers[which] = Writer(url, which)
    for writer in writers:
        acknowledged += writer.kill()
    database = Database(url)
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT subject FROM audit WHERE who = 'kills'")
        kept = {row[0] for row in rows}
    database.close()
    return len(acknowledged), len(set(acknowledged) - kept)


class Service:
    """The real server, started again when its master was killed."""

    def __init__(self, url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.environment = {
            **os.environ,
            "SAFESPACES_DATABASE": url,
            "SAFESPACES_PROXIES": "1",  # so that each request is another visitor's
            "SAFESPACES_FORM_LIMIT": "",
            "PORT": str(self.port),
        }
        self.start()

    def start(self) -> None:
        self.master = subprocess.Popen(
            [sys.executable, "-m", "safespaces", "run"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        more = [
            Path(f"/proc/{self.master.pid}/task/{task}/children").read_text()
            for task in os.listdir(f"/proc/{self.master.pid}/task")
        ]
        return sorted({int(pid) for each in (found, *more) for pid in each.split()})

    def kill_one(self) -> str:
        """One of those that serve, the worker, or, now and then, the master."""
        if DICE.random() < 0.1:
            children = self.children()
            self.master.kill()
            self.master.wait()
            for child in children:  # orphans would hold the port
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            self.start()
            return "master"
        children = self.children()
        if children:
            os.kill(DICE.choice(children), signal.SIGKILL)
        return "child"

    def stop(self) -> None:
        self.master.terminate()
        self.master.wait(30)


def kill_service(url: str, kills: int) -> tuple[int, int, int]:
    """Forms acknowledged over HTTP, how many of them are lost, and requests that got no answer."""
    service, stop = Service(url), threading.Event()
    tokens, failed, numbers = list[str](), [0], iter(range(10**9))

    def begin_forms() -> None:
        while not stop.is_set():
            number = next(numbers)
            visitor = f"2001:db8:{number % 65536:x}:{number // 65536:x}::1"
            try:
                answer = requests.post(
                    f"http://127.0.0.1:{service.port}/join",
                    headers={"X-Forwarded-For": visitor},
                    allow_redirects=False,
                    timeout=10,
                )
                if answer.status_code == 303:
                    tokens.extend(re.findall(r"/join/([^/]+)/", answer.headers["Location"]))
            except requests.RequestException:
                failed[0] += 1
                time.sleep(0.02)  # it is being started again

    clients = [threading.Thread(target=begin_forms) for _ in range(4)]
    for client in clients:
        client.start()
    try:
        for _ in range(kills):
            time.sleep(DICE.uniform(0.1, 1.0))
            service.kill_one()
    finally:
        stop.set()
        for client in clients:
            client.join(30)
        service.stop()
    database = Database(url)
    with database.reading() as session:
        lost = sum(submission_with_key(session, digest_of(token)) is None for token in tokens)
    database.close()
    return len(tokens), lost, failed[0]


def main() -> None:
    """Both, on the databases that are asked for; ends with 1 where anything was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    sorts = [asked.database] if asked.database else ["sqlite", "postgresql"]
    lost = 0
    for sort in sorts:
        with place(sort) as url:
            database = Database(url)
            make_ready(database, at=datetime.now(UTC), say=lambda _: None)
            database.close()
            written, gone = kill_writers(url, asked.kills)
            print(
                f"{sort}: {asked.kills} kills of writers, {written} acknowledged, {gone} lost",
                flush=True,
            )
            of_service = max(1, asked.kills // 4)
            forms, missing, failed = kill_service(url, of_service)
            print(
                f"{sort}: {of_service} kills of the server's processes, {forms} forms acknowledged,"
                f" {missing} lost, {failed} requests without an answer",
                flush=True,
            )
            lost += gone + missing
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
