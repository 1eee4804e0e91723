"""A session that somebody finds open is not enough for what is dangerous: the second factor is asked for again."""

import pyotp
import pytest
from sqlalchemy import text

from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.people import person_with_email, second_factor_of
from tests.web.page import page_of
from tests.web.staff import Office, Visitor

NEW = {"email": "new@council.example", "name": "N", "role": "officer"}


def code_of(office: Office, email: str) -> str:
    with office.database.reading() as session:
        person = person_with_email(session, email)
        assert person
        keyed = office.app.extensions["safespaces"].database
    with keyed.reading() as session:
        secret, _ = second_factor_of(session, person.id)
    return pyotp.TOTP(secret).at(office.now[0])


def is_there(office: Office, email: str) -> bool:
    with office.database.reading() as session:
        return person_with_email(session, email) is not None


def test_after_a_while_the_code_is_asked_for_and_what_was_filled_in_waits(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    assert admin.post("/officer/people", **NEW).status_code == 303 and is_there(
        office, NEW["email"]
    )
    office.later(minutes=16)
    other = {**NEW, "email": "other@council.example"}
    asked = admin.post("/officer/people", **other)
    where = asked.headers["Location"]
    assert asked.status_code == 303 and where.startswith("/sign-in/code?again=1&then=/parked/")
    assert not is_there(office, other["email"])
    page = admin.get(where)
    assert "waits for you" in page.words
    wrong = admin.post(where, code="000000", again="1")
    assert wrong.status_code == 400 and not is_there(office, other["email"])
    code = code_of(office, "administrator@council.example")
    done = admin.post(where, code=code, again="1")
    assert done.status_code == 303 and done.headers["Location"].startswith("/parked/")
    cookie = admin.client.get_cookie("safespaces")
    assert cookie and cookie.value != admin.cookie
    admin.cookie = cookie.value
    kept = page_of(admin.client.get(done.headers["Location"]).get_data(as_text=True))
    fields = {
        box.attributes["name"] or "": box.attributes.get("value") or ""
        for box in kept.all("input")
        if box.attributes.get("type") == "hidden"
    }
    assert fields.pop("form_token") and fields["email"] == other["email"]
    assert admin.post("/officer/people", **fields).status_code == 303
    assert is_there(office, other["email"])


@pytest.mark.parametrize("deed", ["remove", "take-app-away"])
def test_so_it_is_with_each_deed_against_somebody(office: Office, deed: str) -> None:
    office.as_(Role.OFFICER)
    admin = office.as_(Role.ADMINISTRATOR)
    with office.database.reading() as session:
        officer = person_with_email(session, "officer@council.example")
    assert officer
    office.later(minutes=16)
    asked = admin.post(f"/officer/people/{officer.id}/{deed}")
    assert asked.headers["Location"].startswith("/sign-in/code?again=1")
    with office.database.reading() as session:
        after = person_with_email(session, "officer@council.example")
    assert after == officer


def test_what_is_not_dangerous_is_not_asked_about(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    office.later(minutes=16)
    sent = officer.post("/officer/venues/id-red-cafe/status", status="paused", reason="x")
    assert "/sign-in" not in sent.headers.get("Location", "")


def test_a_wrong_code_is_in_the_audit_log_and_told_to_its_owner(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    office.later(minutes=16)
    admin.post("/sign-in/code?again=1", code="123456", again="1")
    with office.database.reading() as session:
        assert [line.who for _, line in audit_lines(session, what="wrong code")] == [
            "administrator@council.example"
        ]
        told = session.execute(
            text("SELECT recipient FROM outbox WHERE bundle = 'sign-in trouble'")
        ).scalars()
        assert list(told) == ["administrator@council.example"]


def test_nobody_signed_in_is_asked_for_a_code(office: Office) -> None:
    nobody = Visitor(office.app.test_client(), "")
    assert nobody.client.get("/sign-in/code?again=1").headers["Location"].startswith("/sign-in?")
