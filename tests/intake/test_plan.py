from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safespaces.errors import ImportRefused
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.intake.mapping import make_mapping
from safespaces.intake.meanings import meaning_of_header
from safespaces.intake.plan import Change, Plan
from safespaces.intake.planner import make_plan
from safespaces.intake.report import faulty_rows_csv, report_lines
from safespaces.intake.table import read_table
from safespaces.venues.cells import venue_cells
from safespaces.venues.csv_text import csv_text, harmless, plain
from safespaces.venues.venue import ListingStatus, Venue
from tests.store.build import a_venue

LIBRARIES = Path(__file__).parents[3] / "shared" / "data" / "poi" / "libraries.csv"
LIKE_THE_LIBRARIES = (
    "name,address1,address2,postcode,type,monday,tuesday,sunday,url\n"
    "Red,1 Made-up Street,Foleshill,CV6 5BG,LAL,09:00-19:00,09:00-19:00,,https://red.example\n"
    "Blue,2 Made-up Street,Stoke,CV2 4EA,LAL,10:00-00:00,10:00-19:00,,\n"
)


def plan_of(text: str, *register: Venue, said: tuple[str, ...] = ()) -> Plan:
    return make_plan(read_table(text.encode()), register, said, today=date(2026, 11, 24))


def problems_of(text: str) -> list[tuple[int | None, str, str]]:
    plan = plan_of(text)
    told = [problem for rejected in plan.rejected for problem in rejected.problems] + plan.warnings
    return [(problem.line, problem.column, problem.value) for problem in told]


def test_a_new_row_is_a_candidate_until_somebody_lists_it() -> None:
    ((line, venue),) = plan_of("name,kind,postcode\nRed Cafe,cafe,cv15fb\n").added
    assert (line, venue.status, venue.postcode, venue.slug, venue.located) == (
        2,
        ListingStatus.CANDIDATE,
        "CV1 5FB",
        "red-cafe",
        None,
    )


def test_a_row_that_says_what_is_known_is_the_same() -> None:
    cells = venue_cells(a_venue())
    plan = plan_of(csv_text([cells.keys(), cells.values()]), a_venue())
    assert [venue for _, venue in plan.same] == [a_venue()] and not (
        plan.added or plan.changed or plan.rejected
    )


@pytest.mark.parametrize("row", ["id-red-cafe,Redder Cafe,CV1 5FB", ",red  cafe!,cv1 5fb"])
def test_a_venue_is_known_by_its_id_else_by_name_and_postcode(row: str) -> None:
    plan = plan_of(f"id,name,postcode,kind\n{row},library\n", a_venue())
    assert [change.after.id for change in plan.changed] == ["id-red-cafe"]
    assert Change("kind", "cafe", "library") in plan.changed[0].changes


def test_changes_are_told_field_by_field_and_blank_cells_change_nothing() -> None:
    (planned,) = plan_of(
        "id,name,kind,phone,website,note\nid-red-cafe,Red Cafe,,024 7611 1111,,-\n", a_venue()
    ).changed
    assert planned.changes == (
        Change("phone", "024 7600 0000", "024 7611 1111"),
        Change("note", "a note", ""),
    )
    assert planned.after.website == "https://red.example"


def test_a_pin_placed_by_a_person_is_never_moved() -> None:
    pinned = a_venue(located=LocatedPoint(Point(52.41, -1.507), PointSource.PERSON, 5))
    plan = plan_of(
        "id,name,kind,lat,lon,postcode\nid-red-cafe,Red Cafe,cafe,52.5,-1.6,CV2 4EA\n", pinned
    )
    assert plan.changed[0].after.located == pinned.located


def test_a_point_found_from_an_address_is_dropped_when_the_address_changes() -> None:
    (planned,) = plan_of("id,name,address\nid-red-cafe,Red Cafe,9 Other Road\n", a_venue()).changed
    assert planned.after.located is None
    given = a_venue(located=LocatedPoint(Point(52.41, -1.507), PointSource.GIVEN))
    assert (
        plan_of("id,name,address\nid-red-cafe,Red Cafe,9 Other Road\n", given)
        .changed[0]
        .after.located
        == given.located
    )


def test_venues_that_the_file_does_not_name_are_reported_and_stay() -> None:
    gone = replace(a_venue("Gone"), status=ListingStatus.WITHDRAWN)
    plan = plan_of("name,kind,postcode\nNew Cafe,cafe,CV2 4EA\n", a_venue(), gone)
    assert [venue.name for venue in plan.missing] == ["Red Cafe"]


def test_two_rows_about_one_place_are_not_both_taken() -> None:
    assert problems_of("name,kind,postcode\nNew Cafe,cafe,CV2 4EA\nnew cafe,cafe,cv24ea\n") == [
        (3, "name", "new cafe")
    ]
    text = "id,name,kind,postcode\nx1,New Cafe,cafe,CV2 4EA\nx1,Newer Cafe,cafe,CV2 4EA\n"
    assert problems_of(text) == [(3, "id", "x1")]


def test_equal_names_get_pages_of_their_own() -> None:
    plan = plan_of("name,kind,postcode\nRed Cafe,cafe,CV2 4EA\nRed Cafe,cafe,CV6 5BG\n", a_venue())
    assert [venue.slug for _, venue in plan.added] == ["red-cafe-2", "red-cafe-3"]


def test_likely_duplicates_are_pointed_out() -> None:
    text = "name,kind,lat,lon,postcode\nThe Red Cafe,cafe,52.4103,-1.507,\nBlue Cafe,cafe,52.4101,-1.507,\nRed Cafe Ltd,cafe,,,CV1 5FB\n"
    plan = plan_of(text, a_venue())
    assert {(pair.added.name, pair.other.name) for pair in plan.duplicates} >= {
        ("The Red Cafe", "Red Cafe"),
        ("Red Cafe Ltd", "Red Cafe"),
    }
    assert not any("Blue" in pair.added.name + pair.other.name for pair in plan.duplicates)


