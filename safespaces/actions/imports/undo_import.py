"""Undo an import: what it changed is as it was, what it added is gone from the register (and stands
whole in the audit log).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.listing import check_may_list
from safespaces.actions.register.publish import publish_whole_in
from safespaces.errors import BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.imports import ImportRecord, numbered_imports
from safespaces.store.undoing import (
    note_undone,
    referred_to,
    remove_added,
    remove_beside,
    touched_by,
    undone_at,
)
from safespaces.store.venue_json import venue_to_json
from safespaces.store.venues import (
    change_venues,
    last_versions,
    listed_venues,
    venue_with_id,
    version_of,
)
from safespaces.venues.venue import ListingStatus, Venue


@dataclass(frozen=True, slots=True)
class Undone:
    """How many venues are as they were, how many are gone, and which were left as they are: worked
    on since, or not to be listed today.
    """

    restored: int
    removed: int
    left: tuple[Venue, ...]


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was applied; `undone_at` when it was undone."""

    number: int
    record: ImportRecord
    undone_at: datetime | None


def past_imports(database: Database) -> list[PastImport]:
    """Every import, newest first."""
    with database.reading() as session:
        return [
            PastImport(number, record, undone_at(session, number))
            for number, record in numbered_imports(session)
        ]


@dataclass(frozen=True, slots=True)
class BeforeUndoing:
    """What undoing would touch: the import, how many venues it added and changed, and how many of
    them are public now.
    """

    past: PastImport
    listed: int


def what_undoing_does(database: Database, number: int) -> BeforeUndoing:
    """What somebody should know before undoing an import. Raises NotFound."""
    past = next((each for each in past_imports(database) if each.number == number), None)
    if past is None:
        raise NotFound(_("There is no such import."))
    with database.reading() as session:
        touched = touched_by(session, number)
        return BeforeUndoing(past, sum(venue.id in touched for venue in listed_venues(session)))


def undo_import(database: Database, number: int, *, by: str, at: datetime, today: date) -> Undone:
    """Undo one in one transaction, and publish.

    Raises NotFound, and BadInput for one that is undone already.
    """
    with database.writing() as session:
        if number not in {each for each, _ in numbered_imports(session)}:
            raise NotFound(_("There is no such import."))
        if undone_at(session, number):
            raise BadInput(_("That import is undone already."))
        made, now = touched_by(session, number), last_versions(session)
        untouched = {
            venue_id: version for venue_id, version in made.items() if now.get(venue_id) == version
        }
        added = {venue_id for venue_id, version in untouched.items() if version == 1}
        remove_beside(session, number, set(untouched))
        removable = added - referred_to(session, added)
        before = [
            older
            for venue_id, version in untouched.items()
            if version > 1 and (older := _before(session, venue_id, version, today))
        ]
        change_venues(session, before, at=at, author=by, reason=f"import {number} undone")
        for venue_id in sorted(removable):
            note(
                session,
                AuditLine(
                    at,
                    by,
                    "removed with its import",
                    venue_id,
                    old=venue_to_json(venue_with_id(session, venue_id)),
                ),
            )
        remove_added(session, removable)
        note_undone(session, number, by=by, at=at)
        restored = {venue.id for venue in before}
        left = tuple(
            venue_with_id(session, each)
            for each in made
            if each not in removable and each not in restored
        )
        summary = f"{len(before)} as before, {len(removable)} removed, {len(left)} left"
        note(session, AuditLine(at, by, "import undone", str(number), new=summary))
        publish_whole_in(session, at=at)  # versions were taken away
    return Undone(len(before), len(removable), left)


def _before(session: Session, venue_id: str, version: int, today: date) -> Venue | None:
    """The venue before a version; None where that would list one that may not be listed today."""
    older, now = version_of(session, venue_id, version - 1).venue, venue_with_id(session, venue_id)
    if older.status is ListingStatus.LISTED and now.status is not ListingStatus.LISTED:
        try:
            check_may_list(session, older, today)
        except BadInput:
            return None
    return older
