"""Signing in in a browser without script, the officer's pages, people and the audit log."""

import re

import pyotp
import pytest

from safespaces.actions.register.find_duplicates import find_duplicates
from safespaces.people.message import Priority
from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.store.venues import add_venues
from safespaces.web.account.sign_in import device_of, safe_path
from safespaces.web.signed_in import COOKIE
from tests.store.build import a_venue
from tests.web import partners
from tests.web.page import page_of
from tests.web.staff import Office, Visitor, read

CAFE = "/officer/venues/id-red-cafe"


def link_in_mail(office: Office) -> str:
    with office.database.reading() as session:
        (mail,) = due_messages(session, office.now[0], least=Priority.SIGN_IN)
    return re.findall(r"http://localhost(/sign-in/\S+)", mail.message.body)[-1]


def test_from_an_address_to_the_overview(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    admin.post("/officer/people", email="New.Officer@Council.example", name="N. O.", role="officer")
    browser = Visitor(office.app.test_client(), "")
    asked = browser.client.get("/officer/venues")
    assert asked.status_code == 303 and asked.headers["Location"] == "/sign-in?then=/officer/venues"
    sent = read(
        browser.client.post(
            "/sign-in", data={"email": "new.officer@council.example", "then": "/officer/venues"}
        )
    )
    assert "Look at your mail" in sent.words
    path = link_in_mail(office)
    assert (
        "Sign in to Safe Spaces" in browser.get(path).words
        and browser.client.get_cookie(COOKIE) is None
    )
    done = browser.client.post(path.partition("?")[0], data={"then": "/officer/venues"})
    cookie = browser.client.get_cookie(COOKIE)
    assert (
        done.status_code == 303
        and done.headers["Location"] == "/officer/venues"
        and cookie
        and cookie.http_only
        and cookie.same_site == "Lax"
    )
    browser.cookie = cookie.value
    assert browser.client.get("/officer/venues").headers["Location"].startswith("/sign-in/code")
    assert browser.client.get("/sign-in/code").headers["Location"].startswith("/sign-in/app")
    page = browser.get("/sign-in/app")
    secret = page.one("code").text
    assert (
        page.one("svg")
        and "not right" in read(browser.post("/sign-in/app", code="000000"), 400).words
    )
    codes = read(browser.post("/sign-in/app", code=pyotp.TOTP(secret).at(office.now[0])))
    assert len(codes.all("code")) == 10
    assert "listed2" in browser.get("/officer").words.replace(" ", "")
    assert "This link is over" in read(browser.client.get(path)).words


def test_known_and_unknown_addresses_get_the_same_page(office: Office) -> None:
    office.as_(Role.PARTNER, email="known@red.example")
    pages = [
        office.app.test_client()
        .post("/sign-in", data={"email": email})
        .get_data(as_text=True)
        .replace(email, "E")
        for email in ("known@red.example", "other@red.example")
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("typed", ["", "nobody", "a@b", "x" * 5000, "<b>@x.org"])
def test_what_is_no_address_comes_back_with_what_to_do(office: Office, typed: str) -> None:
    page = read(office.app.test_client().post("/sign-in", data={"email": typed}), 400)
    assert (
        "Write it like name@example.org" in page.words
        and page.one("input", id="email").attributes["value"] == typed[:300]
    )


def test_a_session_that_was_left_alone_asks_to_sign_in_again(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    office.later(minutes=61)
    answer = officer.post(f"{CAFE}/status", status="paused", reason="x")
    assert answer.status_code == 303 and answer.headers["Location"].startswith(
        "/sign-in?then=/parked/"
    )
    assert "signed out" in officer.get("/sign-in?late=1").words


def test_somebody_removed_while_signed_in_is_out_at_once(office: Office) -> None:
    officer, admin = office.as_(Role.OFFICER), office.as_(Role.ADMINISTRATOR)
    button = next(
        e
        for e in admin.get("/officer/people").all("form")
        if (e.attributes.get("aria-label") or "") == "Remove officer@council.example"
    )
    assert admin.post(button.attributes["action"] or "").status_code == 303
    assert officer.client.get("/officer").headers["Location"].startswith("/sign-in")
    assert "officer, removed" in admin.get("/officer/people").words


def test_an_administrator_takes_a_lost_app_away(office: Office) -> None:
    officer, admin = office.as_(Role.OFFICER), office.as_(Role.ADMINISTRATOR)
    page = admin.get("/officer/people")
    (theirs,) = [
        each.attributes["action"]
        for each in page.all(
            "form", aria_label="A new authenticator app for officer@council.example"
        )
    ]
    (own,) = [
        each.attributes["action"]
        for each in page.all(
            "form", aria_label="A new authenticator app for administrator@council.example"
        )
    ]
    assert admin.post(str(theirs)).status_code == 303
    assert officer.client.get("/officer").headers["Location"].startswith("/sign-in")
    assert "Ask another administrator" in read(admin.post(str(own)), 400).words


def test_signing_out_and_ending_another_session(office: Office) -> None:
    one, two = office.as_(Role.PARTNER), office.as_(Role.PARTNER)
    forms = [
        e.attributes["action"] or ""
        for e in two.get("/account").all("form")
        if "end" in (e.attributes["action"] or "")
    ]
    assert len(forms) == 2
    for address in forms:
        if two.client.get("/account").status_code == 200:
            two.post(address)
    assert (
        one.client.get("/account").status_code == 303
        and two.client.get("/account").status_code == 303
    )
    three = office.as_(Role.PARTNER)
    assert three.post("/sign-out").status_code == 303 and three.client.get_cookie(COOKIE) is None


def test_an_officer_pauses_and_lists_and_the_public_page_follows(office: Office) -> None:
    officer, public = office.as_(Role.OFFICER), office.app.test_client()
    assert public.get("/places/red-cafe").status_code == 200
    assert officer.post(f"{CAFE}/status", status="paused", reason="failed visit").status_code == 303
    assert public.get("/places/red-cafe").status_code == 404
    page = officer.get(CAFE)
    assert "Version 2" in page.words and "failed visit" in page.words
    assert (
        "Record a check first"
        in read(officer.post(f"{CAFE}/status", status="listed", reason="mended"), 400).words
    )
    officer.post(f"{CAFE}/verify", how="visit", found="trained")
    assert officer.post(f"{CAFE}/status", status="listed", reason="mended").status_code == 303
    assert public.get("/places/red-cafe").status_code == 200


def test_without_a_reason_the_page_comes_back_with_what_was_typed(office: Office) -> None:
    page = read(office.as_(Role.OFFICER).post(f"{CAFE}/status", status="paused", reason="  "), 400)
    assert (
        "Write a reason" in page.words
        and page.one("input", id="reason").attributes["aria-invalid"] == "true"
    )
    assert office.app.test_client().get("/places/red-cafe").status_code == 200


def test_the_second_of_two_officers_sees_what_the_first_did_and_overwrites_nothing(
    office: Office,
) -> None:
    first, second = office.as_(Role.OFFICER), office.as_(Role.ADMINISTRATOR)
    seen = second.get(CAFE).all("input", name="seen")[0].attributes["value"] or ""
    first.post(f"{CAFE}/pin", lat="52.42", lon="-1.5", seen=seen)
    page = read(second.post(f"{CAFE}/pin", lat="52.43", lon="-1.5", seen=seen), 400)
    assert "officer@council.example changed this venue meanwhile" in page.words
    assert page.one("input", id="lat").attributes["value"] == "52.43"


def test_a_closure_is_public_at_once_over_by_itself_and_can_be_undone(office: Office) -> None:
    officer, public = office.as_(Role.OFFICER), office.app.test_client()
    assert (
        officer.post(f"{CAFE}/close", end="2026-11-24T18:00", why="SECRET REASON").status_code
        == 303
    )
    shut = public.get("/places/red-cafe").get_data(as_text=True)
    assert "Opens at 18:00" in page_of(shut).words and "SECRET" not in shut + public.get(
        "/directory.json"
    ).get_data(as_text=True)
    undo = next(
        e.attributes["action"] or ""
        for e in officer.get(CAFE).all("form")
        if "reopen" in (e.attributes["action"] or "")
    )
    officer.post(undo)
    assert (
        "Open until 19:00" in page_of(public.get("/places/red-cafe").get_data(as_text=True)).words
    )


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"end": "soon"},
        {"end": "2026-11-23T18:00"},
        {"start": "2026-11-25T18:00", "end": "2026-11-25T17:00"},
        {"end": "9999-12-31T23:59"},
    ],
)
def test_a_closure_that_makes_no_sense_comes_back(office: Office, fields: dict[str, str]) -> None:
    page = read(office.as_(Role.OFFICER).post(f"{CAFE}/close", why="kept", **fields), 400)
    assert page.one("input", id="why").attributes["value"] == "kept"


