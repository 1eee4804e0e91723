from dataclasses import replace
from datetime import UTC, date, datetime

from tests.snapshot.build import a_snapshot
from tests.web.conftest import TOWN, Reader, an_app


def test_all_places_are_listed_by_area(reader: Reader) -> None:
    page = reader.get("/places")
    assert page.texts("h2") == ["Middle", "Top End"]
    assert page.texts("h3") == ["Blue Hub", "Central Library", "Old Pub", "Red Cafe", "Late Cafe"]
    assert page.texts("p", role="status") == ["5 Safe Spaces"]


def test_kind_and_open_now_are_filters_in_the_address(reader: Reader, at_night: Reader) -> None:
    assert reader.get("/places?kind=cafe").texts("h3") == ["Red Cafe", "Late Cafe"]
    assert at_night.get("/places?kind=cafe&open=1").texts("h3") == ["Late Cafe"]
    assert "Blue Hub" not in reader.get("/places?open=1").words  # hours not known is not open
    assert "Show all" in reader.get("/places?kind=nonsense%00&open=yes").words


def test_a_place_has_its_week_with_today_marked(reader: Reader) -> None:
    page = reader.get("/places/central-library")
    assert page.texts("h1") == ["Central Library"]
    assert page.texts("tr", aria_current="date") == ["Tuesday, today 24 November 09:00 to 19:00"]
    assert len(page.all("tr")) == 8 and "Saturday 28 November Closed" in page.texts("tr")


def test_a_bank_holiday_is_named() -> None:
    reader = Reader(an_app(at=datetime(2026, 12, 23, 11, tzinfo=UTC)))
    assert any(
        "Christmas Day" in row and "Closed" in row
        for row in reader.get("/places/red-cafe").texts("tr")
    )


def test_a_place_says_what_it_has_what_will_happen_and_when_it_was_checked() -> None:
    checked = replace(TOWN.venues[1], checked_on=date(2026, 10, 3), minimum_age="11")
    page = Reader(an_app(a_snapshot(checked))).get("/places/central-library")
    assert (
        "Last checked on Saturday 3 October 2026" in page.words
        and "For people aged 11 or over" in page.words
    )
    assert page.texts("ul", class_="has") == ["Phone chargerStep-free entrance"]
    assert "What will happen when you walk in" in page.words


def test_the_age_that_is_told_is_the_places_own() -> None:
    adults = replace(TOWN.venues[1], minimum_age="18")
    reader = Reader(an_app(a_snapshot(adults)))
    words = reader.get("/places/central-library").words
    assert "For people aged 18 or over." in words and "16" not in words.split("Hours this week")[0]
    assert "18 and over" in reader.get("/places").words


def test_a_place_never_checked_and_without_hours_says_both(reader: Reader) -> None:
    words = reader.get("/places/blue-hub").words
    assert "has not checked this page yet" in words and "We do not know the hours yet" in words


def test_a_place_has_a_plain_link_to_share_and_a_number_to_call(reader: Reader) -> None:
    page = reader.get("/places/red-cafe")
    assert (
        page.one("input", id="share-link").attributes["value"]
        == "http://127.0.0.1:8000/places/red-cafe"
    )
    assert any(e.attributes.get("href") == "tel:+442400000000" for e in page.all("a"))


def test_a_pub_says_from_when_it_is_no_safe_space(reader: Reader) -> None:
    words = reader.get("/places/old-pub").words
    assert "16 or over" in words and "From midnight to 5 in the morning" in words


def test_a_place_that_is_gone_is_a_page_that_helps(reader: Reader) -> None:
    page = reader.get("/places/gone", 404)
    assert "There is no Safe Space here now" in page.words and "Call 999" in page.words
