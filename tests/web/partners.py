"""A partner with a listed cafe, signed in; and filling in the form of a new place."""

import re

from flask.testing import FlaskClient

from safespaces.actions.people.sign_in import link_for, sign_in
from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import person_with_email
from safespaces.web.signed_in import COOKIE
from tests.web.staff import Office, Visitor

CAFE = "/partner/venues/id-red-cafe"
COOK = "cook@red.example"
PAGES: dict[str, dict[str, str]] = {
    "place": {
        "name": "Blue Hub",
        "kind": "family_hub",
        "address": "2 Made-up Street, Coventry",
        "postcode": "CV1 5FB",
    },
    "pin": {"lat": "52.41", "lon": "-1.507", "sure": "1"},
    "hours": {"hours-Mo": "09:00-17:00", "hours-Fr": "20:00-02:00", "holidays": "closed"},
    "said": {},
    "has": {"kit": "charger", "ages": "all"},
    "contact": {
        "organisation": "Blue Trust",
        "contact_name": "B. Lue",
        "contact_email": "hub@blue.example",
    },
}


def a_partner(office: Office) -> Visitor:
    """Somebody who acts for the cafe."""
    cook = office.as_(Role.PARTNER, email=COOK)
    with office.database.writing() as session:
        person = person_with_email(session, COOK)
        assert person is not None
        add_partner(session, Partner("o-red", "Red Ltd"), office.now[0])
        put_person_with(session, "o-red", person.id)
        put_venue_with(session, "o-red", "id-red-cafe")
    return cook


def signed_in_as(office: Office, email: str) -> Visitor:
    """Somebody who is known already."""
    with office.database.reading() as session:
        person = person_with_email(session, email)
    assert person is not None
    token = link_for(office.database, person.id, at=office.now[0], site="http://x").rpartition("/")[
        2
    ]
    done = sign_in(office.database, token=token, device="Test", at=office.now[0])
    client = office.app.test_client()
    for prefix in ("", "__Host-", "__Secure-"):  # whichever the site's address asks for
        client.set_cookie(prefix + COOKIE, done.cookie)
    return Visitor(client, done.cookie)


def fill_in(client: FlaskClient, pages: dict[str, dict[str, str]] = PAGES) -> str:
    """Fill a form in page by page; returns its address."""
    base = client.post("/join").headers["Location"].rpartition("/")[0]
    for page, fields in pages.items():
        answer = client.post(f"{base}/{page}", data=fields)
        assert answer.status_code == 303, (page, answer.get_data(as_text=True))
    return base


def send(office: Office, client: FlaskClient, pages: dict[str, dict[str, str]] = PAGES) -> None:
    """Fill a form in, send it, and say yes by the mail's link."""
    client.post(f"{fill_in(client, pages)}/check", data={"agreed": "1"})
    assert client.post(link_in_mail(office, "/join/confirm/")).status_code == 200


def link_in_mail(office: Office, path: str) -> str:
    """The path of the newest link of its sort that was mailed."""
    with office.database.reading() as session:
        bodies = [each.message.body for each in due_messages(session, office.now[0], 200)]
    return re.findall(rf"http://localhost({path}\S+)", " ".join(bodies))[-1]
