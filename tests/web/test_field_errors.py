"""Whatever is refused is marked at its own box, in words, with a link from the list above (WCAG 2.2, 3.3.1); nothing typed is lost."""

import pytest

from safespaces.actions.register.closing_link import make_closing_link
from safespaces.roles import Role
from tests.web.page import Page, page_of
from tests.web.partners import CAFE, a_partner
from tests.web.staff import Office, Visitor, read

VENUE = "/officer/venues/id-red-cafe"
CHECK = {"how": "visit", "found": "trained"}
VISIT = {"who": "officer", "what_found": "All in order", "passed": "yes"}
OFFICERS = [
    ("status", {"status": "paused", "reason": ""}, "reason"), ("status", {"status": "paused", "reason": "x" * 201}, "reason"),
    ("status", {"status": "gone", "reason": "why"}, "reason"),
    ("pin", {"lat": "north", "lon": "-1.5"}, "lat"), ("pin", {"lat": "52.4", "lon": "west"}, "lon"), ("pin", {"lat": "52.4", "lon": "181"}, "lon"),
    ("close", {"start": "soon", "end": "2026-11-30T10:00", "why": "x"}, "start"), ("close", {"end": "later", "why": "x"}, "end"),
    ("close", {"end": "", "why": "x"}, "end"), ("close", {"end": "2026-11-01T10:00", "why": "x"}, "end"),
    ("close", {"start": "2029-11-30T10:00", "end": "2029-12-01T10:00", "why": "x"}, "start"),
    ("verify", {**CHECK, "on": "yesterday"}, "on"), ("verify", {**CHECK, "on": "2027-01-01"}, "on"), ("verify", {**CHECK, "how": "letter"}, "how"),
    ("verify", {"how": "visit"}, "found-trained"), ("verify", {**CHECK, "last_day": "never"}, "last_day"),
    ("verify", {**CHECK, "last_day": "2026-01-01"}, "last_day"), ("verify", {**CHECK, "last_day": "2030-01-01"}, "last_day"),
    ("visit", {**VISIT, "visit_on": "x"}, "visit_on"), ("visit", {**VISIT, "visit_on": "2027-01-01"}, "visit_on"), ("visit", {**VISIT, "who": "me"}, "who"),
    ("visit", {**VISIT, "what_found": ""}, "what_found"), ("visit", {**VISIT, "passed": "no"}, "follow_up"),
    ("visit", {**VISIT, "passed": "no", "follow_up": "soon"}, "follow_up"),
    ("partner", {"partner_email": "nobody"}, "partner_email"),
]  # fmt: skip
PARTNERS = [
    ("close", {"deed": "until", "until": ""}, "until"), ("close", {"deed": "until", "until": "late"}, "until"),
    ("close", {"deed": "until", "until": "2027-11-01T10:00"}, "until"), ("close", {"deed": "until", "until": "2026-11-01T10:00"}, "until"),
    ("training", {"trained": "many", "staff": "9"}, "trained"), ("training", {"trained": "3", "staff": ""}, "staff"),
    ("training", {"trained": "10", "staff": "9"}, "trained"), ("training", {"trained": "3", "staff": "9", "on": "x"}, "on"),
    ("training", {"trained": "3", "staff": "9", "on": "2027-01-01"}, "on"), ("use", {"reason": "boredom"}, "reason-threatened"),
]  # fmt: skip

PEOPLE = [
    ({"email": "nobody", "name": "A", "role": "officer"}, "email"), ({"email": "", "role": "officer"}, "email"),
    ({"email": "a@b.example", "role": ""}, "role"), ({"email": "a@b.example", "role": "king"}, "role"),
]  # fmt: skip
REPORTS = [
    ({"what": ""}, "what-shut"),
    ({"what": "weather"}, "what-shut"),
    ({"what": "other", "words": ""}, "words"),
    ({"what": "shut", "words": "x" * 1001}, "words"),
]
SENT = [("ask", {"question": ""}, "question"), ("decline", {"why": ""}, "why"), ("accept", {}, "accept-address"),
        ("accept", {"accept": "phone", "refused_because": ""}, "refused_because")]  # fmt: skip
