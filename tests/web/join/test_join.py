"""Joining in a browser without script: page by page, nothing typed is lost, and what makes no sense is asked about."""

import pytest
from werkzeug.datastructures import MultiDict

from safespaces.roles import Role
from safespaces.store.outbox import due_messages
from safespaces.venues.venue import OVER_16_ALONE
from safespaces.web.forms.reading import read_has
from tests.web.page import Page
from tests.web.partners import PAGES, fill_in, link_in_mail
from tests.web.staff import Office, read


def new_form(office: Office) -> str:
    return office.app.test_client().post("/join").headers["Location"].rpartition("/")[0]


def wrong(office: Office, page: str, **fields: str) -> Page:
    """A page that comes back with what to change."""
    return read(office.app.test_client().post(f"{new_form(office)}/{page}", data=fields), 400)


def faults(page: Page) -> list[str]:
    return [
        " ".join(e.text.split())
        for e in page.all("a")
        if (e.attributes["href"] or "").startswith("#") and "ul" in e.inside
    ]


def test_what_is_asked_is_said_before_anything_is(office: Office) -> None:
    page = read(office.app.test_client().get("/join"))
    for words in (
        "call 999",
        "somewhere to sit",
        "sticker",
        "do not question",
        "wait until they feel safe",
    ):
        assert words in page.words


def test_a_form_goes_from_page_to_page_to_the_council(office: Office) -> None:
    client = office.app.test_client()
    base = fill_in(client)
    page = read(client.get(f"{base}/check"))
    for words in (
        "Blue Hub",
        "Friday: 20:00 to 02:00 the next day",
        "Bank holidays: Closed",
        "Phone charger",
        "hub@blue.example",
    ):
        assert words in page.words
    assert "Tick that your place" in read(client.post(f"{base}/check"), 400).words
    assert client.post(f"{base}/check", data={"agreed": "1"}).status_code == 303
    for again in (
        client.get(f"{base}/check"),
        client.get(f"{base}/hours"),
        client.post(f"{base}/place", data=PAGES["place"]),
    ):
        assert "One more step" in read(again).words
    link = link_in_mail(office, "/join/confirm/")
    shown = read(client.get(link))
    assert "Blue Hub" in shown.words and "hub@blue.example" in shown.words
    assert "with the council" in read(client.post(link)).words
    for gone in (link, f"{base}/check", f"{base}/place"):
        assert client.get(gone).status_code == 404
    assert client.get("/places/blue-hub").status_code == 404


def test_a_slip_in_the_address_is_corrected(office: Office) -> None:
    client = office.app.test_client()
    base = fill_in(client)
    client.post(f"{base}/check", data={"agreed": "1"})
    assert client.post(f"{base}/sent").headers["Location"] == f"{base}/check"
    client.post(f"{base}/contact", data={**PAGES["contact"], "contact_email": "hub@bleu.example"})
    client.post(f"{base}/check", data={"agreed": "1"})
    assert "hub@bleu.example" in read(client.get(link_in_mail(office, "/join/confirm/"))).words


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\ufeff", "\u00ad"])
def test_an_address_with_a_sign_that_nobody_sees_is_asked_about(office: Office, sign: str) -> None:
    client, base = office.app.test_client(), new_form(office)
    typed = {**PAGES["contact"], "contact_email": f"h{sign}ub@blue.example"}
    page = read(client.post(f"{base}/contact", data=typed), 400)
    assert page.one("input", id="contact_email").attributes["aria-invalid"] == "true"


def test_the_councils_own_address_is_no_partners(office: Office) -> None:
    office.as_(Role.OFFICER)
    client = office.app.test_client()
    client.post(
        f"{fill_in(client, {**PAGES, 'contact': {**PAGES['contact'], 'contact_email': 'officer@council.example'}})}/check",
        data={"agreed": "1"},
    )
    assert "Use another one" in read(client.post(link_in_mail(office, "/join/confirm/")), 400).words


def test_it_is_left_and_resumed_where_something_is_missing(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data=PAGES["place"])
    assert (
        "not an e-mail address"
        in read(client.post(f"{base}/later", data={"email": "x"}), 400).words
    )
    assert (
        "kept for 60 days"
        in read(client.post(f"{base}/later", data={"email": "hub@blue.example"})).words
    )
    with office.database.reading() as session:
        assert f"http://localhost{base}\n" in due_messages(session, office.now[0])[-1].message.body
    assert office.app.test_client().get(base).headers["Location"] == f"{base}/pin"
    later = client.post(f"{base}/has", data={"ages": "from", "from_age": "x", "deed": "later"})
    assert (
        later.headers["Location"] == f"{base}/later"
    )  # what is right so far is kept, and nothing is complained of
    assert (
        read(client.get(f"{base}/place")).one("input", id="name").attributes["value"] == "Blue Hub"
    )