@pytest.mark.parametrize(("lat", "lon"), [("nan", "1"), ("", ""), ("91", "0"), ("52.4", "x")])
def test_a_pin_that_is_no_point_is_refused(office: Office, lat: str, lon: str) -> None:
    read(office.as_(Role.OFFICER).post(f"{CAFE}/pin", lat=lat, lon=lon), 400)


def test_filters_and_search_are_in_the_address(office: Office) -> None:
    officer = office.as_(Role.OFFICER)

    def names(query: str) -> list[str]:
        page = officer.get(f"/officer/venues?{query}")
        return [text.removeprefix("Tick ") for text in page.texts("label") if "Tick " in text]

    assert names("lacking=point") == ["Lost"]
    assert names("words=red+caf&status=listed") == ["Red Cafe"]
    assert names("words=%00&status=nonsense&lacking=x&check=y&since=never&sort=z") == []


def test_the_audit_log_calls_places_and_people_by_their_names(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    office.as_(Role.OFFICER).post(f"{CAFE}/status", status="paused", reason="a leak")
    words = admin.get("/officer/audit").words
    assert "listing status: Red Cafe (id-red-cafe)" in words
    assert "signed in: officer@council.example (p-" in words


def test_the_audit_log_is_filtered_and_a_table_runs_nothing(office: Office) -> None:
    admin = office.as_(Role.ADMINISTRATOR)
    admin.post(f"{CAFE}/status", status="paused", reason="=cmd|' /C calc'!A0")
    assert "paused: =cmd" in admin.get("/officer/audit?what=listing+status").words
    table = admin.client.get("/officer/audit.csv?subject=id-red-cafe").get_data(as_text=True)
    assert (
        table.splitlines()[0] == "number,at,who,what,subject,old,new"
        and len(table.splitlines()) == 2
    )


@pytest.mark.parametrize(
    "text",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:x",
        "evil",
        "/a\nb",
        "",
        "/%2f/evil\x00",
    ],
)
def test_a_sign_in_leads_to_no_other_site(text: str) -> None:
    assert safe_path(text) == ""
    assert safe_path("/officer/venues?x=1") == "/officer/venues?x=1"  # the filter is kept


