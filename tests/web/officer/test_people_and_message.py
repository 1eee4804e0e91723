"""Who may do what is asked about before it changes, and a message stands on every public page until its end."""

import pytest

from safespaces.actions.people.invite import invite
from safespaces.errors import BadInput
from safespaces.roles import Role
from safespaces.store.people import person_with_email
from tests.web.page import page_of
from tests.web.partners import COOK, a_partner
from tests.web.staff import Office


def role_of(office: Office, email: str) -> Role | None:
    with office.database.reading() as session:
        person = person_with_email(session, email)
    return person.role if person else None


def test_a_partner_becomes_an_officer_only_where_that_is_meant(office: Office) -> None:
    a_partner(office)
    admin = office.as_(Role.ADMINISTRATOR)
    answer = admin.post("/officer/people", email=COOK, role="officer")
    page = page_of(answer.get_data(as_text=True))
    assert answer.status_code == 400 and role_of(office, COOK) is Role.PARTNER
    assert f"{COOK} is partner now, for Red Ltd. Nobody else acts for it" in page.words
    assert admin.post("/officer/people", email=COOK, role="officer", change="1").status_code == 303
    assert role_of(office, COOK) is Role.OFFICER


def test_the_same_role_and_somebody_new_are_not_asked_about(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    for _time in range(2):
        assert (
            admin.post("/officer/people", email="new@x.example", role="officer").status_code == 303
        )
    with pytest.raises(BadInput, match="is officer now"):
        invite(office.database, email="new@x.example", name="", role=Role.STAKEHOLDER, by="operator", at=office.now[0], site="http://x", may_change=False)  # fmt: skip


def test_people_are_found_by_their_partner_and_shown_with_it(office: Office) -> None:
    a_partner(office)
    admin = office.as_(Role.ADMINISTRATOR)
    page = page_of(admin.client.get("/officer/people?words=red+ltd").get_data(as_text=True))
    assert COOK in page.words and "Red Ltd" in page.words and "last seen" in page.words
    assert "administrator@council.example" not in page.words.partition("Who may sign in")[2]
    assert COOK not in page_of(admin.client.get("/officer/people?words=%00zz").get_data(as_text=True)).words  # fmt: skip


def test_a_message_stands_on_every_public_page_and_goes_by_itself(office: Office) -> None:
    admin, public = office.as_(Role.ADMINISTRATOR), office.app.test_client()
    words = "Tonight all libraries shut at 17:00 <b>"
    sent = {"words": words, "until": "2026-11-24T20:00"}
    assert admin.post("/officer/message", **sent).status_code == 303
    for path in ("/", "/places", "/help", "/map", "/places/red-cafe", "/sign-in"):
        text = public.get(path).get_data(as_text=True)
        assert "Tonight all libraries shut at 17:00 &lt;b&gt;" in text and "(until " in text, path
    office.later(hours=9)
    assert "Tonight all" not in public.get("/").get_data(as_text=True)


def test_a_message_is_taken_away(office: Office) -> None:
    admin, public = office.as_(Role.ADMINISTRATOR), office.app.test_client()
    admin.post("/officer/message", words="Snow", until="2026-11-24T20:00")
    assert "Snow" in public.get("/").get_data(as_text=True)
    assert admin.post("/officer/message", deed="end").status_code == 303
    assert "Snow" not in public.get("/").get_data(as_text=True)
    assert "Snow" in admin.client.get("/officer/audit?what=site+message").get_data(as_text=True)


@pytest.mark.parametrize(
    ("words", "until", "fault"),
    [
        ("", "2026-11-24T20:00", "Write the message"),
        ("x" * 10_000, "2026-11-24T20:00", "200 letters at most"),
        ("Snow", "", "Say until when"),
        ("Snow", "2026-11-24T08:00", "a time that is to come"),
        ("Snow", "2027-11-24T08:00", "Two weeks at most"),
        ("Snow", "soon", ""),
    ],
)
def test_a_message_without_an_end_or_too_long_is_refused_and_kept_in_its_box(
    office: Office, words: str, until: str, fault: str
) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    answer = admin.post("/officer/message", words=words, until=until)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400 and fault in text and f'value="{words}"' in text
    assert not words or words not in office.app.test_client().get("/help").get_data(as_text=True)
