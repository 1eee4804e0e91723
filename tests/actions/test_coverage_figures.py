"""Coverage in words and tables: who is reached when, what a candidate would add, and who is nobody."""

from dataclasses import replace

import pytest

from safespaces.actions.coverage.candidates import set_stage, suggest
from safespaces.actions.coverage.figures import gap_cards, provenance, week_cells, week_legend
from safespaces.actions.coverage.gains import (
    against,
    candidates_near,
    gains_of,
    in_words,
    when_words,
)
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.tables import area_rows, gap_rows
from safespaces.actions.register.publish import publish
from safespaces.coverage.bands import BANDS
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.recruit import Candidates
from safespaces.coverage.wording import whole_people
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.store.database import Database
from safespaces.store.venues import add_venues
from tests.actions.test_coverage import CAFE, WHO
from tests.actions.test_where_next import reader_of
from tests.coverage.build import LONDON, ORDINARY, a_layer, a_place, area, north
from tests.store.build import NOW, a_venue

TWO_AREAS = b"code,lat,lon,count,group,decile\nnear,52.41,-1.51,10,North,3\nfar,52.49,-1.51,8,,\n"


def town_of(register: Database, rows: bytes = TWO_AREAS) -> tuple[CoverageReader, CoverageQuery]:
    """A cafe 220 metres north of the first area, open day and night, and nothing near the
    second.
    """
    cafe = a_venue(
        located=LocatedPoint(north(220), PointSource.PERSON, 0), safe_hours="24/7", minimum_age=""
    )
    with register.writing() as session:
        add_venues(session, [cafe], at=NOW, author="test", reason="test")
    return reader_of(register, rows)


AT_SCHOOL = (
    b"code,lat,lon,count,hours\n"
    b"near,52.41,-1.51,20,Mo-Fr 15:00-17:00\nfar,52.49,-1.51,20,Mo-Fr 15:00-17:00\n"
)


def test_the_table_of_areas_says_how_far_it_is_or_that_nothing_is_near(register: Database) -> None:
    reader, query = town_of(register)
    rows = [list(row) for row in area_rows(reader, query, reader.of_list(query))]
    assert [(row[0], *row[3:]) for row in rows] == [
        ("near", "North", "3", "10", "1.00", "4"),
        ("far", "", "", "<10", "0.00", "over 24"),
    ]


def test_at_an_hour_at_which_nobody_counts_the_tables_say_so(register: Database) -> None:
    reader, query = town_of(register, AT_SCHOOL)
    query = query.at(3)
    coverage = reader.of_list(query)
    rows = [list(row) for row in area_rows(reader, query, coverage)]
    assert [row[6:] for row in rows] == [["not counted", ""]] * 2
    by_hour = dict(week_cells(query, coverage))
    night, school = by_hour["03:30"], by_hour["15:30"]
    assert [(cell.percent, cell.dark) for cell in night] == [("–", "none")] * 7
    assert night[0].words.endswith(": nobody counts") and [cell.hour for cell in night] == list(
        range(3, 168, 24)
    )
    assert [cell.percent for cell in school] == ["50"] * 5 + ["–"] * 2


def test_each_shade_of_the_week_is_named() -> None:
    assert week_legend() == [
        (5, "0 %"),
        (4, "under 10 %"),
        (3, "10 to 24 %"),
        (2, "25 to 49 %"),
        (1, "50 to 74 %"),
        (0, "75 % or more"),
    ]


@pytest.mark.parametrize(
    ("people", "told"), [(0, 0), (0.01, 1), (0.5, 1), (1.4, 1), (1.6, 2), (20.4, 20)]
)
def test_somebody_is_never_nobody(people: float, told: int) -> None:
    assert whole_people(people) == told


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("24/7", "every day 00:00 to 24:00"),
        ("Mo-Su 18:00-22:00", "every day 18:00 to 22:00"),
        ("Mo,Tu 18:00-22:00", "Mon, Tue 18:00 to 22:00"),
        ("Mo 09:00-10:00; Sa 20:00-24:00", "Mon 09:00 to 10:00; Sat 20:00 to 24:00"),
        ("Sa 22:00-02:00", "Sat 22:00 to 24:00; Sun 00:00 to 02:00"),
        ("", ""),
    ],
)
def test_the_hours_of_a_gain_are_told_with_days_of_the_same_hours_together(
    hours: str, told: str
) -> None:
    coverage = Coverage(a_layer(area()), [], ORDINARY, LONDON, UNDER_16)
    assert when_words(Candidates(coverage, [a_place(hours=hours)], 10), 0) == told