@pytest.mark.parametrize(
    ("header", "row", "problem"),
    [
        ("name,kind,postcode", "Red,cafe,CV1 5F", (2, "postcode", "CV1 5F")),
        ("Venue,Category,Post Code", "Red,caffe,CV1 5FB", (2, "Category", "caffe")),
        ("name,kind,postcode,lat,lon", "Red,cafe,CV1 5FB,-1.5,52.4", (2, "lat", "-1.5, 52.4")),
        ("name,kind,postcode,lat,lon", "Red,cafe,CV1 5FB,nan,-1.5", (2, "lat", "")),
        ("name,kind,postcode,lat,lon", "Red,cafe,CV1 5FB,52.4,", (2, "lon", "")),
        ("name,kind,postcode,opening_hours", "Red,cafe,CV1 5FB,9-5", (2, "opening_hours", "9-5")),
        (
            "name,kind,postcode,website",
            "Red,cafe,CV1 5FB,javascript:alert(1)",
            (2, "website", "javascript:alert(1)"),
        ),
        (
            "name,kind,postcode,last checked",
            "Red,cafe,CV1 5FB,31/02/2026",
            (2, "last checked", "31/02/2026"),
        ),
        ("name,kind,postcode", ",cafe,CV1 5FB", (2, "name", "")),
        ("name,kind,postcode", "Red,,CV1 5FB", (2, "kind", "")),
        ("name,kind,postcode", "Red,cafe,", (2, "address", "")),
        ("name,kind,postcode", "Red,cafe,CV1 5FB,more", (2, "(after the last column)", "more")),
        ("name,kind,postcode,phone,website", "Red,cafe", (2, "postcode", "")),
        ("name,kind,postcode,minimum_age", "Red,cafe,CV1 5FB,young", (2, "minimum_age", "young")),
        ("name,kind,postcode,status", "Red,cafe,CV1 5FB,open", (2, "status", "open")),
        ("name,kind,postcode", "!!!,cafe,CV1 5FB", (2, "name", "!!!")),
        ("name,kind,postcode", "x" * 200 + ",cafe,CV1 5FB", (2, "name", "x" * 200)),
    ],
)
def test_every_fault_names_line_column_and_value(
    header: str, row: str, problem: tuple[int, str, str]
) -> None:
    assert problem in problems_of(f"{header}\n{row}\n")


def test_every_problem_has_a_remedy() -> None:
    plan = plan_of("name,kind,postcode,hours,lat,lon\n,x,CV1,9-5,99,999\n")
    problems = [*plan.rejected[0].problems, *plan.warnings]
    assert len(problems) >= 6 and all(problem.remedy.endswith((".", "?")) for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "24/11/2026",
        "2026-11-24",
        "46350",
        "24-Nov-2026",
        "24 November 2026",
        "24/11/26",
        "2026-11-24 00:00:00",
    ],
)
def test_dates_come_as_excel_and_people_write_them(text: str) -> None:
    ((_, venue),) = plan_of(f"name,kind,postcode,checked_on\nRed,cafe,CV1 5FB,{text}\n").added
    assert venue.checked_on is not None and venue.checked_on.isoformat() == "2026-11-24"


def test_control_and_direction_marks_are_taken_out_of_texts() -> None:
    ((_, venue),) = plan_of("name,kind,postcode\n\u202eRed\u0007  Cafe\u200f,cafe,CV1 5FB\n").added
    assert venue.name == "Red Cafe"


def test_another_layout_needs_only_a_mapping() -> None:
    plan = plan_of(LIKE_THE_LIBRARIES, said=("address=address1+address2", "kind:=library"))
    (_, red), (_, blue) = plan.added
    assert (red.address, red.safe_hours, red.website, red.kind) == (
        "1 Made-up Street, Foleshill",
        "Mo,Tu 09:00-19:00; We-Su 00:00-24:00 unknown",
        "https://red.example",
        "library",
    )
    assert (
        blue.safe_hours == "Tu 10:00-19:00; Mo,We-Su 00:00-24:00 unknown"
    )  # what cannot be read is not known, and costs no row
    (problem,) = plan.warnings
    assert (problem.line, problem.column, problem.value) == (3, "monday", "10:00-00:00")


@pytest.mark.skipif(
    not LIBRARIES.exists(),
    reason="the council's file lies outside the repository; the made-up one above always runs",
)
def test_the_councils_libraries_are_read_and_the_slip_in_them_is_found() -> None:
    plan = make_plan(
        read_table(LIBRARIES.read_bytes()), [], ("kind:=library", "blank_days:=closed")
    )
    (problem,) = plan.warnings
    assert (problem.line, problem.column, problem.value) == (19, "monday", "10:00-00:00") and len(
        plan.added
    ) == 17
    assert [each.line for each in plan.left_out] == [4]  # closed in 2016
    assert (
        plan.added[-1][1].safe_hours
        == "Tu,Th,Fr 10:00-19:00; Sa 09:00-16:00; Mo 00:00-24:00 unknown"
    )


@pytest.mark.parametrize("said", [("nonsense",), ("colour=name",), ("address=street9",)])
def test_a_wrong_mapping_is_refused(said: tuple[str, ...]) -> None:
    with pytest.raises(ImportRefused):
        plan_of("name,kind\nA,cafe\n", said=said)


@pytest.mark.parametrize(
    "text",
    ["Red Cafe,cafe,CV1 5FB\nBlue,cafe,CV1 5FB\n", "a\n1\n", "kind,postcode\ncafe,CV1 5FB\n"],
)
def test_a_file_without_a_header_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ImportRefused, match="--map"):
        plan_of(text)


def test_the_report_counts_everything_and_cuts_long_lists() -> None:
    rows = "".join(f"Cafe {n},cafe,CV{n % 6 + 1} 5FB\n" for n in range(30))
    text = "\n".join(report_lines(plan_of("name,kind,postcode\n" + rows, a_venue("Other"))))
    assert (
        "To add: 30" in text
        and "and 10 more" in text
        and "In the register but not in this file (nothing happens to them): 1" in text
    )


def test_faulty_rows_come_back_with_what_to_mend() -> None:
    back = faulty_rows_csv(plan_of("name,kind,postcode\nRed,cafe,CV1\n=cmd,cafe\n"))
    assert (
        back.splitlines()[0] == "name,kind,postcode,what to mend"
        and "CV1" in back
        and "'=cmd" in back
    )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44 24", "-x", "@a", "-1.5", "-", "plain", "'quoted", ""]
)
def test_formulas_are_made_harmless_and_come_back(cell: str) -> None:
    assert plain(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "@")) and harmless("-1.5") == "-1.5"


def test_a_given_pin_goes_with_a_new_postcode_and_when_it_is_emptied() -> None:
    given = a_venue(located=LocatedPoint(Point(52.41, -1.507), PointSource.GIVEN))
    for csv in (
        "id,name,postcode\nid-red-cafe,Red Cafe,CV6 4FB\n",
        "id,name,lat,lon\nid-red-cafe,Red Cafe,-,-\n",
    ):
        assert plan_of(csv, given).changed[0].after.located is None


def test_a_point_that_is_only_repeated_keeps_how_it_was_found() -> None:
    plan = plan_of("id,name,lat,lon\nid-red-cafe,Red Cafe,52.41,-1.507\n", a_venue())
    assert plan.changed == [] and len(plan.same) == 1


@pytest.mark.parametrize("column", ["status", "kind", "name"])
def test_what_every_venue_has_cannot_be_emptied(column: str) -> None:
    header, cells = (
        ("id,name", "id-red-cafe,-")
        if column == "name"
        else (f"id,name,{column}", "id-red-cafe,Red Cafe,-")
    )
    (rejected,) = plan_of(f"{header}\n{cells}\n", a_venue()).rejected
    assert "cannot be empty" in str(rejected.problems[0])


