"""Need weights on the group's pages: set, seen beside the figure without, chosen by, put away."""

import pytest
from werkzeug.test import TestResponse

from safespaces.actions.coverage.demand import demand_of
from safespaces.roles import Role
from safespaces.store.audit import audit_lines
from tests.web.page import page_of
from tests.web.staff import Office, Visitor

HOUR = "day=4&hour=12"


@pytest.fixture
def member(office: Office) -> Visitor:
    return office.as_(Role.STAKEHOLDER)


def words(answer: TestResponse) -> str:
    return page_of(answer.get_data(as_text=True)).words


def table_of(office: Office, largest: str = "Foleshill") -> str:
    """Every ward counts 1, and one of them 1,000 times as much."""
    wards = {point.group for point in demand_of(office.database).layers["home"].points}
    assert largest in wards
    return "\n".join(f"{ward}\t{1000 if ward == largest else 1}" for ward in sorted(wards))


def given(office: Office, **changed: str) -> dict[str, str]:
    values = {
        "name": "No bus after 21:00",
        "kind": "rate",
        "source": "Timetables, 2026",
        "numbers": table_of(office),
    }
    return values | changed


def test_a_need_is_set_seen_beside_the_plain_figure_and_put_away(
    office: Office, member: Visitor
) -> None:
    made = member.post(f"/coverage/needs?{HOUR}", **given(office))
    address = made.headers["Location"]
    assert HOUR in address
    page = words(member.client.get(address))
    assert "without a weight" in page
    assert "Timetables, 2026" in page
    assert "No bus after 21:00" in words(member.client.get(f"/coverage?{HOUR}"))
    sheet = words(member.client.get(f"/coverage/sheet?{HOUR}"))
    assert "By “No bus after 21:00” (Timetables, 2026)" in sheet
    file = member.client.get(f"/coverage/answers.csv?{HOUR}").text
    assert (
        "share_by_need: No bus after 21:00,0." in file and "share_where_all_count_alike,0." in file
    )
    path = address.partition("?")[0]
    member.post(f"{path}/put-away")
    assert member.client.get(path).status_code == 404
    assert "No bus after" not in words(member.client.get(f"/coverage?{HOUR}"))
    member.post(f"{path}/bring-back")
    assert member.client.get(path).status_code == 200
    with office.database.reading() as session:
        deeds = [line.what for _, line in audit_lines(session) if "need weight" in line.what]
    assert deeds == ["need weight brought back", "need weight put away", "need weight set"]


def test_what_was_typed_stays_where_something_is_wrong(office: Office, member: Visitor) -> None:
    typed = given(office, numbers="Foleshill 1,234", source="Timetables, 2026")
    answer = member.post(f"/coverage/needs?{HOUR}", **typed)
    assert answer.status_code == 400
    assert "is “1,234” one number?" in words(answer)
    assert "Timetables, 2026" in answer.text
    assert "Foleshill 1,234" in answer.text


@pytest.mark.parametrize(
    ("box", "value", "said"),
    [
        ("name", "", "Give it a name"),
        ("name", "x" * 61, "Give it a name"),
        ("kind", "", "Say what the numbers are"),
        ("kind", "other", "Say what the numbers are"),
        ("source", " ", "Say where the numbers are from"),
        ("numbers", "", "Paste a line for each ward"),
        ("numbers", "Foleshill 1\n" + " " * 1_600 + "x", "Line 2 is too long"),
    ],
)
def test_each_box_says_what_it_lacks(
    office: Office, member: Visitor, box: str, value: str, said: str
) -> None:
    answer = member.post("/coverage/needs", **given(office, **{box: value}))
    assert answer.status_code == 400
    assert said in words(answer)


def test_a_set_is_chosen_by_need_with_the_plain_one_beside(office: Office, member: Visitor) -> None:
    """Two candidates: one where most live, one in the ward that counts a thousand times."""
    homes = demand_of(office.database).layers["home"].points
    many = max((p for p in homes if p.group != "Foleshill"), key=lambda point: point.count)
    needy = next(point for point in homes if point.group == "Foleshill")
    for name, point in (("Where many live", many.point), ("Where need is", needy.point)):
        where = f"{point.lat}, {point.lon}"
        member.post("/coverage/candidates", name=name, kind="cafe", where=where, safe_hours="24/7")
    made = member.post("/coverage/needs", **given(office)).headers["Location"]
    need = made.partition("?")[0].rpartition("/")[2]
    asked = f"{HOUR}&band=hour&n=1&walk=5"
    plain = words(member.client.get(f"/coverage/next?{asked}"))
    by_need = words(member.client.get(f"/coverage/next?{asked}&need={need}"))
    assert "Chosen by need" not in plain
    assert "Chosen by need, “No bus after 21:00”" in by_need
    assert "Without the weight the set would be Where many live" in by_need
    assert "are of what the set adds by need" in by_need
    file = member.client.get(f"/coverage/next.csv?{asked}&need={need}").text
    assert file.splitlines()[1].startswith("1,Where need is,")
    assert "# Chosen by need: No bus after 21:00 (Timetables, 2026)" in file
    other = words(member.client.get(f"/coverage/next?{asked}&whom=centre&need={need}"))
    assert "Chosen by need" not in other  # its areas are not those of this layer
    assert "“No bus after 21:00” has no numbers for these areas" in other
    assert "adds more by need in this model" in by_need and "The simple way" not in by_need
    walks = words(member.client.get(f"/coverage/next?{asked}&need={need}&compare=1"))
    assert "All count alike here" in walks and "Most people within the walk" not in walks
    assert member.client.get(f"/coverage/next?{asked}&need=n0").status_code == 404


