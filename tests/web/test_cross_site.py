"""No other site sends a form here in somebody's name; and who counts as one visitor."""

import pytest
from flask.testing import FlaskClient

from safespaces.web.visitor import network_of
from tests.web.staff import Office

POSTED = [
    "/sign-in",
    "/sign-in/some-link",
    "/join",
    "/join/confirm/x",
    "/join/colleague/x",
    "/still/x",
    "/close/x",
    "/check",
    "/places/red-cafe/report",
    "/officer/import",
]
THEIRS: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://other.example"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "made up"},
    {"Origin": "https://other.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.other.example"},
    {"Origin": "http://localhost:81"},
]
OURS: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {},
]


@pytest.fixture
def visitor(office: Office) -> FlaskClient:
    return office.app.test_client()


@pytest.mark.parametrize("headers", THEIRS)
@pytest.mark.parametrize("address", POSTED)
def test_what_another_site_sends_is_refused(
    visitor: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    answer = visitor.post(address, data={"email": "a@b.example", "what": "shut"}, headers=headers)
    assert answer.status_code == 403 and "another site" in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", OURS)
@pytest.mark.parametrize("address", POSTED[:-1])
def test_what_our_own_pages_send_is_taken(
    visitor: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    answer = visitor.post(address, data={"email": "a@b.example", "what": "shut"}, headers=headers)
    assert answer.status_code != 403


@pytest.mark.parametrize("address", ["/nearest", "/map"])
@pytest.mark.parametrize("headers", THEIRS)
def test_a_look_up_changes_nothing_and_may_come_from_anywhere(
    visitor: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    assert visitor.post(address, data={"where": "CV1 1FY"}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2::ffff", True),
        ("2001:db8:1:2::1", "2001:DB8:0001:0002:0:0:0:1", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", "192.0.2.1", False),
        ("", "unix:", True),
    ],
)
def test_a_visitor_is_an_ipv4_address_or_one_line_of_ipv6(
    one: str, other: str, is_one: bool
) -> None:
    assert (network_of(one) == network_of(other)) == is_one
