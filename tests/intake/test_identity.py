"""Which place of the register a row is about, where it carries a number: ours, or somebody else's."""

from dataclasses import replace

import pytest

from safespaces.intake.plan import Plan
from safespaces.intake.planner import make_plan
from safespaces.intake.table import read_table
from safespaces.venues.venue import Venue

FOREIGN = "id,name,kind,postcode,lat,lon\n17,Red Library,library,CV1 5FB,52.4101,-1.5001\n"
OURS = FOREIGN.replace("lat,lon", "lat,lon,status,point_source").replace(
    "-1.5001", "-1.5001,candidate,given"
)


def plan_of(text: str, *register: Venue) -> Plan:
    return make_plan(read_table(text.encode()), register)


def only_added(text: str, *register: Venue) -> Venue:
    ((_, venue),) = plan_of(text, *register).added
    return venue


@pytest.mark.parametrize(
    ("header", "number", "kept"),
    [
        ("id", "17", "id 17"),
        ("Ref", "LIB/17 (old)", "Ref LIB/17 (old)"),
        ("@id", "way/17", "@id way/17"),
        ("UPRN", "100070", "UPRN 100070"),
        ("FHRSID", "17", "FHRSID 17"),
    ],
)
def test_somebody_elses_number_is_kept_as_theirs_and_never_becomes_ours(
    header: str, number: str, kept: str
) -> None:
    venue = only_added(FOREIGN.replace("id,", f"{header},", 1).replace("17,", f"{number},", 1))
    assert venue.external_id == kept and venue.id.startswith("v-")


def test_an_id_of_our_own_export_stays_the_id() -> None:
    venue = only_added(OURS)
    assert (venue.id, venue.external_id) == ("17", "")


def test_the_same_file_again_changes_nothing() -> None:
    plan = plan_of(FOREIGN, only_added(FOREIGN))
    assert len(plan.same) == 1 and not plan.added and not plan.changed and not plan.missing


def test_a_number_finds_its_place_only_where_the_place_agrees() -> None:
    known = only_added(FOREIGN)
    spelt_otherwise = plan_of(FOREIGN.replace("Red Library", "The Red Library"), known)
    assert [each.after.id for each in spelt_otherwise.changed] == [known.id]
    by_name = plan_of("id,name,phone\n17,Red Library,024 7611 1111\n", known)
    assert [each.after.id for each in by_name.changed] == [known.id]
    elsewhere = plan_of("id,name,kind,postcode\n17,Red Library,library,SW1A 1AA\n", known)
    another = plan_of("id,name,kind,postcode\n17,Harbour Cafe,cafe,CV1 5FB\n", known)
    assert (
        [len(plan.added) for plan in (elsewhere, another)] == [1, 1]
        and not elsewhere.changed
        and not another.changed
    )


def test_numbers_of_several_sources_stand_side_by_side() -> None:
    known = only_added(FOREIGN)
    (changed,) = plan_of(
        FOREIGN.replace("id,", "UPRN,", 1).replace("17,", "100070,", 1), known
    ).changed
    assert changed.after.external_id == "id 17; UPRN 100070"
    assert not plan_of(FOREIGN, changed.after).changed


def test_our_own_column_of_them_is_taken_as_it_stands_in_our_own_export_and_added_elsewhere() -> (
    None
):
    known = replace(only_added(OURS), external_id="id 17")
    (ours,) = plan_of(
        OURS.replace("point_source", "point_source,external_id").replace(
            ",given", ",given,uprn 100070"
        ),
        known,
    ).changed
    (other,) = plan_of("id,name,external_id\n17,Red Library,uprn 100070; ref 3\n", known).changed
    assert (
        ours.after.external_id == "uprn 100070"
        and other.after.external_id == "id 17; uprn 100070; ref 3"
    )


def test_a_foreign_row_with_an_id_of_ours_and_its_name_is_refused_where_two_facts_contradict() -> (
    None
):
    known = replace(only_added(OURS), address="1 High Street")
    moved = plan_of(
        "id,name,address,postcode\n17,Red Library,99 Chamberlain Square,B3 3HQ\n", known
    )
    corrected = plan_of("id,name,address,postcode\n17,Red Library,1 High Street,CV1 5FD\n", known)
    assert len(moved.rejected) == 1 and not moved.changed and len(corrected.changed) == 1


def test_two_lists_that_number_alike_do_not_merge_a_church_and_its_hall() -> None:
    church = only_added(
        "id,name,kind,address,postcode\n1,St Johns Church,library,1 High St,CV1 1FY\n"
    )
    plan = plan_of(
        "id,name,kind,address,postcode\n1,St Johns Church Hall,community_centre,1a High St,CV1 1FY\n",
        church,
    )
    assert len(plan.added) == 1 and not plan.changed and len(plan.duplicates) == 1


@pytest.mark.parametrize(("header", "number"), [("UPRN", "-"), ("id", "-"), ("UPRN", "")])
def test_a_dash_for_a_number_takes_none_away(header: str, number: str) -> None:
    known = replace(only_added(OURS), external_id="FHRSID 77", postcode="CV1 5FB")
    plan = plan_of(
        f"{header},name,postcode,phone\n{number},Red Library,CV1 5FB,024 7611 1111\n", known
    )
    assert [each.after.external_id for each in plan.changed] == ["FHRSID 77"] and not plan.rejected


def test_numbers_are_kept_in_the_letters_of_the_file_and_never_split_in_two() -> None:
    assert only_added(FOREIGN.replace("17,", "L-01,", 1)).external_id == "id L-01"
    twice = only_added(FOREIGN.replace("17,", "1; 2,", 1))
    assert (
        twice.external_id == "id 1, 2"
        and not plan_of(FOREIGN.replace("17,", "1; 2,", 1), twice).changed
    )


def test_a_number_that_a_spreadsheet_has_shortened_is_left_out_and_said() -> None:
    plan = plan_of(FOREIGN.replace("id,", "UPRN,", 1).replace("17,", "1.00071E+11,", 1))
    assert [venue.external_id for _, venue in plan.added] == [""] and "shortened" in plan.warnings[
        0
    ].message


def test_old_numbers_give_way_where_there_are_too_many() -> None:
    venue = only_added(FOREIGN)
    for number in range(40):
        (venue,) = (
            each.after
            for each in plan_of(FOREIGN.replace("17,", f"{'x' * 60}/{number},", 1), venue).changed
        )
    assert len(venue.external_id) <= 1000 and venue.external_id.endswith("/39")


def test_a_number_that_two_places_of_a_file_have_is_of_neither_for_sure() -> None:
    plan = plan_of(FOREIGN + "17,Harbour Cafe,cafe,CV6 1AA,52.4301,-1.5001\n")
    assert [venue.external_id for _, venue in plan.added] == ["id 17", ""]
    assert [
        (each.line, each.value, each.message) for each in plan.warnings if each.column == "id"
    ] == [(3, "17", "It is left out. It stands on line 2 too, for Red Library.")]