def test_what_was_pasted_can_be_looked_at_and_no_name_stands_twice(
    office: Office, member: Visitor
) -> None:
    made = member.post(f"/coverage/needs?{HOUR}", **given(office)).headers["Location"]
    path = made.partition("?")[0]
    numbers = member.client.get(f"{path}/numbers.csv?{HOUR}").text.splitlines()
    assert numbers[0] == "ward,name,number" and "Foleshill,Foleshill,1000" in numbers
    bands = member.client.get(f"{path}.csv?{HOUR}").text.splitlines()
    assert bands[0].startswith("hours,by_need,by_need_if_unknown_were_open,share,")
    assert len(
        bands[1].split(",")
    ) >= 5 and "# Source of the numbers: Timetables, 2026" in "\n".join(bands)
    again = member.post(f"/coverage/needs?{HOUR}", **given(office, name="NO BUS after 21:00"))
    assert again.status_code == 400 and "Give it another name" in words(again)
    assert member.post(f"{path}/bring-back").status_code == 404  # it is on the list
    member.post(f"{path}/put-away")
    exact = given(office, numbers=given(office)["numbers"].replace("\t1000", "\t1234567.25"))
    other = member.post("/coverage/needs", **exact).headers["Location"].partition("?")[0]
    assert "Foleshill,Foleshill,1234567.25" in member.client.get(f"{other}/numbers.csv").text
    assert member.post(f"{path}/bring-back").status_code == 400  # another is called that by now
    member.post(f"{other}/put-away")
    assert member.post(f"{path}/bring-back").status_code == 303
    whole = member.post(
        "/coverage/needs",
        **given(
            office,
            name="Reports",
            kind="count",
            numbers=given(office)["numbers"].replace("\t1\n", "\t1.5\n"),
        ),
    )
    assert whole.status_code == 400 and "is not how many there are" in words(whole)


def test_at_an_hour_at_which_nobody_counts_no_share_is_told(
    office: Office, member: Visitor
) -> None:
    numbers = "\n".join(
        f"{point.code} 2" for point in demand_of(office.database).layers["school"].points
    )
    made = member.post("/coverage/needs?whom=school", **given(office, numbers=numbers)).headers[
        "Location"
    ]
    night = made.partition("?")[0] + "?whom=school&day=5&hour=20"
    assert "Nobody counts Saturday at 20:30. Choose another hour." in words(
        member.client.get(night)
    )
    assert "Nobody counts Saturday" in words(
        member.client.get("/coverage/needs?whom=school&day=5&hour=20")
    )


def test_twenty_are_the_most(office: Office, member: Visitor) -> None:
    for number in range(20):
        assert member.post("/coverage/needs", **given(office, name=f"N{number}")).status_code == 303
    answer = member.post("/coverage/needs", **given(office))
    assert answer.status_code == 400
    assert "20 need weights can be kept" in words(answer)
    assert member.client.get(f"/coverage?{HOUR}").status_code == 200


def test_a_need_of_another_layer_is_no_figure_here(office: Office, member: Visitor) -> None:
    numbers = "\n".join(
        f"{point.code} 2" for point in demand_of(office.database).layers["centre"].points
    )
    typed = given(office, name="Centre", numbers=numbers, kind="count")
    made = member.post("/coverage/needs?whom=centre", **typed).headers["Location"]
    assert "without a weight" in words(member.client.get(made))
    elsewhere = made.replace("whom=centre", "whom=home")
    assert "cannot be worked out" in words(member.client.get(elsewhere))
    assert "It is for another layer" in words(member.client.get("/coverage/needs"))


def test_a_table_that_is_too_long_for_any_form_can_be_gone_back_to(
    office: Office, member: Visitor
) -> None:
    answer = member.post("/coverage/needs", **given(office, numbers="Foleshill\t1\n" * 40_000))
    assert answer.status_code == 413 and "Go back, and shorten it." in words(answer)
