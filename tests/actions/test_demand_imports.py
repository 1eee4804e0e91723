"""What a file of demand, outlines or school holidays may hold, and what the audit log says of it."""

from collections import Counter
from dataclasses import replace

import pytest

from safespaces.actions.coverage import demand
from safespaces.actions.coverage.demand import (
    demand_of,
    import_layer,
    import_outlines,
    import_parts,
    import_school_holidays,
    remove_layer,
    shipped_layers,
    spread_layer,
)
from safespaces.actions.coverage.memory import CoverageMemory
from safespaces.coverage.reach import Coverage
from safespaces.errors import BadInput, ImportRefused, NotFound
from safespaces.store.audit import audit_lines
from safespaces.store.database import Database
from safespaces.store.demand import DEEDS
from tests.actions.test_coverage import ABOUT, ROWS, WHO
from tests.coverage.build import LONDON, ORDINARY, a_place
from tests.coverage.test_outlines import SQUARE, a_file


def audited(database: Database) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        lines = [line for _, line in audit_lines(session)]
    return [(line.who, line.what, line.subject, line.new) for line in lines]


def test_a_file_of_more_points_than_are_taken_is_refused_and_one_of_as_many_is_not(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demand, "MOST_POINTS", 2)
    import_layer(register, ROWS, ABOUT, **WHO)
    with pytest.raises(ImportRefused, match="has 3 demand points; 2 are the most"):
        import_layer(register, ROWS + b"c,52.43,-1.52,5,\n", ABOUT, **WHO)


@pytest.mark.parametrize(("points", "is_taken"), [(20, True), (21, False)])
def test_twenty_points_may_lie_on_one_spot(register: Database, points: int, is_taken: bool) -> None:
    rows = b"".join(b"p%d,52.4100%d,-1.51,10\n" % (number, number % 5) for number in range(points))
    content = b"code,lat,lon,count\nfar,52.42,-1.5,9\n" + rows
    if is_taken:
        assert len(import_layer(register, content, ABOUT, **WHO)[1].points) == points + 1
    else:
        with pytest.raises(ImportRefused, match=r"21 points lie at 52\.41, -1\.51\."):
            import_layer(register, content, ABOUT, **WHO)


@pytest.mark.parametrize(("field", "most"), [("title", 100), ("unit", 100), ("as_of", 60)])
def test_a_text_about_a_layer_may_be_as_long_as_is_said(
    register: Database, field: str, most: int
) -> None:
    import_layer(register, ROWS, replace(ABOUT, **{field: "x" * most}), **WHO)
    with pytest.raises(BadInput, match=f"too long. {most} letters"):
        import_layer(register, ROWS, replace(ABOUT, **{field: "x" * (most + 1)}), **WHO)


@pytest.mark.parametrize("key", ["", "_", "é", "a b", "a-b"])
def test_a_key_of_a_layer_is_of_plain_letters(register: Database, key: str) -> None:
    with pytest.raises(BadInput, match="short key"):
        import_layer(register, ROWS, replace(ABOUT, key=key), **WHO)


def test_a_key_of_a_layer_may_have_an_underscore(register: Database) -> None:
    assert import_layer(register, ROWS, replace(ABOUT, key="a_1"), **WHO)[0].key == "a_1"


@pytest.mark.parametrize(
    ("first", "last", "is_taken"),
    [
        ("2027-02-15", "2027-02-15", True),
        ("2027-02-15", "2027-02-14", False),
        ("2027-01-01", "2027-04-11", True),  # a hundred days
        ("2027-01-01", "2027-04-12", False),
        ("2000-01-01", "2000-01-05", True),
        ("1999-12-30", "2000-01-05", False),
        ("2099-12-30", "2099-12-31", True),
        ("2099-12-30", "2100-01-05", False),
    ],
)
def test_a_school_holiday_has_a_length_and_a_year_that_can_be(
    register: Database, first: str, last: str, is_taken: bool
) -> None:
    content = f"name,first_day,last_day\n,{first},{last}\n".encode()
    if is_taken:
        (holiday,) = import_school_holidays(register, content, **WHO)
        assert (holiday.name, str(holiday.first_day)) == ("School holiday", first)
    else:
        with pytest.raises(ImportRefused, match="Line 2: "):
            import_school_holidays(register, content, **WHO)


def test_every_import_and_what_is_taken_out_is_in_the_audit_log(register: Database) -> None:
    import_layer(register, ROWS, ABOUT, **WHO)
    import_outlines(register, a_file(("a", SQUARE)), "home", code_property="", **WHO)
    content = b"name,first_day,last_day\nHalf term,2027-02-15,2027-02-19\n"
    import_school_holidays(register, content, **WHO)
    remove_layer(register, "home", **WHO)
    by = WHO["by"]
    assert sorted(audited(register)) == sorted(
        [
            (by, DEEDS[0], "home", "2 points, 30 young people"),
            (by, DEEDS[1], "home", "1 outlines"),
            (by, DEEDS[2], "school holidays", "1"),
            (by, DEEDS[3], "home", ""),
        ]
    )


