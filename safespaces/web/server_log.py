"""What the server itself may log: that something was wrong, never the request, which gunicorn's own
words quote.
"""

from typing import Any

from gunicorn.glogging import Logger


class ServerLog(Logger):
    """Warnings about requests are dropped; errors say where, not what was asked."""

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Drop it: gunicorn warns only of requests that it cannot read, and quotes them."""

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        """A fault outside the app, without the request's address."""
        super().error("The server failed at a request.")
