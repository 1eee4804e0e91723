import json
from dataclasses import replace
from pathlib import Path

import pytest

from safespaces.actions.reference.fetch_postcodes import fetch_postcodes
from safespaces.actions.reference.find_postcode import postcode_finder
from safespaces.actions.reference.import_postcodes import import_postcodes
from safespaces.actions.register.listing import move_pin
from safespaces.actions.register.locate import find_address, locate_missing
from safespaces.errors import BadInput, OutsideServiceError
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.geocoding.online import online_geocoder
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.postcodes import postcode_point, postcode_table, replace_postcodes
from safespaces.store.venues import add_venues, venue_with_id, versions_of
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.venue import ListingStatus, Venue
from tests.serving import answering
from tests.store.build import NOW, a_venue

ROWS = b'"CV1 5FB",10,434000,279000,""\n"CV6 5BG",10,434300,281200,""\n'


def test_postcodes_are_imported_and_a_bad_file_keeps_the_old_ones(
    register: Database, tmp_path: Path
) -> None:
    (tmp_path / "cv.csv").write_bytes(ROWS)
    assert import_postcodes(register, tmp_path / "cv.csv", at=NOW, area="CV").count == 2
    (tmp_path / "bad.csv").write_bytes(b"nothing,here\n1,2\n")
    for path, area in (
        (tmp_path / "bad.csv", ""),
        (tmp_path / "cv.csv", "M"),
        (tmp_path / "gone.csv", ""),
    ):
        with pytest.raises(BadInput):
            import_postcodes(register, path, at=NOW, area=area)
    with register.reading() as session:
        assert postcode_point(session, Postcode("CV1", "5FB")) is not None


def test_postcodes_are_fetched_from_a_server(register: Database) -> None:
    with answering(lambda path: (200, "text/csv", ROWS)) as host:
        assert (
            fetch_postcodes(register, at=NOW, area="CV", url=f"http://{host}/codepo.csv").count == 2
        )
    with register.reading() as session:
        table = postcode_table(session)
    assert table is not None and table.source == "OS Code-Point Open"


@pytest.mark.parametrize("status", [404, 500, 200])
def test_a_vain_fetch_is_told(register: Database, status: int) -> None:
    with (
        answering(lambda path: (status, "text/html", b"<html>not postcodes</html>")) as host,
        pytest.raises((OutsideServiceError, BadInput)),
    ):
        fetch_postcodes(register, at=NOW, area="CV", url=f"http://{host}/")


@pytest.mark.parametrize("status", [404, 500])
def test_what_comes_with_an_error_is_not_taken_for_postcodes(
    register: Database, status: int
) -> None:
    with (
        answering(lambda path: (status, "text/csv", ROWS)) as host,
        pytest.raises(OutsideServiceError, match="could not be downloaded"),
    ):
        fetch_postcodes(register, at=NOW, area="CV", url=f"http://{host}/")
    with register.reading() as session:
        table = postcode_table(session)
    assert table is None or not table.postcodes


def test_the_table_that_was_imported_comes_before_the_package(register: Database) -> None:
    elsewhere = Point(52.5, -1.7)
    with register.writing() as session:
        without = postcode_finder(session)(Postcode("CV1", "5FB"))
        replace_postcodes(session, [(Postcode("CV1", "5FB"), elsewhere)], source="test", at=NOW)
        assert without != postcode_finder(session)(Postcode("CV1", "5FB")) == elsewhere


def test_a_server_that_is_not_there_is_told_at_once(register: Database) -> None:
    with pytest.raises(OutsideServiceError, match="could not be downloaded"):
        fetch_postcodes(register, at=NOW, area="CV", url="http://127.0.0.1:1/")


NO_SUCH_POSTCODE = "CV1 5UU"  # of a sector that there is


def lost(name: str, **given: object) -> Venue:
    return a_venue(name, located=None, **given)


def test_missing_points_are_found_and_existing_ones_stay(register: Database) -> None:
    placed = a_venue("Placed")
    venues = [
        placed,
        lost("By sector", postcode=NO_SUCH_POSTCODE, address=""),
        lost("By street", postcode="", address="454 Foleshill Road, Coventry"),
    ]
    nowhere = lost("Nowhere", postcode="", address="Qqqzzx, Coventry")
    with register.writing() as session:
        add_venues(session, [*venues, nowhere], at=NOW, author="x", reason="x")
    done = locate_missing(register, read_gazetteer(), area="Coventry", at=NOW)
    assert {venue.name: venue.located and venue.located.source for venue, _ in done.found} == {
        "By sector": PointSource.SECTOR,
        "By street": PointSource.PLACE,
    }
    assert [venue.name for venue, _ in done.missing] == ["Nowhere"]
    with register.reading() as session:
        assert (
            venue_with_id(session, placed.id) == placed
            and len(versions_of(session, placed.id)) == 1
        )
        assert [version.reason for version in versions_of(session, "id-by-street")] == [
            "x",
            "point found",
        ]


