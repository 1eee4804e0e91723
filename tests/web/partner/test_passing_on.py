"""A place goes from one partner to another when both have said yes, and to nobody else."""

from datetime import timedelta

import pytest

from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, partner_of_venue, put_person_with
from safespaces.store.people import person_with_email
from tests.web.partners import CAFE, COOK, a_partner
from tests.web.staff import Office, Visitor

HUB = "hub@blue.example"
OFFER = "/partner/offers/id-red-cafe"


def another_partner(office: Office, email: str = HUB, name: str = "Blue Trust") -> Visitor:
    visitor = office.as_(Role.PARTNER, email=email)
    with office.database.writing() as session:
        person = person_with_email(session, email)
        assert person is not None
        add_partner(session, Partner(f"o-{name}", name), office.now[0])
        put_person_with(session, f"o-{name}", person.id)
    return visitor


def whose(office: Office) -> str:
    with office.database.reading() as session:
        partner = partner_of_venue(session, "id-red-cafe")
    return partner.name if partner else ""


def mails(office: Office, to: str) -> list[str]:
    with office.database.reading() as session:
        found = [each.message for each in due_messages(session, office.now[0])]
    return [each.subject for each in found if each.recipient == to]


def test_both_say_yes(office: Office) -> None:
    cook, hub = a_partner(office), another_partner(office)
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    cook.post(f"{change}/check")
    assert cook.post(f"{CAFE}/offer", to_email=HUB).status_code == 303
    assert "A place for you to look after: Red Cafe" in mails(office, HUB)
    assert whose(office) == "Red Ltd" and HUB in cook.get(CAFE).words
    assert "Given to you Red Cafe" in hub.get("/partner").words
    assert hub.post(f"{OFFER}/yes").headers["Location"] == CAFE
    assert whose(office) == "Blue Trust" and "Red Cafe" in hub.get(CAFE).words
    assert cook.client.get(CAFE).status_code == 404
    assert "Red Cafe went from Red Ltd to Blue Trust" in mails(office, COOK)
    assert "Nothing waits" in office.as_(Role.OFFICER).get("/officer/queue?kind=change").words
    assert hub.post(f"{OFFER}/yes").status_code == 404  # once


@pytest.mark.parametrize("who", ["giver", "taker"])
def test_either_ends_it_and_the_other_is_told(office: Office, who: str) -> None:
    cook, hub = a_partner(office), another_partner(office)
    cook.post(f"{CAFE}/offer", to_email=HUB)
    ends, other = (cook, HUB) if who == "giver" else (hub, COOK)
    assert ends.post(f"{OFFER}/no").status_code == 303
    assert "Red Cafe stays where it is" in mails(office, other) and whose(office) == "Red Ltd"
    assert hub.post(f"{OFFER}/yes").status_code == 404


def test_nobody_else_takes_it_and_it_does_not_last(office: Office) -> None:
    cook, hub = a_partner(office), another_partner(office)
    stranger = another_partner(office, "x@green.example", "Green")
    cook.post(f"{CAFE}/offer", to_email=HUB)
    for path in ("yes", "no"):
        assert stranger.post(f"{OFFER}/{path}").status_code == 404
    assert stranger.post(f"{CAFE}/offer", to_email="x@green.example").status_code == 404
    office.now[0] += timedelta(days=15)
    late = another_partner(office, "late@blue.example", "Late")
    assert late.post(f"{OFFER}/yes").status_code == 404 and hub and whose(office) == "Red Ltd"


@pytest.mark.parametrize("email", ["", "nonsense", COOK, "a b@x.example"])
def test_an_address_that_is_none_is_refused_and_stays(office: Office, email: str) -> None:
    answer = a_partner(office).post(f"{CAFE}/offer", to_email=email)
    assert answer.status_code == 400 and "Change this, then try again" in answer.get_data(
        as_text=True
    )
    assert email in answer.get_data(as_text=True)


def test_what_was_given_elsewhere_meanwhile_is_not_taken(office: Office) -> None:
    cook, hub, officer = a_partner(office), another_partner(office), office.as_(Role.OFFICER)
    cook.post(f"{CAFE}/offer", to_email=HUB)
    another_partner(office, "x@green.example", "Green")
    officer.post("/officer/venues/id-red-cafe/partner", partner_email="x@green.example")
    assert whose(office) == "Green"
    assert hub.post(f"{OFFER}/yes").status_code == 404 and whose(office) == "Green"
