"""A value in every field of a venue is found again everywhere it belongs, and nowhere else: a field that is added is looked for too."""

import csv
import io
from dataclasses import fields

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import, plan_import
from safespaces.actions.register.export import Format, export_public, export_register
from safespaces.actions.register.publish import publish
from safespaces.intake.plan_shown import plan_shown
from safespaces.roles import Role
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.venues.categories import KINDS
from safespaces.venues.csv_text import csv_text
from safespaces.venues.fields import BY_NAME, EDITABLE, FIELDS, boxes_of
from safespaces.venues.odd_hours import DAY_KINDS, LATE_KINDS
from safespaces.venues.venue import Venue
from safespaces.web.forms.wizard import TITLES
from tests.web.partners import PAGES as JOIN_PAGES
from tests.web.partners import fill_in, link_in_mail
from tests.web.staff import Office, read

CELLS = {
    "id": "sample-hall", "name": "Sample Hall", "status": "listed", "kind": "museum", "postcode": "CV1 2AA", "lat": "52.4123", "lon": "-1.5056",
    "point_source": "person", "precision_m": "0", "safe_hours": "Mo-Fr 09:15-17:45; PH off", "kit": "hygiene", "access": "hearing_loop",
    "alcohol": "no", "minimum_age": "11", "website": "https://sample.example/hall", "phone": "024 7611 1111", "external_id": "uprn 100070111111",
    "checked_on": "2026-11-02",
}  # fmt: skip
# what people read, where it is not the cell itself
WORDS = {"kind": "Museum", "safe_hours": "09:15", "kit": "Hygiene packs", "access": "Hearing loop", "alcohol": "No alcohol is sold", "checked_on": "2 November",
         "point_source": "set by hand"}  # fmt: skip
UNSEEN_IN_A_PLAN = {"id", "precision_m", "source"}
ELSEWHERE_ON_A_PAGE = {"id", "status", "precision_m", "point_source"}  # or words of any page
PUBLIC = {field.name for field in fields(PublicVenue)}


def cell(name: str) -> str:
    """A made-up cell; fields that this test does not know hold words of their own."""
    return CELLS.get(name, f"Sample {name}")


def words(name: str) -> str:
    return WORDS.get(name, cell(name))


def rows_of(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))


def cells() -> list[str]:
    return [cell(each.name) for each in FIELDS]


FILE = UploadedFile(csv_text([[each.name for each in FIELDS], cells()]).encode(), "venues.csv")


@pytest.fixture
def sampled(office: Office) -> Office:
    """A register with one more venue that has something in every field, taken in from a file."""
    apply_import(office.database, FILE, at=office.now[0], author="test")
    publish(office.database, at=office.now[0])
    office.later(minutes=1)
    return office


def test_every_field_of_a_venue_has_a_cell_a_cleaner_and_a_page_that_there_is() -> None:
    special = {"slug", "located", "lat", "lon", "point_source", "precision_m"}
    assert {each.name for each in fields(Venue)} - special == BY_NAME.keys() - special
    assert {each.page for each in FIELDS} == {"", *TITLES} - {"said", "contact"}
    assert {each.page for each in FIELDS if each.box} <= {"place", "has"}


def test_every_kind_is_said_to_be_open_late_or_not() -> None:
    assert KINDS.keys() == LATE_KINDS | DAY_KINDS and not LATE_KINDS & DAY_KINDS


def test_the_plan_of_a_file_shows_every_field(office: Office) -> None:
    plan = plan_import(office.database, FILE)
    (row,) = plan_shown(plan)["added"]
    shown = " ".join([row["name"], row["status"], row["address"], *row["words"]])
    for name in [each.name for each in FIELDS if each.name not in UNSEEN_IN_A_PLAN]:
        assert words(name) in shown or cell(name) in shown, name


def test_every_field_comes_back_out_of_the_register_as_it_went_in(sampled: Office) -> None:
    assert cells() in rows_of(export_register(sampled.database))


def test_the_officers_page_shows_every_field(sampled: Office) -> None:
    page = sampled.as_(Role.OFFICER).get("/officer/venues/sample-hall")
    for each in FIELDS:
        assert words(each.name) in page.words or cell(each.name) in page.words, each.name


def test_the_public_sees_every_public_field_and_no_other(sampled: Office) -> None:
    page = sampled.app.test_client().get("/places/sample-hall").get_data(as_text=True)
    page = page.replace("\u00a0", " ")  # within a postcode
    (listed,) = [
        row
        for row in rows_of(export_public(sampled.database, Format.CSV))
        if row[0] == "sample-hall"
    ]
    for each in FIELDS:
        is_public = each.name in PUBLIC
        assert (cell(each.name) in listed) == is_public, each.name
        if each.name not in ELSEWHERE_ON_A_PAGE:
            assert (words(each.name) in page) == is_public, each.name


def test_what_a_partner_says_is_asked_checked_decided_and_then_true(office: Office) -> None:
    client, asked = office.app.test_client(), {name: cell(name) for name in EDITABLE}
    boxes = {
        page: {**sent, **{each.name: cell(each.name) for each in boxes_of(page)}}
        for page, sent in JOIN_PAGES.items()
    }
    for page, names in (
        ("place", ("name", "kind", "phone")),
        ("has", ("kit", "access", "alcohol")),
    ):
        boxes[page] |= {name: cell(name) for name in names}
    boxes["has"] |= {"ages": "from", "from_age": "11"}
    base = fill_in(client, boxes)
    for each in FIELDS:
        if each.box:
            assert cell(each.name) in client.get(f"{base}/{each.page}").get_data(as_text=True)
    check = read(client.get(f"{base}/check"))
    seen = [
        name for name in asked if name not in {"address", "postcode", "lat", "lon", "safe_hours"}
    ]
    assert len(seen) >= 7
    for name in seen:
        assert words(name) in check.words, name
    client.post(f"{base}/check", data={"agreed": "1"})
    client.post(link_in_mail(office, "/join/confirm/"))
    officer = office.as_(Role.OFFICER)
    (waiting,) = [
        str(each.attributes["href"])
        for each in officer.get("/officer/queue").all("a")
        if each.text.strip() == cell("name")
    ]
    decided = officer.get(waiting)
    for name in seen:
        assert words(name) in decided.words, name


def test_a_box_that_a_form_was_opened_without_leaves_its_field_alone(office: Office) -> None:
    client = office.app.test_client()
    base = fill_in(client)
    client.post(f"{base}/place", data={**JOIN_PAGES["place"], "website": "https://a.example"})
    client.post(f"{base}/place", data=JOIN_PAGES["place"])
    assert "https://a.example" in read(client.get(f"{base}/check")).words
