"""A connection to PostgreSQL that waits for an answer only so long.

The server's own limits (statement_timeout) do nothing where the server itself has stopped: a disk
that stalls, a network that swallows packets, a process that is halted.
"""

from collections.abc import Sequence
from typing import Any

import psycopg

_SLACK_S = 2  # the server's own limit comes first, and leaves the connection whole


class BoundedConnection(psycopg.Connection[Any]):
    """Closed, with an OperationalError, once an answer is overdue."""

    answer_s: float = 60.0

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's own, with a limit."""
        limit = self.answer_s if timeout is None else min(timeout, self.answer_s)
        try:
            return super().wait(gen, interval=interval, timeout=limit)
        except psycopg.errors._WaitTimeout as error:
            if timeout is not None and timeout <= self.answer_s:
                raise
            self.pgconn.finish()  # what would still come is of an earlier question
            raise psycopg.OperationalError("the database does not answer") from error


def connect(
    values: Sequence[Any], named: dict[str, Any], *, answer_s: int, lock_s: int
) -> BoundedConnection:
    """Connect as psycopg.connect does, within the limits given in seconds."""
    ours = f"-c statement_timeout={answer_s}s -c lock_timeout={lock_s}s"
    options = f"{named.pop('options', '')} {ours}".strip()
    made = BoundedConnection.connect(
        *values, **named, options=options, keepalives_idle=30, tcp_user_timeout=answer_s * 1000
    )
    made.answer_s = answer_s + _SLACK_S
    return made
