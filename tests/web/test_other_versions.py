"""Codes and records of a newer version of the service: no page goes down, nothing is lost, nothing is public that was not listed."""

import json

import pytest
from sqlalchemy import text

from safespaces.actions.register.export import export_register
from safespaces.actions.register.publish import publish
from safespaces.roles import Role
from safespaces.snapshot.snapshot import decode, encode
from safespaces.store.venues import add_venues, venue_with_id, versions_of
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.store.build import NOW, a_venue
from tests.web.staff import Office

STATION = "id-fire-station"
FROM_LATER = {
    "kind": "sky_harbour",
    "kit": ("prayer_room", "charger"),
    "access": ("changing_place",),
}


@pytest.fixture
def later(office: Office) -> Office:
    """An office whose register a newer version has written into: codes of every table, and a field."""
    with office.database.writing() as session:
        venues = [a_venue("Fire Station", **FROM_LATER), a_venue("Odd Hall")]
        add_venues(session, venues, at=NOW, author="test", reason="test")
        session.execute(
            text(
                "UPDATE venues SET status = 'on_trial', point_source = 'drone' WHERE id = 'id-odd-hall'"
            )
        )
        (content,) = session.scalars(
            text(f"SELECT content FROM venue_versions WHERE venue_id = '{STATION}'")
        )
        newer = json.dumps({**json.loads(content), "prayer_room": {"open": "always"}})
        session.execute(
            text(f"UPDATE venue_versions SET content = :content WHERE venue_id = '{STATION}'"),
            {"content": newer},
        )
    publish(office.database, at=NOW)
    office.later(minutes=1)
    return office


def test_every_public_page_and_file_shows_a_code_that_only_a_newer_version_knows(
    later: Office,
) -> None:
    client = later.app.test_client(use_cookies=False)
    pages = [
        "/",
        "/places",
        "/places/fire-station",
        "/map",
        "/help",
        "/places?kind=sky_harbour",
        "/api/v1/nearest?lat=52.41&lon=-1.507&limit=50",
    ]
    files = ["/directory.json", "/places.geojson", "/places.csv", "/readyz"]
    for address in (*pages, *files):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Odd Hall" not in answer.get_data(as_text=True), address
    shown = client.get("/places/fire-station").get_data(as_text=True)
    assert all(words in shown for words in ("Sky harbour", "Prayer room", "Changing place"))
    assert ["sky_harbour", "Sky harbour"] in json.loads(client.get("/directory.json").data)["kinds"]
    found = client.post("/nearest", data={"where": "52.41, -1.507"})
    assert found.status_code == 200 and "Fire Station" in found.get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.STAKEHOLDER])
def test_every_staff_page_shows_it(later: Office, role: Role) -> None:
    visitor = later.as_(role)
    pages = [
        "/coverage",
        "/coverage/candidates",
        "/coverage/next",
        "/coverage/what-if",
        "/coverage/use",
    ]
    if role is not Role.STAKEHOLDER:
        pages += [
            "/officer",
            "/officer/venues",
            "/officer/venues?kind=sky_harbour",
            "/officer/queue",
            f"/officer/venues/{STATION}",
            "/officer/venues/id-odd-hall",
        ]
    for page in pages:
        assert visitor.client.get(page).status_code == 200, page


def test_what_a_newer_version_wrote_is_still_there_after_this_one_has_saved_it(
    later: Office,
) -> None:
    officer = later.as_(Role.OFFICER)
    assert (
        officer.post(f"/officer/venues/{STATION}/pin", lat="52.4101", lon="-1.5071").status_code
        == 303
    )
    assert (
        officer.post("/officer/venues/id-odd-hall/pin", lat="52.4102", lon="-1.5072").status_code
        == 303
    )
    with later.database.reading() as session:
        *_, last = session.scalars(
            text(
                f"SELECT content FROM venue_versions WHERE venue_id = '{STATION}' ORDER BY version"
            )
        )
        station, hall = venue_with_id(session, STATION), venue_with_id(session, "id-odd-hall")
        assert versions_of(session, STATION)[0].venue.kit == station.kit
    assert json.loads(last)["prayer_room"] == {"open": "always"}
    with later.database.reading() as session:
        (more,) = session.scalars(text(f"SELECT more FROM venues WHERE id = '{STATION}'"))
    assert json.loads(more) == {"prayer_room": {"open": "always"}}
    assert (station.kind, station.kit, station.access) == (
        "sky_harbour",
        ("prayer_room", "charger"),
        ("changing_place",),
    )
    assert hall.status == "on_trial" and "on_trial" in export_register(later.database).decode()


