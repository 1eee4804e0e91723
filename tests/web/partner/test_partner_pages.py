"""A partner's own pages, and the council's page on which what they sent is decided."""

import re

import pytest

from safespaces.moderation.submission import SubmissionState
from safespaces.roles import Role
from safespaces.web.partner.home import STATES
from tests.web.page import page_of
from tests.web.partners import CAFE, COOK, a_partner, link_in_mail, send, signed_in_as
from tests.web.staff import Office, Visitor, read


def state_of_cafe(office: Office) -> str:
    return page_of(office.app.test_client().get("/places/red-cafe").get_data(as_text=True)).texts(
        "p", class_="state"
    )[0]


def only_item(officer: Visitor, kind: str) -> str:
    page = officer.get(f"/officer/queue?kind={kind}")
    (link,) = [
        e.attributes["href"]
        for e in page.all("a")
        if "/officer/sent/" in (e.attributes["href"] or "")
    ]
    return str(link)


def seen(officer: Visitor, item: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', officer.client.get(item).get_data(as_text=True))
    assert found is not None
    return found[1]


def test_from_the_form_to_the_list(office: Office) -> None:
    client = office.app.test_client()
    send(office, client)
    officer, hub = office.as_(Role.OFFICER), signed_in_as(office, "hub@blue.example")
    assert "Blue Hub With the council" in hub.get("/partner").words
    item = only_item(officer, "new")
    page = officer.get(item)
    assert "Friday: 20:00 to 02:00 the next day" in page.words and "hub@blue.example" in page.words
    blank = read(officer.post(f"{item}/ask", question=" ", seen=seen(officer, item)), 400)
    assert "Write what the partner should answer" in blank.words
    officer.post(f"{item}/ask", question="Who is trained?", seen=seen(officer, item))
    asked = hub.get("/partner")
    assert "Who is trained?" in asked.words
    sent = item.replace("/officer", "/partner")
    assert "Write an answer" in read(hub.post(f"{sent}/check"), 400).words
    assert hub.post(f"{sent}/check", words="Both of us").status_code == 303
    venue = next(
        str(e.attributes["href"]).partition("#")[0]
        for e in officer.get(item).all("a")
        if "#checks" in (e.attributes["href"] or "")
    )
    assert "Both of us" in officer.get(item).words
    assert (
        "Record a check first"
        in read(officer.post(f"{item}/accept", seen=seen(officer, item)), 400).words
    )
    officer.post(f"{venue}/verify", how="visit", found="trained")
    assert officer.post(f"{item}/accept", seen=seen(officer, item)).status_code == 303
    assert (
        office.app.test_client().get("/places/blue-hub").status_code == 200
        and "Blue Hub On the list" in hub.get("/partner").words
    )


def test_a_change_field_by_field_with_old_and_new_side_by_side(office: Office) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    base = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    shown = cook.get(f"{base}/hours")
    assert shown.one("input", id="hours-Mo").attributes["value"] == "09:00-19:00"
    cook.post(
        f"{base}/place",
        name="Redder Cafe",
        kind="cafe",
        address="1 Made-up Street, Coventry",
        postcode="CV1 5FB",
        website="red.example",
        phone="",
    )
    assert "Nothing waits" in officer.get("/officer/queue?kind=change").words
    assert cook.post(f"{base}/check").status_code == 303
    item = only_item(officer, "change")
    page = officer.get(item)
    assert "NameRed CafeRedder Cafe" in page.words and "Phone024 7600 0000nothing" in page.words
    wrong = read(officer.post(f"{item}/accept", accept="phone", seen=seen(officer, item)), 400)
    assert (
        "refused" in wrong.words
        and wrong.one("input", id="accept-phone").attributes.get("checked", "no") is None
    )
    assert "checked" not in wrong.one("input", id="accept-name").attributes
    officer.post(
        f"{item}/accept",
        accept="phone",
        refused_because="The sign says Red Cafe.",
        seen=seen(officer, item),
    )
    place = office.app.test_client().get("/places/red-cafe").get_data(as_text=True)
    assert "Redder" not in place and "024 7600" not in place
    assert "The sign says Red Cafe." in cook.get("/partner").words


def test_closing_for_tonight_and_opening_again_but_not_what_an_officer_closed(
    office: Office,
) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    for _ in range(2):  # a second tap
        assert cook.post(f"{CAFE}/close").status_code == 303
    assert state_of_cafe(office) == "Opens tomorrow at 09:00"
    page = cook.get(CAFE)
    (action,) = [
        str(e.attributes["action"])
        for e in page.all("form")
        if "/reopen/" in (e.attributes["action"] or "")
    ]
    assert cook.post(action).status_code == 303 and state_of_cafe(office) == "Open until 19:00"
    assert "over" in read(cook.post(f"{CAFE}/close", until="2026-11-01T10:00"), 400).words
    officer.post("/officer/venues/id-red-cafe/close", end="2026-11-24T18:00")
    page = cook.get(CAFE)
    assert "The council closed it" in page.words
    assert not [e for e in page.all("form") if "/reopen/" in (e.attributes["action"] or "")]


def test_use_is_counted_and_nothing_else_kept(office: Office) -> None:
    cook = a_partner(office)
    for _ in range(2):
        assert cook.post(f"{CAFE}/use", reason="phone").status_code == 303
    assert "phone was flat 2" in cook.get(CAFE).words
    assert "Choose why" in read(cook.post(f"{CAFE}/use", reason="their name"), 400).words
    with office.database.reading() as session:
        row = session.connection().exec_driver_sql("SELECT * FROM uses").first()
    assert row is not None and tuple(row[1:]) == ("id-red-cafe", "2026-11-24", "phone")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"trained": "3", "staff": "2"}, "cannot be right"), ({"trained": "all", "staff": "2"}, "whole numbers"), ({}, "whole numbers"),
        ({"trained": "1", "staff": "2", "on": "2027-01-01"}, "still to come"), ({"trained": "0", "staff": "0"}, "whole numbers"),
    ],
)  # fmt: skip
def test_training_is_a_count_that_makes_sense(
    office: Office, fields: dict[str, str], words: str
) -> None:
    cook = a_partner(office)
    assert words in read(cook.post(f"{CAFE}/training", **fields), 400).words
    cook.post(f"{CAFE}/training", trained="3", staff="4", on="2026-11-01")
    assert "3 of 4 trained (75 %)" in cook.get(CAFE).words