PLACE = {"name": "New Cafe", "kind": "cafe", "where": "52.4100, -1.5070"}
CANDIDATES = [
    ({**PLACE, "name": ""}, "name"), ({**PLACE, "kind": "castle"}, "kind"), ({**PLACE, "where": ""}, "where"), ({**PLACE, "where": "Paris"}, "where"),
    ({**PLACE, "where": "48.85, 2.35"}, "where"), ({**PLACE, "address": "x" * 301}, "address"), ({**PLACE, "safe_hours": "whenever"}, "safe_hours"),
    ({**PLACE, "words": "x" * 2001}, "words"),
]  # fmt: skip
CANDIDATE = [
    ("stage", {"stage": "refused", "reason": ""}, "reason"), ("stage", {"stage": "agreed", "reason": "Keen", "email": "x"}, "email"),
    ("stage", {"stage": "sold", "reason": "y"}, "stage"), ("say", {"what": "comment", "comment": ""}, "comment"),
    ("say", {"what": "next_step", "next_step": "x" * 10_001}, "next_step"), ("say", {"what": "hours", "hours": "whenever"}, "hours"),
]  # fmt: skip
HOURS = {"deed": "hours", "whom": "kind:cafe", "day": "1", "opens": "09:00", "shuts": "20:00"}
CHANGES = [
    ({"deed": "add", "candidate": ""}, "candidate"), ({"deed": "add", "candidate": "venue:x"}, "candidate"), ({"deed": "remove", "whom": ""}, "whom-gone"),
    ({"deed": "remove", "starts": "Nowhere"}, "starts-gone"), ({"deed": "remove", "whom": "kind:castle"}, "whom-gone"),
    ({**HOURS, "whom": ""}, "whom-changed"), ({**HOURS, "starts": "Nowhere"}, "starts-changed"), ({**HOURS, "day": ""}, "day-0"),
    ({**HOURS, "opens": "soon"}, "opens"), ({**HOURS, "shuts": "late"}, "shuts"), ({**HOURS, "opens": "24:00"}, "opens"),
    ({**HOURS, "shuts": "09:00"}, "shuts"), ({**HOURS, "opens": "", "shuts": ""}, "opens"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "sent", "box"),
    OFFICERS,
    ids=[f"{form}-{box}-{number}" for number, (form, _, box) in enumerate(OFFICERS)],
)
def test_an_officers_form_marks_the_box_that_is_wrong(
    office: Office, form: str, sent: dict[str, str], box: str
) -> None:
    check(office.as_(Role.OFFICER), f"{VENUE}/{form}", sent, box)


@pytest.mark.parametrize(
    ("form", "sent", "box"),
    PARTNERS,
    ids=[f"{form}-{box}-{number}" for number, (form, _, box) in enumerate(PARTNERS)],
)
def test_a_partners_form_marks_the_box_that_is_wrong(
    office: Office, form: str, sent: dict[str, str], box: str
) -> None:
    check(a_partner(office), f"{CAFE}/{form}", sent, box)


@pytest.mark.parametrize(("sent", "box"), PEOPLE)
def test_the_form_that_lets_people_in(office: Office, sent: dict[str, str], box: str) -> None:
    check(office.as_(Role.ADMINISTRATOR), "/officer/people", sent, box)


@pytest.mark.parametrize(("sent", "box"), REPORTS)
def test_the_report_of_a_visitor(office: Office, sent: dict[str, str], box: str) -> None:
    answer = office.as_(None).post("/places/red-cafe/report", **sent)
    assert answer.status_code == 400
    marks(page_of(answer.text), sent, box)


@pytest.mark.parametrize(("form", "sent", "box"), SENT)
def test_the_forms_that_decide(office: Office, form: str, sent: dict[str, str], box: str) -> None:
    address = a_change_sent(office, a_partner(office))
    check(office.as_(Role.OFFICER), f"{address}/{form}", sent, box)


