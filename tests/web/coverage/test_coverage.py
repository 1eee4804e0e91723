"""The group's pages: one sentence for every hour, candidates, the best next places, what-ifs, the sheet, use."""

import csv
import io
import json
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from safespaces.actions.coverage import where_next
from safespaces.actions.coverage.candidates import all_candidates
from safespaces.actions.coverage.demand import import_layer, shipped_layers
from safespaces.actions.coverage.import_candidates import import_candidates
from safespaces.actions.operations.first_start import make_ready
from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import link_for
from safespaces.actions.register.publish import publish
from safespaces.coverage.recruit import ChosenSet
from safespaces.coverage.shading import RAMP
from safespaces.demo.fill import entries, fill_demo
from safespaces.people.tokens import digest_of
from safespaces.printing import pdf
from safespaces.printing.pdf import can_make_pdf
from safespaces.roles import Role
from safespaces.settings import Settings, folder
from safespaces.store.database import Database
from safespaces.store.outbox import due_messages
from safespaces.store.rows import every_table
from safespaces.store.venues import add_venues, all_venues
from safespaces.venues.venue import ListingStatus
from safespaces.web.app import create_app
from safespaces.web.coverage import turns
from safespaces.web.sources import sources_of
from tests.pages import STAFF_PAGES
from tests.store.build import NOW, a_venue
from tests.web.staff import NOON, Office, Visitor

FRIDAY_NOON, FRIDAY_NIGHT = "/coverage?day=4&hour=12", "/coverage?day=4&hour=21"
PAGES = tuple(page for page in STAFF_PAGES if page.startswith("/coverage"))
FILES = (
    "week.csv",
    "bands.csv",
    "answers.csv",
    "gaps.csv",
    "groups.csv",
    "areas.csv",
    "trend.csv",
    "areas.geojson",
    "marks.geojson",
    "candidates.csv",
    "next.csv",
    "use.csv",
)


@pytest.fixture
def member(office: Office) -> Visitor:
    return office.as_(Role.STAKEHOLDER)


def suggested(office: Office, member: Visitor, name: str = "New Cafe", **fields: str) -> str:
    """A candidate's address."""
    given = {
        "name": name,
        "kind": "cafe",
        "where": "52.4100, -1.5070",
        "address": "1 New Street",
        "safe_hours": "Mo-Su 10:00-22:00",
        **fields,
    }
    answer = member.post("/coverage/candidates", **given)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return answer.headers["Location"]


def begun(member: Visitor, name: str = "Libraries late") -> str:
    """A what-if's address."""
    return member.post("/coverage/what-if", name=name).headers["Location"]


def sentence(member: Visitor, address: str) -> str:
    return member.get(address).texts("p", class_="lead sentence")[0]


def test_signing_in_leads_a_member_there_and_a_link_keeps_its_hour(office: Office) -> None:
    person = invite(
        office.database,
        email="new@group.example",
        name="",
        role=Role.STAKEHOLDER,
        by="test",
        at=NOON,
        site="http://x",
    )
    client = office.app.test_client()
    asked = client.get("/coverage?day=4&hour=20")
    assert asked.headers["Location"] == "/sign-in?then=/coverage%3Fday%3D4%26hour%3D20"
    link = link_for(office.database, person.id, at=NOON, site="").rpartition("/")[2]
    there = client.post(f"/sign-in/{link}", data={"then": "/coverage?day=4&hour=20"})
    assert (
        there.headers["Location"] == "/coverage?day=4&hour=20"
        and client.get("/coverage?day=4&hour=20").status_code == 200
    )
    again = link_for(office.database, person.id, at=NOON, site="").rpartition("/")[2]
    assert client.post(f"/sign-in/{again}").headers["Location"] == "/coverage"
    assert (
        client.post(f"/sign-in/{again}", data={"then": "//elsewhere.example/?x=1"}).status_code
        == 200
    )


def test_the_sentence_changes_with_the_hour(office: Office, member: Visitor) -> None:
    assert "within 10 minutes’ walk of an open Safe Space" in sentence(member, FRIDAY_NOON)
    assert sentence(member, FRIDAY_NOON) != sentence(member, FRIDAY_NIGHT)
    assert "Monday at 16:30, fewer than 1 in 20 young people" in sentence(
        member, "/coverage"
    )  # the red cafe shuts at 19:00


def test_the_demonstrations_link_opens_the_page_on_the_shipped_data(tmp_path: Path) -> None:
    settings = Settings(
        database=f"sqlite:///{tmp_path}/demo.db", refresh_seconds=0, site="http://localhost"
    )
    database = Database(settings.database)
    make_ready(database, at=NOW, say=lambda _: None)
    fill_demo(database, at=NOW, site=settings.address)
    link = next(
        entry.link
        for entry in entries(database, at=NOW, site=settings.address)
        if entry.role is Role.STAKEHOLDER
    )
    client = create_app(settings, lambda: NOW, sources_of(settings)).test_client()
    there = client.post(link.removeprefix(settings.address))
    assert (there.status_code, there.headers["Location"]) == (303, "/coverage")
    noon, night = (
        client.get(address).get_data(as_text=True) for address in (FRIDAY_NOON, FRIDAY_NIGHT)
    )
    told = [re.search(r"On Friday at [^<]+", page)[0] for page in (noon, night)]  # type: ignore[index]
    assert (
        told[0] != told[1]
        and "young people aged 10 to 17 in Coventry" in told[0]
        and "32,034" in noon
    )
    assert "Libraries open until 20:00" in client.get("/coverage/what-if").get_data(as_text=True)
    database.close()


