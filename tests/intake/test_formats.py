"""Workbooks, maps and directories: read as they are meant, or refused with their name and a way on."""

import io
import json
import re
import zipfile
from datetime import date, time
from pathlib import Path

import pytest

from safespaces.errors import ImportRefused
from safespaces.intake.planner import make_plan
from safespaces.intake.table import read_table
from safespaces.snapshot.geojson import places_geojson
from tests.intake.files import ods, xlsx, zipped
from tests.snapshot.build import a_public_venue, a_snapshot

ROWS = [
    ("Name", "Kind", "Address", "Postcode", "Telephone", "Opening hours"),
    (
        "Made-up Library",
        "library",
        "1 Example Street",
        "CV1 1FY",
        1632960123,
        "Mo-Fr 09:00-17:00; PH off",
    ),
    ("Café", "cafe", "2 Example Street", "CV1 2NE", "01632 960 124", ""),
]
HYGIENE = (
    Path(__file__).parents[3]
    / "shared"
    / "data"
    / "samples"
    / "fhrs"
    / "FHRS407en-GB.first-records.xml"
)


@pytest.mark.parametrize(
    "content",
    [xlsx(ROWS), ods(ROWS), zipped({})[:0] or xlsx(ROWS, title="Größe")],
    ids=["xlsx", "ods", "a name"],
)
def test_a_workbook_is_read_like_a_csv_file(content: bytes) -> None:
    table = read_table(content)
    assert table.headers == ROWS[0]
    (_, library), (_, cafe) = make_plan(table, []).added
    assert (library.name, library.phone, library.safe_hours, cafe.name) == (
        "Made-up Library", "01632 960123", "Mo-Fr 09:00-17:00; PH off", "Café",
    )  # fmt: skip


def test_cells_are_texts_as_a_person_reads_them() -> None:
    rows = [
        (
            "name",
            "kind",
            "postcode",
            "checked_on",
            "Monday open",
            "Monday close",
            "minimum_age",
            "note",
        )
    ]
    table = read_table(
        xlsx(
            [*rows, ("A", "cafe", "CV1 5FB", date(2026, 11, 24), time(9), time(17, 30), 11.0, True)]
        )
    )
    assert table.rows[0].cells == (
        "A",
        "cafe",
        "CV1 5FB",
        "2026-11-24",
        "09:00",
        "17:30",
        "11",
        "TRUE",
    )
    (_, venue), *_ = make_plan(table, [], ("blank_days:=closed",)).added
    assert venue.safe_hours == "Mo 09:00-17:30" and venue.minimum_age == "11"


def test_formulas_give_the_values_they_were_saved_with_and_lines_are_those_on_the_screen() -> None:
    table = read_table(
        xlsx(
            [
                ("A list of ours",),
                (),
                ("name", "kind", "postcode"),
                ("=1+1", "cafe", "CV1 5FB"),
                (),
                ("B", "cafe", "CV1 5FB"),
            ]
        )
    )
    assert [(row.line, row.cells[0]) for row in table.rows] == [
        (4, ""),
        (6, "B"),
    ]  # nobody has worked the formula out yet
    assert any("line 3" in note for note in table.notes)


def test_the_sheet_is_named_hidden_ones_are_not_read_unasked_and_another_can_be_chosen() -> None:
    book = xlsx(
        [("Read me",)], title="Cover", more={"Venues": ROWS[:2], "Old": ROWS}, hidden=["Old"]
    )
    table = read_table(book)
    assert table.rows[0].cells[0] == "Made-up Library" and len(table.rows) == 1
    assert (
        "'Venues' was read" in table.notes[0]
        and "Old (hidden)" in table.notes[0]
        and "Cover" in table.notes[0]
    )
    assert len(read_table(book, "Old").rows) == 2
    with pytest.raises(ImportRefused, match="no sheet 'X'"):
        read_table(book, "X")


def test_merged_cells_count_for_every_cell_they_cover_but_for_a_heading() -> None:
    rows = [
        ("name", "kind", "postcode", "Monday", "Tuesday"),
        ("A", "cafe", "CV1 5FB", "9am-5pm", None),
    ]
    (_, venue), *_ = make_plan(
        read_table(xlsx(rows, merged="D2:E2")), [], ("blank_days:=closed",)
    ).added
    assert venue.safe_hours == "Mo,Tu 09:00-17:00"
    total = read_table(xlsx([*rows, ("Total", None, None, None, None)], merged="A3:E3"))
    assert make_plan(total, []).left_out[0].line == 3


