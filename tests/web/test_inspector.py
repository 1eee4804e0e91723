"""An inspector sees what is public and keeps visits; a failed one takes the place off the list, and the council finds it in its queue."""

import pytest

from safespaces.roles import Role
from safespaces.store.records import visits_of
from safespaces.store.venues import venue_with_id
from safespaces.venues.venue import ListingStatus
from tests.web.staff import Office, read

CAFE = "/inspect/id-red-cafe"


def test_a_visit_that_was_passed_is_kept(office: Office) -> None:
    inspector = office.as_(Role.INSPECTOR)
    home = inspector.get("/inspect")
    assert "Red Cafe" in home.words and "2 places on the list" in home.words
    assert "Red Cafe" not in inspector.get("/inspect?words=zebra").words
    found = "Ada said hello at once."
    assert inspector.post(CAFE, passed="yes", found=found).headers["Location"] == "/inspect?done=1"
    after = inspector.get("/inspect?done=1")
    assert "Your visit is kept" in after.words and found in after.words
    assert found in office.as_(Role.OFFICER).get("/officer/venues/id-red-cafe").words
    with office.database.reading() as session:
        (visit,) = visits_of(session, "id-red-cafe")
        assert venue_with_id(session, "id-red-cafe").status is ListingStatus.LISTED
    assert (visit.who, visit.passed, visit.by) == ("young_inspector", True, "inspector@council.example")  # fmt: skip


def test_a_visit_that_was_not_passed_takes_the_place_off_the_list(office: Office) -> None:
    inspector = office.as_(Role.INSPECTOR)
    sent = {"passed": "no", "found": "Nobody was trained.", "follow_up": "2026-12-10"}
    assert inspector.post(CAFE, **sent).status_code == 303
    with office.database.reading() as session:
        assert venue_with_id(session, "id-red-cafe").status is ListingStatus.PAUSED
    waiting = office.as_(Role.OFFICER).get("/officer/queue").words
    assert "To be mended" in waiting and "Red Cafe" in waiting
    assert inspector.client.get(CAFE).status_code == 404


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"found": "x"}, "Say whether all is well"),
        ({"passed": "yes"}, "Write what was found"),
        ({"passed": "no", "found": "x"}, "by which day it has to be mended"),
        ({"passed": "no", "found": "x", "follow_up": "soon"}, ""),
        ({"passed": "yes", "found": "x", "follow_up": "2026-12-10"}, "Is something wrong?"),
        ({"passed": "perhaps", "found": "<b>"}, "Say whether all is well"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    office: Office, sent: dict[str, str], fault: str
) -> None:
    answer = office.as_(Role.INSPECTOR).post(CAFE, **sent)
    page = read(answer, 400)
    assert fault in page.words and "Change this, then try again" in page.words
    assert page.one("textarea", id="found").text.strip() == sent.get("found", "")
    with office.database.reading() as session:
        assert not visits_of(session, "id-red-cafe")


def test_nothing_but_listed_places_can_be_visited_and_a_mailbox_alone_opens_nothing(
    office: Office,
) -> None:
    inspector = office.as_(Role.INSPECTOR)
    for path in ("/inspect/nobody", "/inspect/%3Cb%3E"):
        assert inspector.client.get(path).status_code == 404
        assert inspector.post(path, passed="yes", found="x").status_code == 404
    for path in ("/officer", "/officer/venues", "/partner", "/coverage", "/officer/venues.geojson"):
        assert inspector.client.get(path).status_code == 403, path
    half = office.as_(Role.INSPECTOR, full=False, email="half@council.example")
    assert half.client.get("/inspect").status_code in (302, 303, 403)