def test_still_right_in_one_tap_and_colleagues(office: Office) -> None:
    cook = a_partner(office)
    cook.post(f"{CAFE}/still-right")
    assert "You last said so on 24 November 2026" in cook.get(CAFE).words
    for email in ("waiter@red.example", COOK):  # known or not, the page says the same
        assert cook.post("/partner/people", email=email).status_code == 303
        assert f"{email}, asked and has not said yes" in cook.get("/partner").words
    cook.post("/partner/people", email="waiter@red.example")
    link, client = link_in_mail(office, "/join/colleague/"), office.app.test_client()
    assert "Join Red Ltd" in read(client.get(link)).words
    assert client.post(link).status_code == 303 and client.get(link).status_code == 404
    assert "Red Cafe" in signed_in_as(office, "waiter@red.example").get("/partner").words
    assert "not an e-mail address" in read(cook.post("/partner/people", email="x"), 400).words


def test_another_partner_reaches_none_of_it(office: Office) -> None:
    cook = a_partner(office)
    base = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    client = office.app.test_client()
    send(office, client)
    other = signed_in_as(office, "hub@blue.example")
    for rule in office.app.url_map.iter_rules():
        if not rule.rule.startswith("/partner/") or "<" not in rule.rule:
            continue
        path = (
            rule.rule.replace("<venue_id>", "id-red-cafe")
            .replace("<sent_id>", base.rpartition("/")[2])
            .replace("<page>", "place")
        )
        path = re.sub(r"<[^>]+>", "x", path)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            if path == base and method == "GET":
                continue  # leads on to a page that is tried itself
            answer = (
                other.client.get(path)
                if method == "GET"
                else other.post(path, name="Mine", reason="phone", trained="1", staff="1")
            )
            assert answer.status_code == 404, (method, path)
    assert "Mine" not in cook.get("/partner").words


