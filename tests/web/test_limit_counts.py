"""Limits are counted for all machines together where there is a Redis, tried with a real one, and in each process while it does not
answer."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from limits import parse

from safespaces.settings import Settings
from safespaces.web.limit_counts import LimitCounts
from tests.web.conftest import an_app

TWICE = parse("2 per minute")


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def a_redis(port: int, folder: Path) -> Iterator[redis.Redis]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no Redis on this machine (Debian: apt install redis-server)")
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    asked = redis.Redis(port=port)
    try:
        for _ in range(100):
            try:
                asked.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.05)
        yield asked
    finally:
        asked.close()
        server.terminate()
        server.wait(10)


def let_in(counts: LimitCounts, network: str = "192.0.2.1", what: str = "page") -> bool:
    return counts.is_allowed(TWICE, what, network)


def test_without_a_redis_each_process_counts_for_itself() -> None:
    one, other = LimitCounts(), LimitCounts()
    assert [let_in(one), let_in(one), let_in(one)] == [True, True, False]
    assert let_in(other) and let_in(one, "192.0.2.2") and let_in(one, what="another page")
    assert one.trouble() == ""


def test_two_machines_count_together_and_redis_holds_no_address(tmp_path: Path) -> None:
    port = a_free_port()
    with a_redis(port, tmp_path) as server:
        one, other = (LimitCounts(f"redis://127.0.0.1:{port}") for _ in range(2))
        assert [let_in(one), let_in(other), let_in(one), let_in(other)] == [
            True,
            True,
            False,
            False,
        ]
        assert let_in(one, "192.0.2.2") and let_in(other, what="another page")
        keys = server.keys()
        assert len(keys) == 3 and not any(b"192" in key for key in keys)
        assert all(0 < server.ttl(key) <= 60 for key in keys)
        assert one.trouble() == ""


def test_a_redis_that_is_gone_stops_nobody_and_is_used_again_when_it_is_back(
    tmp_path: Path,
) -> None:
    port, clock = a_free_port(), [0.0]
    counts = LimitCounts(f"redis://127.0.0.1:{port}", seconds=lambda: clock[0])
    assert [let_in(counts), let_in(counts), let_in(counts)] == [True, True, False]
    assert counts.trouble() == "Redis does not answer: each process counts limits for itself."
    with a_redis(port, tmp_path) as server:
        let_in(counts, "192.0.2.3")
        assert server.keys() == []  # asked again after some seconds, not with each request
        clock[0] += 6
        assert let_in(counts) and len(server.keys()) == 1 and counts.trouble() == ""


def test_a_redis_that_takes_a_call_and_says_nothing_holds_nobody_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        counts = LimitCounts(f"redis://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        asked = [let_in(counts) for _ in range(50)]
        assert asked.count(True) == 2 and time.monotonic() - began < 3


def test_the_service_says_so_to_its_operator_and_serves() -> None:
    address = f"redis://:secret@127.0.0.1:{a_free_port()}"
    app = an_app(limits=address, operator_token="op", api_limit="2 per minute")
    client = app.test_client()
    answers = [client.get("/api/v1/nearest?lat=52.4&lon=-1.5").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    told = client.get("/readyz", headers={"Authorization": "Bearer op"})
    assert "Redis does not answer: each process counts limits for itself." in told.json["wrong"]
    assert "secret" not in told.text
    assert "secret" not in repr(Settings(limits="redis://:secret@127.0.0.1:6379"))
