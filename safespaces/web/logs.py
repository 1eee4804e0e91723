"""One line of JSON per request.

It names the route's pattern, never the path, the query, the form or the visitor's address; on pages
behind sign-in it names the person by id, so that refused pages can be followed up (ASVS 16.3.2).
"""

import logging
import re
import secrets
import time

from flask import Flask, Response, g, request

from safespaces.actions.operations.log_lines import fault_fields, log_to_stderr

_log = logging.getLogger("safespaces.web")
_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


def add_logs(app: Flask, trust_request_id: bool) -> None:
    """Log every request, with an id that the answer carries too.

    An id that comes in counts only behind a trusted proxy.
    """
    log_to_stderr()

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
    _log.error("fault", extra={**_log_fields(500), **fault_fields(error)})


def _log_fields(status: int) -> dict[str, object]:
    rule = request.url_rule
    ms = round((time.perf_counter() - g.began) * 1000, 1)
    fields = {
        "request_id": g.request_id,
        "method": _method(),
        "route": rule.rule if rule else "none",
        "status": status,
        "ms": ms,
    }
    who = g.get("who")  # looked up on pages behind sign-in only: visitors have none
    return fields | ({"person": who.person.id} if who else {})


def _method() -> str:
    """The method, when it is a usual one: any text could stand there."""
    return (
        request.method
        if request.method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
        else "other"
    )
