"""What a chair asks: who is left, how far, is it fair, how few for a target, what if one says no."""

import json

import pytest

from safespaces.actions.coverage.answers import answers
from safespaces.actions.register.publish import publish
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.roles import Role
from safespaces.store.venues import add_venues
from safespaces.venues.venue import ListingStatus
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area
from tests.store.build import NOW, a_venue
from tests.web.page import page_of
from tests.web.staff import Office, Visitor

NOON = "day=4&hour=12"


@pytest.fixture
def member(office: Office) -> Visitor:
    return office.as_(Role.STAKEHOLDER)


def query_of(coverage: Coverage, limit: int = 10) -> CoverageQuery:
    return CoverageQuery(108, limit, coverage.layer, 15, ORDINARY, "", None, None)  # type: ignore[arg-type]


def told(*places: tuple[str, float, str]) -> dict[str, str]:
    """Areas of 100 at 0, 1 and 9 km, the first in the poorest tenth, the last in the richest."""
    layer = a_layer(area("a", 0, decile=1), area("b", 1_000, decile=5), area("c", 9_000, decile=10))
    found = [a_place(name, metres, hours) for name, metres, hours in places]
    coverage = Coverage(layer, found, ORDINARY, LONDON)
    return {each.question: each.words for each in answers(query_of(coverage), coverage)}


def test_who_is_left_how_far_and_whether_it_is_fair() -> None:
    said = told(("Hub", 0, "24/7"), ("Second", 0, "24/7"), ("Far", 1_000, "24/7"))
    assert said["If one place shuts, who is left?"] == (
        "Of those within reach, 50 % have one place that is known to be open and no other. Most"
        " would be lost with Far: 100."
    )
    assert said["How far do they have to walk?"] == (
        "Half of them have a place that is known to be open within about 1 minutes’ walk; one in ten"
        " or more is over"
        " two hours away (100)."
    )
    assert said["Is it fair?"].startswith(
        "In the most deprived fifth of England’s areas 100 % are within reach, in the least"
        " deprived fifth 0 %: 100 points more for the poorer"
    )


def test_of_a_city_whose_places_are_shut_nothing_is_made_up() -> None:
    said = told(("Hub", 0, "Mo 09:00-10:00"))
    assert said["If one place shuts, who is left?"] == (
        "Nobody is known to be within reach, so nobody is known to be lost."
    )
    assert said["How far do they have to walk?"].startswith(
        "More than half of them have no place that is"
    )
    assert said["Is it fair?"].startswith("Nobody is known to be within reach")


def test_two_places_each_are_said_to_be_so() -> None:
    said = told(("Hub", 0, "24/7"), ("Second", 0, "24/7"))
    words = said["If one place shuts, who is left?"]
    assert words == "Everybody within reach has two places or more that are known to be open."


def test_a_layer_without_deprivation_or_people_is_not_judged() -> None:
    coverage = Coverage(a_layer(area("a")), [a_place()], ORDINARY, LONDON)
    assert [each.question for each in answers(query_of(coverage), coverage)] == [
        "If one place shuts, who is left?",
        "How far do they have to walk?",
    ]
    school = Coverage(a_layer(area("a", hours="Mo 15:00-17:00")), [a_place()], ORDINARY, LONDON)
    assert answers(query_of(school), school) == []


def test_the_page_and_its_file_answer(member: Visitor) -> None:
    page = member.get(f"/coverage?{NOON}")
    for question in (
        "If one place shuts, who is left?",
        "How far do they have to walk?",
        "Is it fair?",
    ):
        assert question in page.words
    text = member.client.get(f"/coverage/answers.csv?{NOON}").get_data(as_text=True)
    names = ("share_with_one_place_only", "nine_in_ten_within_minutes", "gap_points_low")
    assert all(name in text for name in names)
    assert member.client.get("/coverage/answers.csv?whom=school&day=6&hour=3").status_code == 200


def candidate(office: Office, name: str, **given: object) -> None:
    values = {"status": ListingStatus.CANDIDATE, "safe_hours": "24/7", **given}
    with office.database.writing() as session:
        add_venues(session, [a_venue(name, **values)], at=NOW, author="x", reason="x")
    publish(office.database, at=NOW)


def test_a_candidate_without_a_point_is_named_and_leads_to_where_it_gets_one(
    office: Office, member: Visitor
) -> None:
    candidate(office, "Lost Hall", located=None)
    for path in ("/coverage/candidates", "/coverage/next"):
        page = member.get(path)
        assert "1 candidate of the register has no point and is left out" in page.words, path
        assert "Lost Hall" in page.words and "An officer can give them one" in page.words
        links = office.as_(Role.OFFICER).get(path).all("a")
        to_pin = "/officer/venues/id-lost-hall/edit/pin?back=check"
        assert to_pin in [each.attributes.get("href") for each in links], path
    text = member.client.get("/coverage/next.csv").get_data(as_text=True)
    assert "Left out, because they have no point: Lost Hall" in text


@pytest.mark.parametrize(
    ("target", "said"),
    [("1", "1 more for 1 %: no fewer"), ("100", "cannot be reached: all 1 candidates together")],
)
def test_the_fewest_places_for_a_target(
    office: Office, member: Visitor, target: str, said: str
) -> None:
    hall = {"name": "Hall", "kind": "cafe", "where": "52.43, -1.50", "safe_hours": "24/7"}
    assert member.post("/coverage/candidates", **hall).status_code == 303
    page = member.get(f"/coverage/next?{NOON}&band=hour&target={target}")
    assert said in page.words and page.one("input", id="target").attributes["value"] == target


