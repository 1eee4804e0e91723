"""A chain works its branches on one page: pins, what they share, one press; and one set of Christmas hours for all."""

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.store.partners import put_venue_with
from safespaces.store.venues import add_venues, all_venues, change_venues, venue_with_id
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import a_venue
from tests.web.officer.test_import_pages import upload
from tests.web.page import Page
from tests.web.partners import CAFE, a_partner
from tests.web.staff import NOON, Office, Visitor, read

LIST = (
    "name,kind,address,postcode,safe_hours\n"
    "Red North,cafe,5 Made-up Street,CV1 5FB,Mo-Fr 09:00-21:00; PH off\n"
    "Red South,cafe,6 Made-up Street,CV1 5FB,Mo-Fr 09:00-21:00; PH off\n"
    "Red West,cafe,7 Made-up Street,CV1 5FB,\n"
)
PINS = ("52.4101, -1.5071", "52.4102, -1.5072", "52.4103, -1.5073")


def begun(office: Office) -> tuple[Visitor, Page, list[str]]:
    """A cook with three branches to complete, the page, and the names of their boxes."""
    cook = a_partner(office)
    kept = str(read(upload(cook, LIST, "/partner/list")).one("input", name="kept").attributes["value"])  # fmt: skip
    assert cook.post("/partner/list", kept=kept).headers["Location"] == "/partner/branches"
    page = cook.get("/partner/branches")
    boxes = [str(each.attributes["name"]) for each in page.all("input") if each.attributes.get("data-number")]  # fmt: skip
    return cook, page, boxes


def registered(office: Office, name: str) -> Venue | None:
    with office.database.reading() as session:
        return next((each for each in all_venues(session) if each.name == name), None)


def test_pins_ages_and_christmas_are_said_once_and_what_is_whole_is_sent(office: Office) -> None:
    cook, page, boxes = begun(office)
    assert "Red North" in page.words and len(boxes) == 3
    said = {**dict(zip(boxes, PINS, strict=True)), **{box.replace("pin-", "sure-"): "1" for box in boxes}}  # fmt: skip
    said |= {"ages": "all", "special-2026-12-25": "closed"}
    unsaid = read(cook.post("/partner/branches", **said), 400)
    assert "Tick that your places do" in unsaid.words and unsaid.one("input", id=boxes[2]).attributes["value"] == PINS[2]  # fmt: skip
    assert registered(office, "Red North") is None
    sent = cook.post("/partner/branches", **said, agreed="1")
    assert sent.headers["Location"] == "/partner/branches"  # one still lacks its hours
    north = registered(office, "Red North")
    assert north and north.status is ListingStatus.APPLIED and north.located
    assert (north.located.point.lat, north.located.point.lon) == (52.4101, -1.5071)
    assert "2026 Dec 25 off" in north.safe_hours
    assert registered(office, "Red South") and registered(office, "Red West") is None
    left = cook.get("/partner/branches")
    assert "the safe hours" in left.words and "Red North" not in left.words
    with office.database.reading() as session:
        subjects = [each.message.subject for each in due_messages(session, office.now[0])]
    assert subjects.count("With the council: Red Ltd") == 1


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("nonsense", "Write latitude and longitude"),
        ("95, 0", "Red North"),
        ("48.85, 2.35", "outside"),
        ("52.44, -1.50", "another postcode"),
    ],
)
def test_a_pin_that_cannot_be_right_is_asked_about_and_nothing_is_kept(
    office: Office, pin: str, fault: str
) -> None:
    cook, _page, boxes = begun(office)
    page = read(cook.post("/partner/branches", agreed="1", ages="all", **{boxes[0]: pin, boxes[1]: PINS[1]}), 400)  # fmt: skip
    assert fault in page.words and page.one("input", id=boxes[0]).attributes["value"] == pin
    assert registered(office, "Red South") is None


