"""A mixed load with a ledger: what was acknowledged has to be in the database at the end, and what the public reads has to be answered.

Writers are the service's own code and its forms over HTTPS; readers ask for the pages and files that a phone asks for. Each visitor comes from an
address of its own (127.0.0.0/8), as limits count by network.
"""

import itertools
import random
import re
import ssl
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPSConnection

from safespaces.errors import SafeSpacesError
from safespaces.people.tokens import digest_of
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database, Patience
from safespaces.store.submissions import submission_with_key

PUBLIC = ("/", "/places", "/help", "/directory.json", "/api/v1/nearest?lat=52.41&lon=-1.51")
MARK = "cluster"
_PATIENCE = Patience(connect_s=2, answer_s=4, lock_s=4)
_READ_S = 20


@dataclass
class Ledger:
    """What was acknowledged, and when; what had no answer; what the public got."""

    lines: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)
    unknown: int = 0
    read_s: list[float] = field(default_factory=list)
    not_answered: list[str] = field(default_factory=list)
    refused_forms: int = 0
    broken: list[str] = field(default_factory=list)  # what ended a writer or a reader

    def longest_outage_s(self, began: float, ended: float) -> tuple[float, float]:
        """The longest time without an acknowledged write, and how long after the beginning it began."""
        times = [began, *sorted(t for t in self.acknowledged_at if began <= t <= ended), ended]
        gaps = [(after - before, before - began) for before, after in itertools.pairwise(times)]  # fmt: skip
        return max(gaps)

    def lost(self, url: str) -> tuple[int, int]:
        """How many acknowledged lines and forms are not in the database."""
        database = Database(url)
        try:
            with database.reading() as session:
                rows = session.connection().exec_driver_sql(
                    f"SELECT subject FROM audit WHERE who = '{MARK}'"
                )
                kept = {row[0] for row in rows}
                forms = sum(
                    submission_with_key(session, digest_of(token)) is None for token in self.forms
                )
            return len(set(self.lines) - kept), forms
        finally:
            database.close()

    def told(self) -> str:
        """In one line."""
        p99 = statistics.quantiles(self.read_s, n=100)[98] if len(self.read_s) > 1 else 0.0
        return (
            f"{len(self.lines):,} lines and {len(self.forms):,} forms acknowledged, {self.unknown:,} without an answer; "
            f"{len(self.read_s):,} public reads answered (p99 {1000 * p99:,.0f} ms, slowest {max(self.read_s, default=0):.1f} s), "
            f"{len(self.not_answered):,} not"
        )


class Load:
    """Writers and readers, each a thread, until it is left."""

    def __init__(self, url: str, https: int, seed: int) -> None:
        self.ledger, self._url, self._https = Ledger(), url, https
        self._stop, self._dice = threading.Event(), random.Random(seed)
        works = [self._write_lines, self._write_lines, self._fill_forms, self._read, self._read]
        self._threads = [
            threading.Thread(target=self._do, args=(work, number), daemon=True)
            for number, work in enumerate(works)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _do(self, work: Callable[[int], None], number: int) -> None:
        try:
            work(number)
        except Exception as error:
            self.ledger.broken.append(f"{work.__name__}: {error!r}")

    def _write_lines(self, writer: int) -> None:
        database, number, ledger = Database(self._url, _PATIENCE), 0, self.ledger
        while not self._stop.wait(0.02):
            number += 1
            text = f"{writer}:{number}"
            try:
                with database.writing() as session:
                    note(session, AuditLine(datetime.now(UTC), MARK, "written", text))
            except SafeSpacesError:
                ledger.unknown += 1
                time.sleep(0.05)
            else:
                ledger.lines.append(text)
                ledger.acknowledged_at.append(time.monotonic())
        database.close()

    def _fill_forms(self, _: int) -> None:
        """Few enough for what one day allows (actions/people/allowing.py)."""
        while not self._stop.wait(0.5):
            status, head, _body = self._ask("POST", "/join")
            found = re.findall(r"/join/([^/]+)/", head)
            if status == 303 and found:
                self.ledger.forms.append(found[0])
                self.ledger.acknowledged_at.append(time.monotonic())
            elif status in (429, 503):
                self.ledger.refused_forms += 1
            else:
                self.ledger.unknown += 1

    def _read(self, _: int) -> None:
        while not self._stop.wait(0.05):
            path, began = self._dice.choice(PUBLIC), time.monotonic()
            status, _head, body = self._ask("GET", path)
            if status == 200 and body:
                self.ledger.read_s.append(time.monotonic() - began)
            else:
                self.ledger.not_answered.append(f"{path}: {status} {body[:60]!r}")

    def _ask(self, method: str, path: str) -> tuple[int, str, bytes]:
        own = f"127.{self._dice.randrange(1, 255)}.{self._dice.randrange(255)}.{self._dice.randrange(1, 255)}"
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = HTTPSConnection(
            "127.0.0.1", self._https, timeout=_READ_S, source_address=(own, 0), context=context
        )
        try:
            connection.request(method, path, headers={"Content-Length": "0"} if method == "POST" else {})  # fmt: skip
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read()
        except OSError as error:
            return 0, "", type(error).__name__.encode()
        except Exception as error:  # http.client's own kinds
            return 0, "", type(error).__name__.encode()
        finally:
            connection.close()