@pytest.mark.parametrize(("sent", "box"), CANDIDATES)
def test_the_form_that_suggests_a_place(office: Office, sent: dict[str, str], box: str) -> None:
    check(office.as_(Role.STAKEHOLDER), "/coverage/candidates", sent, box)


@pytest.mark.parametrize(("form", "sent", "box"), CANDIDATE)
def test_the_forms_of_a_candidate(
    office: Office, form: str, sent: dict[str, str], box: str
) -> None:
    member = office.as_(Role.STAKEHOLDER)
    address = member.post("/coverage/candidates", **PLACE).headers["Location"].partition("?")[0]
    check(member, f"{address}/{form}", sent, box)


@pytest.mark.parametrize(("sent", "box"), CHANGES)
def test_the_forms_of_a_what_if(office: Office, sent: dict[str, str], box: str) -> None:
    member = office.as_(Role.STAKEHOLDER)
    address = member.post("/coverage/what-if", name="Late").headers["Location"].partition("?")[0]
    check(member, f"{address}/add", {"seen": "1", **sent}, box)


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_the_name_of_a_what_if(office: Office, name: str) -> None:
    check(office.as_(Role.STAKEHOLDER), "/coverage/what-if", {"name": name}, "name")


@pytest.mark.parametrize("until", ["", "late", "2026-11-01T10:00"])
def test_the_closing_link(office: Office, until: str) -> None:
    link = make_closing_link(
        office.database, "id-red-cafe", by="x", at=office.now[0], site="http://localhost"
    )
    answer = office.as_(None).post(f"/close/{link.rpartition('/')[2]}", deed="until", until=until)
    assert answer.status_code == 400
    marks(page_of(answer.text), {"until": until}, "until")


@pytest.mark.parametrize("email", ["", "nobody"])
def test_asking_a_colleague(office: Office, email: str) -> None:
    check(a_partner(office), "/partner/people", {"email": email}, "email")


def a_change_sent(office: Office, partner: Visitor) -> str:
    """Where the council decides on a change of hours and telephone."""
    form = partner.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    for page, fields in (
        (
            "place",
            {
                "name": "Red Cafe",
                "kind": "cafe",
                "address": "1 Red Street",
                "phone": "024 7600 0001",
            },
        ),
        ("hours", HOURS_SENT),
    ):
        assert partner.post(f"{form}/{page}", **fields).status_code == 303, page
    assert partner.post(f"{form}/said").status_code == 303
    assert partner.post(f"{form}/check", agreed="1").status_code == 303
    return f"/officer/sent/{form.rpartition('/')[2]}"


HOURS_SENT = {"hours-Mo": "09:00-23:00", "holidays": "closed"}


def check(visitor: Visitor, address: str, sent: dict[str, str], box: str) -> None:
    marks(read(visitor.post(address, **sent), 400), sent, box)


def marks(page: Page, sent: dict[str, str], box: str) -> None:
    """That just this box is marked, said why, and linked to; that what was typed is still there."""
    boxes = [each for tag in ("input", "select", "textarea") for each in page.all(tag)]
    (link,) = [
        each
        for each in page.all("a")
        if (each.attributes["href"] or "").startswith("#")
        and each.inside[-2:] == ("ul", "li")
        and "nav" not in each.inside
    ]
    assert link.attributes["href"] == f"#{box}" and any(
        each.attributes.get("id") == box for each in page.elements
    )
    if not box.startswith("reason-"):  # a row of buttons, of which none can be invalid
        assert [
            each.attributes["id"] for each in boxes if each.attributes.get("aria-invalid") == "true"
        ] == [box]
        assert link.text in page.one("span", id=f"{box}-fault").text
    shown = [
        (each.attributes.get("name"), each.attributes.get("value"))
        for each in boxes
        if each.tag == "input"
        and each.attributes.get("name") != "words"
        and each.attributes.get("type") not in ("checkbox", "hidden", "radio")
    ]
    names = {name for name, _ in shown}
    assert [pair for pair in sent.items() if pair[0] in names and pair not in shown] == []
