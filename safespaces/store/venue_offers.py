"""Places that a partner wants to give to another, until the other has said yes or no."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class VenueOfferRow(Base):
    """One place, and to whom it is offered."""

    __tablename__ = "venue_offers"

    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    partner_id: Mapped[str] = mapped_column(String(40))  # whose it was when it was offered
    email: Mapped[str] = mapped_column(String(254), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(254))


@dataclass(frozen=True, slots=True)
class VenueOffer:
    """A place, whose it is, and to whom and by whom it is offered."""

    venue_id: str
    partner_id: str
    email: str
    by: str


def put_offer(session: Session, offer: VenueOffer, at: datetime) -> None:
    """Offer a place; an earlier offer of it is void."""
    session.merge(
        VenueOfferRow(
            venue_id=offer.venue_id,
            partner_id=offer.partner_id,
            email=offer.email,
            at=at,
            by=offer.by,
        )
    )
    session.flush()


def offer_of(session: Session, venue_id: str, since: datetime) -> VenueOffer | None:
    """The offer of a place that was made since."""
    row = session.get(VenueOfferRow, venue_id)
    return _offer(row) if row and row.at >= since else None


def offers_to(session: Session, email: str, since: datetime) -> list[VenueOffer]:
    """All that an address was offered since."""
    asked = select(VenueOfferRow).where(VenueOfferRow.email == email, VenueOfferRow.at >= since)
    return [_offer(row) for row in session.scalars(asked.order_by(VenueOfferRow.venue_id))]


def remove_offer(session: Session, venue_id: str) -> None:
    """It was answered, or taken back."""
    session.execute(delete(VenueOfferRow).where(VenueOfferRow.venue_id == venue_id))
    session.expire_all()


def forget_offers(session: Session, before: datetime) -> None:
    """Remove those that nobody answered."""
    session.execute(delete(VenueOfferRow).where(VenueOfferRow.at < before))


def _offer(row: VenueOfferRow) -> VenueOffer:
    return VenueOffer(row.venue_id, row.partner_id, row.email, row.by)