def test_a_macro_workbook_is_read_and_no_macro_with_it() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    macro = files["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    book = zipped(files | {"[Content_Types].xml": macro, "xl/vbaProject.bin": b"\0" * 100})
    assert len(read_table(book).rows) == 2


def _bomb() -> bytes:
    """An xlsx of some kilobytes whose sheet says that it unfolds to half a gigabyte of zeros."""
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zipped(files | {"xl/worksheets/sheet1.xml": b"0" * (450 * 2**20)})


def _liar() -> bytes:
    """The same, but its directory says that it is small."""
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    book = zipped(files | {"xl/worksheets/sheet1.xml": b"<x>" * (10 * 2**20)})
    return re.sub(
        re.escape((30 * 2**20).to_bytes(4, "little")), (1_000).to_bytes(4, "little"), book
    )


def test_a_stray_cell_far_below_the_table_does_not_count_and_columns_keep_their_letters() -> None:
    rows: list[tuple[object, ...]] = (
        [()] * 2 + [(None, *row) for row in ROWS] + [()] * 200_000 + [(None,) * 3 + ("stray",)]
    )
    table = read_table(xlsx(rows))
    assert [row.line for row in table.rows] == [4, 5, len(rows)]
    assert [line for line, _ in make_plan(table, []).added] == [4, 5]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_map_in_utf_16_is_read(encoding: str) -> None:
    declared = KML.replace('?xml version="1.0"?', '?xml version="1.0" encoding="UTF-16"?').format(
        inside=PLACE
    )
    for text in (declared, geojson(POINT).decode(), "name,kind,postcode\nCaf\u00e9,cafe,CV1 5FB\n"):
        ((_, venue),) = make_plan(read_table(text.encode(encoding)), []).added
        assert venue.name in ("Made-up Library", "Caf\u00e9")


KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Map</name>{inside}</Document></kml>'
PLACE = (
    "<Placemark><name>Made-up Library</name><description>&lt;b&gt;1 Example Street&lt;/b&gt; CV1 1FY</description>"
    '<ExtendedData><Data name="kind"><value>library</value></Data></ExtendedData>'
    "<Point><coordinates>-1.513196,52.409314,0</coordinates></Point></Placemark>"
)
ENTITY = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>'


def geojson(place: object, **more: object) -> bytes:
    feature = {
        "type": "Feature",
        "properties": {"name": "Made-up Library", "kind": "library", "count": 2.0},
        "geometry": place,
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature], **more}).encode()


POINT = {"type": "Point", "coordinates": [-1.513196, 52.409314]}


@pytest.mark.parametrize(
    "content",
    [
        geojson(POINT), b"\xef\xbb\xbf" + geojson(POINT), geojson({"type": "MultiPoint", "coordinates": [[-1.513196, 52.409314]]}),
        geojson(POINT, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
        geojson({"type": "Point", "coordinates": [433212, 279146]}, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}),
        KML.format(inside=PLACE).encode(), KML.format(inside="<Folder><name>A</name>" * 20 + PLACE + "</Folder>" * 20).encode(),
        zipped({"doc.kml": KML.format(inside=PLACE).encode()}),
    ],
)  # fmt: skip
def test_maps_are_read_with_their_points(content: bytes) -> None:
    ((line, venue),) = make_plan(read_table(content), []).added
    assert (line, venue.name, venue.kind) == (1, "Made-up Library", "library") and venue.located
    assert venue.located.point.lat == pytest.approx(
        52.409314, abs=1e-4
    ) and venue.located.point.lon == pytest.approx(-1.513196, abs=1e-4)


def test_our_own_geojson_can_be_read_again() -> None:
    snapshot = a_snapshot(
        a_public_venue("Made-up Hall"), a_public_venue("Made-up Library", kind="library")
    )
    plan = make_plan(read_table(places_geojson(snapshot)), [])
    assert not plan.rejected and [venue.safe_hours for _, venue in plan.added] == [
        venue.safe_hours for venue in snapshot.venues
    ]
    assert {venue.name for _, venue in plan.added} == {venue.name for venue in snapshot.venues}


def test_food_hygiene_ratings_are_read() -> None:
    made = (
        "<FHRSEstablishment><EstablishmentCollection><EstablishmentDetail><FHRSID>1</FHRSID><BusinessName>Made-up Chicken</BusinessName>"
        "<AddressLine1>1 Example Street</AddressLine1><AddressLine2>Coventry</AddressLine2><PostCode>CV1 1FY</PostCode>"
        "<Geocode><Longitude>-1.513196</Longitude><Latitude>52.409314</Latitude></Geocode></EstablishmentDetail></EstablishmentCollection>"
        "</FHRSEstablishment>"
    )
    ((_, venue),) = make_plan(read_table(made.encode()), [], ("kind:=fast_food",)).added
    assert (venue.name, venue.address, venue.postcode) == (
        "Made-up Chicken",
        "1 Example Street, Coventry",
        "CV1 1FY",
    ) and venue.located