def test_closed_on_every_day_is_shut_and_not_silence() -> None:
    days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    (planned,) = plan_of(
        f"id,name,{days}\nid-red-cafe,Red Cafe,{','.join(['closed'] * 7)}\n", a_venue()
    ).changed
    assert (
        planned.after.safe_hours == "Mo-Su off; PH off"
    )  # what the register says of bank holidays stays
    new = plan_of(
        f"name,kind,postcode,{days}\nNew,cafe,CV1 5FB,{','.join(['closed'] * 7)}\nSunday,cafe,CV1 5FB,,,,,,,closed\n"
    ).added
    assert [venue.safe_hours for _, venue in new] == [
        "Mo-Su off",
        "Su off; Mo-Sa 00:00-24:00 unknown",
    ]  # that Sunday is shut does not say that Monday is
    assert plan_of(f"id,name,{days}\nid-red-cafe,Red Cafe,,,,,,,\n", a_venue()).same


def test_weekdays_are_known_by_their_usual_short_names_and_what_is_not_understood_is_said() -> None:
    plan = plan_of(
        "name,kind,postcode,Mon,Tues,Weds,Thurs,Fri,Floor area\nA,cafe,CV1 5FB,9:00-17:00,9:00-17:00,9:00-17:00,9:00-17:00,9:00-17:00,18\n"
    )
    assert (
        plan.added[0][1].safe_hours == "Mo-Fr 09:00-17:00; Sa,Su 00:00-24:00 unknown"
        and plan.blank_days == 1
    )
    assert plan.unused == ("Floor area",) and "Floor area" in "\n".join(report_lines(plan))


def test_a_week_that_cannot_be_read_names_its_line_and_leaves_the_other_rows_alone() -> None:
    plan = plan_of(
        "name,kind,postcode,monday\nA,cafe,CV1 5FB,midnight-5am\nB,cafe,CV1 5FB,9:00-9:00\nC,cafe,CV1 5FB,9:00-17:00\n"
    )
    rest = "; Tu-Su 00:00-24:00 unknown"
    assert [venue.safe_hours for _, venue in plan.added] == ["", "", f"Mo 09:00-17:00{rest}"]
    assert ("monday", "9:00-9:00", 3) in [
        (each.column, each.value, each.line) for each in plan.warnings
    ]
    assert ("safe_hours", "00:00-05:00", 2) in [
        (each.column, each.value, each.line) for each in plan.warnings
    ]  # of a cafe it is asked about


def test_a_file_that_was_imported_before_a_rename_is_refused_by_line() -> None:
    old = "name,kind,postcode\nOld Hall,other,CV1 5FB\n"
    venue = plan_of(old).added[0][1]
    (rejected,) = plan_of(old, replace(venue, name="New Hall")).rejected
    assert "now it is called New Hall" in str(rejected.problems[0]) and venue.id in str(
        rejected.problems[0]
    )


def test_a_closed_place_that_is_added_again_is_pointed_out() -> None:
    gone = a_venue("Arena Park Library", status=ListingStatus.WITHDRAWN)
    plan = plan_of("name,kind,postcode\nArena Park,library,CV1 5FB\n", gone)
    assert plan.duplicates[0].other == gone and "withdrawn" in plan.duplicates[0].why


def test_thousands_at_one_spot_do_not_take_for_ever() -> None:
    rows = "\n".join(f"a{n},Hall {n},other,52.4001,-1.5" for n in range(3_000))
    plan = plan_of(f"id,name,kind,lat,lon\n{rows}\n")
    assert len(plan.added) == 3_000 and 0 < len(plan.duplicates) <= 500


def test_many_of_one_name_each_get_an_address_of_their_own() -> None:
    rows = "\n".join(f"a{n},Hall,other,{52 + n / 500:.4f},-1.5" for n in range(500))
    slugs = [venue.slug for _, venue in plan_of(f"id,name,kind,lat,lon\n{rows}\n").added]
    assert (
        len(set(slugs)) == 500
        and slugs[:3] == ["hall", "hall-2", "hall-3"]
        and slugs[-1] == "hall-500"
    )


STAFFED = "Library name,Postcode," + ",".join(
    f"{day} staffed hours,{day} unstaffed hours" for day in ("Monday", "Tuesday", "Sunday")
)


def test_day_columns_in_any_spelling_are_recognised_and_unstaffed_hours_never_count() -> None:
    plan = plan_of(
        f"{STAFFED}\nCentral,CV1 1FY,09:00-19:00,07:00-22:00,10:00-18:00,,12:00-16:00,16:00-20:00\n",
        said=("name=Library name", "kind:=library"),
    )
    assert (
        plan.added[0][1].safe_hours
        == "Mo 09:00-19:00; Tu 10:00-18:00; Su 12:00-16:00; We-Sa 00:00-24:00 unknown"
    )
    assert plan.unused == (
        "Monday unstaffed hours",
        "Tuesday unstaffed hours",
        "Sunday unstaffed hours",
    )
    for header in (
        "opening_hours_monday",
        "Open Mondays",
        "Hours (Mon)",
        "MON",
        "monday_hours",
        "Mondays opening times",
    ):
        plan = plan_of(
            f"name,kind,postcode,{header}\nA,library,CV1 1FY,9am-5pm\n",
            said=("blank_days:=closed",),
        )
        assert plan.added[0][1].safe_hours == "Mo 09:00-17:00", header


def test_an_opening_and_a_closing_column_are_one_day() -> None:
    plan = plan_of(
        "name,kind,postcode,monday_open,monday_close,tuesday_open,tuesday_close\nA,library,CV1 1FY,09:00,17:00,closed,\nB,library,CV1 3HT,9:00,5:00,,\n"
    )
    assert [venue.safe_hours for _, venue in plan.added] == [
        "Mo 09:00-17:00; We-Su 00:00-24:00 unknown",
        "",
    ]
    assert "Do you mean 09:00-17:00?" in str(plan.warnings[0])


def test_a_column_of_bank_holidays_is_read() -> None:
    plan = plan_of("name,kind,postcode,Monday,Bank holidays\nA,library,CV1 1FY,9am-5pm,closed\n")
    assert plan.added[0][1].safe_hours == "Mo 09:00-17:00; Tu-Su 00:00-24:00 unknown; PH off"


def test_several_columns_never_make_one_text_of_hours_unless_each_is_a_day() -> None:
    text = f"{STAFFED}\nCentral,CV1 1FY,09:00-19:00,,10:00-18:00,,,\n"
    with pytest.raises(ImportRefused, match="Several columns cannot make one Safe hours"):
        plan_of(
            text,
            said=("name=Library name", "kind:=library", "safe_hours=Monday staffed hours+Postcode"),
        )
    said = (
        "name=Library name",
        "kind:=library",
        "safe_hours=Monday staffed hours+Tuesday staffed hours",
        "blank_days:=closed",
    )
    assert plan_of(text, said=said).added[0][1].safe_hours == "Mo 09:00-19:00; Tu 10:00-18:00"
    with pytest.raises(ImportRefused, match="Postcode"):
        plan_of("name,a,b\nX,CV1,1FY\n", said=("postcode=a+b",))


