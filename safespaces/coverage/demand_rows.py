"""Demand points from the rows of a table, with what is wrong with each row by line, column, value
and remedy.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from safespaces.coverage.demand import CODE_HEADERS, DemandPoint, without_school_mark
from safespaces.errors import BadHours, BadPoint
from safespaces.geo.distance import geodesic_m
from safespaces.geo.great_britain import in_great_britain
from safespaces.geo.grid import grid_to_wgs84
from safespaces.geo.point import Point
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.language import gettext as _
from safespaces.problems import Problem, Severity

COLUMNS: dict[str, tuple[str, ...]] = {  # our name: what files call it
    "code": CODE_HEADERS,
    "name": ("name", "title", "lsoa21_name", "lsoa11_name", "area_name", "common_name"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "easting": ("easting", "eastings", "os_easting"),
    "northing": ("northing", "northings", "os_northing"),
    "count": ("count", "population", "people", "young_people", "pupils", "age_10_17", "weight"),
    "group": ("group", "ward", "wd_name", "ward_pre_2026", "ward_name"),
    "decile": ("decile", "imd_decile", "imd_decile_2025", "deprivation_decile"),
    "hours": ("hours", "opening_hours", "counts_at"),
}
_EDGE_DEGREES = 0.003  # some 300 m: outlines are simplified
_FAR_M = 60_000  # from the layer's middle: a slip of the pen, or another town


@dataclass(frozen=True, slots=True)
class ReadDemand:
    """The points that can be taken, and every problem; with an error among them nothing should
    be.
    """

    points: tuple[DemandPoint, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def columns_of(headers: Iterable[str]) -> dict[str, str]:
    """Our names to the file's headers, for those that are there."""
    by_plain = {
        re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_"): header for header in headers
    }
    found = {
        ours: next((by_plain[name] for name in names if name in by_plain), None)
        for ours, names in COLUMNS.items()
    }
    return {ours: header for ours, header in found.items() if header is not None}


def lacking_columns(columns: Mapping[str, str]) -> list[str]:
    """What a file needs and has not; a point may be given as lat and lon or as easting and
    northing.
    """
    point = () if {"easting", "northing"} <= columns.keys() else ("lat", "lon")
    return [name for name in ("code", *point, "count") if name not in columns]


def read_demand(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    columns: Mapping[str, str],
    city: BaseGeometry | None = None,
) -> ReadDemand:
    """Points from (line, cells by header).

    A blank count is refused: an area without population is not an area with nobody.

    A point outside the `city` (WGS84) is taken and pointed out.
    """
    reader = _Reader(columns, city)
    for line, cells in rows:
        reader.read(line, cells)
    reader.look_at_all()
    return ReadDemand(tuple(point for _, point in reader.points), tuple(reader.problems))