PARTS = b"code,lat,lon,share\na,52.4101,-1.51,3\na,52.4121,-1.51,1\nb,52.42,-1.5,1\n"


def test_parts_are_of_a_layers_areas_and_stay_when_it_is_imported_again(
    register: Database,
) -> None:
    import_layer(register, ROWS, ABOUT, **WHO)
    before = demand_of(register)
    assert before.layers["home"].parts == ()
    layer = import_parts(register, PARTS, "home", **WHO)
    after = demand_of(register)
    assert after.layers["home"] == layer and after.version != before.version
    assert [(part.row, part.share) for part in layer.parts] == [(0, 0.75), (0, 0.25), (1, 1.0)]
    import_layer(register, ROWS, ABOUT, **WHO)
    assert demand_of(register).layers["home"].parts == layer.parts
    remove_layer(register, "home", **WHO)
    assert demand_of(register).layers["home"] == shipped_layers()["home"]
    assert (WHO["by"], DEEDS[4], "home", "3 parts") in audited(register)


def test_the_shipped_areas_are_spread_over_their_own_postcodes(register: Database) -> None:
    spread = spread_layer(register, "home", "cv", **WHO)
    assert len(spread.parts) > 1_500 and demand_of(register).layers["home"] == spread
    for_each = Counter(part.row for part in spread.parts)
    assert len(for_each) == 203
    places = [a_place(f"P{n}", 700 * n) for n in range(8)]
    shares = [
        Coverage(layer, places, ORDINARY, LONDON).table(10)[12] / layer.total
        for layer in (spread, shipped_layers()["home"])
    ]
    assert shares[0] == pytest.approx(shares[1], abs=0.01) and shares[0] > 0.05
    with pytest.raises(BadInput, match="No postcode of B lies in 203 areas, such as E01009"):
        spread_layer(register, "home", "B", **WHO)
    with pytest.raises(BadInput, match="No outlines of 'school' are known"):
        spread_layer(register, "school", "CV", **WHO)
    assert demand_of(register).layers["home"] == spread


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code,lat,lon\na,52.41,-1.51\n", "No column is called share"),
        (PARTS + b"z,52.41,-1.51,1\n", "1 areas are not in the layer home: z"),
        (PARTS + b"a,-1.51,52.41,1\n", "1 parts lie far outside their area, one of them of a at"),
        (b"", "empty"),
    ],
)
def test_parts_that_cannot_be_meant_are_refused_and_nothing_changes(
    register: Database, content: bytes, said: str
) -> None:
    import_layer(register, ROWS, ABOUT, **WHO)
    import_outlines(register, a_file(("a", SQUARE)), "home", code_property="", **WHO)
    import_parts(register, PARTS, "home", **WHO)
    before = demand_of(register)
    with pytest.raises(ImportRefused, match=said):
        import_parts(register, content, "home", **WHO)
    assert demand_of(register) == before
    with pytest.raises(NotFound, match="no demand layer 'nobody'"):
        import_parts(register, PARTS, "nobody", **WHO)


def test_areas_without_an_outline_are_drawn_but_in_no_file(
    register: Database,
) -> None:
    import_layer(register, ROWS, ABOUT, **WHO)
    import_outlines(register, a_file(("a", SQUARE)), "home", code_property="", **WHO)
    memory = CoverageMemory(LONDON, 60)
    counted = memory.demand(register)
    home = counted.layers["home"]
    found = memory.outlines(counted, home)
    assert list(found) == ["a"]
    assert list(memory.drawing(counted, home).paths) == ["a", "b"]
    assert {tuple(corner) for corner in found["a"]["coordinates"][0]} == set(map(tuple, SQUARE))


def test_a_layer_of_schools_has_no_outlines(register: Database) -> None:
    memory = CoverageMemory(LONDON, 60)
    counted = memory.demand(register)
    assert memory.outlines(counted, counted.layers["school"]) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ROWS + b"b,52.4,-1.5,7,\n", "^1 rows cannot be taken"),
        (b"code,lat,lon,count\n", "^All rows cannot be taken"),
        (b"code,lat,lon\na,52.41,-1.51\n", "No column is called count. The columns are: code, lat, lon."),
    ],
)  # fmt: skip
def test_it_is_said_why_a_file_of_demand_is_not_taken(
    register: Database, content: bytes, words: str
) -> None:
    with pytest.raises(ImportRefused, match=words):
        import_layer(register, content, ABOUT, **WHO)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,first_day\nx,2027-01-01\n", "No column is called last_day."),
        (b"name,first_day,last_day\n", "There is no holiday"),
        (b"kind,name,first_day,last_day\nterm,x,2027-01-01,2027-02-01\n", "There is no holiday"),
        (b"name,first_day,last_day\nx,2027-02-15,\n", "There is no holiday"),
        (b"name,first_day,last_day\nx,2027-02-15,2027-02-19\ny,2027-02-15,2027-02-16\n", "Two holidays begin on 2027-02-15"),
    ],
)  # fmt: skip
def test_it_is_said_why_a_file_of_holidays_is_not_taken(
    register: Database, content: bytes, words: str
) -> None:
    with pytest.raises(ImportRefused, match=words):
        import_school_holidays(register, content, **WHO)