def test_candidates_that_add_most_come_first_and_one_for_elder_people_is_barred(
    register: Database,
) -> None:
    for name, kind, metres, hours in (
        ("Far Cafe", "cafe", 8800, "Mo-Su 10:00-22:00"),
        ("Near Cafe", "cafe", -220, "Mo-Su 10:00-22:00"),
        ("Late Pub", "licensed_premises", -120, "Mo-Su 10:00-22:00"),
    ):
        its = replace(CAFE, name=name, kind=kind, point=north(metres), safe_hours=hours)
        suggest(register, its, **WHO)
    reader, query = reader_of(register, b"code,lat,lon,count\na,52.41,-1.51,30\nb,52.49,-1.51,10\n")
    known = reader.candidates()
    candidates = against(reader.of_list(query), query.limit, known, "24/7")
    gains = gains_of(query, candidates, known, "24/7", BANDS["evening"])
    assert [(each.known.candidate.name, each.is_barred) for each in gains] == [
        ("Near Cafe", False),
        ("Far Cafe", False),
        ("Late Pub", True),
    ]
    row = in_words(query, candidates, gains[0], reader.areas)
    assert (row.count, row.when, row.shares) == ("30", "every day 10:00 to 22:00", "")


def test_who_shares_most_people_with_a_candidate_is_named_and_two_at_most(
    register: Database,
) -> None:
    venues = [
        a_venue(
            name,
            located=LocatedPoint(north(metres), PointSource.PERSON, 0),
            safe_hours="24/7",
            minimum_age="",
        )
        for name, metres in (("A", 100), ("B", 150), ("C", 200))
    ]
    with register.writing() as session:
        add_venues(session, venues, at=NOW, author="test", reason="test")
    suggest(register, replace(CAFE, point=north(-220)), **WHO)
    reader, query = reader_of(register)
    known = reader.candidates()
    candidates = against(reader.of_list(query), query.limit, known, "24/7")
    (gain,) = gains_of(query, candidates, known, "24/7", BANDS["evening"])
    assert in_words(query, candidates, gain, reader.areas).shares == "A, B"


def test_beside_a_gap_are_the_candidates_that_can_be_asked_and_would_help_then(
    register: Database,
) -> None:
    for name, metres, hours in (
        ("Second", 300, "24/7"),
        ("First", 100, "24/7"),
        ("Shut", 150, "Mo-Su 06:00-07:00"),
        ("Too far", 2000, "24/7"),
        ("Refused", 120, "24/7"),
    ):
        made = suggest(
            register, replace(CAFE, name=name, point=north(metres), safe_hours=hours), **WHO
        )
        if name == "Refused":
            set_stage(register, made.id, "refused", words="no", email="", site="http://x", **WHO)
    pub = replace(CAFE, name="Pub", kind="licensed_premises", point=north(50), safe_hours="24/7")
    suggest(register, pub, **WHO)
    reader, query = reader_of(register, b"code,lat,lon,count\na,52.41,-1.51,30\n")

    def near(age: int) -> list[str]:
        its = replace(query, age=age)
        gaps = gap_cards(reader, its, reader.of_list(its), 5)
        found = candidates_near(reader, its, gaps)
        return [each.candidate.name for each in found[gaps[0].gap.number]]

    assert near(UNDER_16) == ["First", "Second"]
    assert near(FROM_16) == ["Pub", "First", "Second"]


def test_a_gap_says_which_open_place_is_nearest_and_its_wards(register: Database) -> None:
    rows = b"code,lat,lon,count,group\nfar,52.4235,-1.51,40,West\nfurther,52.424,-1.51,40,East\nfurthest,52.6,-1.51,30,\n"
    reader, query = town_of(register, rows)
    gaps = gap_cards(reader, query, reader.of_list(query), 5)
    first, second = (list(row) for row in gap_rows(query, gaps))
    assert (first[2], first[3]) == ("East, West", "80")
    assert first[6].startswith(
        "Nearest to its middle that is known to be open: Red Cafe; the walk to an open"
    )
    assert (second[2], second[3], second[6]) == (
        "",
        "30",
        "none is known to be open within two hours’ walk",
    )


@pytest.mark.parametrize(("age", "is_said"), [(UNDER_16, False), (FROM_16, True)])
def test_of_an_older_age_it_is_said_that_all_ages_are_counted(
    register: Database, age: int, is_said: bool
) -> None:
    reader, query = reader_of(register)
    said = dict(provenance(reader, replace(query, age=age)))
    assert ("counted are all ages" in said["For"]) is is_said
    assert "no school holidays are known" in said["Week"]
    assert "Homes: 30 young people (2026)" in said["Who is counted"]


def test_of_a_town_without_a_list_nobody_is_reached(register: Database) -> None:
    publish(register, at=NOW)
    reader, query = reader_of(register)
    cells = [cell for _, row in week_cells(query, reader.of_list(query)) for cell in row]
    assert {(cell.percent, cell.dark) for cell in cells} == {("0", 5)}
