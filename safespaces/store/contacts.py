"""Whom the council can reach about a venue: private, never in a snapshot, gone when they are taken
out.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.store.rows import Base, UtcDateTime
from safespaces.store.venues import VenueRow, VenueVersionRow
from safespaces.venues.venue import ListingStatus


class ContactRow(Base):
    """Somebody at a venue."""

    __tablename__ = "contacts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(60))
    # whether they agreed to be written to about their place
    may_write: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


@dataclass(frozen=True, slots=True)
class VenueContact:
    """Somebody at a venue, as people wrote it; "" for what is not known."""

    id: str
    venue_id: str
    name: str
    role: str
    email: str
    phone: str
    may_write: bool


_FIELDS = tuple(VenueContact.__dataclass_fields__)


def keep_contact(session: Session, contact: VenueContact, *, by: str, at: datetime) -> None:
    """Put one in, or in the place of that with its id."""
    values = {name: getattr(contact, name) for name in _FIELDS}
    session.merge(ContactRow(**values, made_at=at, made_by=by))
    session.flush()


def contacts_of(session: Session, venue_id: str) -> list[VenueContact]:
    """Those of a venue, the first that was put in first."""
    query = select(ContactRow).where(ContactRow.venue_id == venue_id)
    return [_to_contact(row) for row in session.scalars(query.order_by(ContactRow.made_at))]


def contact_with_id(session: Session, contact_id: str) -> VenueContact:
    """One of them. Raises NotFound."""
    row = session.get(ContactRow, contact_id)
    if row is None:
        raise NotFound("There is no such contact.")
    return _to_contact(row)


def remove_contact(session: Session, contact_id: str) -> None:
    """Nothing of them is kept."""
    session.execute(delete(ContactRow).where(ContactRow.id == contact_id))


def forget_contacts(session: Session, before: datetime) -> None:
    """Remove those of venues that have been off for good since then: nobody has to reach them."""
    gone = [ListingStatus.WITHDRAWN.value, ListingStatus.DECLINED.value]
    changed = select(VenueVersionRow.venue_id).where(VenueVersionRow.at >= before)
    old = select(VenueRow.id).where(VenueRow.status.in_(gone), VenueRow.id.not_in(changed))
    session.execute(delete(ContactRow).where(ContactRow.venue_id.in_(old)))


def _to_contact(row: ContactRow) -> VenueContact:
    return VenueContact(**{name: getattr(row, name) for name in _FIELDS})