def test_every_page_is_for_the_group_and_the_council_and_says_where_its_figures_are_from(
    office: Office, member: Visitor
) -> None:
    for address in PAGES:
        words = member.get(address).words
        if address != "/coverage/what-if":
            assert "an estimate made for this service" in words and "snapshot" in words, address
    assert office.as_(Role.OFFICER).client.get("/coverage").status_code == 200
    assert office.as_(Role.PARTNER).client.get("/coverage").status_code == 403


def test_every_table_can_be_taken_away_and_counts_under_ten_are_not_in_it(member: Visitor) -> None:
    for name in FILES:
        answer = member.client.get(f"/coverage/{name}?day=4&hour=12")
        assert answer.status_code == 200, name
        if name.endswith("geojson"):
            assert json.loads(answer.data)["type"] == "FeatureCollection"
        else:
            rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True))))
            assert len(rows[0]) >= 2 and (
                name == "use.csv" or ["# Hour", "Friday at 12:30"] in rows
            ), name
    week = list(
        csv.reader(io.StringIO(member.client.get("/coverage/week.csv").get_data(as_text=True)))
    )
    assert len([row for row in week if len(row) == 6]) == 169 and any(
        row[:1] == ["# Source"] for row in week
    )


@pytest.mark.parametrize(
    "query",
    [
        "day=7",
        "hour=24",
        "hour=x",
        "walk=7",
        "age=3",
        "whom=moon",
        "week=someday",
        "week=1066-10-14",
        "other=9999-99-99",
        "day=²",
        "hour=%00",
    ],
)
def test_an_address_that_cannot_be_looked_at_says_what_to_choose(
    member: Visitor, query: str
) -> None:
    assert member.client.get(f"/coverage?{query}").status_code == 400
    assert member.client.get(f"/coverage/sheet?{query}").status_code == 400


@pytest.mark.parametrize("query", ["n=0", "n=51", "n=x", "band=brunch", "assumed=Mo"])
def test_a_question_that_cannot_be_answered_says_what_to_ask(member: Visitor, query: str) -> None:
    assert member.client.get(f"/coverage/next?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "week=2026-12-25",
        "other=2027-03-25",
        "age=16",
        "whom=school&day=0&hour=15",
        "whom=centre",
        "walk=20",
        "whom=school&week=2026-12-21",
    ],
)
def test_weeks_ages_and_layers_can_be_chosen(member: Visitor, query: str) -> None:
    page = member.get(f"/coverage?{query}")
    assert page.one("table", class_="week-grid") and len(page.all("a", aria_current="true")) == 1


def test_the_week_table_reads_aloud_and_every_cell_is_a_link(member: Visitor) -> None:
    cells = [
        each
        for each in member.get("/coverage").all("a")
        if "dark-" in (each.attributes.get("class") or "")
    ]
    assert len(cells) == 168
    assert all(
        re.search(
            r"day at \d\d:30: ((under |over )?\d+ %|nobody)", each.attributes["aria-label"] or ""
        )
        for each in cells
    )


def test_an_empty_directory_is_all_gaps_and_nothing_breaks(office: Office, member: Visitor) -> None:
    with office.database.writing() as session:
        session.execute(text("UPDATE venues SET status = 'paused'"))
    publish(office.database, at=NOW + timedelta(days=1))
    for address in PAGES:
        member.get(address)
    assert (
        "32,034" in member.get(FRIDAY_NOON).words
        and "No Safe Space is known to be open" in member.get(FRIDAY_NOON).words
    )


def test_before_the_first_list_there_are_pages_too(office: Office, member: Visitor) -> None:
    with office.database.writing() as session:
        session.execute(text("DELETE FROM publication"))
    for address in PAGES:
        member.get(address)


def test_removing_all_libraries_on_wednesdays_changes_wednesday_only(
    office: Office, member: Visitor
) -> None:
    with office.database.writing() as session:
        library = a_venue("Old Library", kind="library", safe_hours="Mo-Su 09:00-20:00")
        add_venues(session, [library], at=NOW, author="x", reason="x")
    publish(office.database, at=NOW)
    address = begun(member)
    assert (
        member.post(
            f"{address}/add", seen="1", deed="hours", whom="kind:library", day="2", is_shut="1"
        ).status_code
        == 303
    )
    now, then = (week(member, where) for where in ("/coverage", address))
    assert [day for day in range(7) if now[day] != then[day]] == [2] and sum(
        map(hundredths, then[2])
    ) < sum(map(hundredths, now[2]))


def hundredths(cell: str) -> float:
    return 0.5 if cell == "<1" else float(cell)


def week(member: Visitor, address: str) -> list[list[str]]:
    cells = [
        each.text
        for each in member.get(address).all("a")
        if "dark-" in (each.attributes.get("class") or "")
    ]
    return [cells[day::7] for day in range(7)]


