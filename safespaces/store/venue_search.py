"""The register a page at a time: filtered, counted and ordered by the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal_column, select, update
from sqlalchemy.orm import Session

from safespaces.store.venues import VenueRow, search_words, venue_of
from safespaces.venues.venue import ListingStatus, Venue

LACKS = {  # each as an index of migration 0023 spells it
    "point": VenueRow.lat.is_(None),
    "hours": VenueRow.safe_hours == literal_column("''"),
    "check": VenueRow.checked_on.is_(None),
}
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A status, something that is lacking (a key of LACKS), and beginnings of words; "" and () are
    whatever.
    """

    status: str = ""
    lacking: str = ""
    words: tuple[str, ...] = ()


def count_wanted(session: Session, wanted: Wanted) -> int:
    """How many venues are so."""
    return session.scalar(select(func.count()).select_from(VenueRow).where(*_so(wanted))) or 0


def some_venues(session: Session, wanted: Wanted, skipped: int, most: int) -> list[Venue]:
    """Some of them, by name then id."""
    query = select(VenueRow).where(*_so(wanted)).order_by(VenueRow.name, VenueRow.id)
    return [venue_of(row) for row in session.scalars(query.offset(skipped).limit(most))]


def count_by_status(session: Session) -> dict[str, int]:
    """How many venues have each status that any has."""
    counted = select(VenueRow.status, func.count()).group_by(VenueRow.status)
    return {row[0]: row[1] for row in session.execute(counted)}


def count_lacking(session: Session) -> dict[str, int]:
    """How many listed venues lack what, by the keys of LACKS."""
    each = [func.count().filter(condition) for condition in LACKS.values()]
    row = session.execute(select(*each).where(VenueRow.status == ListingStatus.LISTED.value)).one()
    return dict(zip(LACKS, row, strict=True))


def _so(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    conditions = [VenueRow.search_words.contains(f" {word}") for word in wanted.words]
    if wanted.status:
        conditions.append(VenueRow.status == wanted.status)
    if wanted.lacking in LACKS:
        conditions.append(LACKS[wanted.lacking])
    return conditions


def fill_search_words(session: Session) -> None:
    """Fill them where an older version of the service has put venues in."""
    while rows := session.scalars(
        select(VenueRow).where(VenueRow.search_words == "").limit(_AT_ONCE)
    ).all():
        session.execute(
            update(VenueRow),
            [{"id": row.id, "search_words": search_words(venue_of(row))} for row in rows],
        )
        session.expire_all()