RICH = "Mo-Fr 09:00-17:00; Sa 10:00-16:00; PH off; 2026 Dec 24 off; 2026 Dec 29-2026 Dec 31 off"


@pytest.mark.parametrize(
    ("columns", "cells", "hours"),
    [
        (
            "saturday",
            "10:00-12:00",
            "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off; 2026 Dec 24 off; 2026 Dec 29-2026 Dec 31 off",
        ),
        (
            "monday,tuesday,saturday",
            "09:00-19:00,,",
            "Mo 09:00-19:00; Tu-Fr 09:00-17:00; Sa 10:00-16:00; PH off; 2026 Dec 24 off; 2026 Dec 29-2026 Dec 31 off",
        ),
        (
            "bank holidays",
            "10:00-14:00",
            "Mo-Fr 09:00-17:00; Sa 10:00-16:00; PH 10:00-14:00; 2026 Dec 24 off; 2026 Dec 29-2026 Dec 31 off",
        ),
    ],
)
def test_day_columns_change_those_days_only(columns: str, cells: str, hours: str) -> None:
    (planned,) = plan_of(
        f"id,name,{columns}\nid-red-cafe,Red Cafe,{cells}\n", a_venue(safe_hours=RICH)
    ).changed
    assert planned.after.safe_hours == hours


def test_the_same_week_again_changes_nothing() -> None:
    week = ",".join(["09:00-17:00"] * 5)
    text = f"id,name,monday,tuesday,wednesday,thursday,friday,saturday,sunday\nid-red-cafe,Red Cafe,{week},10:00-16:00,closed\n"
    assert plan_of(text, a_venue(safe_hours=RICH)).same


def test_somebody_elses_numbers_never_turn_a_place_into_another() -> None:
    library = a_venue("Central Library", id="1", kind="library", postcode="CV1 1FY")
    (rejected,) = plan_of(
        "id,name,kind,address,postcode\n1,Market Toilets,other,9 Road,CV1 3HT\n", library
    ).rejected
    assert "Central Library" in str(rejected.problems[0])
    assert plan_of(
        "id,name,kind,postcode\n1,Central Libary,library,CV1 1FY\n", library
    ).changed  # a better or worse spelling is the same place


def test_a_new_place_without_a_kind_is_refused_by_line_though_it_has_an_id() -> None:
    (rejected,) = plan_of("id,name,postcode\n101,New Hall,CV1 3HT\n").rejected
    assert rejected.problems[0].column == "kind" and "--map" not in str(rejected.problems[0])


def test_a_bad_optional_value_costs_the_value_and_not_the_row() -> None:
    plan = plan_of(
        "name,kind,address,postcode,phone,website\nA,library,1 Road,CV1 1FY,ask inside,N/A\n"
    )
    venue = plan.added[0][1]
    assert (venue.phone, venue.website) == ("", "") and [each.column for each in plan.warnings] == [
        "phone"
    ]


def test_words_that_stand_for_nothing_are_blank() -> None:
    (venue,) = [
        venue
        for _, venue in plan_of(
            "name,kind,address,postcode,note\nA &amp; B,library,n/a,CV1 1FY,NULL\n"
        ).added
    ]
    assert (venue.name, venue.address, venue.note) == ("A & B", "", "")


def test_a_guessed_column_of_another_meaning_is_set_aside() -> None:
    plan = plan_of(
        "name,kind,postcode,Status,Ref,hours\nA,library,CV1 1FY,Open,Held in the store room beside the lift: ask for the brown folder,62\n"
        "B,library,CV1 3HT,Open,LIB/0124,35.5\n"
    )
    assert [venue.safe_hours for _, venue in plan.added] == ["", ""] and set(plan.unused) == {
        "Ref",
        "hours",
    }


def test_hours_that_a_kind_never_keeps_are_left_out_and_named() -> None:
    plan = plan_of(
        "name,kind,postcode,opening_hours\nA,library,CV1 1FY,Mo-Fr 10:00-04:00; PH off\nB,fast_food,CV1 3HT,Mo-Su 11:00-02:00; PH off\n"
    )
    assert [venue.safe_hours for _, venue in plan.added] == ["", "Mo-Su 11:00-02:00; PH off"]
    assert any(each.value == "10:00-04:00" for each in plan.warnings)


@pytest.mark.parametrize(
    ("columns", "cells", "says"),
    [
        ("lat,lon", "1.5,52.4", "look swapped"), ("lat,lon", "52.4,1.5e9", "between -180 and 180"), ("lat,lon", "52.40931,", "Only half"),
        ("easting,northing", "865000,333000", "Easting and northing look swapped"), ("easting,northing", "x,1", "National Grid"),
        ("status", "lsited", "listed"), ("checked_on", "last May", "date"), ("position", "by the church", "no latitude and longitude"),
    ],
)  # fmt: skip
def test_a_bad_point_status_or_date_costs_itself_and_not_the_place(
    columns: str, cells: str, says: str
) -> None:
    text = f"name,kind,address,{columns}\nRed,cafe,1 Made-up Street,{cells}\n"
    said = ("position=position",) if columns == "position" else ()
    plan = plan_of(text, said=said)
    ((_, venue),) = plan.added
    assert (venue.located, venue.status, venue.checked_on) == (None, ListingStatus.CANDIDATE, None)
    left_out = [
        problem for problem in plan.warnings if problem.message.startswith("It is left out.")
    ]
    assert len(left_out) == 1 and says in f"{left_out[0].message} {left_out[0].remedy}"
    if columns not in ("status", "checked_on"):
        assert (
            len(plan_of(text.replace("1 Made-up Street", ""), said=said).rejected) == 1
        )  # nothing else says where it is


def test_a_bad_postcode_costs_the_row_where_nothing_else_says_where_it_is() -> None:
    plan = plan_of("name,kind,address,postcode\nA,cafe,,CV1\nB,cafe,1 Road,CV1\n")
    assert [(each.row.line, each.problems[0].value) for each in plan.rejected] == [
        (2, "CV1")
    ] and len(plan.added) == 1


