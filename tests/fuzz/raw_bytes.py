"""Raw bytes at the socket of the real server: nothing but an answer below 500, or the end of the connection."""

import re
import socket
import time
from contextlib import suppress

from tests.fuzz.mutate import Mutator

SEEDS = (
    b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /api/v1/nearest?lat=52.41&lon=-1.5 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
    b"POST /nearest HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\nConnection: close\r\n\r\nwhere=CV1+5FB",
    b"POST /nearest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nwhere\r\n8\r\n=CV1+5FB\r\n0\r\n\r\n",
    b"HEAD /places HTTP/1.0\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://other.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)
PATIENCE_S = 2.0
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")


def send_once(given: Mutator, port: int) -> str:
    """What was wrong with the answer; "" for nothing. A request cut short waits for its rest: its end is said after sending."""
    sent = given.bytes(*SEEDS)
    began = time.perf_counter()
    answer = b""
    with (
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line,
    ):
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            while len(answer) < 2**20 and (part := line.recv(65536)):
                answer += part
        except TimeoutError:
            return f"no end within {PATIENCE_S:.0f} s: {sent[:300]!r}"
        except OSError:
            pass  # the server has closed the connection while we were sending
    status = _STATUS.match(answer)
    if status and int(status[1]) >= 500 and not _is_not_done_here(int(status[1])):
        return f"{status[1].decode()}: {sent[:300]!r}"
    took = time.perf_counter() - began
    return f"{took:.1f} s: {sent[:300]!r}" if took > PATIENCE_S else ""


def _is_not_done_here(status: int) -> bool:
    return status in (501, 505)  # RFC 9110: a method, or a version of HTTP, that nobody here knows