def test_an_online_geocoder_is_asked_once_an_address_and_its_answer_kept(
    register: Database,
) -> None:
    asked: list[str] = []

    def nominatim(path: str) -> tuple[int, str, bytes]:
        asked.append(path)
        found = [
            {
                "lat": "52.4123",
                "lon": "-1.5011",
                "display_name": "1, Made-up Street",
                "addresstype": "building",
            }
        ]
        return 200, "application/json", json.dumps(found).encode()

    with register.writing() as session:
        add_venues(
            session,
            [lost("A", postcode=NO_SUCH_POSTCODE), lost("B", postcode=NO_SUCH_POSTCODE)],
            at=NOW,
            author="x",
            reason="x",
        )  # one address
    with answering(nominatim) as host:
        settings = Settings(
            geocoder="nominatim", geocoder_domain=host, geocoder_contact="council@example.org"
        )
        online = online_geocoder(settings, scheme="http", seconds_apart=0.01)
        done = locate_missing(register, read_gazetteer(), area="Coventry", at=NOW, online=online)
    expected = LocatedPoint(Point(52.4123, -1.5011), PointSource.ADDRESS, 30)
    assert (
        [venue.located for venue, _ in done.found] == [expected, expected]
        and len(asked) == 1
        and "countrycodes=gb" in asked[0]
    )


def test_a_geocoder_that_fails_leaves_the_offline_answer(register: Database) -> None:
    with register.writing() as session:
        add_venues(session, [lost("A", postcode=NO_SUCH_POSTCODE)], at=NOW, author="x", reason="x")
    with answering(lambda path: (503, "text/plain", b"busy")) as host:
        settings = Settings(
            geocoder="nominatim", geocoder_domain=host, geocoder_contact="council@example.org"
        )
        done = locate_missing(
            register,
            read_gazetteer(),
            area="Coventry",
            at=NOW,
            online=online_geocoder(settings, scheme="http", seconds_apart=0.01),
        )
    assert [venue.located.source for venue, _ in done.found if venue.located] == [
        PointSource.SECTOR
    ]


def test_a_pin_that_somebody_places_while_points_are_looked_for_stays(register: Database) -> None:
    with register.writing() as session:
        add_venues(session, [lost("A", postcode=NO_SUCH_POSTCODE)], at=NOW, author="x", reason="x")

    def meanwhile(_: str) -> None:
        move_pin(register, "id-a", Point(52.4199, -1.5001), by="officer", at=NOW)

    locate_missing(register, read_gazetteer(), area="Coventry", at=NOW, online=meanwhile)
    with register.reading() as session:
        located = venue_with_id(session, "id-a").located
    assert located == LocatedPoint(Point(52.4199, -1.5001), PointSource.PERSON)


def test_without_the_setting_there_is_no_online_geocoder() -> None:
    assert online_geocoder(replace(Settings(), geocoder="none")) is None


def test_other_towns_have_such_streets_too(register: Database) -> None:
    venues = [
        lost(name, postcode="", address=address)
        for name, address in {
            "A": "London",
            "B": "Warwick Road, Kenilworth",
            "C": "High Street",
        }.items()
    ]
    with register.writing() as session:
        add_venues(session, venues, at=NOW, author="x", reason="x")
    assert locate_missing(register, read_gazetteer(), area="Coventry", at=NOW).found == ()


def test_a_postcode_that_is_known_is_not_asked_about_elsewhere(register: Database) -> None:
    with register.writing() as session:
        add_venues(session, [lost("A")], at=NOW, author="x", reason="x")
        replace_postcodes(
            session, [(Postcode("CV1", "5FB"), Point(52.4066, -1.5023))], source="test", at=NOW
        )

    def never(_: str) -> None:
        raise AssertionError("asked online")

    ((venue, label),) = locate_missing(
        register, read_gazetteer(), area="Coventry", at=NOW, online=never
    ).found
    assert label == "CV1 5FB" and venue.located and venue.located.source is PointSource.POSTCODE


SHORT_NAMES = Gazetteer(
    PlaceIndex(
        [
            Place("oxo", "Oxo", "shop", 52.41, -1.51),
            Place("hall", "Hall", "shop", 52.42, -1.52),
            Place("town", "Coventry", "neighbourhood", 52.4, -1.5),
        ]
    ),
    {},
)


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("Hall, Coventry", "Hall"),
        ("12-14 Hall, COVENTRY", "Hall"),
        ("Oxo, Coventry", None),
        ("Hall, London", None),
        ("Coventry", None),
    ],
)
def test_a_part_of_an_address_in_the_area_that_may_be_a_name_is_looked_for(
    register: Database, address: str, label: str | None
) -> None:
    found = find_address(register, SHORT_NAMES, address=address, postcode="", area="Coventry")
    assert (found.label if found else None) == label


def test_a_place_that_is_withdrawn_needs_no_point_and_progress_is_told(register: Database) -> None:
    with register.writing() as session:
        gone = replace(lost("Gone"), status=ListingStatus.WITHDRAWN)
        venues = [gone, lost("A", address="", postcode=""), lost("B", address="", postcode="")]
        add_venues(session, venues, at=NOW, author="x", reason="x")
    told: list[tuple[int, int]] = []
    done = locate_missing(
        register, SHORT_NAMES, area="Coventry", at=NOW, progress=lambda *each: told.append(each)
    )
    assert [venue.name for venue, _ in done.missing] == ["A", "B"]
    assert told == [(1, 2), (2, 2)]