@pytest.mark.parametrize("target", ["0", "101", "x", "-5", "1e9", "50.5", "％"])
def test_a_target_that_is_none_is_asked_about_and_stays_in_its_box(
    member: Visitor, target: str
) -> None:
    answer = member.client.get("/coverage/next", query_string={"target": target})
    page = page_of(answer.get_data(as_text=True))
    assert answer.status_code == 400 and "Write a share from 1 to 100 per cent" in page.words
    assert page.one("input", id="target").attributes["value"] == target


def test_a_set_says_what_it_hangs_on_and_what_walks_it_leaves(
    office: Office, member: Visitor
) -> None:
    for name, lat in (("Hall One", 52.44), ("Hall Two", 52.38)):
        address = {"name": name, "kind": "cafe", "where": f"{lat}, -1.507", "safe_hours": "24/7"}
        assert member.post("/coverage/candidates", **address).status_code == 303
    page = member.get(f"/coverage/next?{NOON}&band=hour&n=2&compare=1")
    assert "if it says no, and the best other is asked, a loss of" in page.words
    assert "If each says no two times in five, they add" in page.words
    for aim in (
        "As it is",
        "Most people within the walk",
        "Shortest walk on average",
        "Shortest longest walk",
    ):
        assert aim in page.words
    assert "proven that no other set of as many of these 2 candidates" in page.words


def test_two_hours_are_compared(member: Visitor) -> None:
    page = member.get(f"/coverage/difference?{NOON}&then_day=4&then_hour=21")
    assert "Friday at 12:30:" in page.words and "Friday at 21:30: 0 %" in page.words
    assert (
        "Of the young people aged 10 to 17, none gain" in page.words and "lose theirs" in page.words
    )
    assert page.one("select", id="then_hour") and len(page.all("table", class_="week")) == 2
    table = member.client.get(f"/coverage/difference/difference.csv?{NOON}&then_day=4&then_hour=21")
    assert table.get_data(as_text=True).startswith("by,group,gain,lose")
    assert "# To: Friday at 21:30" in table.get_data(as_text=True)
    same = member.get(f"/coverage/difference?{NOON}")
    assert "Nobody gains and nobody loses." in same.words


def test_a_what_if_leads_to_who_gains_by_it(office: Office, member: Visitor) -> None:
    hall = {"name": "Hall", "kind": "cafe", "where": "52.43, -1.50", "safe_hours": "24/7"}
    member.post("/coverage/candidates", **hall)
    made = member.post("/coverage/what-if", name="Hall joins").location.partition("?")[0]
    form = member.get(made)
    chosen = [each.attributes["value"] for each in form.all("option") if "Hall," in each.text]
    assert (
        member.post(f"{made}/add", seen="1", deed="add", candidate=str(chosen[0])).status_code
        == 303
    )
    page = member.get(f"{made}?{NOON}")
    links = [
        a.attributes["href"] or "" for a in page.all("a") if a.text == "Who gains and who loses"
    ]
    assert len(links) == 1
    found = member.get(links[0])
    assert "what if: Hall joins" in found.words and "and none lose theirs" in found.words
    back = member.get(links[0].replace("scenario=", "before="))
    assert "17, none gain an open" in back.words and "gain an open place" in back.words


@pytest.mark.parametrize(
    ("asked", "status"),
    [("then_day=9", 400), ("then_hour=x", 400), ("then_week=soon", 400), ("scenario=never", 404),
     ("before=%00", 404), ("then_week=2026-12-25", 200)],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(member: Visitor, asked: str, status: int) -> None:
    assert member.client.get(f"/coverage/difference?{NOON}&{asked}").status_code == status


def test_where_a_place_would_do_most_good_is_said_and_is_a_file(member: Visitor) -> None:
    page = member.get(f"/coverage/next?{NOON}")
    assert "Where a place would do most good, whoever it is: Friday at 12:30" in page.words
    assert "No candidate is within the walk. Look for a place, and suggest it." in page.words
    file = json.loads(member.client.get(f"/coverage/surface.geojson?{NOON}").data)
    assert len(file["features"]) > 1_000 and file["about"]["metres between points"] == "100"
    assert min(each["properties"]["more_within_reach"] for each in file["features"]) >= 10
    nobody = member.get("/coverage/next?whom=school&day=6&hour=3")
    assert "Nobody counts at this hour." in nobody.words


def test_a_what_if_that_empties_the_city_breaks_no_page(member: Visitor) -> None:
    made = member.post("/coverage/what-if", name="Nothing").location.partition("?")[0]
    sent = {"seen": "1", "deed": "remove", "whom": "venue:id-red-cafe"}
    assert member.post(f"{made}/add", **sent).status_code == 303
    number = made.rpartition("/")[2]
    for path in (
        made, "/coverage/sheet", "/coverage/next?compare=1&target=5&band=hour", "/coverage/difference",
        "/coverage/week.csv", "/coverage/answers.csv", "/coverage/areas.geojson", "/coverage/map.svg", "/coverage/surface.geojson",
    ):  # fmt: skip
        sign = "&" if "?" in path else "?"
        answer = member.client.get(f"{path}{sign}scenario={number}&{NOON}")
        assert answer.status_code == 200, path
    assert "none of the young people" in member.get(f"{made}?{NOON}").words