def test_where_the_address_was_found_is_no_entrance_until_somebody_says_so(office: Office) -> None:
    cook, page, boxes = begun(office)
    found = {box: str(page.one("input", id=box).attributes["value"]) for box in boxes}
    if not all(found.values()):
        pytest.fail("the postcode of the list is in the table of the town")
    answer = read(cook.post("/partner/branches", agreed="1", ages="all", **found), 400)
    assert "still where we found" in answer.words
    sure = {box.replace("pin-", "sure-"): "1" for box in boxes}
    assert (
        cook.post("/partner/branches", agreed="1", ages="all", **found, **sure).status_code == 303
    )


def test_anothers_branches_are_not_there(office: Office) -> None:
    _cook, _page, boxes = begun(office)
    other = office.as_(Role.PARTNER, email="other@x.example")
    assert other.client.get("/partner/branches").status_code == 404
    assert other.post("/partner/branches", **{boxes[0]: PINS[0]}).status_code == 404


def test_christmas_hours_for_all_places(office: Office) -> None:
    cook = a_partner(office)
    odd = a_venue("Odd", safe_hours="Jan-Mar: Mo 10:00-12:00")
    with office.database.writing() as session:
        add_venues(session, [a_venue("Red Two"), odd], at=NOON, author="test", reason="test")
        for venue_id in ("id-red-two", "id-odd"):
            put_venue_with(session, "o-red", venue_id)
    ids = [str(each.attributes["value"]) for each in cook.get("/partner/special-days").all("input", name="venue")]  # fmt: skip
    assert len(ids) == 3
    sent = {"special-2026-12-25": "closed"}
    data = [("venue", each) for each in ids] + list(sent.items())
    answer = post_many(cook, data)
    page = read(answer)
    assert "Sent for 2 places" in page.words and "Odd: Its hours are not known" in page.words
    with office.database.reading() as session:
        for venue_id in ("id-red-cafe", "id-red-two"):
            assert "2026 Dec 25 off" in venue_with_id(session, venue_id).safe_hours
    assert "Red Two: It says so already" in read(post_many(cook, data)).words


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ([("venue", "id-red-cafe")], "Write the hours of one day"),
        ([("special-2026-12-25", "closed")], "Tick one place"),
        ([("special-2026-12-25", "closed"), ("venue", "id-lost")], "Tick one place"),
        ([("special-2026-12-25", "late-ish"), ("venue", "id-red-cafe")], "late-ish"),
    ],
)
def test_what_is_missing_is_said(office: Office, data: list[tuple[str, str]], fault: str) -> None:
    cook = a_partner(office)
    answer = post_many(cook, data)
    assert answer.status_code == 400 and fault in answer.get_data(as_text=True)


def test_what_the_council_asks_about_is_answered_first(office: Office) -> None:
    cook, officer = a_partner(office), office.as_(Role.OFFICER)
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    cook.post(f"{change}/check")
    officer.post(change.replace("/partner", "/officer") + "/ask", question="Why?")
    answer = post_many(cook, [("special-2026-12-25", "closed"), ("venue", "id-red-cafe")])
    assert "answer that first" in answer.get_data(as_text=True)


def test_a_waiting_change_goes_on_with_the_christmas_hours(office: Office) -> None:
    cook = a_partner(office)
    with office.database.writing() as session:
        cafe = venue_with_id(session, "id-red-cafe")
        change_venues(session, [cafe], at=NOON, author="test", reason="test")
    change = cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0]
    cook.post(f"{change}/place", name="Redder", kind="cafe", address="1 High Street", postcode="CV1 5FB")  # fmt: skip
    cook.post(f"{change}/check")
    post_many(cook, [("special-2026-12-25", "closed"), ("venue", "id-red-cafe")])
    officer = office.as_(Role.OFFICER)
    (link,) = [str(each.attributes["href"]) for each in officer.get("/officer/queue").all("a") if "/officer/sent/" in str(each.attributes["href"])]  # fmt: skip
    assert "Redder" in officer.get(link).words


def post_many(cook: Visitor, data: list[tuple[str, str]]) -> TestResponse:
    fields = [*data, ("form_token", digest_of(f"form {cook.cookie}"))]
    return cook.client.post("/partner/special-days", data=MultiDict(fields))
