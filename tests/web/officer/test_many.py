"""Many venues at once through the pages: ticked or all of a filter, planned, done, overtaken and undone."""

import re
import sys

import pytest
from werkzeug.test import TestResponse

from safespaces.actions.register.publish import publish
from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.store.venues import add_venues, venue_with_id
from safespaces.venues.venue import ListingStatus
from tests.store.build import a_venue
from tests.web.page import Page
from tests.web.page import page_of as page_in
from tests.web.staff import NOON, Office, Visitor, read


def page_of(answer: TestResponse) -> Page:
    return page_in(answer.get_data(as_text=True))


IDS = [f"id-library-{number}" for number in range(5)]


@pytest.fixture
def libraries(office: Office) -> Office:
    venues = [a_venue(f"Library {number}", kind="library") for number in range(5)]
    with office.database.writing() as session:
        add_venues(session, venues, at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)
    return office


def plan(officer: Visitor, deed: str, fields: dict[str, str], **chosen: object) -> tuple[str, dict[str, str]]:  # fmt: skip
    """The words of the plan, and the form that does it."""
    first = page_of(officer.post("/officer/many", deed=deed, **chosen))
    ids = first.one("input", name="ids").attributes["value"] or ""
    answer = officer.post("/officer/many/plan", deed=deed, ids=ids, **fields)
    page = page_of(answer)
    forms = [each for each in page.all("input", type="hidden") if each.attributes["name"] != "form_token"]  # fmt: skip
    return page.words, {str(each.attributes["name"]): str(each.attributes["value"]) for each in forms}  # fmt: skip


def status(office: Office, venue_id: str) -> ListingStatus:
    with office.database.reading() as session:
        return venue_with_id(session, venue_id).status


def test_all_libraries_are_closed_and_opened_again(libraries: Office) -> None:
    officer, public = libraries.as_(Role.OFFICER), libraries.app.test_client()
    dates = {"start": "2026-11-24T12:30", "end": "2027-01-01T09:00", "why": "Christmas"}
    words, form = plan(officer, "close", dates, kind="library", all="1")
    assert "It would be done to 5 places" in words and "closed from" in words
    done = officer.post("/officer/many/do", **form)
    assert done.status_code == 303
    libraries.later(hours=1)
    assert "Closed" in public.get("/places/library-3").get_data(as_text=True)
    page = page_of(officer.client.get(done.headers["Location"]))
    assert "Done to 5 places" in page.words and "Library 4" in page.words
    undone = officer.post(f"{done.headers['Location']}/undo")
    assert undone.status_code == 200 and "Undone on" in page_of(undone).words
    assert officer.post(f"{done.headers['Location']}/undo").status_code == 400
    assert "Closed for a while" not in public.get("/places/library-3").get_data(as_text=True)
    assert "Christmas" in page_of(officer.client.get("/officer/many")).words


def test_those_that_are_ticked_are_paused_and_others_are_not(libraries: Office) -> None:
    officer = libraries.as_(Role.OFFICER)
    words, form = plan(officer, "pause", {"reason": "strike"}, id=IDS[:2])
    assert "It would be done to 2 places" in words
    assert officer.post("/officer/many/do", **form).status_code == 303
    assert [status(libraries, each).value for each in IDS] == ["paused"] * 2 + ["listed"] * 3


def test_a_plan_that_was_overtaken_is_shown_anew(libraries: Office) -> None:
    one, two = libraries.as_(Role.OFFICER), libraries.as_(Role.OFFICER, email="two@council.example")
    _words, form = plan(one, "pause", {"reason": "strike"}, id=IDS)
    two.post(f"/officer/venues/{IDS[0]}/status", status="withdrawn", reason="gone")
    answer = one.post("/officer/many/do", **form)
    page = page_of(answer)
    assert answer.status_code == 400 and "meanwhile" in page.words
    assert "It would be done to 4 places" in page.words and "Library 0" in page.words
    assert status(libraries, IDS[1]) is ListingStatus.LISTED


@pytest.mark.parametrize(
    ("deed", "fields", "fault"),
    [
        ("close", {}, "Say until when"),
        ("close", {"end": "2020-01-01T09:00"}, "That time is over"),
        ("close", {"end": "soon"}, "2026"),
        ("pause", {}, "Write a reason"),
        ("check", {"how": "call"}, "Nothing is ticked"),
        ("training", {"trained": "many", "staff": "4"}, "whole numbers"),
        ("field", {"field": "safe_hours", "value": "sometimes"}, ""),
        ("field", {"field": "status", "value": "listed"}, "Choose what to set"),
        ("letter", {"subject": "Hello"}, "Write the letter"),
    ],
)
def test_what_is_wrong_stands_at_its_box_and_nothing_typed_is_lost(
    libraries: Office, deed: str, fields: dict[str, str], fault: str
) -> None:
    officer = libraries.as_(Role.OFFICER)
    answer = officer.post("/officer/many/plan", deed=deed, ids=" ".join(IDS), **fields)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400 and fault in text and "Change this, then try again" in text
    assert " ".join(IDS) in text
    typed = {name: value for name, value in fields.items() if name not in ("how", "field")}
    assert all(re.search(rf'(value="{value}"|>{value}<)', text) for value in typed.values())