def test_a_candidate_is_suggested_judged_and_talked_about(office: Office, member: Visitor) -> None:
    address = suggested(office, member)
    page = member.get(address)
    assert "more" in page.words and "Mo-Su 10:00-22:00" in page.words
    assert (
        member.post(f"{address}/say", what="comment", comment="Next to the school").status_code
        == 303
    )
    assert (
        member.post(
            f"{address}/stage", stage="agreed", reason="Keen", email="owner@cafe.example"
        ).status_code
        == 303
    )
    page = member.get(address)
    assert (
        "Agreed" in page.words
        and "Next to the school" in page.words
        and "stakeholder@council.example" in page.words
    )
    with office.database.reading() as session:
        assert any(
            "/join" in each.message.body and each.message.recipient == "owner@cafe.example"
            for each in due_messages(session, office.now[0])
        )
        assert not [venue for venue in all_venues(session) if venue.name == "New Cafe"]


def test_what_was_typed_wrongly_is_still_there(office: Office, member: Visitor) -> None:
    wrong = member.post(
        "/coverage/candidates",
        name="New Cafe",
        kind="cafe",
        where="nowhere at all",
        words="near the school",
        address="1 New Street",
    )
    body = wrong.get_data(as_text=True)
    assert (
        wrong.status_code == 400
        and "Say where it is" in body
        and "near the school" in body
        and "nowhere at all" in body
    )
    address = suggested(office, member)
    refused = member.post(f"{address}/stage", stage="refused", reason="", email="typed@x.example")
    assert (
        refused.status_code == 400
        and "Say why" in refused.get_data(as_text=True)
        and "typed@x.example" in refused.get_data(as_text=True)
    )
    hours = member.post(f"{address}/say", what="hours", hours="whenever")
    assert hours.status_code == 400 and "whenever" in hours.get_data(as_text=True)


def test_a_pub_counts_for_nobody_under_16_alone_and_the_page_says_so_by_section_145(
    office: Office, member: Visitor
) -> None:
    address = suggested(office, member, "Old Pub", kind="licensed_premises")
    assert "section 145" in member.get(address).words
    assert "No candidate adds anybody" in member.get("/coverage/next").words
    assert "Old Pub" not in member.get("/coverage/candidates").words
    assert (
        "Old Pub" in member.get("/coverage/candidates?age=16").words
        and "Old Pub" in member.get("/coverage/next?age=16").words
    )
    row = next(
        row
        for row in csv.DictReader(
            io.StringIO(member.client.get("/coverage/candidates.csv").get_data(as_text=True))
        )
        if row["name"] == "Old Pub"
    )
    assert row["added_on_average (Evening: every day, 18:00 to 22:00)"] == "0"


def test_where_next_chooses_two_that_do_not_overlap_proves_it_and_keeps_it(
    office: Office, member: Visitor
) -> None:
    for name, lat in (("Cafe One", "52.4400"), ("Cafe Two", "52.4402"), ("Cafe Three", "52.3950")):
        suggested(office, member, name, where=f"{lat}, -1.5000")
    page = member.get("/coverage/next?n=2&exact=1&band=evening")
    chosen = [each.text for each in page.all("strong") if each.text.startswith("Cafe")]
    assert "Cafe Three" in chosen and len(chosen) == 2 and "proven" in page.words
    kept = [each.attributes["value"] for each in page.all("input", name="candidate")]
    answer = member.client.post(
        "/coverage/what-if",
        data={
            "form_token": digest_of(f"form {member.cookie}"),
            "name": "Best two",
            "candidate": kept,
        },
    )
    assert member.get(answer.headers["Location"]).words.count("Add Cafe") >= 2
    assert (
        "50 were asked for. No other of the 3 candidates adds anybody"
        in member.get("/coverage/next?n=50").words
    )


def test_two_who_edit_one_what_if_are_told_and_nothing_typed_is_lost(
    office: Office, member: Visitor
) -> None:
    address = begun(member)
    first = {"deed": "hours", "whom": "kind:cafe", "day": "4", "shuts": "22:00"}
    assert member.post(f"{address}/add", seen="1", **first).status_code == 303
    second = office.as_(Role.OFFICER).post(
        f"{address}/add", seen="1", **{**first, "shuts": "23:45"}
    )
    body = second.get_data(as_text=True)
    assert (
        second.status_code == 400
        and "Somebody else changed" in body
        and 'value="23:45"' in body
        and "open until 22:00 on Fri" in body
    )
    assert member.post(f"{address}/drop/0", seen="1").status_code == 400
    assert member.post(f"{address}/drop/0", seen="2").status_code == 303
    assert "None yet" in member.get(address).words


@pytest.mark.parametrize(
    "fields",
    [{"deed": "hours", "whom": "kind:cafe"}, {"deed": "hours", "whom": "kind:cafe", "day": "1", "shuts": "25:00"}, {"deed": "remove"}, {"deed": "add", "candidate": ""},
     {"deed": "burn", "whom": "kind:cafe"}, {"deed": "hours", "whom": "kind:cafe", "day": "x", "shuts": "20:00"}, {}],
)  # fmt: skip
def test_a_change_that_says_too_little_says_what_is_missing(
    member: Visitor, fields: dict[str, str]
) -> None:
    address = begun(member)
    assert member.post(f"{address}/add", seen="1", **fields).status_code == 400


