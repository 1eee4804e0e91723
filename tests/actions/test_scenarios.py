"""What-ifs: changed one after the other, each step on record, and shown beside what is published."""

import json
from dataclasses import replace

import pytest

from safespaces.actions.coverage.candidates import suggest
from safespaces.actions.coverage.figures import gap_cards, groups
from safespaces.actions.coverage.map import areas_geojson, coverage_map, marks_geojson
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.scenarios import (
    add_change,
    begin_scenario,
    bring_back,
    drop_change,
    every_scenario,
    one_scenario,
    put_away,
)
from safespaces.actions.coverage.shown import added_by, shown_coverage, what_if_targets
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.what_if import MOST_CHANGES, Change
from safespaces.errors import BadInput, NotFound
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from tests.actions.test_coverage import CAFE, WHO
from tests.actions.test_where_next import reader_of
from tests.coverage.build import north
from tests.store.build import NOW, a_venue

MANY = tuple(Change("remove", f"venue:v{number}") for number in range(MOST_CHANGES))
ONE = Change("remove", "name:x")


def audited(register: Database) -> list[tuple[str, str, str]]:
    with register.reading() as session:
        lines = [line for _, line in audit_lines(session)]
    assert {line.who for line in lines} == {WHO["by"]}
    return [(line.what, line.old, line.new) for line in reversed(lines)]


def test_every_step_of_a_what_if_is_in_the_audit_log(register: Database) -> None:
    made = begin_scenario(register, "Late", **WHO)
    add_change(register, made.id, ONE, expected_version=1, **WHO)
    drop_change(register, made.id, 0, expected_version=2, **WHO)
    put_away(register, made.id, **WHO)
    bring_back(register, made.id, **WHO)
    assert audited(register) == [
        ("what-if made", "", "Late"),
        ("what-if changed", "version 1", "version 2"),
        ("what-if changed", "version 2", "version 3"),
        ("what-if put away", "Late", ""),
        ("what-if brought back", "", ""),
    ]


def test_what_was_put_away_is_brought_back_and_what_never_was_is_not(register: Database) -> None:
    made = begin_scenario(register, "Late", **WHO)
    put_away(register, made.id, **WHO)
    assert every_scenario(register) == []
    assert [each.id for each in every_scenario(register, put_away=True)] == [made.id]
    bring_back(register, made.id, **WHO)
    assert [each.id for each in every_scenario(register)] == [made.id]
    with pytest.raises(NotFound):
        bring_back(register, "nothing", **WHO)
    with pytest.raises(NotFound):
        put_away(register, "nothing", **WHO)


def test_forty_changes_are_the_most_and_none_is_there_twice(register: Database) -> None:
    full = begin_scenario(register, "Full", changes=MANY, **WHO)
    with pytest.raises(BadInput, match="40 changes are the most"):
        begin_scenario(register, "Fuller", changes=(*MANY, ONE), **WHO)
    made = begin_scenario(register, "Nearly", changes=MANY[1:], **WHO)
    with pytest.raises(BadInput, match="there already"):
        add_change(register, made.id, MANY[1], expected_version=1, **WHO)
    assert len(add_change(register, made.id, ONE, expected_version=1, **WHO).changes) == 40
    with pytest.raises(BadInput, match="not there"):
        drop_change(register, full.id, MOST_CHANGES, expected_version=1, **WHO)
    left = drop_change(register, full.id, MOST_CHANGES - 1, expected_version=1, **WHO)
    assert left.changes == MANY[:-1] == one_scenario(register, full.id).changes


def town_of(register: Database) -> tuple[CoverageReader, CoverageQuery]:
    """An open cafe, one that is shut on Friday night, and one whose hours nobody knows."""
    with register.writing() as session:
        add_venues(
            session,
            [
                a_venue(
                    name,
                    safe_hours=hours,
                    minimum_age="",
                    located=LocatedPoint(north(metres), PointSource.PERSON, 0),
                )
                for name, metres, hours in (
                    ("Open", 100, "24/7"),
                    ("Shut", 3000, "Mo 09:00-10:00"),
                    ("Unknown", 6000, ""),
                )
            ],
            at=NOW,
            author="test",
            reason="test",
        )
    rows = b"code,lat,lon,count,hours\na,52.41,-1.51,10,\nb,52.43,-1.51,20,\nc,52.45,-1.51,1,Mo 09:00-10:00\n"
    return reader_of(register, rows)


