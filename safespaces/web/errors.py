"""Error pages that help: what happened in plain words, what to do now, and numbers to call.

JSON for other systems.
"""

from flask import Flask, Response, g, make_response, render_template, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException, InternalServerError

from safespaces.errors import BadInput, Busy, NotAllowed, NotFound, SafeSpacesError, TooManyTries
from safespaces.snapshot.nearest_json import encoded
from safespaces.web.headers import NO_STORE
from safespaces.web.help_json import HELP
from safespaces.web.logs import log_fault

_WORDS: dict[int, tuple[str, str]] = {
    400: (
        "We could not read that",
        "Go back and try again, or type a postcode, a street, a school or an area.",
    ),
    403: ("This is not for you", "If you need it, ask the council."),
    404: (
        "This page is not here",
        (
            "It may have moved, or the address has a slip in it. A place that is no longer a Safe"
            " Space has no page."
        ),
    ),
    405: ("This page cannot do that", "Start again from the first page."),
    413: ("That is too much text", "Type only a postcode, a street, a school or an area."),
    429: ("Too many tries in a short time", "Wait a minute, then try again."),
    500: ("Something broke here", "It is our fault, not yours. Try again in a moment."),
    503: ("The list is being prepared", "Try again in a minute."),
}
_OTHER = ("That did not work", "Start again from the first page.")


def add_error_pages(app: Flask) -> None:
    """Answer every error with one of our pages."""
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(NotFound, lambda error: _answer(404, str(error)))
    app.register_error_handler(NotAllowed, lambda error: _answer(403, str(error)))
    app.register_error_handler(TooManyTries, lambda error: _answer(429, str(error)))
    app.register_error_handler(Busy, lambda error: _answer(429, str(error)))
    app.register_error_handler(BadInput, lambda error: _answer(400, str(error)))
    app.register_error_handler(SafeSpacesError, _of_fault)
    # a body that the server cannot read
    app.register_error_handler(ParseException, lambda _: _answer(400))
    app.register_error_handler(Exception, _of_fault)


_TOO_LARGE = (
    "A file may have 20 MB at most, a list of branches 128 kB. Choose another file, or cut it into"
    " smaller ones."
)
_MOST_DRAINED = 64 * 2**20  # bytes


def _drain() -> None:
    """Take in what is still being sent: a browser shows no answer while it is not rid of its
    file.
    """
    left, stream = _MOST_DRAINED, request.environ["wsgi.input"]
    while left > 0 and (piece := stream.read(min(left, 2**16))):
        left -= len(piece)


def _of_http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError) and error.original_exception:
        return _of_fault(error.original_exception)
    if error.code == 413 and request.path.startswith("/join"):
        return _answer(
            413, "That is too much text for one page of the form. Go back, and shorten it."
        )
    is_file = error.code == 413 and request.path.startswith(("/officer/import", "/partner/list"))
    if is_file:
        _drain()
    answer = _answer(error.code or 500, _TOO_LARGE if is_file else "")
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _of_fault(error: BaseException) -> Response:
    log_fault(error)
    return _answer(500)


def _answer(status: int, detail: str = "") -> Response:
    title, remedy = _WORDS.get(status, _OTHER)
    if request.path.startswith("/api/") or request.path.endswith((".json", ".geojson", ".csv")):
        answer = make_response(
            encoded({"error": detail or f"{title}. {remedy}", "help": HELP}), status
        )
        answer.content_type = "application/json"
    else:
        reference = g.get("request_id", "") if status >= 500 else ""
        answer = make_response(
            render_template(
                "parts/error.html", title=title, detail=detail, remedy=remedy, reference=reference
            ),
            status,
        )
    answer.headers["Cache-Control"] = NO_STORE
    return answer