def test_every_fault_of_the_place_is_named_at_once_and_what_was_typed_stays(office: Office) -> None:
    page = wrong(
        office,
        "place",
        name="<b>\u202eBad",
        kind="castle",
        postcode="CV1",
        website="javascript:alert(1)",
        phone="ring me",
    )
    assert len(faults(page)) == 4
    assert page.one("input", id="website").attributes["value"] == "javascript:alert(1)"


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("52.0", "2.5", "km outside Coventry"), ("x", "-1.5", "is not a number"), ("", "", "is not a number"), ("91", "0", "between -90 and 90"),
        ("nan", "nan", "not a number"), ("52.45", "-1.46", "another postcode"),
    ],
)  # fmt: skip
def test_a_pin_in_the_sea_is_refused_and_one_far_off_is_asked_about(
    office: Office, lat: str, lon: str, words: str
) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data=PAGES["place"])
    page = read(client.post(f"{base}/pin", data={"lat": lat, "lon": lon}), 400)
    assert words in page.words and page.one("input", id="lat").attributes["value"] is not None
    if words == "another postcode":
        assert (
            client.post(f"{base}/pin", data={"lat": lat, "lon": lon, "sure": "1"}).status_code
            == 303
        )


def test_the_pin_moves_by_buttons_without_script(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data=PAGES["place"])
    moved = read(
        client.post(f"{base}/pin", data={"lat": "52.41", "lon": "-1.507", "deed": "north"})
    )
    assert float(moved.one("input", id="lat").attributes["value"] or 0) == pytest.approx(
        52.41009, abs=1e-5
    )
    east = read(client.post(f"{base}/pin", data={"lat": "52.41", "lon": "-1.507", "deed": "east"}))
    assert float(east.one("input", id="lon").attributes["value"] or 0) == pytest.approx(
        -1.506853, abs=1e-5
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hours-Mo": "20:00-20:00"}, "Do you mean 20:00-08:00?"), ({"hours-Mo": "9-5"}, "Do you mean 09:00-17:00?"),
        ({"hours-Mo": "09:00-13:00, 12:00-17:00"}, "overlap"), ({}, "at least one day"), ({"hours-Mo": "09:00-17:00", "holidays": ""}, "bank holidays"),
        ({"hours-Mo": "09:00-17:00", "holidays": "open"}, "Write the hours on bank holidays"),
        ({"hours-Mo": "09:00-17:00", "date-0": "2026-02-30", "date-hours-0": "closed"}, "no such day"),
        ({"hours-Mo": "09:00-17:00", "date-0": "2025-12-24", "date-hours-0": "closed"}, "Do you mean 24 December 2026"),
        ({"hours-Mo": "09:00-17:00", "date-0": "9 Jan", "date-hours-0": "closed", "date-1": "2027-01-09", "date-hours-1": "9am-noon"}, "given twice"),
        ({"hours-Mo": "09:00-17:00", "special-2026-12-24": "9-5"}, "Do you mean 09:00-17:00"),
        ({"hours-Mo": "09:00-17:00", "date-0": "2026-12-24"}, "Write the hours of that day"),
        ({"hours-Mo": "x" * 5000}, "Write it like 09:00-17:30"),
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_come_back(
    office: Office, fields: dict[str, str], words: str
) -> None:
    page = wrong(office, "hours", **{"holidays": "closed", **fields})
    assert any(words in fault for fault in faults(page)), faults(page)
    if "hours-Mo" in fields:
        assert page.one("input", id="hours-Mo").attributes["value"] == fields["hours-Mo"][:2000]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1200-2200", "12:00 to 22:00"), ("24 hours", "open all day and night"), ("12:00-15:00 17:00-22:00", "12:00 to 15:00, 17:00 to 22:00"),
        ("9am to 5pm", "09:00 to 17:00"), ("noon-midnight", "12:00 to midnight"),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(office: Office, written: str, words: str) -> None:
    client, base = office.app.test_client(), new_form(office)
    assert (
        client.post(
            f"{base}/hours", data={"hours-Mo": written, "alike": "1", "holidays": "closed"}
        ).status_code
        == 303
    )
    assert f"Monday to Sunday{words}" in read(client.get(f"{base}/said")).words


def test_hours_that_could_be_morning_or_evening_are_asked_about(office: Office) -> None:
    page = wrong(office, "hours", **{"hours-Tu": "9-5", "holidays": "closed"})
    assert any(
        fault.startswith("Tuesday:") and "Do you mean 09:00-17:00?" in fault
        for fault in faults(page)
    )


@pytest.mark.parametrize(
    ("kind", "hours", "asked"),
    [
        ("library", "3am-4am", ["03:00-04:00"]), ("library", "22:00-04:00", ["22:00-04:00"]), ("library", "03:00-04:00", ["03:00-04:00"]),
        ("fast_food", "06:00-03:00", ["06:00-03:00"]), ("fast_food", "22:00-04:00", []), ("library", "09:00-17:00", []),
        ("fast_food", "17:00-02:00, 05:30-10:00", ["17:00-02:00, 05:30-10:00"]),
    ],
)  # fmt: skip
def test_hours_that_are_hardly_ever_meant_are_asked_about_and_can_be_confirmed(
    office: Office, kind: str, hours: str, asked: list[str]
) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data={**PAGES["place"], "kind": kind})
    sent = {"hours-Fr": hours, "holidays": "closed"}
    answer = client.post(f"{base}/hours", data=sent)
    if not asked:
        assert answer.status_code == 303
        return
    page = read(answer, 400)
    assert page.one("input", id="hours-Fr").attributes["value"] == hours
    assert [
        each.attributes["value"] for each in page.all("input", name="right-as-written")
    ] == asked
    assert (
        client.post(f"{base}/hours", data={**sent, "right-as-written": "02:00-04:00"}).status_code
        == 400
    )  # another question's answer
    confirmed = client.post(f"{base}/hours", data={**sent, "right-as-written": asked})
    while (
        confirmed.status_code == 400
    ):  # read by the 24-hour clock, and then asked whether a library keeps such hours
        asked = [
            str(each.attributes["value"])
            for each in read(confirmed, 400).all("input", name="right-as-written")
        ]
        confirmed = client.post(f"{base}/hours", data={**sent, "right-as-written": asked})
    assert (
        client.post(f"{base}/hours", data=sent).status_code == 400
    )  # another day it is asked about again


