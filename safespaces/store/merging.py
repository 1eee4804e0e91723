"""Everything that belongs to one venue given to another: two records of one place become one."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from safespaces.store.closing_links import ClosingLinkRow
from safespaces.store.contacts import ContactRow
from safespaces.store.partners import VenuePartnerRow
from safespaces.store.records import ConfirmationRow, TrainingRow, UseRow, VisitRow
from safespaces.store.stickers import StickerRow
from safespaces.store.verifications import VerificationRow

_FOLLOWS = (
    VerificationRow,
    TrainingRow,
    VisitRow,
    UseRow,
    ConfirmationRow,
    ContactRow,
    StickerRow,
)
_ONE_A_VENUE = (VenuePartnerRow, ClosingLinkRow)


def move_records(session: Session, from_id: str, to_id: str) -> None:
    """Checks, trainings, visits, uses, confirmations, contacts and stickers follow; the partner and
    the closing link do where the other venue has none of its own, and end otherwise.
    """
    for table in _FOLLOWS:
        session.execute(update(table).where(table.venue_id == from_id).values(venue_id=to_id))
    for single in _ONE_A_VENUE:
        if session.scalar(select(single.venue_id).where(single.venue_id == to_id)):
            session.execute(delete(single).where(single.venue_id == from_id))
        else:
            session.execute(update(single).where(single.venue_id == from_id).values(venue_id=to_id))
    session.expire_all()
