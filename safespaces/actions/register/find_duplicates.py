"""Likely duplicates of the whole register: looked for when something has changed, decided by an
officer.
"""

from datetime import datetime

from safespaces.intake.duplicates import possible_duplicates
from safespaces.moderation.listing import clean_reason
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.duplicates import (
    LikelyDuplicate,
    keep_duplicates,
    looked_up_to,
    newest_change,
    settle_duplicate,
)
from safespaces.store.venues import all_venues
from safespaces.venues.venue import ListingStatus

_GONE = (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)


def find_duplicates(database: Database, *, at: datetime) -> int:
    """Look through the register if it has changed since the last look; returns how many new pairs
    there are.
    """
    with database.reading() as session:
        newest = newest_change(session)
        if newest == looked_up_to(session):
            return 0
        venues = [venue for venue in all_venues(session) if venue.status not in _GONE]
    pairs = possible_duplicates(venues, [])
    found = [
        LikelyDuplicate(
            min(each.added.id, each.other.id), max(each.added.id, each.other.id), each.why, at
        )
        for each in pairs
    ]
    with database.writing() as session:
        return keep_duplicates(session, found, newest)


def two_places(
    database: Database, first_id: str, second_id: str, *, reason: str, by: str, at: datetime
) -> None:
    """Say that a pair is two places.

    (One of two that are one is withdrawn on its page.) Raises NotFound, and BadInput without a
    reason.
    """
    why = clean_reason(reason)
    with database.writing() as session:
        settle_duplicate(session, first_id, second_id, by=by, at=at)
        note(session, AuditLine(at, by, "two places", first_id, old=second_id, new=why))
