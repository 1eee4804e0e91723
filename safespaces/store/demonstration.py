"""Which venues came with the demonstration: a mark that stays, whatever is done to them."""

from collections.abc import Iterable

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base
from safespaces.store.venues import VenueRow
from safespaces.venues.venue import ListingStatus


class DemonstrationVenueRow(Base):
    """A venue that is not of the register's own."""

    __tablename__ = "demonstration_venues"

    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)


def mark_as_demonstration(session: Session, ids: Iterable[str]) -> None:
    """Mark venues, once each."""
    for venue_id in sorted(set(ids) - demonstration_ids(session)):
        session.add(DemonstrationVenueRow(venue_id=venue_id))
    session.flush()


def demonstration_ids(session: Session) -> set[str]:
    """The ids of all that are marked."""
    return set(session.scalars(select(DemonstrationVenueRow.venue_id)))


def count_listed_demonstration(session: Session) -> int:
    """How many that are marked are listed now."""
    query = select(func.count()).select_from(DemonstrationVenueRow)
    query = query.join(VenueRow, VenueRow.id == DemonstrationVenueRow.venue_id)
    return session.scalar(query.where(VenueRow.status == ListingStatus.LISTED.value)) or 0


def count_own(session: Session) -> int:
    """How many venues are not marked: the register's own."""
    marked = select(DemonstrationVenueRow.venue_id)
    query = select(func.count()).select_from(VenueRow).where(VenueRow.id.not_in(marked))
    return session.scalar(query) or 0