REAL_HEADERS = {
    "contact_name": ["Contact name"],
    "name": (
        "Library name",
        "OrgName",
        "pharmacy_name",
        "Premises",
        "Organisation",
        "Polling_Place_Name",
        "Family hub name",
        "site_name",
    ),
    "address": (
        "Address 1",
        "PollingStationAddress_2",
        "Street",
        "Town",
        "OrgAddress",
        "First line of address",
        "AddressLine1",
    ),
    "postcode": (
        "Post Code",
        "Polling_Place_Postcode",
        "Venue postcode",
        "Postcode - please enter full postcode",
        "Billing Zip/Postal Code",
    ),
    "easting": ("Easting", "GeoX", "PollingPlaceEasting", "Xordinate", "Grid Ref X"),
    "northing": ("Northing", "GeoY", "Polling_Place_Northing", "Yordinate"),
    "safe_hours": (
        "Opening times",
        "OpeningTime",
        "Opening hours",
        "Opening",
        "OrgOpenTimes",
        "Opening days and times of venue",
    ),
    "open_days": ("Days open", "OpeningDay", "Opening_Days"),
    "phone": ("Telephone", "Phone number", "OrgTelephone", "Contact Number", "Tel"),
    "website": ("URL", "Weblink", "InfoURL", "Web_URL", "OrgWebsite", "Venue website"),
    "closed": ("Year closed", "Date closed", "closed"),
    "monday": ("Monday", "Monday staffed hours", "opening_hours_monday", "Mon Open", "Hours (Mon)"),
    "external_id": ("UPRN", "FHRSID", "osm_id", "Library ID"),
    "lat": ("Lat", "loc_lat", "Y", "latitude"),
    "": (
        "ward_name",
        "area_name",
        "Local authority",
        "LocalAuthorityWebSite",
        "Email address",
        "la_name",
        "File name",
    ),
}


@pytest.mark.parametrize(
    ("target", "header"),
    [(target, each) for target, headers in REAL_HEADERS.items() for each in headers],
)
def test_headers_of_real_files_mean_what_their_senders_meant(target: str, header: str) -> None:
    meaning = meaning_of_header(header)
    assert (meaning.target if meaning else "") == target


@pytest.mark.parametrize(
    ("columns", "cells", "point"),
    [
        ("Easting,Northing", "433212,279146", (52.409314, -1.513196)),
        ("X,Y,Latitude,Longitude", "433212,279146,52.409314,-1.513196", (52.409314, -1.513196)),
        ("X,Y", "433212.0,279146.0", (52.409314, -1.513196)),
        ("Location", '"(52.409314, -1.513196)"', (52.409314, -1.513196)),
        ("lat,lon", "52.409314 N,1.513196 W", (52.409314, -1.513196)),
        ("lat,lon", '"52,409314","-1,513196"', (52.409314, -1.513196)),
        ("lat,lon", "5.2409314E+01,-1.513196", (52.409314, -1.513196)),
        ("lat,lon", "52.4,-1.5", None),
        ("Location", "Ground floor", None),
    ],
)
def test_points_in_every_form_of_real_files(
    columns: str, cells: str, point: tuple[float, float] | None
) -> None:
    ((_, venue),) = plan_of(f"name,kind,postcode,{columns}\nA,cafe,CV1 1FY,{cells}\n").added
    if point is None:
        assert venue.located is None
    else:
        assert venue.located and (
            venue.located.point.lat,
            venue.located.point.lon,
        ) == pytest.approx(point, abs=1e-4)


def test_a_rough_point_is_taken_as_rough_and_pointed_out() -> None:
    plan = plan_of("name,kind,postcode,lat,lon\nA,cafe,CV1 1FY,52.409,-1.513\n")
    assert (
        plan.added[0][1].located
        and plan.added[0][1].located.precision_m == 110
        and "rough" in str(plan.warnings[0])
    )


def test_places_that_the_file_calls_closed_and_totals_below_it_are_left_out_and_named() -> None:
    text = "name,kind,postcode,Year closed,Status\nA,library,CV1 1FY,2017,Open\nB,library,CV1 2NE,,Open\nTotal: 2,,,,\n"
    plan = plan_of(text)
    assert [venue.name for _, venue in plan.added] == ["B"] and [
        each.line for each in plan.left_out
    ] == [2, 4]
    assert "2017" in plan.left_out[0].why and len(plan_of(text, said=("closed=",)).added) == 2
    told = plan_of("name,kind,postcode,Status\nA,library,CV1 1FY,Closed\nB,library,CV1 2NE,Open\n")
    assert [venue.name for _, venue in told.added] == ["B"]


@pytest.mark.parametrize(
    "note",
    [
        "Closed for lunch 1-2pm",
        "Term time only",
        "Please ring first",
        "1st and 3rd Tuesday",
        "By appointment",
    ],
)
def test_what_a_note_takes_away_from_the_hours_is_pointed_out(note: str) -> None:
    (warning,) = plan_of(
        f"name,kind,postcode,Notes,Monday\nA,library,CV1 1FY,{note},9am-5pm\n"
    ).warnings
    assert (warning.column, warning.value) == ("Notes", note)
    assert (
        plan_of("name,kind,postcode,Notes,Monday\nA,library,CV1 1FY,By the park,9am-5pm\n").warnings
        == []
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1632960123", "01632 960123"), ("441632960123", "01632 960123"), ("+44 (0)1632 960123", "01632 960123"),
        ("01632‑960‑123", "01632 960123"), ("'01632960123", "01632 960123"), ("0161 496 0123 (ask for the desk)", "0161 496 0123"),
        ("020 7946 0123 / 020 7946 0999", "020 7946 0123"), ("12345", ""), ("-----", ""), ("()()()", ""), ("1.63E+09", ""), ("999", ""),
    ],
)  # fmt: skip
def test_numbers_are_read_as_spreadsheets_and_people_leave_them(cell: str, number: str) -> None:
    plan = plan_of(f"name,kind,postcode,phone\nA,cafe,CV1 1FY,{cell}\n")
    assert plan.added[0][1].phone == number and (plan.warnings or cell.startswith(("+", "0", "'")))


def test_what_is_not_understood_of_a_list_is_named_and_the_rest_is_taken() -> None:
    text = 'name,kind,postcode,Facilities,Accessibility\nA,cafe,CV1 1FY,"Cafe, toilets and baby change",Fully accessible\n'
    plan = plan_of(text + "B,cafe,CV1 2NE,no toilets,Step-free entrance\n")
    assert [venue.kit for _, venue in plan.added] == [("toilets",), ()] and [
        venue.access for _, venue in plan.added
    ] == [
        (),
        ("step_free",),
    ]
    assert "Cafe, baby change" in " ".join(map(str, plan.warnings))


def test_a_letter_that_was_lost_is_never_kept_and_garbled_ones_are_pointed_out() -> None:
    plan = plan_of("name,kind,postcode,note\nCaf\ufffd,cafe,CV1 1FY,\nCafÃ©,cafe,CV1 2NE,x\ufffd\n")
    assert [each.row.line for each in plan.rejected] == [2] and plan.added[0][1].note == ""
    assert any("Do you mean Café?" in each.message for each in plan.warnings)
    twice = plan_of("name,kind,postcode\nCaf√© A &amp;amp; B,cafe,CV1 2NE\n")
    ((_, venue),) = twice.added
    assert venue.name == "Caf√© A & B" and any(
        "Do you mean Café A & B?" in each.message for each in twice.warnings
    )


def test_days_in_one_column_and_times_in_another_belong_together_and_neither_counts_alone() -> None:
    text = "name,kind,postcode,Days open,Opening times\nA,cafe,CV1 1FY,Monday to Friday,10am - 4pm\nB,cafe,CV1 2NE,Tuesdays and Thursdays,1pm-3pm\n"
    assert [venue.safe_hours for _, venue in plan_of(text).added] == [
        "Mo-Fr 10:00-16:00",
        "Tu,Th 13:00-15:00",
    ]
    alone = plan_of(text.replace("Days open", "Remarks"))
    assert [venue.safe_hours for _, venue in alone.added] == [
        "",
        "",
    ] and "Opening times" in alone.unused