def test_nonsense_is_refused_and_markup_is_text(libraries: Office) -> None:
    officer = libraries.as_(Role.OFFICER)
    for path in ("", "/plan", "/do"):
        assert officer.post(f"/officer/many{path}", deed="<b>", ids="x").status_code == 404
    back = officer.post("/officer/many", deed="pause", status="listed")
    assert back.status_code == 303 and "status=listed" in back.location
    assert "No place is ticked" in read(officer.client.get(back.location)).words
    assert officer.client.get("/officer/many/99").status_code == 404
    words, form = plan(officer, "pause", {"reason": "<script>x</script>"}, id=[*IDS, "nowhere", "'"])  # fmt: skip
    assert "<script>x</script>" in words and form["reason"] == "<script>x</script>"


def test_a_contact_is_kept_shown_and_removed_and_never_public(libraries: Office) -> None:
    officer, page = libraries.as_(Role.OFFICER), f"/officer/venues/{IDS[0]}"
    typed = {"contact_name": "Zed Example", "contact_email": "zed@x.example", "contact_phone": "024 7600 0000", "may_write": "1"}  # fmt: skip
    assert officer.post(f"{page}/contacts", **typed).status_code == 303
    text = officer.client.get(page).get_data(as_text=True)
    assert "Zed Example" in text and "mailto:zed@x.example" in text
    assert "Zed" in officer.client.get("/officer/venues.csv").get_data(as_text=True)
    assert "Library 0" in officer.client.get("/officer/venues?words=zed").get_data(as_text=True)
    public = libraries.app.test_client()
    for path in ("/places/library-0", "/directory.json", "/places.csv", "/places.geojson"):
        assert "zed" not in public.get(path).get_data(as_text=True).lower()
    for faulty in ({"contact_name": " "}, {"contact_email": "zed@"}, {"contact_phone": "12"}, {"contact_name": "Zed", "may_write": "1"}):  # fmt: skip
        answer = officer.post(f"{page}/contacts", **faulty)
        assert answer.status_code == 400 and "Change this" in answer.get_data(as_text=True)
    out = re.search(rf"{page}/contacts/[\w-]+/out", text)
    assert out and officer.post(out[0]).status_code == 303
    assert "Zed" not in officer.client.get(page).get_data(as_text=True)
    other = f"/officer/venues/{IDS[1]}/contacts/{out[0].split('/')[-2]}/out"
    assert officer.post(other).status_code == 404


def test_a_letter_reaches_who_agreed(libraries: Office) -> None:
    officer = libraries.as_(Role.OFFICER)
    officer.post(f"/officer/venues/{IDS[0]}/contacts", contact_email="zed@x.example", may_write="1")
    words, form = plan(officer, "letter", {"subject": "Training", "letter": "On Friday.\n<b>"}, kind="library", all="1")  # fmt: skip
    assert "1 place" in words and "nobody there may be written to" in words
    assert officer.post("/officer/many/do", **form).status_code == 303
    with libraries.database.reading() as session:
        mails = [each.message for each in due_messages(session, libraries.now[0], 500)]
    (mail,) = [each for each in mails if each.recipient == "zed@x.example"]
    assert (mail.subject, mail.body.strip()) == ("Training", "On Friday.\n<b>")


def test_the_sheets_of_those_that_are_ticked_come_on_one_page(
    libraries: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = libraries.as_(Role.OFFICER)
    page = page_of(officer.post("/officer/many/packs", id=IDS[:2], kind="library"))
    assert "To print: 2 places" in page.words and len(page.all("section", class_="sheet sticker")) == 2  # fmt: skip
    codes = page.texts("p", class_="code")
    assert len(set(codes)) == 2
    again = page_of(officer.post("/officer/many/packs", id=IDS[:2]))
    assert again.texts("p", class_="code") == codes  # no new sticker for looking twice
    module = sys.modules["safespaces.web.officer.many"]  # the package names its blueprint so too
    monkeypatch.setattr(module, "_MOST_PACKS", 3)
    most = page_of(officer.post("/officer/many/packs", kind="library", all="1"))
    assert "2 more were chosen" in most.words and len(most.all("section", class_="sheet sticker")) == 3  # fmt: skip
    for nothing in ([], ["nobody", "<b>"]):
        answer = officer.post("/officer/many/packs", id=nothing, kind="library")
        assert answer.headers["Location"] == "/officer/venues?kind=library"
