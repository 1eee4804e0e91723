"""Venues in the database: read as nouns, written with a version each time. Nothing here deletes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.codes import stored
from safespaces.errors import NotFound
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.store.rows import ADDRESS, Base, UtcDateTime
from safespaces.store.venue_json import unknown_values, venue_from_json, venue_to_json
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.words import words_of


class VenueRow(Base):
    """A venue as it stands now."""

    __tablename__ = "venues"
    __table_args__ = (
        Index("ix_venues_name_id", "name", "id"),
        *(
            Index(
                f"ix_venues_without_{name}",
                "status",
                sqlite_where=text(lacking),
                postgresql_where=text(lacking),
            )
            for name, lacking in (
                ("point", "lat IS NULL"),
                ("hours", "safe_hours = ''"),
                ("check", "checked_on IS NULL"),
            )
        ),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), index=True)
    address: Mapped[str] = mapped_column(String(400))
    postcode: Mapped[str] = mapped_column(String(8), index=True)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    point_source: Mapped[str] = mapped_column(String(20))
    precision_m: Mapped[int | None] = mapped_column(Integer)
    safe_hours: Mapped[str] = mapped_column(Text)
    kit: Mapped[str] = mapped_column(Text)
    access: Mapped[str] = mapped_column(Text)
    minimum_age: Mapped[str] = mapped_column(String(40))
    website: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text, server_default="")
    checked_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text)
    more: Mapped[str] = mapped_column(Text, server_default="{}")  # JSON of fields without a column
    search_words: Mapped[str] = mapped_column(Text, server_default="")


class VenueVersionRow(Base):
    """One version of a venue, whole: never overwritten; removed only when an import is undone, and
    then whole in the audit log.
    """

    __tablename__ = "venue_versions"
    __table_args__ = (UniqueConstraint("venue_id", "version"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(Text)  # JSON of the venue
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(ADDRESS)
    reason: Mapped[str] = mapped_column(String(200))


_COLUMNS = set(VenueRow.__table__.columns.keys())
_FIELDS = [field.name for field in fields(Venue)]
_SPELLED = {"status", "located", "kit", "access"}  # those that a column spells in its own way
_PLAIN = tuple(name for name in _FIELDS if name in _COLUMNS - _SPELLED)
# texts that nobody looks venues up by need no column of their own
_MORE = tuple(name for name in _FIELDS if name not in _COLUMNS | _SPELLED)

_NOTHING: Mapping[str, object] = {}
_ASKED_AT_ONCE = 1_000
_MANY = 100  # from here on the whole table is as quick as a list of ids


@dataclass(frozen=True, slots=True)
class VenueVersion:
    """A venue as it was, from when, by whom and why."""

    version: int
    venue: Venue
    at: datetime
    author: str
    reason: str


def all_venues(session: Session) -> list[Venue]:
    """Every venue of the register, by name then id."""
    rows = session.scalars(select(VenueRow).order_by(VenueRow.name, VenueRow.id))
    return [venue_of(row) for row in rows]


def listed_venues(session: Session) -> list[Venue]:
    """Those that are listed, in the same order."""
    rows = session.scalars(
        select(VenueRow)
        .where(VenueRow.status == ListingStatus.LISTED.value)
        .order_by(VenueRow.name, VenueRow.id)
    )
    return [venue_of(row) for row in rows]


def hours_of_listed(session: Session) -> dict[str, int]:
    """The safe hours of listed venues as they are written, each with how many have them."""
    query = select(VenueRow.safe_hours, func.count()).where(
        VenueRow.status == ListingStatus.LISTED.value
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(VenueRow.safe_hours))}


def venue_with_id(session: Session, venue_id: str) -> Venue:
    """One venue. Raises NotFound."""
    row = session.get(VenueRow, venue_id)
    if row is None:
        raise NotFound(f"There is no venue with the id {venue_id!r}. Look it up in the register.")
    return venue_of(row)


def venues_with_ids(session: Session, ids: Iterable[str]) -> dict[str, Venue]:
    """Those of some venues that there are, by id, in one question for each thousand."""
    every, found = sorted(set(ids)), dict[str, Venue]()
    for start in range(0, len(every), _ASKED_AT_ONCE):
        rows = session.scalars(
            select(VenueRow).where(VenueRow.id.in_(every[start : start + _ASKED_AT_ONCE]))
        )
        found |= {row.id: venue_of(row) for row in rows}
    return found


def count_venues(session: Session) -> int:
    """How many venues the register has, of any status."""
    return session.scalar(select(func.count()).select_from(VenueRow)) or 0


def add_venues(
    session: Session, venues: Sequence[Venue], *, at: datetime, author: str, reason: str
) -> dict[str, int]:
    """Put new venues in, each with its first version; returns the versions by id."""
    if venues:
        session.execute(insert(VenueRow), [_to_columns(venue) for venue in venues])
        session.execute(
            insert(VenueVersionRow), [_version(venue, 1, at, author, reason) for venue in venues]
        )
    return dict.fromkeys((venue.id for venue in venues), 1)


def change_venues(
    session: Session, venues: Sequence[Venue], *, at: datetime, author: str, reason: str
) -> dict[str, int]:
    """Put venues' new states in, each with a version; returns those by id.

    Raises NotFound when one is not in the register.
    """
    if not venues:
        return {}
    last = last_versions(session, [venue.id for venue in venues])
    lost = [venue.id for venue in venues if venue.id not in last]
    if lost:
        raise NotFound(f"There is no venue with the id {lost[0]!r} to change.")
    unknown = _unknown_values(session, last)
    session.execute(
        update(VenueRow), [_to_columns(venue, unknown.get(venue.id, _NOTHING)) for venue in venues]
    )
    rows = [
        _version(venue, last[venue.id] + 1, at, author, reason, unknown.get(venue.id))
        for venue in venues
    ]
    session.execute(insert(VenueVersionRow), rows)
    return {venue.id: last[venue.id] + 1 for venue in venues}


def _unknown_values(session: Session, last: dict[str, int]) -> dict[str, dict[str, object]]:
    """By venue id, what the newest versions hold that only a newer version of this service has a
    field for.
    """
    newest = select(
        VenueVersionRow.venue_id, func.max(VenueVersionRow.version).label("version")
    ).group_by(VenueVersionRow.venue_id)
    if len(last) < _MANY:
        newest = newest.where(VenueVersionRow.venue_id.in_(last))
    those = newest.subquery()
    is_one = (VenueVersionRow.venue_id == those.c.venue_id) & (
        VenueVersionRow.version == those.c.version
    )
    rows = session.execute(
        select(VenueVersionRow.venue_id, VenueVersionRow.content).join(those, is_one)
    )
    found = ((venue_id, unknown_values(content)) for venue_id, content in rows)
    return {venue_id: unknown for venue_id, unknown in found if unknown}


def venues_changed_after(session: Session, number: int) -> set[str]:
    """The ids of venues with a version that came after the one with that number."""
    query = select(VenueVersionRow.venue_id).where(VenueVersionRow.number > number)
    return set(session.scalars(query.distinct()))


def last_versions(session: Session, ids: Sequence[str] | None = None) -> dict[str, int]:
    """The newest version's number by venue id, of some venues or of all."""
    newest = select(VenueVersionRow.venue_id, func.max(VenueVersionRow.version)).group_by(
        VenueVersionRow.venue_id
    )
    if ids is not None and len(ids) < _MANY:
        newest = newest.where(VenueVersionRow.venue_id.in_(ids))
    return {row[0]: row[1] for row in session.execute(newest)}


