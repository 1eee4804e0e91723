"""An officer corrects what the register says of a venue, page by page: each page is a version,
public at once.
"""

from collections.abc import Mapping
from datetime import datetime

from safespaces.actions.register.listing import check_version
from safespaces.actions.register.publish import publish_in
from safespaces.moderation.changes import editable_cells, what_differs, with_values
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.venues import change_venues, last_version_of, venue_with_id
from safespaces.venues.venue import Venue


def correct(
    database: Database,
    venue_id: str,
    values: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    expected_version: int | None = None,
) -> Venue:
    """Put values into a venue; what is the same makes no version.

    Raises NotFound, and BadInput where `expected_version` is old.
    """
    with database.writing() as session:
        check_version(session, venue_id, expected_version)
        before = venue_with_id(session, venue_id)
        changed = what_differs(before, values)
        after = with_values(before, changed)
        if after != before:
            change_venues(session, [after], at=at, author=by, reason="corrected by the council")
            now = editable_cells(before)
            old, new = (
                "; ".join(f"{name}: {its[name] or 'nothing'}" for name in changed)
                for its in (now, changed)
            )
            note(session, AuditLine(at, by, "corrected", venue_id, old=old, new=new))
            publish_in(session, at=at)
    return after


def facts_of(database: Database, venue_id: str) -> tuple[dict[str, str], int]:
    """What may be corrected, as texts, and the version that says so. Raises NotFound."""
    with database.reading() as session:
        return editable_cells(venue_with_id(session, venue_id)), last_version_of(session, venue_id)
