"""Demand layers, their parts, their outlines, and school holidays in the database: each replaced
whole by an import.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Float, ForeignKey, Integer, String, Text, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.coverage.demand import DemandLayer, DemandPoint
from safespaces.coverage.demand_parts import CodedPart
from safespaces.coverage.outlines import Outline, as_geojson, from_geojson
from safespaces.coverage.week import SchoolHoliday
from safespaces.geo.point import Point
from safespaces.store.audit import AuditRow
from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime


class DemandLayerRow(Base):
    """Whom is counted, and where the figures are from."""

    __tablename__ = "demand_layers"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(100))
    unit: Mapped[str] = mapped_column(String(100))
    where: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)
    as_of: Mapped[str] = mapped_column(String(60))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_by: Mapped[str] = mapped_column(String(254))


class DemandPointRow(Base):
    """One demand point of a layer, in the file's order."""

    __tablename__ = "demand_points"

    layer: Mapped[str] = mapped_column(ForeignKey("demand_layers.key"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    count: Mapped[int] = mapped_column(Integer)
    group: Mapped[str] = mapped_column(Text)
    decile: Mapped[int | None] = mapped_column(Integer)
    hours: Mapped[str] = mapped_column(Text)


class DemandPartRow(Base):
    """Where a share of a demand area's people is, in the file's order."""

    __tablename__ = "demand_parts"

    layer: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(40))
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    share: Mapped[float] = mapped_column(Float)


class OutlineRow(Base):
    """The outline of a demand area: a GeoJSON geometry in WGS84."""

    __tablename__ = "demand_outlines"

    layer: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class SchoolHolidayRow(Base):
    """Days without school, first and last included."""

    __tablename__ = "school_holidays"

    first_day: Mapped[date] = mapped_column(Date, primary_key=True)
    last_day: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(100))


DEEDS = (
    "demand imported",
    "outlines imported",
    "school holidays imported",
    "demand removed",
    "parts imported",
)
_LAYER = ("key", "title", "unit", "where", "source", "as_of")
_POINT = ("code", "name", "count", "group", "decile", "hours")


@dataclass(frozen=True, slots=True)
class ImportedDemand:
    """Layers by key, their parts and outlines, and the school holidays in order."""

    layers: dict[str, DemandLayer]
    parts: dict[str, tuple[CodedPart, ...]]
    outlines: dict[str, tuple[Outline, ...]]
    school_holidays: tuple[SchoolHoliday, ...]


def demand_version(session: Session) -> str:
    """Other after every import of any of it: the number of the newest audit line that tells of
    one.
    """
    newest = select(func.max(AuditRow.number)).where(AuditRow.what.in_(DEEDS))
    return str(session.scalar(newest) or 0)


def kept_demand(session: Session) -> ImportedDemand:
    """Everything that was imported."""
    layers = {
        row.key: _to_layer(session, row)
        for row in session.scalars(select(DemandLayerRow).order_by(DemandLayerRow.key))
    }
    drawn: dict[str, list[Outline]] = defaultdict(list)
    for row in session.scalars(select(OutlineRow).order_by(OutlineRow.layer, OutlineRow.code)):
        drawn[row.layer].append(from_geojson(row.code, row.content))
    outlines = {layer: tuple(its) for layer, its in drawn.items()}
    holidays = session.scalars(select(SchoolHolidayRow).order_by(SchoolHolidayRow.first_day))
    return ImportedDemand(
        layers,
        _kept_parts(session),
        outlines,
        tuple(SchoolHoliday(row.name, row.first_day, row.last_day) for row in holidays),
    )


def _kept_parts(session: Session) -> dict[str, tuple[CodedPart, ...]]:
    found: dict[str, list[CodedPart]] = defaultdict(list)
    query = select(DemandPartRow).order_by(DemandPartRow.layer, DemandPartRow.number)
    for row in session.scalars(query):
        found[row.layer].append(CodedPart(row.code, Point(row.lat, row.lon), row.share))
    return {layer: tuple(its) for layer, its in found.items()}


def replace_layer(session: Session, layer: DemandLayer, *, at: datetime, by: str) -> None:
    """Put a layer in the place of the one with its key, if there is one.

    Its parts and outlines stay: they go by code.
    """
    session.execute(delete(DemandPointRow).where(DemandPointRow.layer == layer.key))
    session.merge(
        DemandLayerRow(
            **{name: getattr(layer, name) for name in _LAYER}, imported_at=at, imported_by=by
        )
    )
    session.flush()
    rows = [
        {name: getattr(point, name) for name in _POINT}
        | {"layer": layer.key, "number": number, "lat": point.point.lat, "lon": point.point.lon}
        for number, point in enumerate(layer.points)
    ]
    if rows:
        session.execute(insert(DemandPointRow), rows)


def remove_layer(session: Session, key: str) -> bool:
    """Take a layer, its points, parts and outlines out; False where there is none."""
    for table in (DemandPointRow, DemandPartRow, OutlineRow):
        session.execute(delete(table).where(table.layer == key))
    return rows_changed(session, delete(DemandLayerRow).where(DemandLayerRow.key == key)) == 1


def replace_parts(session: Session, layer: str, parts: Iterable[CodedPart]) -> None:
    """Put parts in the place of a layer's."""
    session.execute(delete(DemandPartRow).where(DemandPartRow.layer == layer))
    rows = [
        {
            "layer": layer,
            "number": number,
            "code": each.code,
            "lat": each.point.lat,
            "lon": each.point.lon,
            "share": each.share,
        }
        for number, each in enumerate(parts)
    ]
    if rows:
        session.execute(insert(DemandPartRow), rows)


def replace_outlines(session: Session, layer: str, outlines: Iterable[Outline]) -> None:
    """Put outlines in the place of a layer's."""
    session.execute(delete(OutlineRow).where(OutlineRow.layer == layer))
    rows = [{"layer": layer, "code": each.code, "content": as_geojson(each)} for each in outlines]
    if rows:
        session.execute(insert(OutlineRow), rows)


def replace_school_holidays(session: Session, holidays: Iterable[SchoolHoliday]) -> None:
    """Put holidays in the place of all there were."""
    session.execute(delete(SchoolHolidayRow))
    rows = [
        {"first_day": each.first_day, "last_day": each.last_day, "name": each.name}
        for each in holidays
    ]
    if rows:
        session.execute(insert(SchoolHolidayRow), rows)


def _to_layer(session: Session, row: DemandLayerRow) -> DemandLayer:
    points = session.scalars(
        select(DemandPointRow)
        .where(DemandPointRow.layer == row.key)
        .order_by(DemandPointRow.number)
    )
    return DemandLayer(
        **{name: getattr(row, name) for name in _LAYER}, points=tuple(map(_to_point, points))
    )


def _to_point(row: DemandPointRow) -> DemandPoint:
    return DemandPoint(
        point=Point(row.lat, row.lon), **{name: getattr(row, name) for name in _POINT}
    )