@pytest.mark.skipif(
    not HYGIENE.exists(),
    reason="the ratings' own file lies outside the repository; the made-up one above always runs",
)
def test_the_ratings_own_records_are_read_with_address_and_point() -> None:
    plan = make_plan(read_table(HYGIENE.read_bytes()), [], ("kind:=fast_food",))
    assert plan.added and all(
        venue.address and venue.postcode and not venue.website for _, venue in plan.added
    )
    assert all(
        "Nobody could find the place" in str(each.problems[0]) for each in plan.rejected
    )  # the ratings hide some addresses


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_bomb(), "Excel workbook that unfolds to"), (_liar(), "Excel workbook"), (xlsx(ROWS)[:2_000], "zip archive"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 2_000, "old Office file"), (zipped({"word/document.xml": b"<x/>"}), "Word document"),
        (zipped({"a.shp": b"x", "a.dbf": b"x"}), "shape file"), (zipped({"a.csv": b"name"}), "Take the file out of it"),
        (geojson(POINT, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}), "EPSG::3857"),
        (geojson({"type": "Point", "coordinates": [433212, 279146]}), "place 1 has a point in metres"),
        (geojson(POINT)[:-20], "cut off"),
        (b'{"type": "FeatureCollection"}', "no list of features|JSON"), (b'[{"id": "1", "name": "A"}]', "This is JSON"),
        (b"[" * 200_000, "JSON"), (ENTITY.encode(), "KML that refers to something outside"),
        (KML.format(inside="<Folder>" * 60 + PLACE + "</Folder>" * 60).encode(), "more than 40 folders"),
        (KML.format(inside="<Placemark>").encode(), "KML but cannot be read"), (b"<gpx><wpt/></gpx>", "GPX"),
        (b"{\\rtf1\\ansi name,kind}", "a text document .RTF."), (b"<!DOCTYPE html><html><table></table></html>", "web page"), (b"<rss/>", "This is XML"), (b"II*\0abc", "picture"),
        (zipped({"a.kml": b"<kml><Document>"}), "KML but cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_called_by_its_name(content: bytes, says: str) -> None:
    with pytest.raises(ImportRefused, match=says) as refused:
        read_table(content)
    assert "No column is called" not in str(refused.value) and "quotation mark" not in str(
        refused.value
    )


def test_a_cell_without_end_is_refused_by_its_row_and_a_map_that_says_less_than_it_holds_is_not_unfolded() -> (
    None
):
    with pytest.raises(ImportRefused, match="A cell in row 2 of 'Places' is longer"):
        read_table(xlsx([*ROWS[:1], ("x" * 30_000, "cafe")]))
    honest = zipped({"doc.kml": b"<kml>" + b" " * (45 * 2**20)})
    size = (45 * 2**20 + 5).to_bytes(4, "little")
    for content in (honest, honest.replace(size, (1_000).to_bytes(4, "little"))):
        with pytest.raises(ImportRefused, match=r"KMZ|KML"):
            read_table(content)


def test_half_of_a_surrogate_pair_is_no_letter() -> None:
    assert read_table(geojson(POINT).replace(b"Made-up Library", b"\\ud800x")).rows[0].cells[
        2:3
    ] == ("?x",)


@pytest.mark.parametrize("bad", [[], ["-1.5", "52.4"], [433212, 279146], ["a", None]])
def test_one_bad_point_costs_its_place_the_point_and_no_other(bad: list[object]) -> None:
    content = json.loads(geojson(POINT))
    other = {
        "type": "Feature",
        "properties": {"name": "Blue", "kind": "cafe", "postcode": "CV1 5FB"},
        "geometry": {"type": "Point", "coordinates": bad},
    }
    content["features"] += [
        content["features"][0] | {"properties": {"name": "Green", "kind": "cafe"}},
        other,
        None,
    ]
    plan = make_plan(read_table(json.dumps(content).encode()), [])
    assert [venue.name for _, venue in plan.added if venue.located] == ["Made-up Library", "Green"]
    assert "Blue" in [venue.name for _, venue in plan.added] and any(
        "atitude" in each.message for each in plan.warnings
    )
