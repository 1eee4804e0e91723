"""The register on a map shows what its filter finds, and says what it leaves out."""

from urllib.parse import urlencode

import pytest

from safespaces.actions.register import register_map
from safespaces.roles import Role
from safespaces.store.venues import add_venues
from tests.store.build import a_venue
from tests.web.staff import NOON, Office


def marks(office: Office, **asked: str) -> dict[str, object]:
    answer = office.as_(Role.OFFICER).client.get(f"/officer/venues.geojson?{urlencode(asked)}")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return answer.get_json()


def names(found: dict[str, object]) -> list[str]:
    return [each["properties"]["name"] for each in found["features"]]


def test_the_map_has_what_the_filter_finds(office: Office) -> None:
    found = marks(office)
    assert names(found) == ["Red Cafe"]
    assert found["said"] == "Not on the map, without a point: 1."
    (cafe,) = found["features"]
    assert cafe["properties"]["address"] == "/officer/venues/id-red-cafe"
    assert cafe["properties"]["state"] == "listed"
    lon, lat = cafe["geometry"]["coordinates"]
    assert 52 < lat < 53 and -2 < lon < -1
    assert names(marks(office, status="paused")) == []
    assert names(marks(office, words="red")) == ["Red Cafe"]


def test_of_very_many_the_first_are_drawn_and_it_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_map, "MOST_DRAWN", 2)
    with office.database.writing() as session:
        more = [a_venue(f"Cafe {number}") for number in range(3)]
        add_venues(session, more, at=NOON, author="test", reason="test")
    found = marks(office)
    assert names(found) == ["Cafe 0", "Cafe 1"]
    assert "The map shows the first 2 of 4" in str(found["said"])


def test_the_page_hands_its_filter_to_the_map(office: Office) -> None:
    page = office.as_(Role.OFFICER).get("/officer/venues?status=listed&kind=cafe")
    (side,) = [each for each in page.elements if each.attributes.get("data-module") == "register-map"]  # fmt: skip
    assert side.attributes["data-marks"] == "/officer/venues.geojson?status=listed&kind=cafe"


def test_columns_are_chosen_and_stay_chosen(office: Office) -> None:
    officer = office.as_(Role.OFFICER)
    all_of_them = officer.get("/officer/venues").texts("th", scope="col")
    assert all_of_them == ["Name", "Status", "Kind", "Area", "Check to", "Training to", "Partner", "Lacks", "Changed"]  # fmt: skip
    page = officer.get("/officer/venues?column=partner&column=kind&column=%3Cb%3E")
    assert page.texts("th", scope="col") == ["Name", "Kind", "Partner"]
    cells = [each for each in page.elements if each.tag == "td" and "tbody" in each.inside]
    assert len(cells) == 2 * 3  # a tick, the kind, the partner
    sorts = [str(each.attributes["href"]) for each in page.all("a") if "sort=" in str(each.attributes.get("href"))]  # fmt: skip
    assert sorts and all("column=kind" in each and "column=partner" in each for each in sorts)