def test_two_columns_of_one_name_are_told_apart() -> None:
    plan = plan_of(
        "Name,Kind,Address,Address,Postcode,Code,Code\nA,cafe,1 Road,Coventry,CV1 1FY,x,y\n"
    )
    assert plan.added[0][1].address == "1 Road, Coventry" and plan.unused == ("Code", "Code (2)")


def test_a_corrected_postcode_is_a_likely_duplicate_and_not_silently_a_new_place() -> None:
    known = a_venue("Stitch Room", address="7 Example Street", postcode="")
    plan = plan_of(
        'name,kind,address,postcode\nStitch Room,other,"7 Example Street, Coventry",CV1 3HT\n',
        known,
    )
    assert [pair.other for pair in plan.duplicates] == [known]


def test_a_file_without_a_column_of_postcodes_has_them_in_its_addresses() -> None:
    ((_, venue),) = plan_of('name,kind,address\nA,cafe,"1 Road, Coventry CV1 1FY"\n').added
    assert venue.postcode == "CV1 1FY"


@pytest.mark.parametrize(
    "row",
    [
        "1,Kebab Corner,fast_food,40 Low Street,CV1 3HT,52.41501,-1.51332",  # the same postcode, 600 m off
        "1,Library,library,99 Other Road,,,",  # one word of its name
        "1,Beta Ambulance,other,77 Far Lane,,,",
        "1,Kebab Two,fast_food,40 Low Street,CV1 3HT,,",
    ],
)
def test_one_postcode_or_one_word_in_common_is_not_enough_for_a_number_to_mean_our_place(
    row: str,
) -> None:
    beta = a_venue(
        "Beta Library",
        id="1",
        kind="library",
        postcode="CV1 3HT",
        located=LocatedPoint(Point(52.4095, -1.5133), PointSource.GIVEN),
    )
    plan = plan_of(f"id,name,kind,address,postcode,lat,lon\n{row}\n", beta)
    assert not plan.changed and "Beta Library" in str(plan.rejected[0].problems[0])


@pytest.mark.parametrize(
    ("header", "cells", "left_out"),
    [
        ("Year closed", ("N/A", "N/A", "2017"), [4]),
        ("closed", ("", "2017 (now flats)", ""), [3]),
        ("Date closed", ("n/a", "March 2017", ""), [3]),
        ("Closed", ("yes", "Christmas", "13:00-14:00"), [2]),
        ("Year closed", ("Not closed yet", "2099", "no plans"), []),
        ("Closing date", ("31/03/2099", "31/03/2017", "not since 2017"), [3]),
    ],
)
def test_a_column_about_closing_is_heard_however_it_is_filled(
    header: str, cells: tuple[str, ...], left_out: list[int]
) -> None:
    rows = "".join(f"Hall {n},other,{n} Road,CV1 1FY,{cell}\n" for n, cell in enumerate(cells))
    assert [
        each.line for each in plan_of(f"name,kind,address,postcode,{header}\n{rows}").left_out
    ] == left_out


def test_days_in_a_column_called_closed_and_a_name_that_says_so_are_pointed_out() -> None:
    text = "name,kind,address,postcode,closed,Monday\nA,cafe,1 Road,CV1 1FY,Sundays,9am-5pm\nB (closed),cafe,2 Road,CV1 2NE,Sat & Sun,9am-5pm\n"
    plan = plan_of(text)
    assert len(plan.added) == 2 and {each.value for each in plan.warnings} == {
        "Sundays",
        "Sat & Sun",
        "B (closed)",
    }


@pytest.mark.parametrize(
    "note",
    [
        "Not Wednesdays",
        "Half day Wednesday",
        "No access 12-1",
        "Reopens 4 January",
        "Members only",
        "By appt only",
    ],
)
def test_other_words_that_take_hours_away_are_pointed_out(note: str) -> None:
    plan = plan_of(
        f"name,kind,postcode,safe_hours,Comments\nA,cafe,CV1 1FY,Mo-Fr 09:00-17:00; PH off,{note}\n"
    )
    assert [each.value for each in plan.warnings] == [note]


def test_hours_that_can_be_read_are_kept_where_most_of_a_column_cannot() -> None:
    rows = "A,cafe,CV1 1FY,Mo-Fr 10:00-16:00; PH off\nB,cafe,CV1 2NE,Mo-Fr 10am-4pm (ring first)\nC,cafe,CV1 3HT,10am till late\n"
    plan = plan_of(f"name,kind,postcode,safe_hours\n{rows}")
    assert [venue.safe_hours for _, venue in plan.added] == ["Mo-Fr 10:00-16:00; PH off", "", ""]
    assert [each.line for each in plan.warnings] == [3, 4]


@pytest.mark.parametrize("hours", ["62,40", ","])
def test_a_column_of_numbers_or_of_nothing_does_not_take_the_week_away(hours: str) -> None:
    first, second = hours.split(",")
    text = f"name,kind,postcode,hours,Monday\nA,cafe,CV1 1FY,{first},9am-5pm\nB,cafe,CV1 2NE,{second},9am-5pm\n"
    assert all(venue.safe_hours.startswith("Mo 09:00-17:00") for _, venue in plan_of(text).added)


@pytest.mark.parametrize(
    "pair", ["Monday Opening Time,Monday Closing Time", "Mon Start,Mon Finish"]
)
def test_the_commonest_pairs_of_columns_are_one_day(pair: str) -> None:
    ((_, venue),) = plan_of(f"name,kind,postcode,{pair}\nA,cafe,CV1 1FY,09:00,17:00\n").added
    assert venue.safe_hours.startswith("Mo 09:00-17:00")


@pytest.mark.parametrize("cell", ["O1632 96O123", "0247683123", "09011 123456"])
def test_a_number_that_is_none_is_never_stored_as_another(cell: str) -> None:
    plan = plan_of(f"name,kind,postcode,phone\nA,cafe,CV1 1FY,{cell}\n")
    assert plan.added[0][1].phone == "" and plan.warnings[0].value == cell


@pytest.mark.parametrize(
    "cell",
    [
        "N.A.",
        "Not known.",
        "--",
        "unk",
        "<Null>",
        "NaN",
        "00000",
        "See website",
        "Address not known",
    ],
)
def test_words_for_nothing_do_not_tell_where_a_place_is(cell: str) -> None:
    assert (
        plan_of(f"name,kind,address\nA,cafe,{cell}\n").rejected
        and plan_of(f"name,kind,address,postcode\nA,cafe,{cell},CV1 1FY\n").added
    )


def test_what_is_denied_is_not_offered() -> None:
    assert "Did you mean" not in str(
        plan_of("name,kind,postcode,kit\nA,cafe,CV1 1FY,No wifi\n").warnings[0]
    )


