"""Councils side by side: two services with a register each, and one list for whoever stands between them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from safespaces.actions.operations.tick import tick
from safespaces.actions.register.neighbours import TRUSTED, take_neighbours
from safespaces.actions.register.publish import publish, publish_in
from safespaces.errors import OutsideServiceError
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.venues import add_venues, change_venues, venue_with_id
from safespaces.venues.venue import ListingStatus
from tests.serving import answering
from tests.store.build import a_venue
from tests.web.staff import NOON, Office, an_office

BETWEEN = Point(52.4500, -1.6000)  # beside the neighbour's library, far from our places


@pytest.fixture
def warwick(tmp_path: Path) -> Iterator[Office]:
    office = an_office(_folder(tmp_path, "warwick"), is_empty=True, area="Warwick")
    library = a_venue(
        "Border Library", located=LocatedPoint(BETWEEN, PointSource.GIVEN), safe_hours="24/7"
    )
    with office.database.writing() as session:
        add_venues(session, [library], at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)
    yield office
    office.database.close()


@pytest.fixture
def coventry(tmp_path: Path) -> Iterator[Office]:
    office = an_office(_folder(tmp_path, "coventry"))
    yield office
    office.database.close()


def _folder(above: Path, name: str) -> str:
    (above / name).mkdir()
    return str(above / name)


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The service at a free port while inside; gives its address."""
    server = make_server("127.0.0.1", 0, office.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def take(office: Office, *sites: str, **more: object) -> None:
    take_neighbours(office.database, Settings(neighbours=sites, **more), at=office.now[0])  # type: ignore[arg-type]


def names(office: Office) -> list[str]:
    found = office.app.test_client().get(
        "/api/v1/nearest", query_string={"lat": BETWEEN.lat, "lon": BETWEEN.lon, "limit": 5}
    )
    return [place["name"] for place in found.get_json().get("results", [])]


def test_whoever_stands_between_is_told_of_the_nearest_whichever_council_keeps_it(
    warwick: Office, coventry: Office
) -> None:
    assert names(coventry) == ["Red Cafe"]
    with served(warwick) as site:
        take(coventry, site)
        page = (
            coventry.as_(None).client.get("/places/warwick--border-library").get_data(as_text=True)
        )
        report = coventry.app.test_client().get("/places/warwick--border-library/report")
        assert coventry.app.test_client().post(
            "/places/warwick--border-library/report"
        ).location == (f"{site}/places/border-library/report")
    assert names(coventry) == ["Border Library", "Red Cafe"]
    assert (
        "on the list of Safe Spaces Warwick" in page
        and f'href="{site}/places/border-library"' in page
    )
    assert (report.status_code, report.location) == (302, f"{site}/places/border-library/report")
    client = coventry.app.test_client()
    everything = client.get("/places").get_data(as_text=True)
    assert everything.index("Red Cafe") < everything.index(">Warwick<") < everything.index("Border")
    assert "Border Library" in client.get("/directory.json").get_data(as_text=True)
    told = client.get(f"/api/v1/nearest?lat={BETWEEN.lat}&lon={BETWEEN.lon}").get_json()["results"]
    assert [place.get("list_of") for place in told] == ["Warwick", None]
    for own_only in ("/places.csv", "/places.geojson", "/shared-list.json"):
        content = client.get(own_only).get_data(as_text=True)
        assert "Red Cafe" in content and "Border" not in content


def test_nobody_is_let_into_the_other_council_s_register(warwick: Office, coventry: Office) -> None:
    officer = warwick.as_(Role.ADMINISTRATOR)
    with served(warwick) as site:
        take(coventry, site)
    stranger = coventry.app.test_client()
    for prefix in ("", "__Host-", "__Secure-"):
        stranger.set_cookie(f"{prefix}safespaces", officer.cookie)
    assert stranger.get("/officer").location.startswith("/sign-in")
    ours = coventry.as_(Role.ADMINISTRATOR).client
    assert "Border" not in ours.get("/officer/register").get_data(as_text=True)
    assert ours.get("/officer/venues/warwick--v-border-library").status_code == 404


def test_what_the_neighbour_takes_off_its_list_is_off_ours_at_the_next_look(
    warwick: Office, coventry: Office
) -> None:
    with served(warwick) as site:
        take(coventry, site)
        with warwick.database.writing() as session:
            library = venue_with_id(session, a_venue("Border Library").id)
            change_venues(
                session,
                [replace(library, status=ListingStatus.PAUSED)],
                at=NOON,
                author="test",
                reason="test",
            )
            publish_in(session, at=NOON)
        take(coventry, site)
    assert names(coventry) == ["Red Cafe"]


def test_a_change_of_ours_keeps_the_neighbour_s_places(warwick: Office, coventry: Office) -> None:
    with served(warwick) as site:
        take(coventry, site)
    publish(coventry.database, at=NOON)
    with coventry.database.writing() as session:
        publish_in(session, at=NOON)
    assert names(coventry) == ["Border Library", "Red Cafe"]


def test_a_neighbour_that_is_gone_is_told_of_and_believed_for_a_day(
    warwick: Office, coventry: Office
) -> None:
    with served(warwick) as site:
        take(coventry, site)
    coventry.later(minutes=9)
    take(coventry, site)  # started anew, perhaps
    coventry.later(minutes=2)
    with pytest.raises(OutsideServiceError, match="does not answer"):
        take(coventry, site)
    coventry.now[0] = NOON + TRUSTED
    with pytest.raises(OutsideServiceError):
        take(coventry, site)
    assert names(coventry) == ["Border Library", "Red Cafe"]
    coventry.later(minutes=1)
    with pytest.raises(OutsideServiceError):
        take(coventry, site)
    assert names(coventry) == ["Red Cafe"]


def test_who_is_no_neighbour_any_more_is_forgotten(warwick: Office, coventry: Office) -> None:
    with served(warwick) as site:
        take(coventry, site)
    take(coventry)
    assert names(coventry) == ["Red Cafe"]


def test_an_unchanged_list_is_not_sent_again(warwick: Office, coventry: Office) -> None:
    asked = []
    with served(warwick) as site:
        warwick.app.after_request(lambda answer: asked.append(answer.status_code) or answer)
        take(coventry, site)
        coventry.later(hours=23)
        take(coventry, site)
    coventry.later(hours=23)
    with pytest.raises(OutsideServiceError):
        take(coventry, site)
    assert asked == [200, 304] and names(coventry) == ["Border Library", "Red Cafe"]


def test_demonstration_places_never_stand_beside_real_ones(
    warwick: Office, coventry: Office
) -> None:
    with served(warwick) as site, pytest.raises(OutsideServiceError, match="demonstration"):
        take(coventry, site, demo_banner=False)
    assert names(coventry) == ["Red Cafe"]


def test_two_lists_of_one_name_are_not_mixed_up(warwick: Office, coventry: Office) -> None:
    with served(warwick) as site:
        with pytest.raises(OutsideServiceError, match="as another does"):
            take(coventry, site, area="WARWICK")
        with (
            served(warwick) as another,
            pytest.raises(OutsideServiceError, match="as another does"),
        ):
            take(coventry, site, another)
    assert names(coventry) == ["Border Library", "Red Cafe"]


@pytest.mark.parametrize(
    "answer",
    [
        (200, "text/html", b"<!doctype html>"),
        (200, "application/json", b'{"format": 1}'),
        (200, "application/json", b"\xff"),
        (404, "application/json", b"{}"),
        (304, "application/json", b""),
        (500, "application/json", b"{}"),
    ],
)
def test_what_is_no_list_changes_nothing(
    warwick: Office, coventry: Office, answer: tuple[int, str, bytes]
) -> None:
    with (
        answering(lambda _: answer) as host,
        served(warwick) as site,
        pytest.raises(OutsideServiceError, match=host),
    ):
        take(coventry, f"http://{host}", site)  # the other is taken over all the same
    assert names(coventry) == ["Border Library", "Red Cafe"]


def test_a_list_that_is_too_large_is_not_read(
    coventry: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safespaces.actions.register.neighbours._LARGEST", 1000)
    with (
        answering(lambda _: (200, "application/json", b" " * 70_000)) as host,
        pytest.raises(OutsideServiceError, match="too large"),
    ):
        take(coventry, f"http://{host}")


def test_the_worker_asks_each_minute_and_tells_what_is_wrong(
    warwick: Office, coventry: Office
) -> None:
    with served(warwick) as site:
        settings = Settings(neighbours=(site, "http://127.0.0.1:9"))
        done = tick(coventry.database, lambda _: None, settings, at=NOON + timedelta(minutes=1))
    assert len(done.troubles) == 1 and "127.0.0.1:9 does not answer" in done.troubles[0]
    assert names(coventry) == ["Border Library", "Red Cafe"]


def test_whoever_takes_another_s_name_while_that_one_is_away_is_not_taken(
    warwick: Office, coventry: Office, tmp_path: Path
) -> None:
    with served(warwick) as site:
        take(coventry, site)
    coventry.later(minutes=5)
    with served(warwick) as impostor, pytest.raises(OutsideServiceError, match="as another does"):
        take(coventry, site, impostor)
    assert names(coventry) == ["Border Library", "Red Cafe"]


def test_a_neighbour_that_answers_a_byte_at_a_time_holds_nobody_up(
    warwick: Office, coventry: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safespaces.actions.register.neighbours._WHOLE_S", 1)
    held = threading.Event()

    def drip(_path: str) -> tuple[int, str, bytes]:
        held.wait(10)
        return 200, "application/json", b"{}"

    with answering(drip) as host, served(warwick) as site:
        for said in ("does not answer in", "has not finished"):
            with pytest.raises(OutsideServiceError, match=said):
                take(coventry, f"http://{host}", site)
        held.set()
    assert names(coventry) == ["Border Library", "Red Cafe"]


def test_a_list_that_breaks_the_reader_keeps_neither_others_nor_forgetting_from_being_done(
    warwick: Office, coventry: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(warwick) as site:
        take(coventry, site)
    coventry.later(hours=25)
    monkeypatch.setattr(
        "safespaces.actions.register.neighbours.read_shared_list", lambda _content: 1 / 0
    )
    with served(warwick) as other, pytest.raises(OutsideServiceError, match="ZeroDivisionError"):
        take(coventry, other, site)
    assert names(coventry) == ["Red Cafe"]
