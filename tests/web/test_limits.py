"""A view that says nothing of how often it may be read is read as seldom as forms are sent."""

from flask import Flask

from safespaces.settings import Settings
from safespaces.web.access import declared
from safespaces.web.limit_counts import LimitCounts
from safespaces.web.limits import Limit, add_limits, limit_of, reading
from tests.web.conftest import an_app


def a_small_app(mark: Limit | None) -> Flask:
    app = Flask("small")

    def view() -> str:
        return "read"

    app.add_url_rule(
        "/page", "page", reading(mark)(view) if mark else view, methods=["GET", "POST"]
    )
    add_limits(app, Settings(form_limit="2/minute", api_limit="4/minute"), {}, LimitCounts())
    return app


def times_let_in(app: Flask, method: str) -> int:
    return [app.test_client().open("/page", method=method).status_code for _ in range(6)].count(200)


def test_reading_is_limited_as_forms_are_unless_the_view_says_otherwise() -> None:
    read = {
        mark: times_let_in(a_small_app(mark), "GET")
        for mark in (None, Limit.FORMS, Limit.API, Limit.NONE)
    }
    assert read == {None: 2, Limit.FORMS: 2, Limit.API: 4, Limit.NONE: 6}


def test_asking_for_the_head_alone_is_counted_too() -> None:
    assert times_let_in(a_small_app(None), "HEAD") == 2


def test_posting_is_limited_whatever_is_said_of_reading() -> None:
    assert times_let_in(a_small_app(Limit.NONE), "POST") == 2


def test_what_may_be_read_freely_is_said_in_its_room() -> None:
    app = an_app()
    reads = {name: it.reads for name, it in declared(app).items()}
    limited = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if limit_of(endpoint, view, reads) is not Limit.NONE
    }
    assert limited == {
        "api.nearest",
        "data_files.directory_cell",
        "data_files.streets_of_cell",
        "coverage_next.where_next",
        "coverage_next.next_csv",
        "coverage_next.surface",
        "coverage_sheet.sheet_docx",
        "coverage_sheet.sheet_pdf",
        "single_sign_on.there",
        "single_sign_on.back",
    }