def test_a_device_is_named_roughly() -> None:
    assert (
        device_of(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
        )
        == "Chrome on Android"
    )
    assert device_of("") == "A browser on some device"


def test_a_check_is_kept_and_the_public_page_says_its_day(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    assert (
        officer.post(f"{CAFE}/verify", how="visit", on="2026-11-20", found="trained").status_code
        == 303
    )
    assert (
        "Visit on Friday 20 November 2026, counts to Friday 19 November 2027"
        in officer.get(CAFE).words
    )
    assert "Missing: Somewhere to sit" in officer.get(CAFE).words
    assert (
        "Last checked on Friday 20 November 2026"
        in page_of(office.app.test_client().get("/places/red-cafe").get_data(as_text=True)).words
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"on": "tomorrow"},
        {"on": "2027-01-01"},
        {"how": "dream"},
        {"last_day": "2020-01-01"},
        {"found": "nonsense"},
    ],
)
def test_a_check_that_makes_no_sense_comes_back_with_its_ticks(
    office: Office, fields: dict[str, str]
) -> None:
    page = read(
        office.as_(Role.OFFICER).post(
            f"{CAFE}/verify", **{"how": "visit", "found": "seat", **fields}
        ),
        400,
    )
    assert ("checked" in page.one("input", id="found-seat").attributes) == (
        fields.get("found", "seat") == "seat"
    )


def test_an_officer_corrects_facts_on_the_partners_pages_and_the_list_follows(
    office: Office,
) -> None:
    officer = office.as_(Role.OFFICER)
    page = officer.get(f"{CAFE}/edit/hours")
    assert page.one("input", id="hours-Mo").attributes["value"] == "09:00-19:00"
    fields = {"hours-Mo": "1000-1200", "alike": "1", "holidays": "closed"}
    assert officer.post(f"{CAFE}/edit/hours", **fields).headers["Location"] == f"{CAFE}/edit/said"
    assert "Mo-Su 10:00-12:00; PH off" in office.app.test_client().get("/places.csv").get_data(
        as_text=True
    )
    assert officer.post(f"{CAFE}/edit/has", ages="all").headers["Location"] == CAFE
    assert "corrected by the council" in officer.get(CAFE).words
    assert (
        "castle"
        not in read(
            officer.post(f"{CAFE}/edit/place", name="X", kind="castle", address="x", postcode=""),
            400,
        )
        .one("h1")
        .text
    )
    assert officer.client.get("/officer/venues/nobody/edit/place").status_code == 404


