"""The tables of coverage: demand, outlines, school holidays, candidates, scenarios. Imported only in this folder. None of it is public."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


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


class CandidateRow(Base):
    """A place that somebody suggested."""

    __tablename__ = "candidates"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(400))
    postcode: Mapped[str] = mapped_column(String(8))
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    safe_hours: Mapped[str] = mapped_column(Text)
    hours_are_assumed: Mapped[bool] = mapped_column(Boolean)
    minimum_age: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


class CandidateEventRow(Base):
    """What was said or decided about a candidate. The database refuses to change or delete one (migration 0013)."""

    __tablename__ = "candidate_events"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))
    what: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class ScenarioRow(Base):
    """A what-if under a name; `changes` is JSON (store/scenarios.py). One that was put away keeps its row."""

    __tablename__ = "scenarios"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    version: Mapped[int] = mapped_column(Integer)
    changes: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    put_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
