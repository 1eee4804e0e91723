"""One tap closes a place for tonight, another opens it again, and the link can do nothing else."""

import pytest

from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from tests.web.page import page_of
from tests.web.staff import Office, read


def a_link(office: Office) -> str:
    page = read(office.as_(Role.OFFICER).post("/officer/venues/id-red-cafe/closing-link"))
    assert page.one("svg", class_="qr-print")
    return next(e.text for e in page.all("a") if "/close/" in e.text).removeprefix(
        "http://localhost"
    )


def public_state(office: Office) -> str:
    return page_of(office.app.test_client().get("/places/red-cafe").get_data(as_text=True)).texts(
        "p", class_="state"
    )[0]


def test_one_tap_closes_until_the_morning_and_the_council_is_told(office: Office) -> None:
    link, cook = a_link(office), office.app.test_client()
    assert "counts as a Safe Space" in read(cook.get(link)).words
    assert cook.post(link, data={"deed": "tonight"}).status_code == 303
    assert public_state(office) == "Opens tomorrow at 09:00"
    assert "until 25 November 2026, 06:00" in read(cook.get(link)).words
    week = page_of(office.app.test_client().get("/places/red-cafe").get_data(as_text=True)).texts(
        "td"
    )
    assert week[:2] == ["09:00 to 12:00 (closed for a part of it)", "09:00 to 19:00"]
    with office.database.reading() as session:
        assert any(
            each.message.subject == "Red Cafe has closed until 25 November 2026, 06:00"
            for each in due_messages(session, office.now[0])
        )
    office.later(hours=22)
    assert public_state(office) == "Open until 19:00"


def test_the_same_link_undoes_it_and_only_what_it_did(office: Office) -> None:
    link, cook, officer = a_link(office), office.app.test_client(), office.as_(Role.OFFICER)
    cook.post(link, data={"deed": "tonight"})
    cook.post(link, data={"deed": "tonight"})  # a second tap
    cook.post(link, data={"deed": "open"})
    assert public_state(office) == "Open until 19:00"
    officer.post("/officer/venues/id-red-cafe/close", end="2026-11-24T18:00")
    cook.post(link, data={"deed": "open"})
    assert public_state(office) == "Opens at 18:00"


def test_a_chosen_time_and_one_that_makes_no_sense(office: Office) -> None:
    link, cook = a_link(office), office.app.test_client()
    page = read(cook.post(link, data={"deed": "until", "until": "2026-11-23T10:00"}), 400)
    assert page.one("input", id="until").attributes["value"] == "2026-11-23T10:00" and page.texts(
        "ul"
    )
    cook.post(link, data={"deed": "until", "until": "2026-11-24T15:30"})
    assert public_state(office) == "Opens at 15:30"


def test_before_six_in_the_morning_tonight_is_this_night(office: Office) -> None:
    office.later(hours=14)  # two o'clock at night
    link, cook = a_link(office), office.app.test_client()
    cook.post(link, data={"deed": "tonight"})
    assert "until 25 November 2026, 06:00" in read(cook.get(link)).words


def test_a_new_link_takes_the_place_of_the_old(office: Office) -> None:
    old, new = a_link(office), a_link(office)
    client = office.app.test_client()
    assert (
        client.get(old).status_code == 404
        and client.post(old, data={"deed": "tonight"}).status_code == 404
    )
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "\U0001f642"])
def test_a_link_that_never_was_is_a_page_that_says_what_to_do(office: Office, token: str) -> None:
    answer = office.app.test_client().get(f"/close/{token}")
    assert answer.status_code == 404 and "Ask the council" in answer.get_data(as_text=True)


def test_no_link_is_kept_or_logged(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    link = a_link(office)
    office.app.test_client().get(link)
    token = link.rpartition("/")[2]
    with office.database.reading() as session:
        kept = str(session.connection().exec_driver_sql("SELECT * FROM closing_links").all()) + str(
            session.connection().exec_driver_sql("SELECT * FROM audit").all()
        )
    printed = capfd.readouterr()
    assert token not in kept + printed.out + printed.err