def test_two_what_ifs_side_by_side_and_put_away(office: Office, member: Visitor) -> None:
    one, two = begun(member, "One"), begun(member, "Two")
    member.post(f"{one}/add", seen="1", deed="remove", starts="red")
    page = member.get(
        f"/coverage/what-if/compare?a={one.rpartition('/')[2]}&b={two.rpartition('/')[2]}&day=4&hour=12"
    )
    assert (
        "Take away every place called “red …”" in page.words
        and len(page.all("table", class_="week-grid")) == 2
    )
    table = member.client.get(
        f"/coverage/what-if/compare.csv?a={one.rpartition('/')[2]}&b={two.rpartition('/')[2]}&day=4&hour=12"
    )
    assert table.get_data(as_text=True).splitlines()[:2] == [
        "hours,now,One,Two",
        "Friday at 12:30,under 1 %,0 %,under 1 %",
    ]
    week = member.client.get(f"/coverage/week.csv?scenario={one.rpartition('/')[2]}").get_data(
        as_text=True
    )
    assert (
        "# What if: One,Take away every place called “red …”" in week
        and "Friday,12:30,0,32034,0.000" in week
    )
    assert member.client.get("/coverage/what-if/compare?a=x").status_code in (400, 404)
    assert (
        member.post(f"{one}/put-away").status_code == 303
        and member.client.get(one).status_code == 404
    )
    assert member.post("/coverage/what-if", name=" ").status_code == 400


def test_the_sheet_of_a_what_if_names_its_changes(office: Office, member: Visitor) -> None:
    address = begun(member)
    member.post(f"{address}/add", seen="1", deed="remove", whom="kind:cafe")
    page = member.get(f"/coverage/sheet?scenario={address.rpartition('/')[2]}&hour=12")
    assert (
        "Take away every cafe" in page.words
        and "Method and doubts" in page.words
        and "straight lines" in page.words
    )
    assert member.client.get("/coverage/sheet?scenario=never").status_code == 404


def test_the_sheet_is_a_pdf_of_two_pages_and_one_of_evidence(
    office: Office, member: Visitor
) -> None:
    if not can_make_pdf():
        pytest.skip("WeasyPrint is not installed; the page to print is tested above")
    import pypdf

    suggested(office, member)
    answer = member.client.get("/coverage/sheet.pdf?day=4&hour=12")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    words = [" ".join(page.extract_text().split()) for page in pages]
    assert (
        len(words) == 3
        and "The largest gaps" in words[0]
        and "best next calls" in words[1]
        and "What would change it" in words[2]
        and "an estimate made for this service" in words[2]
        and "snapshot" in words[2]
    )


def test_use_is_told_by_month_and_small_counts_are_not(office: Office, member: Visitor) -> None:
    with office.database.writing() as session:
        for number in range(7):
            session.execute(
                text(
                    "INSERT INTO uses (venue_id, \"on\", reason) VALUES ('id-red-cafe', :day, :why)"
                ),
                {"day": "2026-11-02", "why": "phone" if number < 6 else "fare"},
            )
    page = member.get("/coverage/use")
    assert "Phone was flat" in page.words and "fewer than 5" in page.words
    rows = list(
        csv.reader(io.StringIO(member.client.get("/coverage/use.csv").get_data(as_text=True)))
    )
    assert ["month", "November 2026", "7"] in rows and ["month", "December 2025", "0"] in rows
    told = {row[1]: row[2] for row in rows if row[:1] == ["reason"]}
    assert told == {
        "Lost the fare, or missed the last bus": "fewer than 5",
        "Phone was flat": "not told",
    }  # or it could be had by subtraction


def test_a_member_can_change_nothing_in_the_register(office: Office, member: Visitor) -> None:
    """Every form of the group's pages, with something in every field: no row of the register, of partners or of people is another."""
    address, what_if = suggested(office, member), begun(member)
    watched = [table.name for table in every_table().sorted_tables if table.name not in MAY_CHANGE]

    def rows() -> dict[str, list]:
        with office.database.reading() as session:
            return {name: session.execute(text(f"SELECT * FROM {name}")).all() for name in watched}

    before = rows()
    fields = {"name": "X", "kind": "cafe", "where": "52.4, -1.5", "status": "withdrawn", "reason": "x", "stage": "agreed", "email": "a@b.example", "what": "comment",
              "comment": "x", "seen": "1", "deed": "remove", "whom": "kind:cafe", "lat": "52", "lon": "-1", "found": "trained"}  # fmt: skip
    for rule in office.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.rule.startswith(
            ("/coverage", "/officer", "/partner")
        ):
            path = rule.rule.replace("<candidate_id>", address.rpartition("/")[2]).replace(
                "<scenario_id>", what_if.rpartition("/")[2]
            )
            path = re.sub(r"<(int:)?[^>]+>", lambda gap: "0" if gap[1] else "id-red-cafe", path)
            assert member.post(path, **fields).status_code < 500, path
    assert rows() == before
    assert len(all_candidates(office.database)) == 2


# The group's own tables, mails to whom they invite, and what keeps their deeds and sessions.
MAY_CHANGE = {
    "candidates",
    "candidate_events",
    "scenarios",
    "outbox",
    "audit",
    "sessions",
    "attempts",
    "parked_forms",
}