def test_a_what_if_is_shown_with_its_changes_and_leaves_the_list_as_it_is(
    register: Database,
) -> None:
    new = suggest(register, replace(CAFE, point=Point(52.4301, -1.51), safe_hours="24/7"), **WHO)
    reader, query = town_of(register)
    changes = (Change("add", f"candidate:{new.id}"), Change("remove", "venue:id-open"))
    made = begin_scenario(register, "Move", changes=changes, **WHO)
    now, then = (shown_coverage(reader, query, each) for each in ("", made.id))
    assert (now.scenario, now.changes, now.places) == (None, (), None)
    assert then.scenario == made and len(then.changes) == 2 and then.places is not None
    assert sorted(each.name for each in then.places) == ["New Cafe", "Shut", "Unknown"]
    reached = [each.coverage.reached(query.limit)[:2, query.hour].tolist() for each in (now, then)]
    assert reached == [[True, False], [False, True]]
    targets = what_if_targets(reader, query)
    assert added_by(now.coverage, targets) == []
    added = added_by(then.coverage, targets)
    assert [each.name for each in added] == ["New Cafe"]
    gaps = gap_cards(reader, query, then.coverage, 5)
    drawn = coverage_map(reader, query, then.coverage, gaps, added)
    assert [(each.sign, each.words) for each in drawn.marks if each.state == "new"] == [
        ("1", "New Cafe")
    ]
    with pytest.raises(NotFound):
        shown_coverage(reader, query, "nothing")


def test_the_map_tells_open_places_from_shut_ones_and_from_those_whose_hours_nobody_knows(
    register: Database,
) -> None:
    reader, query = town_of(register)
    coverage = reader.of_list(query)
    gaps = gap_cards(reader, query, coverage, 5)
    drawn = coverage_map(reader, query, coverage, gaps)
    states = {"Open": "open", "Shut": "shut", "Unknown": "unknown"}
    assert {each.words: each.state for each in drawn.marks if each.state != "gap"} == states
    assert [each.sign for each in drawn.marks if each.state == "gap"] == ["1"]
    assert [each.shade for each in drawn.shapes] == [0, 2, 0]
    assert drawn.legend == [(0, "none"), (1, "1 to 10"), (2, "11 to 20")]
    said = [
        each["properties"]
        for each in json.loads(marks_geojson(reader, query, coverage, gaps))["features"]
    ]
    assert {each["words"].partition(":")[0]: each["state"] for each in said[:3]} == states
    assert "hours not known on " in said[2]["words"] and said[3]["sign"] == "1"


def test_the_file_of_the_map_says_who_is_reached_who_is_not_and_who_does_not_count_now(
    register: Database,
) -> None:
    reader, query = town_of(register)
    file = json.loads(areas_geojson(reader, query, reader.of_list(query)))
    said = [each["properties"] for each in file["features"]]
    assert [(each["reached_share"], each["shade"]) for each in said] == [(1, 0), (0, 2), (None, 0)]
    assert [each["words"].rpartition(", ")[2] for each in said] == [
        "within reach",
        "out of reach",
        "not counted at this hour",
    ]
    assert file["about"]["Hour"] == query.week.when_words(query.hour)
    assert file["about"]["Source"] == query.layer.source and "OS data" in file["about"]["credits"]
    assert said[0]["nearest_open_minutes"] in (2, 3) and said[1]["nearest_open_minutes"] is None


def test_without_wards_or_a_middle_nobody_is_grouped(register: Database) -> None:
    reader, query = town_of(register)
    assert groups(reader, query, reader.of_list(query)) == []


def test_one_change_of_several_is_taken_out(register: Database) -> None:
    made = begin_scenario(register, "Late", changes=MANY[:4], **WHO)
    left = drop_change(register, made.id, 1, expected_version=1, **WHO)
    assert left.changes == (MANY[0], MANY[2], MANY[3])
