"""What waits is given to a colleague, found again as one's own, and told; a list of people is let in at once."""

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from safespaces.store.outbox import due_messages
from safespaces.store.people import all_people
from tests.web.page import page_of
from tests.web.partners import CAFE, a_partner
from tests.web.staff import Office, Visitor, read

ANNA, BEN = "anna@council.example", "ben@council.example"


def give(who: Visitor, items: list[str], to: str, **asked: str) -> TestResponse:
    fields = [("item", each) for each in items] + [("to", to), *asked.items()]
    token = ("form_token", digest_of(f"form {who.cookie}"))
    return who.client.post("/officer/queue", data=MultiDict([*fields, token]))


def items(who: Visitor, query: str = "") -> list[str]:
    page = who.get(f"/officer/queue{query}")
    return [str(each.attributes["value"]) for each in page.all("input", name="item")]


@pytest.fixture
def waiting(office: Office) -> Office:
    cook = a_partner(office)
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    cook.post(f"{change}/check")
    return office


def test_what_is_given_is_the_colleagues_and_they_are_told(waiting: Office) -> None:
    anna, ben = (waiting.as_(Role.OFFICER, email=each) for each in (ANNA, BEN))
    keys = items(anna)
    assert len(keys) == 2  # the change, and a place without a point
    answer = give(anna, keys[:1], BEN, whose="nobody")
    assert answer.headers["Location"] == "/officer/queue?whose=nobody"
    assert items(ben, "?whose=mine") == keys[:1] and items(anna, "?whose=mine") == []
    assert items(anna, "?whose=nobody") == keys[1:]
    assert BEN in anna.get("/officer/queue").words and "mine" in ben.get("/officer/queue").words
    with waiting.database.reading() as session:
        told = [each.message for each in due_messages(session, waiting.now[0]) if each.message.recipient == BEN and "queue" in each.message.subject]  # fmt: skip
        lines = [line for _n, line in audit_lines(session, what="assigned")]
    assert len(told) == 1 and ANNA in told[0].body and "whose=mine" in told[0].body
    assert [(line.who, line.new) for line in lines] == [(ANNA, BEN)]
    assert give(ben, keys[:1], "").status_code == 303
    assert len(items(anna, "?whose=nobody")) == 2


@pytest.mark.parametrize(
    ("chosen", "to", "fault"),
    [
        ([], BEN, "Tick one thing"),
        (["change gone"], BEN, "Tick one thing"),
        (["<b>", "x" * 500], BEN, "Tick one thing"),
        (None, "cook@red.example", "Choose somebody of the council"),
        (None, "<b>", "Choose somebody of the council"),
    ],
)
def test_what_cannot_be_given_is_said(
    waiting: Office, chosen: list[str] | None, to: str, fault: str
) -> None:
    anna, _ben = (waiting.as_(Role.OFFICER, email=each) for each in (ANNA, BEN))
    keys = items(anna) if chosen is None else chosen
    answer = give(anna, keys, to)
    page = read(answer, 400)
    assert fault in page.words
    if chosen is None:
        assert len([each for each in page.all("input", name="item") if "checked" in each.attributes]) == len(keys)  # fmt: skip


def test_a_list_of_people_is_let_in_and_what_cannot_be_is_said(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    a_partner(office)
    lines = (
        "new.one@council.example, New One\nnew.two@council.example\n\nnonsense\ncook@red.example\n"
    )
    answer = admin.post("/officer/people/many", lines=lines, role_for_all="officer")
    page = page_of(answer.get_data(as_text=True))
    assert answer.status_code == 200 and "nonsense:" in page.words
    assert "cook@red.example: cook@red.example is partner now" in page.words
    assert page.one("textarea", id="lines").text.split() == ["nonsense", "cook@red.example"]
    with office.database.reading() as session:
        found = {each.email: (each.name, each.role) for each in all_people(session)}
    assert found["new.one@council.example"] == ("New One", Role.OFFICER)
    assert found["new.two@council.example"] == ("", Role.OFFICER)
    assert found["cook@red.example"][1] is Role.PARTNER


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"lines": "", "role_for_all": "officer"}, "Write one address a line"),
        ({"lines": "a@x.example\n" * 201, "role_for_all": "officer"}, "200 at most"),
        ({"lines": "a@x.example", "role_for_all": ""}, "Choose what they may do"),
        ({"lines": "a@x.example", "role_for_all": "king"}, "Choose what they may do"),
    ],
)
def test_a_list_that_is_none_is_refused(office: Office, fields: dict[str, str], fault: str) -> None:
    answer = office.as_(Role.ADMINISTRATOR).post("/officer/people/many", **fields)
    assert answer.status_code == 400 and fault in answer.get_data(as_text=True)
    assert "a@x.example" not in fields["lines"] or "a@x.example" in answer.get_data(as_text=True)
