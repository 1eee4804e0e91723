"""No sentence and no file of coverage says more than is known: whole people, small counts, unknown hours, hours at which nobody counts, who cannot be counted."""

import csv
import io
import json
import re

import pytest
from sqlalchemy import Insert, insert

from safespaces.actions.coverage.demand import import_layer
from safespaces.actions.register.publish import publish
from safespaces.roles import Role
from safespaces.store.demand import DemandPartRow
from safespaces.store.venues import add_venues
from tests.coverage.build import a_layer
from tests.store.build import NOW, a_venue
from tests.web.staff import Office, Visitor

NOON = "day=4&hour=12"
NOBODY = "whom=school&day=6&hour=3"


@pytest.fixture
def member(office: Office) -> Visitor:
    return office.as_(Role.STAKEHOLDER)


def candidate(member: Visitor, **given: str) -> str:
    values = {"name": "New Cafe", "kind": "cafe", "where": "52.41, -1.507", "safe_hours": "24/7"}
    return str(member.post("/coverage/candidates", **{**values, **given}).headers["Location"])


def rows_of(member: Visitor, address: str) -> list[dict[str, str]]:
    text = member.client.get(address).get_data(as_text=True).replace("\r\n", "\n")
    return list(csv.DictReader(io.StringIO(text.partition("\n\n")[0])))


def test_people_are_whole_on_a_candidates_page_and_in_its_file(member: Visitor) -> None:
    address = candidate(member).partition("?")[0]
    page = member.get(f"{address}?{NOON}")
    assert not re.search(r"\d\.\d{3}", page.words.partition("Where the figures")[0])
    added = {row["added"] for row in rows_of(member, f"{address}/hours.csv?{NOON}")}
    assert added and all(re.fullmatch(r"\d+|<10", each) for each in added), added


def test_a_target_is_no_target_where_nobody_counts(member: Visitor) -> None:
    candidate(member)
    page = member.get("/coverage/next?target=90&band=evening&whom=school")
    assert "Nobody counts in these hours, so there is nothing to reach." in page.words
    assert "Nobody counts in these hours." in page.words
    assert "within reach already" not in page.words


@pytest.mark.parametrize("page", ["sheet", "next"])
def test_where_nobody_counts_nobody_is_said_to_be_in_reach_of_all(
    member: Visitor, page: str
) -> None:
    words = member.get(f"/coverage/{page}?{NOBODY}").words
    assert "Nobody counts at this hour." in words and "Nobody is out of reach" not in words


def test_who_cannot_be_counted_is_not_among_those_a_set_is_chosen_from(member: Visitor) -> None:
    candidate(member)
    candidate(member, name="The Crown", kind="licensed_premises")
    candidate(member, name="Silent", where="52.42, -1.5", safe_hours="")
    words = member.get(f"/coverage/next?{NOON}&band=hour&assumed=&n=1").words
    assert "1 other cannot be counted for this age" in words
    assert "1 has no hours that anybody knows, and is left out." in words
    assert "There is 1 candidate that could be asked." in words
    listed = member.get(f"/coverage/candidates?{NOON}&band=hour&assumed=").words
    assert "(hours not known)" in listed and "(hours assumed)" not in listed


def test_shares_of_small_areas_give_no_count_under_ten_away(
    office: Office, member: Visitor
) -> None:
    """Of 60 at one spot 5 live in the part by the door: neither file says one in twelve."""
    rows = b"code,name,lat,lon,count\na,Alpha,52.41,-1.51,60\nb,Beta,52.5,-1.7,60\n"
    layer, _read = import_layer(office.database, rows, a_layer(title="Homes"), at=NOW, by="x")
    with office.database.writing() as session:
        session.execute(_parts(layer.key))
        add_venues(session, [a_venue("Door", safe_hours="24/7")], at=NOW, author="x", reason="x")
    publish(office.database, at=NOW)
    areas = rows_of(member, f"/coverage/areas.csv?{NOON}&walk=5")
    assert {row["code"]: row["share_within_reach"] for row in areas}["a"] == ""
    file = json.loads(member.client.get(f"/coverage/areas.geojson?{NOON}&walk=5").data)
    told = {
        each["properties"]["code"]: each["properties"]["reached_share"] for each in file["features"]
    }
    assert told == {"a": None, "b": 0.0}
    drawn = member.get(f"/coverage?{NOON}&walk=5").texts("title")
    assert any("nearly all of 60 out of reach" in each for each in drawn), drawn


def _parts(layer: str) -> Insert:
    values = [
        {"layer": layer, "number": 0, "code": "a", "lat": 52.41, "lon": -1.51, "share": 5 / 60},
        {"layer": layer, "number": 1, "code": "a", "lat": 52.45, "lon": -1.6, "share": 55 / 60},
    ]
    return insert(DemandPartRow).values(values)


def test_files_say_how_walks_are_worked_out_and_which_what_if_they_are_of(
    member: Visitor,
) -> None:
    made = member.post("/coverage/what-if", name="Nothing left").headers["Location"]
    member.post(f"{made}/add", seen="1", deed="remove", whom="kind:cafe")
    scenario = made.rpartition("/")[2]
    asked = f"{NOON}&scenario={scenario}"
    assert "# What if: Nothing left" in member.client.get(f"/coverage/week.csv?{asked}").text
    for of_list in ("trend.csv", "candidates.csv", "places/places.csv"):
        assert "What if" not in member.client.get(f"/coverage/{of_list}?{asked}").text, of_list
    for name in ("areas.geojson", "marks.geojson"):
        about = json.loads(member.client.get(f"/coverage/{name}?{asked}").data)["about"]
        assert about["What if"].startswith("Nothing left: Take away every cafe"), name
        assert about["Walks"].startswith("straight lines with 30 % added"), name
        plain = json.loads(member.client.get(f"/coverage/{name}?{NOON}").data)["about"]
        assert "What if" not in plain
    sheet = member.get(f"/coverage/sheet?{asked}").words
    assert "An open place within the walk would be gained by" in sheet
    picture = member.client.get(f"/coverage/map.svg?{NOON}").text
    assert "10 minutes’ walk" in picture and "Contains OS data" in picture


def test_a_candidate_that_is_barred_to_the_age_is_said_to_change_nothing(member: Visitor) -> None:
    pub = (
        candidate(member, name="The Crown", kind="licensed_premises")
        .partition("?")[0]
        .rpartition("/")[2]
    )
    made = member.post("/coverage/what-if", name="A pub").headers["Location"].partition("?")[0]
    member.post(f"{made}/add", seen="1", deed="add", candidate=f"candidate:{pub}")
    said = "For nobody of this age, so it changes nothing here: The Crown."
    assert said in member.get(f"{made}?{NOON}").words
    assert said not in member.get(f"{made}?{NOON}&age=16").words


def test_a_form_at_an_hour_that_is_none_leads_to_a_page_that_is_there(member: Visitor) -> None:
    made = member.post("/coverage/what-if?day=9&hour=12", name="Kept all the same")
    assert made.status_code == 303
    assert member.client.get(made.headers["Location"]).status_code == 200
