"""Error pages that help: what happened in plain words, what to do now, and numbers to call.

JSON for other systems.
"""

from flask import Flask, Response, g, make_response, render_template, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import HTTPException, InternalServerError

from safespaces.errors import (
    BadInput,
    Busy,
    NotAllowed,
    NotFound,
    SafeSpacesError,
    StoreError,
    TooManyTries,
)
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.snapshot.nearest_json import encoded
from safespaces.web.headers import NO_STORE
from safespaces.web.help_json import HELP
from safespaces.web.logs import log_fault

_WORDS: dict[int, tuple[str, str]] = {
    400: (
        marked("We could not read that"),
        marked("Go back and try again, or type a postcode, a street, a school or an area."),
    ),
    403: (marked("This is not for you"), marked("If you need it, ask the council.")),
    404: (
        marked("This page is not here"),
        (
            marked(
                "It may have moved, or the address has a slip in it. A place that is no"
                " longer a Safe Space has no page."
            )
        ),
    ),
    405: (marked("This page cannot do that"), marked("Start again from the first page.")),
    413: (
        marked("That is too much text"),
        marked("Type only a postcode, a street, a school or an area."),
    ),
    429: (marked("Too many tries in a short time"), marked("Wait a minute, then try again.")),
    500: (
        marked("Something broke here"),
        marked("It is our fault, not yours. Try again in a moment."),
    ),
    503: (marked("The list is being prepared"), marked("Try again in a minute.")),
}
_OTHER = (marked("That did not work"), marked("Start again from the first page."))


def add_error_pages(app: Flask) -> None:
    """Answer every error with one of our pages."""
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(NotFound, lambda error: _answer(404, str(error)))
    app.register_error_handler(NotAllowed, lambda error: _answer(403, str(error)))
    app.register_error_handler(TooManyTries, lambda error: _answer(429, str(error)))
    app.register_error_handler(Busy, lambda error: _answer(429, str(error)))
    app.register_error_handler(BadInput, lambda error: _answer(400, str(error)))
    app.register_error_handler(StoreError, _of_store)
    app.register_error_handler(SafeSpacesError, _of_fault)
    # a body that the server cannot read
    app.register_error_handler(ParseException, lambda _error: _answer(400))
    app.register_error_handler(Exception, _of_fault)


_TOO_LARGE = marked(
    "A file may have 20 MB at most, a list of branches 128 kB. Choose"
    " another file, or cut it into smaller ones."
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
    if error.code == 413 and request.path.startswith(("/join", "/coverage")):
        return _answer(
            413, _("That is too much text for one page of the form. Go back, and shorten it.")
        )
    is_file = error.code == 413 and request.path.startswith(("/officer/import", "/partner/list"))
    if is_file:
        _drain()
    answer = _answer(error.code or 500, _(_TOO_LARGE) if is_file else "")
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _of_fault(error: BaseException) -> Response:
    log_fault(error)
    return _answer(500)


_NO_RECORDS = (
    marked("We cannot reach our records just now"),
    marked("Try again in a minute. You can find a Safe Space all the same."),
)
_KEPT = marked("Nothing was saved. What you typed is kept on this page: send it again in a minute.")
_AGAIN_AFTER_S = "10"


def _of_store(error: StoreError) -> Response:
    """The database is gone, or slow: 503, and what was typed can be sent again with one tap."""
    log_fault(error)
    typed = list(request.form.items(multi=True)) if request.method == "POST" else []
    if request.files:
        typed = []  # a page cannot hold a file; the browser's "back" does
    answer = _answer(503, _(_KEPT) if typed else "", words=_NO_RECORDS, typed=typed)
    answer.headers["Retry-After"] = _AGAIN_AFTER_S
    return answer


def _answer(
    status: int,
    detail: str = "",
    words: tuple[str, str] | None = None,
    typed: list[tuple[str, str]] | None = None,
) -> Response:
    title, remedy = map(_, words or _WORDS.get(status, _OTHER))
    if request.path.startswith("/api/") or request.path.endswith((".json", ".geojson", ".csv")):
        answer = make_response(
            encoded({"error": detail or f"{title}. {remedy}", "help": HELP}), status
        )
        answer.content_type = "application/json"
    else:
        reference = g.get("request_id", "") if status >= 500 else ""
        answer = make_response(
            render_template(
                "parts/error.html",
                title=title,
                detail=detail,
                remedy=remedy,
                reference=reference,
                typed=typed or [],
            ),
            status,
        )
    answer.headers["Cache-Control"] = NO_STORE
    return answer
