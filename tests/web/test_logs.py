"""What the log may know: that a page was asked for, when, and how it went."""

import json
import logging
from io import StringIO

import pytest

from safespaces.actions.operations.log_lines import JsonLine
from safespaces.roles import Role
from tests.web.conftest import Reader, an_app
from tests.web.staff import Office

TRACES = [
    "Pool Meadow",
    "Pool",
    "CV1 5FB",
    "5FB",
    "52.4104",
    "1.50676",
    "192.0.2.7",
    "SecretAgent",
    "21:30",
]


@pytest.fixture
def stream() -> StringIO:
    """A second handler like the real one, on a stream that can be read."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLine())
    logger = logging.getLogger("safespaces.web")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def visit(reader: Reader) -> None:
    visitor = {
        "environ_base": {"REMOTE_ADDR": "192.0.2.7"},
        "headers": {"User-Agent": "SecretAgent"},
    }
    for where in ("Pool Meadow", "Friday 21:30, CV1 5FB", "52.4104, -1.50676"):
        assert (
            reader.answer(
                "/nearest", method="POST", data={"where": where, "time": "21:30"}, **visitor
            ).status_code
            == 200
        )
    for address in (
        "/api/v1/nearest?lat=52.4104&lon=-1.50676",
        "/api/v1/nearest?q=CV1+5FB",
        "/Pool Meadow/CV1 5FB",
        "/places/Pool Meadow",
        "/nearest?where=CV1 5FB",
    ):
        reader.answer(address, **visitor)
    reader.answer("/", method="CV1 5FB", **visitor)


def test_no_trace_of_a_person_is_in_the_log_stream(
    stream: StringIO, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        visit(Reader(an_app()))
    printed = capfd.readouterr()
    everything = (
        stream.getvalue()
        + printed.out
        + printed.err
        + "".join(
            str(vars(record)) for record in caplog.records if record.name.startswith("safespaces")
        )
    )
    assert stream.getvalue().count("\n") == 9
    assert [trace for trace in TRACES if trace in everything] == []


def test_a_line_is_json_with_route_status_time_and_id(stream: StringIO) -> None:
    reader = Reader(an_app())
    answer = reader.answer("/places/central-library")
    line = json.loads(stream.getvalue())
    assert (line["method"], line["route"], line["status"], line["level"]) == (
        "GET",
        "/places/<slug>",
        200,
        "info",
    )
    assert (
        line["request_id"] == answer.headers["X-Request-ID"]
        and line["ms"] >= 0
        and line["at"].startswith("20")
    )


def test_an_id_from_outside_counts_only_behind_a_trusted_proxy(stream: StringIO) -> None:
    given = {"headers": {"X-Request-ID": "abcdef123456"}}
    assert Reader(an_app()).answer("/", **given).headers["X-Request-ID"] != "abcdef123456"
    trusting = Reader(an_app(proxies=1))
    assert trusting.answer("/", **given).headers["X-Request-ID"] == "abcdef123456"
    assert (
        trusting.answer("/", headers={"X-Request-ID": "at home: CV1 5FB"}).headers["X-Request-ID"]
        != "at home: CV1 5FB"
    )


def test_a_fault_is_logged_by_kind_and_line_without_its_words(stream: StringIO) -> None:
    app = an_app()

    def broken(*_: object) -> None:
        raise ValueError("CV1 5FB")

    app.view_functions["about.privacy"] = broken
    assert Reader(app).answer("/privacy").status_code == 500
    fault = json.loads(stream.getvalue().splitlines()[0])
    assert (
        fault["message"] == "fault"
        and fault["problem"] == "ValueError"
        and "CV1" not in stream.getvalue()
    )


def test_pages_behind_sign_in_name_the_person_by_id_and_a_visitor_never(
    office: Office, stream: StringIO
) -> None:
    partner = office.as_(Role.PARTNER, email="cook@red.example")
    assert partner.client.get("/officer/people").status_code == 403
    partner.client.get("/")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    refused = next(line for line in lines if line["status"] == 403)
    assert refused["person"].startswith("p-") and "cook" not in stream.getvalue()
    assert all("person" not in line for line in lines if line["route"] == "/")
