"""Visits, stickers and what is printed; what somebody who scans a sticker is told."""

import io

import pytest
from pypdf import PdfReader

from safespaces.printing.pdf import pdf_of
from safespaces.roles import Role
from tests.web.page import Page, keep_the_house_rules, page_of
from tests.web.partners import CAFE, a_partner, link_in_mail
from tests.web.staff import Office, Visitor, read

VENUE = "/officer/venues/id-red-cafe"


def code_of(visitor: Visitor, pack: str = f"{VENUE}/pack") -> str:
    return visitor.get(pack).texts("p", class_="code")[0]


def scan(office: Office, code: str, status: int = 200) -> Page:
    answer = office.app.test_client(use_cookies=False).get(f"/check/{code}")
    assert answer.status_code == status and "Set-Cookie" not in answer.headers
    page = page_of(answer.get_data(as_text=True))
    keep_the_house_rules(page)
    return page


def test_a_sticker_says_what_is_true_now(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    code = code_of(officer)
    assert code == code_of(officer) and len(code) == 7
    page = scan(office, code.upper())
    assert (
        "This is a Safe Space" in page.words
        and "Open until 19:00" in page.words
        and "Open near here" not in page.words
    )
    officer.post(f"{VENUE}/status", status="paused", reason="a test")
    assert "should come down" in scan(office, code).words
    assert "This sticker is not ours" in scan(office, "never1s", 404).words


def test_another_sticker_takes_the_place_of_the_old(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    old = code_of(officer)
    assert officer.post(f"{VENUE}/sticker").status_code == 303
    assert code_of(officer) != old
    assert (
        "Not a Safe Space now" in scan(office, old).words
        and "Open near here" in scan(office, old).words
    )
    assert "This is a Safe Space" in scan(office, code_of(officer)).words


def test_a_code_is_typed_too(office: Office) -> None:
    client = office.app.test_client()
    keep_the_house_rules(page_of(client.get("/check").get_data(as_text=True)))
    assert client.post("/check", data={"code": " AB c "}).headers["Location"] == "/check/abc"
    for typed in ("", "a/b", "é", "\u202e", "../x"):
        assert client.post("/check", data={"code": typed}).status_code == 400


def test_a_visit_that_is_not_passed_pauses_until_it_is_mended(office: Office) -> None:
    officer, public = office.as_(Role.OFFICER), office.app.test_client()
    assert (
        "by which day"
        in read(
            officer.post(f"{VENUE}/visit", who="officer", passed="no", what_found="nobody knew"),
            400,
        ).words
    )
    fields = {
        "who": "young_inspector",
        "passed": "no",
        "what_found": "nobody knew",
        "follow_up": "2026-12-01",
    }
    assert officer.post(f"{VENUE}/visit", **fields).status_code == 303
    assert public.get("/places/red-cafe").status_code == 404
    officer.post(f"{VENUE}/verify", how="visit", found="trained")
    assert (
        "not mended yet"
        in read(officer.post(f"{VENUE}/status", status="listed", reason="x"), 400).words
    )
    page = officer.get(VENUE)
    assert "Young inspectors on Tuesday 24 November 2026: something is wrong" in page.words
    (action,) = [
        str(e.attributes["action"])
        for e in page.all("form")
        if "/mended/" in (e.attributes["action"] or "")
    ]
    officer.post(action)
    assert officer.post(f"{VENUE}/status", status="listed", reason="mended").status_code == 303
    assert public.get("/places/red-cafe").status_code == 200
    officer.post(f"{VENUE}/visit", who="police", passed="yes", what_found="all trained")
    assert "Police on Tuesday 24 November 2026: all is well" in officer.get(VENUE).words
    assert public.get("/places/red-cafe").status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"what_found": "x", "who": "nobody"},
        {"what_found": "x", "who": "officer", "visit_on": "2027-01-01"},
        {"what_found": "x" * 1001, "who": "officer"},
    ],
)
def test_a_visit_that_makes_no_sense_comes_back(office: Office, fields: dict[str, str]) -> None:
    page = read(office.as_(Role.OFFICER).post(f"{VENUE}/visit", passed="yes", **fields), 400)
    assert page.one("textarea", id="what_found").text.strip() == fields.get("what_found", "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Say whether all is well, or something is wrong"),  # Enter presses no button
        ({"passed": "yes", "follow_up": "2026-12-10"}, "Is something wrong?"),
    ],
)
def test_a_visit_is_kept_as_nothing_that_nobody_said(
    office: Office, fields: dict[str, str], said: str
) -> None:
    officer = office.as_(Role.OFFICER)
    sent = {"what_found": "Sticker torn", "who": "police", **fields}
    page = read(officer.post(f"{VENUE}/visit", **sent), 400)
    assert said in page.words and "Sticker torn" in page.words
    assert "Police on" not in officer.get(VENUE).words


def test_the_pack_as_a_pdf_is_two_tagged_pages_and_holds_no_key(office: Office) -> None:
    cook = a_partner(office)
    answer = cook.client.get(f"{CAFE}/pack.pdf")
    if b"cannot make PDFs" in answer.data:
        pytest.skip(
            "WeasyPrint's libraries are not on this machine (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core)"
        )
    pdf = PdfReader(io.BytesIO(answer.data))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert (
        len(pdf.pages) == 2
        and "Come in. We help." in words
        and "Call 999" in words
        and "Demonstration: not a real sticker" in words
        and "Red Cafe" in words
    )
    assert code_of(cook, f"{CAFE}/pack") in words and "/close/" not in words
    assert (
        pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
        and pdf.metadata
        and pdf.metadata.title == "To print: Red Cafe"
    )
    with pytest.raises(Exception, match="outside itself"):
        pdf_of('<html lang="en"><img src="http://127.0.0.1:1/x" alt=""></html>', "")


def test_the_closing_code_is_printed_for_the_back_of_the_counter(office: Office) -> None:
    cook = a_partner(office)
    page = read(cook.post(f"{CAFE}/closing-link"))
    assert "This code is a key" in page.words and page.all("svg")
    link = next(e.text for e in page.all("a") if "/close/" in e.text).removeprefix(
        "http://localhost"
    )
    assert "counts as a Safe Space" in read(office.app.test_client().get(link)).words
    assert link_in_mail(office, "/close/") == link  # and in the partner's mail
