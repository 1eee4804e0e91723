"""Templates are offered where it is decided, a decided change still shows what it was about, and the audit log is read by day and by name."""

from dataclasses import replace

import pytest

from safespaces.roles import Role
from safespaces.store.contacts import contacts_of
from safespaces.store.venues import all_venues
from tests.web.page import page_of
from tests.web.partners import CAFE, a_partner, send
from tests.web.staff import Office


def test_a_template_is_kept_offered_and_taken_away(office: Office) -> None:
    admin, cook, officer = (
        office.as_(Role.ADMINISTRATOR),
        a_partner(office),
        office.as_(Role.OFFICER),
    )
    sentence = "Who is trained on Fridays? <b>"
    assert admin.post("/officer/templates", deed="ask", words=sentence).status_code == 303
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    cook.post(f"{change}/check")
    page = page_of(
        officer.client.get(change.replace("/partner", "/officer")).get_data(as_text=True)
    )
    box = page.one("input", name="question")
    assert box.attributes["list"] == "templates-ask"
    assert [each.attributes["value"] for each in page.all("option")][-1] == sentence
    listed = page_of(admin.client.get("/officer/templates").get_data(as_text=True))
    number = listed.one("button", name="drop").attributes["value"]
    assert admin.post("/officer/templates", drop=number).status_code == 303
    assert sentence not in admin.client.get("/officer/templates").get_data(as_text=True)


@pytest.mark.parametrize(("deed", "words"), [("", "x"), ("nonsense", "x"), ("ask", " "), ("decline", "x" * 201)])  # fmt: skip
def test_a_template_that_is_none_is_refused(office: Office, deed: str, words: str) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    answer = admin.post("/officer/templates", deed=deed, words=words)
    assert answer.status_code == 400
    assert "Change this, then try again" in answer.get_data(as_text=True)


def test_a_decided_change_shows_what_was_old_and_new(office: Office) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder Cafe", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    cook.post(f"{change}/check")
    address = change.replace("/partner", "/officer")
    assert officer.post(f"{address}/accept", accept="name", seen="", refused_because="no").status_code in (303, 400)  # fmt: skip
    page = page_of(officer.client.get(address).get_data(as_text=True))
    if "List it" not in page.words and "What was asked for" in page.words:
        assert "Red Cafe" in page.words and "Redder Cafe" in page.words
    else:
        pytest.fail(page.words[:500])


def test_the_audit_log_is_read_by_day_and_by_the_name_of_a_venue(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    admin.post("/officer/venues/id-red-cafe/status", status="paused", reason="first")

    def words(query: str) -> str:
        return page_of(admin.client.get(f"/officer/audit?{query}").get_data(as_text=True)).words

    assert "paused: first" in words("subject=red+cafe")
    assert "paused: first" not in words("subject=blue+cafe")
    assert "paused: first" in words("since=2026-11-24&until=2026-11-24")
    assert "paused: first" not in words("since=2026-11-25")
    assert "paused: first" not in words("until=2026-11-23")
    assert "paused: first" in words("since=nonsense&until=%00")
    table = admin.client.get("/officer/audit.csv?subject=red+cafe&since=2026-11-24")
    assert "paused: first" in table.get_data(as_text=True)


def test_whom_a_form_names_can_be_reached_about_the_place(office: Office) -> None:
    send(office, office.app.test_client())
    with office.database.reading() as session:
        (venue,) = [each for each in all_venues(session) if each.name == "Blue Hub"]
        (contact,) = contacts_of(session, venue.id)
    assert replace(contact, id="") == replace(contact, id="", name="B. Lue", email="hub@blue.example", may_write=True)  # fmt: skip
