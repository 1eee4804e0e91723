"""A partner plans a closure, takes back what waits or a tap, says whom to reach, and leaves: without asking anybody."""

import re

import pytest

from safespaces.actions.register.telling_of_departures import tell_of_departures
from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.store.venues import venue_with_id
from tests.web.page import page_of
from tests.web.partners import CAFE, a_partner
from tests.web.staff import Office, Visitor

VENUE = "id-red-cafe"


def words(cook: Visitor, path: str = CAFE) -> str:
    return page_of(cook.client.get(path).get_data(as_text=True)).words


def status(office: Office) -> str:
    with office.database.reading() as session:
        return venue_with_id(session, VENUE).status.value


def mails(office: Office) -> list[tuple[str, str]]:
    tell_of_departures(office.database, at=office.now[0], site="https://safe.example")
    with office.database.reading() as session:
        found = due_messages(session, office.now[0], 500)
    return [(each.message.recipient, each.message.subject) for each in found]


def test_a_place_that_closes_for_good_is_off_the_list_at_once(office: Office) -> None:
    cook, public = a_partner(office), office.app.test_client()
    officer = office.as_(Role.OFFICER)
    assert public.get("/places/red-cafe").status_code == 200
    answer = cook.post(f"{CAFE}/leave", why="closed")
    assert answer.status_code == 303 and status(office) == "withdrawn"
    assert public.get("/places/red-cafe").status_code == 404
    page = words(cook, answer.headers["Location"])
    assert "Take the sticker down" in page and "The place has closed for good" in page
    assert "Close for tonight" not in page and "Leave with this place" not in page
    assert any("leaves: The place has closed" in subject for _who, subject in mails(office))
    assert "Red Cafe" in words(officer, "/officer/queue?kind=off_list")
    assert cook.post(f"{CAFE}/leave", why="closed").status_code == 400


@pytest.mark.parametrize("why", ["", "nonsense", "<b>"])
def test_leaving_asks_why(office: Office, why: str) -> None:
    cook = a_partner(office)
    answer = cook.post(f"{CAFE}/leave", why=why)
    assert answer.status_code == 400 and "Say why it leaves" in answer.get_data(as_text=True)
    assert status(office) == "listed"


def test_leaving_takes_back_a_change_that_waits(office: Office) -> None:
    cook = a_partner(office)
    change = send_change(cook)
    cook.post(f"{CAFE}/leave", why="leaves")
    officer = office.as_(Role.OFFICER)
    assert "wants to change" not in words(officer, "/officer/queue")
    answer = officer.post(f"{change.replace('/partner', '/officer')}/accept", accept="name")
    assert answer.status_code in (400, 404) and status(office) == "withdrawn"


def send_change(cook: Visitor) -> str:
    """More than before: it waits for the council."""
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder Cafe", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    assert cook.post(f"{change}/check").status_code == 303
    return change


def test_a_change_that_waits_is_taken_back_and_not_one_that_is_decided(office: Office) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    change = send_change(cook)
    assert "wants to change" in words(officer, "/officer/queue")
    assert "Take it back" in words(cook, "/partner")
    assert cook.post(f"{change}/back").status_code == 303
    assert "wants to change" not in words(officer, "/officer/queue")
    answer = cook.post(f"{change}/back")
    assert answer.status_code == 400 and "decided on that already" in answer.get_data(as_text=True)
    assert send_change(cook) != change


def test_a_closure_is_planned_and_begins_on_its_day(office: Office) -> None:
    cook, public = a_partner(office), office.app.test_client()
    office.as_(Role.OFFICER)  # who is told
    answer = cook.post(f"{CAFE}/close", deed="until", start="2026-12-24T12:00", until="2027-01-04T08:00")  # fmt: skip
    assert answer.status_code == 303
    assert "Closed 24 December 2026" in words(cook) or "24 December" in words(cook)
    assert any("is closed from" in subject for _who, subject in mails(office))
    again = cook.post(f"{CAFE}/close", deed="until", start="2026-12-24T12:00", until="2027-01-04T08:00")  # fmt: skip
    assert again.status_code == 303 and words(cook).count("It opens again by itself.") == 1
    office.later(days=31)
    assert "Closed" in page_of(public.get("/places/red-cafe").get_data(as_text=True)).words


@pytest.mark.parametrize(
    ("start", "until", "fault"),
    [
        ("2026-12-24T12:00", "2027-06-04T08:00", "longer than a month"),
        ("2029-12-24T12:00", "2029-12-26T08:00", "more than a year ahead"),
        ("2026-12-24T12:00", "2026-12-23T08:00", "ends before it begins"),
        ("2026-12-24T12:00", "", "Say until when"),
        ("soon", "2026-12-26T08:00", ""),
    ],
)
def test_a_closure_that_cannot_be_is_refused_and_what_was_typed_stays(
    office: Office, start: str, until: str, fault: str
) -> None:
    cook = a_partner(office)
    answer = cook.post(f"{CAFE}/close", deed="until", start=start, until=until)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400 and fault in text and f'value="{start}"' in text


def test_a_tap_by_mistake_is_taken_back_on_its_day(office: Office) -> None:
    cook = a_partner(office)
    for reason in ("phone", "fare"):
        cook.post(f"{CAFE}/use", reason=reason)
    assert cook.post(f"{CAFE}/use-back").status_code == 303
    assert "phone was flat 1" in words(cook).lower() and "fare" not in words(cook).lower().partition("in the last year")[2].partition(".")[0]  # fmt: skip
    office.later(days=1)
    assert cook.post(f"{CAFE}/use-back").status_code == 400


def test_contacts_are_said_and_only_ones_own_are_taken_out(office: Office) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    typed = {"contact_name": "Zed Example", "contact_email": "zed@x.example", "may_write": "1"}
    assert cook.post(f"{CAFE}/contacts", **typed).status_code == 303
    text = cook.client.get(CAFE).get_data(as_text=True)
    out = re.search(rf"{CAFE}/contacts/[\w-]+/out", text)
    assert out and "Zed Example" in text
    assert "Zed Example" in officer.client.get(f"/officer/venues/{VENUE}").get_data(as_text=True)
    assert cook.post(f"{CAFE}/contacts/nobody/out").status_code == 404
    assert cook.post(out[0]).status_code == 303
    assert "Zed" not in words(cook)
    assert cook.post(f"{CAFE}/contacts", contact_email="zed@").status_code == 400