def test_a_version_without_a_field_that_came_later_has_its_default(later: Office) -> None:
    with later.database.writing() as session:
        (content,) = session.scalars(
            text(f"SELECT content FROM venue_versions WHERE venue_id = '{STATION}'")
        )
        old = {
            name: value
            for name, value in json.loads(content).items()
            if name not in ("access", "minimum_age", "checked_on", "located")
        }
        session.execute(
            text(f"UPDATE venue_versions SET content = :content WHERE venue_id = '{STATION}'"),
            {"content": json.dumps(old)},
        )
    with later.database.reading() as session:
        (version,) = versions_of(session, STATION)
    assert (
        version.venue.access,
        version.venue.minimum_age,
        version.venue.checked_on,
        version.venue.located,
    ) == ((), "", None, None)
    assert later.as_(Role.OFFICER).client.get(f"/officer/venues/{STATION}").status_code == 200


def test_a_snapshot_of_an_older_or_newer_version_is_read() -> None:
    snapshot = a_snapshot(a_public_venue("Red Cafe", kit=("charger",)))
    kept = json.loads(encode(snapshot).content)
    kept["streets"] = []
    kept["venues"][0] |= {"prayer_room": True, "nation": "isle-of-man"}
    for name in ("closures", "kit", "checked_on"):
        del kept["venues"][0][name]
    kept["bank_holidays"] = {"listed": {"isle-of-man": {"2026-06-05": "Senior Race Day"}}}
    (venue,) = decode(json.dumps(kept), NOW).venues
    assert (venue.name, venue.closures, venue.kit, venue.checked_on) == ("Red Cafe", (), (), None)


def test_a_person_of_a_role_that_only_a_newer_version_knows_may_see_nothing_and_is_not_shown_a_fault(
    later: Office,
) -> None:
    visitor = later.as_(Role.PARTNER, email="warden@x.example")
    with later.database.writing() as session:
        session.execute(text("UPDATE people SET role = 'warden' WHERE email = 'warden@x.example'"))
    for page in ("/officer", "/partner", "/coverage", "/officer/people"):
        assert visitor.client.get(page).status_code in (303, 403), page
    assert later.as_(Role.ADMINISTRATOR).client.get("/officer/people").status_code == 200


def test_the_groups_own_records_of_another_version_take_no_page_down_and_keep_what_they_hold(
    office: Office,
) -> None:
    older = {"deed": "remove", "whom": "name:central"}  # before hours could be changed
    newer = [
        {"deed": "move", "whom": "venue:x", "to": [52.4, -1.5]},
        {"deed": "remove", "whom": "name:red", "days": [], "why": "rent"},
    ]
    with office.database.writing() as session:
        session.execute(
            text(
                "INSERT INTO scenarios (id, name, version, changes, made_by, made_at)"
                " VALUES ('w-later', 'Later', 1, :changes, 'x', '2026-11-24 12:00:00')"
            ),
            {"changes": json.dumps([older, *newer])},
        )
        session.execute(
            text(
                'INSERT INTO demand_layers (key, title, unit, "where", source, as_of, imported_at, imported_by)'
                " VALUES ('tram', 'At trams', 'riders', 'tram', 's', '2026', '2026-11-24 12:00:00', 'x')"
            )
        )
        session.execute(
            text(
                'INSERT INTO demand_points (layer, code, number, name, lat, lon, count, "group", hours)'
                " VALUES ('tram', 't1', 1, 'Tram', 52.41, -1.51, 40, '', '')"
            )
        )
        session.execute(
            text(
                "INSERT INTO candidates (id, name, kind, address, postcode, lat, lon, safe_hours,"
                " hours_are_assumed, minimum_age, source, made_at, made_by) VALUES ('c-later', 'Odd',"
                " 'sky_harbour', '', '', 52.41, -1.51, '', 0, '', '', '2026-11-24 12:00:00', 'x')"
            )
        )
        for what, value in (("stage", "dreaming"), ("photo", "p.jpg")):
            session.execute(
                text(
                    "INSERT INTO candidate_events (candidate_id, at, by, what, value, words)"
                    " VALUES ('c-later', '2026-11-24 12:00:00', 'x', :what, :value, 'said')"
                ),
                {"what": what, "value": value},
            )
    office.later(minutes=1)
    member = office.as_(Role.STAKEHOLDER)
    for page in (
        "",
        "/candidates",
        "/candidates/c-later",
        "/next",
        "/what-if",
        "/what-if/w-later",
        "/areas",
        "/sheet",
    ):
        for address in (f"/coverage{page}", f"/coverage{page}?whom=tram"):
            assert member.client.get(address).status_code == 200, address
    shown = member.client.get("/coverage/what-if/w-later").get_data(as_text=True)
    assert "this version of the service does not know" in shown and "“central …”" in shown
    assert "Dreaming" in member.client.get("/coverage/candidates/c-later").get_data(as_text=True)
    dropped = member.post("/coverage/what-if/w-later/drop/0", seen="1")
    assert dropped.status_code == 303, dropped.get_data(as_text=True)[:300]
    with office.database.reading() as session:
        kept = session.scalar(text("SELECT changes FROM scenarios WHERE id = 'w-later'"))
    assert json.loads(kept) == newer