def test_every_odd_session_is_asked_about_and_one_answer_is_not_anothers(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data={**PAGES["place"], "kind": "library"})
    sent = {"hours-Mo": "06:00-23:30", "hours-Tu": "22:00-04:00", "holidays": "closed"}
    page = read(client.post(f"{base}/hours", data=sent), 400)
    odd = [str(each.attributes["value"]) for each in page.all("input", name="right-as-written")]
    assert odd == ["06:00-23:30", "22:00-04:00"]
    again = read(client.post(f"{base}/hours", data={**sent, "right-as-written": odd[:1]}), 400)
    assert [
        str(each.attributes["value"]) for each in again.all("input", name="right-as-written")
    ] == odd
    assert client.post(f"{base}/hours", data={**sent, "right-as-written": odd}).status_code == 303


def test_a_place_that_is_open_late_may_write_its_night_plainly(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data={**PAGES["place"], "kind": "fast_food"})
    assert (
        client.post(
            f"{base}/hours", data={"hours-Fr": "11:00-02:00", "holidays": "closed"}
        ).status_code
        == 303
    )


def test_past_midnight_is_right_and_is_said_back_in_words(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    assert (
        client.post(
            f"{base}/hours", data={"hours-Sa": "20:00-02:00", "holidays": "unknown"}
        ).headers["Location"]
        == f"{base}/said"
    )
    assert "Saturday20:00 to 02:00 the next day" in read(client.get(f"{base}/said")).words


def test_a_pub_is_told_the_law(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    client.post(f"{base}/place", data={**PAGES["place"], "kind": "licensed_premises"})
    assert "section 145" in read(client.get(f"{base}/has")).words


@pytest.mark.parametrize(
    "fields", [{}, {"ages": "from"}, {"ages": "from", "from_age": "old"}, {"ages": "castle"}]
)
def test_ages_that_say_nothing_come_back(office: Office, fields: dict[str, str]) -> None:
    assert faults(wrong(office, "has", **fields))


def test_the_page_on_which_ages_once_stood_leads_to_theirs(office: Office) -> None:
    client, base = office.app.test_client(), new_form(office)
    for answer in (client.get(f"{base}/ages"), client.post(f"{base}/ages", data={"ages": "all"})):
        assert answer.headers["Location"] == f"{base}/has"


def test_changing_one_answer_leads_back_to_all_of_them(office: Office) -> None:
    client = office.app.test_client()
    base = fill_in(client)
    assert (
        client.post(f"{base}/has", data={"kit": "seats", "ages": "all", "back": "check"}).headers[
            "Location"
        ]
        == f"{base}/check"
    )
    after = client.post(f"{base}/hours", data={**PAGES["hours"], "back": "check"}).headers[
        "Location"
    ]
    assert (
        after == f"{base}/said?back=check"
        and client.post(after, data={"back": "check"}).headers["Location"] == f"{base}/check"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/join/never-was",
        "/join/never-was/place",
        "/join/never-was/check",
        "/join/never-was/later",
        "/join/%00/pin",
    ],
)
def test_a_link_that_never_was_says_where_to_begin(office: Office, path: str) -> None:
    answer = office.app.test_client().get(path)
    assert answer.status_code == 404 and "/join" in answer.get_data(as_text=True)


def test_no_link_of_a_form_is_kept_or_logged(
    office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    token = fill_in(office.app.test_client()).rpartition("/")[2]
    with office.database.reading() as session:
        kept = str(session.connection().exec_driver_sql("SELECT * FROM submissions").all())
    printed = capfd.readouterr()
    assert token not in kept + printed.out + printed.err


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"ages": "over_16"}, OVER_16_ALONE),
        ({"ages": "from", "from_age": "11"}, "11"),
        ({"ages": "all"}, ""),
    ],
)
def test_who_can_come_in_alone_is_kept_as_it_was_said(sent: dict[str, str], kept: str) -> None:
    read = read_has(MultiDict(sent))
    assert (read.values["minimum_age"], read.faults) == (kept, {})