def test_names_that_look_like_markup_or_formulas_are_text(office: Office, member: Visitor) -> None:
    suggested(office, member, '<script>alert(1)</script>"', address="=cmd()")
    for address in ("/coverage/candidates", "/coverage/next", begun(member, "<b>bold</b>")):
        assert not [
            each for each in member.get(address).all("script") if not each.attributes.get("src")
        ]
    rows = list(
        csv.reader(
            io.StringIO(member.client.get("/coverage/candidates.csv").get_data(as_text=True))
        )
    )
    assert any("'=cmd()" in row for row in rows)


def test_the_ramp_of_the_tables_is_that_of_the_maps_and_falls_evenly_in_brightness() -> None:
    css = (Path(folder("static")) / "css" / "coverage.css").read_text(encoding="utf-8")
    for number, colour in enumerate(RAMP):
        assert f".dark-{number} {{ fill: {colour}; background: {colour};" in css
    light = [luminance(colour) for colour in RAMP]
    assert light == sorted(light, reverse=True) and all(a > b * 1.2 for a, b in pairwise(light))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_map_that_can_be_moved_has_a_script_of_its_own_under_the_same_policy(
    office: Office, member: Visitor
) -> None:
    page = member.get("/coverage")
    drawing = page.one("div", data_module="coverage-map").attributes["data-drawing"]
    script = member.client.get(drawing or "").get_data(as_text=True)
    assert (
        'layers.shaded("/coverage/areas.geojson")' in script
        and "layers.venues" not in script
        and "http" not in script
    )


def test_what_is_kept_in_memory_is_worked_out_anew_when_anything_it_hangs_on_changes(
    office: Office, member: Visitor
) -> None:
    """A new list, new demand, a candidate's hours, a candidate's kind: each is seen at the next look."""
    first = member.get(FRIDAY_NOON).one("p", class_="big-number").text
    with office.database.writing() as session:
        add_venues(
            session,
            [a_venue("All Day Hub", kind="family_hub", safe_hours="24/7")],
            at=NOW,
            author="x",
            reason="x",
        )
        session.execute(
            text("UPDATE venues SET lat = 52.43, lon = -1.52 WHERE id = 'id-all-day-hub'")
        )
    publish(office.database, at=NOW + timedelta(hours=1))
    second = member.get(FRIDAY_NOON).one("p", class_="big-number").text
    rows = b"code,name,lat,lon,count\na,Near,52.43,-1.52,500\nb,Far,52.38,-1.58,500\n"
    import_layer(office.database, rows, shipped_layers()["home"], by="test", at=NOW)
    third = member.get(FRIDAY_NOON).one("p", class_="big-number").text
    assert first != second != third and "500 of 1,000" in third
    address = suggested(
        office, member, "Late Cafe", where="52.38, -1.58", safe_hours="Mo-Su 10:00-12:00"
    )
    what_if = begun(member)
    candidate = address.rpartition("/")[2]
    member.post(f"{what_if}/add", seen="1", deed="add", candidate=f"candidate:{candidate}")
    before = member.get(f"{what_if}?day=4&hour=21").one("p", class_="big-number").text
    member.post(f"{address}/say", what="hours", hours="Mo-Su 10:00-23:00")
    after = member.get(f"{what_if}?day=4&hour=21").one("p", class_="big-number").text
    assert "Now 50\xa0% within reach, then 50\xa0%." in before and "then 100\xa0%." in after
    assert "Late Cafe" in member.get("/coverage/next?exact=1&band=evening&n=1").words
    with office.database.writing() as session:
        session.execute(text("UPDATE candidates SET kind = 'licensed_premises'"))
    assert (
        "No candidate adds anybody" in member.get("/coverage/next?exact=1&band=evening&n=1").words
    )


def test_a_small_count_is_in_no_file_and_cannot_be_had_by_subtraction(
    office: Office, member: Visitor
) -> None:
    rows = b"code,name,lat,lon,count,group\na,Here,52.41,-1.507,7,North\nb,There,52.38,-1.58,290,North\nc,Away,52.38,-1.57,5,South\n"
    import_layer(office.database, rows, shipped_layers()["home"], by="test", at=NOW)
    for name in FILES:
        body = member.client.get(f"/coverage/{name}?day=4&hour=12").get_data(as_text=True)
        told = body.partition("\n#")[0]
        assert not re.search(
            r"(?<![\d.])(7|5|0\.02\d*|0\.97\d*|0\.98\d*)(?![\d.:])",
            re.sub(r"-?\d+\.\d{3,}|\d\d:\d\d", "", told),
        ), (
            name,
            told,
        )
    page = member.get(FRIDAY_NOON)
    assert "few within reach, nearly all of 300" in page.words and "nearly all of 300" in page.words
    areas = json.loads(member.client.get("/coverage/areas.geojson?day=4&hour=3").data)["features"]
    assert [each["properties"]["count"] for each in areas] == [None, 290, None] and areas[0][
        "properties"
    ]["shade"] == areas[2]["properties"]["shade"]


