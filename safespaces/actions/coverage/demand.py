"""Whom coverage counts: the layers that the service ships with, and those that an operator imports
in their place.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from safespaces.coverage.demand import WHERE, DemandLayer
from safespaces.coverage.demand_parts import (
    CodedPart,
    far_outside,
    parts_by_points,
    parts_for,
    read_parts,
)
from safespaces.coverage.demand_rows import ReadDemand, columns_of, lacking_columns, read_demand
from safespaces.coverage.layers import Demand
from safespaces.coverage.outlines import Outline, ReadOutlines, all_outlines, city_of, read_outlines
from safespaces.coverage.week import SchoolHoliday
from safespaces.errors import BadInput, ImportRefused, NotFound
from safespaces.geo.point import Point
from safespaces.geocoding.uk_postcodes import uk_outward
from safespaces.intake.record import Table
from safespaces.intake.table import read_table
from safespaces.language import marked
from safespaces.settings import folder
from safespaces.store import demand as kept
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.venues.cleaners import Unclean, clean_date
from safespaces.venues.csv_text import plain
from safespaces.venues.tidy import tidy

HOME = "home"
_LONGEST = 300
MOST_POINTS = 10_000
MOST_ON_A_SPOT = 20  # within some ten metres
_YEARS = range(2000, 2100)
_ESTIMATE = marked(
    "an estimate made for this service, not an official statistic: ONS mid-2020 small-area ages 10"
    " to 17, scaled to the Census 2021 ages 0 to 15; population-weighted centres and MHCLG Indices"
    " of Deprivation 2025; Open Government Licence v3.0"
)
_SHIPPED = (
    (
        "demand_areas.csv",
        DemandLayer(
            HOME,
            marked("Where young people live"),
            marked("young people aged 10 to 17"),
            "home",
            _ESTIMATE,
            marked("mid-2020, scaled to 2021"),
            (),
        ),
    ),
    (
        "demand_schools.csv",
        DemandLayer(
            "school",
            marked("After school: at secondary schools, Monday to Friday, 15:00 to 17:00"),
            marked("secondary school pupils"),
            "school",
            marked(
                "Department for Education, Get Information About Schools (pupils); Open Government"
                " Licence v3.0. The two hours are assumed"
            ),
            "May 2025",
            (),
        ),
    ),
    (
        "demand_meeting_points.csv",
        DemandLayer(
            "centre",
            marked("Where people meet in the city centre: places, not people"),
            marked("meeting places in the centre"),
            "place",
            marked(
                "stations, shopping centres and sights of the gazetteer (NaPTAN, OS); each counts"
                " once: nobody publishes how many are there"
            ),
            "2026",
            (),
        ),
    ),
)


def demand_of(database: Database) -> Demand:
    """What coverage counts now: imported layers, and the shipped ones that no import took the place
    of.
    """
    with database.reading() as session:
        version, found = kept.demand_version(session), kept.kept_demand(session)
    layers = {**shipped_layers(), **found.layers}
    parts = {**_shipped_parts(), **found.parts}
    return Demand(
        {key: with_parts(layer, parts.get(key, ())) for key, layer in layers.items()},
        {HOME: _shipped_outlines(layers.get(HOME)), **found.outlines},
        found.school_holidays,
        version,
    )


def with_parts(layer: DemandLayer, given: Iterable[CodedPart]) -> DemandLayer:
    """A layer with those of the parts that are of its areas; whole where none is."""
    codes = {point.code for point in layer.points}
    own = [part for part in given if part.code in codes]
    return replace(layer, parts=parts_for(layer, own) if own else ())


def _shipped_parts() -> dict[str, tuple[CodedPart, ...]]:
    """By layer, where the people of the shipped small areas are."""
    return {HOME: _parts_in(folder("data"))}


@lru_cache(maxsize=2)
def _parts_in(data: Path) -> tuple[CodedPart, ...]:
    path = data / "demand_parts.csv"
    return read_parts(_rows(read_table(path.read_bytes()))) if path.is_file() else ()


def _shipped_outlines(layer: DemandLayer | None) -> tuple[Outline, ...]:
    """The true outlines that the service ships with, of the areas that a layer has."""
    if layer is None:
        return ()
    codes = {point.code for point in layer.points}
    return tuple(each for each in _outlines_in(folder("data")) if each.code in codes)


@lru_cache(maxsize=2)
def _outlines_in(data: Path) -> tuple[Outline, ...]:
    path = data / "small_areas.geojson"
    return all_outlines(path.read_bytes()) if path.is_file() else ()


def demand_version(database: Database) -> str:
    """What `Demand.version` would be."""
    with database.reading() as session:
        return kept.demand_version(session)


def shipped_layers() -> dict[str, DemandLayer]:
    """The layers in the data folder; one whose file is not there is left out."""
    return _layers_in(folder("data"))


@lru_cache(maxsize=2)
def _layers_in(data: Path) -> dict[str, DemandLayer]:
    found = {}
    for name, about in _SHIPPED:
        path = data / name
        if path.is_file():
            found[about.key] = replace(about, points=read_layer(path.read_bytes())[1].points)
    if HOME in found:
        found[HOME] = with_parts(found[HOME], _parts_in(data))
    return found


def read_layer(content: bytes) -> tuple[Table, ReadDemand]:
    """The demand points in a CSV file.

    Raises ImportRefused for a file that is none, or lacks a column.
    """
    table = read_table(content)
    columns = columns_of(table.headers)
    lacking = lacking_columns(columns)
    if lacking:
        raise ImportRefused(
            f"No column is called {', '.join(lacking)}. The columns are:"
            f" {', '.join(table.headers)[:_LONGEST]}."
        )
    return table, read_demand(_rows(table), columns, city_outline())


def city_outline() -> BaseGeometry | None:
    """The city's own outline, from the parts of town that the service ships with; None where there
    is none.
    """
    return _outline_in(folder("data"))


@lru_cache(maxsize=2)
def _outline_in(data: Path) -> BaseGeometry | None:
    path = data / "areas.geojson"
    return city_of(path.read_bytes()) if path.is_file() else None


def _rows(table: Table) -> Iterable[tuple[int, dict[str, str]]]:
    for row in table.rows:
        yield row.line, dict(zip(table.headers, (plain(cell) for cell in row.cells)))


def import_layer(
    database: Database, content: bytes, about: DemandLayer, *, at: datetime, by: str
) -> tuple[DemandLayer, ReadDemand]:
    """Put the file's points in the place of a layer; `about` says the rest of it.

    Raises BadInput when any row is wrong.
    """
    _check_about(about)
    _, read = read_layer(content)
    if len(read.points) > MOST_POINTS:
        raise ImportRefused(
            f"The file has {len(read.points):,} demand points; {MOST_POINTS:,} are the most."
        )
    spots = Counter((round(each.point.lat, 4), round(each.point.lon, 4)) for each in read.points)
    if spots and max(spots.values()) > MOST_ON_A_SPOT:
        spot, count = spots.most_common(1)[0]
        raise ImportRefused(
            f"{count} points lie at {spot[0]}, {spot[1]}. Put them together into one, or check how"
            " they were located."
        )
    if read.errors or not read.points:
        raise ImportRefused(f"{read.errors or 'All'} rows cannot be taken, so nothing was changed.")
    layer = replace(about, points=read.points)
    with database.writing() as session:
        kept.replace_layer(session, layer, at=at, by=by)
        note(
            session,
            AuditLine(
                at,
                by,
                kept.DEEDS[0],
                layer.key,
                new=f"{len(layer.points)} points, {layer.total} {layer.unit}",
            ),
        )
    return layer, read


def _check_about(about: DemandLayer) -> None:
    for what, text, most in (
        ("title", about.title, 100),
        ("unit", about.unit, 100),
        ("as-of", about.as_of, 60),
    ):
        if len(text) > most:
            raise BadInput(f"The {what} is too long. {most} letters are the most.")
    if about.where not in WHERE:
        raise BadInput(f"Say where they are: {', '.join(WHERE)}.")
    if not about.source.strip():
        raise BadInput("Say where the figures are from: every sheet names it.")
    if not about.key.isascii() or not about.key.replace("_", "").isalnum() or len(about.key) > 40:
        raise BadInput(
            "Give the layer a short key of letters, digits and underscores, for example: schools."
        )


def import_parts(
    database: Database, content: bytes, layer_key: str, *, at: datetime, by: str
) -> DemandLayer:
    """Put the file's parts in the place of a layer's. Raises ImportRefused, NotFound."""
    counted = demand_of(database)
    layer = counted.layers.get(layer_key)
    if layer is None:
        raise NotFound(_no_layer(layer_key))
    table = read_table(content)
    lacking = [name for name in ("lat", "lon", "share") if name not in table.headers]
    if lacking:
        raise ImportRefused(f"No column is called {', '.join(lacking)}.")
    parts = read_parts(_rows(table))
    strange = sorted({part.code for part in parts} - {point.code for point in layer.points})
    if strange:
        raise ImportRefused(
            f"{len(strange)} areas are not in the layer {layer_key}: {', '.join(strange[:5])}."
        )
    astray = far_outside(parts, counted.outlines.get(layer_key, ()))
    if astray:
        raise ImportRefused(
            f"{len(astray)} parts lie far outside their area, one of them of {astray[0].code} at"
            f" {astray[0].point.lat}, {astray[0].point.lon}. Are latitude and longitude right?"
        )
    with database.writing() as session:
        kept.replace_parts(session, layer_key, parts)
        note(session, AuditLine(at, by, kept.DEEDS[4], layer_key, new=f"{len(parts)} parts"))
    return with_parts(layer, parts)


def spread_layer(
    database: Database, layer_key: str, postcode_area: str, *, at: datetime, by: str
) -> DemandLayer:
    """Spread the people of a layer's areas evenly over the postcodes in their outlines: every
    postcode of the ONS Postcode Directory that begins with some letters ("CV").

    Raises NotFound, and BadInput where there are no outlines, or no postcodes in some of them.
    """
    counted = demand_of(database)
    layer = counted.layers.get(layer_key)
    if layer is None:
        raise NotFound(_no_layer(layer_key))
    outlines = counted.outlines.get(layer_key, ())
    if not outlines:
        raise BadInput(
            f"No outlines of {layer_key!r} are known. Import them first: safespaces areas import."
        )
    points = [
        Point(lat, lon)
        for number in range(100)
        for _inward, lat, lon in uk_outward(f"{postcode_area.upper()}{number}")
    ]
    parts = parts_by_points(points, outlines)
    empty = sorted({point.code for point in layer.points} - {part.code for part in parts})
    if empty:
        raise BadInput(
            f"No postcode of {postcode_area} lies in {len(empty)} areas, such as {empty[0]}. Are"
            " these the letters of its postcodes? Nothing was changed."
        )
    with database.writing() as session:
        kept.replace_parts(session, layer_key, parts)
        told = f"{len(parts)} parts, from postcodes of {postcode_area}"
        note(session, AuditLine(at, by, kept.DEEDS[4], layer_key, new=told))
    return with_parts(layer, parts)


def remove_layer(database: Database, key: str, *, at: datetime, by: str) -> None:
    """Take an imported layer and its outlines out; where the service ships with one of that key,
    that counts again. Raises NotFound.
    """
    with database.writing() as session:
        if not kept.remove_layer(session, key):
            raise NotFound(f"There is no imported layer {key!r}.")
        note(session, AuditLine(at, by, kept.DEEDS[3], key))


def _no_layer(key: str) -> str:
    return f"There is no demand layer {key!r}. Import it first: safespaces demand import."


def import_outlines(
    database: Database, content: bytes, layer_key: str, *, code_property: str, at: datetime, by: str
) -> ReadOutlines:
    """Put the file's outlines in the place of a layer's. Raises BadInput, NotFound."""
    layer = demand_of(database).layers.get(layer_key)
    if layer is None:
        raise NotFound(_no_layer(layer_key))
    read = read_outlines(content, [point.code for point in layer.points], code_property)
    with database.writing() as session:
        kept.replace_outlines(session, layer_key, read.outlines)
        note(
            session,
            AuditLine(at, by, kept.DEEDS[1], layer_key, new=f"{len(read.outlines)} outlines"),
        )
    return read


def import_school_holidays(
    database: Database, content: bytes, *, at: datetime, by: str
) -> Sequence[SchoolHoliday]:
    """Put the holidays of a CSV in the place of all there were.

    Columns: name, first_day, last_day; where there is a column kind, only its rows "holiday" are
    taken. A holiday without a last day is left out: nobody can say when school begins again. Raises
    ImportRefused.
    """
    table = read_table(content)
    lacking = [name for name in ("name", "first_day", "last_day") if name not in table.headers]
    if lacking:
        raise ImportRefused(f"No column is called {', '.join(lacking)}.")
    found = [_holiday(line, cells) for line, cells in _rows(table) if _is_holiday(cells)]
    if not found:
        raise ImportRefused("There is no holiday in the file.")
    twice = {
        each.first_day
        for each in found
        if sum(other.first_day == each.first_day for other in found) > 1
    }
    if twice:
        raise ImportRefused(f"Two holidays begin on {min(twice)}. Leave one of them out.")
    with database.writing() as session:
        kept.replace_school_holidays(session, found)
        note(session, AuditLine(at, by, kept.DEEDS[2], "school holidays", new=str(len(found))))
    return found


def _is_holiday(cells: dict[str, str]) -> bool:
    return cells.get("kind", "holiday") == "holiday" and bool(cells.get("last_day", "").strip())


def _holiday(line: int, cells: dict[str, str]) -> SchoolHoliday:
    try:
        first, last = clean_date(cells.get("first_day", "")), clean_date(cells.get("last_day", ""))
    except Unclean as error:
        raise ImportRefused(f"Line {line}: {error}") from None
    if first.year not in _YEARS or last.year not in _YEARS:
        raise ImportRefused(f"Line {line}: {first} to {last} is not a holiday of this century.")
    if not first <= last or (last - first).days > 100:
        raise ImportRefused(
            f"Line {line}: it ends on {last}, and begins on {first}. Are they swapped?"
        )
    return SchoolHoliday(tidy(cells.get("name", ""))[:100] or "School holiday", first, last)
