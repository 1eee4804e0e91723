"""Whatever is refused is marked at its own box, in words, with a link from the list above (WCAG 2.2, 3.3.1); nothing typed is lost."""

import pytest

from safespaces.roles import Role
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


@pytest.mark.parametrize(
    ("form", "sent", "box"), OFFICERS, ids=[f"{form}-{box}-{number}" for number, (form, _, box) in enumerate(OFFICERS)]
)
def test_an_officers_form_marks_the_box_that_is_wrong(office: Office, form: str, sent: dict[str, str], box: str) -> None:
    check(office.as_(Role.OFFICER), f"{VENUE}/{form}", sent, box)


@pytest.mark.parametrize(
    ("form", "sent", "box"), PARTNERS, ids=[f"{form}-{box}-{number}" for number, (form, _, box) in enumerate(PARTNERS)]
)
def test_a_partners_form_marks_the_box_that_is_wrong(office: Office, form: str, sent: dict[str, str], box: str) -> None:
    check(a_partner(office), f"{CAFE}/{form}", sent, box)


def check(visitor: Visitor, address: str, sent: dict[str, str], box: str) -> None:
    page = read(visitor.post(address, **sent), 400)
    boxes = [each for tag in ("input", "select", "textarea") for each in page.all(tag)]
    (link,) = [
        each
        for each in page.all("a")
        if (each.attributes["href"] or "").startswith("#") and each.inside[-2:] == ("ul", "li") and "nav" not in each.inside
    ]
    assert link.attributes["href"] == f"#{box}" and any(each.attributes.get("id") == box for each in page.elements)
    if not box.startswith("reason-"):  # a row of buttons, of which none can be invalid
        assert [each.attributes["id"] for each in boxes if each.attributes.get("aria-invalid") == "true"] == [box]
        assert link.text in page.one("span", id=f"{box}-fault").text
    shown = {
        each.attributes.get("name"): each.attributes.get("value")
        for each in boxes
        if each.tag == "input" and each.attributes.get("type") not in ("checkbox", "hidden")
    }
    assert {name: shown[name] for name in sent if name in shown} == {name: typed for name, typed in sent.items() if name in shown}
