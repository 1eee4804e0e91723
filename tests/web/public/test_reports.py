"""Something wrong here? What somebody says, and what the council does about it."""

import pytest

from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from tests.web.page import Page, keep_the_house_rules, page_of
from tests.web.staff import Office, read

FORM = "/places/red-cafe/report"


def tell(office: Office, status: int = 200, **fields: str) -> Page:
    answer = office.app.test_client().post(FORM, data=fields)
    assert answer.status_code == status and answer.headers["Cache-Control"] == "no-store"
    page = page_of(answer.get_data(as_text=True))
    keep_the_house_rules(page)
    return page


def test_a_report_goes_to_the_council_and_its_words_into_no_mail_and_no_public_file(
    office: Office,
) -> None:
    officer = office.as_(Role.OFFICER)
    assert "Thank you" in tell(office, what="shut", words="SECRET WORDS").words
    assert "SECRET WORDS" in officer.get("/officer/reports").words
    overview = officer.get("/officer").words
    assert "Reports: 1" in overview and "SECRET" not in overview
    with office.database.reading() as session:
        (mail,) = [
            each.message
            for each in due_messages(session, office.now[0])
            if "reports" in each.message.subject
        ]
    public = "".join(
        office.app.test_client().get(path).get_data(as_text=True)
        for path in ("/places/red-cafe", "/directory.json", "/places.csv", "/places.geojson")
    )
    assert "SECRET" not in mail.subject + mail.body + public


def test_the_form_asks_for_nobodys_name_and_names_999_first(office: Office) -> None:
    page = page_of(office.app.test_client().get(FORM).get_data(as_text=True))
    keep_the_house_rules(page)
    assert "Do not write your name" in page.words and page.words.index("999") < page.words.index(
        "What was wrong"
    )
    assert {e.attributes["name"] for e in page.all("input")} == {"what"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose what"),
        ({"what": "x"}, "Choose what"),
        ({"what": "other"}, "few words"),
        ({"what": "shut", "words": "x" * 1001}, "Shorten"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    office: Office, fields: dict[str, str], says: str
) -> None:
    page = tell(office, 400, **fields)
    assert says in page.words and page.one("textarea").text == fields.get("words", "")


def test_a_report_is_answered_once_with_words(office: Office) -> None:
    officer, admin = office.as_(Role.OFFICER), office.as_(Role.ADMINISTRATOR)
    tell(office, what="not_there", words="")
    address = officer.get("/officer/reports").all("form")[1].attributes["action"] or ""
    name = address.rpartition("/")[2]
    assert "Write a reason" in read(officer.post(address), 400).words
    assert officer.post(address, **{f"done-{name}": "sticker put up"}).status_code == 303
    assert "sticker put up" in admin.get("/officer/reports").words
    assert admin.post(address, **{f"done-{name}": "again"}).status_code == 404


def test_a_place_that_is_gone_takes_no_report(office: Office) -> None:
    assert (
        office.app.test_client().post("/places/gone/report", data={"what": "shut"}).status_code
        == 404
    )
