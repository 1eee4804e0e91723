"""Whether the register is as it was: what an import decides by, in a few numbers."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safespaces.store.records import venues_with_failed_visit
from safespaces.store.venues import VenueVersionRow
from safespaces.store.verifications import VerificationRow

RegisterState = tuple[int, int, int, frozenset[str]]


def register_state(session: Session) -> RegisterState:
    """Equal to an earlier one where no venue, no check and no failed visit has come or changed
    since, and no check was taken back; none of them is ever deleted.
    """
    versions, checks = (
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (VenueVersionRow, VerificationRow)
    )
    taken_back = select(func.count()).where(VerificationRow.taken_back_at.is_not(None))
    back = session.scalar(taken_back) or 0
    return versions, checks, back, frozenset(venues_with_failed_visit(session))