def test_only_a_whole_part_of_an_address_is_not_said_twice() -> None:
    text = 'name,kind,Address 1,Address 2,Town,postcode\nA,cafe,12 Stoke Road,Stoke,Coventry,CV1 1FY\nB,cafe,"1 Road, Coventry",,Coventry,CV1 2NE\n'
    assert [venue.address for _, venue in plan_of(text).added] == [
        "12 Stoke Road, Stoke, Coventry",
        "1 Road, Coventry",
    ]


@pytest.mark.parametrize("header", ["Opening times", "safe_hours", "Hours"])
@pytest.mark.parametrize("cell", ["09:00-17:00", "09:00-12:00, 13:00-17:00", "9:00 - 17:00"])
def test_times_without_a_day_are_asked_about_and_never_every_day(header: str, cell: str) -> None:
    plan = plan_of(
        f'name,kind,postcode,{header}\nA,library,CV1 5FB,"{cell}"\nB,library,CV1 5FD,Mo-Sa 09:00-17:00; PH off\n'
    )
    assert (
        plan.added[0][1].safe_hours == ""
        and plan.added[1][1].safe_hours == "Mo-Sa 09:00-17:00; PH off"
    )
    assert any("names no days" in f"{each.message} {each.remedy}" for each in plan.warnings)


@pytest.mark.parametrize("header", ["Minimum age", "minimum_age", "Age restriction", "Age limit"])
def test_an_age_in_words_is_never_lost(header: str) -> None:
    plan = plan_of(
        f"name,kind,postcode,{header}\nA,licensed_premises,CV1 5FB,18 and over please\nB,licensed_premises,CV1 5FE,Adults\nC,cafe,CV1 5FD,5\n"
    )
    assert [each.row.line for each in plan.rejected] == [2, 3] and plan.added[0][
        1
    ].minimum_age == "5"


@pytest.mark.parametrize(
    ("columns", "cells", "hours"),
    [
        ("Monday open,Monday close,Monday staffed open,Monday staffed close", "08:00,20:00,10:00,16:00", "Mo 10:00-16:00"),
        ("Monday open,Monday close,Monday staffed", "08:00,20:00,10:00-16:00", "Mo 10:00-16:00"),
        ("Monday Open+,Monday", "08:00-20:00,10:00-16:00", "Mo 10:00-16:00"), ("Mon Open+", "08:00-20:00", ""),
        ("Opening hours,Staffed hours", "Mo-Su 08:00-20:00; PH off,Mo-Fr 10:00-16:00; PH off", "Mo-Fr 10:00-16:00; PH off"),
        ("mon open 1,mon close 1,mon open 2,mon close 2", "09:00,12:00,13:00,17:00", "Mo 09:00-12:00,13:00-17:00"),
        ("Mon open,Mon close,Tue open,Tue close", "Closed,Closed,09:00,17:00", "Mo off; Tu 09:00-17:00"), ("Mon open,Mon close", "00:00,23:59", "Mo 00:00-24:00"),
    ],
)  # fmt: skip
def test_staffed_hours_win_and_pairs_are_read_as_they_are_meant(
    columns: str, cells: str, hours: str
) -> None:
    plan = plan_of(f"name,kind,postcode,{columns}\nA,library,CV1 5FB,{cells}\n")
    found = plan.added[0][1].safe_hours
    if hours.startswith("Mo off"):
        assert "Tu 09:00-17:00" in found and "Mo 0" not in found and "Mo,We" not in found
    elif ";" in hours or not hours:
        assert found == hours
    else:
        assert found.startswith(hours)


@pytest.mark.parametrize(
    "said",
    ["Is open,No", "Open?,no", "Currently open,N", "Status,Mothballed", "Notes,Not yet open", "Notes,Opening spring 2099", "Notes,Staffed until 3pm",
     "Notes,Residents only", "Notes,Not Fridays", "Notes,Hall hired out on Tuesdays", "Notes,Until December 2026", "Notes,suspended"],
)  # fmt: skip
def test_a_column_that_says_a_place_is_not_open_is_pointed_out(said: str) -> None:
    header, _, cell = said.partition(",")
    plan = plan_of(
        f"name,kind,postcode,safe_hours,{header}\nA,library,CV1 5FB,Mo-Fr 09:00-17:00; PH off,{cell}\n"
    )
    assert any(each.value == cell for each in plan.warnings)


@pytest.mark.parametrize("row", ["Total,,12", "Average,12,3", "Grand total:,,9"])
def test_totals_are_no_places_whatever_is_said_of_all_rows(row: str) -> None:
    plan = plan_of(
        f"name,address,visits\nA,1 Road,3\n{row}\n", said=("kind:=library", "postcode:=CV1 5FB")
    )
    assert len(plan.added) == 1 and [each.line for each in plan.left_out] == [3]


def test_a_dash_of_a_word_processor_says_nothing_and_nowhere_in_degrees_leaves_the_metres() -> None:
    plan = plan_of("name,kind,postcode,note\nRed Cafe,cafe,CV1 5FB,\u2013\n", a_venue())
    assert [venue.note for _, venue in plan.same] == ["a note"]
    ((_, venue),) = plan_of(
        "name,kind,postcode,Latitude,Longitude,Easting,Northing\nA,cafe,CV1 5FB,0,0,433000,279000\n"
    ).added
    assert venue.located is not None and round(venue.located.point.lat, 1) == 52.4


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("52.40931", "\u22121.51320"), ("52\u00b024\u203233.5\u2033N", "1\u00b030'47.5\"W")],
)
def test_degrees_with_a_real_minus_sign_or_with_minutes_are_read(lat: str, lon: str) -> None:
    ((_, venue),) = plan_of(
        csv_text([["name", "kind", "postcode", "lat", "lon"], ["A", "cafe", "CV1 5FB", lat, lon]])
    ).added
    assert (
        venue.located is not None
        and abs(venue.located.point.lon + 1.51) < 0.02
        and abs(venue.located.point.lat - 52.405) < 0.02
    )


def test_a_number_and_a_name_that_is_nearly_the_same_are_not_the_same_place() -> None:
    known = a_venue("St Mary's Church Hall", id="12", kind="faith", located=None)
    for row in (
        "12,St Mark's Church Hall,faith,24/7,",
        "12,St Mark's Church Hall,faith,24/7,2 Other Street",
    ):
        plan = plan_of(f"id,name,kind,safe_hours,address\n{row}\n", known)
        assert not plan.changed and "another name and another place" in str(
            plan.rejected[0].problems[0]
        )