class _Reader:
    def __init__(self, columns: Mapping[str, str], city: BaseGeometry | None) -> None:
        self._columns = columns
        self._city = city.buffer(_EDGE_DEGREES) if city is not None else None
        self._line_of: dict[str, int] = {}
        self._errors = 0
        self.points: list[tuple[int, DemandPoint]] = []
        self.problems: list[Problem] = []

    def read(self, line: int, cells: Mapping[str, str]) -> None:
        texts = {ours: cells.get(header, "").strip() for ours, header in self._columns.items()}
        before = self._errors
        code, point = self._code(line, texts), self._point(line, texts)
        count, decile, hours = (
            self._count(line, texts),
            self._decile(line, texts),
            self._hours(line, texts),
        )
        if self._errors == before and point is not None and count is not None:
            made = DemandPoint(
                code,
                texts.get("name", "") or code,
                point,
                count,
                texts.get("group", ""),
                decile,
                hours,
            )
            self.points.append((line, made))

    def look_at_all(self) -> None:
        """What shows only when all rows are there: a point far from the others or outside the city,
        nobody at all.
        """
        if not self.points:
            return
        lats, lons = (
            sorted(getattr(point.point, name) for _, point in self.points)
            for name in ("lat", "lon")
        )
        middle = Point(lats[len(lats) // 2], lons[len(lons) // 2])
        for line, point in self.points:
            self._look_where(line, point.point, middle)
        if not any(point.count for _, point in self.points):
            self._say(
                self.points[0][0],
                "count",
                "0",
                _("Nobody is counted in the whole file."),
                _("Choose the column that holds the people."),
            )

    def _look_where(self, line: int, point: Point, middle: Point) -> None:
        where = f"{point.lat}, {point.lon}"
        if geodesic_m(middle, point) > _FAR_M:
            self._say(
                line,
                "lat",
                where,
                _("It is more than 60 km from the others."),
                _("Check the point."),
            )
        elif self._city is not None and not self._city.intersects(
            shapely.Point(point.lon, point.lat)
        ):
            self._say(
                line,
                "lat",
                where,
                _("It is outside the city."),
                _("Take it out unless you mean it."),
                Severity.WARNING,
            )

    def _code(self, line: int, texts: Mapping[str, str]) -> str:
        code = texts["code"]
        if not code or len(code) > 40:
            self._say(
                line,
                "code",
                code,
                _("It is missing or too long."),
                _("Give each area a code of its own, at most 40 letters."),
            )
        elif code in self._line_of:
            self._say(
                line,
                "code",
                code,
                _("It is on line %(line_of)s already.", line_of=self._line_of[code]),
                _("Leave one of the two out."),
            )
        self._line_of.setdefault(code, line)
        return code

    def _point(self, line: int, texts: Mapping[str, str]) -> Point | None:
        if "lat" not in texts or "lon" not in texts:
            return self._grid_point(line, texts)
        try:
            lat, lon = float(texts["lat"]), float(texts["lon"])
        except ValueError:
            self._say(
                line,
                "lat",
                f"{texts['lat']}, {texts['lon']}",
                _("It is not a point."),
                _("Give decimal degrees, for example 52.4081, -1.5106."),
            )
            return None
        if abs(lat) > 1000 or abs(lon) > 1000:
            self._say(
                line,
                "lat",
                f"{lat:g}, {lon:g}",
                _("These are metres of the National Grid (OSGB), not degrees."),
                _as_degrees(lat, lon),
            )
            return None
        if not in_great_britain(lat, lon):
            remedy = (
                _("Latitude and longitude look swapped.")
                if in_great_britain(lon, lat)
                else _("Check the point: latitude first, then longitude.")
            )
            self._say(line, "lat", f"{lat:g}, {lon:g}", _("It is not in Great Britain."), remedy)
            return None
        return Point(lat, lon)

    def _grid_point(self, line: int, texts: Mapping[str, str]) -> Point | None:
        try:
            point = grid_to_wgs84(float(texts["easting"]), float(texts["northing"]))
        except (ValueError, BadPoint):
            value = f"{texts['easting']}, {texts['northing']}"
            self._say(
                line,
                "easting",
                value,
                _("It is not a place on the National Grid."),
                _("Give metres, for example 433400 and 279100."),
            )
            return None
        return Point(round(point.lat, 6), round(point.lon, 6))

    def _count(self, line: int, texts: Mapping[str, str]) -> int | None:
        text = texts["count"].replace(",", "")
        if not text:
            self._say(
                line,
                "count",
                "",
                _("It is missing."),
                _("Write 0 where nobody is, or leave the row out."),
            )
            return None
        try:
            count = float(text)
        except ValueError:
            count = -1.0
        if not 0 <= count < 10_000_000:
            self._say(
                line,
                "count",
                text,
                _("It is not a number of people."),
                _("Write a whole number from 0 up."),
            )
            return None
        if count != int(count):
            self._say(
                line, "count", text, _("It is not whole, and is rounded."), "", Severity.WARNING
            )
        return round(count)

    def _decile(self, line: int, texts: Mapping[str, str]) -> int | None:
        text = texts.get("decile", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 3) or not 1 <= int(text) <= 10:
            self._say(
                line,
                "decile",
                text,
                _("It is not a decile."),
                _("Write 1 (most deprived) to 10, or leave it empty."),
            )
            return None
        return int(text)

    def _hours(self, line: int, texts: Mapping[str, str]) -> str:
        text = texts.get("hours", "")
        plain, _school = without_school_mark(text)
        try:
            if plain:
                parse_safe_hours(plain)
        except BadHours as error:
            self._say(
                line,
                "hours",
                text,
                str(error),
                _('For example "Mo-Fr 15:00-17:00; PH off; SH off".'),
            )
        return text

    def _say(
        self,
        line: int,
        ours: str,
        value: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self._errors += severity is Severity.ERROR
        self.problems.append(
            Problem(self._columns.get(ours, ours), value[:100], message, remedy, line, severity)
        )


def _as_degrees(lat: float, lon: float) -> str:
    for easting, northing in ((lon, lat), (lat, lon)):
        try:
            point = grid_to_wgs84(easting, northing)
        except BadPoint:
            continue
        if in_great_britain(point.lat, point.lon):
            return _(
                "As degrees that would be %(lat)s, %(lon)s. Call the columns easting and"
                " northing, or give degrees.",
                lat=f"{point.lat:.5f}",
                lon=f"{point.lon:.5f}",
            )
    return _("Call the columns easting and northing, or give degrees (WGS84, EPSG:4326).")
