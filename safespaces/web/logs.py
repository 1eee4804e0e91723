"""One line of JSON per request.

It names the route's pattern, never the path, the query, the form or the visitor's address.
"""

import json
import logging
import re
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, g, request

_log = logging.getLogger("safespaces.web")
_FIELDS = ("request_id", "method", "route", "status", "ms", "problem", "where")
_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_PACKAGE = str(Path(__file__).parent.parent)


class JsonLine(logging.Formatter):
    """A record as one line of JSON: the fields of this file and nothing else a caller may have put
    in.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.msg,
        }
        line |= {name: vars(record)[name] for name in _FIELDS if name in vars(record)}
        return json.dumps(line)


def add_logs(app: Flask, trust_request_id: bool) -> None:
    """Log every request, with an id that the answer carries too.

    An id that comes in counts only behind a trusted proxy.
    """
    _to_stderr()

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "") if trust_request_id else ""
        g.request_id = given if _ID.match(given) else secrets.token_hex(6)
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        _log.info("request", extra=_log_fields(response.status_code))
        return response


def log_fault(error: BaseException) -> None:
    """Log what broke and where in our code, without the error's text: it may quote what somebody
    typed.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in frames
        if frame.filename.startswith(_PACKAGE)
    ]
    _log.error(
        "fault", extra={**_log_fields(500), "problem": type(error).__name__, "where": where[-5:]}
    )


def _log_fields(status: int) -> dict[str, object]:
    rule = request.url_rule
    ms = round((time.perf_counter() - g.began) * 1000, 1)
    return {
        "request_id": g.request_id,
        "method": _method(),
        "route": rule.rule if rule else "none",
        "status": status,
        "ms": ms,
    }


def _method() -> str:
    """The method, when it is a usual one: any text could stand there."""
    return (
        request.method
        if request.method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
        else "other"
    )


def _to_stderr() -> None:
    _log.setLevel(logging.INFO)
    if not any(isinstance(handler.formatter, JsonLine) for handler in _log.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLine())
        _log.addHandler(handler)