def test_a_name_alone_is_no_place_and_two_addresses_of_one_name_and_postcode_are_asked_about() -> (
    None
):
    known = a_venue("Central Library", postcode="", located=None, address="1 X Street")
    plan = plan_of("name,kind,safe_hours\nCentral Library,library,24/7\n", known)
    assert not plan.changed and len(plan.rejected) == 1
    twice = plan_of(
        "name,kind,postcode,address\nLidl,shop,CV1 5FB,Unit 1\nLidl,shop,CV1 5FB,Unit 9\n"
    )
    assert "another address" in str(twice.rejected[0].problems[0])
    moved = plan_of("name,kind,postcode,address\nRed Cafe,cafe,CV1 5FB,99 Other Road\n", a_venue())
    assert any("quite another address" in each.message for each in moved.warnings)


@pytest.mark.parametrize(
    ("header", "others", "said"),
    [("status", "Live", "withdrawn"), ("Status", "Active", "paused"), ("Status", "Live", "Closed"), ("Scheme status", "Approved", "No longer taking part"),
     ("status", "Signed up", "Not taking part"), ("Still active?", "Yes", "No"), ("Participating", "Y", "N"), ("Membership", "Gold", "Lapsed"),
     ("Stage", "3. Live", "9. Withdrawn by venue"), ("Current status", "Open to all", "left the scheme"), ("Status", "Live", "Temporarily closed"), ("Status", "Live", "has withdrawn"), ("Is live", "TRUE", "FALSE")],
)  # fmt: skip
def test_who_has_left_by_a_column_that_is_not_used_is_pointed_out(
    header: str, others: str, said: str
) -> None:
    cells = (others, others, said, others)
    rows = "".join(f"Hall {n},other,{n} Road,CV1 1FY,{cell}\n" for n, cell in enumerate(cells))
    plan = plan_of(f"name,kind,address,postcode,{header}\n{rows}")
    assert [(each.line, each.column, each.value) for each in plan.warnings] == [(4, header, said)]
    assert len(plan.added) == 4


@pytest.mark.parametrize(
    ("header", "said"),
    [("Status", "Live"), ("Status", "Open to everybody"), ("Owner", "Ex-servicemen"), ("Street", "Left Bank"), ("Active", "Yes"), ("State", "Warwickshire"),
     ("Status", "Active - left hand door"), ("Status", "Open (closed Sundays)"), ("Estate", "Former Alvis Estate")],
)  # fmt: skip
def test_who_takes_part_is_not_asked_about(header: str, said: str) -> None:
    rows = "".join(f"Hall {n},other,{n} Road,CV1 1FY,{said}\n" for n in range(3))
    plan = plan_of(f"name,kind,address,postcode,{header}\n{rows}")
    assert plan.warnings == [] and len(plan.added) == 3


def test_dates_beside_one_that_has_its_month_first_are_asked_about() -> None:
    dates = ("03/04/2026", "10/25/2026", "25/10/2026", "2026-04-03", "05/05/2026", "3.4.26")
    rows = "".join(f"Hall {n},other,{n} Road,CV1 1FY,{on}\n" for n, on in enumerate(dates))
    plan = plan_of(f"name,kind,address,postcode,checked_on\n{rows}")
    asked = {each.value: each.message for each in plan.warnings if each.column == "checked_on"}
    assert set(asked) == {"03/04/2026", "10/25/2026", "3.4.26"}
    assert "“10/25/2026”" in asked["03/04/2026"] and len(plan.added) == 6
    read = {venue.name: venue.checked_on for _, venue in plan.added}
    assert read["Hall 0"] is None and read["Hall 2"] == date(2026, 10, 25) and read["Hall 4"] == date(2026, 5, 5)  # fmt: skip


def test_dates_that_are_all_of_one_order_are_taken_with_the_day_first() -> None:
    dates = ("03/04/2026", "25/10/2026", "5th November 2026", "2026-11-05T00:00:00", "05.11.26", "5 Nov 2026")  # fmt: skip
    rows = "".join(f"Hall {n},other,{n} Road,CV1 1FY,{on}\n" for n, on in enumerate(dates))
    plan = plan_of(f"name,kind,address,postcode,checked_on\n{rows}")
    assert [venue.checked_on for _, venue in plan.added] == [
        date(2026, 4, 3), date(2026, 10, 25), *[date(2026, 11, 5)] * 4,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "cells", "hours"),
    [("Mon-Fri,Sat,Sun", "9am-5pm,10am-4pm,Closed", "Mo-Fr 09:00-17:00; Sa 10:00-16:00"), ("Monday to Friday,Saturday,Sunday", "9am-5pm,10am-4pm,Closed", "Mo-Fr 09:00-17:00; Sa 10:00-16:00"),
     ("Weekdays,Weekends,Bank holidays", "9am-5pm,10am-4pm,Closed", "Mo-Fr 09:00-17:00; Sa,Su 10:00-16:00; PH off"), ("Mon - Thurs,Fri,Sat & Sun", "9am-5pm,9am-4pm,Closed", "Mo-Th 09:00-17:00; Fr 09:00-16:00"),
     ("Opening hours (Mon–Fri),Hours Sat/Sun", "9am-5pm,Closed", "Mo-Fr 09:00-17:00"), ("Mon-Fri open,Mon-Fri close,Sat,Sun", "09:00,17:00,closed,closed", "Mo-Fr 09:00-17:00"),
     ("Mon-Fri,Wed,Sat,Sun", "9am-5pm,Closed,Closed,Closed", "Mo,Tu,Th,Fr 09:00-17:00"), ("Wed,Mon-Fri,Sat,Sun", "Closed,9am-5pm,Closed,Closed", "Mo,Tu,Th,Fr 09:00-17:00"), ("Daily", "9am-9pm", "Mo-Su 09:00-21:00")],
)  # fmt: skip
def test_one_column_may_be_of_several_days(headers: str, cells: str, hours: str) -> None:
    plan = plan_of(f"name,kind,postcode,{headers}\nHall,other,CV1 1FY,{cells}\n")
    ((_, venue),) = plan.added
    assert venue.safe_hours == hours and plan.unused == ()


@pytest.mark.parametrize(
    "header",
    [
        "Mon, Wed",
        "Mon-Wed",
        "Tue to Thu",
        "Weekday manager",
        "Mon-Fri+",
        "Mo Su",
        "Saturday football",
    ],
)
def test_days_that_make_no_group_are_not_guessed(header: str) -> None:
    plan = plan_of(f'name,kind,postcode,"{header}"\nHall,other,CV1 1FY,9am-5pm\n')
    ((_, venue),) = plan.added
    assert venue.safe_hours == ""


def test_a_column_can_be_said_to_be_of_several_days() -> None:
    text = "name,kind,postcode,Working hours,Wed\nHall,other,CV1 1FY,9am-5pm,closed\n"
    ((_, venue),) = plan_of(text, said=("wednesday=Wed", "monday_to_friday=Working hours")).added
    assert venue.safe_hours.startswith("Mo,Tu,Th,Fr 09:00-17:00")
    headers = ("name", "Mon-Fri", "Wed", "Weekend")
    assert make_mapping(headers).targets(headers) == {
        "name": "name", "Mon-Fri": "monday_to_friday", "Wed": "wednesday", "Weekend": "saturday_and_sunday",
    }  # fmt: skip