def last_version_of(session: Session, venue_id: str) -> int:
    """The number of a venue's newest version, 0 for none."""
    return (
        session.scalar(
            select(func.max(VenueVersionRow.version)).where(VenueVersionRow.venue_id == venue_id)
        )
        or 0
    )


def slugs_taken(session: Session) -> set[str]:
    """Every slug that a venue has."""
    return set(session.scalars(select(VenueRow.slug)))


def versions_of(session: Session, venue_id: str) -> list[VenueVersion]:
    """Every version of a venue, oldest first."""
    rows = session.scalars(
        select(VenueVersionRow)
        .where(VenueVersionRow.venue_id == venue_id)
        .order_by(VenueVersionRow.version)
    )
    return [
        VenueVersion(row.version, venue_from_json(row.content), row.at, row.author, row.reason)
        for row in rows
    ]


def version_of(session: Session, venue_id: str, version: int) -> VenueVersion:
    """One version of a venue. Raises NotFound."""
    row = session.scalar(
        select(VenueVersionRow).where(
            VenueVersionRow.venue_id == venue_id, VenueVersionRow.version == version
        )
    )
    if row is None:
        raise NotFound("There is no such version of this venue.")
    return VenueVersion(row.version, venue_from_json(row.content), row.at, row.author, row.reason)


def _version(
    venue: Venue,
    version: int,
    at: datetime,
    author: str,
    reason: str,
    unknown: dict[str, object] | None = None,
) -> dict[str, object]:
    content = venue_to_json(venue, unknown or {})
    return {
        "venue_id": venue.id,
        "version": version,
        "content": content,
        "at": at,
        "author": author,
        "reason": reason,
    }


def search_words(venue: Venue) -> str:
    """The words that officers find a venue by, each after a space; never empty."""
    words = words_of(f"{venue.name} {venue.address} {venue.postcode} {venue.id}")
    return f" {' '.join(words)} "


def _to_columns(venue: Venue, unknown: Mapping[str, object] = _NOTHING) -> dict[str, object]:
    located = venue.located
    more = {name: value for name in _MORE if (value := getattr(venue, name))}
    return {
        **{name: getattr(venue, name) for name in _PLAIN},
        "status": venue.status.value,
        "lat": located.point.lat if located else None,
        "lon": located.point.lon if located else None,
        "point_source": located.source.value if located else "",
        "precision_m": located.precision_m if located else None,
        "kit": " ".join(venue.kit),
        "access": " ".join(venue.access),
        "search_words": search_words(venue),
        "more": json.dumps({**unknown, **more}, ensure_ascii=False) if unknown or more else "{}",
    }


def venue_of(row: VenueRow) -> Venue:
    """The venue of a row."""
    located = None
    if row.lat is not None and row.lon is not None:
        located = LocatedPoint(
            Point(row.lat, row.lon), stored(PointSource, row.point_source), row.precision_m
        )
    return Venue(
        **{name: getattr(row, name) for name in _PLAIN},
        status=stored(ListingStatus, row.status),
        located=located,
        kit=tuple(row.kit.split()),
        access=tuple(row.access.split()),
        **(_more(row.more) if row.more != "{}" else {}),
    )


def _more(kept: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(kept).items() if name in _MORE}
