import pytest
from flask import Flask

from safespaces.errors import StoreError
from safespaces.web.access import Open
from tests.web.conftest import Reader, an_app

SECRET = "CV1 5FB"


def broken_app(error: Exception) -> Flask:
    """An app with a page that breaks."""
    app = an_app()

    @app.get("/broken")
    def broken() -> str:
        raise error

    app.extensions["access"]["broken"] = Open.PUBLIC
    return app


def test_a_page_that_is_not_there_helps(reader: Reader) -> None:
    page = reader.get("/nowhere", 404)
    assert page.texts("h1") == ["This page is not here"] and "0800 1111" in page.words


def test_a_wrong_method_says_what_is_allowed(reader: Reader) -> None:
    assert reader.get("/", 405, method="DELETE")
    assert set(reader.answer("/", method="DELETE").headers["Allow"].split(", ")) == {
        "GET",
        "HEAD",
        "OPTIONS",
    }


def test_a_form_that_is_too_large_is_refused_in_words(reader: Reader) -> None:
    page = reader.get("/nearest", 413, method="POST", data={"where": "x" * 300_000})
    assert "too much text" in page.words


def test_too_many_look_ups_get_a_page_with_numbers() -> None:
    reader = Reader(an_app(form_limit="2 per minute"))
    reader.ask("Pool Meadow"), reader.ask("Pool Meadow")
    page = reader.get("/nearest", 429, method="POST", data={"where": "Pool Meadow"})
    assert "Wait a minute" in page.words and "Call 999" in page.words
    assert reader.answer("/nearest").status_code == 200  # looking at the form is free
    other = reader.answer(
        "/nearest",
        method="POST",
        data={"where": "Pool Meadow"},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert other.status_code == 200


def test_behind_a_proxy_each_visitor_has_a_count_of_their_own() -> None:
    reader = Reader(an_app(form_limit="1 per minute", proxies=1))
    for visitor in ("192.0.2.1", "192.0.2.2"):
        assert (
            reader.answer(
                "/nearest", method="POST", headers={"X-Forwarded-For": visitor}
            ).status_code
            == 200
        )
    assert (
        reader.answer(
            "/nearest", method="POST", headers={"X-Forwarded-For": "192.0.2.2"}
        ).status_code
        == 429
    )


def test_without_a_limit_nobody_is_stopped() -> None:
    reader = Reader(an_app(form_limit="", api_limit=""))
    assert {reader.answer("/nearest", method="POST").status_code for _ in range(150)} == {200}


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (RuntimeError(SECRET), 500, "our fault"),
        (StoreError(SECRET), 503, "cannot reach our records"),
        (RecursionError(SECRET), 500, "our fault"),
    ],
)
def test_a_fault_of_ours_is_a_page_with_a_reference_and_without_its_text(
    error: Exception, status: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    reader = Reader(broken_app(error))
    page = reader.get("/broken", status)
    reference = reader.answer("/broken").headers["X-Request-ID"]
    assert (
        says in page.words
        and SECRET not in page.words
        and "this reference" in page.words
        and reference
    )
    printed = capfd.readouterr()
    assert SECRET not in printed.err + printed.out


def test_the_api_answers_errors_in_json(reader: Reader) -> None:
    for address, status in (
        ("/api/nowhere", 404),
        ("/api/v1/nearest", 400),
        ("/postcodes/XX1.json", 404),
    ):
        answer = reader.answer(address)
        assert (
            answer.status_code == status
            and answer.is_json
            and answer.json["error"]
            and answer.json["help"][0]["call"] == "999"
        )
    assert reader.answer("/api/v1/nearest", method="POST").status_code == 405


def test_the_api_has_a_limit_of_its_own() -> None:
    reader = Reader(an_app(api_limit="1 per minute"))
    answers = [reader.answer("/api/v1/nearest?q=Pool+Meadow") for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 429] and answers[1].is_json


def test_every_form_has_a_limit_and_none_has_to_be_named_for_it() -> None:
    app = an_app(form_limit="1 per minute")
    forms = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert len(forms) > 40 and all(
        hasattr(app.view_functions[endpoint], "__wrapped__") for endpoint in forms
    )
    reader = Reader(app)
    for address in (
        "/sign-in/made-up-token",
        "/still/x",
        "/close/x",
        "/join",
        "/places/red-cafe/report",
    ):
        assert [reader.answer(address, method="POST").status_code for _ in range(2)][1] == 429, (
            address
        )


@pytest.mark.parametrize("host", ["a..b", "a" * 64, "\xe9" * 300, ".", f"{'b' * 70}.example:80"])
@pytest.mark.parametrize("path", ["/", "/nowhere", "/officer", "/api/v1/nearest?lat=52.4&lon=-1.5"])
def test_a_host_that_is_no_name_is_refused_in_words(reader: Reader, host: str, path: str) -> None:
    refused = reader.answer(path, headers={"Host": host})
    assert refused.status_code == 400 and b"not a host name" in refused.data


@pytest.mark.parametrize(
    "host", ["", "localhost", "[::1]:80", "b\xfccher.example", "10.0.0.1:8000"]
)
def test_any_name_of_a_host_will_do(reader: Reader, host: str) -> None:
    assert reader.answer("/", headers={"Host": host}).status_code == 200
