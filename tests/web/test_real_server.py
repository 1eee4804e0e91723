"""What only the real server does: it reads broken requests, and may log nothing of them."""

from collections.abc import Iterator

import pytest

from tests.running_server import Running, running_server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_server(tmp_path_factory.mktemp("running")) as server:
        yield server


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /api/v1/nearest?q=CV1 5FB HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (
            "GET /api/v1/nearest?q=Foleshill\u00e9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode(),
            b"4",
        ),
        (
            b"GET /nearest?where=Foleshill HTTP/1.1\r\nHost: x\r\nBad Header: Foleshill\r\n\r\n",
            b"400",
        ),
        (b"GET /" + b"Foleshill" * 1000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"4"),
        (
            b"POST /nearest HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nzz\r\nFoleshill",
            b"400",
        ),
        (
            b"GET /static/" + b"a" * 300 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"404",
        ),
    ],
)
def test_a_broken_request_is_no_fault_of_ours_and_leaves_no_trace(
    running: Running, raw: bytes, status: bytes
) -> None:
    answer = running.say(raw)
    assert answer.startswith(b"HTTP/1.1 " + status), answer[:200]
    log = running.log.read_text()
    assert "Foleshill" not in log and "5FB" not in log and "127.0.0.1" not in log