def test_what_was_typed_survives_a_session_that_ended_and_is_for_nobody_else(
    office: Office,
) -> None:
    cook = a_partner(office)
    base = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    office.later(days=2)  # left alone for longer than a day
    sent = cook.post(
        f"{base}/place",
        name="Redder Cafe",
        kind="cafe",
        address="1 Made-up Street",
        postcode="CV1 5FB",
        phone="024 7600 0009",
    )
    parked = sent.headers["Location"].partition("then=")[2].partition("&")[0]
    assert parked.startswith("/parked/")
    assert signed_in_as(office, COOK).get(parked).words.count("024 7600 0009") == 1
    again = signed_in_as(office, COOK)
    page = again.get(parked)
    typed = {
        str(e.attributes["name"]): str(e.attributes["value"])
        for e in page.all("input", type="hidden")
    }
    assert (
        again.post(
            str(page.all("form", aria_label="What you typed")[0].attributes["action"]), **typed
        ).status_code
        == 303
    )
    assert "024 7600 0009" in again.get(f"{base}/check").words
    other = office.as_(Role.PARTNER, email="other@red.example")
    assert other.client.get(parked).status_code == 404


def test_nobody_parks_a_form_for_somebody_else(office: Office) -> None:
    cook = a_partner(office)
    office.later(days=2)
    stranger = office.app.test_client()
    assert (
        stranger.post("/partner/people", data={"email": "x@y.example"}).headers["Location"]
        == "/sign-in?late=1"
    )
    assert (
        cook.post("/partner/people", token="x", email="x@y.example").headers["Location"]
        == "/sign-in?late=1"
    )
    assert cook.post("/partner/people", email="x" * 70_000).headers["Location"] == "/sign-in?late=1"
    admin = office.as_(Role.ADMINISTRATOR)
    (action,) = [
        str(e.attributes["action"])
        for e in admin.get("/officer/people").all("form", aria_label=f"Remove {COOK}")
    ]
    admin.post(action)
    assert (
        cook.post("/partner/people", email="x@y.example").headers["Location"] == "/sign-in?late=1"
    )


def test_somebody_who_acts_for_nobody_is_shown_the_way(office: Office) -> None:
    page = office.as_(Role.PARTNER, email="new@red.example").get("/partner")
    assert "Register a place" in page.words


def test_a_partner_removed_while_signed_in_is_out_at_once(office: Office) -> None:
    cook, admin = a_partner(office), office.as_(Role.ADMINISTRATOR)
    (action,) = [
        str(e.attributes["action"])
        for e in admin.get("/officer/people").all("form", aria_label=f"Remove {COOK}")
    ]
    admin.post(action)
    assert cook.client.get("/partner").headers["Location"].startswith("/sign-in")


def test_what_was_begun_and_never_sent_can_be_thrown_away_and_what_was_sent_cannot(
    office: Office,
) -> None:
    cook = a_partner(office)
    begun = cook.post("/partner/new").headers["Location"].rpartition("/")[0]
    assert (
        cook.post(f"{begun}/drop").status_code == 303
        and cook.client.get(f"{begun}/check").status_code == 404
    )
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(
        f"{change}/place",
        name="Redder",
        kind="cafe",
        address="1 Made-up Street, Coventry",
        postcode="CV1 5FB",
    )
    cook.post(f"{change}/check")
    assert cook.post(f"{change}/drop").status_code == 400


def test_every_state_has_words() -> None:
    assert set(STATES) == set(SubmissionState)
