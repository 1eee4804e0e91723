"""Who may do what is asked about before it changes, and a message stands on every public page until its end."""

import pytest

from safespaces.actions.people.invite import invite
from safespaces.errors import BadInput
from safespaces.roles import Role
from safespaces.store.people import council_members, person_with_email
from tests.web.page import page_of
from tests.web.partners import COOK, a_partner
from tests.web.staff import Office, Visitor


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


def held_by(office: Office, email: str) -> frozenset[Role]:
    with office.database.reading() as session:
        person = person_with_email(session, email)
    return person.roles if person else frozenset()


def both(office: Office, first: Role, then: Role) -> str:
    """Somebody with two roles."""
    for role in (first, then):
        invite(office.database, email=COOK, name="", role=role, by="operator", at=office.now[0], site="http://x", besides=True)  # fmt: skip
    return COOK


def test_somebody_gets_a_second_role_and_works_as_either(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    for role in ("stakeholder", "inspector"):
        asked = {"email": COOK, "role": role, "besides": "1"}
        assert admin.post("/officer/people", **asked).status_code == 303
    assert held_by(office, COOK) == {Role.STAKEHOLDER, Role.INSPECTOR}
    page = page_of(admin.client.get(f"/officer/people?words={COOK}").get_data(as_text=True))
    assert "stakeholder, inspector, no authenticator app yet" in page.words
    them = signed_in(office, COOK)
    assert them.client.get("/coverage").status_code == 200
    refused = them.client.get("/inspect")
    assert refused.status_code == 403
    assert "You work as stakeholder now. This page is for you as inspector" in page_of(refused.get_data(as_text=True)).words  # fmt: skip
    assert "Work as inspector" in them.get("/account").words
    answer = them.post("/account/role", role="inspector")
    assert answer.status_code == 303 and answer.location.endswith("/inspect")
    assert them.client.get("/inspect").status_code == 200
    assert them.client.get("/coverage").status_code == 403
    elsewhere = signed_in(office, COOK)  # another device is asked for itself
    assert elsewhere.client.get("/coverage").status_code == 200


def signed_in(office: Office, email: str) -> Visitor:
    """Somebody who is known already, in a session of their first role."""
    with office.database.reading() as session:
        person = person_with_email(session, email)
    assert person is not None
    return office.session_of(person, full=True)


@pytest.mark.parametrize("asked", ["administrator", "officer", "", "x" * 3000, "\0"])
def test_nobody_works_as_what_they_are_not(office: Office, asked: str) -> None:
    them = signed_in(office, both(office, Role.STAKEHOLDER, Role.INSPECTOR))
    assert them.post("/account/role", role=asked).status_code == 400
    assert them.client.get("/coverage").status_code == 200
    assert them.client.get("/officer").status_code == 403


def test_a_second_role_that_needs_a_code_is_asked_for_one_at_once(office: Office) -> None:
    invite(office.database, email=COOK, name="", role=Role.STAKEHOLDER, by="operator", at=office.now[0], site="http://x")  # fmt: skip
    before = signed_in(office, COOK)
    assert before.client.get("/coverage").status_code == 200
    both(office, Role.STAKEHOLDER, Role.INSPECTOR)
    assert before.client.get("/coverage").status_code == 303  # that session is over
    with office.database.reading() as session:
        person = person_with_email(session, COOK)
    assert person is not None
    bare = office.session_of(person, full=False)
    assert bare.client.get("/coverage").location.startswith("/sign-in/code")
    assert bare.post("/account/role", role="inspector").location.startswith("/sign-in/code")


def test_a_role_that_was_taken_ends_the_session_that_works_in_it(office: Office) -> None:
    them = signed_in(office, both(office, Role.STAKEHOLDER, Role.OFFICER))
    them.post("/account/role", role="officer")
    assert them.client.get("/officer").status_code == 200
    admin = office.as_(Role.ADMINISTRATOR)
    asked = {"email": COOK, "role": "stakeholder", "change": "1"}
    assert admin.post("/officer/people", **asked).status_code == 303
    assert held_by(office, COOK) == {Role.STAKEHOLDER}
    assert them.client.get("/officer").status_code == 303
    assert signed_in(office, COOK).client.get("/officer").status_code == 403


def test_who_acts_for_a_partner_is_not_made_an_officer_besides(office: Office) -> None:
    a_partner(office)
    admin = office.as_(Role.ADMINISTRATOR)
    asked = {"email": COOK, "role": "officer", "besides": "1"}
    answer = admin.post("/officer/people", **asked)
    assert answer.status_code == 400 and held_by(office, COOK) == {Role.PARTNER}
    assert "do not go together" in page_of(answer.get_data(as_text=True)).words
    assert admin.post("/officer/people", **asked | {"role": "stakeholder"}).status_code == 303
    assert held_by(office, COOK) == {Role.PARTNER, Role.STAKEHOLDER}


def test_an_administrator_gives_herself_no_role_besides(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    asked = {"email": "administrator@council.example", "role": "inspector", "besides": "1"}
    answer = admin.post("/officer/people", **asked)
    assert answer.status_code == 400
    assert held_by(office, "administrator@council.example") == {Role.ADMINISTRATOR}


def test_whoever_is_of_the_council_besides_is_told_what_the_council_is_told(office: Office) -> None:
    both(office, Role.STAKEHOLDER, Role.OFFICER)
    with office.database.reading() as session:
        assert COOK in [person.email for person in council_members(session)]