def test_places_whose_hours_are_not_known_are_said_under_the_headline_and_on_the_sheet(
    office: Office, member: Visitor
) -> None:
    with office.database.writing() as session:
        add_venues(session, [a_venue("Quiet Hub", safe_hours="")], at=NOW, author="x", reason="x")
    publish(office.database, at=NOW)
    for address in (FRIDAY_NOON, "/coverage/sheet?day=4&hour=12"):
        said = "Of 1 of 2 places nobody knows whether they are open then"
        assert said in member.get(address).words, address
    what_if = begun(member)
    member.post(f"{what_if}/add", seen="1", deed="remove", whom="venue:id-quiet-hub")
    assert "its hours are not known, so this changes “up to” only" in member.get(what_if).words


def test_without_the_solver_it_is_asked_for_only_where_greedy_proves_nothing_itself(
    office: Office, member: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safespaces.web.coverage.where_next.can_optimise", lambda: False)
    suggested(office, member, "Cafe One", where="52.44, -1.50")
    page = member.get("/coverage/next?n=1")
    assert "proven that no other set" in page.words and "The proof needs" not in page.words
    monkeypatch.setattr(ChosenSet, "of_the_best", 0.9)
    page = member.get("/coverage/next?n=1")
    assert "It certainly adds 90 %" in page.words and "The proof needs" in page.words


def test_assumed_hours_are_said_and_what_known_hours_alone_would_give(
    office: Office, member: Visitor
) -> None:
    suggested(office, member, "Unknown Cafe", where="52.44, -1.50", safe_hours="")
    page = member.get("/coverage/next?n=1")
    assert (
        "The hours of 1 of the 1 are not known" in page.words
        and "With places whose hours are known only" in page.words
    )
    sheet = member.get("/coverage/sheet")
    assert "assumed: 10:00 to 22:00, but not known at Christmas" in sheet.words
    assert "assumed: open day and night" in member.get("/coverage/sheet?assumed=24/7").words
    kept = member.post(
        "/coverage/what-if",
        name="Kept",
        candidate=page.all("input", name="candidate")[0].attributes["value"] or "",
        assumed="24/7",
    )
    assert "open day and night assumed" in member.get(kept.headers["Location"]).words


def test_who_agreed_is_held_fixed_named_and_asked_no_more(office: Office, member: Visitor) -> None:
    one = suggested(office, member, "Cafe One", where="52.44, -1.50")
    suggested(office, member, "Cafe Next Door", where="52.4401, -1.5001")
    before = member.get("/coverage/next?n=2").texts("p", class_="lead sentence")[0]
    member.post(f"{one}/stage", stage="agreed", reason="Keen", email="one@cafe.example")
    page = member.get("/coverage/next?n=2")
    assert (
        "because they have agreed: Cafe One." in page.words
        and "No candidate adds anybody" in page.words
    )  # Next Door reaches the same people
    assert before.startswith("From under 1 % to")
    assert "# Counted as if open already: Cafe One" in member.client.get(
        "/coverage/next.csv"
    ).get_data(as_text=True)
    assert "Cafe One" not in " ".join(
        member.get("/coverage?day=4&hour=21").texts("ol", class_="gaps")
    )


def test_the_registers_own_source_and_note_are_not_for_the_group(
    office: Office, member: Visitor
) -> None:
    secret = a_venue(
        "Old Hall",
        status=ListingStatus.CANDIDATE,
        source="told by X in confidence",
        note="the keys are under the mat",
    )
    with office.database.writing() as session:
        add_venues(session, [secret], at=NOW, author="x", reason="x")
    for address in (
        "/coverage/candidates",
        "/coverage/candidates/id-old-hall",
        "/coverage/candidates.csv",
        "/coverage/next",
        "/coverage/sheet",
    ):
        body = member.client.get(address).get_data(as_text=True)
        assert (
            ("Old Hall" in body) == ("candidates" in address)
            and "confidence" not in body
            and "the mat" not in body
        ), address


@pytest.mark.parametrize(
    "fields",
    [{"day": "12", "opens": "10:00"}, {"day": "", "opens": "10:00"}, {"day": "0123456", "opens": "10:00"}, {"day": "4", "opens": "10:00", "shuts": "10:00"},
     {"day": "4", "opens": "21:00", "shuts": "22:00"}, {"day": "4", "opens": "23:00"}, {"day": "4", "shuts": "08:00"}, {"day": "4", "opens": "24:00", "shuts": "24:00"}],
)  # fmt: skip
def test_no_change_of_hours_can_break_a_what_if(member: Visitor, fields: dict[str, str]) -> None:
    address = begun(member)
    assert member.post(
        f"{address}/add", seen="1", deed="hours", whom="kind:cafe", **fields
    ).status_code in (303, 400)
    for page in (
        address,
        "/coverage/what-if",
        f"/coverage/sheet?scenario={address.rpartition('/')[2]}",
    ):
        member.get(page)


def test_what_names_no_place_or_is_there_already_is_refused(member: Visitor) -> None:
    address = begun(member)
    for fields in (
        {"starts": "Tesco"},
        {"whom": "kind:castle"},
        {"whom": "venue:" + "x" * 200},
        {"whom": "kind:museum"},
    ):
        assert (
            member.post(f"{address}/add", seen="1", deed="remove", **fields).status_code == 400
        ), fields
    assert member.post(f"{address}/add", seen="1", deed="remove", starts="Red").status_code == 303
    twice = member.post(f"{address}/add", seen="2", deed="remove", starts="Red")
    assert twice.status_code == 400 and "there already" in twice.get_data(as_text=True)
    assert member.post(f"{address}/drop/99999999999999999999", seen="2").status_code == 400


def test_a_what_if_that_was_put_away_comes_back(member: Visitor) -> None:
    address = begun(member, "Keep me")
    member.post(f"{address}/put-away")
    assert "1 put away" in member.get("/coverage/what-if").words
    assert member.post(f"{address}/bring-back").status_code == 303 and member.get(address)
    assert member.post("/coverage/what-if/never/bring-back").status_code == 404


def test_the_hour_is_kept_through_every_form(office: Office, member: Visitor) -> None:
    asked = "?day=0&hour=18&walk=15"
    assert member.post(f"/coverage/what-if{asked}", name="X").headers["Location"].endswith(asked)
    address = suggested(office, member)
    assert (
        member.post(f"{address}/say{asked}", what="comment", comment="x").headers["Location"]
        == f"{address}{asked}"
    )


def test_a_set_with_a_wrong_name_is_not_lost(office: Office, member: Visitor) -> None:
    candidate = suggested(office, member).rpartition("/")[2]
    refused = member.post("/coverage/what-if", name=" ", candidate=candidate, assumed="24/7")
    assert refused.status_code == 400 and f'value="{candidate}"' in refused.get_data(as_text=True)


def test_few_invitations_for_one_place_and_none_with_a_web_address_in_it(
    office: Office, member: Visitor
) -> None:
    address = suggested(office, member)
    answers = [
        member.post(
            f"{address}/stage", stage="agreed", reason="x", email=f"{n}@cafe.example"
        ).status_code
        for n in range(5)
    ]
    assert answers == [303, 303, 303, 400, 400]
    bad = suggested(office, member, "Look at https://evil.example/login now", where="52.43, -1.5")
    assert (
        member.post(f"{bad}/stage", stage="agreed", reason="x", email="a@cafe.example").status_code
        == 400
    )
    with office.database.reading() as session:
        sent = [
            each.message
            for each in due_messages(session, office.now[0])
            if "Register" in each.message.subject
        ]
    assert (
        len(sent) == 3
        and "Invitation to register written to 0@cafe.example" in member.get(address).words
    )


def test_while_a_pdf_or_a_proof_is_being_made_others_are_told_and_not_held(
    office: Office, member: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_LONGEST_WAIT_S", 0.0)
    for name, lat in (("Cafe One", "52.4400"), ("Cafe Two", "52.4402"), ("Cafe Three", "52.3950")):
        suggested(office, member, name, where=f"{lat}, -1.5000")
    with pdf._ONE_AT_A_TIME:
        assert member.client.get("/coverage/sheet.pdf").status_code == (
            429 if can_make_pdf() else 404
        )
    monkeypatch.setattr(
        ChosenSet, "of_the_best", 0.9
    )  # or greedy might prove its set without the solver
    with where_next._ONE_AT_A_TIME:
        assert "busy with another question" in member.get("/coverage/next?n=2&exact=1").words
    assert "proven" in member.get("/coverage/next?n=2&exact=1").words


def test_candidates_are_found_by_kind_stage_and_part_of_town(
    office: Office, member: Visitor
) -> None:
    suggested(office, member, "Cafe One", where="52.44, -1.50")
    suggested(office, member, "Hub Two", kind="family_hub", where="52.38, -1.58")
    for query, seen_, unseen in (
        ("of_kind=cafe", "Cafe One", "Hub Two"),
        ("words=hub", "Hub Two", "Cafe One"),
        ("stage=asked", "no such candidate", "Hub Two"),
    ):
        words = member.get(f"/coverage/candidates?{query}").words
        assert seen_ in words and unseen not in words, query


def test_the_list_the_candidates_page_and_the_set_agree_whatever_hours_are_assumed(
    office: Office, member: Visitor
) -> None:
    suggested(office, member, "Unknown Cafe", where="52.44, -1.50", safe_hours="")
    for assumed in ("24/7", "Mo-Su,PH 10:00-22:00"):
        page = member.get(f"/coverage/candidates?band=week&assumed={assumed}")
        link = next(
            each.attributes["href"] or "" for each in page.all("a") if each.text == "Unknown Cafe"
        )
        count = page.texts("p", class_="gain")[0].split(" ")[0]
        assert f"{count} more on average over the whole week" in member.get(link).words, assumed
        assert (
            f"{count} more" in member.get(f"/coverage/next?n=1&band=week&assumed={assumed}").words
        )


def test_who_goes_to_school_is_asked_about_when_they_do(office: Office, member: Visitor) -> None:
    suggested(office, member, "After School Cafe", where="52.4535, -1.4793")
    assert "After school: Monday to Friday" in member.get("/coverage/candidates?whom=school").words
    assert "None more" not in member.get("/coverage/candidates?whom=school").words
    assert (
        "Choose an hour at which they count: Friday at 15:30"
        in member.get("/coverage?whom=school&day=4&hour=21").words
    )


def test_a_time_that_the_clocks_leave_out_is_said_to_be(member: Visitor) -> None:
    assert (
        "The clocks leave this time out"
        in member.get("/coverage?week=2027-03-28&day=6&hour=1").words
    )
    assert (
        "The clocks leave this time out"
        not in member.get("/coverage?week=2027-03-28&day=6&hour=2").words
    )


def test_the_groups_pages_leave_threads_for_everybody_else(
    office: Office, member: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_LONGEST_WAIT_S", 0.0)
    for _ in range(turns.AT_ONCE):
        assert turns._turns.acquire(blocking=False)
    try:
        assert (
            member.client.get("/coverage").status_code == 429
            and office.app.test_client().get("/").status_code == 200
        )
        assert (
            member.client.get("/coverage/week.csv").status_code == 429
            and member.client.get("/account").status_code == 200
        )
    finally:
        for _ in range(turns.AT_ONCE):
            turns._turns.release()
    assert [
        member.client.get(address).status_code
        for address in ("/coverage", "/coverage?day=9", "/coverage/candidates/none", "/coverage")
    ] == [200, 400, 404, 200]


def test_figures_with_known_hours_only_leave_out_every_guess(
    office: Office, member: Visitor
) -> None:
    content = b"name,lat,lon\nGuessed Hall,52.4401,-1.50\n"
    import_candidates(
        office.database,
        content,
        ("kind:=cafe", "safe_hours:=Mo-Su 10:00-22:00", "postcode:=CV6 5HS"),
        by="x",
        at=NOW,
    )
    words = member.get("/coverage/next?n=1").words
    assert (
        "The hours of 1 of the 1 are not known" in words
        and "it would be under 1 % (none more)" in words
    )
    what_if = begun(member)
    candidate = all_candidates(office.database)[0].candidate.id
    member.post(f"{what_if}/add", seen="1", deed="add", candidate=f"candidate:{candidate}")
    assert "its hours are assumed: Mo-Su 10:00-22:00" in member.get(what_if).words


def test_a_what_if_without_any_place_is_no_present_list(office: Office, member: Visitor) -> None:
    agreed = suggested(office, member, "Cafe One", where="52.44, -1.50")
    member.post(f"{agreed}/stage", stage="agreed", reason="Keen", email="one@cafe.example")
    suggested(office, member, "Cafe Two", where="52.3950, -1.5000")
    nothing = begun(member)
    member.post(f"{nothing}/add", seen="1", deed="remove", whom="kind:cafe")
    there, gone = (
        member.get(f"/coverage/next?n=1&band=hour&day=4&hour=12{more}").texts(
            "p", class_="lead sentence"
        )[0]
        for more in ("", f"&scenario={nothing.rpartition('/')[2]}")
    )
    assert there.split(" to ")[0] != gone.split(" to ")[0], (there, gone)


def test_what_was_written_is_told_back_where_its_page_is_gone_or_its_address_is_bad(
    member: Visitor,
) -> None:
    gone = member.post(
        "/coverage/candidates/gone/say", what="comment", comment="Ask Sam about the side door"
    )
    assert gone.status_code == 404 and "Ask Sam about the side door" in gone.get_data(as_text=True)
    what_if = member.post("/coverage/what-if/gone/add", seen="1", deed="remove", starts="Red")
    assert what_if.status_code == 404 and "What you wrote: Red" in what_if.get_data(as_text=True)
    bad = member.post("/coverage/candidates?whom=gone&day=77", name="X", words="kept all the same")
    assert bad.status_code == 400 and "kept all the same" in bad.get_data(as_text=True)


def test_a_layer_with_small_counts_tells_sums_in_tens(office: Office, member: Visitor) -> None:
    rows = b"code,name,lat,lon,count,group\na,Here,52.41,-1.507,100,North\nb,There,52.38,-1.58,120,North\nc,Away,52.38,-1.57,7,North\n"
    import_layer(office.database, rows, shipped_layers()["home"], by="test", at=NOW)
    table = member.client.get("/coverage/groups.csv?day=4&hour=12").get_data(as_text=True)
    assert "By ward,North,100,230," in table and "227 " not in member.get(FRIDAY_NOON).words
    assert "Friday,12:30,100,230," in member.client.get("/coverage/week.csv").get_data(as_text=True)


def test_the_last_row_of_the_trend_is_the_present_list_and_says_so(member: Visitor) -> None:
    told = member.client.get("/coverage/trend.csv").get_data(as_text=True).splitlines()
    rows = told[1 : told.index("")]
    assert "present list" in rows[-1] and not any("present list" in row for row in rows[:-1])


def test_the_trend_has_the_gap_between_the_fifths_as_the_answers_have_it(member: Visitor) -> None:
    page = member.get(FRIDAY_NOON)
    fair = page.words.partition("Is it fair?")[2].partition("Place by place")[0]
    gap = fair.partition(": ")[2].strip().removesuffix(".").split(". ")[0].removesuffix(".")
    told = member.client.get("/coverage/trend.csv?day=4&hour=12").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(told.partition("\n\n")[0])))
    assert gap and rows[-1]["deprivation_gap"] == gap
    assert "the most deprived fifth of England’s areas against" in page.words
    assert "fifth of England’s areas against" not in member.get("/coverage?whom=centre").words