def test_of_two_that_are_one_an_officer_gives_one_up(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    with office.database.writing() as session:
        add_venues(
            session, [a_venue("Red Cafe Ltd")], at=office.now[0], author="test", reason="test"
        )
    find_duplicates(office.database, at=office.now[0])
    (link,) = [
        str(e.attributes["href"])
        for e in officer.get("/officer/queue?kind=duplicate").all("a")
        if "/duplicates/" in (e.attributes["href"] or "")
    ]
    page = officer.get(link)
    ids = str(page.one("form", **{"aria-label": "One place"}).attributes["action"]).split("/")[
        -3:-1
    ]
    kept = str(ids.index("id-red-cafe"))
    assert officer.post(f"{link}/one", keep=kept).status_code == 303
    assert "Nothing waits" in officer.get("/officer/queue?kind=duplicate").words
    with office.database.writing() as session:
        add_venues(
            session, [a_venue("Red Cafe Two")], at=office.now[0], author="test", reason="test"
        )
    find_duplicates(office.database, at=office.now[0])
    pair = next(
        str(e.attributes["href"])
        for e in officer.get("/officer/queue?kind=duplicate").all("a")
        if "/duplicates/" in (e.attributes["href"] or "")
    )
    assert "Write a reason" in read(officer.post(pair), 400).words
    assert officer.post(pair, reason="two floors").status_code == 303
    assert "Nothing waits" in officer.get("/officer/queue?kind=duplicate").words


def test_a_place_of_the_councils_is_given_to_its_partner(office: Office) -> None:
    officer, client = office.as_(Role.OFFICER), office.app.test_client()
    assert (
        "not an e-mail address"
        in read(officer.post(f"{CAFE}/partner", partner_email="x"), 400).words
    )
    assert (
        "cannot act for a partner"
        in read(officer.post(f"{CAFE}/partner", partner_email="officer@council.example"), 400).words
    )
    assert officer.post(f"{CAFE}/partner", partner_email="cook@red.example").status_code == 303
    assert client.post(partners.link_in_mail(office, "/join/colleague/")).status_code == 303
    assert "Red Cafe" in partners.signed_in_as(office, "cook@red.example").get("/partner").words
    officer.post("/officer/venues/id-lost/partner", partner_email="cook@red.example")
    assert "Lost" in partners.signed_in_as(office, "cook@red.example").get("/partner").words


def test_the_second_of_two_who_correct_overwrites_nothing(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    seen = str(officer.get(f"{CAFE}/edit/place").one("input", name="seen").attributes["value"])
    fields = {
        "name": "Red Cafe",
        "kind": "cafe",
        "address": "1 Made-up Street, Coventry",
        "postcode": "CV1 5FB",
        "seen": seen,
    }
    assert (
        officer.post(
            f"{CAFE}/edit/place", **fields, phone="024 7600 1111", website="https://red.example"
        ).status_code
        == 303
    )
    page = read(
        officer.post(
            f"{CAFE}/edit/place", **fields, phone="024 7600 0000", website="https://other.example"
        ),
        400,
    )
    assert (
        "changed this venue meanwhile" in page.words
        and page.one("input", id="website").attributes["value"] == "https://other.example"
    )
    assert "024 7600 1111" in officer.get(CAFE).words


def test_an_officers_form_survives_signing_in_with_the_second_factor(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    office.later(hours=2)
    sent = officer.post(f"{CAFE}/status", status="paused", reason="typed before")
    parked = sent.headers["Location"].partition("then=")[2].partition("&")[0]
    back = office.as_(Role.OFFICER, full=False)
    asked = back.client.get(parked)
    assert asked.headers["Location"] == f"/sign-in/code?then={parked}"
    assert (
        back.get(asked.headers["Location"]).one("input", name="then").attributes["value"] == parked
    )
    assert "typed before" in office.as_(Role.OFFICER).get(parked).words
